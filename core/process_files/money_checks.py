"""Whether the money of a process flows: every line is raised and settled by whoever it concerns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from core.forms import FIELDS
from core.process import Document, Payer, Process, RateLine, Slot
from core.process_files import kinds
from core.process_files.faults import instead
from core.process_files.findings import Finding, at
from core.process_files.toml_lines import Place
from core.prompts import MoneyPart, Part

_SETTLING = (MoneyPart.PAY, MoneyPart.CONFIRM)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A process under the eyes of the checks, and what each kind of prompt does for money."""

    process: Process
    kinds: kinds.Kinds

    def money(self, slot: Slot) -> MoneyPart | None:
        kind = self.kinds.get(slot.spec.kind)
        return kind.money if kind is not None else None

    def money_slots(self) -> list[Slot]:
        return [x for x in self.process.specs() if self.money(x) is not None]

    def doing(self, *parts: MoneyPart) -> str:
        """Return the names of the kinds that do one of these, for whoever has to write one."""
        names = (name for part in parts for name, x in self.kinds.items() if x.money is part)
        return " or ".join(names)


def findings(process: Process, known_kinds: kinds.Kinds) -> Iterator[Finding]:
    """Yield every fault in what a process says about money, and every prompt that is never put."""
    reading = _Reading(process, known_kinds)
    found = [x for check in _CHECKS for x in check(reading)]
    yield from found
    if not found and _conditions_make_sense(process):
        yield from _flows(reading)


def _placed_lines(process: Process) -> Iterator[tuple[Place, RateLine]]:
    for number, line in enumerate(process.rate.line):
        yield ("rate", "line", number), line
    for index, variant in enumerate(process.rate.variant):
        for number, line in enumerate(variant.line):
            yield ("rate", "variant", index, "line", number), line


def _line_names(process: Process) -> list[str]:
    return list(dict.fromkeys(line.name for _, line in _placed_lines(process)))


def _lines(reading: _Reading) -> Iterator[Finding]:
    seen: set[tuple[Place, str]] = set()
    for place, line in _placed_lines(reading.process):
        if (place[:-1], line.name) in seen:
            what = f"there are two money lines {line.name!r} side by side"
            yield Finding((*place, "name"), what, "give one another name")
        seen.add((place[:-1], line.name))
        if line.payer is line.payee:
            what = f"{line.payer} pays itself on line {line.name!r}"
            yield Finding((*place, "payee"), what, "name who receives the money")
        yield from _raiser(place, line)


def _raiser(place: Place, line: RateLine) -> Iterator[Finding]:
    """An invoice is raised by who is owed the money, a grant by who gives it."""
    wrong = line.payer if line.document is Document.INVOICE else line.payee
    right = line.payee if line.document is Document.INVOICE else line.payer
    if line.raised_by is wrong and line.payer is not line.payee:
        what = f"{wrong} cannot raise the {line.document} of line {line.name!r}"
        yield Finding((*place, "raised_by"), what, f'write raised_by = "{right}"')


def _variants(reading: _Reading) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, variant in enumerate(reading.process.rate.variant):
        place = ("rate", "variant", index)
        if variant.name in seen:
            what = f"there are two variants {variant.name!r}"
            yield Finding((*place, "name"), what, "give one another name")
        seen.add(variant.name)
        if not variant.when:
            what = f"variant {variant.name!r} holds for every request"
            yield Finding((*place, "when"), what, 'say for which: when = { funding = "…" }')


def _named_lines(reading: _Reading) -> Iterator[Finding]:
    known = _line_names(reading.process)
    for slot in reading.process.specs():
        line, of_money = slot.spec.line, reading.money(slot) is not None
        if of_money and line is None:
            what = f"{slot.spec.kind} does not say which money line it is about"
            yield Finding(at(slot, "kind"), what, f"write line = one of: {', '.join(known)}")
        elif line is not None and line not in known:
            what = f"there is no money line {line!r}"
            yield Finding(at(slot, "line"), what, instead(line, known))
        elif line is not None and slot.spec.kind in reading.kinds and not of_money:
            what = f"{slot.spec.kind} is not about money"
            yield Finding(at(slot, "line"), what, "leave out line")


def _after_agreement(reading: _Reading) -> Iterator[Finding]:
    parts = {name: kind.part for name, kind in reading.kinds.items()}
    signed = [x for x in reading.process.specs() if parts.get(x.spec.kind) is Part.AGREEMENT]
    for slot in reading.money_slots():
        if signed and slot.step_index <= signed[0].step_index:
            yield Finding(
                at(slot, "kind"),
                f"{slot.spec.kind} comes before the agreement that fixes the price",
                f"move it to a step after {signed[0].step.name!r}",
            )


def _askers(reading: _Reading) -> Iterator[Finding]:
    """A money prompt goes to somebody who acts for the party that raises, pays or receives."""
    for slot in reading.money_slots():
        for _, line in _placed_lines(reading.process):
            if line.name != slot.spec.line:
                continue
            party = _concerned(line, reading.money(slot))
            wrong = [x for x in slot.spec.to if x not in kinds.PAYS_FOR[party]]
            if wrong:
                what = f"{slot.spec.kind} of line {line.name!r} concerns {party}, not {wrong[0]}"
                yield Finding(at(slot, "to"), what, f'write to = "{kinds.PAYS_FOR[party][0]}"')
                break


def _concerned(line: RateLine, does: MoneyPart | None) -> Payer:
    """Return whose part it is: to pay, to confirm what came, or to raise the document."""
    if does is MoneyPart.PAY:
        return line.payer
    return line.payee if does is MoneyPart.CONFIRM else line.raised_by


def _flows(reading: _Reading) -> Iterator[Finding]:
    """Walk every kind of request: lines nobody raises or settles, prompts nobody is ever put."""
    process = reading.process
    slots, put, used = list(process.specs()), set[int](), set[int]()
    for request in _requests(process):
        lines = process.rate.lines_for(dict(request))
        used.add(id(lines))
        names = {x.name for x in lines}
        live = [n for n, slot in enumerate(slots) if _is_put(slot, request, names)]
        put.update(live)
        yield from _unserved(reading, lines, [slots[n] for n in live])
    yield from _never_put([x for n, x in enumerate(slots) if n not in put])
    for index, variant in enumerate(process.rate.variant):
        if variant.when and id(variant.line) not in used:
            what = f"variant {variant.name!r} never holds: an earlier one always comes first"
            place = ("rate", "variant", index, "when")
            yield Finding(place, what, "put the narrower variant first, or leave this one out")


def _conditions_make_sense(process: Process) -> bool:
    """Whether every condition asks about a choice that there is; told elsewhere if not."""
    return all(
        name in FIELDS and value in FIELDS[name].choices
        for when in _whens(process)
        for name, value in when.items()
    )


def _whens(process: Process) -> list[dict[str, str]]:
    return [x.spec.when for x in process.specs()] + [x.when for x in process.rate.variant]


Request = dict[str, object]


def _requests(process: Process) -> Iterator[Request]:
    """Yield every combination of answers that a condition of this process asks about."""
    names = sorted({name for when in _whens(process) for name in when})
    options = [(None, *FIELDS[name].choices) for name in names]
    for values in product(*options):
        yield dict(zip(names, values, strict=True))


def _is_put(slot: Slot, request: Request, lines: set[str]) -> bool:
    spec = slot.spec
    holds = all(request.get(name) == value for name, value in spec.when.items())
    return holds and (spec.line is None or spec.line in lines)


def _unserved(
    reading: _Reading, lines: tuple[RateLine, ...], live: Sequence[Slot]
) -> Iterator[Finding]:
    for line in lines:
        place = next(where for where, x in _placed_lines(reading.process) if x is line)
        about = {reading.money(x) for x in live if x.spec.line == line.name}
        if MoneyPart.RAISE not in about:
            what = f"nobody is asked to raise the {line.document} of line {line.name!r}"
            yield Finding(
                place,
                what,
                f'add a prompt {reading.doing(MoneyPart.RAISE)} with line = "{line.name}"',
            )
        if not about.intersection(_SETTLING):
            what = f"nobody is asked whether line {line.name!r} is paid"
            mend = f'add a prompt {reading.doing(*_SETTLING)} with line = "{line.name}"'
            yield Finding(place, what, mend)


def _never_put(slots: Sequence[Slot]) -> Iterator[Finding]:
    """A step none of whose prompts is ever put cannot be reached."""
    for slot in slots:
        alone = len(slot.step.prompt) == 1
        step = f", so step {slot.step.name!r} is never reached" if alone else ""
        what = f"{slot.spec.kind} is never put: no request has both its when and its line{step}"
        yield Finding(at(slot, "when"), what, "change when or line, or leave the prompt out")


_CHECKS: tuple[Callable[[_Reading], Iterator[Finding]], ...] = (
    _lines,
    _variants,
    _named_lines,
    _after_agreement,
    _askers,
)
