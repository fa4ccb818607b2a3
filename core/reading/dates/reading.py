"""Dates as British people write them: "Tues am", "3/11", "the 3rd", "a week last Friday".

A weekday is its latest occurrence on or before the day of writing unless another week is said;
numeric dates are day/month; a missing year or month is the latest past one (the interface's rules
for `read-visit`). What has two readings, or none, is found but has no day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.reading.dates.weeks import share_weeks
from core.reading.dates.words import Said, find_said

_LONGEST_RANGE = 14

_LIST = re.compile(r"(?:[\s,&+/]|\b(?:and|then|on|the|also)\b){0,12}")
_RANGE = re.compile(r"\s*(?:-|\b(?:to|until|till|til|thru|through)\b)\s*(?:the\s+)?")
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_BESIDE = re.compile(r"[\s,(]*(?:the\s+|of\s+)?")
_BRACKET = re.compile(r"\s*\(?\s*")


@dataclass(frozen=True, slots=True)
class DateMention:
    """Where a text speaks of days, `text[start:end]`, and which they are.

    `days` is empty where the words name no day (`vague`: "last week") or none that is certain.
    `ahead`: said to be to come ("tomorrow", "next Tuesday"). `relative`: counted from the day of
    writing ("yesterday"), so never a slip of the calendar.
    """

    start: int
    end: int
    days: tuple[date, ...]
    ahead: bool = False
    vague: bool = False
    relative: bool = False
    over: bool = False
    """Whether it is said to be over: "yesterday", "two days ago"."""


def read_date(text: str, on: date) -> date | None:
    """Return the one day that a text written `on` speaks of; None if it names none or several."""
    mentions = [x for x in find_dates(text, on) if not x.vague]
    days = {day for x in mentions for day in x.days}
    if len(days) != 1 or any(not x.days for x in mentions):
        return None
    return days.pop()


def find_dates(text: str, on: date) -> list[DateMention]:
    """Find every mention of days in a text (plain ASCII, any case) written `on`, in order."""
    low = text.lower()
    said = _share_manners(_share_months(_join_weekdays(find_said(text), low), low), low)
    return list(_with_ranges(share_weeks(said, low), low, on))


# --- words that belong together -----------------------------------------------------------------


def _join_weekdays(said: Sequence[Said], low: str) -> list[Said]:
    """Join a weekday with the date beside it: "Tuesday 3rd", "3/11 (Tues)"."""
    joined: list[Said] = []
    for item in said:
        before = joined[-1] if joined else None
        if before is None or not _are_one_day(before, item, low[before.end : item.start]):
            joined.append(item)
            continue
        if before.kind == "relative" and item.kind == "date":
            joined[-1] = replace(before, end=item.end, also=item)
            continue
        dated, named = (item, before) if before.kind == "weekday" else (before, item)
        joined[-1] = replace(dated, start=before.start, end=item.end, weekday=named.weekday)
    return joined


def _are_one_day(first: Said, second: Said, between: str) -> bool:
    if first.plain_weekday:
        return second.kind == "date" and second.weekday is None and _fits(_BESIDE, between)
    twice = first.kind == "relative" and second.kind == "date" and first.also is None
    if twice or (first.names_a_day and first.weekday is None and second.plain_weekday):
        return _fits(_BRACKET, between)
    return False


def _share_months(said: Sequence[Said], low: str) -> list[Said]:
    """Give "3rd" of "3rd and 5th Nov", and "5th" of "Nov 3rd and 5th", the month of its list."""
    shared = list(said)
    for index in range(len(shared) - 2, -1, -1):
        shared[index] = _with_month_of(shared[index], shared[index + 1], low)
    for index in range(1, len(shared)):
        shared[index] = _with_month_of(shared[index], shared[index - 1], low)
    return shared


def _with_month_of(item: Said, beside: Said, low: str) -> Said:
    if item.day is None or item.month is not None or beside.month is None:
        return item
    first, second = sorted((item, beside), key=lambda x: x.start)
    between = low[first.end : second.start]
    if _fits(_LIST, between) or _fits(_RANGE, between):
        return replace(item, month=beside.month, year=beside.year)
    return item


def _share_manners(said: Sequence[Said], low: str) -> list[Said]:
    """Say "last" of both days of "last Tuesday and Wednesday"."""
    shared = list(said)
    for index in range(1, len(shared)):
        first, second = shared[index - 1], shared[index]
        spoken = first.kind == "weekday" and first.manner in ("last", "this", "next")
        if spoken and second.plain_weekday and _fits(_LIST, low[first.end : second.start]):
            shared[index] = replace(second, manner=first.manner, ahead=first.ahead)
    return shared


def _fits(pattern: re.Pattern[str], between: str) -> bool:
    return len(between) < 24 and pattern.fullmatch(between) is not None


# --- which days they are ------------------------------------------------------------------------


def _with_ranges(said: Sequence[Said], low: str, on: date) -> Iterator[DateMention]:
    """Yield mentions in order, "Mon-Wed" and "3rd to 5th" as one."""
    index = 0
    while index < len(said):
        first = said[index]
        second = said[index + 1] if index + 1 < len(said) else None
        if second is not None and _is_range(first, second, low):
            yield _range(first, second, on)
            index += 2
        else:
            yield _mention(first, on)
            index += 1


def _is_range(first: Said, second: Said, low: str) -> bool:
    days = all(x.names_a_day or x.kind == "weekday" for x in (first, second))
    between = low[first.end : second.start]
    opened = low[max(0, first.start - 14) : first.start]
    joined = _BETWEEN.search(opened) is not None and between.strip() in ("and", "&", "and the")
    return days and (joined or _fits(_RANGE, between))


def _range(first: Said, second: Said, on: date) -> DateMention:
    """Return the days from one to the other. A range over a weekend may leave that out: unclear."""
    opening, closing = _mention(first, on), _mention(second, on)
    ahead = opening.ahead or closing.ahead
    unclear = DateMention(opening.start, closing.end, (), ahead=ahead)
    if not closing.days or not opening.days:
        return unclear
    start, end = opening.days[0], closing.days[0]
    if start > end and first.plain_weekday and first.week is None and second.kind == "weekday":
        start -= timedelta(weeks=1)
    length = (end - start).days + 1
    if not 0 < length <= _LONGEST_RANGE or start.weekday() + length > 5:
        return unclear
    return replace(unclear, days=tuple(start + timedelta(days=n) for n in range(length)))


def _mention(said: Said, on: date) -> DateMention:
    options = {x for x in _options(said, on) if said.weekday in (None, x.weekday())}
    if said.also is not None:
        options &= _options(said.also, on)
    days = tuple(options) if len(options) == 1 else ()
    ahead = said.ahead or bool(said.kind == "weekday" and days and days[0] > on)
    return DateMention(
        said.start,
        said.end,
        days,
        ahead=ahead,
        vague=said.kind in ("vague", "week"),
        relative=said.kind == "relative",
        over=said.kind == "relative" and (said.offset or 0) < 0,
    )


def _options(said: Said, on: date) -> set[date]:
    """Return the days an expression may mean: none, the one, or several."""
    match said.kind:
        case "weekday":
            return _weekday_options(said, on)
        case "date":
            return _existing(_dated(said, on))
        case "relative":
            return set() if said.offset is None else {on + timedelta(days=said.offset)}
        case "week" | "vague":
            return set()


def _existing(day: date | None) -> set[date]:
    return set() if day is None else {day}


def _weekday_options(said: Said, on: date) -> set[date]:
    assert said.weekday is not None
    monday = on - timedelta(days=on.weekday())
    latest = on - timedelta(days=(on.weekday() - said.weekday) % 7)
    before = latest if latest < on else latest - timedelta(weeks=1)
    this_week = before >= monday
    week = timedelta(weeks=1)
    match said.manner:
        case "this":
            return {monday + timedelta(days=said.weekday)}
        case "next":
            return {latest + week} if not this_week else set()
        case "gone":
            return {before}
        case "a week before":
            return {before - week}
        case "last":
            return {before, before - week} if this_week else {before}
        case "before last":
            return {before - week, before - 2 * week} if this_week else {before - week}
        case "latest":
            return _in_week(said, latest, monday)


def _in_week(said: Said, latest: date, monday: date) -> set[date]:
    """Return a weekday's day in the week said with it; its latest occurrence if none was said."""
    assert said.weekday is not None
    into, options = timedelta(days=said.weekday), {latest}
    week = said.week or said.other_week
    if week is None:
        return options
    if week.day is not None:
        start = _dated(week, monday + timedelta(days=6))
        options = set() if start is None else {start - timedelta(days=start.weekday()) + into}
    elif week.offset is not None:
        options = {monday + timedelta(weeks=week.offset) + into}
        if week.counted:
            options.add(latest + timedelta(weeks=week.offset))
    else:
        options = set()
    return options if said.week else options | {latest}


def _dated(said: Said, on: date) -> date | None:
    """Return a date, its missing year or month the latest past one; None if it does not exist."""
    assert said.day is not None
    if said.broken:
        return None
    if said.year is not None:
        return _day(said.year, said.month or 0, said.day)
    if said.month is not None:
        years = (_day(on.year - back, said.month, said.day) for back in range(9))
        return next((x for x in years if x is not None and x <= on), None)
    months = ((on.year * 12 + on.month - 1 - back) for back in range(3))
    days = (_day(x // 12, x % 12 + 1, said.day) for x in months)
    return next((x for x in days if x is not None and x <= on), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
