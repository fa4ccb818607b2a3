"""Which of a few schools some words may mean: names, towns, nicknames, initials, misspellings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from core.reading.everyday import COMMON_WORDS

_DESCRIBING = frozenset(
    "school schools the of and at for ce cofe coe c e church england rc catholic roman voluntary "
    "aided controlled va vc community foundation trust federation free centre methodist".split()
)
_JOINING = frozenset("the of and at for c e".split())
_TYPES = {
    "infants": "infant", "infant": "infant", "juniors": "junior", "junior": "junior",
    "jnr": "junior", "jnrs": "junior", "inf": "infant", "primary": "primary", "prim": "primary",
    "pri": "primary", "first": "first", "middle": "middle", "secondary": "secondary",
    "sec": "secondary", "high": "high", "college": "college", "grammar": "grammar",
    "special": "special", "nursery": "nursery", "academy": "academy", "sixth": "sixth",
    "prep": "prep",
}  # fmt: skip
_CALLED_ALONE = frozenset(
    "infant junior primary secondary academy college nursery grammar high".split()
)
_SAINTS = frozenset(("st", "saint", "sts", "ss"))
_PET_ENDINGS = ("ies", "ers", "ie", "ey", "y", "s", "o")
_SHORTEST_TYPO = 5
_LONG_NAME = 8


class Likeness(IntEnum):
    """How well a word fits a name, the best last."""

    NICKNAME = 1
    MISSPELT = 2
    SAME = 3


def stem(word: str) -> str:
    """Return a word as names are compared: no apostrophe, no final s, no double letters."""
    bare = word.replace("'", "")
    if bare in _SAINTS:
        return "st"
    if bare in _TYPES:
        return _TYPES[bare]
    bare = bare.removesuffix("s") if len(bare) > 3 else bare
    return re.sub(r"(.)\1", r"\1", bare)


def words_of(text: str) -> list[str]:
    """Return the words of a name in lower case, abbreviations such as "C.E." in one piece."""
    joined = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text.lower().replace("\u2019", "'"))
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", joined)


@dataclass(frozen=True, slots=True)
class Name:
    """A school's name taken apart, all in the form that `stem` gives."""

    core: tuple[str, ...]
    types: frozenset[str]
    town: frozenset[str]
    initials: frozenset[str]

    @property
    def saint(self) -> bool:
        """Whether it is called after a saint, so that its core alone may be a person."""
        return self.core[:1] == ("st",)


def take_apart(school: str, town: str) -> Name:
    """Take a school's name apart. A name that only describes ("The Grammar School") is all core."""
    words = words_of(school)
    core = [stem(x) for x in words if x not in _DESCRIBING and x not in _TYPES]
    core = core or [stem(x) for x in words if x not in ("the", "school")]
    types = frozenset(_TYPES[x] for x in words if x in _TYPES)
    place = frozenset(stem(x) for x in words_of(town) if x not in _DESCRIBING) - set(core)
    return Name(tuple(core), types, place, _initials(words, len(core)))


def _initials(words: Sequence[str], least: int) -> frozenset[str]:
    """Return the initials a name may go by: of its core at least, two letters or more."""
    letters = "".join(x[0] for x in words if x not in ("the", "of", "and", "at", "for"))
    return frozenset(letters[:n] for n in range(max(least, 2), len(letters) + 1))


@dataclass(frozen=True, slots=True)
class Fit:
    """How the words from some place on fit one school: how far they reach, and how well."""

    length: int
    told: int
    likeness: Likeness
    core: bool
    contradicted: bool


def fit(words: Sequence[str], name: Name, *, located: bool, capital: bool) -> Fit | None:
    """Return how the first of these words (lower case) fit a school's name; None if they do not.

    Nicknames are only tried where a school must stand (`located`), and misspellings never of
    ordinary words.
    """
    whole = _whole(words, name, located=located, capital=capital)
    start = whole or _first(words, name, located=located)
    if start is None:
        return None
    length, used, likeness = start
    told, contradicted = len(used), False
    while length < len(words):
        word = words[length]
        more = _more(words[length:], name, used)
        if more:
            used |= {stem(words[length + more - 1])}
            length, told = length + more, told + 1
        elif word in _TYPES and _closes_name(word):
            contradicted = contradicted or bool(name.types)
            length += 1
        elif word in _DESCRIBING - _JOINING or words[length : length + 3] == ["c", "of", "e"]:
            length += 3 if word == "c" else 1
        else:
            break
    core = bool(used & set(name.core)) or whole is not None
    if used == {"st"} and "st" in name.core:
        return None
    return Fit(length, told, likeness, core, contradicted)


def _closes_name(word: str) -> bool:
    return word not in ("first", "special", "middle", "sixth", "prep", "pri", "sec", "inf", "high")


_Start = tuple[int, set[str], Likeness]


def _whole(words: Sequence[str], name: Name, *, located: bool, capital: bool) -> _Start | None:
    """Fit the first word or two to the whole name: "hillview", "hill view", "OPS", "St M's"."""
    first, core = words[0], "".join(name.core)
    if len(words) > 1 and len(first) > 1 and stem(first + words[1]) == core and len(core) > 5:
        return 2, set(name.core), Likeness.SAME
    if len(name.core) > 1 and like(stem(first), core, first) is not None:
        return 1, set(name.core), like(stem(first), core, first) or Likeness.MISSPELT
    if name.saint and len(name.core) == 2 and len(words) > 1 and stem(first) == "st":
        letter = words[1].replace("'", "")
        if letter in (name.core[1][0], name.core[1][0] + "s"):
            return 2, set(name.core), Likeness.NICKNAME
    lettered = first in name.initials and (capital or len(first) > 2)
    if lettered and located and first not in COMMON_WORDS:
        return 1, set(name.core), Likeness.NICKNAME
    return None


def _first(words: Sequence[str], name: Name, *, located: bool) -> _Start | None:
    """Fit the first word to a word of the name or to the town."""
    first = words[0]
    stemmed = stem(first)
    if stemmed in name.core:
        if not name.saint or stemmed == "st" or _stands_for_saint(words, located=located):
            return 1, {stemmed}, Likeness.SAME
        return None
    if stemmed in name.town and first not in COMMON_WORDS:
        return 1, {stemmed}, Likeness.SAME
    if stemmed in name.types and stemmed in _CALLED_ALONE:
        return 1, {stemmed}, Likeness.SAME
    if first in COMMON_WORDS:
        return None
    for known in (*name.core, *name.town):
        likeness = like(stemmed, known, first)
        if likeness is not None and not (name.saint and known in name.core):
            return 1, {known, stemmed}, likeness
    if located and not name.saint and any(_is_nickname(first, x) for x in name.core):
        return 1, {stemmed, *name.core}, Likeness.NICKNAME
    return None


def _stands_for_saint(words: Sequence[str], *, located: bool) -> bool:
    """Whether "Mary's" without its "St" is the school and not Mary's lesson."""
    follows = words[1] if len(words) > 1 else ""
    possessive = words[0].endswith("s")
    return located and possessive and (not follows or follows in _AFTER_SCHOOL)


_AFTER_SCHOOL = frozenset(
    "today yesterday this on for all and with then full half am pm last tues mon wed thurs fri "
    "from school primary to i we in the at".split()
)


def _more(words: Sequence[str], name: Name, used: set[str]) -> int:
    """Return how many of the next words tell more of the name: "primary", "in Fenbridge"."""
    skip = 1 if words[0] in ("in", "at", "of", "the") and len(words) > 1 else 0
    stemmed = stem(words[skip])
    if stemmed in used:
        return 0
    if stemmed in name.town:
        return skip + 1
    if skip:
        return 0
    if stemmed in name.core or stemmed in name.types:
        return 1
    saint = "st" in used and name.saint
    short = words[0].removesuffix("'s")
    cut_off = len(short) > 1 and any(x.startswith(short) for x in name.core if x not in used)
    if cut_off and used & set(name.core) and not name.saint and short not in COMMON_WORDS:
        return 1
    near = [x for x in name.core if x not in used and like(stemmed, x, words[0]) is not None]
    return 1 if near and (saint or words[0] not in COMMON_WORDS) else 0


def like(stemmed: str, known: str, word: str) -> Likeness | None:
    """Return how alike a written word and a known one are: the same, a slip apart, or None.

    Slips keep the first letter: one in five letters or more, two in eight or more.
    """
    if stemmed == known or stemmed.rstrip("e") == known.rstrip("e"):
        return Likeness.SAME
    if (
        min(len(stemmed), len(known)) < _SHORTEST_TYPO
        or stemmed[0] != known[0]
        or word in COMMON_WORDS
    ):
        return None
    slips = 2 if min(len(stemmed), len(known)) >= _LONG_NAME else 1
    near = OSA.distance(stemmed, known, score_cutoff=slips) <= slips
    return Likeness.MISSPELT if near else None


def _is_nickname(word: str, known: str) -> bool:
    """Whether a word is a short form of a longer name: "Oaky", "Oakers", "Cav"."""
    if len(known) < 6:
        return False
    forms = {word}
    for ending in _PET_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word.removesuffix(ending)
            forms |= {cut, cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut}
    return any(3 <= len(x) <= len(known) - 2 and known.startswith(x) for x in forms)
