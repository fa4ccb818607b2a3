"""What a person wrote in a mail, apart from what their mail program quoted or appended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.reply_text.introductions import introduction, next_filled, shared_line
from intake.reply_text.labels import GROUPWISE, QUOTED
from intake.reply_text.signatures import set_aside

MAX_TEXT = 100_000
"""Characters that are looked into; what lies beyond goes where the last line before it went."""

_WRAPPED_AT = 65
_UNFINISHED = re.compile(r"[^.!?:;]$")


@dataclass(frozen=True, slots=True)
class ReplyParts:
    """A mail's text in three: every filled line of it is in exactly one of them.

    ``signature`` holds banners and disclaimers too.
    """

    reply: str
    quoted: str
    signature: str


@dataclass(slots=True)
class _Runs:
    """Lines in the order read, as runs of the writer's and of quoted text."""

    own: list[list[str]] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    in_quote: bool = True

    def add_own(self, line: str) -> None:
        if self.in_quote:
            self.own.append([])
        self.in_quote = False
        self.own[-1].append(line)

    def add_quoted(self, line: str) -> None:
        self.in_quote = True
        self.quoted.append(line)


def split(text: str) -> ReplyParts:
    """``text`` in what its writer wrote, what is quoted, and signature. Linear in its length.

    Answers written between quoted lines are the writer's. In doubt a line is the writer's.
    """
    head, rest = text[:MAX_TEXT], text[MAX_TEXT:]
    runs = _runs(_lines(head))
    if rest:
        (runs.add_quoted if runs.in_quote else runs.add_own)(rest)
    reply: list[str] = []
    aside: list[str] = []
    for number, run in enumerate(runs.own):
        marked = set_aside(run, opening=number == 0)
        own = [line for line, mark in zip(run, marked, strict=True) if not mark]
        put_aside = [line for line, mark in zip(run, marked, strict=True) if mark]
        reply.append(_tidy(own))
        aside.append(_tidy(put_aside))
    return ReplyParts(
        "\n\n".join(part for part in reply if part),
        _tidy(runs.quoted),
        "\n\n".join(part for part in aside if part),
    )


def _lines(text: str) -> list[str]:
    given = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines: list[str] = []
    for number, line in enumerate(given):
        following = given[number + 1] if number + 1 < len(given) else ""
        shared = shared_line(line, following)
        lines.extend(shared or (line,))
    return lines


def _runs(lines: list[str]) -> _Runs:
    runs = _Runs()
    number = 0
    while number < len(lines):
        if _is_quoted(lines[number]) or _is_overflow(lines, number, in_quote=runs.in_quote):
            runs.add_quoted(lines[number])
            number += 1
            continue
        found = introduction(lines, number)
        if found is None:
            if lines[number].strip() or not runs.in_quote:
                runs.add_own(lines[number])
            number += 1
            continue
        below = next_filled(lines, found.end)
        # Without marks nothing tells the writer's words from the quoted: all below is quoted.
        end = below if below < len(lines) and QUOTED.match(lines[below]) else len(lines)
        for line in lines[number:end]:
            runs.add_quoted(line)
        number = end
    return runs


def _is_quoted(line: str) -> bool:
    return QUOTED.match(line) is not None and not GROUPWISE.match(line)


def _is_overflow(lines: list[str], number: int, *, in_quote: bool) -> bool:
    """The end of a long quoted line that was wrapped without its mark."""
    if not in_quote or not 0 < number < len(lines) - 1:
        return False
    line, before = lines[number].strip(), lines[number - 1].rstrip()
    return (
        bool(line)
        and line[0].islower()
        and bool(QUOTED.match(before))
        and len(before) >= _WRAPPED_AT
        and bool(_UNFINISHED.search(before))
        and bool(QUOTED.match(lines[number + 1]))
    )


def _tidy(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
