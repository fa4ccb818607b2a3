"""The words and figures that dates are written in, each found on its own.

`core.reading.dates.reading` puts together what belongs together and works out which days are meant.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import OSA

from core.reading.dates.patterns import (
    AFTER_WEEKDAY,
    ANY_EXPRESSION,
    BARE_DAY,
    BEFORE_WEEKDAY,
    COUNTED_AFTER,
    COUNTED_BEFORE,
    DANGLING,
    LISTED_AFTER,
    LISTED_BEFORE,
    MONTHS,
    NUMBERS,
    SAT_IN_A_LIST,
    VERB_AFTER_SAT,
    WEEKDAYS,
)

Manner = Literal["latest", "last", "gone", "this", "next", "before last", "a week before"]
Kind = Literal["weekday", "date", "relative", "week", "vague"]


@dataclass(frozen=True, slots=True)
class Said:
    """One expression of time as found, before it is tied to a calendar.

    A weekday has `weekday` (Monday is 0) and the `manner` of saying it; a date has `day`, perhaps
    `month` and `year` (None: not said), and is `broken` in "5-3 Nov"; `relative` has an `offset`
    in days and a week an `offset` in weeks from the present one, or the date it commences on
    (`day` …).
    """

    start: int
    end: int
    kind: Kind
    weekday: int | None = None
    manner: Manner = "latest"
    day: int | None = None
    month: int | None = None
    year: int | None = None
    offset: int | None = None
    ahead: bool = False
    broken: bool = False
    counted: bool = False
    """A week counted back ("two weeks ago"), which people count in two ways."""
    week: "Said | None" = None
    """The week said with a weekday."""
    also: "Said | None" = None
    """Another way of saying the same day: "today (12/11)"."""
    other_week: "Said | None" = None
    """A week that may be meant with a weekday."""

    @property
    def plain_weekday(self) -> bool:
        """Whether it is a weekday with nothing said that tells which."""
        return self.kind == "weekday" and self.manner == "latest" and not self.ahead

    @property
    def names_a_day(self) -> bool:
        """Whether it names a day by more than its weekday: a date, "yesterday"."""
        return self.kind in ("date", "relative")


_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECURRING = frozenset("each every most any alternate a an".split())
_NO_WEEKDAYS = frozenset("holiday midday someday payday birthday workday sundry".split())


def find_said(text: str) -> list[Said]:
    """Find each expression of time in a text (plain ASCII, any case), in order."""
    low, found, done = text.lower(), list[Said](), 0
    for match in ANY_EXPRESSION.finditer(low):
        if match.start() < done:
            continue
        said = _READERS.get(match.lastgroup or "", _plain)(match, text, low)
        if said is None:
            continue
        family = _listed(said, low, done) if said.kind == "date" else [said]
        if family[0].kind == "date" and DANGLING.search(low[done : family[0].start]):
            family[0] = replace(family[0], broken=True)
        found.extend(family)
        done = family[-1].end
    return _with_commencing(found, low)


def _plain(match: re.Match[str], _text: str, _low: str) -> Said | None:
    """Read an expression whose kind alone says all."""
    offset, kind, ahead = _FIXED[match.lastgroup or ""]
    if match.lastgroup == "today" and match[0].endswith("week"):
        ahead = True
    return Said(match.start(), match.end(), kind, offset=offset, ahead=ahead)


_FIXED: dict[str, tuple[int | None, Kind, bool]] = {
    "week_yesterday": (-8, "relative", False),
    "week_ahead": (None, "relative", True),
    "before_last_week": (-2, "week", False),
    "last_week": (-1, "week", False),
    "this_week": (0, "week", False),
    "next_week": (1, "week", True),
    "time_last_week": (-7, "relative", False),
    "before_yesterday": (-2, "relative", False),
    "after_tomorrow": (2, "relative", True),
    "today": (0, "relative", False),
    "this_part": (0, "relative", False),
    "tonight": (0, "relative", False),
    "last_night": (-1, "relative", False),
    "yesterday": (-1, "relative", False),
    "tomorrow": (1, "relative", True),
    "elsewhere": (None, "relative", False),
    "commencing": (None, "week", False),
    "vague": (None, "vague", False),
    "vague_ahead": (None, "vague", True),
}


def _full(match: re.Match[str], _text: str, _low: str) -> Said | None:
    """Read day, month and year in figures."""
    if match.lastgroup == "iso":
        year, month, day = (int(match[x]) for x in ("iy", "im", "id"))
    else:
        day, month, year = int(match["dd"]), int(match["dm"]), _year(match["dy"]) or 0
    return Said(match.start(), match.end(), "date", day=day, month=month, year=year)


def _named(match: re.Match[str], _text: str, low: str) -> Said | None:
    """Read a day with its month in letters, either first."""
    day, month, year = (
        (match["ad"], match["am"], match["ay"])
        if match.lastgroup == "day_month"
        else (match["bd"], match["bm"], match["by"])
    )
    if match.lastgroup == "month_day" and COUNTED_AFTER.match(low, match.end()):
        return None
    return Said(
        match.start(), match.end(), "date", day=int(day), month=MONTHS[month], year=_year(year)
    )


def _fraction(match: re.Match[str], _text: str, low: str) -> Said | None:
    """Read "3/11" as a day and a month, unless it counts something ("visit 3/6")."""
    day, month = int(match["fd"]), int(match["fm"])
    counted = COUNTED_BEFORE.search(low[max(0, match.start() - 12) : match.start()])
    if counted or COUNTED_AFTER.match(low, match.end()) or min(day, month) > 31:
        return None
    return Said(match.start(), match.end(), "date", day=day, month=month)


def _dotted(match: re.Match[str], _text: str, low: str) -> Said | None:
    """Read "12.11" as a day and a month; "10.05" may be a time of day and is no certain date."""
    day, month = int(match["gd"]), int(match["gm"])
    timed = month % 5 == 0 and 7 <= day <= 17
    if day > 31 or COUNTED_AFTER.match(low, match.end()):
        return None
    return Said(match.start(), match.end(), "date", day=day, month=month, broken=timed)


def _ordinal(match: re.Match[str], _text: str, _low: str) -> Said | None:
    return Said(match.start(), match.end(), "date", day=int(match["od"]))


def _week_last(match: re.Match[str], _text: str, _low: str) -> Said | None:
    weekday = _weekday(match["wl"])
    if weekday is None:
        return None
    manner: Manner = "before last" if "before" in match[0] else "a week before"
    return Said(match.start(), match.end(), "weekday", weekday=weekday, manner=manner)


def _weeks_ago_day(match: re.Match[str], _text: str, _low: str) -> Said | None:
    count = _count(match["wn"], match["wu"])
    back = None if count is None else -7 * count - (match["wd"] == "yesterday")
    return Said(match.start(), match.end(), "relative", offset=back)


def _weeks_ago(match: re.Match[str], _text: str, _low: str) -> Said | None:
    count = _count(match["xn"], match["xu"])
    back = None if count is None else -count
    return Said(match.start(), match.end(), "week", offset=back, counted=True)


def _days_ago(match: re.Match[str], _text: str, _low: str) -> Said | None:
    count = _count(match["an"], "day")
    back = None if count is None else -count
    return Said(match.start(), match.end(), "relative", offset=back)


def _word(match: re.Match[str], text: str, low: str) -> Said | None:
    """Read a weekday with the words around it that say which one."""
    weekday = _weekday(match[0].removesuffix("'s"))
    if weekday is None:
        return _misspelt(match)
    if _is_other_word(match, text, low):
        return None
    if match[0].endswith("days") or match[0] in ("mons", "fris", "weds's"):
        return Said(match.start(), match.end(), "vague")
    before = BEFORE_WEEKDAY.search(low[max(0, match.start() - 20) : match.start()])
    after = AFTER_WEEKDAY.match(low, match.end())
    start = match.start() - len(before[0]) if before else match.start()
    if before and before["word"].split()[-1] in _RECURRING:
        return Said(start, match.end(), "vague")
    end = after.end() if after else match.end()
    manner, ahead = _manner(before, after)
    bare = BARE_DAY.match(low, match.end()) if after is None else None
    if bare and 0 < int(bare["day"]) <= 31:
        return Said(start, bare.end(), "date", weekday=weekday, day=int(bare["day"]))
    return Said(start, end, "weekday", weekday=weekday, manner=manner, ahead=ahead)


def _misspelt(match: re.Match[str]) -> Said | None:
    """Read "yestarday" and "tommorow"."""
    word = match[0].removesuffix("'s")
    for known, offset in (("yesterday", -1), ("tomorrow", 1)):
        slips = OSA.distance(word, known, score_cutoff=2)
        if word[0] == known[0] and len(word) >= 7 and slips <= 2:
            return Said(match.start(), match.end(), "relative", offset=offset, ahead=offset > 0)
    return None


_READERS: dict[str, Callable[[re.Match[str], str, str], Said | None]] = {
    "iso": _full,
    "dmy": _full,
    "day_month": _named,
    "month_day": _named,
    "dotted": _dotted,
    "fraction": _fraction,
    "ordinal": _ordinal,
    "week_last": _week_last,
    "weeks_ago_day": _weeks_ago_day,
    "weeks_ago": _weeks_ago,
    "days_ago": _days_ago,
    "word": _word,
}


def _manner(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[Manner, bool]:
    word = before["word"].split()[-1] if before else ""
    if after and after["before"]:
        return "before last", False
    if after and after["ahead"]:
        return "next", True
    if (after and after["gone"]) or word in ("past", "gone"):
        return "gone", False
    if word in ("next", "coming", "following"):
        return "next", True
    if (after and after["last"]) or word in ("last", "previous"):
        return "last", False
    return ("this", False) if word == "this" else ("latest", False)


def _is_other_word(match: re.Match[str], text: str, low: str) -> bool:
    """Whether "sat", "sun" and the like are no weekdays here: "sat in on lessons"."""
    if match[0] not in ("sat", "sun"):
        return False
    verb = match[0] == "sat" and VERB_AFTER_SAT.match(low, match.end())
    return bool(verb) or not (
        text[match.start()].isupper() or SAT_IN_A_LIST.search(low[: match.start()])
    )


def _weekday(word: str) -> int | None:
    """Return the weekday that a word names, misspelt ones too."""
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    single = word.removesuffix("s")
    if single in WEEKDAYS and len(single) > 5:
        return WEEKDAYS[single]
    if len(word) < 6 or not word.endswith(("day", "dya", "ady", "dy")) or word in _NO_WEEKDAYS:
        return None
    near = [
        i for i, name in enumerate(_FULL_NAMES) if OSA.distance(word, name, score_cutoff=2) <= 2
    ]
    near = [i for i in near if _FULL_NAMES[i][0] == word[0]]
    return near[0] if len(near) == 1 and (len(word) > 6 or near[0] in (0, 4, 6)) else None


def _count(number: str | None, unit: str) -> int | None:
    """Return how many weeks or days; None where it is left vague ("a few")."""
    if number in ("a few", "a couple of"):
        return None
    count = 1 if number is None else int(number) if number.isdigit() else NUMBERS[number]
    return count * 2 if unit == "fortnight" else count


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text.lstrip("'"))
    return number if number > 99 else 2000 + number


def _listed(said: Said, low: str, done: int) -> list[Said]:
    """Return a date with the bare numbers of its list: "3 and 5 Nov", "Nov 3 & 5"."""
    family, here = [said], said
    while (before := _listed_before(here, low, done)) is not None:
        family.insert(0, before)
        here = before
    after = LISTED_AFTER.match(low, said.end) if said.month else None
    if after and said.day and said.day < int(after[1]) <= 31:
        more = replace(said, start=after.start(1), end=after.end(1), day=int(after[1]))
        if not COUNTED_AFTER.match(low, more.end):
            family.append(more)
    return family


def _listed_before(said: Said, low: str, done: int) -> Said | None:
    opening = max(done, said.start - 24)
    match = LISTED_BEFORE.search(low[opening : said.start])
    if match is None or said.day is None or not 0 < int(match[1]) < said.day:
        return None
    start = opening + match.start(1)
    if COUNTED_BEFORE.search(low[max(0, start - 12) : start]):
        return None
    return replace(said, start=start, end=opening + match.end(1), day=int(match[1]))


def _with_commencing(found: list[Said], low: str) -> list[Said]:
    """Make a week of "w/c" and the date after it; "w/c" without a date is no week."""
    kept: list[Said] = []
    for before, item in zip([None, *found], found, strict=False):
        if _open_week(item):
            continue
        week = before is not None and _open_week(before) and _commences(before, item, low)
        kept.append(replace(item, start=before.start, kind="week") if before and week else item)
    return kept


def _open_week(said: Said) -> bool:
    return said.kind == "week" and said.offset is None and said.day is None and not said.counted


def _commences(week: Said, dated: Said, low: str) -> bool:
    between = low[week.end : dated.start]
    return dated.kind == "date" and not re.sub(r"the|mon(?:day)?|[\s,:]", "", between)
