"""Dates as British teachers write them, read on a Thursday in November."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.dates import find_dates, read_date

THURSDAY = date(2026, 11, 12)


def days(text: str, on: date = THURSDAY) -> list[str]:
    return [day.isoformat()[5:] for x in find_dates(text, on) for day in x.days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "11-12"),
        ("2day", "11-12"),
        ("this morning", "11-12"),
        ("tonight", "11-12"),
        ("yesterday", "11-11"),
        ("yest", "11-11"),
        ("yestarday", "11-11"),
        ("last night", "11-11"),
        ("the day before yesterday", "11-10"),
        ("two days ago", "11-10"),
        ("a week ago today", "11-05"),
        ("a week yesterday", "11-04"),
        ("a fortnight ago today", "10-29"),
        ("Thursday", "11-12"),
        ("tues", "11-10"),
        ("Weds", "11-11"),
        ("thrusday", "11-12"),
        ("wendesday", "11-11"),
        ("Tuesday's", "11-10"),
        ("Friday", "11-06"),
        ("last Friday", "11-06"),
        ("Friday just gone", "11-06"),
        ("Thursday just gone", "11-05"),
        ("last Thursday", "11-05"),
        ("this Monday", "11-09"),
        ("Tuesday last week", "11-03"),
        ("last week's Tuesday", "11-03"),
        ("Tuesday of last week", "11-03"),
        ("Tuesday, the week before last", "10-27"),
        ("a week last Tuesday", "11-03"),
        ("two weeks ago on Tuesday", "10-27"),
        ("3/11", "11-03"),
        ("03/11/26", "11-03"),
        ("3.11.2026", "11-03"),
        ("3-11-26", "11-03"),
        ("2026-11-03", "11-03"),
        ("3 Nov", "11-03"),
        ("3rd of November", "11-03"),
        ("Nov 3rd", "11-03"),
        ("November 3, 2026", "11-03"),
        ("the 3rd", "11-03"),
        ("the 30th", "10-30"),
        ("the 31st", "10-31"),
        ("Tuesday 3rd", "11-03"),
        ("Tues 3/11", "11-03"),
        ("3/11 (Tues)", "11-03"),
        ("today (12/11)", "11-12"),
    ],
)
def test_one_day_is_read(text: str, expected: str) -> None:
    assert days(text) == [expected]
    assert days(f"I was in on {text} with the team") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon-Wed", "11-09 11-10 11-11"),
        ("Mon to Wed last week", "11-02 11-03 11-04"),
        ("Thurs and Fri", "11-12 11-06"),
        ("Tues & Thurs last week", "11-03 11-05"),
        ("Last week: Tues am at one, Thurs pm at the other", "11-03 11-05"),
        ("w/c 2nd Nov, Tues and Thurs", "11-03 11-05"),
        ("3rd, 5th and 12th Nov", "11-03 11-05 11-12"),
        ("3, 5 & 12 Nov", "11-03 11-05 11-12"),
        ("3 & 5/11", "11-03 11-05"),
        ("Nov 3rd and 5th", "11-03 11-05"),
        ("Tues 3 and Thurs 5 Nov", "11-03 11-05"),
        ("3-5 Nov", "11-03 11-04 11-05"),
        ("3/11-5/11", "11-03 11-04 11-05"),
        ("Mon 2nd - Wed 4th Nov", "11-02 11-03 11-04"),
        ("between the 3rd and the 5th", "11-03 11-04 11-05"),
        ("yesterday and today", "11-11 11-12"),
    ],
)
def test_several_days_are_read_in_order(text: str, expected: str) -> None:
    assert days(text) == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "last Tuesday",  # this week's or last week's?
        "last Tues and Weds",
        "Tuesday before last",
        "Mondays",
        "the other day",
        "last week",
        "a couple of days ago",
        "30 Feb",
        "31/11",
        "11/23",
        "29/2/2026",
        "Monday 3rd November",  # a Tuesday
        "yesterday (Tues)",
        "today 10/10",
        "Thurs-Tues",  # over a weekend
        "5-3 Nov",
        "the next day",
        "Friday week",
        "next Tuesday's",
        "a week on Tuesday",
    ],
)
def test_what_has_two_readings_or_none_has_no_day_that_is_certain(text: str) -> None:
    mentions = find_dates(text, THURSDAY)
    assert mentions
    assert not any(x.days and not x.ahead for x in mentions)


@pytest.mark.parametrize("text", ["tomorrow", "tmrw", "next Tuesday", "Friday week", "next week"])
def test_what_is_to_come_is_known_for_it(text: str) -> None:
    assert [x.ahead for x in find_dates(text, THURSDAY)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "sat in on lessons",
        "in the sun",
        "Y3-6",
        "visit 3/6",
        "4/5 of staff",
        "my 3rd visit",
        "the 2nd half",
        "24/7/365 days",
        "half 8",
        "9-12",
        "it may rain in march",
        "on holiday",
        "someday",
    ],
)
def test_what_looks_like_a_date_and_is_none_is_left_alone(text: str) -> None:
    assert not [x for x in find_dates(text, THURSDAY) if x.days]


def test_a_week_said_elsewhere_makes_a_weekday_unclear() -> None:
    first, second = find_dates("Tues last week at one school and Thurs at the other", THURSDAY)
    assert first.days == (date(2026, 11, 3),)
    assert second.days == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met on 3 November.", date(2026, 11, 3)),
        ("Yesterday, that is Wednesday, all went well", date(2026, 11, 11)),
        ("Tuesday or Wednesday", None),
        ("On the 30th of February", None),
        ("Soon", None),
        ("", None),
    ],
)
def test_a_single_date_is_read_from_a_text(text: str, expected: date | None) -> None:
    assert read_date(text, THURSDAY) == expected


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 364))
def test_a_date_of_the_last_year_is_read_back_in_every_way_of_writing_it(
    on: date, back: int
) -> None:
    day = on - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    spellings = (
        f"{day.day}/{day.month}",
        f"{day:%d/%m/%y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%b}",
        f"{day:%B} {day.day}",
        f"{day:%a} {day.day} {day:%B}",
        f"{day:%A} {day:%d/%m/%Y}",
        day.isoformat(),
    )
    for spelling in spellings:
        assert read_date(f"in school on {spelling} with staff", on) == day, spelling


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_text_can_be_searched_for_dates(text: str, on: date) -> None:
    for mention in find_dates(text.encode("ascii", "ignore").decode(), on):
        assert mention.start < mention.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half day on 10.11", ["11-10"]),
        ("half day 5.11.", ["11-05"]),
        ("10.11 and 11.11", ["11-10", "11-11"]),
        ("Tues 10.11", ["11-10"]),
        ("3 Nov & 10 Nov", ["11-03", "11-10"]),
        ("3 Nov and 10 November", ["11-03", "11-10"]),
        ("on 10.05 half day", []),
        ("9.10 - 11.10", []),
        ("from 9.10 to 11.10", []),
        ("paid £10.11", []),
        ("2.11 hours", []),
        ("at 10.11", []),
    ],
)
def test_a_day_and_month_with_a_stop_between_is_told_from_a_time(
    text: str, expected: list[str]
) -> None:
    assert days(text) == expected
