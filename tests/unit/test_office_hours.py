"""When people may be written to, and what is said when they may not."""

from datetime import date, time

import pytest

from core.calendars import (
    Closed,
    Closure,
    OfficeHours,
    SchoolCalendar,
    TermDate,
    closure,
    next_allowed,
)
from tests.support.school_year import YEAR, london


@pytest.mark.parametrize(
    ("moment", "office", "school"),
    [
        ("2026-11-12T09:30", "2026-11-12T09:30", "2026-11-12T09:30"),
        ("2026-11-12T08:00", "2026-11-12T08:00", "2026-11-12T08:00"),
        ("2026-11-12T06:00", "2026-11-12T08:00", "2026-11-12T08:00"),
        ("2026-11-12T18:00", "2026-11-13T08:00", "2026-11-13T08:00"),
        ("2026-11-13T17:59", "2026-11-13T17:59", "2026-11-13T17:59"),
        ("2026-11-13T18:01", "2026-11-16T08:00", "2026-11-16T08:00"),
        ("2026-10-27T10:00", "2026-10-27T10:00", "2026-11-02T08:00"),
        ("2027-08-12T10:00", "2027-08-12T10:00", "2027-09-01T08:00"),
        ("2026-12-24T20:00", "2026-12-29T08:00", "2027-01-05T08:00"),
    ],
)
def test_nobody_is_written_to_in_hours_hours(moment: str, office: str, school: str) -> None:
    assert next_allowed(london(moment), OfficeHours()) == london(office)
    assert next_allowed(london(moment), OfficeHours(), YEAR) == london(school)


def test_an_alliance_may_keep_other_hours() -> None:
    assert next_allowed(london("2026-11-12T08:10"), OfficeHours(time(9, 15), time(16))) == london(
        "2026-11-12T09:15"
    )


def test_hours_that_never_open_are_refused() -> None:
    with pytest.raises(ValueError, match="18:00 to 08:00"):
        OfficeHours(time(18), time(8))


@pytest.mark.parametrize(
    ("moment", "why", "until"),
    [
        ("2026-11-14T12:00", Closed.WEEKEND, "2026-11-16T08:00"),
        ("2026-12-25T12:00", Closed.BANK_HOLIDAY, "2027-01-05T08:00"),
        ("2026-10-28T12:00", Closed.SCHOOL_CLOSED, "2026-11-02T08:00"),
        ("2026-11-12T07:59", Closed.OUT_OF_HOURS, "2026-11-12T08:00"),
        ("2026-11-13T18:00", Closed.OUT_OF_HOURS, "2026-11-16T08:00"),
    ],
)
def test_a_closed_door_says_why_and_until_when(moment: str, why: Closed, until: str) -> None:
    assert closure(london(moment), OfficeHours(), YEAR) == Closure(why, london(until))


def test_a_door_that_is_open_needs_no_reason() -> None:
    assert closure(london("2026-11-12T08:00"), OfficeHours(), YEAR) is None


def test_a_school_shut_for_more_than_a_year_is_written_to_on_working_days() -> None:
    shut = SchoolCalendar((TermDate(date(2026, 1, 1), date(2028, 12, 31), "holiday"),))
    assert closure(london("2026-11-12T12:00"), OfficeHours(), shut) is None
    assert next_allowed(london("2026-11-14T12:00"), OfficeHours(), shut) == london(
        "2026-11-16T08:00"
    )
