"""Invoices and payments that finance heard of, as commands like any other."""

from core.commands import RecordInvoice, RecordPayment
from core.decide.billing import add_invoice, add_payment
from core.decide.draft import Draft
from core.decide.slips import Billed, Received
from core.errors import Refusal
from core.model import Case


def record_invoice(draft: Draft, command: RecordInvoice) -> Refusal | None:
    """Record an invoice, a grant or a credit note on a money line."""
    deployment = draft.case.find_deployment(command.deployment)
    if deployment is None:
        known = ", ".join(x.id for x in draft.case.deployment)
        return Refusal(f"There is no deployment {command.deployment}.", f"There are: {known}.")
    billed = Billed(
        command.line, command.school or "", command.number, command.pence, command.issued_on
    )
    return add_invoice(draft, deployment, billed)


def record_payment(draft: Draft, command: RecordPayment) -> Refusal | None:
    """Record money against an invoice, or (below nothing) money that was paid back."""
    invoice = draft.case.find_invoice(command.invoice)
    if invoice is None:
        return no_invoice(draft.case, command.invoice)
    received = Received(command.pence, command.paid_on, command.source, command.reference)
    return add_payment(draft, [invoice], received)


def no_invoice(case: Case, words: str) -> Refusal:
    """Say that a case has no such invoice, and which it has."""
    known = ", ".join(x.number for x in case.invoice)
    hint = f"There are: {known}." if known else "None has been recorded yet: record it first."
    return Refusal(f"There is no invoice {words} in {case.ref}.", hint)
