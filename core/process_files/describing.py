"""A process in words and as a picture, for `process check` and `process diagram`."""

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from core.calendars import Rung
from core.process import CLOSE, Process, PromptSpec, RateLine, Scope, Slot, Step

_HEADINGS = ("step", "for each", "asks", "of", "due", "reminders after that", 'on "no"')
_BOX = {Scope.CASE: ("[", "]"), Scope.RECEIVING_SCHOOL: ("([", "])"), Scope.DEPLOYMENT: ("(", ")")}
_CAPITALS = {"sle": "SLE", "eip": "EIP"}


def describe(process: Process) -> str:
    """Return a process as readable text: what it is, its money, and a table of its questions."""
    parts = [_heading(process), _money(process), _table(process)]
    return "\n\n".join(parts) + "\n"


def diagram(process: Process, style: Literal["mermaid", "text"] = "mermaid") -> str:
    """Return a process as a Mermaid flowchart, or as a picture in plain text."""
    lines = _mermaid(process) if style == "mermaid" else _drawn(process)
    return "\n".join(lines) + "\n"


def _heading(process: Process) -> str:
    lines = [f"{process.name} ({process.slug})", f"after: {process.source}"]
    limit = process.limits.days_per_year
    if limit is not None:
        over = "a warning" if process.limits.over == "warn" else "refused"
        lines.append(f"up to {limit:g} days a year for each SLE; more is {over}")
    return "\n".join(lines)


def _money(process: Process) -> str:
    lines = [f"A day costs {_pounds(process.rate.day)}, half days pro rata."]
    lines.extend(f"  {_flow(line)}" for line in process.rate.line)
    for variant in process.rate.variant:
        lines.append(f"  {variant.name} ({_condition(variant.when)}):")
        lines.extend(f"    {_flow(line)}" for line in variant.line)
    return "\n".join(lines)


def _flow(line: RateLine) -> str:
    return (
        f"{line.name}: {_words(line.payer)} pays {_words(line.payee)} {_pounds(line.per_day)} a day"
        f" ({line.document} raised by {_words(line.raised_by)})"
    )


def _table(process: Process) -> str:
    rows = [_HEADINGS, *_rows(process)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (rows[0], rule, *rows[1:])
    )


def _rows(process: Process) -> Iterator[tuple[str, ...]]:
    for slot in process.specs():
        first = slot.number == 0
        yield (
            f"{slot.step_index + 1}. {slot.step.name}" if first else "",
            _words(slot.step.each) if first else "",
            _asks(slot.spec),
            ", ".join(_words(x) for x in slot.spec.to),
            str(slot.spec.due),
            _ladder(slot.spec.nudge),
            _back(slot.spec),
        )


def _ladder(rungs: tuple[Rung, ...]) -> str:
    """Return a ladder in few words: "1, 3, 5 school days (5: coordinator)"."""
    units = []
    for unit, group in groupby(rungs, key=lambda x: x.span.unit):
        amounts = ", ".join(str(x.span.amount) for x in group)
        units.append(f"{amounts} {unit}")
    told = [f"{x.span.amount}: {_words(x.to_role)}" for x in rungs if x.to_role is not None]
    also = f" ({', '.join(told)})" if told else ""
    return (", ".join(units) + also) or "none"


def _asks(spec: PromptSpec) -> str:
    parts = [_words(spec.kind)]
    if spec.form is not None:
        parts.append(f"“{spec.form}”")
    if spec.line is not None:
        parts.append(f"[{spec.line}]")
    if spec.when:
        parts.append(f"if {_condition(spec.when)}")
    return " ".join(parts)


def _back(spec: PromptSpec) -> str:
    if spec.on_decline is None:
        return ""
    return "the case ends" if spec.on_decline == CLOSE else f"back to {spec.on_decline}"


def _mermaid(process: Process) -> Iterator[str]:
    yield "flowchart TD"
    for index, step in enumerate(process.step):
        opening, closing = _BOX[step.each]
        yield f'    s{index}{opening}"{_label(index, step)}"{closing}'
    yield '    done(["settled: the case is closed"])'
    yield from (f"    s{index} --> s{index + 1}" for index in range(len(process.step) - 1))
    yield f"    s{len(process.step) - 1} --> done"
    yield from _mermaid_ways_back(process)


def _mermaid_ways_back(process: Process) -> Iterator[str]:
    closing = False
    for slot in _declinable(process):
        back = slot.spec.on_decline or ""
        target = "ended" if back == CLOSE else f"s{process.step_index(back)}"
        closing = closing or back == CLOSE
        yield f'    s{slot.step_index} -. "no: {_escaped(_words(slot.spec.kind))}" .-> {target}'
    if closing:
        yield '    ended(["declined: the case ends"])'


def _declinable(process: Process) -> Iterator[Slot]:
    return (x for x in process.specs() if x.spec.on_decline is not None)


def _label(index: int, step: Step) -> str:
    lines = [f"<b>{index + 1}. {_escaped(step.name)}</b>"]
    for spec in step.prompt:
        who = ", ".join(_words(x) for x in spec.to)
        lines.append(f"{_escaped(_asks(spec))}<br/>{who}, {spec.due}")
    return "<br/>".join(lines)


def _escaped(text: str) -> str:
    """Return a text as Mermaid can show it between quotation marks."""
    return (
        text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    )


def _drawn(process: Process) -> Iterator[str]:
    yield f"{process.name}"
    for step, slots in groupby(process.specs(), key=lambda x: x.step):
        yield "  |"
        yield f"  v  {process.step_index(step.name) + 1}. {step.name} (each {_words(step.each)})"
        for slot in slots:
            spec = slot.spec
            yield f"  |    {_asks(spec)}: {', '.join(_words(x) for x in spec.to)}, {spec.due}"
            if spec.on_decline is not None:
                yield f'  |      "no": {_back(spec)}'
    yield "  |"
    yield "  v  settled: the case is closed"


def _condition(when: dict[str, str]) -> str:
    return " and ".join(f"{_words(name)} is {value}" for name, value in when.items())


def _words(name: str) -> str:
    """Return a name of ours as people read it: receiving_head, sle → receiving head, SLE."""
    return " ".join(_CAPITALS.get(x, x) for x in name.split("_"))


def _pounds(pence: int) -> str:
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"
