"""Three clocks: what counts as a day, and when a span is over."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendars import (
    OfficeHours,
    Rung,
    SchoolCalendar,
    Span,
    TermDate,
    Unit,
    academic_year,
    due_at,
    is_bank_holiday,
    is_school_day,
    is_working_day,
    next_allowed,
    parse_rung,
    parse_span,
)
from tests.support.school_year import YEAR, london

UNKNOWN = SchoolCalendar()


# --- reading spans ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("48 hours", 48, "hours"),
        ("1 hour", 1, "hours"),
        ("7 days", 7, "calendar days"),
        ("7 calendar days", 7, "calendar days"),
        ("1 day", 1, "calendar days"),
        ("2 working days", 2, "working days"),
        ("1 working day", 1, "working days"),
        ("3 school days", 3, "school days"),
        ("2 weeks", 2, "weeks"),
        ("  2   Working  Days ", 2, "working days"),
        ("0 days", 0, "calendar days"),
    ],
)
def test_a_span_is_read_from_words(text: str, amount: int, unit: Unit) -> None:
    assert parse_span(text) == Span(amount, unit)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2", "two days", "2 months", "-1 days", "1.5 days", "2 days 3 hours", "2000 days",
     "2 working", "2 working dayss", "٢ days", 7, None, ["2 days"]],
)  # fmt: skip
def test_what_is_no_span_is_refused_with_a_sentence_that_says_what_is_allowed(text: object) -> None:
    with pytest.raises(ValueError, match=r"working days|between 0 and 1000"):
        parse_span(text)


def test_a_refused_span_is_named_in_the_sentence() -> None:
    with pytest.raises(ValueError, match="'a fortnight or so'"):
        parse_span("a fortnight or so")


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("1 working day", Rung(Span(1, "working days"))),
        ("3 working days: director", Rung(Span(3, "working days"), "director")),
        ("3 working days :  Home head", Rung(Span(3, "working days"), "home_head")),
    ],
)
def test_a_ladder_entry_says_how_long_and_who_else_is_told(text: str, rung: Rung) -> None:
    assert parse_rung(text) == rung


@pytest.mark.parametrize("text", ["", "director", "3 working days:", "3 days: a, b", 3, None])
def test_a_broken_ladder_entry_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"working days"):
        parse_rung(text)


def test_spans_and_rungs_that_are_read_already_pass_through() -> None:
    span, rung = Span(2, "weeks"), Rung(Span(2, "weeks"), "director")
    assert parse_span(span) is span
    assert parse_rung(rung) is rung


@given(st.integers(0, 1000), st.sampled_from(get_args(Unit)), st.sampled_from([None, "director"]))
def test_a_rung_is_read_back_from_how_it_is_written(amount: int, unit: Unit, role: str) -> None:
    rung = Rung(Span(amount, unit), role)
    assert parse_rung(str(rung)) == rung


def test_a_span_of_an_unknown_unit_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="months"):
        Span(1, "months")  # type: ignore[arg-type]


def test_a_term_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before its start"):
        TermDate(date(2026, 9, 2), date(2026, 9, 1), "term")
    with pytest.raises(ValueError, match="'half-term'"):
        TermDate(date(2026, 9, 1), date(2026, 9, 2), "half-term")  # type: ignore[arg-type]


# --- which days count ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2026-11-12", True),
        ("2026-11-14", False),  # Saturday
        ("2026-11-15", False),  # Sunday
        ("2026-04-03", False),  # Good Friday
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-04", False),
        ("2026-08-31", False),
        ("2026-12-28", False),  # Boxing Day is a Saturday: its substitute
        ("2026-12-29", True),
        ("2022-06-03", False),  # the Platinum Jubilee
        ("2023-05-08", False),  # the Coronation
        ("2026-03-17", True),  # St Patrick's Day is Northern Ireland's
        ("2026-08-03", True),  # the August holiday of Scotland
    ],
)
def test_working_days_leave_out_weekends_and_englands_bank_holidays(day: str, counts: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is counts


def test_a_bank_holiday_is_told_from_a_weekend() -> None:
    assert is_bank_holiday(date(2026, 5, 25))
    assert not is_bank_holiday(date(2026, 5, 24))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-09-01", False),  # before the autumn term
        ("2026-09-02", False),  # INSET
        ("2026-09-03", True),
        ("2026-10-23", True),
        ("2026-10-28", False),  # half term
        ("2026-11-14", False),  # Saturday
        ("2026-12-21", False),  # between terms
        ("2027-01-04", False),
        ("2027-01-05", True),
        ("2027-03-26", False),  # Good Friday
        ("2027-05-03", False),  # bank holiday inside a term
        ("2027-07-21", True),
        ("2027-07-22", False),  # after the last term
        ("2027-08-12", False),
        ("2027-09-15", True),  # the next year is not known: the national pattern
        ("2027-12-24", False),
        ("2026-07-14", True),  # nor is the year before
    ],
)
def test_school_days_follow_the_schools_own_terms(day: str, open_: bool) -> None:
    assert is_school_day(date.fromisoformat(day), YEAR) is open_


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-07-31", True),
        ("2026-08-03", False),
        ("2026-08-28", False),
        ("2026-09-01", True),
        ("2026-12-23", True),
        ("2026-12-24", False),
        ("2026-12-30", False),
        ("2027-01-01", False),
        ("2027-01-04", True),
    ],
)
def test_unknown_terms_leave_august_and_christmas_in_peace(day: str, open_: bool) -> None:
    assert is_school_day(date.fromisoformat(day), UNKNOWN) is open_


def test_holidays_alone_are_kept_when_terms_are_not_known() -> None:
    half_term = SchoolCalendar((TermDate(date(2026, 10, 26), date(2026, 10, 30), "holiday"),))
    assert not is_school_day(date(2026, 10, 27), half_term)
    assert is_school_day(date(2026, 11, 2), half_term)


def test_a_term_known_alone_is_followed_by_a_holiday_and_then_by_the_national_pattern() -> None:
    autumn = SchoolCalendar((TermDate(date(2026, 9, 2), date(2026, 12, 18), "term"),))
    assert not is_school_day(date(2026, 12, 21), autumn)
    assert is_school_day(date(2027, 1, 11), autumn)
    assert not is_school_day(date(2027, 8, 11), autumn)


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-08-31", 2025), ("2026-09-01", 2026), ("2027-01-01", 2026), ("2027-08-31", 2026)],
)
def test_an_academic_year_begins_in_september(day: str, year: int) -> None:
    assert academic_year(date.fromisoformat(day)) == year


# --- when a span is over ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-11-13T15:00", "2 working days", "2026-11-17T15:00"),
        ("2026-11-14T15:00", "2 working days", "2026-11-18T00:00"),
        ("2026-11-14T15:00", "0 working days", "2026-11-16T00:00"),
        ("2026-04-02T10:00", "1 working day", "2026-04-07T10:00"),  # over Easter
        ("2026-12-24T10:00", "2 working days", "2026-12-30T10:00"),
        ("2026-11-13T15:00", "7 days", "2026-11-20T15:00"),
        ("2026-11-13T15:00", "2 weeks", "2026-11-27T15:00"),
        ("2026-10-23T09:00", "1 school day", "2026-11-02T09:00"),  # half term, clocks go back
        ("2027-07-20T09:00", "3 school days", "2027-09-10T09:00"),
        ("2026-12-18T12:00", "1 school day", "2027-01-05T12:00"),
        ("2027-03-26T12:00", "2 days", "2027-03-28T12:00"),  # clocks go forward on the 28th
        ("2026-10-24T12:00", "1 day", "2026-10-25T12:00"),  # and back on the 25th
        ("2027-03-27T01:30", "1 day", "2027-03-28T02:30"),  # an hour that the clocks skip
    ],
)
def test_a_span_ends_at_the_same_time_of_day(start: str, span: str, due: str) -> None:
    calendar = SchoolCalendar((*YEAR.terms, TermDate(date(2027, 9, 9), date(2027, 12, 17), "term")))
    assert due_at(london(start), parse_span(span), calendar) == london(due)


def test_hours_are_elapsed_hours_when_the_clocks_change() -> None:
    due = due_at(london("2026-10-24T12:00"), parse_span("24 hours"))
    assert due == london("2026-10-25T11:00")


def test_a_deadline_is_told_in_utc() -> None:
    due = due_at(london("2026-07-06T09:00"), parse_span("1 working day"))
    assert (due.tzinfo, due.hour) == (UTC, 8)


def test_the_day_is_the_londoners_day_not_the_computers() -> None:
    late_on_friday_in_utc = datetime(2026, 7, 10, 23, 30, tzinfo=UTC)  # Saturday 00:30 in London
    due = due_at(late_on_friday_in_utc, parse_span("1 working day"))
    assert due == london("2026-07-14T00:00")


def test_a_naive_moment_is_refused() -> None:
    naive = datetime(2026, 11, 12, 9)  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        due_at(naive, parse_span("1 day"))
    with pytest.raises(ValueError, match="no time zone"):
        next_allowed(naive, OfficeHours())


def test_a_school_that_is_shut_for_years_is_counted_on_working_days() -> None:
    shut = SchoolCalendar((TermDate(date(2026, 1, 1), date(2031, 1, 1), "holiday"),))
    due = due_at(london("2026-11-13T15:00"), parse_span("1 school day"), shut)
    assert due == london("2026-11-17T00:00")
