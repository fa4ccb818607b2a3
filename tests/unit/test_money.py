"""Who owes whom what: exact pence, school by school, and every difference in a sentence."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import money
from core.model import Case
from core.process import Payer
from tests.support.deciding import Matter, opened
from tests.support.worlds import SLUGS, processes

NAMES = {"oakfield": "Oakfield"}


def billed(slug: str = "linwood", **values: Any) -> Matter:
    """Return a matter whose days are worked and whose invoices are about to be written."""
    found = opened(slug, **values)
    found.go_on_to("raise_invoice")
    return found


def differences(case: Case) -> tuple[str, ...]:
    return money.reconcile(case, NAMES).differences


@pytest.mark.parametrize("slug", SLUGS)
@given(half_days=st.integers(0, 400))
def test_what_is_paid_in_is_what_is_kept_for_any_number_of_half_days(
    slug: str, half_days: int
) -> None:
    rate = processes()[slug].process.rate
    for _, lines in rate.line_sets():
        paid_in = sum(
            x.per_day * half_days // 2
            for x in lines
            if x.payer in (Payer.RECEIVING_SCHOOL, Payer.BOARD, Payer.EIP)
        )
        assert paid_in == half_days * 17_500
        kept = sum(
            (x.per_day * half_days // 2) * sign
            for x in lines
            for who, sign in ((x.payee, 1), (x.payer, -1))
            if who in (Payer.HOME_SCHOOL, Payer.ALLIANCE)
        )
        assert kept == paid_in


def test_what_is_due_follows_the_days_worked_not_those_agreed() -> None:
    found = opened("linwood", half_days=6)
    found.go_on_to("log_visits")
    assert [x.pence for x in money.dues(found.case, found.deployment)] == [0, 0]
    found.log((found.now.date(), 1))
    dues = {x.line: x.pence for x in money.dues(found.case, found.deployment)}
    assert dues == {"charge": 17_500, "home school part": 15_000}


def test_lines_are_those_of_the_first_variant_that_fits() -> None:
    process = processes()["east-sussex"].process
    names = {
        funding: [x["name"] for x in money.lines_of(process, {"funding": funding})]
        for funding in ("own", "eip", "boards", "")
    }
    assert names == {
        "own": ["charge"],
        "eip": ["EIP charge"],
        "boards": ["charge", "grant"],
        "": ["charge"],
    }


def test_a_case_with_nothing_amiss_has_no_differences() -> None:
    found = opened("linwood")
    found.go_on_to_the_end()
    found_ = money.reconcile(found.case, NAMES)
    assert found_.differences == ()
    assert found_.to_json() == {
        "case": "LW-0012",
        "days_agreed": 3.0,
        "days_logged": 3.0,
        "invoiced_out": 105_000,
        "invoiced_in": 90_000,
        "granted": 0,
        "paid": 195_000,
        "differences": [],
    }


def test_a_grant_is_told_apart_from_invoices() -> None:
    found = opened("east-sussex", funding="boards")
    found.go_on_to_the_end()
    body = money.reconcile(found.case, NAMES)
    assert (body.invoiced_out, body.granted, body.paid) == (45_000, 60_000, 105_000)


def test_what_nobody_has_invoiced_is_named() -> None:
    assert differences(billed().case) == (
        "No invoice 'charge' for Oakfield has been recorded; £1,050.00 is due.",
        "No invoice 'home school part' for Oakfield has been recorded; £900.00 is due.",
    )


@pytest.mark.parametrize(("pence", "word"), [(90_000, "little"), (120_000, "much")])
def test_an_invoice_that_differs_from_the_visits_is_named(pence: int, word: str) -> None:
    found = billed("east-sussex")
    found.done(found.invoice(number="H-1", pence=pence))
    assert (
        f"The invoice 'charge' for Oakfield comes to {money.pounds(pence)}, but the visits logged "
        f"come to £1,050.00: £150.00 too {word}."
    ) in differences(found.case)


@pytest.mark.parametrize(
    ("paid", "sentences"),
    [
        ((), ("H-1: £1,050.00 is still to be paid.",)),
        ((100_000,), ("H-1: £50.00 is still to be paid.",)),
        ((100_000, 5_000), ()),
        ((100_000, 5_001), ("H-1: £0.01 too much was paid.",)),
    ],
)
def test_short_and_over_payments_are_named(
    paid: tuple[int, ...], sentences: tuple[str, ...]
) -> None:
    found = billed("east-sussex")
    found.done(found.invoice(number="H-1"))
    for pence in paid:
        found.done(found.payment(found.case.invoice[0], pence))
    assert differences(found.case) == sentences


@pytest.mark.parametrize(
    ("paid", "sentences"),
    [
        (0, ("H-1, H-1C: £1,050.00 is still to be paid.",)),
        (105_000, ()),
        (140_000, ("H-1, H-1C: £350.00 too much was paid.",)),
    ],
)
def test_a_credit_note_counts_against_its_invoice(paid: int, sentences: tuple[str, ...]) -> None:
    found = billed("east-sussex")
    found.done(found.invoice(number="H-1", pence=140_000))
    found.done(found.invoice(number="H-1C", pence=-35_000))
    if paid:
        found.done(found.payment(found.case.invoice[0], paid))
    assert differences(found.case) == sentences


def test_days_over_what_was_agreed_are_named() -> None:
    found = opened("east-sussex", half_days=2)
    found.go_on_to("log_visits")
    today = found.pass_time(weeks=1).date()
    found.log((today, 2))
    found.log((today - timedelta(days=1), 1))
    assert differences(found.case)[0] == (
        "1.5 days were worked but only 1 were agreed (ES-0012.d1)."
    )


@pytest.mark.parametrize(
    ("pence", "text"),
    [(0, "£0.00"), (5, "£0.05"), (105_000, "£1,050.00"), (123_456_789, "£1,234,567.89")],
)
def test_pounds_are_written_with_two_places(pence: int, text: str) -> None:
    assert money.pounds(pence) == text
