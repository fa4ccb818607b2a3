"""Single cells, as people write them."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.directory.cells import (
    host_of,
    parse_date,
    parse_domain,
    parse_email,
    parse_half_days,
    parse_pence,
    parse_slack_user,
    parse_weekdays,
)
from core.directory.phases import PHASES, phase_of, phase_of_ages, phase_of_name, phases_named
from core.directory.rows import CellProblem


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-01",
        "2026/9/1",
        "20260901",
        "01/09/2026",
        "1/9/26",
        "01-09-2026",
        "01.09.2026",
        "1 September 2026",
        "1st September 2026",
        "1st of September, 2026",
        "01-Sep-26",
        "01SEP2026",
        "1 Sept 2026",
        "Tuesday 1 September 2026",
        "Tue, 1 Sep 2026",
        "September 1, 2026",
        "01/09/2026 00:00",
        "01/09/2026 14:22:05",
        "2026-09-01T00:00:00Z",
        "2026-09-01 09:30:00.000",
    ],
)
def test_a_date_may_be_written_in_many_ways(text: str) -> None:
    assert parse_date(text) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "09/13/2026",
        "31/02/2027",
        "September",
        "soon",
        "1 Foo 2026",
        "2026",
        "0001-01-01",
        "1/9",
        "½",
    ],
)
def test_what_is_no_date_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(CellProblem) as raised:
        parse_date(text)
    assert text in raised.value.what
    assert "2026-09-01" in raised.value.mend


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_survives_every_way_we_may_meet_it(day: date) -> None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%-d %B %Y", "%d %b %Y", "%A %d %B %Y"):
        assert parse_date(day.strftime(shape)) == day


@pytest.mark.parametrize(
    ("text", "half_days"),
    [
        ("10", 20),
        ("10.0", 20),
        ("7.5", 15),
        ("7½", 15),
        ("7 ½ days", 15),
        ("½", 1),
        ("0", 0),
        ("12 days", 24),
        ("1 day", 2),
        ("195", 390),
        ("7,5", 15),
    ],
)
def test_days_a_year_are_counted_in_halves(text: str, half_days: int) -> None:
    assert parse_half_days(text) == half_days


@pytest.mark.parametrize("text", ["7.25", "-1", "196", "ten", "10-12", "", "1e3"])
def test_days_that_are_no_halves_are_refused(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_half_days(text)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("350", 35_000),
        ("350.00", 35_000),
        ("£1,050.00", 105_000),
        ("£ 1,050", 105_000),
        ("1,234,567.89", 123_456_789),
        ("-350.00", -35_000),
        ("\N{MINUS SIGN}350.00", -35_000),
        ("£-350", -35_000),
        ("-£350", -35_000),
        ("350.00-", -35_000),
        ("(350.00)", -35_000),
        ("350.00 CR", 35_000),
        ("350.00 DR", -35_000),
        ("350.00DR", -35_000),
        ("350.00D", -35_000),
        ("350.00C", 35_000),
        ("+350", 35_000),
        ("350.5", 35_050),
        ("350,50", 35_050),
        ("0.10", 10),
        (".10", 10),
        ("350.000", 35_000),
        ("GBP 350", 35_000),
    ],
)
def test_money_is_read_as_whole_pence(text: str, pence: int) -> None:
    assert parse_pence(text) == pence


@pytest.mark.parametrize(
    "text", ["3.505", "1.234,56", "£", "three", "1,23,4", "12 34x", "€5", "1,2345", "²", "1e5"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_pence(text)


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_pence_survive_the_ways_banks_write_them(pence: int) -> None:
    pounds = abs(pence) / 100
    sign = "-" if pence < 0 else ""
    for text in (f"{sign}{pounds:.2f}", f"{sign}£{pounds:,.2f}"):
        assert parse_pence(text) == pence
    if pence < 0:
        assert parse_pence(f"({pounds:,.2f})") == parse_pence(f"{pounds:.2f} DR") == pence


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Head@Oakfield.Example", "head@oakfield.example"),
        ("mailto:head@oakfield.example", "head@oakfield.example"),
        ("Ann O'Neill <a.o'neill@oakfield.example>", "a.o'neill@oakfield.example"),
        (" head@oakfield.example; ", "head@oakfield.example"),
        ("<head@oakfield.example>", "head@oakfield.example"),
        ("first.last+sle@mail.oakfield.example", "first.last+sle@mail.oakfield.example"),
    ],
)
def test_an_address_is_undressed(text: str, address: str) -> None:
    assert parse_email(text) == address


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a@oakfield.example; b@oakfield.example", "more than one"),
        ("head at oakfield.example", "not an"),
        ("head@oakfield", "not an"),
        ("head@@oakfield.example", "more than one"),
        ("h..d@oakfield.example", "not an"),
        ("héad@oakfield.example", "not an"),
    ],
)
def test_what_is_no_single_address_is_refused(text: str, words: str) -> None:
    with pytest.raises(CellProblem, match=words):
        parse_email(text)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("www.oakfield.example", "oakfield.example"),
        ("http://www.oakfield.example/index.html", "oakfield.example"),
        ("HTTPS://Oakfield.Example:443?x=1", "oakfield.example"),
        ("http://http://oakfield.example", "oakfield.example"),
        ("office@oakfield.example", "oakfield.example"),
        ("http:oakfield.example", "oakfield.example"),
        ("none", None),
        ("http://", None),
        ("127.0.0.1", None),
    ],
)
def test_a_host_is_found_in_what_registers_hold(text: str, host: str | None) -> None:
    assert host_of(text) == host


@pytest.mark.parametrize(
    "text", ["@oakfield.example", "https://oakfield.example/", "oakfield.example"]
)
def test_a_domain_may_be_written_as_an_address_or_a_link(text: str) -> None:
    assert parse_domain(text) == "oakfield.example"


@pytest.mark.parametrize("text", ["oakfield", "a@b.example, c@d.example", "Oakfield School"])
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(CellProblem):
        parse_domain(text)


@pytest.mark.parametrize("text", ["U012AB3CD", "u012ab3cd", "<@U012AB3CD>", "<@U012AB3CD|ann>"])
def test_a_slack_member_may_be_written_as_a_mention(text: str) -> None:
    assert parse_slack_user(text) == "U012AB3CD"


def test_a_slack_handle_is_no_member_id() -> None:
    with pytest.raises(CellProblem, match="member ID"):
        parse_slack_user("@ann")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon; Wed", (0, 2)),
        ("Tuesday, Thursday", (1, 3)),
        ("Tues & Thurs", (1, 3)),
        ("mon-wed", (0, 1, 2)),
        ("Monday to Thursday", (0, 1, 2, 3)),
        ("Thu – Fri", (3, 4)),
        ("M T", None),
        ("M/W/F", (0, 2, 4)),
        ("Mon Tue Wed", (0, 1, 2)),
        ("any", (0, 1, 2, 3, 4)),
        ("not Fridays", (0, 1, 2, 3)),
        ("Any day except Mondays and Fridays", (1, 2, 3)),
        ("Wednesdays only", (2,)),
        ("Saturdays", None),
        ("mornings", None),
        ("Fri-Mon", (0, 4)),
    ],
)
def test_weekdays(text: str, days: tuple[int, ...] | None) -> None:
    def read(parse: Callable[[str], tuple[int, ...]]) -> tuple[int, ...] | None:
        try:
            return parse(text)
        except CellProblem:
            return None

    assert read(parse_weekdays) == days


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Primary", "primary"),
        ("Nursery", "early-years"),
        ("early_years", "early-years"),
        ("EYFS", "early-years"),
        ("Infant", "primary"),
        ("Junior", "primary"),
        ("First", "primary"),
        ("Middle deemed primary", "primary"),
        ("Middle deemed secondary", "secondary"),
        ("Secondary", "secondary"),
        ("High school", "secondary"),
        ("Secondary with sixth form", "secondary"),
        ("16 plus", "post-16"),
        ("Post-16", "post-16"),
        ("Academy 16 to 19 sponsor led", "post-16"),
        ("Sixth form centres", "post-16"),
        ("Further education", "post-16"),
        ("All-through", "all-through"),
        ("All through", "all-through"),
        ("Primary and secondary", "all-through"),
        ("Primary with nursery", "primary"),
        ("Community special school", "special"),
        ("Academy special converter", "special"),
        ("Free schools special", "special"),
        ("Voluntary aided school", None),
        ("Academy converter", None),
        ("Pupil referral unit", None),
        ("Specialist college", None),
    ],
)
def test_a_school_has_one_phase(text: str, phase: str | None) -> None:
    assert phase_of(text) == phase


@pytest.mark.parametrize("phase", PHASES)
def test_our_own_words_for_phases_are_understood(phase: str) -> None:
    assert phase_of(phase) == phase
    assert phases_named(phase) == (phase,)


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("EYFS, KS1", ("early-years", "primary")),
        ("KS2/3", ("primary", "secondary")),
        ("Key Stages 3 and 4", ("secondary",)),
        ("KS4-5", ("secondary", "post-16")),
        ("Primary & special", ("primary", "special")),
        ("", ()),
    ],
)
def test_a_phrase_may_name_several_phases(text: str, phases: tuple[str, ...]) -> None:
    assert phases_named(text) == phases


@pytest.mark.parametrize(
    ("low", "high", "phase"),
    [
        (2, 5, "early-years"),
        (3, 11, "primary"),
        (4, 7, "primary"),
        (9, 13, "secondary"),
        (11, 16, "secondary"),
        (11, 18, "secondary"),
        (16, 19, "post-16"),
        (4, 18, "all-through"),
        (5, 13, None),
        (None, 11, None),
        (11, 11, None),
    ],
)
def test_ages_tell_a_phase(low: int | None, high: int | None, phase: str | None) -> None:
    assert phase_of_ages(low, high) == phase


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("St Mary’s C of E Primary School", "primary"),
        ("Oakfield Infant and Nursery School", "primary"),
        ("Oakfield Nursery School", "early-years"),
        ("Oakfield High School", "secondary"),
        ("Oakfield Special School", "special"),
        ("Oakfield Sixth Form College", "post-16"),
        ("Oakfield Academy", None),
        ("High Wick School", None),
        ("Highfield School", None),
    ],
)
def test_only_a_plain_name_tells_a_phase(name: str, phase: str | None) -> None:
    assert phase_of_name(name) == phase
