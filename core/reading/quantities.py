"""Numbers of days as people say them: "six half days", "2½ days", "4 x 1 day"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_UNITS = (
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty"""
).split()
_NUMBERS = {word: Decimal(number) for number, word in enumerate(_UNITS, start=1)} | {
    "thirty": Decimal(30),
    "forty": Decimal(40),
    "a dozen": Decimal(12),
    **dict.fromkeys(("a single", "single", "a", "an"), Decimal(1)),
}
_VAGUE = frozenset(("a couple of", "couple of", "a couple", "a few", "few", "several", "some"))

NUMBER_WORD = rf"(?:{'|'.join(reversed(_UNITS))}|thirty|forty|a dozen)"
NUMBER = (
    rf"(?:[0-9]{{1,3}}\s?(?:½|1/2)|[0-9]{{1,3}} and a half|[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?|½|"
    rf"{NUMBER_WORD} and a half|{NUMBER_WORD}|a single|single|a couple of|couple of|a couple|"
    r"a few|few|several|some|an?\b)"
)
"""A pattern for a number that days, visits or weeks may be counted with."""

_GAP = r"[ \n]{0,3}"
_HALF = (
    r"(?:half|½|1/2|0\.5)[- ]?(?:an? )?(?:sle )?days?|halves|mornings?|afternoons?|"
    r"twilights?(?: sessions?)?"
)
_FULL = r"(?:full|whole|complete)?[ -]?(?:sle |school |supply |consultancy |release )?days?"
_COUNTED = re.compile(
    rf"(?<![\w£.,/:-])(?P<low>{NUMBER})"
    rf"(?:\s{{0,2}}(?P<join>-|to|or|/)\s{{0,2}}(?P<high>{NUMBER}))?{_GAP}"
    r"(?:x|\*|lots of|separate|individual|more|additional|further|extra)?[ \n-]{0,3}"
    rf"(?:(?P<half>{_HALF})|(?P<each>one|two|three|1|2|3)[- ]days?\b|(?P<full>{_FULL}))\b"
    r"(?P<and_half> and a half)?"
)
_HALF_DAY = re.compile(
    r"\b(?:half|½|1/2) (?:an? )?days?\b|\bhalf[- ]day\b|"
    r"(?<![\w.])(?:½|1/2|0\.5) ?(?:of )?(?:an? )?days?\b"
)
_BARE_DAY = re.compile(r"\b(?:a|the) day(?: of| with|'s| to )|\bfor (?:a|the) day\b")
_IN_TOTAL = re.compile(
    rf"[,;(] ?(?:so |making |i\.e\. )?(?P<count>{NUMBER}) (?=in (?:total|all)\b)"
)
_OPENING_DAY = re.compile(r"(?:ideally |just |maybe |perhaps )?(?P<day>a day)\b(?! (?:a|per|or)\b)")
_VISITS = re.compile(
    rf"(?<![\w£.-])(?P<count>{NUMBER}) ?x? ?(?:visits?|sessions?|meetings?)"
    r"(?: of| lasting|,| \(| at| -)*\s{0,3}"
    r"(?P<size>half an? days?|half[- ]days?|an? (?:full |whole )?day|one day|full days?|½ days?)\b"
)
_LABELLED = re.compile(
    r"\bdays?\b[^:\n]{0,40}[:?=\t|-]\s{0,3}(?P<number>[0-9]{1,3}(?:\.5|½| 1/2)?)"
    r"(?P<up_to>\s?(?:-|to)\s?[0-9]{1,3})?\s{0,3}(?:\.|,|;|$|\n)"
)
_DAYS_EACH = {"one": 2, "two": 4, "three": 6, "1": 2, "2": 4, "3": 6}


class Quantity(NamedTuple):
    """Half days said at these offsets; None where the words name no figure. `vague`: "a few"."""

    start: int
    end: int
    half_days: int | None
    vague: bool


def quantities(lines: str, low: str, start: int, end: int) -> list[Quantity]:
    """Return every number of days said between two offsets, the longest wording first. `low` is
    the text with its `lines` joined, for a mail is wrapped anywhere; only a label ends with its
    line.
    """
    found = [*_visits(low, start, end), *_counted(low, start, end)]
    found.extend(Quantity(*m.span(), 1, vague=False) for m in _HALF_DAY.finditer(low, start, end))
    found.extend(Quantity(*m.span(), 2, vague=False) for m in _BARE_DAY.finditer(low, start, end))
    if (opening := _OPENING_DAY.match(low, start, end)) is not None:
        found.append(Quantity(opening.start("day"), opening.end(), 2, vague=False))
    if "day" in low[start:end]:
        for match in _IN_TOTAL.finditer(low, start, end):
            number, vague = value_of(match["count"])
            whole = None if number is None else int(number * 2)
            found.append(Quantity(match.start("count"), match.end() - 1, whole, vague))
    for match in _LABELLED.finditer(lines, start, end):
        number, _ = value_of(match["number"])
        assert number is not None
        found.append(Quantity(*match.span(), int(number * 2), vague=bool(match["up_to"])))
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    return found


def value_of(words: str) -> tuple[Decimal | None, bool]:
    """Return the number that words say, and whether they are vague ("a couple of" is about 2)."""
    plain = " ".join(words.split())
    for fraction in (" and a half", " ½", "½", " 1/2"):
        if plain.endswith(fraction) and plain != fraction:
            whole, vague = value_of(plain.removesuffix(fraction))
            return (None if whole is None else whole + Decimal("0.5")), vague
    if plain in {"½", "1/2"}:
        return Decimal("0.5"), False
    if plain in _VAGUE:
        return (Decimal(2) if "couple" in plain else None), True
    return _NUMBERS[plain] if plain in _NUMBERS else Decimal(plain), False


def _visits(low: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _VISITS.finditer(low, start, end):
        count, vague = value_of(match["count"])
        size = 1 if "half" in match["size"] or "½" in match["size"] else 2
        yield Quantity(*match.span(), None if count is None else int(count * size), vague)


def _counted(low: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _COUNTED.finditer(low, start, end):
        said = _range(match) if match["high"] else _number(match)
        if said is not None:
            yield Quantity(*match.span(), *said)


def _number(match: re.Match[str]) -> tuple[int | None, bool] | None:
    """Return the half days of a number with its unit, and whether it is vague. None: no amount."""
    if _is_merely_a_day(match):
        return _a_day(match)
    number, vague = value_of(match["low"])
    if number is None:
        return None, True
    half_days = number * _half_days_each(match) + (1 if match["and_half"] else 0)
    if half_days != int(half_days) or half_days <= 0:
        return None, True
    return int(half_days), vague


def _half_days_each(match: re.Match[str]) -> int:
    return 1 if match["half"] else _DAYS_EACH.get(match["each"] or "", 2)


def _is_merely_a_day(match: re.Match[str]) -> bool:
    """Whether it is "a day", of which most are no amount, and not "a full day"."""
    if match["half"] or match["each"] or match["low"] not in {"a", "an", "some", "single"}:
        return False
    return not match["full"].strip().startswith(("full", "whole", "complete", "sle"))


def _a_day(match: re.Match[str]) -> tuple[int | None, bool] | None:
    """Read "a day and a half" and "a day or two"."""
    if match["and_half"]:
        return 3, False
    or_more = match.string.startswith((" or two", " or so", " or three"), match.end())
    return (None, True) if or_more else None


def _range(match: re.Match[str]) -> tuple[int | None, bool]:
    """Read "5-6 days": vague, with the lower figure; but "1/2 day" is half a day."""
    if (match["low"], match["join"], match["high"]) == ("1", "/", "2"):
        return 1, False
    low, _ = value_of(match["low"])
    high, _ = value_of(match["high"])
    if match["join"] == "/" or low is None or high is None or high <= low:
        return None, True
    return int(low * _half_days_each(match)), True
