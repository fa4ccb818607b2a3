"""Year groups, key stages and phases. Key stages: EYFS, KS1 (Years 1-2), KS2 (3-6), KS3 (7-9),
KS4 (10-11), KS5 (12-13).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.reading.wording import Text

KEY_STAGES = ("EYFS", "KS1", "KS2", "KS3", "KS4", "KS5")
PHASES = ("early-years", "primary", "secondary", "special", "all-through", "post-16")

_STAGE_OF_YEAR = ("EYFS", *("KS1",) * 2, *("KS2",) * 4, *("KS3",) * 3, *("KS4",) * 2, *("KS5",) * 2)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

_JOIN = r"\s*(?:,|/|&|\+|and|to|-|or|into|through to|up to|onwards to)\s*"
_NO_AMOUNT = (
    r"(?!\s?-?(?:half|full|sle|days?|x\b|visits?|sessions?|weeks?|twilights?|mornings?|"
    r"afternoons?|terms?|hours?))"
)
_STAGES = re.compile(
    r"\b(?:(?:upper |lower )?k\.?\s?s\.?|key[ -]?stages?(?:\(s\))?)\s?:?\s?"
    rf"(?P<list>(?:[1-5]|one|two|three|four|five)\b(?:{_JOIN}(?:ks ?)?[1-5]\b{_NO_AMOUNT})*)"
)
_YEARS = re.compile(
    r"\b(?P<word>y|yr|yrs|year|years|year groups?)\.?\s?(?P<list>r\b(?!\.?\s?\d)|1[0-3]|[1-9]|"
    r"one|two|three|four|"
    rf"five|six|seven)(?P<plural>'?s)?(?P<more>(?:{_JOIN}(?:(?:y|yr|yrs|year|years)\.?\s?)?"
    rf"(?:1[0-3]|[1-9])(?:'?s)?(?![\d%]|\.\d){_NO_AMOUNT})*)(?![\d%]|\.\d|(?:st|nd|rd|th)\b)"
)
_EARLY = re.compile(
    r"\b(?:eyfs|early years|foundation stage|nursery|pre-?school|two year olds|2 year olds|"
    r"(?:year|yr) r\b|yr\b(?! ?\d)|reception(?! desk| area| staff| at)|"
    r"fs[12]|rising fives)\b"
)
_FROM_EARLY = re.compile(
    r"\b(?:nursery|reception|eyfs|early years|yr|fs[12]|r)\s*(?:-|to|through to|up to|"
    r"right up to)\s*"
    r"(?:year|y|yr)\s?(?P<last>1[0-3]|[1-9])\b"
)
_FROM_EARLY_STAGE = re.compile(
    r"\b(?:nursery|reception|eyfs|early years)\s*(?:-|to|through to|up to)\s*(?:ks|"
    r"key stage) ?(?P<last>[1-5])"
)
_WORDS = (
    (
        re.compile(
            r"\b(?:sixth form|6th form|post-?\s?16|a[ -]levels?|as[ -]levels?|btecs?|"
            r"t[ -]levels?)\b"
        ),
        "KS5",
    ),
    (re.compile(r"\bgcses?\b"), "KS4"),
)
_NO_YEAR_AFTER = frozenset(
    """last this next per every academic school financial calendar first second third fourth
    fifth final whole previous coming past new half one two three four five six full""".split()
)
_PLAN = re.compile(
    r"\s*(?:of (?:our|the|a|my|his|her|their)|days?|weeks?|visits|of (?:headship|teaching))\b"
)
_PHASE_WORDS = re.compile(
    r"\b(?P<phase>primary|primaries|infants?|juniors?|secondary|secondaries|special school|"
    r"all-through|"
    r"nursery school|sixth form college)\b(?! (?:board|focus|concern|aim|need|reason|purpose|"
    r"contact|"
    r"issue|objective|phase board|heads|target))"
)
_PHASE_OF_WORD = {
    "primar": "primary", "infant": "primary", "junior": "primary", "second": "secondary",
    "specia": "special", "all-th": "all-through", "nurser": "early-years", "sixth ": "post-16",
}  # fmt: skip


class StageMention(NamedTuple):
    """Key stages said in one breath, at these offsets."""

    start: int
    end: int
    stages: tuple[str, ...]


def find_key_stages(text: Text) -> tuple[StageMention, ...]:
    """Return the key stages that a text names, by themselves, by year groups or by
    examinations.
    """
    found = [*_by_number(text.low), *_by_year(text.low), *_by_word(text)]
    found.sort()
    return tuple(found)


def in_order(stages: Iterable[str]) -> tuple[str, ...]:
    """Return key stages once each, the youngest first."""
    kept = set(stages)
    return tuple(stage for stage in KEY_STAGES if stage in kept)


def _by_number(low: str) -> Iterator[StageMention]:
    if "k" not in low:
        return
    for match in _STAGES.finditer(low):
        numbers = _listed(match["list"], 5)
        yield StageMention(match.start(), match.end(), tuple(f"KS{n}" for n in numbers))


def _by_year(low: str) -> Iterator[StageMention]:
    if "y" not in low:
        return
    for match in _YEARS.finditer(low):
        if _is_duration(low, match):
            continue
        if match["list"] == "r":
            years = [0, *_listed(match["more"] or "", 13)]
        else:
            years = _listed(match["list"] + (match["more"] or ""), 13)
        stages = in_order(_STAGE_OF_YEAR[year] for year in years)
        yield StageMention(match.start(), match.end(), stages)


def _is_duration(low: str, match: re.Match[str]) -> bool:
    """Whether "year 3" is no class: "last year 3 teachers left", "year 2 of our plan"."""
    if _PLAN.match(low, match.end()):
        return True
    before = low[max(match.start() - 14, 0) : match.start()].split()
    word = before[-1] if before else ""
    return match["word"] in {"year", "years"} and (word in _NO_YEAR_AFTER or word.isdigit())


def _by_word(text: Text) -> Iterator[StageMention]:
    low = text.low
    for match in _EARLY.finditer(low):
        if match[0] != "reception" or not low[: match.start()].endswith((" to ", "main ")):
            yield StageMention(match.start(), match.end(), ("EYFS",))
    for pattern in (_FROM_EARLY, _FROM_EARLY_STAGE):
        for match in pattern.finditer(low):
            last = int(match["last"])
            upper = KEY_STAGES[last] if pattern is _FROM_EARLY_STAGE else _STAGE_OF_YEAR[last]
            stages = KEY_STAGES[: KEY_STAGES.index(upper) + 1]
            yield StageMention(match.start(), match.end(), stages)
    for pattern, stage in _WORDS:
        for match in pattern.finditer(low):
            yield StageMention(match.start(), match.end(), (stage,))


def _listed(words: str, most: int) -> list[int]:
    """Return the numbers of a list such as "1 and 2", "3-6", "y5/6" or "two to four"."""
    numbers: list[int] = []
    joined = ""
    for part in re.finditer(r"1[0-3]|[1-9]|[a-z]+|[^a-z\d]", words):
        piece = part[0]
        value = int(piece) if piece.isdigit() else _NUMBERS.get(piece)
        if value is None:
            joined += piece
            continue
        if numbers and re.search(r"-|to|into", joined) and numbers[-1] < value:
            numbers.extend(range(numbers[-1] + 1, value))
        numbers.append(value)
        joined = ""
    return [number for number in numbers if number <= most]


def phase_of(stages: Iterable[str]) -> str | None:
    """Return the phase that key stages lie in; None if they lie in several, or there are none."""
    kept = frozenset(stages)
    if kept == {"EYFS"}:
        return "early-years"
    if kept and kept <= {"EYFS", "KS1", "KS2"}:
        return "primary"
    if kept == {"KS5"}:
        return "post-16"
    if kept and kept <= {"KS3", "KS4", "KS5"}:
        return "secondary"
    return None


def find_phase(text: Text) -> str | None:
    """Return the phase that a text names in so many words, if it names just one."""
    named = {_PHASE_OF_WORD[match["phase"][:6]] for match in _PHASE_WORDS.finditer(text.low)}
    return named.pop() if len(named) == 1 else None
