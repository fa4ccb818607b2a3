"""A visit as far as words tell it, and the words of a sentence that stand together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.reading.dates.reading import DateMention
from core.reading.visits.cues import Ask
from core.reading.visits.lengths import Length
from core.reading.visits.schools import SchoolMention
from core.reading.visits.segments import Mention, Segment


@dataclass(slots=True)
class Unit:
    """A visit, or several of one kind, as far as a message tells: when, how long, where."""

    day: DateMention | None = None
    lengths: list[Length] = field(default_factory=list)
    school: SchoolMention | None = None
    order: str = ""
    """The order in which D(ay), L(ength) and S(chool) were said."""
    bare: bool = True
    past: bool = False
    """Whether it is said to be done, not only logged."""
    just_now: bool = False
    remote: bool = False
    counted: bool = False
    shortened: bool = False
    """Whether it is said to have been cut short."""
    doubts: set[Ask] = field(default_factory=set)

    def absorb(self, other: "Unit") -> None:
        """Take over what another part of the sentence adds."""
        self.day = self.day or other.day
        self.school = self.school or other.school
        self.lengths += other.lengths
        self.order += other.order
        self.bare = self.bare and other.bare
        self.past = self.past or other.past
        self.take_remarks(other)

    def take_remarks(self, other: "Unit") -> None:
        """Take over what is said beside a length: that it was a call, that it is not certain."""
        self.remote = self.remote or other.remote
        self.counted = self.counted or other.counted
        self.shortened = self.shortened or other.shortened
        self.doubts |= other.doubts


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that counts, with what its words say beside the mentions."""

    segment: Segment
    mentions: tuple[Mention, ...]
    past: bool = False
    remote: bool = False
    counted: bool = False
    shortened: bool = False
    doubts: frozenset[Ask] = frozenset()


# --- groups: what stands together -----------------------------------------------------------------


def is_exact(mention: Mention) -> bool:
    """Whether it names a day, certain or not, rather than a stretch of time."""
    return isinstance(mention, DateMention) and not mention.vague


def groups_of(part: Part, *, exact: bool) -> Iterator[Unit]:
    """Cut a segment where a day, a length or a school is said for the second time. Beside an
    exact day a vague one ("this term") adds nothing.
    """
    unit = _group(part)
    for mention in part.mentions:
        if exact and isinstance(mention, DateMention) and mention.vague:
            continue
        letter = _letter(mention)
        if letter in unit.order and not (letter == "L" and unit.order.endswith("L")):
            yield unit
            unit = _group(part)
        _add(unit, mention, letter)
    if unit.order:
        yield unit


def _group(part: Part) -> Unit:
    return Unit(
        bare=part.segment.bare,
        past=part.past,
        remote=part.remote,
        counted=part.counted,
        shortened=part.shortened,
        doubts=set(part.doubts),
    )


def _letter(mention: Mention) -> str:
    if isinstance(mention, DateMention):
        return "D"
    return "S" if isinstance(mention, SchoolMention) else "L"


def _add(unit: Unit, mention: Mention, letter: str) -> None:
    unit.order += letter
    if isinstance(mention, DateMention):
        unit.day = mention
    elif isinstance(mention, SchoolMention):
        unit.school = mention
    else:
        unit.lengths.append(mention)
