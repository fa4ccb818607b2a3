"""How schools' names are built: what tells one from another, and what merely describes it.

Forms of names are those of GIAS ("All Saints CofE (VA) Primary School, Datchworth") and what heads
make of them ("All Saints C.E.", "the Infants", "St. Mary's RC Jnr").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LEFT_OUT = frozenset(("the", "of", "and", "for"))
_SAINTS = frozenset(("st", "saint", "ss", "sts"))

_LEVELS = {
    "primary": ("primary", "pri", "prim", "primry", "primay", "priamry", "primaries"),
    "infant": ("infant", "infants", "inf", "infs"),
    "junior": ("junior", "juniors", "jnr", "jun", "jnrs", "jr"),
    "first": ("first",),
    "middle": ("middle",),
    "secondary": ("secondary", "sec", "high", "comprehensive", "comp", "upper", "secondaries"),
    "grammar": ("grammar",),
    "nursery": ("nursery", "nurseries", "pre-school", "preschool"),
    "special": ("special",),
    "sixth-form": ("sixth form", "6th form", "sixthform"),
    "jmi": ("jmi", "jm i", "junior mixed infant", "junior mixed infants", "j m i"),
}
_FAITHS = {
    "ce": ("ce", "cofe", "c e", "coe", "church england", "church eng", "anglican"),
    "rc": ("rc", "r c", "roman catholic", "catholic", "cath"),
    "methodist": ("methodist",),
    "jewish": ("jewish",),
    "muslim": ("muslim", "islamic"),
    "sikh": ("sikh",),
    "hindu": ("hindu",),
}
_STATUSES = {
    "school": ("school", "schools", "sch", "schl", "shcool", "shool"),
    "academy": ("academy", "academies", "acad"),
    "college": ("college", "coll"),
    "va": ("va", "v a", "voluntary aided", "aided", "vol aided"),
    "vc": ("vc", "v c", "voluntary controlled", "controlled"),
    "community": ("community", "comm"),
    "foundation": ("foundation",),
    "endowed": ("endowed",),
    "free": ("free",),
    "mixed": ("mixed",),
    "federation": ("federation",),
}
_AFTER_NAME_ONLY = frozenset(("first", "free", "mixed", "special", "middle", "comp", "sec", "jr"))
"""Ordinary words: alone they do not make the word before them a school."""


def _spelt(kinds: dict[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    for kind, spellings in kinds.items():
        for spelling in spellings:
            yield tuple(spelling.split()), kind


_DESCRIPTIONS = {
    words: kind for kinds in (_LEVELS, _FAITHS, _STATUSES) for words, kind in _spelt(kinds)
}
_DESCRIBING = frozenset(words[0] for words in _DESCRIPTIONS)
_LONGEST = max(len(words) for words in _DESCRIPTIONS)
_LEVEL_KINDS = frozenset(_LEVELS)
_FAITH_KINDS = frozenset(_FAITHS)
_DROPPED_INSIDE = _FAITH_KINDS | {"va", "vc", "school", "academy", "endowed"}

_PHASES_OF_LEVEL = {
    "primary": ("primary", "all-through"),
    "infant": ("primary",),
    "junior": ("primary",),
    "jmi": ("primary",),
    "first": ("primary",),
    "secondary": ("secondary", "all-through"),
    "grammar": ("secondary", "all-through"),
    "nursery": ("early-years", "primary"),
    "special": ("special",),
    "sixth-form": ("post-16",),
}
"""The phases a school may have that is called so though its own name does not say it."""


def plain_words(words: Sequence[str]) -> list[tuple[int, str]]:
    """Return the words that matter in a school's name, each with its index, in one spelling:
    "Saint", "SS" → "st"; "Mary's", "Marys", "Mary" after it → "mary"; "King's" → "kings".
    """
    kept: list[tuple[int, str]] = []
    since_saint = 9
    for index, word in enumerate(words):
        if word in _LEFT_OUT:
            continue
        since_saint = 0 if word in _SAINTS else since_saint + 1
        kept.append((index, "st" if since_saint == 0 else _one_spelling(word, since_saint)))
    return kept


def _one_spelling(word: str, since_saint: int) -> str:
    """Spell a word one way, by how many words ago a saint was announced."""
    if word.removesuffix("'s") in _DESCRIBING:
        return word.removesuffix("'s")
    if "'" in word:
        word = word.removesuffix("'s") if since_saint <= 2 else word.replace("'", "")
    return word.removesuffix("s") if since_saint == 1 and len(word) > 3 else word


def description_at(words: Sequence[str], index: int) -> tuple[str, int] | None:
    """Return what the word or words at an index say of a school, and the index after them."""
    if index >= len(words) or words[index] not in _DESCRIBING:
        return None
    for length in range(min(_LONGEST, len(words) - index), 0, -1):
        kind = _DESCRIPTIONS.get(tuple(words[index : index + length]))
        if kind is not None:
            return kind, index + length
    return None


def makes_a_school(word: str) -> bool:
    """Say whether a describing word, right after a name, marks that name as a school's."""
    return word in _DESCRIBING and word not in _AFTER_NAME_ONLY


@dataclass(frozen=True, slots=True)
class Described:
    """What a name says of the school beside its core: its levels, faith and status."""

    levels: frozenset[str]
    faiths: frozenset[str]
    statuses: frozenset[str]

    @classmethod
    def by(cls, kinds: Sequence[str]) -> "Described":
        """Sort kinds of description into levels, faiths and statuses."""
        every = frozenset(kinds)
        levels = every & _LEVEL_KINDS
        if "jmi" in levels or {"infant", "junior"} <= levels:
            levels |= {"primary"}
        faiths = every & _FAITH_KINDS
        return cls(levels, faiths, every - levels - faiths - {"school"})

    def contradicts(self, school: "Described", phase: str | None) -> bool:
        """Say whether a school so described in a text cannot be the one whose name says
        `school`.
        """
        if self.levels and school.levels:
            if not self.levels & school.levels or not self._level_fits(school):
                return True
        elif self.levels and phase is not None:
            allowed = {p for level in self.levels for p in _PHASES_OF_LEVEL.get(level, (phase,))}
            if phase not in allowed:
                return True
        return bool(self.faiths and school.faiths and not self.faiths & school.faiths)

    def _level_fits(self, school: "Described") -> bool:
        return self.levels - {"nursery", "jmi"} <= school.levels


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A school's name taken apart. `short` is what stands before a description that is not the end
    ("Blue Coat" of "Blue Coat School and Music College"); `place` follows a comma.
    """

    core: tuple[str, ...]
    short: tuple[str, ...]
    described: Described
    place: tuple[str, ...]
    full: tuple[str, ...]


def take_apart(words: Sequence[str], after_comma: Sequence[str] = ()) -> SchoolName:
    """Take a school's name apart, given its words and those after its first comma."""
    items = list(_items([word for _, word in plain_words(words)]))
    closing = max((i + 1 for i, (_, kind) in enumerate(items) if kind is None), default=0)
    inner = [word for word, kind in items[:closing] if kind not in _DROPPED_INSIDE]
    core = inner or [word for word, kind in items if kind != "school"]
    opening = next((i for i, (_, kind) in enumerate(items) if kind is not None), closing)
    short = [word for word, _ in items[:opening]] if opening < closing else []
    kinds = [kind for _, kind in items if kind is not None]
    place = [word for _, word in plain_words(after_comma)]
    return SchoolName(
        _words(core),
        _words(short),
        Described.by(kinds),
        tuple(place),
        (*_words(core), *sorted(set(kinds)), *place),
    )


def _items(plain: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    index = 0
    while index < len(plain):
        described = description_at(plain, index)
        if described is None:
            yield plain[index], None
            index += 1
        else:
            kind, last = described
            yield " ".join(plain[index:last]), kind
            index = last


def _words(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(items).split())
