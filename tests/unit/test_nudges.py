"""When a question falls due and when its ladder speaks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendars import OfficeHours, SchoolCalendar, TermDate, parse_rung, parse_span
from core.model import Prompt, PromptState
from core.nudges import Times
from core.process import PromptSpec, Role

FRIDAY = datetime(2026, 10, 9, 14, tzinfo=UTC)  # 15:00 in London
TERMS = SchoolCalendar(
    (
        TermDate(date(2026, 9, 2), date(2026, 10, 23), "term"),
        TermDate(date(2026, 11, 2), date(2026, 12, 18), "term"),
    )
)


def times(due: str, *nudge: str, calendar: SchoolCalendar | None = None) -> Times:
    """Return the times of a question with this ladder."""
    spec = PromptSpec(
        kind="confirm_choice",
        to=(Role.RECEIVING_HEAD,),
        due=parse_span(due),
        nudge=tuple(map(parse_rung, nudge)),
    )
    return Times(spec, calendar, OfficeHours(time(8), time(18)))


def prompt(due_at: datetime, rung: int = 0) -> Prompt:
    """Return a question that is due at a moment."""
    return Prompt(
        id="ES-0012.p1",
        case="ES-0012",
        step="match",
        kind="confirm_choice",
        slot="1.0:ES-0012:receiving_head:oakfield",
        about="ES-0012",
        role="receiving_head",
        state=PromptState.OPEN,
        person="per-harriet-oakley",
        school="oakfield",
        put_at=FRIDAY,
        due_at=due_at,
        rung=rung,
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2 working days", datetime(2026, 10, 13, 14, tzinfo=UTC)),
        ("7 calendar days", datetime(2026, 10, 16, 14, tzinfo=UTC)),
        ("48 hours", datetime(2026, 10, 11, 14, tzinfo=UTC)),
        ("11 school days", datetime(2026, 11, 2, 15, tzinfo=UTC)),  # the clocks have gone back
    ],
)
def test_a_question_is_due_on_its_own_clock(due: str, expected: datetime) -> None:
    assert times(due, calendar=TERMS).due(FRIDAY) == expected


def test_rungs_are_counted_from_the_due_time_each_on_its_own_clock() -> None:
    ladder = times("2 working days", "1 working day", "3 calendar days: director")
    due = ladder.due(FRIDAY)
    assert ladder.rung(due, 1) == datetime(2026, 10, 14, 14, tzinfo=UTC)
    assert ladder.rung(due, 2) == datetime(2026, 10, 16, 14, tzinfo=UTC)
    assert ladder.rung(due, 3) is None


def test_a_rung_that_falls_on_a_weekend_waits_for_monday_morning() -> None:
    ladder = times("1 working day", "5 calendar days")
    due = datetime(2026, 10, 12, 14, tzinfo=UTC)
    assert ladder.rung(due, 1) == datetime(2026, 10, 19, 7, tzinfo=UTC)


def test_a_rung_that_falls_into_a_holiday_waits_for_the_first_day_of_term() -> None:
    ladder = times("1 school day", "3 calendar days", calendar=TERMS)
    due = datetime(2026, 10, 23, 9, tzinfo=UTC)
    assert ladder.rung(due, 1) == datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "already", "expected"),
    [
        (timedelta(0), 0, 0),
        (timedelta(days=1), 0, 1),
        (timedelta(days=2), 0, 2),
        (timedelta(days=400), 0, 3),
        (timedelta(days=400), 3, 3),
        (timedelta(days=1), 1, 1),
    ],
)
def test_the_highest_rung_whose_time_has_come(
    after: timedelta, already: int, expected: int
) -> None:
    ladder = times("1 working day", "1 calendar day", "2 calendar days", "4 calendar days")
    due = datetime(2026, 10, 12, 14, tzinfo=UTC)
    assert ladder.highest(prompt(due, already), due + after) == expected


@pytest.mark.parametrize(
    ("moment", "reachable"),
    [
        (datetime(2026, 10, 12, 7, tzinfo=UTC), True),  # 8:00
        (datetime(2026, 10, 12, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 12, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 12, 17, tzinfo=UTC), False),  # 18:00
        (datetime(2026, 10, 10, 10, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 10, 28, 10, tzinfo=UTC), False),  # half-term
        (datetime(2026, 12, 25, 10, tzinfo=UTC), False),
    ],
)
def test_who_can_be_reached_when(moment: datetime, reachable: bool) -> None:
    assert (times("1 school day", calendar=TERMS).closure(moment) is None) is reachable


@given(
    st.integers(0, 2 * 366 * 24 * 60).map(
        lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    ),
    st.sampled_from(["1 school day", "2 working days", "7 calendar days", "5 school days"]),
)
def test_no_rung_ever_speaks_before_the_answer_was_due_or_out_of_hours(
    start: datetime, due: str
) -> None:
    ladder = times(due, "1 school day", "2 working days", "9 calendar days", calendar=TERMS)
    due_at = ladder.due(start)
    rungs = [ladder.rung(due_at, n) for n in (1, 2, 3)]
    assert due_at >= start
    for at in rungs:
        assert at is not None
        assert at >= due_at
        assert ladder.closure(at) is None
