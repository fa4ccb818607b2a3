"""Slips in money and reasons: named with their mend, nothing recorded; what is meant is taken."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import money
from core.errors import Refusal
from core.model import InvoiceState
from tests.support.deciding import Matter, opened


def worked(kind: str = "raise_invoice", slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter with £1,050 of work done, its money waiting to be seen to."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found


def invoiced() -> Matter:
    """Return a matter whose invoice H-77 over £1,050 waits to be paid."""
    found = worked()
    found.done(found.invoice(number="H-77"))
    return found


def refused_whole(found: Matter, command: Any) -> Refusal:
    """Have a command refused, and nothing at all changed by it."""
    before = found.case
    refusal = found.refused(command)
    assert found.case == before
    assert refusal.reason.endswith(".")
    assert refusal.hint.endswith(".")
    return refusal


def agreed_on(found: Matter) -> date:
    moment = found.case.deployment[0].agreed_at
    assert moment is not None
    return moment.date()


# --- dates ---

DAYS: dict[str, tuple[Callable[[Matter], date], str]] = {
    "tomorrow": (lambda m: m.now.date() + timedelta(days=1), "that day is still to come"),
    "the year 9999": (lambda _: date(9999, 12, 31), "31 December 9999: that day is still to come"),
    "the year 1": (lambda _: date(1, 1, 1), "1 January 1: nothing was agreed before"),
    "a year too early": (lambda m: m.now.date() - timedelta(days=365), "nothing was agreed before"),
    "the eve of the agreement": (lambda m: agreed_on(m) - timedelta(days=1), "nothing was agreed"),
}


@pytest.mark.parametrize(("day", "why"), DAYS.values(), ids=list(DAYS))
def test_an_invoice_of_an_impossible_day_is_refused(
    day: Callable[[Matter], date], why: str
) -> None:
    found = worked()
    refusal = refused_whole(found, found.invoice(issued_on=day(found)))
    assert refusal.reason.startswith("An invoice cannot be dated ")
    assert why in refusal.reason
    values = {"invoice_number": "H-77", "invoice_date": day(found).isoformat()}
    by_mail = refused_whole(found, found.answering("raise_invoice", values=values))
    assert by_mail == refusal


@pytest.mark.parametrize(("day", "why"), DAYS.values(), ids=list(DAYS))
def test_a_payment_of_an_impossible_day_is_refused(day: Callable[[Matter], date], why: str) -> None:
    found = invoiced()
    refusal = refused_whole(
        found, found.payment(found.case.invoice[0], 105_000, paid_on=day(found))
    )
    assert refusal.reason.startswith("A payment cannot be dated ")
    assert why in refusal.reason
    values = {"received_on": day(found).isoformat()}
    assert refused_whole(found, found.answering("confirm_receipt", values=values)) == refusal


def test_an_invoice_and_a_payment_may_be_of_the_day_of_the_agreement() -> None:
    found = worked()
    found.done(found.invoice(issued_on=agreed_on(found)))
    found.done(found.payment(found.case.invoice[0], 105_000, paid_on=agreed_on(found)))
    assert found.case.invoice[0].state is InvoiceState.PAID


def test_a_payment_may_come_before_its_invoice_was_written() -> None:
    found = invoiced()
    invoice = found.case.invoice[0]
    early = agreed_on(found)
    assert early < invoice.issued_on
    found.done(found.payment(invoice, 105_000, paid_on=early))


def test_where_the_agreed_period_began_before_the_agreement_was_entered_that_day_counts() -> None:
    found = worked()
    began = agreed_on(found) - timedelta(days=30)
    found.known = found.case.with_entity(found.deployment.with_(starts_on=began))
    found.done(found.invoice(issued_on=began))
    refused_whole(found, found.invoice(number="B", issued_on=began - timedelta(days=1)))


def test_an_invoice_is_never_due_before_it_was_issued() -> None:
    found = invoiced()
    assert found.case.invoice[0].due_on > found.case.invoice[0].issued_on


# --- amounts of invoices ---


@pytest.mark.parametrize("pence", [10_500_000, 1_050_000, 210_001, 99_999_999_999_900])
def test_an_invoice_far_beyond_the_days_agreed_is_refused(pence: int) -> None:
    found = worked()
    refusal = refused_whole(found, found.invoice(pence=pence))
    assert refusal.reason == (
        f"{money.pounds(pence)} is far too much: the days agreed come to £1,050.00."
    )
    values = {"invoice_number": "INV-1", "invoice_amount": pence}
    assert refused_whole(found, found.answering("raise_invoice", values=values)) == refusal


@pytest.mark.parametrize("pence", [1, 52_500, 105_000, 126_000, 210_000])
def test_a_part_an_advance_vat_and_travel_are_taken(pence: int) -> None:
    found = worked("log_visits")
    found.done(found.invoice(pence=pence))
    assert [x.pence for x in found.case.invoice] == [pence]


def test_several_invoices_together_are_weighed_against_the_days_agreed() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=150_000))
    refusal = refused_whole(found, found.invoice(number="B", pence=60_001))
    assert "£1,500.00 is invoiced already" in refusal.reason
    found.done(found.invoice(number="A-CN", pence=-150_000))
    found.done(found.invoice(number="B", pence=60_001))


def test_days_worked_over_what_was_agreed_may_be_billed() -> None:
    found = worked("log_visits")
    found.known = found.case.with_entity(found.deployment.with_(half_days=1))
    found.go_on_to("raise_invoice")
    for day in range(1, 4):
        found.pass_time(days=day)
        found.log((found.now.date(), 2))
    found.done(found.invoice(pence=money.due(found.case, found.deployment, "charge", "oakfield")))


def test_an_invoice_over_nothing_is_refused() -> None:
    found = worked()
    refusal = refused_whole(found, found.invoice(pence=0))
    assert "£1,050.00 is left to be invoiced" in refusal.hint


@pytest.mark.parametrize("so_far", [0, 50_000])
def test_a_credit_note_takes_back_no_more_than_was_invoiced(so_far: int) -> None:
    found = worked()
    if so_far:
        found.done(found.invoice(number="A", pence=so_far))
    refusal = refused_whole(found, found.invoice(number="A-CN", pence=-so_far - 1))
    assert f"takes back more than was invoiced ({money.pounds(so_far)})" in refusal.reason


def test_an_invoice_can_be_credited_in_full_and_written_anew() -> None:
    found = invoiced()
    found.done(found.invoice(number="H-77-CN", pence=-105_000))
    found.done(found.invoice(number="H-78"))
    assert money.owed(found.case, found.deployment.id, "charge", "oakfield") == 105_000


# --- numbers and texts ---


@pytest.mark.parametrize("number", ["", "   ", "\n"])
def test_an_invoice_without_a_number_is_refused(number: str) -> None:
    found = worked()
    assert "number is missing" in refused_whole(found, found.invoice(number=number)).reason


@pytest.mark.parametrize("number", ["9" * 41, "x" * 100_000, "H-77\nThank you", "H\x0077"])
def test_what_is_more_than_a_number_is_refused_briefly(number: str) -> None:
    found = worked()
    refusal = refused_whole(found, found.invoice(number=number))
    assert "is no invoice number alone" in refusal.reason
    assert len(str(refusal)) < 250


def test_a_number_is_the_same_however_it_is_written() -> None:
    found = invoiced()
    refusal = refused_whole(found, found.invoice(number=" h-77 ", pence=100))
    assert "Number H-77 is recorded already: £1,050.00" in refusal.reason


def test_a_number_of_the_same_home_school_is_found_behind_another_ones() -> None:
    found = worked()
    first = found.deployment
    other = first.with_(id="ES-0012.d9", home_school="elsewhere")
    found.known = found.case.with_entity(other)
    found.done(found.invoice(number="1", deployment=other.id))
    found.done(found.invoice(number="1", deployment=first.id))
    refused_whole(found, found.invoice(number="1", deployment=first.id, pence=100))


@pytest.mark.parametrize("field", ["reference", "source"])
def test_a_text_of_enormous_length_beside_a_payment_is_refused(field: str) -> None:
    found = invoiced()
    invoice = found.case.invoice[0]
    refusal = refused_whole(found, found.payment(invoice, 100, **{field: "x" * 100_000}))
    assert refusal.reason == f"The payment's {field} has 100,000 characters."
    found.done(found.payment(invoice, 100, **{field: "x" * 500}))


# --- amounts of payments ---


@pytest.mark.parametrize("pence", [10_500_000, 1_050_000, 210_001])
def test_a_payment_far_beyond_what_is_open_is_refused(pence: int) -> None:
    found = invoiced()
    refusal = refused_whole(found, found.payment(found.case.invoice[0], pence))
    assert refusal.reason == (
        f"{money.pounds(pence)} is far more than is open on H-77 (£1,050.00 of £1,050.00)."
    )
    assert "decimal point" in refusal.hint
    command = found.answering("confirm_receipt", values={"amount_received": pence})
    assert refused_whole(found, command) == refusal


@pytest.mark.parametrize("pence", [1, 52_500, 105_000, 105_001, 210_000])
def test_part_payments_and_double_ones_are_taken(pence: int) -> None:
    found = invoiced()
    found.done(found.payment(found.case.invoice[0], pence))
    assert found.case.paid(found.case.invoice[0].id) == pence


def test_a_third_payment_of_the_same_invoice_is_a_slip() -> None:
    found = invoiced()
    invoice = found.case.invoice[0]
    for _ in range(2):
        found.done(found.payment(invoice, 105_000))
    refusal = refused_whole(found, found.payment(invoice, 105_000))
    assert "£0.00 of £1,050.00" in refusal.reason


def test_a_payment_of_nothing_is_refused_as_such() -> None:
    found = invoiced()
    refusal = refused_whole(found, found.payment(found.case.invoice[0], 0))
    assert refusal.reason == "A payment of £0.00 settles nothing."


def test_a_payee_who_is_told_of_no_invoice_is_asked_for_it() -> None:
    found = invoiced()
    prompt = found.asked("confirm_receipt")
    found.known = found.case.__class__(
        **{x: getattr(found.case, x) for x in ("record", "form", "deployment", "prompt", "visit")}
    )
    refusal = refused_whole(found, found.answering(prompt, values={}))
    assert refusal.reason == "No invoice has been recorded for this money."


def test_a_payee_with_nothing_open_is_told_that_it_is_paid() -> None:
    found = invoiced()
    prompt = found.asked("confirm_receipt")
    found.pass_time(days=1)
    found.log((found.now.date(), 2))
    found.done(found.payment(found.case.invoice[0], 105_000))
    assert found.latest(prompt).open, "more was worked, so the line is not settled yet"
    refusal = refused_whole(found, found.answering(prompt, values={}))
    assert refusal.reason == "Nothing is open: H-77 is paid."
    assert "record its invoice first" in refusal.hint


# --- money that goes back ---


def test_what_was_paid_too_much_can_go_back() -> None:
    found = invoiced()
    invoice = found.case.invoice[0]
    found.done(found.payment(invoice, 140_000))
    refusal = refused_whole(found, found.payment(invoice, -35_001))
    assert refusal.reason == "£350.01 is more than was paid too much on H-77 (£350.00)."
    found.done(found.payment(invoice, -35_000))
    assert found.case.paid(invoice.id) == 105_000
    assert not money.reconcile(found.case, {}).differences


def test_what_a_credit_note_takes_back_can_be_paid_back() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=140_000))
    invoice = found.case.invoice[0]
    found.done(found.payment(invoice, 140_000))
    refused_whole(found, found.payment(invoice, -35_000))
    found.done(found.invoice(number="A-CN", pence=-35_000))
    found.done(found.payment(invoice, -35_000))
    assert money.owed(found.case, invoice.deployment, "charge", "oakfield") == 0


def test_an_invoice_paid_twice_is_paid_back_while_another_is_open() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=35_000))
    found.done(found.invoice(number="B", pence=70_000))
    first = found.case.invoice[0]
    found.done(found.payment(first, 70_000))
    found.done(found.payment(first, -35_000))
    assert [money.open_on(found.case, x) for x in found.case.invoice] == [0, 70_000]


@pytest.mark.parametrize("paid", [0, 50_000, 105_000])
def test_what_was_not_paid_too_much_cannot_go_back(paid: int) -> None:
    found = invoiced()
    invoice = found.case.invoice[0]
    if paid:
        found.done(found.payment(invoice, paid))
    refusal = refused_whole(found, found.payment(invoice, -1))
    assert refusal.reason == "Nothing was paid too much on H-77, so nothing can go back."


def test_nobody_pays_a_credit_note() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=140_000))
    found.done(found.invoice(number="A-CN", pence=-35_000))
    refusal = refused_whole(found, found.payment(found.case.invoice[1], 35_000))
    assert refusal.reason == "A-CN is a credit note: nobody pays it."


# --- reasons ---


@pytest.mark.parametrize("reason", ["", "  \n\t "])
def test_a_case_is_not_withdrawn_without_a_reason(reason: str) -> None:
    found = opened()
    refusal = refused_whole(found, found.withdraw(reason))
    assert refusal.reason == "The reason is missing."
    assert found.case.is_open


def test_a_case_is_not_withdrawn_with_a_reason_nobody_would_read() -> None:
    found = opened()
    refusal = refused_whole(found, found.withdraw("x" * 1_000_000))
    assert "1,000,000 characters" in refusal.reason
    found.done(found.withdraw(f" {'x' * 1000} "))
    assert found.told(what="withdrawn")[0].facts["reason"] == "x" * 1000


# --- what is open ---


@given(
    billed=st.lists(st.integers(-200_000, 200_000).filter(bool), min_size=1, max_size=5),
    paid=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 300_000)), max_size=5),
)
def test_what_is_open_on_each_invoice_adds_up_to_what_is_owed(
    billed: list[int], paid: list[tuple[int, int]]
) -> None:
    found = invoiced()
    case, one = found.case, found.case.invoice[0]
    for number, pence in enumerate(billed):
        case = case.with_entity(one.with_(id=f"i{number}", pence=pence, number=str(number)))
    found.known = case
    found.done(found.payment(one, 1))
    payment = found.case.payment[0]
    for number, (which, pence) in enumerate(paid):
        case = case.with_entity(
            payment.with_(id=f"y{number}", invoice=f"i{which % len(billed)}", pence=pence)
        )
    owed = money.owed(case, one.deployment, one.line, one.school or "")
    parts = [money.open_on(case, x) for x in case.invoice]
    assert sum(parts) == max(owed, 0)
    assert all(0 <= part <= max(x.pence, 0) for part, x in zip(parts, case.invoice, strict=True))
    assert [x.id for x, _ in money.open_invoices(case, one.deployment, one.line, "oakfield")] == [
        x.id for x, part in zip(case.invoice, parts, strict=True) if part
    ]
