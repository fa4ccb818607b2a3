"""Invoices and payments that finance heard of, as commands like any other."""

from core.commands import RecordInvoice, RecordPayment
from core.decide.billing import add_invoice, add_payment
from core.decide.draft import Draft
from core.errors import Refusal


def record_invoice(draft: Draft, command: RecordInvoice) -> Refusal | None:
    """Record an invoice or grant on a money line."""
    deployment = draft.case.find_deployment(command.deployment)
    if deployment is None:
        return Refusal("That deployment is not known.", "Check it with: show REF.")
    return add_invoice(
        draft,
        deployment,
        command.line,
        command.school,
        command.number,
        command.pence,
        command.issued_on,
    )


def record_payment(draft: Draft, command: RecordPayment) -> Refusal | None:
    """Record money against an invoice."""
    return add_payment(
        draft,
        command.invoice,
        command.pence,
        command.paid_on,
        command.source,
        command.reference,
    )
