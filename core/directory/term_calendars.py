"""Term dates from iCalendar files (RFC 5545), as schools and councils publish them.

The end of an all-day event is exclusive there; in a `TermRow` it is inclusive. Many calendars
mark only the first and last days ("Autumn term begins", "School closes for half term"): these
are paired.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from icalendar import Calendar, Event

from core.calendars import civil
from core.directory.files import DirectoryFileError, Row, decode
from core.directory.finding import FindSchool
from core.directory.report import Note, Reading, RowReport
from core.directory.rows import RowReader
from core.directory.terms import (
    Kind,
    TermRow,
    check_dates,
    kind_of,
    plain_words,
    read_term_rows,
)

_A_DAY = timedelta(days=1)
_ASIDE = re.compile(r"\b(?:for|after|from|following|before)\b.*")
_BEGINS = re.compile(
    r"\b(?:terms?|schools?|pupils|children|students|lessons|half term|holidays?|break)\b.*"
    r"\b(?:starts?|begins?|opens?|reopens?|returns?|resumes?|back)\b"
    r"|\b(?:start|beginning|first day|1st day) of\b|\b(?:back|return) to school\b"
    r"|^first day back\b"
)
_ENDS = re.compile(
    r"\b(?:terms?|schools?|pupils|children|students|lessons|half term|holidays?|break)\b.*"
    r"\b(?:ends?|closes?|finish(?:es)?|breaks? up)\b|\b(?:end|close|last day|final day) of\b"
    r"|^breaks? up\b"
)
_HOLIDAY_EDGE = re.compile(r"\bhalf terms?\b|\bholidays?\b|\bbreak\b(?! up)")
_NOT_A_NAME = re.compile(
    r"\b(?:terms?|dates|holidays?|calendar|diary|academic|years?|and|to|my"
    r"|\d{2,4}(?:[-/–]\d{2,4})?)\b",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"\b(?:(?:county|city|borough|district|metropolitan|unitary) )*council\b|\blocal authority\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(?:school|academy|college|primary|infants?|juniors?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event reduced to its days, both inside it."""

    line: int
    words: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose dates they are; all None for every school that has none of its own."""

    school: str | None = None
    school_id: str | None = None
    local_authority: str | None = None


@dataclass(slots=True)
class _Gathered:
    """What the events of a calendar came to so far."""

    stretches: list[tuple[_Dated, Kind]] = field(default_factory=list)
    edges: list[tuple[_Dated, Kind, Literal["begins", "ends"]]] = field(default_factory=list)
    others: list[_Dated] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_terms(
    content: bytes,
    find_school: FindSchool,
    *,
    owner: str = "",
    authorities: Collection[str] = (),
) -> Reading[TermRow]:
    """Read term dates from CSV or iCalendar. Raise `DirectoryFileError` if it is neither.

    A calendar is for `owner` (a school or a local authority, one of `authorities` if these are
    given), or for whom its own name says; failing both, for every school without own dates.
    """
    text = decode(content)
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return read_term_rows(content, find_school)
    calendars = _parse(text)
    gathered = _Gathered()
    for dated in _events(text, calendars, gathered.notes):
        _sort_in(dated, gathered)
    _pair_edges(gathered)
    if not gathered.stretches:
        raise DirectoryFileError(
            "The calendar has no term, holiday or INSET day in it: "
            "check that it is the school's calendar of term dates."
        )
    whose = _owner_of(owner or _name_of(calendars), find_school, authorities, given=bool(owner))
    return _rows(gathered, whose)


def _parse(text: str) -> list[Calendar]:
    try:
        return list(Calendar.from_ical(text, multiple=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise DirectoryFileError(
            f"The calendar is damaged ({str(error)[:80]}): export it again, or send dates as CSV."
        ) from None


def _name_of(calendars: list[Calendar]) -> str:
    names = (str(x.get("X-WR-CALNAME") or x.get("NAME") or "") for x in calendars)
    return next((name for name in names if name), "")


def _events(text: str, calendars: list[Calendar], notes: list[Note]) -> Iterator[_Dated]:
    lines = (
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip().upper() == "BEGIN:VEVENT"
    )
    events = (event for calendar in calendars for event in calendar.events)
    for line, event in zip(lines, events, strict=False):
        words = " ".join(str(event.get("SUMMARY") or "").split())
        days = _days(event)
        if days is None:
            notes.append(Note(line, f"“{words[:60]}” has no date that can be read: left out."))
            continue
        if "RRULE" in event:
            notes.append(Note(line, f"“{words[:60]}” repeats: only its first time was read."))
        yield _Dated(line, words, *days)


def _days(event: Event) -> tuple[date, date] | None:
    try:
        start, end = event.start, event.end
    except ValueError:
        return None
    first, last = _local(start), _local(end)
    if isinstance(last, datetime):
        ends_at_midnight = last.time() == time(0)
        first_day = first.date() if isinstance(first, datetime) else first
        last_day = last.date()
        return (
            first_day,
            last_day - _A_DAY if ends_at_midnight and last_day > first_day else last_day,
        )
    first_day = first.date() if isinstance(first, datetime) else first
    return first_day, last - _A_DAY if last > first_day else last


def _local(moment: date) -> date:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return civil(moment)
    return moment


def _sort_in(dated: _Dated, gathered: _Gathered) -> None:
    """Put an event with the stretches of time, with the first and last days, or aside."""
    plain = plain_words(dated.words)
    kind = kind_of(plain, dated.end - dated.start)
    core = _ASIDE.sub("", plain)
    if dated.start == dated.end and kind != "inset":
        edge: Kind = "holiday" if _HOLIDAY_EDGE.search(core) else "term"
        if _BEGINS.search(core):
            gathered.edges.append((dated, edge, "begins"))
            return
        if _ENDS.search(core):
            gathered.edges.append((dated, edge, "ends"))
            return
    if kind == "term" and dated.start == dated.end:
        kind = None
    if kind is None:
        gathered.others.append(dated)
    else:
        gathered.stretches.append((dated, kind))


def _pair_edges(gathered: _Gathered) -> None:
    """Make a stretch of each first day and the last day that follows it."""
    for kind in ("term", "holiday"):
        edges = sorted(
            (x for x in gathered.edges if x[1] == kind), key=lambda x: (x[0].start, x[2])
        )
        begun: _Dated | None = None
        for dated, _, edge in edges:
            if edge == "ends" and begun is not None:
                whole = _Dated(begun.line, begun.words, begun.start, dated.start)
                gathered.stretches.append((whole, kind))
                begun = None
                continue
            if begun is not None:
                _leave_out(begun, gathered)
            begun = dated if edge == "begins" else None
            if edge == "ends":
                _leave_out(dated, gathered)
        if begun is not None:
            _leave_out(begun, gathered)


def _leave_out(dated: _Dated, gathered: _Gathered) -> None:
    day = f"{dated.start:%-d %B %Y}"
    what = f"“{dated.words[:60]}” on {day} has no day that goes with it: left out."
    gathered.notes.append(Note(dated.line, what))


def _owner_of(
    name: str, find_school: FindSchool, authorities: Collection[str], *, given: bool
) -> _Owner:
    plain = name.strip() if given else _tidy(_NOT_A_NAME.sub(" ", name))
    authority = _without_council(plain)
    known = {_without_council(x).casefold(): x for x in authorities}
    if authority.casefold() in known:
        return _Owner(local_authority=known[authority.casefold()])
    if not authority or _COUNCIL.search(plain):
        return _Owner(local_authority=authority or None)
    found = find_school(plain)
    if found.id:
        return _Owner(school=plain, school_id=found.id)
    if _SCHOOL.search(plain):
        likely = f" (perhaps {' or '.join(found.candidates)})" if found.candidates else ""
        raise DirectoryFileError(
            f"The calendar is for “{plain}”, and no single known school is called that{likely}: "
            "say whose dates these are, or import the school first."
        )
    return _Owner(local_authority=authority)


def _without_council(text: str) -> str:
    return _tidy(re.sub(r"(?i)\bschools?$", "", _tidy(_COUNCIL.sub(" ", text))))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" -–:,")


def _rows(gathered: _Gathered, whose: _Owner) -> Reading[TermRow]:
    records: list[TermRow] = []
    problems: list[RowReport] = []
    for dated, kind in sorted(gathered.stretches, key=lambda x: x[0].line):
        row = RowReader(Row(dated.line, {}))
        check_dates(row, dated.start, dated.end)
        problems += row.problems
        if not row.problems:
            records.append(_term(dated, kind, whose))
    return Reading(tuple(records), tuple(problems), (*gathered.notes, *_aside(gathered.others)))


def _term(dated: _Dated, kind: Kind, whose: _Owner) -> TermRow:
    return TermRow(
        line=dated.line,
        school=whose.school,
        school_id=whose.school_id,
        local_authority=whose.local_authority,
        start=dated.start,
        end=dated.end,
        kind=kind,
    )


def _aside(others: list[_Dated]) -> Iterator[Note]:
    if others:
        count = "1 other event was" if len(others) == 1 else f"{len(others)} other events were"
        what = f"{count} left out (no term dates), such as “{others[0].words[:60]}”."
        yield Note(others[0].line, what)
