"""How long a visit was: "full day", "am", "2hrs", "9-12", "half a day each".

The interface's rules: a full day is 1; half, am, pm, morning, afternoon and twilight are ½; up to
3½ hours is ½, more is 1. Counted here in half days.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.reading.visits.clock import ClockRange, find_clock_ranges
from core.reading.visits.length_patterns import AM_BEFORE_PLACE, AM_IS_A_VERB, ANY_LENGTH

Kind = Literal["rate", "count", "part", "clock", "hours", "same", "unclear", "noise"]

_HALF_DAY_MINUTES = 210
_NUMBERS = {
    word: number
    for number, words in enumerate(("", "a an one", "two couple", "three", "four", "five", "six"))
    for word in words.split()
}

_ACTIVITY = re.compile(r"\b(?:in|during) the\s+$")


@dataclass(frozen=True, slots=True)
class Length:
    """Where a text says how long, and what it says.

    `half_days` is what one visit took, or all of `visits` together; None where it is not certain.
    A "part" is of the day (am, pm, twilight). `each`: said of every visit. `activity`: "in the
    morning", which may tell what was done when rather than how long it all took.
    """

    start: int
    end: int
    kind: Kind
    half_days: int | None = None
    visits: int = 1
    part: str | None = None
    minutes: int = 0
    each: bool = False
    plural: bool = False
    activity: bool = False

    @property
    def explicit(self) -> bool:
        """Whether it is said in days rather than by the clock or the part of the day."""
        return self.kind in ("rate", "count")

    @property
    def distributes(self) -> bool:
        """Whether it may be said of several days at once: "Mon and Tues, full days"."""
        return self.each or self.plural or self.kind in ("rate", "clock", "unclear")


def find_lengths(text: str) -> list[Length]:
    """Find every length in a text (plain ASCII; what is claimed is left alone), in order."""
    low, found = text.lower(), list[Length]()
    clocks = list(find_clock_ranges(low))
    for match in ANY_LENGTH.finditer(low):
        if any(x.start < match.end() and match.start() < x.end for x in clocks):
            continue
        length = _READERS[match.lastgroup or ""](match, text, low)
        if length is not None:
            found.append(length)
    found.extend(_of_clock(x) for x in clocks)
    return _with_same(sorted(found, key=lambda x: x.start))


def _with_same(found: Sequence[Length]) -> list[Length]:
    """Give "same again" and "ditto" the length said before them; without one they are unclear."""
    lengths: list[Length] = []
    before: Length | None = None
    for length in found:
        if length.kind != "same":
            lengths.append(length)
            before = before if length.kind == "noise" else length
        elif before is None or before.kind not in ("rate", "part") or before.plural:
            lengths.append(replace(length, kind="unclear"))
        else:
            lengths.append(replace(before, start=length.start, end=length.end))
    return lengths


Reader = Callable[[re.Match[str], str, str], Length | None]


def _of_clock(clock: ClockRange) -> Length:
    if clock.minutes is None or clock.opens is None or clock.closes is None:
        return Length(clock.start, clock.end, "unclear")
    part = "am" if clock.closes <= 13 * 60 else "pm" if clock.opens >= 12 * 60 else None
    return Length(
        clock.start,
        clock.end,
        "clock",
        half_days_of_minutes(clock.minutes),
        part=part,
        minutes=clock.minutes,
    )


def half_days_of_minutes(minutes: int) -> int:
    """Return the half days that a stretch of time makes: up to 3½ hours one, more two."""
    return 1 if minutes <= _HALF_DAY_MINUTES else 2


def _noise(match: re.Match[str], _text: str, _low: str) -> Length:
    return Length(match.start(), match.end(), "noise")


def _unclear(match: re.Match[str], _text: str, _low: str) -> Length:
    return Length(match.start(), match.end(), "unclear")


def _same(match: re.Match[str], _text: str, _low: str) -> Length:
    return Length(match.start(), match.end(), "same")


def _time(match: re.Match[str], minutes: float) -> Length:
    halves = half_days_of_minutes(int(minutes))
    return Length(match.start(), match.end(), "hours", halves, minutes=int(minutes))


def _hours_range(match: re.Match[str], text: str, low: str) -> Length:
    least, most = sorted(60 * _number(match[x]) for x in ("h1", "h2"))
    if half_days_of_minutes(int(least)) != half_days_of_minutes(int(most)):
        return _unclear(match, text, low)
    return _time(match, most)


def _hour_or_two(match: re.Match[str], _text: str, _low: str) -> Length:
    return _time(match, 120 if match["h3"] == "two" else 60)


def _half_hour(match: re.Match[str], _text: str, _low: str) -> Length:
    return _time(match, {"three quarters": 45, "quarter": 15}.get(match["hq"] or "", 30))


def _hours(match: re.Match[str], text: str, low: str) -> Length:
    minutes = 60 * _number(match["hn"]) + (30 if match["hh"] else 0) + int(match["hm"] or 0)
    extra = match["hx"] or ""
    if extra:
        figures = re.match(r"\d+", extra)
        minutes += int(figures[0]) if figures else 30 if "half" in extra else 15
    near = _HALF_DAY_MINUTES - 60 < minutes < _HALF_DAY_MINUTES + 60
    return _unclear(match, text, low) if match["ho"] and near else _time(match, minutes)


def _minutes(match: re.Match[str], _text: str, _low: str) -> Length:
    return _time(match, int(match["mn"]))


def _day_and_half(match: re.Match[str], _text: str, _low: str) -> Length:
    number = _number(match["dn"] or match["dm"] or "a")
    return Length(match.start(), match.end(), "count", round(number * 2) + 1, visits=0)


def _half_days(match: re.Match[str], _text: str, _low: str) -> Length:
    number = int(_number(match["kn"]))
    return Length(match.start(), match.end(), "count", number, visits=number)


def _days(match: re.Match[str], text: str, low: str) -> Length:
    number = _number(match["cn"])
    if number * 2 != int(number * 2) or not number:
        return _unclear(match, text, low)
    visits = int(number) if number == int(number) else 1 if number < 1 else 0
    each = bool(match["ce"]) and number <= 1
    half_days = int(number * 2)
    if match["cx"] and visits == 1:
        visits = int(match["cx"])
        half_days *= visits
    return Length(match.start(), match.end(), "count", half_days, visits=visits, each=each)


def _full(match: re.Match[str], _text: str, _low: str) -> Length:
    each = any(match[x] for x in ("fa", "fb", "fe", "ff"))
    plural = "days" in match[0] and "day's" not in match[0]
    kind: Kind = "count" if match["ft"] else "rate"
    return Length(match.start(), match.end(), kind, 2, each=each, plural=plural)


def _half(match: re.Match[str], _text: str, _low: str) -> Length:
    each = any(match[x] for x in ("ga", "gb", "ge", "gf"))
    kind: Kind = "count" if ".5" in match[0] or match["gt"] else "rate"
    return Length(match.start(), match.end(), kind, 1, each=each, plural="days" in match[0])


def _one(match: re.Match[str], _text: str, _low: str) -> Length:
    group = next((x for x in ("td", "ad", "da") if match[x] is not None), 0)
    return Length(match.start(group), match.end(group), "count", 2)


def _part(match: re.Match[str], text: str, low: str) -> Length | None:
    word = match["pp"]
    if word.startswith("am") and _am_is_a_verb(match, text, low):
        return None
    activity = _ACTIVITY.search(low[max(0, match.start() - 12) : match.start()]) is not None
    return Length(
        match.start(),
        match.end(),
        "part",
        1,
        part=_part_of_day(word),
        each=match["pe"] is not None,
        plural=word.endswith("s"),
        activity=activity,
    )


def _part_of_day(word: str) -> str:
    if word.startswith("twilight"):
        return "twilight"
    return "pm" if word.startswith(("p", "aft")) else "am"


def _am_is_a_verb(match: re.Match[str], text: str, low: str) -> bool:
    before = low[: match.start()].rstrip()
    if text[match.start() : match.end()] == "AM" and not text.isupper():
        return before.endswith(" i") or before == "i"
    if before.endswith(" i") or before == "i" or AM_IS_A_VERB.match(low, match.end()):
        return True
    starts = not before or before[-1] in ".!?;\n"
    return starts and AM_BEFORE_PLACE.match(low, match.end()) is not None and "pm" not in low


def _number(word: str) -> float:
    if word[0].isdigit() or word[0] == ".":
        return float(word)
    return _NUMBERS["couple" if "couple" in word else word]


_READERS: dict[str, Reader] = {
    "no_length": _noise,
    "hours_range": _hours_range,
    "hour_or_two": _hour_or_two,
    "few_hours": _unclear,
    "half_hour": _half_hour,
    "hours": _hours,
    "minutes": _minutes,
    "uncertain": _unclear,
    "day_and_half": _day_and_half,
    "half_days": _half_days,
    "days": _days,
    "same": _same,
    "full": _full,
    "half": _half,
    "one": _one,
    "the_day": _one,
    "a_day": _one,
    "day_at": _one,
    "part": _part,
}


# --- what several lengths say together ----------------------------------------------------------


def half_days_each(lengths: Sequence[Length], visits: int) -> int | None:
    """Return the half days (1 or 2) of each of so many visits that all these lengths speak of.

    None where nothing certain is said: no length, two that contradict each other, a number of
    days that does not go evenly into the visits, or more than a day for one.
    """
    explicit = [x for x in lengths if x.explicit]
    parts = [x for x in lengths if x.kind == "part" and not (explicit and x.activity)]
    timed = [x for x in lengths if x.kind in ("clock", "hours")]
    if any(x.kind == "unclear" for x in lengths) or not (explicit or parts or timed):
        return None
    if len({x.start for x in explicit if x.half_days == 1}) > 1:
        return None  # "half a day … and another half": the same one, or two?
    said = {_explicit_each(x, visits) for x in explicit}
    if timed and not _spread(timed, visits):
        return None
    said |= _by_the_clock(parts, timed)
    return said.pop() if len(said) == 1 else None


def _explicit_each(length: Length, visits: int) -> int | None:
    half_days = length.half_days or 0
    if length.kind == "rate" or length.each:
        return half_days
    if length.visits != visits or half_days > 2 * visits:
        return None
    return half_days // visits


def _spread(timed: Sequence[Length], visits: int) -> bool:
    """Whether times were said of each visit: "2 hours Mon and Tues" may be both together."""
    return visits == 1 or all(x.kind == "clock" for x in timed)


def _by_the_clock(parts: Sequence[Length], timed: Sequence[Length]) -> set[int | None]:
    """Return what parts of the day and clock times come to; two values if they disagree."""
    named = {x.part for x in parts}
    clocks = {(x.minutes, x.part) for x in timed if x.kind == "clock"}
    spans = {x.minutes for x in timed if x.kind == "hours"}
    said: set[int | None] = set()
    if parts:
        said.add(len(named) if len(named) <= 2 else None)
    if clocks:
        said.add(half_days_of_minutes(sum(minutes for minutes, _ in clocks)))
        late = {"pm"} if "twilight" in named else set[str]()
        if parts and not {part for _, part in clocks} <= named | late:
            said.add(None)
    if spans:
        said.add(half_days_of_minutes(spans.pop()) if len(spans) == 1 else None)
    return said
