"""Which visits are certain, and what has to be asked about the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.calendars import is_bank_holiday
from core.reading.dates.reading import DateMention
from core.reading.visits.cues import HOW_LONG, WHICH_DATE, WHICH_SCHOOL, Ask
from core.reading.visits.lengths import half_days_each
from core.reading.visits.schools import SchoolMention
from core.reading.visits.units import Unit

_A_DAY = 2
"""Half days: nobody works more than a day on one date."""


@dataclass(frozen=True, slots=True)
class Period:
    """When a deployment is open, both days inclusive."""

    start: date
    end: date

    def open_on(self, day: date) -> bool:
        """Whether a visit may fall on that day."""
        return self.start <= day <= self.end


@dataclass(slots=True)
class Resolved:
    """What is certain: half days by deployment and day; and what is to be asked, in order."""

    visits: dict[tuple[int, date], int] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    planned: bool = False
    """Whether something was said that is only to come."""

    def ask(self, *about: Ask) -> None:
        """Note what has to be asked."""
        self.asks += about


def resolve(units: Sequence[Unit], on: date, periods: Sequence[Period]) -> Resolved:
    """Settle each visit that a message written `on` reports."""
    resolved = Resolved()
    said: dict[tuple[int, date], list[Unit]] = {}
    for unit in units:
        for key in _places(unit, on, periods, resolved):
            said.setdefault(key, []).append(unit)
    for key, about in said.items():
        half_days = _half_days(about)
        if half_days is None:
            resolved.ask(HOW_LONG)
        else:
            resolved.visits[key] = half_days
    _drop_long_days(resolved)
    return resolved


# --- where and when -------------------------------------------------------------------------------


def _places(
    unit: Unit, on: date, periods: Sequence[Period], resolved: Resolved
) -> list[tuple[int, date]]:
    """Return the deployments and days of a unit that are certain; ask for the others."""
    if unit.school is not None and not _may_fit(unit.school, unit.day):
        resolved.ask(WHICH_SCHOOL)
        return []
    if unit.day is not None and unit.day.ahead and not unit.past:
        resolved.planned = True
        return []
    days = (on,) if unit.day is None and unit.just_now else unit.day.days if unit.day else ()
    if not days or WHICH_DATE in unit.doubts:
        resolved.ask(WHICH_DATE)
        return []
    places: list[tuple[int, date]] = []
    for day in days:
        found = _deployments(unit, day, on, periods)
        if isinstance(found, str):
            resolved.ask(found)
        else:
            places += [(x, day) for x in found]
    return places


def _may_fit(school: SchoolMention, day: DateMention | None) -> bool:
    """Whether a name fits a school. Without a day nothing tells two of one name apart."""
    dated = day is not None and bool(day.days)
    return bool(school.options) and (dated or school.every or len(school.options) == 1)


def _deployments(
    unit: Unit, day: date, on: date, periods: Sequence[Period]
) -> tuple[int, ...] | Ask:
    """Return the deployment of a day (several for "both schools"), or what has to be asked."""
    if day > on or is_bank_holiday(day):
        return WHICH_DATE
    named = range(len(periods)) if unit.school is None else sorted(unit.school.options)
    fitting = tuple(x for x in named if periods[x].open_on(day))
    if not fitting:
        return WHICH_DATE if unit.school is not None or len(periods) == 1 else WHICH_SCHOOL
    every = unit.school is not None and unit.school.every and len(fitting) == 2
    if WHICH_SCHOOL in unit.doubts or (len(fitting) > 1 and not every):
        return WHICH_SCHOOL
    return fitting


# --- how long -------------------------------------------------------------------------------------


def _half_days(units: Sequence[Unit]) -> int | None:
    """Return the half days of one school on one day from all that is said of it."""
    if any(HOW_LONG in x.doubts or (x.remote and not x.counted) for x in units):
        return None
    lengths = {y.start: y for x in units for y in x.lengths}
    counted = any(x.counted for x in units) and any(x.remote for x in units)
    explicit = {k: x for k, x in lengths.items() if x.explicit}
    if counted and explicit:
        lengths = explicit
    half_days = half_days_each(list(lengths.values()), max(_visits(x) for x in units))
    cut_short = half_days == _A_DAY and any(x.shortened for x in units)
    return None if cut_short else half_days


def _visits(unit: Unit) -> int:
    days = len(unit.day.days) if unit.day is not None else 1
    every = unit.school is not None and unit.school.every
    return max(days, 1) * (2 if every else 1)


def _drop_long_days(resolved: Resolved) -> None:
    """Take back, and ask about, what makes more than a day on one date."""
    worked: dict[date, int] = {}
    for (_, day), half_days in resolved.visits.items():
        worked[day] = worked.get(day, 0) + half_days
    for day in [x for x, half_days in worked.items() if half_days > _A_DAY]:
        resolved.ask(HOW_LONG)
        for key in [x for x in resolved.visits if x[1] == day]:
            del resolved.visits[key]
