"""Which day, which length and which school of a sentence belong together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.reading.dates.reading import DateMention
from core.reading.visits.cues import HOW_LONG
from core.reading.visits.lengths import Length
from core.reading.visits.pairing import pair_days
from core.reading.visits.units import Part, Unit, groups_of, is_exact


def units_of(parts: Sequence[Part]) -> list[Unit]:
    """Put together the visits that one sentence speaks of. Days, lengths or schools that it does
    not say stay empty, to be found in the sentences around.
    """
    exact = any(is_exact(x) for part in parts for x in part.mentions)
    groups = [unit for part in parts for unit in groups_of(part, exact=exact)]
    schools = {x.school.options for x in groups if x.school is not None}
    unknown = [x for x in groups if x.school is not None and not x.school.options]
    if len(schools) <= 1 and len(unknown) <= 1:
        units = pair_days(groups)
        school = next((x.school for x in groups if x.school is not None), None)
        for unit in units:
            unit.school = school
        return units
    return [unit for run in _runs(groups) for unit in run]


# --- several schools: which days are whose --------------------------------------------------------


def _runs(groups: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield the units of each school of a sentence that names several."""
    shared, groups = _shared_day(groups)
    each = _said_of_each(groups)
    runs = list(_split(groups))
    if not each:
        _doubt_lists(runs, same_day=shared is not None)
    for run in runs:
        units = pair_days(run)
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
    rest = [x for x in groups if not (alone and x is dated[0])]
    for group in rest:
        group.doubts |= dated[0].doubts
    return dated[0].day, rest


def _said_of_each(groups: list[Unit]) -> list[Length]:
    """Return, and take out, the lengths said of every visit: "half a day each"."""
    if not groups:
        return []
    last = groups[-1]
    lengths = [x for group in groups for x in group.lengths if x.each]
    lengths = lengths or [x for x in last.lengths if x.plural]
    if last.lengths and last.lengths == lengths and last.order == "L":
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


def _lengths_come_first(groups: Sequence[Unit]) -> bool:
    """Whether lengths stand alone before their schools: "am - Oakfield, pm - St Mary's"."""
    alone = [set(x.order) == {"L"} for x in groups]
    return bool(alone) and alone[0] and not alone[-1] and any(alone[1:])


def _split(groups: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Cut the groups at each school; what names none goes with the school after it or before."""
    days_first, lengths_first = _days_come_first(groups), _lengths_come_first(groups)
    run: list[Unit] = []
    for group in groups:
        named = any(x.school is not None for x in run)
        dated, timed = group.day is not None, bool(group.lengths)
        forward = (days_first and dated) or (lengths_first and timed and not dated)
        begins = group.school is not None or forward
        if named and begins:
            yield run
            run = []
        run.append(group)
    if run:
        yield run
