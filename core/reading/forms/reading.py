"""Forms as text: a blank one to reply under, and a filled-in one read back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.fields import Field
from core.reading.forms.endings import ends_answer
from core.reading.forms.sections import Cutter, Line, Section, lines_of
from core.reading.forms.values import Problem, points_elsewhere, read_value, says_nothing


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form as it was filled in: values by the fields' names, ready for JSON; the titles of those
    left empty; and a sentence for each answer that could not be read for certain.
    """

    values: dict[str, Any] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


_INTRODUCTION = "Please write under each heading. Leave empty whatever you cannot say yet."
_OPTIONAL = "Optional."
_END = "That is all, thank you"
_LONGEST_REPLY = 500_000
"""Characters of a reply that are read: many times the longest form, answered at length."""


def blank_form(fields: Sequence[Field]) -> str:
    """Return the form that a person fills in by replying under each heading."""
    blocks = [_INTRODUCTION, *(_block(one) for one in fields), f"== {_END} =="]
    return "\n\n".join(blocks)


def _block(one: Field) -> str:
    return "\n".join((f"== {one.title} ==", *_printed(one), ""))


def _printed(one: Field) -> tuple[str, ...]:
    """Return the lines that stand under a heading from the start."""
    optional = "" if one.required else _OPTIONAL
    help_ = " ".join(part for part in (optional, one.help) if part)
    choices = f"Please choose: {' / '.join(one.choices)}" if one.choices else ""
    return tuple(line for line in (help_, choices) if line)


def read_form(text: str, fields: Sequence[Field]) -> FormReading:
    """Read a filled-in form, its headings in any order and perhaps slightly changed. What is not
    certain is no value but a problem; never raises.
    """
    titles = tuple(one.title for one in fields)
    if len(text) > _LONGEST_REPLY:
        return FormReading({}, titles, ("The reply is too long to be read; please shorten it.",))
    lines = lines_of(text)
    sections = _sections(lines, fields)
    values: dict[str, Any] = {}
    unread: list[str] = []
    problems = [_unclear(section, titles) for section in sections if len(section.questions) > 1]
    for index, one in enumerate(fields):
        own = [x for x in sections if x.question == index]
        given = _given(one, own)
        if not given:
            unread.append(one.title)
            continue
        value = _settled(one, given, next((x.doubtful for x in own if x.doubtful), ""))
        if isinstance(value, Problem):
            problems.append(value.instead)
        else:
            values[one.name] = value
    headed = any(section.questions and not section.depth for section in sections)
    if len(fields) == 1 and not (values or problems or headed):
        return _without_heading(lines, fields[0])
    return FormReading(values, tuple(unread), tuple(dict.fromkeys(problems)))


def _without_heading(lines: Sequence[Line], one: Field) -> FormReading:
    """Read a reply that holds no heading as the answer to the only question there is: all that
    stands before the farewell, if that has a form of its own. Free words may be about anything.
    """
    own = [line.text for line in lines if not line.depth]
    end = next((at for at in range(len(own)) if ends_answer(own, at)), len(own))
    answer = "\n".join(own[:end]).strip()
    if one.kind in ("text", "long") or not answer or says_nothing(one, answer):
        return FormReading({}, (one.title,))
    value = read_value(one, answer)
    return (
        FormReading({}, (one.title,))
        if isinstance(value, Problem)
        else FormReading({one.name: value})
    )


def _given(one: Field, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the different answers to a question; what is quoted counts where nothing else is."""
    answers = [(x.depth, answer) for x in sections if (answer := _answer(x, one))]
    told = [(depth, answer) for depth, answer in answers if not says_nothing(one, answer)]
    own = min((depth for depth, _ in told), default=0)
    return tuple(dict.fromkeys(answer for depth, answer in told if depth == own))


def _sections(lines: Sequence[Line], fields: Sequence[Field]) -> list[Section]:
    """Return the sections of a reply. A question that is answered under its heading as we write it
    is not looked for under other words, since these may be part of an answer.
    """
    cutter = Cutter([one.title for one in fields], [(*_printed(one), "")[0] for one in fields])
    answered = {
        section.question
        for section in cutter.marked(lines)
        if section.question is not None and _answer(section, fields[section.question])
    }
    return cutter.all(lines, frozenset(range(len(fields))) - answered)


def _unclear(section: Section, titles: Sequence[str]) -> str:
    meant = " or ".join(f"“{titles[index]}”" for index in section.questions[:3])
    return f"“{section.label}” could be {meant}; please use the heading in full."


def _settled(one: Field, given: Sequence[str], doubtful: str) -> Any | Problem:
    """Return the value of one answer, or of several that come to the same."""
    if doubtful:
        return Problem(
            f"“{one.title}” is followed by “{doubtful}”, which may be another heading; "
            "please write each answer right under its heading."
        )
    if any(points_elsewhere(answer) for answer in given):
        return Problem(f"“{one.title}” only points to another place; please write it out there.")
    values = [read_value(one, answer) for answer in given]
    for value in values:
        if isinstance(value, Problem):
            return Problem(f"“{one.title}” is not quite clear to us; please write {value.instead}.")
    if any(value != values[0] for value in values):
        return Problem(f"“{one.title}” has two different answers; please write the one that holds.")
    return values[0]


def _answer(section: Section, one: Field) -> str:
    """Return what somebody wrote under a heading, without what stood there from the start."""
    printed = _printed(one)
    if not section.depth:
        lines = (section.beside, *(line.raw for line in section.lines))
        return _without(printed, "\n".join(lines))
    own = "\n".join(line.raw for line in section.lines if not line.depth)
    typed = _without(printed, own)
    if typed:
        return typed
    kept = (line.text for line in section.lines if line.depth <= section.depth)
    return _without(printed, "\n".join((section.beside, *kept)))


def _without(printed: Sequence[str], answer: str) -> str:
    for line in printed:
        pattern = r"[\W_]+".join(re.escape(word) for word in re.findall(r"[^\W_]+", line))
        answer = _without_once(pattern, answer.strip())
    return answer.strip()


def _without_once(pattern: str, answer: str) -> str:
    """Take one copy of a printed line out: at the beginning, else the last that fills its lines."""
    ended = r"[^\w\n]*?[.?!:;]*[ \t*_)|]*"
    opening = re.match(rf"[ \t>*_(|]*{pattern}{ended}(?:\n|(?=\s)|$)", answer)
    if opening is not None:
        return answer[opening.end() :]
    copies = list(re.finditer(rf"(?m)^[ \t>*_(|]*{pattern}{ended}$", answer))
    return answer[: copies[-1].start()] + answer[copies[-1].end() :] if copies else answer
