"""Which day, which length and which school of a sentence belong together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.reading.dates import DateMention
from core.reading.visits_cues import HOW_LONG, Ask
from core.reading.visits_lengths import Length
from core.reading.visits_schools import SchoolMention
from core.reading.visits_segments import Mention, Segment


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
    doubts: set[Ask] = field(default_factory=set)

    def absorb(self, other: "Unit") -> None:
        """Take over what another part of the sentence adds."""
        self.day = self.day or other.day
        self.school = self.school or other.school
        self.lengths += other.lengths
        self.order += other.order
        self.bare = self.bare and other.bare
        self.past = self.past or other.past
        self.remote = self.remote or other.remote
        self.counted = self.counted or other.counted
        self.doubts |= other.doubts


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that counts, with what its words say beside the mentions."""

    segment: Segment
    mentions: tuple[Mention, ...]
    past: bool = False
    remote: bool = False
    counted: bool = False
    doubts: frozenset[Ask] = frozenset()


def units_of(parts: Sequence[Part]) -> list[Unit]:
    """Put together the visits that one sentence speaks of. Days, lengths or schools that it does
    not say stay empty, to be found in the sentences around.
    """
    exact = any(_is_exact(x) for part in parts for x in part.mentions)
    groups = [unit for part in parts for unit in _groups(part, exact=exact)]
    schools = {x.school.options for x in groups if x.school is not None}
    unknown = [x for x in groups if x.school is not None and not x.school.options]
    if len(schools) <= 1 and len(unknown) <= 1:
        units = _pair_days(groups)
        school = next((x.school for x in groups if x.school is not None), None)
        for unit in units:
            unit.school = school
        return units
    return [unit for run in _runs(groups) for unit in run]


# --- groups: what stands together -----------------------------------------------------------------


def _is_exact(mention: Mention) -> bool:
    return isinstance(mention, DateMention) and not mention.vague


def _groups(part: Part, *, exact: bool) -> Iterator[Unit]:
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


# --- one school: days and lengths -----------------------------------------------------------------


def _pair_days(groups: Sequence[Unit]) -> list[Unit]:
    """Return one unit for each day said, with the lengths that are said of it."""
    units, ahead = list[Unit](), Unit()
    for group in groups:
        if group.day is not None:
            group.lengths = ahead.lengths + group.lengths
            group.doubts |= ahead.doubts
            group.remote, group.counted = (
                group.remote or ahead.remote,
                group.counted or ahead.counted,
            )
            units.append(group)
            ahead = Unit()
        elif units:
            _add_to_last(units, group)
        else:
            ahead.absorb(group)
    if not units:
        return [ahead] if ahead.order else []
    _share_in_lists(units)
    return units


def _add_to_last(units: list[Unit], group: Unit) -> None:
    """Say a length that stands alone of the days before it."""
    without = _trailing(units)
    shared = without if group.lengths and all(x.distributes for x in group.lengths) else without[:1]
    for unit in shared or units[-1:]:
        unit.lengths += group.lengths
        unit.doubts |= group.doubts
        unit.remote, unit.counted = unit.remote or group.remote, unit.counted or group.counted


def _trailing(units: Sequence[Unit]) -> list[Unit]:
    """Return the last units that have no length yet, the very last first."""
    found: list[Unit] = []
    for unit in reversed(units):
        if unit.lengths:
            break
        found.append(unit)
    return found


def _share_in_lists(units: Sequence[Unit]) -> None:
    """Say one length of all days of a list: "Mon and Tues full day", "full day Mon and Tues"."""
    for index in range(len(units) - 2, -1, -1):
        unit, beside = units[index], units[index + 1]
        listed = unit.bare and unit.order in ("D", "SD") and beside.order[:1] == "D"
        if not unit.lengths and listed and _distributes(beside):
            unit.lengths = list(beside.lengths)
    for index in range(1, len(units)):
        unit, beside = units[index], units[index - 1]
        listed = unit.bare and unit.order in ("D", "DS") and beside.order.endswith("D")
        if not unit.lengths and listed and _distributes(beside):
            unit.lengths = list(beside.lengths)
    each = [x for unit in units for x in unit.lengths if x.each]
    for unit in units:
        unit.lengths = unit.lengths or list(each)
    _share_counts(units)


def _distributes(unit: Unit) -> bool:
    return bool(unit.lengths) and all(x.distributes for x in unit.lengths)


def _share_counts(units: Sequence[Unit]) -> None:
    """Say "2 days" of the two days of a list; what does not go evenly is asked."""
    for unit in units:
        counts = [x for x in unit.lengths if x.kind == "count" and x.visits != 1]
        listed = [x for x in units if not x.lengths]
        days = sum(len(x.day.days) for x in (*listed, unit) if x.day is not None)
        if not counts or days < 2:
            continue
        fits = all(x.visits == days for x in counts)
        for other in listed:
            other.lengths = _per_visit(unit.lengths) if fits else list(unit.lengths)
        if fits and listed:
            unit.lengths = _per_visit(unit.lengths)


def _per_visit(lengths: Iterable[Length]) -> list[Length]:
    return [
        Length(x.start, x.end, "rate", x.half_days // x.visits)
        if x.kind == "count" and x.half_days and x.visits
        else x
        for x in lengths
    ]


# --- several schools: which days are whose --------------------------------------------------------


def _runs(groups: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield the units of each school of a sentence that names several."""
    shared, groups = _shared_day(groups)
    each = _said_of_each(groups)
    forward = _days_come_first(groups)
    runs = list(_split(groups, forward=forward))
    if not each:
        _doubt_lists(runs, same_day=shared is not None)
    for run in runs:
        units = _pair_days(run)
        school = next((x.school for x in run if x.school is not None), None)
        for unit in units:
            unit.school = school
            unit.day = unit.day or shared
            unit.lengths = unit.lengths or list(each)
        yield units


def _shared_day(groups: Sequence[Unit]) -> tuple[DateMention | None, list[Unit]]:
    """Return the one day that is said for all schools: "Today: Oakfield am, St Mary's pm"."""
    dated = [x for x in groups if x.day is not None]
    if len(dated) != 1:
        return None, list(groups)
    alone = dated[0].school is None and not dated[0].lengths
    return dated[0].day, [x for x in groups if not (alone and x is dated[0])]


def _said_of_each(groups: list[Unit]) -> list[Length]:
    """Return, and take out, the lengths said of every visit: "half a day each"."""
    last = groups[-1] if groups else None
    lengths = [x for x in last.lengths if x.each or x.plural] if last else []
    if last is not None and lengths and last.order == "L":
        groups.pop()
    return lengths


def _doubt_lists(runs: Sequence[Sequence[Unit]], *, same_day: bool) -> None:
    """Ask how long each was: "Oakfield and St Mary's today, full day" cannot be both."""
    for first, second in pairwise(runs):
        said = any(x.lengths for x in first)
        if said or not any(x.lengths for x in second):
            continue
        if same_day or second[-1].order == "L":
            for unit in second:
                unit.doubts.add(HOW_LONG)


def _days_come_first(groups: Sequence[Unit]) -> bool:
    """Whether days stand before their schools ("Mon Oakfield") rather than after."""
    for group in groups:
        if "D" in group.order and "S" in group.order:
            return group.order.index("D") < group.order.index("S")
    return bool(groups) and groups[0].school is None


def _split(groups: Sequence[Unit], *, forward: bool) -> Iterator[list[Unit]]:
    """Cut the groups at each school; what names none goes with the school after it or before."""
    run: list[Unit] = []
    for group in groups:
        named = any(x.school is not None for x in run)
        begins = group.school is not None or (forward and group.day is not None)
        if named and begins:
            yield run
            run = []
        run.append(group)
    if run:
        yield run
