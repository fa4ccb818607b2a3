"""Which lengths are said of which days, where a sentence speaks of one school."""

from collections.abc import Iterable, Sequence

from core.reading.visits.cues import HOW_LONG
from core.reading.visits.lengths import Length, half_days_each
from core.reading.visits.units import Unit


def pair_days(groups: Sequence[Unit]) -> list[Unit]:
    """Return one unit for each day said, with the lengths that are said of it; without any day,
    one unit for all that is said.
    """
    pairing = _Pairing()
    index = 0
    while index < len(groups):
        index += pairing.take(groups, index)
    return pairing.close()


class _Pairing:
    """Goes through the groups of a sentence in order."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.ahead = Unit()
        self.totals: list[Length] = []

    def take(self, groups: Sequence[Unit], index: int) -> int:
        """Take in one group or a row of them; return how many."""
        group = groups[index]
        row = _row(groups, index)
        if group.day is not None:
            self._begin(group)
        elif len(row) > 1 and len(_trailing(self.units)) > 1:
            _in_order(_trailing(self.units)[::-1], row)
            return len(row)
        elif not self.units or self._is_ahead(group, groups[index + 1 : index + 2]):
            self.ahead.absorb(group)
        elif group.lengths and not _trailing(self.units) and all(map(_is_total, group.lengths)):
            self.totals += group.lengths
        else:
            _add_to_last(self.units, group)
        return 1

    def _begin(self, group: Unit) -> None:
        self.totals += [x for x in self.ahead.lengths if _is_total(x)]
        group.lengths = [x for x in self.ahead.lengths if not _is_total(x)] + group.lengths
        group.take_remarks(self.ahead)
        self.units.append(group)
        self.ahead = Unit()

    def _is_ahead(self, group: Unit, following: Sequence[Unit]) -> bool:
        """Whether a length belongs to the day after it: "full day (Tues) and half day (Weds)"."""
        full = any(x.explicit for x in self.units[-1].lengths)
        waits = bool(following) and following[0].day is not None and not following[0].lengths
        return full and waits and any(x.explicit for x in group.lengths)

    def close(self) -> list[Unit]:
        """Return the units."""
        if not self.units:
            return [self.ahead] if self.ahead.order else []
        if self.totals and not any(x.lengths for x in self.units):
            self.units[0].lengths, self.totals = self.totals, []
        _share_in_lists(self.units)
        if self.totals and not _add_up(self.units, self.totals):
            for unit in self.units:
                unit.doubts.add(HOW_LONG)
        return self.units


def _row(groups: Sequence[Unit], index: int) -> list[Unit]:
    """Return the lengths in a row from here on: "… full, half, half"."""
    row: list[Unit] = []
    for group in groups[index:]:
        if set(group.order) != {"L"}:
            break
        row.append(group)
    return row


def _in_order(units: Sequence[Unit], row: Sequence[Unit]) -> None:
    """Say each of several lengths of the day that has its place in the list."""
    fits = len(units) == len(row) and all(x.explicit for group in row for x in group.lengths)
    for number, unit in enumerate(units):
        if fits:
            unit.lengths = list(row[number].lengths)
            unit.take_remarks(row[number])
        else:
            unit.doubts.add(HOW_LONG)


def _is_total(length: Length) -> bool:
    return length.kind == "count" and length.visits != 1 and not length.each


def _is_single(length: Length) -> bool:
    """Whether it is one amount, so that several days cannot each have it: "half a day in all"."""
    return length.kind == "count" and length.visits == 1 and not length.each


def _add_up(units: Sequence[Unit], totals: Sequence[Length]) -> bool:
    """Whether what is said of each day makes the total: "1.5 days: Mon full, Tues am"."""
    worked = 0
    for unit in units:
        days = len(unit.day.days) if unit.day is not None else 0
        each = half_days_each(unit.lengths, days)
        if each is None:
            return False
        worked += each * days
    return all(x.half_days == worked for x in totals)


def _add_to_last(units: list[Unit], group: Unit) -> None:
    """Say a length that stands alone of the days before it."""
    without = _trailing(units)
    if len(without) > 1 and any(_is_single(x) for x in group.lengths):
        for unit in without:
            unit.doubts.add(HOW_LONG)
    shared = without if group.lengths and all(x.distributes for x in group.lengths) else without[:1]
    for unit in shared or units[-1:]:
        unit.lengths += group.lengths
        unit.take_remarks(group)


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
