"""Three clocks: calendar days, working days and school days, in civil time.

Working days are Monday to Friday less England's bank holidays. School days are working days
inside one school's own terms, less its holidays and INSET days. Spans such as "2 working days"
are counted in the civil time of the people concerned, so a deadline keeps its hour when the
clocks change.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

import holidays

LONDON: Final = ZoneInfo("Europe/London")

Unit = Literal["hours", "calendar days", "working days", "school days", "weeks"]
TermKind = Literal["term", "holiday", "inset"]

_MOST = 1000
"""The longest span in any unit: far beyond any deadline, short enough to count day by day."""

_A_YEAR_OF_DAYS = 366
_SHORTEST_HOLIDAY: Final = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time on one of the clocks, such as 2 working days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown unit or an amount outside 0 to 1000."""
        if self.unit not in get_args(Unit):
            raise ValueError(f"a span cannot be counted in {self.unit!r}: {_ALLOWED}")
        if not 0 <= self.amount <= _MOST:
            raise ValueError(f"a span of {self.amount} {self.unit} is not between 0 and {_MOST}")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step on the ladder of reminders: how long after the due time, and who else is told."""

    span: Span
    to_role: str | None = None

    def __str__(self) -> str:
        return f"{self.span}: {self.to_role}" if self.to_role else str(self.span)


_ALLOWED = (
    "write a whole number and hours, days (calendar days), working days, school days or weeks, "
    'such as "2 working days"'
)
_UNITS: Final[dict[str, Unit]] = {
    "hour": "hours",
    "day": "calendar days",
    "calendar day": "calendar days",
    "working day": "working days",
    "school day": "school days",
    "week": "weeks",
}
_SPAN = re.compile(r"(\d{1,4})\s+([a-z]+(?:\s+[a-z]+)?)", re.ASCII)
_ROLE = re.compile(r"[a-z]+(?:[ _-][a-z]+)*", re.ASCII)


def parse_span(given: object) -> Span:
    """Read "2 working days"; a Span is returned as it is.

    Raises ValueError naming what was given and what is allowed.
    """
    if isinstance(given, Span):
        return given
    found = _SPAN.fullmatch(given.strip().lower()) if isinstance(given, str) else None
    unit = _UNITS.get(" ".join(found[2].split()).removesuffix("s")) if found else None
    if found is None or unit is None:
        raise ValueError(f"{given!r} is not a length of time: {_ALLOWED}")
    return Span(int(found[1]), unit)


def parse_rung(given: object) -> Rung:
    """Read a ladder entry, "3 working days" or "3 working days: director".

    Raises ValueError naming what was given and what is allowed.
    """
    if isinstance(given, Rung):
        return given
    if not isinstance(given, str):
        return Rung(parse_span(given))
    span, colon, role = given.partition(":")
    role = role.strip().lower()
    if colon and not _ROLE.fullmatch(role):
        raise ValueError(
            f"{given!r} names nobody after the colon: write one role there, "
            'such as "3 working days: director", or leave the colon out'
        )
    return Rung(parse_span(span), re.sub(r"[ -]", "_", role) or None)


@dataclass(frozen=True, slots=True)
class TermDate:
    """A stretch of a school's year, both days inclusive."""

    start: date
    end: date
    kind: TermKind

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown kind or an end before the start."""
        if self.kind not in get_args(TermKind):
            allowed = ", ".join(get_args(TermKind))
            raise ValueError(f"{self.kind!r} is not a kind of term date: write one of {allowed}")
        if self.end < self.start:
            raise ValueError(
                f"a {self.kind} cannot end on {self.end}, before its start {self.start}"
            )

    def covers(self, day: date) -> bool:
        """Whether the day falls into it."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """One school's own term dates. Empty where they are not known."""

    terms: tuple[TermDate, ...] = ()

    def opens(self, day: date) -> bool:
        """Whether the school's dates have it open that day, weekends and bank holidays aside."""
        if any(x.kind != "term" and x.covers(day) for x in self.terms):
            return False
        return self._in_term(day)

    def _in_term(self, day: date) -> bool:
        """Whether term is on; where that is not known, the usual national pattern answers.

        Terms are looked at by academic year, since a school publishes a year at a time: what
        lies between two known terms is a holiday, what lies beyond them may just not be loaded.
        """
        year = academic_year(day)
        opening, closing = date(year, 9, 1), date(year + 1, 8, 31)
        terms = [
            x for x in self.terms if x.kind == "term" and x.start <= closing and x.end >= opening
        ]
        if any(x.covers(day) for x in terms):
            return True
        before = any(x.end < day for x in terms) or _starts_the_year(terms, year)
        after = any(x.start > day for x in terms) or _ends_the_year(terms, year)
        between = before and after
        return _usually_term(day) and not between and not any(_beside(x, day) for x in terms)


def _beside(term: TermDate, day: date) -> bool:
    """Whether a term has just ended or is about to start: a week and its weekends of holiday."""
    return term.start - _SHORTEST_HOLIDAY <= day <= term.end + _SHORTEST_HOLIDAY


def _starts_the_year(terms: list[TermDate], year: int) -> bool:
    """Whether the autumn term is among them, so that days before it are summer holidays."""
    return any(x.start <= date(year, 9, 30) for x in terms)


def _ends_the_year(terms: list[TermDate], year: int) -> bool:
    """Whether the last summer term is among them, so that days after it are summer holidays."""
    return any(x.end >= date(year + 1, 6, 15) for x in terms)


def _usually_term(day: date) -> bool:
    """The cautious national pattern: no school in August nor from 24 December to 1 January."""
    christmas = day.month == 12 and day.day >= 24
    new_year = day.month == 1 and day.day == 1
    return not (day.month == 8 or christmas or new_year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year, with their substitute days."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Whether the day is a Monday to Friday that is no bank holiday in England."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def is_school_day(day: date, calendar: SchoolCalendar) -> bool:
    """Whether the day is a working day on which this school teaches."""
    return is_working_day(day) and calendar.opens(day)


def academic_year(day: date) -> int:
    """Return the year in which the day's academic year began: 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def civil(moment: datetime) -> datetime:
    """Return a moment as people read it off their clocks: England's time."""
    return _aware(moment).astimezone(LONDON)


def local_date(moment: datetime, tz: ZoneInfo = LONDON) -> date:
    """Return the civil date of a moment."""
    return _aware(moment).astimezone(tz).date()


def add_days(day: date, span: Span) -> date:
    """Return the day that lies a span after another, on the span's own clock."""
    noon = datetime.combine(day, time(12), tzinfo=LONDON)
    return local_date(due_at(noon, span))


def due_at(
    start: datetime, span: Span, calendar: SchoolCalendar | None = None, tz: ZoneInfo = LONDON
) -> datetime:
    """Return the moment (UTC) at which a span that began at `start` is over.

    Days keep the civil time of day: "2 working days" from Friday 15:00 end on Tuesday 15:00.
    A start on a day that is not counted counts from the first moment of the next day that is.
    Hours are elapsed hours. `calendar` is the addressee's school's, for school days; without
    one the national pattern is used. Raises ValueError if `start` is naive.
    """
    civil = _aware(start).astimezone(tz)
    day, at = civil.date(), civil.time()
    match span.unit:
        case "hours":
            return start.astimezone(UTC) + timedelta(hours=span.amount)
        case "weeks":
            return _utc(day + timedelta(weeks=span.amount), at, tz)
        case "calendar days":
            return _utc(day + timedelta(days=span.amount), at, tz)
        case "working days":
            return _utc(*_count(day, at, span.amount, is_working_day), tz)
        case "school days":
            counts = _school_days(calendar or SchoolCalendar())
            return _utc(*_count(day, at, span.amount, counts), tz)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The civil times of day between which people are written to; never outside them."""

    opens: time = time(8)
    closes: time = time(18)

    def __post_init__(self) -> None:
        """Raise ValueError if the hours do not open before they close."""
        if self.opens >= self.closes:
            raise ValueError(
                f"working hours from {self.opens:%H:%M} to {self.closes:%H:%M} leave no time to "
                "write to anybody: let them open before they close"
            )

    def cover(self, at: time) -> bool:
        """Whether it is time to write; closing time is not."""
        return self.opens <= at < self.closes


class Closed(StrEnum):
    """Why somebody is not to be written to."""

    WEEKEND = "weekend"
    BANK_HOLIDAY = "bank holiday"
    SCHOOL_CLOSED = "school closed"
    OUT_OF_HOURS = "out of hours"


@dataclass(frozen=True, slots=True)
class Closure:
    """Why somebody is not to be written to at a moment, and the first moment (UTC) to do so."""

    why: Closed
    until: datetime


def closure(
    moment: datetime,
    hours: OfficeHours,
    calendar: SchoolCalendar | None = None,
    tz: ZoneInfo = LONDON,
) -> Closure | None:
    """Return why nobody may be written to at `moment`, and until when; None: they may be.

    People are written to inside office hours: on a school day of `calendar` if they are at a
    school, on a working day otherwise (`calendar` None). Raises ValueError if `moment` is naive.
    """
    civil = _aware(moment).astimezone(tz)
    day, counts = civil.date(), _days_open(civil.date(), calendar)
    why = _why_closed(day, counts)
    if why is None and hours.cover(civil.time()):
        return None
    if why is not None or civil.time() >= hours.closes:
        day = _next_counted(day, counts)
    return Closure(why or Closed.OUT_OF_HOURS, _utc(day, hours.opens, tz))


def _why_closed(day: date, counts: "Counts") -> Closed | None:
    if counts(day):
        return None
    if day.weekday() >= 5:
        return Closed.WEEKEND
    return Closed.BANK_HOLIDAY if is_bank_holiday(day) else Closed.SCHOOL_CLOSED


def next_allowed(
    moment: datetime,
    hours: OfficeHours,
    calendar: SchoolCalendar | None = None,
    tz: ZoneInfo = LONDON,
) -> datetime:
    """Return the first moment (UTC) at or after `moment` at which somebody may be written to."""
    closed = closure(moment, hours, calendar, tz)
    return moment.astimezone(UTC) if closed is None else closed.until


Counts = Callable[[date], bool]


def _days_open(day: date, calendar: SchoolCalendar | None) -> Counts:
    """Return which days are open from `day` on; a school shut for a year has working days."""
    if calendar is None:
        return is_working_day
    counts = _school_days(calendar)
    ahead = (day + timedelta(days=n) for n in range(_A_YEAR_OF_DAYS + 1))
    return counts if any(map(counts, ahead)) else is_working_day


def _school_days(calendar: SchoolCalendar) -> Counts:
    return lambda day: is_school_day(day, calendar)


def _count(day: date, at: time, amount: int, counts: Counts) -> tuple[date, time]:
    """Return the civil time that lies `amount` counted days on."""
    if not counts(day):
        day, at = _next_counted(day, counts), time.min
    for _ in range(amount):
        day = _next_counted(day, counts)
    return day, at


def _next_counted(day: date, counts: Counts) -> date:
    """Return the next counted day; a school shut for a whole year is chased on working days."""
    for ahead in range(1, _A_YEAR_OF_DAYS + 1):
        if counts(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    return _next_counted(day, is_working_day)


def _utc(day: date, at: time, tz: ZoneInfo) -> datetime:
    """Return a civil time as UTC. An hour that the clocks skip is read as if they had not."""
    return datetime.combine(day, at, tzinfo=tz).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: hand in an aware datetime")
    return moment
