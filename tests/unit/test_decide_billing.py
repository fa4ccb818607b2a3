"""Invoices, grants and payments: exact, named where they differ, never booked twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.model import CaseState, InvoiceState, PromptState
from tests.support.deciding import COORDINATOR, Matter, opened
from tests.support.worlds import person_id


def worked(slug: str = "east-sussex", kind: str = "raise_invoice", **values: Any) -> Matter:
    """Return a matter whose days are worked and whose money is being seen to."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found


# --- invoices ---


def test_an_invoice_is_for_what_was_worked_unless_another_amount_is_said() -> None:
    found = worked()
    found.done(found.answering("raise_invoice", values={"invoice_number": "H-77"}))
    (invoice,) = found.case.invoice
    assert (invoice.number, invoice.pence, invoice.payer) == ("H-77", 105_000, "receiving_school")
    today = found.now.date()
    assert (invoice.issued_on, invoice.due_on) == (today, today + timedelta(days=30))
    assert found.told(what="invoice_differs") == []


def test_an_amount_that_differs_is_taken_and_named() -> None:
    found = worked()
    values = {"invoice_number": "H-77", "invoice_amount": 90_000, "invoice_date": "2026-10-06"}
    found.done(found.answering("raise_invoice", values=values))
    (invoice,) = found.case.invoice
    assert (invoice.pence, invoice.issued_on) == (90_000, date(2026, 10, 6))
    (told,) = found.told(what="invoice_differs")
    assert told.recipient == COORDINATOR
    assert (told.facts["invoiced"], told.facts["due"]) == (90_000, 105_000)


def test_an_invoice_without_a_number_is_asked_for_it() -> None:
    found = worked()
    refusal = found.refused(found.answering("raise_invoice", values={"invoice_number": " "}))
    assert "number is missing" in refusal.reason
    assert found.asked("raise_invoice").state is PromptState.OPEN


def test_a_number_is_recorded_once() -> None:
    found = worked()
    found.done(found.invoice(number="H-77", pence=50_000))
    assert "recorded already" in found.refused(found.invoice(number="H-77", pence=55_000)).reason
    found.done(found.invoice(number="H-78", pence=55_000))


def test_two_payees_may_use_the_same_number() -> None:
    found = worked("linwood")
    found.done(found.invoice(number="1", line="charge"))
    found.done(found.invoice(number="1", line="home school part", pence=90_000))
    assert len(found.case.invoice) == 2


def test_two_home_schools_may_use_the_same_number() -> None:
    found = opened("east-sussex", half_days=1)
    found.go_on_to("sign_off_evaluation")
    early = found.deployment
    found.decline(found.all_asked("sign_off_evaluation")[0])
    declined = next(x for x in found.case.prompt if x.state is PromptState.DECLINED)
    found.done(found.ask_again(declined, "match"))
    found.answer("shortlist", sle="sle-silas-emery")
    found.go_on_to("log_visits")
    found.done(found.invoice(deployment=early.id, number="0001", pence=17_500))
    found.done(found.invoice(number="0001", pence=17_500))
    assert [x.number for x in found.case.invoice] == ["0001", "0001"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"line": "brokerage"}, "no money line 'brokerage'"),
        ({"school": "harbour"}, "Which receiving school"),
        ({"deployment": "ES-0012.d9"}, "There is no deployment ES-0012.d9"),
    ],
)
def test_an_invoice_for_nothing_that_is_known_is_refused(changes: Any, why: str) -> None:
    found = worked()
    assert why in found.refused(found.invoice(**changes)).reason


def test_before_an_agreement_there_is_nothing_to_invoice() -> None:
    found = opened("east-sussex")
    refusal = found.refused(found.invoice())
    assert "No price has been agreed" in refusal.reason
    assert "agreement goes out" in refusal.hint


def test_an_invoice_heard_of_elsewhere_settles_the_question() -> None:
    found = worked()
    prompt = found.asked("raise_invoice")
    found.done(found.invoice())
    assert not found.latest(prompt).open
    assert "pay_invoice" in found.waiting()


def test_what_is_left_of_a_part_invoice_is_asked_for() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=35_000))
    found.done(found.answering("raise_invoice", values={"invoice_number": "B"}))
    assert [x.pence for x in found.case.invoice] == [35_000, 70_000]


def test_a_grant_of_the_board_is_recorded_and_paid_like_an_invoice() -> None:
    found = worked(funding="boards")
    by_role = {x.role: x for x in found.all_asked("raise_invoice")}
    assert by_role["board"].person == person_id("Bola Ordway")
    found.answer(by_role["board"])
    (grant,) = found.case.invoice
    assert (grant.document, grant.payer, grant.payee, grant.pence) == (
        "grant", "board", "home_school", 60_000,
    )  # fmt: skip
    found.done(found.payment(grant, 60_000))
    assert found.case.invoice[0].state is InvoiceState.PAID
    found.go_on_to_the_end()
    assert [(x.line, x.pence) for x in found.case.invoice] == [
        ("grant", 60_000),
        ("charge", 45_000),
    ]
    assert sum(x.pence for x in found.case.payment) == 105_000


# --- payments ---


def invoiced(slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter whose invoice waits to be paid."""
    return worked(slug, "pay_invoice", **values)


def test_several_payments_make_up_an_invoice() -> None:
    found = invoiced()
    (invoice,) = found.case.invoice
    found.done(found.payment(invoice, 50_000))
    assert [str(x.state) for x in found.case.invoice] == ["raised"]
    assert "confirm_receipt" in found.waiting()
    found.done(found.payment(invoice, 55_000))
    assert [str(x.state) for x in found.case.invoice] == ["paid"]
    assert found.case.record.state is CaseState.CLOSED


def test_a_short_payment_keeps_the_money_open() -> None:
    found = invoiced()
    found.done(found.payment(found.case.invoice[0], 104_999))
    assert sorted(found.waiting()) == ["confirm_receipt", "pay_invoice"]


def test_too_much_is_booked_and_settles() -> None:
    found = invoiced()
    found.done(found.payment(found.case.invoice[0], 105_001))
    assert found.case.paid(found.case.invoice[0].id) == 105_001
    assert found.case.record.state is CaseState.CLOSED


def test_money_for_an_invoice_that_nobody_recorded_is_refused() -> None:
    found = invoiced()
    assert "no invoice ES-0012.i9" in found.refused(found.payment("ES-0012.i9", 100)).reason


def test_the_payees_word_settles_both_questions() -> None:
    found = invoiced()
    found.answer("confirm_receipt")
    assert found.case.invoice[0].state is InvoiceState.PAID
    (payment,) = found.case.payment
    assert (payment.pence, payment.source) == (105_000, "confirmed by payee")
    assert found.case.record.state is CaseState.CLOSED


def test_the_payers_word_alone_is_no_evidence() -> None:
    found = invoiced()
    found.answer("pay_invoice")
    assert found.case.payment == ()
    assert found.waiting() == ["confirm_receipt"]


def test_a_payee_who_got_less_is_asked_about_the_rest() -> None:
    found = invoiced()
    found.answer("pay_invoice")
    found.answer("confirm_receipt", values={"amount_received": 70_000, "received_on": "2026-10-06"})
    assert [(x.pence, x.paid_on) for x in found.case.payment] == [(70_000, date(2026, 10, 6))]
    again = found.asked("confirm_receipt")
    assert again.round == 2
    found.answer(again)
    assert [x.pence for x in found.case.payment] == [70_000, 35_000]
    assert found.case.record.state is CaseState.CLOSED


def test_a_payee_who_got_nothing_confirms_nothing() -> None:
    found = invoiced()
    refusal = found.refused(found.answering("confirm_receipt", values={"amount_received": 0}))
    assert "£0.00 settles nothing" in refusal.reason
    assert found.case.payment == ()


def test_one_payment_covers_several_invoices_oldest_first() -> None:
    found = worked()
    found.done(found.invoice(number="A", pence=35_000))
    found.done(found.invoice(number="B", pence=70_000))
    found.answer("confirm_receipt", values={"amount_received": 60_000})
    by_number = {x.number: found.case.paid(x.id) for x in found.case.invoice}
    assert by_number == {"A": 35_000, "B": 25_000}
    found.answer("confirm_receipt")
    assert {x.state for x in found.case.invoice} == {InvoiceState.PAID}


# --- credit notes ---


def credited() -> Matter:
    """Return a matter that was billed too much, and the credit note that mended it."""
    found = worked()
    found.done(found.answering("raise_invoice", values={
        "invoice_number": "A", "invoice_amount": 140_000,
    }))  # fmt: skip
    found.done(found.invoice(number="A-CN", pence=-35_000))
    return found


def test_a_credit_note_makes_up_the_difference() -> None:
    found = credited()
    assert found.told(what="invoice_differs") == []
    assert sum(x.pence for x in found.case.invoice) == 105_000


def test_what_was_credited_is_not_to_be_paid() -> None:
    found = credited()
    found.answer("confirm_receipt")
    assert [x.pence for x in found.case.payment] == [105_000]
    assert {x.state for x in found.case.invoice} == {InvoiceState.PAID}
    assert found.case.record.state is CaseState.CLOSED


def test_a_bank_line_for_the_credited_sum_settles_the_line() -> None:
    found = credited()
    found.done(found.payment(found.case.invoice[0], 105_000))
    assert {x.state for x in found.case.invoice} == {InvoiceState.PAID}
    assert found.case.record.state is CaseState.CLOSED


def test_a_credit_note_that_comes_last_settles_what_was_paid_short() -> None:
    found = worked()
    found.done(found.answering("raise_invoice", values={
        "invoice_number": "A", "invoice_amount": 140_000,
    }))  # fmt: skip
    found.done(found.payment(found.case.invoice[0], 105_000))
    assert found.case.is_open
    found.done(found.invoice(number="A-CN", pence=-35_000))
    assert {x.state for x in found.case.invoice} == {InvoiceState.PAID}
    assert found.case.record.state is CaseState.CLOSED


# --- after the end ---


def test_a_case_that_is_over_still_takes_money() -> None:
    found = invoiced()
    found.done(found.withdraw())
    found.done(found.payment(found.case.invoice[0], 105_000))
    assert found.case.invoice[0].state is InvoiceState.PAID
    found.done(found.invoice(deployment=found.case.deployment[0].id, number="LATE", pence=100))
    assert found.case.record.state is CaseState.WITHDRAWN
    assert not found.case.open_prompts()
    assert found.case.record.next_due_at is None
