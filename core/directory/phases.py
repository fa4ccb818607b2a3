"""From the many words for a school's phase to the six that the directory uses."""

import re
import unicodedata
from typing import Final, Literal

Phase = Literal["early-years", "primary", "secondary", "special", "all-through", "post-16"]

PHASES: Final[tuple[Phase, ...]] = (
    "early-years",
    "primary",
    "secondary",
    "special",
    "all-through",
    "post-16",
)

_ALL_THROUGH = re.compile(r"\ball[ -]?(through|age)\b")
_WORDS: Final[tuple[tuple[Phase, re.Pattern[str]], ...]] = (
    ("special", re.compile(r"\bspecial(?!i[sz])|\bsend?\b|\bsemh\b")),
    (
        "post-16",
        re.compile(
            r"\bpost ?1[69]\b|\b16 ?(plus|\+)|\b16 ?(-|–|to) ?(18|19)\b|\bsixth[ -]?forms?\b"
            r"|\b6th[ -]?form\b|\bfurther education\b|\bfe\b"
        ),
    ),
    (
        "primary",
        re.compile(
            r"\bprimar(y|ies)\b|\binfants?\b|\bjuniors?\b|\bfirst\b|\bmiddle deemed primary\b"
            r"|\bjmi\b|\breception\b"
        ),
    ),
    (
        "secondary",
        re.compile(
            r"\bsecondar(y|ies)\b|\bhigh\b|\bupper\b|\bgrammar\b|\bcomprehensive\b|\bmiddle\b"
            r"|\bgcse\b"
        ),
    ),
    (
        "early-years",
        re.compile(r"\bearly[ -]?years?\b|\beyfs\b|\bnurser(y|ies)\b|\bpre[ -]?school\b|\bey\b"),
    ),
)

_STAGES = re.compile(r"\b(?:ks|key stages?) ?(\d(?:(?: |/|&|,|\+|and|to|ks)*\d)*)")
_STAGE_PHASES: Final[tuple[Phase, ...]] = (
    "early-years",
    "primary",
    "primary",
    "secondary",
    "secondary",
    "post-16",
)


def _key_stages(plain: str) -> set[Phase]:
    """Return the phases of key stages: 1 and 2 are primary, 3 and 4 secondary, 5 is post-16."""
    numbers = {int(n) for found in _STAGES.findall(plain) for n in re.findall(r"\d", found)}
    return {_STAGE_PHASES[n] for n in numbers if n < len(_STAGE_PHASES)}


def _plain(text: str) -> str:
    joined = re.sub(r"[_\-–]+", " ", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(joined.split())


def phases_named(text: str) -> tuple[Phase, ...]:
    """Return every phase that a phrase names, in the order of `PHASES`; () if it names none.

    "Middle deemed primary" counts as primary, as in GIAS. Key stages name their phases.
    """
    plain = _plain(text)
    found: set[Phase] = {"all-through"} if _ALL_THROUGH.search(plain) else set()
    rest = plain.replace("middle deemed primary", "primary")
    found |= _key_stages(rest)
    found |= {phase for phase, words in _WORDS if words.search(rest)}
    return tuple(phase for phase in PHASES if phase in found)


def phase_of(text: str) -> Phase | None:
    """Return the one phase of a school that a phrase names; None if it names none.

    A primary school with a nursery is a primary school; primary and secondary together are
    all-through; a special school is special whatever its ages.
    """
    named = phases_named(text)
    if "special" in named:
        return "special"
    if "all-through" in named or {"primary", "secondary"} <= set(named):
        return "all-through"
    for phase in ("secondary", "primary", "post-16", "early-years"):
        if phase in named:
            return phase
    return None


def phase_of_ages(low: int | None, high: int | None) -> Phase | None:
    """Return the phase of a school by its statutory ages; None if they do not tell."""
    if low is None or high is None or low >= high:
        return None
    if high <= 5:
        return "early-years"
    if low >= 16:
        return "post-16"
    if low <= 7 and high >= 16:
        return "all-through"
    if high <= 12:
        return "primary"
    return "secondary" if low >= 8 else None


_NAMES: Final[tuple[tuple[Phase, re.Pattern[str]], ...]] = (
    ("special", re.compile(r"\bspecial school\b")),
    ("primary", re.compile(r"\bprimary\b|\b(infants?|juniors?|first)\b.*\b(school|academy)\b")),
    ("early-years", re.compile(r"\bnursery school\b")),
    ("post-16", re.compile(r"\bsixth form (college|centre)\b")),
    ("secondary", re.compile(r"\b(secondary|high|grammar|upper) school\b|\bsecondary\b")),
)


def phase_of_name(name: str) -> Phase | None:
    """Return the phase that a school's name tells beyond doubt ("… C of E Primary School")."""
    plain = _plain(name)
    return next((phase for phase, words in _NAMES if words.search(plain)), None)
