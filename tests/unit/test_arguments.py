"""Words of the command line as values: what is certain is taken, a slip is named with its mend."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sle_broker.arguments import day, half_days, moment, pence, visit_length, year

EASTERN = {ord("0") + n: 0x0660 + n for n in range(10)}
"""Arabic-Indic digits for ours."""
NO_DAYS = "not a number of whole and half days; give one such as 3 or 2.5"
WIDE = {ord("0") + n: 0xFF10 + n for n in range(10)}
"""Fullwidth digits for ours."""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1050", 105_000),
        ("1050.00", 105_000),
        ("£1,050", 105_000),
        (" £1,234,567.89 ", 123_456_789),
        ("0.01", 1),
        ("0", 0),
        ("-350.00", -35_000),
        ("\N{MINUS SIGN}£350", -35_000),
        ("-£1,050.50", -105_050),
        ("350 pounds", 35_000),
    ],
)
def test_an_amount_is_read_to_the_penny(words: str, expected: int) -> None:
    assert pence(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "£1,0,5,0.00", "10,50", "1,0500", "1050,00", "1.050,00", "1050.5", "1050.005", "1e3",
        "1050".translate(EASTERN), "1050".translate(WIDE), "10" + "50".translate(EASTERN),
        "£", "", "--5", "a lot", "nan", "inf", "9" * 13, "$350",
    ],
)  # fmt: skip
def test_what_is_not_an_amount_is_never_taken_for_one(words: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not an amount in pounds; give one such as"):
        pence(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("3/11/2026", date(2026, 11, 3)),
        ("3 November 2026", date(2026, 11, 3)),
    ],
)
def test_a_day_is_read_day_first(words: str, expected: date) -> None:
    assert day(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "0001-01-01",
        "9999-12-31",
        "31/2/2026",
        "2026-11-03".translate(EASTERN),
        "3/11/2026".translate(WIDE),
        "soon",
        "",
    ],
)
def test_what_is_not_a_day_of_our_time_is_named(words: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not a date; give one such as 2026-11-03"):
        day(words)


def test_a_moment_is_londons_unless_it_says_otherwise() -> None:
    assert moment("2026-07-03T09:00") == datetime(2026, 7, 3, 8, tzinfo=UTC)
    assert moment("2026-07-03T09:00+02:00") == datetime(2026, 7, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    ["12:99", "2026-11-03T25:00", "0001-01-01T00:00+05:00", "9999-12-31T23:59", "yesterday"],
)
def test_what_is_not_a_moment_is_named(words: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not a time; give one such as"):
        moment(words)


@pytest.mark.parametrize(("words", "expected"), [("3", 6), ("2.5", 5), ("0.5", 1), ("4.0", 8)])
def test_days_are_read_in_halves(words: str, expected: int) -> None:
    assert half_days(words) == expected


@pytest.mark.parametrize(
    "words", ["1.3", "0", "-1", "1e3", "inf", "nan", "3".translate(EASTERN), "1000", "two"]
)
def test_what_is_not_a_number_of_days_is_named(words: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not a number of whole and half days"):
        half_days(words)


@pytest.mark.parametrize(
    ("read", "words", "sentence"),
    [
        (moment, "12:99", "“12:99” is not a time; give one such as 2026-11-03T09:00"),
        (year, "26", "“26” is not a year; give one such as 2026"),
        (year, "20 26", "“20 26” is not a year; give one such as 2026"),
        (visit_length, "LONG", "“LONG” is not the length of a visit; give FULL or HALF"),
        (pence, "a lot", "“a lot” is not an amount in pounds; give one such as 1050.00 or £1,050"),
        (half_days, "x" * 999, f"“{'x' * 40}” is {NO_DAYS}"),
    ],
)  # fmt: skip
def test_a_slip_is_named_in_plain_english(
    read: Callable[[str], Any], words: str, sentence: str
) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        read(words)
    assert str(caught.value) == sentence
