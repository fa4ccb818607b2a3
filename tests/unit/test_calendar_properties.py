"""What holds of deadlines and office hours whatever the day, the span and the calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from core.calendars import (
    LONDON,
    OfficeHours,
    SchoolCalendar,
    Span,
    TermDate,
    Unit,
    due_at,
    is_school_day,
    is_working_day,
    next_allowed,
)
from tests.support.school_year import YEAR

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001
    datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
terms = st.builds(
    lambda start, length, kind: TermDate(start, start + timedelta(days=length), kind),
    days,
    st.integers(0, 100),
    st.sampled_from(["term", "holiday", "inset"]),
)
calendars = st.builds(lambda rows: SchoolCalendar(tuple(rows)), st.lists(terms, max_size=6))
counted = st.sampled_from(["working days", "school days"])


def _counts(unit: str, day: date, calendar: SchoolCalendar) -> bool:
    return is_working_day(day) if unit == "working days" else is_school_day(day, calendar)


@given(moments, st.integers(1, 20), counted, calendars)
def test_a_deadline_never_falls_on_a_day_that_is_not_counted(
    start: datetime, amount: int, unit: Unit, calendar: SchoolCalendar
) -> None:
    due = due_at(start, Span(amount, unit), calendar).astimezone(LONDON)
    assert _counts(unit, due.date(), calendar)


@given(moments, st.integers(0, 20), counted, calendars)
def test_exactly_the_asked_number_of_days_is_counted(
    start: datetime, amount: int, unit: Unit, calendar: SchoolCalendar
) -> None:
    due = due_at(start, Span(amount, unit), calendar).astimezone(LONDON)
    first = start.astimezone(LONDON).date()
    between = [first + timedelta(days=n) for n in range((due.date() - first).days + 1)]
    passed = [x for x in between[1:] if _counts(unit, x, calendar)]
    assert len(passed) == amount + (0 if _counts(unit, first, calendar) else 1)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=40)), st.integers(0, 9), counted)
def test_starting_later_is_never_over_sooner(
    start: datetime, later: timedelta, amount: int, unit: Unit
) -> None:
    # On an October night London's clocks show one hour twice; only there a later start may read
    # as an earlier time of day, so both are moved into the day.
    first, second = (
        x.astimezone(LONDON).replace(hour=12, minute=0) + timedelta(hours=x.hour % 8)
        for x in (start, start + later)
    )
    if second >= first:
        assert due_at(first, Span(amount, unit), YEAR) <= due_at(second, Span(amount, unit), YEAR)


@given(moments, st.integers(0, 30), st.sampled_from(get_args(Unit)))
def test_a_longer_span_is_never_over_sooner(start: datetime, amount: int, unit: Unit) -> None:
    longer = due_at(start, Span(amount + 1, unit), YEAR)
    assert start <= due_at(start, Span(amount, unit), YEAR) + timedelta(hours=1) <= longer


@given(moments, st.one_of(st.none(), calendars))
def test_the_next_allowed_moment_is_allowed_and_stays_where_it_is(
    moment: datetime, calendar: SchoolCalendar | None
) -> None:
    hours = OfficeHours()
    allowed = next_allowed(moment, hours, calendar)
    civil = allowed.astimezone(LONDON)
    assert allowed >= moment
    assert hours.opens <= civil.time() < hours.closes
    assert is_working_day(civil.date())
    assert calendar is None or is_school_day(civil.date(), calendar)
    assert next_allowed(allowed, hours, calendar) == allowed


@given(moments, st.integers(1, 3))
def test_days_keep_their_time_of_day_when_the_clocks_change(start: datetime, weeks: int) -> None:
    at_noon = start.astimezone(LONDON).replace(hour=12, minute=0, second=0, microsecond=0)
    due = due_at(at_noon, Span(weeks, "weeks")).astimezone(LONDON)
    assert (due.date() - at_noon.date()).days == 7 * weeks
    assert due.time() == at_noon.time()
