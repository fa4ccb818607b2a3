"""Where a text names a school: known names, and what looks like a known name misspelt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz.distance import OSA

from core.reading.schools.names import Described, description_at, makes_a_school
from core.reading.wording import Text

Plain = Sequence[tuple[int, str]]
"""The words that matter in names, each with its index among the text's words."""

_CUES = frozenset(
    "at for from of to and or with by between behalf near school schools here namely re".split()
)
_CASUAL_CUES = frozenset(("at", "from", "here"))
_DETERMINERS = frozenset(
    """a an the our your my his her their this that these each every one another any some no
    which local small rural village large good new whole state per first primary junior
    infant secondary special nursery high teaching partner neighbouring other two three
    four five six all both in as is was were are be been if i we you of for to and or at
    by mainstream host home""".split()
)
_TITLES = frozenset("mr mrs ms miss dr sir fr rev sister father head".split())
_NOT_SCHOOLS = frozenset(
    """board boards heads headteachers partnership forum eip network phase trust cluster
    consortium hub road street avenue church hall parish day drive close alliance""".split()
)
_SUBJECT_OF = frozenset("would has have need needs is are want wants here had could can".split())
_PLURAL = frozenset(("schools", "primaries", "secondaries", "academies", "nurseries"))
_BREAKS = frozenset(',;:?!"\n')
_BROKEN_LINE = 50


class Names(Protocol):
    """What is known of schools' names."""

    def longest_from(self, word: str) -> int:
        """Return how many words the longest name has that begins with this one; 0: none does."""

    def has_core(self, core: tuple[str, ...]) -> bool:
        """Say whether some school's name has this core."""

    def is_town(self, words: tuple[str, ...]) -> bool:
        """Say whether these words are the name of a town with a school in it."""

    def likely_cores(self, joined: str) -> list[tuple[str, ...]]:
        """Return the cores spelt much like this word, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a name stands: the plain words `first` to before `after`, its core first.
    `doubtful`: the spelling is not close enough; `elsewhere`: a town stands beside it.
    """

    core: tuple[str, ...]
    first: int
    after: int
    described: Described
    doubtful: bool = False
    elsewhere: bool = False


def spots(text: Text, plain: Plain, names: Names, *, expected: bool) -> tuple[Spot, ...]:
    """Return the places where schools are named. `expected`: the text is known to be a name."""
    return tuple(_Spotting(text, plain, names, expected=expected).all())


class _Spotting:
    def __init__(self, text: Text, plain: Plain, names: Names, *, expected: bool) -> None:
        self.text = text
        self.plain = plain
        self.words = [word for _, word in plain]
        self.names = names
        self.expected = expected
        self.pending: list[Spot] = []
        letters = text.original[:2000]
        self.casual = letters == letters.lower() or letters == letters.upper()

    def all(self) -> Iterator[Spot]:
        longest_from = self.names.longest_from
        at = listed = 0
        for index, word in enumerate(self.words):
            if index < at:
                continue
            spot = None
            if longest_from(word) or (word[-1] == "s" and longest_from(word[:-1])):
                spot = self._known(index, follows_one=listed > 0 and index - listed <= 1)
            if spot is None and index > at and makes_a_school(word):
                spot = self._misspelt(index, at)
            if spot is not None:
                yield from self._listed_before(spot)
                yield spot
                at = listed = spot.after

    def _listed_before(self, spot: Spot) -> Iterator[Spot]:
        """Yield the names that a list leads up to a school with: "Meadowside, Oakfield
        Primary".
        """
        chain: list[Spot] = []
        first = spot.first
        for earlier in reversed(self.pending):
            if earlier.after == first and self._gap_before(first).strip() in {",", "and", "&"}:
                chain.append(earlier)
                first = earlier.first
        self.pending.clear()
        yield from reversed(chain)

    def _known(self, index: int, *, follows_one: bool) -> Spot | None:
        for length in range(self._reach(index), 0, -1):
            for core in self._cores(index, length):
                if self.names.has_core(core):
                    spot = self._described(core, index, index + length)
                    if self._is_meant(spot, index + length, follows_one):
                        return spot
                    if self._could_be_listed(spot, index + length):
                        self.pending.append(spot)
        return None

    def _could_be_listed(self, spot: Spot, core_end: int) -> bool:
        """Whether a capitalised name is one of a list, if the next one turns out to be a
        school.
        """
        return (
            spot.after == core_end
            and not self.names.is_town(spot.core)
            and self._capitals(spot.first, core_end)
            and not self._is_personal(spot.first, core_end)
        )

    def _reach(self, index: int) -> int:
        """How many words from here on stand together and could be a known name."""
        word = self.words[index]
        most = max(self.names.longest_from(word), self.names.longest_from(word.removesuffix("s")))
        reach = 1
        while reach < most and index + reach < len(self.words) and self._joined(index + reach):
            reach += 1
        return reach

    def _cores(self, index: int, length: int) -> Iterator[tuple[str, ...]]:
        core = tuple(self.words[index : index + length])
        yield core
        if self._raw(index + length - 1).endswith("'s"):
            yield (*core[:-1], core[-1].removesuffix("s"))

    def _raw(self, index: int) -> str:
        return self.text.words[self.plain[index][0]]

    def _gap_before(self, index: int) -> str:
        """What stands between a plain word and the one before it (with any word left out)."""
        if index == 0:
            return "\n"
        text = self.text
        return text.low[text.ends[self.plain[index - 1][0]] : text.starts[self.plain[index][0]]]

    def _joined(self, index: int) -> bool:
        """Whether a word reads on from the one before it, within one name."""
        gap = self._gap_before(index)
        if gap in {" ", "-"}:
            return True
        if "." in gap and len(self.words[index - 1]) > 2:
            return False
        broken = _BREAKS.intersection(gap)
        if broken == {"\n"} and gap.count("\n") == 1:
            end = self.text.ends[self.plain[index - 1][0]]
            return end - self.text.low.rfind("\n", 0, end) >= _BROKEN_LINE
        return not broken

    def _described(self, core: tuple[str, ...], first: int, after: int) -> Spot:
        kinds: list[str] = []
        at = after
        while at < len(self.words) and self._joined(at):
            if "and" in self._gap_before(at) and not kinds:
                break
            described = description_at(self.words, at)
            if described is None:
                break
            kinds.append(described[0])
            at = described[1]
        if kinds and at < len(self.words) and self.words[at] in _NOT_SCHOOLS and self._joined(at):
            kinds, at = [], after
        return Spot(core, first, at, Described.by(kinds), elsewhere=self._town_at(at))

    def _town_at(self, index: int) -> bool:
        """Whether the name of a town stands here, as in "…, Lewes" or "… in Lewes"."""
        if index < len(self.words) and self.words[index] in {"in", "at", "near"}:
            index += 1
        return any(
            self.names.is_town(tuple(self.words[index : index + length])) for length in (1, 2, 3)
        )

    def _is_meant(self, spot: Spot, core_end: int, follows_one: bool) -> bool:  # noqa: FBT001
        if self.expected:
            return spot.after > core_end or not self.names.is_town(spot.core)
        capital = self._capitals(spot.first, core_end)
        if spot.after > core_end and self._is_marked(spot, core_end):
            if capital or self.casual:
                return True
            if len(spot.core) > 1:
                return description_at(spot.core, 0) is None
            return len(spot.core[0]) >= 6 and self._before(spot.first) not in _DETERMINERS
        return self._bare_is_meant(spot, core_end, capital=capital, follows_one=follows_one)

    def _is_marked(self, spot: Spot, core_end: int) -> bool:
        plural = self.words[spot.after - 1] in _PLURAL
        if plural and self.names.is_town(spot.core):
            return False
        return makes_a_school(self.words[core_end]) or bool(spot.described.faiths)

    def _bare_is_meant(
        self, spot: Spot, core_end: int, *, capital: bool, follows_one: bool
    ) -> bool:
        """Decide on a name without "school" or the like behind it: its surroundings must tell."""
        before = self._before(spot.first)
        if self.names.is_town(spot.core) or before.isdigit() or self._is_other(core_end):
            return False
        saint = len(spot.core) > 1 and spot.core[0] == "st"
        if self.casual:
            return saint or (before in _CASUAL_CUES and len("".join(spot.core)) >= 6)
        if not capital:
            return False
        if len(spot.core) > 1:
            return True
        if len(spot.core[0]) < 4 or self._is_personal(spot.first, core_end):
            return False
        return follows_one or before in _CUES or self._stands_alone(spot.first, core_end)

    def _before(self, index: int) -> str:
        """The word before a plain word, if it stands in the same sentence."""
        position = self.plain[index][0]
        if position == 0 or _BREAKS.intersection(self.text.gap(position - 1)) - {"\n", '"'}:
            return ""
        return self.text.words[position - 1]

    def _is_other(self, index: int) -> bool:
        """Whether what follows makes the name a church's, a street's or a body's."""
        return index < len(self.words) and self.words[index] in _NOT_SCHOOLS and self._joined(index)

    def _is_personal(self, first: int, after: int) -> bool:
        """Whether a capitalised word stands directly before or behind: "from Stanley Baxter"."""
        if self._before(first) in _TITLES:
            return True
        behind = after < len(self.words) and self._gap_before(after) == " "
        if behind and self._capitals(after, after + 1):
            return True
        ahead = first > 0 and self._gap_before(first) == " "
        return ahead and self._capitals(first - 1, first) and self.words[first - 1] not in _CUES

    def _stands_alone(self, first: int, after: int) -> bool:
        before = self._gap_before(first)
        behind = self._gap_before(after) if after < len(self.words) else "\n"
        if "(" in before and ")" in behind:
            return True
        if "\n" in before and "\n" in behind:
            return True
        return (
            after < len(self.words)
            and len(self.words[first]) >= 6
            and self.words[after] in _SUBJECT_OF
        )

    def _capitals(self, first: int, after: int) -> bool:
        original, starts = self.text.original, self.text.starts
        return all(not original[starts[self.plain[i][0]]].islower() for i in range(first, after))

    def _misspelt(self, marker: int, earliest: int) -> Spot | None:
        """Look whether the words before "Primary", "School" and the like are a name misspelt."""
        first = marker
        while first > max(earliest, marker - 3) and self._may_be_name(first - 1):
            first -= 1
        for start in range(first, marker):
            joined = "".join(self.words[start:marker])
            if len(joined) < 5:
                continue
            for core in self.names.likely_cores(joined)[:1]:
                spot = self._described(core, start, marker)
                if spot.after > marker:
                    return Spot(
                        core,
                        start,
                        spot.after,
                        spot.described,
                        doubtful=not is_slip(joined, "".join(core)),
                        elsewhere=spot.elsewhere,
                    )
        return None

    def _may_be_name(self, index: int) -> bool:
        if self.words[index] in _DETERMINERS or not self._joined(index + 1):
            return False
        return self.casual or self._capitals(index, index + 1)


def is_slip(written: str, name: str) -> bool:
    """Say whether one spelling is a slip of the pen away from the other (two in a long name)."""
    return len(name) >= 6 and OSA.distance(written, name) <= (2 if len(name) >= 12 else 1)
