"""Clock times from–to as a school day has them: "9-12", "8.45 til half 3", "0900-1500"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NOON = 12 * 60
_LONGEST = 12 * 60
_LATEST = 22 * 60

_WORD = "|".join(_HOURS)
_TIME = (
    rf"(?:(?P<{{0}}past>half|quarter)(?: (?P<{{0}}to>past|to))? )?(?:(?P<{{0}}hour>\d{{{{1,2}}}}|"
    rf"{_WORD})(?:[:.](?P<{{0}}min>[0-5]\d))?|(?P<{{0}}mil>[012]\d[0-5]\d)|(?P<{{0}}noon>noon|"
    rf"midday|12 noon))(?:\s?(?P<{{0}}half>am|pm|a\.m\.?|p\.m\.?|o'?clock|hrs))?(?![\w/%])"
)
_RANGE = re.compile(
    r"(?<![\w.:/£-])(?P<between>between |from )?"
    + _TIME.format("a")
    + r"\s*(?P<join>-|\bto\b|\btill?\b|\buntil\b|\bthrough\b|\band\b)\s*(?:about |around )?"
    + _TIME.format("b")
)
_COUNTS_BEFORE = re.compile(
    r"\b(?:years?|yrs?|y|ks|key stages?|periods?|p|ages?|aged|pages?|pp|groups?|class(?:es)?|"
    r"stages?|lessons?|chapters?|standards?|ts|visits?|days?|phases?|units?|ratio|rooms?|bands?|"
    r"levels?)\s*$"
)
_COUNTS_AFTER = re.compile(
    r"\s*-?\s*(?:st\b|nd\b|rd\b|th\b|year|yr|visit|session|lesson|period|teacher|staff|child|"
    r"pupil|people|week|month|day|time|class|group|member|adult|school|hour|min|:\d)"
)


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Where a text says from when to when; minutes after midnight, None if they make no sense."""

    start: int
    end: int
    opens: int | None
    closes: int | None

    @property
    def minutes(self) -> int | None:
        """How long it is, in minutes."""
        if self.opens is None or self.closes is None:
            return None
        return self.closes - self.opens


def find_clock_ranges(low: str) -> Iterator[ClockRange]:
    """Find every from–to in a text in lower case, in order."""
    for match in _RANGE.finditer(low):
        if match["join"] == "and" and match["between"] != "between ":
            continue
        if not _is_clock(match) or _COUNTS_AFTER.match(low, match.end()):
            continue
        if _COUNTS_BEFORE.search(low[max(0, match.start() - 16) : match.start()]):
            continue
        opens, closes = _resolve(match)
        yield ClockRange(match.start(), match.end(), opens, closes)


def _is_clock(match: re.Match[str]) -> bool:
    """Whether it speaks of times rather than of "one to one" or "two or three"."""
    if any(match[x] for x in ("amin", "amil", "ahalf", "anoon", "apast", "bmin", "bhalf", "bnoon")):
        return True
    if match["between"] or match["bpast"] or match["bmil"]:
        return True
    opens, closes = match["ahour"], match["bhour"]
    if opens.isdigit() and closes.isdigit():
        return 0 < int(opens) <= 20 and 0 < int(closes) <= 20 and opens != closes
    return _HOURS.get(opens, 0) >= 8 or (opens.isdigit() and int(opens) >= 8)


def _resolve(match: re.Match[str]) -> tuple[int | None, int | None]:
    opens, closes = _minutes(match, "a"), _minutes(match, "b")
    if opens is None or closes is None:
        return None, None
    said = match["bhalf"] or ""
    if said.startswith("p") and not match["ahalf"] and opens + _NOON < closes and opens < 9 * 60:
        opens += _NOON
    if closes <= opens and not said and closes + _NOON <= _LATEST:
        closes += _NOON
    if not 0 < closes - opens <= _LONGEST:
        return None, None
    return opens, closes


def _minutes(match: re.Match[str], side: str) -> int | None:
    """Return a time as minutes after midnight, morning and afternoon as a school day has them."""
    if match[side + "noon"]:
        return _NOON
    if match[side + "mil"]:
        hour, minute = divmod(int(match[side + "mil"]), 100)
        return hour * 60 + minute if hour < 24 else None
    word = match[side + "hour"]
    hour, minute = int(word) if word.isdigit() else _HOURS[word], int(match[side + "min"] or 0)
    if not 0 < hour < 24:
        return None
    half = match[side + "half"] or ""
    if (half.startswith("p") and hour < 12) or (not half.startswith("a") and hour < 7):
        hour += 12
    return hour * 60 + minute + _shift(match[side + "past"], match[side + "to"])


def _shift(part: str | None, to: str | None) -> int:
    if part is None:
        return 0
    minutes = 30 if part == "half" else 15
    return -minutes if to == "to" else minutes
