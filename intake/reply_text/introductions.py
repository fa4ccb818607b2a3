"""Finding the lines by which a mail program introduces what it quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.reply_text.labels import (
    FORWARDED,
    GROUPWISE,
    ORIGINAL,
    QUOTED,
    RULE,
    WROTE,
    labelled,
)

MAX_ATTRIBUTION = 500
_WINDOW = 6
_BLOCK = 16
_STRAYS = 3  # wrapped or blank lines that a block may hold in a row

_EMAIL = re.compile(r"[^\s<>@\"(]{1,100}@[\w.-]{2,100}")
_FULL_DATE = (
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|"
    r"(?:19|20)\d\d\s?年"
)
_EXACT = re.compile(_FULL_DATE)
_DATE = re.compile(
    _FULL_DATE + r"|"
    r"\b\d{1,2}(?:st|nd|rd|th)?\.?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:on|le|el|em|il|am|op|in data|w dniu|dnia|den|på|vào|ar|dne|dňa|la|a|στις|em|no dia|pe)\s",
    re.IGNORECASE,
)
_STARTS_WITH_DATE = re.compile(
    r"^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[:.]\d\d|\d{1,2}\.?\s\w{3,12}\.?,?\s\d{2,4}|"
    r"[^\W\d_]{2,10}\.?,?\s(?:den\s)?\d{1,2}\b|(?:19|20)\d\d\s?年)",
)
_NUMERIC_DATE = re.compile(r"^\d{4}[./-]\d{1,2}[./-]\d{1,2}\s")
_DASHED = re.compile(r"^[-–—]{3,40}\s?(?P<said>[^\n]{1,400}?)\s?[-–—]{3,40}$")
_SENTENCE_END = re.compile(r"[^\W\d_]{4,}[.!?]$")
_BEFORE, _AFTER = " \t>*_|\u200b\u200e", " \t*_\u200b\u200e"
_SHARED_LINE = re.compile(
    r"^(?P<own>.{1,400}?)[\s–-]{1,8}(?P<said>On (?:mon|tue|wed|thu|fri|sat|sun|\d)"
    r".{8,300}\bwrote:\s*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines ``start`` to ``end`` (exclusive) introduce a quoted or forwarded message."""

    start: int
    end: int
    forward: bool = False


def introduction(lines: Sequence[str], at: int) -> Introduction | None:
    """What introduces a quote at line ``at``, if anything does."""
    line = lines[at]
    if GROUPWISE.match(line):
        return Introduction(at, at + 1)
    mark = line.lstrip(" \t>|")[:1]
    if not mark or len(line) > MAX_ATTRIBUTION:
        return None
    if mark in "-_=*~–—":
        if ORIGINAL.match(line):
            return Introduction(at, at + 1)
        if RULE.match(line):
            return _after_rule(lines, at)
    if _says_forwarded(line):
        return Introduction(at, at + 1, forward=True)
    block = header_block(lines, at)
    if block is not None:
        return Introduction(at, block.end)
    end = _attribution(lines, at)
    return Introduction(at, end) if end else None


def shared_line(line: str, following: str) -> tuple[str, str] | None:
    """The writer's words and the attribution, where a mail program put both on one line."""
    if len(line) > MAX_ATTRIBUTION or "wrote:" not in line or not QUOTED.match(following):
        return None
    found = _SHARED_LINE.match(line)
    if found is None or _OPENER.match(_bare(line)):
        return None
    return found["own"].rstrip(" -–"), found["said"]


def next_filled(lines: Sequence[str], at: int) -> int:
    """The first line from ``at`` on that is not blank, or the number of lines."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _bare(line: str) -> str:
    return line.lstrip(_BEFORE).rstrip(_AFTER)


def _says_forwarded(line: str) -> bool:
    drawn = "--" in line or "__" in line or line.rstrip().endswith(":")
    return drawn and FORWARDED.match(line) is not None


def _after_rule(lines: Sequence[str], at: int) -> Introduction | None:
    """A drawn line counts only when a header block or an attribution follows it."""
    below = next_filled(lines, at + 1)
    if below >= len(lines) or below > at + 3 or RULE.match(lines[below]):
        return None
    found = introduction(lines, below)
    return Introduction(at, found.end, found.forward) if found else None


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A quoted message's From/Sent/To/Subject lines; the keys are roles, whatever the language."""

    end: int
    values: Mapping[str, str]


def header_block(lines: Sequence[str], at: int) -> HeaderBlock | None:
    """The block of header lines that begins at ``at``, if one does.

    Two labels do not make a block: people write forms with "From:", "To:" and "Subject:" in them.
    """
    first = labelled(lines[at])
    if first is None or first[0] not in ("from", "sent", "to", "subject"):
        return None
    values: dict[str, str] = {}
    wrapped: list[str] = []
    end, role = at, first[0]
    for number in range(at, min(at + _BLOCK, len(lines))):
        line, found = lines[number].strip(_BEFORE), labelled(lines[number])
        if found is None:
            wrapped.append(line)
            if len(wrapped) > _STRAYS:
                break
            continue
        if wrapped and found[0] in values and not wrapped[-1]:
            break  # the text has begun, and begins with a label of its own
        if wrapped:
            values[role] = " ".join([values[role], *wrapped]).strip()
        wrapped.clear()
        role, end = found[0], number + 1
        values.setdefault(role, found[1])
    return HeaderBlock(end, values) if _is_header_block(values) else None


def _is_header_block(values: Mapping[str, str]) -> bool:
    dated = any(char.isdigit() for char in values.get("sent", ""))
    if "from" in values:
        if dated and ("to" in values or "subject" in values):
            return True
        return len(values) >= 2 and "@" in values["from"]
    return dated and "@" in values.get("to", "")


def _attribution(lines: Sequence[str], at: int) -> int | None:
    """Where an attribution such as "On … Jane wrote:" that begins at ``at`` ends."""
    first = _bare(lines[at])
    if _attributes(first):
        return at + 1
    if _names_only(first):
        below = next_filled(lines, at + 1)
        return at + 1 if below < len(lines) and QUOTED.match(lines[below]) else None
    if not (_OPENER.match(first) or _STARTS_WITH_DATE.match(first)):
        return None
    return _long_attribution(lines, at)


def _long_attribution(lines: Sequence[str], at: int) -> int | None:
    joined, blanks = _bare(lines[at]), 0
    for number in range(at + 1, min(at + _WINDOW, len(lines))):
        line = lines[number].strip()
        if not line:
            blanks += 1
            if blanks > 1 or not _DATE.search(joined):
                return None
            continue
        if _SENTENCE_END.search(joined) or len(joined) + len(line) > MAX_ATTRIBUTION:
            return None
        joined = f"{joined} {line}"
        if _attributes(joined):
            # The writer's own line may begin like a date; the attribution starts at the last one.
            return None if _starts_later(lines, at, number) else number + 1
    return None


def _starts_later(lines: Sequence[str], at: int, last: int) -> bool:
    for start in range(at + 1, last + 1):
        line = _bare(lines[start])
        if _OPENER.match(line) or _STARTS_WITH_DATE.match(line):
            rest = " ".join(part.strip() for part in lines[start : last + 1] if part.strip())
            if _attributes(_bare(rest)):
                return True
    return False


def _names_only(line: str) -> bool:
    """Whether it says no more than "Jane wrote:", which counts only above quoted lines."""
    verb = WROTE.search(line)
    return verb is not None and line.endswith(":") and len(line) - verb.end() <= 2


def _attributes(line: str) -> bool:
    """Whether ``line`` says who wrote the words below, and when."""
    if not line or len(line) > MAX_ATTRIBUTION:
        return False
    dashed = _DASHED.match(line)
    if dashed:
        return bool(WROTE.search(dashed["said"][-20:]))
    colon = line[-1] in ":："  # noqa: RUF001
    if not colon and "@" not in line:
        return False
    email, date = _EMAIL.search(line), _DATE.search(line)
    verbs = list(WROTE.finditer(line))
    at_end = bool(verbs) and len(line.rstrip(":： -")) - verbs[-1].end() <= 0  # noqa: RUF001
    if at_end and (email or date) and (colon or email):
        return bool(
            (_EXACT.search(line) and _OPENER.match(line))
            or (email and colon and line[: verbs[-1].start()].rstrip()[-1:] in (">", ")", "]"))
            or (date and _STARTS_WITH_DATE.match(line))
        )
    if verbs and colon and date:
        # Other languages put the verb before the name: "Am 3.11. schrieb Jane Smith:".
        return bool(email) or verbs[-1][0].lower() not in _ENGLISH
    if email and _STARTS_WITH_DATE.match(line):
        return colon or (line.endswith(">") and bool(_NUMERIC_DATE.match(line)))
    return False


_ENGLISH = frozenset({"wrote", "writes", "sent"})
