"""What a process file means, checked: whether this way of brokering can be walked to its end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.calendars import Span
from core.forms import FIELDS
from core.process import CLOSE, Process, Role, Scope, Slot
from core.process_files import kinds, money_checks, schema
from core.process_files.faults import Problem, instead
from core.process_files.findings import Finding, at
from core.process_files.toml_lines import TomlLines
from core.prompts import Part, PromptKind

_DAYS_IN = {"hours": 1 / 24, "calendar days": 1.0, "working days": 1.4, "school days": 1.4}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A process under the eyes of the checks."""

    process: Process
    slots: Sequence[Slot]
    kinds: kinds.Kinds

    def kind(self, slot: Slot) -> PromptKind | None:
        return self.kinds.get(slot.spec.kind)

    def where(self, fits: Callable[[PromptKind], bool]) -> list[Slot]:
        known = ((slot, self.kind(slot)) for slot in self.slots)
        return [slot for slot, kind in known if kind is not None and fits(kind)]

    def playing(self, part: Part) -> list[Slot]:
        return self.where(lambda kind: kind.part is part)


def problems(
    process: Process, name: str, lines: TomlLines, known_kinds: kinds.Kinds
) -> list[Problem]:
    """Return everything that is wrong with what a process file means."""
    reading = _Reading(process, list(process.specs()), known_kinds)
    found = [x for check in _CHECKS for x in check(reading)]
    found.extend(money_checks.findings(process, known_kinds))
    return [Problem(name, lines.at(x.place), x.what, x.mend) for x in found]


def _timezone(reading: _Reading) -> Iterator[Finding]:
    fault = schema.zone_fault(reading.process.timezone)
    if fault is not None:
        yield Finding(("timezone",), *fault)


def _step_names(reading: _Reading) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, step in enumerate(reading.process.step):
        place = ("step", index, "name")
        if step.name == CLOSE:
            yield Finding(
                place, f"no step can be called {CLOSE!r}", "it means the end: give it another name"
            )
        if step.name in seen:
            yield Finding(place, f"there are two steps {step.name!r}", "give one another name")
        seen.add(step.name)


def _kinds(reading: _Reading) -> Iterator[Finding]:
    for slot in reading.slots:
        if slot.spec.kind not in reading.kinds:
            what = f"there is no kind of prompt {slot.spec.kind!r}"
            yield Finding(at(slot, "kind"), what, instead(slot.spec.kind, reading.kinds))


def _asked_twice(reading: _Reading) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for slot in reading.slots:
        for role in slot.spec.to:
            condition = tuple(sorted(slot.spec.when.items()))
            question = (slot.step_index, slot.spec.kind, role, slot.spec.line, condition)
            if question in seen:
                what = f"step {slot.step.name!r} asks {role} for {slot.spec.kind} twice"
                yield Finding(at(slot, "to"), what, "keep one of the two")
            seen.add(question)


def _roles(reading: _Reading) -> Iterator[Finding]:
    for slot in reading.slots:
        if slot.step.each is Scope.DEPLOYMENT:
            continue
        for role in slot.spec.to:
            if kinds.belongs_to_a_deployment(role):
                yield Finding(
                    at(slot, "to"),
                    f"{role} is nobody where a step is done for each {slot.step.each}",
                    f'write each = "deployment" for step {slot.step.name!r}, or ask another role',
                )


def _scopes(reading: _Reading) -> Iterator[Finding]:
    for slot in reading.slots:
        kind, each = reading.kind(slot), slot.step.each
        wanted = _scope_of(kind) if kind is not None else None
        if wanted is not None and each is not wanted:
            yield Finding(
                ("step", slot.step_index, "each"),
                f"{slot.spec.kind} is about the {wanted}, "
                f"but step {slot.step.name!r} is for each {each}",
                f'write each = "{wanted}", or move it to a step that is',
            )


def _scope_of(kind: PromptKind) -> Scope | None:
    """Return what a step with such a prompt is done for; None: whatever the file says."""
    if kind.for_the_case:
        return Scope.CASE
    return Scope.DEPLOYMENT if kind.needs_sle or kind.part is Part.MATCH else None


def _essentials(reading: _Reading) -> Iterator[Finding]:
    for part, loss in kinds.ESSENTIAL.items():
        if not reading.playing(part):
            kind = kinds.playing(reading.kinds, part)
            mend = f'add a [[step]] whose prompt has kind = "{kind}"'
            yield Finding(("step",), f"no step has {kind}, so {loss}", mend)
    for slot in reading.playing(Part.MATCH)[1:]:
        yield Finding(
            at(slot, "kind"),
            f"a second {slot.spec.kind}: an SLE is matched once",
            "leave it out; on_decline goes back to the first",
        )


def _nobody_matched_yet(reading: _Reading) -> Iterator[Finding]:
    match = reading.playing(Part.MATCH)
    if not match:
        return
    for slot in reading.slots:
        kind = reading.kind(slot)
        needs = (kind is not None and kind.needs_sle) or any(
            kinds.belongs_to_a_deployment(x) for x in slot.spec.to
        )
        if needs and slot.step_index <= match[0].step_index:
            yield Finding(
                at(slot, "kind"),
                f"{slot.spec.kind} needs an SLE, and none is matched before step "
                f"{slot.step.name!r}",
                f"move it to a step after {match[0].step.name!r}",
            )


def _release(reading: _Reading) -> Iterator[Finding]:
    """A home head releases before the SLE contacts the school (docs/rules.md#release-first)."""
    releases = reading.playing(Part.RELEASE)
    for slot in releases:
        if slot.spec.to != (Role.HOME_HEAD,):
            what = "only the SLE's own head can release them"
            yield Finding(at(slot, "to"), what, 'write to = "home_head"')
        if slot.spec.when:
            what = "a release is needed whatever the request says"
            yield Finding(at(slot, "when"), what, "leave out when")
    if not releases:
        return
    for slot in reading.where(lambda kind: kind.needs_release):
        if slot.step_index <= releases[0].step_index:
            yield Finding(
                at(slot, "kind"),
                f"{slot.spec.kind} comes before the home school has released the SLE",
                f"move it to a step after {releases[0].step.name!r}",
            )


def _agreement(reading: _Reading) -> Iterator[Finding]:
    """Visits count from the agreement on, so every request needs one, and before them."""
    signed = reading.playing(Part.AGREEMENT)
    if not signed:
        return
    if all(slot.spec.when for slot in signed):
        yield Finding(
            at(signed[0], "when"),
            "visits count from the agreement on, and some requests would have none",
            "leave out when, or ask somebody else to sign whatever the request says",
        )
    for slot in reading.playing(Part.VISITS):
        if slot.step_index <= signed[0].step_index:
            yield Finding(
                at(slot, "kind"),
                f"{slot.spec.kind} comes before the agreement that visits count from",
                f"move it to a step after {signed[0].step.name!r}",
            )


def _ways_back(reading: _Reading) -> Iterator[Finding]:
    names = [x.name for x in reading.process.step]
    for slot in reading.slots:
        back, kind = slot.spec.on_decline, reading.kind(slot)
        if back is None:
            continue
        if kind is not None and not kind.declinable:
            what = f"{slot.spec.kind} cannot be declined"
            yield Finding(at(slot, "on_decline"), what, "leave out on_decline")
        elif back != CLOSE and back not in names:
            what = f"on_decline names no step of this process: {back!r}"
            yield Finding(at(slot, "on_decline"), what, instead(back, [*names, CLOSE]))
        elif back != CLOSE and names.index(back) > slot.step_index:
            yield Finding(
                at(slot, "on_decline"),
                f"on_decline goes forward, to {back!r}",
                f"name {slot.step.name!r} or a step before it, or write {CLOSE!r}",
            )


def _forms(reading: _Reading) -> Iterator[Finding]:
    for slot in reading.slots:
        spec, kind = slot.spec, reading.kind(slot)
        for number, name in enumerate(spec.fields):
            place = (*at(slot, "fields"), number)
            if name not in FIELDS:
                yield Finding(place, f"there is no form field {name!r}", instead(name, FIELDS))
            elif name in spec.fields[:number]:
                yield Finding(place, f"the form asks {name!r} twice", "keep one of the two")
        if kind is None:
            continue
        if kinds.asks_a_form(kind) and not spec.fields:
            what = f"{spec.kind} is a form, but nothing says what it asks"
            yield Finding(at(slot, "kind"), what, 'write fields = ["…"]')
        if spec.fields and not kinds.takes_fields(kind):
            what = f"{spec.kind} is answered with a {kind.answers}, not with a form"
            yield Finding(at(slot, "fields"), what, "leave out fields")


def _conditions(reading: _Reading) -> Iterator[Finding]:
    of_the_request = reading.where(lambda kind: kind.for_the_case)
    asked = [x for slot in of_the_request for x in slot.spec.fields]
    rate = reading.process.rate
    places = [(at(slot, "when"), slot.spec.when) for slot in reading.slots]
    places += [(("rate", "variant", n, "when"), x.when) for n, x in enumerate(rate.variant)]
    for place, when in places:
        for name, value in when.items():
            yield from _condition((*place, name), name, value, asked)


def _condition(
    place: tuple[str | int, ...], name: str, value: str, asked: list[str]
) -> Iterator[Finding]:
    choices = {x: field.choices for x, field in FIELDS.items() if field.choices}
    if name not in choices:
        what = f"when can only ask about a choice of the request, and {name!r} is none"
        yield Finding(place, what, instead(name, choices))
    elif value not in choices[name]:
        what = f"{name} is never {value!r}"
        yield Finding(place, what, instead(value, choices[name]))
    elif name not in asked:
        yield Finding(
            place,
            f"no form of the request asks {name!r}, so this never holds",
            f'add "{name}" to the fields of a request_form or scope',
        )


def _ladders(reading: _Reading) -> Iterator[Finding]:
    for slot in reading.slots:
        before = -1.0
        if slot.spec.due.amount == 0:
            yield Finding(at(slot, "due"), "nobody can answer in no time", "give at least 1 day")
        for number, rung in enumerate(slot.spec.nudge):
            place = (*at(slot, "nudge"), number)
            if _length(rung.span) <= before:
                yield Finding(
                    place,
                    f"the ladder does not rise: {rung.span} comes after "
                    f"{slot.spec.nudge[number - 1].span}",
                    "each reminder is counted from the due time: give it longer than the last",
                )
            before = _length(rung.span)
            if rung.to_role is not None:
                yield from _escalation(place, slot, rung.to_role)


def _escalation(place: tuple[str | int, ...], slot: Slot, role: str) -> Iterator[Finding]:
    if role not in list(Role):
        yield Finding(place, f"a reminder names no known role: {role!r}", instead(role, list(Role)))
    elif role in slot.spec.to:
        what = f"{role} is asked already, so telling {role} too adds nothing"
        yield Finding(place, what, "name somebody else, or leave out the role")
    elif slot.step.each is not Scope.DEPLOYMENT and kinds.belongs_to_a_deployment(Role(role)):
        what = f"{role} is nobody where a step is done for each {slot.step.each}"
        yield Finding(place, what, "name another role")


def _length(span: Span) -> float:
    """Return about how many calendar days a span lasts, to compare spans on different clocks."""
    return span.amount * _DAYS_IN.get(span.unit, 7.0)


_CHECKS: tuple[Callable[[_Reading], Iterator[Finding]], ...] = (
    _timezone,
    _step_names,
    _kinds,
    _asked_twice,
    _roles,
    _scopes,
    _essentials,
    _nobody_matched_yet,
    _release,
    _agreement,
    _ways_back,
    _forms,
    _conditions,
    _ladders,
)
