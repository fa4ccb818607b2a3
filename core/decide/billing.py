"""Invoices, grants and payments as they are recorded on a case."""

from collections.abc import Sequence
from dataclasses import replace

from core import money
from core.calendars import add_days
from core.decide.draft import Draft
from core.decide.slips import Billed, Received, slip_in_invoice, slip_in_payment
from core.errors import Refusal
from core.model import Case, Deployment, Invoice, InvoiceState, Payment, Values
from core.process import Payer


def add_invoice(draft: Draft, deployment: Deployment, billed: Billed) -> Refusal | None:
    """Record an invoice or a grant on one money line; a credit note has negative pence.

    No school has to be named where the deployment has one only.
    """
    frozen = next((x for x in deployment.price if x["name"] == billed.line), None)
    if frozen is None:
        return _no_line(deployment, billed.line)
    school = billed.school or (deployment.schools[0] if len(deployment.schools) == 1 else "")
    if school not in deployment.schools:
        return _no_school(draft, deployment)
    billed = replace(billed, school=school, number=billed.number.strip())
    refusal = slip_in_invoice(draft, deployment, billed) or _known_already(
        draft.case, deployment, frozen["payee"], billed.number
    )
    if refusal is None:
        _record(draft, deployment, frozen, billed)
    return refusal


def _no_line(deployment: Deployment, line: str) -> Refusal:
    names = ", ".join(x["name"] for x in deployment.price)
    if not names:
        return Refusal(
            "No price has been agreed for this deployment yet, so nothing can be invoiced.",
            "It is fixed when the agreement goes out to be signed.",
        )
    return Refusal(f"There is no money line '{line}' here.", f"There are: {names}.")


def _no_school(draft: Draft, deployment: Deployment) -> Refusal:
    schools = (draft.facts.schools.get(x) for x in deployment.schools)
    names = "; ".join(x.name for x in schools if x is not None)
    return Refusal("Which receiving school is the invoice for?", f"Name one of: {names}.")


def _known_already(case: Case, deployment: Deployment, payee: str, number: str) -> Refusal | None:
    """A payee uses a number once in a case; another home school has its own numbers."""
    for invoice in case.invoice:
        other = case.find_deployment(invoice.deployment)
        same_home = other is not None and other.home_school == deployment.home_school
        same_payee = invoice.payee == payee and (same_home or payee != Payer.HOME_SCHOOL)
        if same_payee and invoice.number.casefold() == number.casefold():
            return Refusal(
                f"Number {invoice.number} is recorded already: {money.pounds(invoice.pence)} of "
                f"{invoice.issued_on:%-d %B %Y}.",
                "Nothing needs to be done, unless this is another one: give that its own number.",
            )
    return None


def _record(draft: Draft, deployment: Deployment, frozen: Values, billed: Billed) -> None:
    invoice = Invoice(
        id=draft.next_id("i"),
        case=draft.case.ref,
        deployment=deployment.id,
        line=billed.line,
        payer=frozen["payer"],
        payee=frozen["payee"],
        school=billed.school,
        document=frozen["document"],
        number=billed.number,
        pence=billed.pence,
        issued_on=billed.issued_on,
        due_on=add_days(billed.issued_on, draft.process.rate.payment_due),
        state=InvoiceState.RAISED,
        by=draft.command.actor,
    )
    draft.record("invoice_recorded", invoice)
    draft.result["invoice"] = invoice.id
    _mark_paid(draft, invoice)
    _tell_difference(draft, deployment, billed.line, billed.school, billed.number)


def _tell_difference(
    draft: Draft, deployment: Deployment, line: str, school: str, number: str
) -> None:
    total = money.invoiced(draft.case, deployment.id, line, school)
    left = money.unbilled(draft.case, deployment, line, school)
    if left:
        draft.tell_coordinator(
            "invoice_differs",
            f"difference:{draft.case.ref}:{deployment.id}:{line}:{number}",
            number=number,
            invoiced=total,
            due=total + left,
        )


def add_payment(draft: Draft, invoices: Sequence[Invoice], received: Received) -> Refusal | None:
    """Record money on invoices of one money line, in their order; the last takes what is over.

    An invoice is paid when its payments make it up, or when nothing is owed on its line.
    """
    refusal = slip_in_payment(draft, invoices, received)
    left = received.pence
    for invoice in invoices if refusal is None else ():
        part = left if invoice is invoices[-1] else min(left, money.open_on(draft.case, invoice))
        _book(draft, invoice, replace(received, pence=part))
        left -= part
        if left <= 0:
            break
    return refusal


def _book(draft: Draft, invoice: Invoice, received: Received) -> None:
    payment = Payment(
        id=draft.next_id("y"),
        case=draft.case.ref,
        invoice=invoice.id,
        pence=received.pence,
        paid_on=received.paid_on,
        source=received.source,
        by=draft.command.actor,
        reference=received.reference,
    )
    draft.record("payment_recorded", payment)
    draft.result["payment"] = payment.id
    _mark_paid(draft, invoice)


def _mark_paid(draft: Draft, touched: Invoice) -> None:
    """Note which invoices of a money line are paid: each by its own, all if nothing is owed."""
    case, line, school = draft.case, touched.line, touched.school or ""
    nothing_owed = money.owed(case, touched.deployment, line, school) <= 0
    for invoice in money.invoices(case, touched.deployment, line, school):
        settled = nothing_owed or money.is_paid(case, invoice)
        if invoice.state is InvoiceState.RAISED and settled:
            draft.record("invoice_paid", invoice.with_(state=InvoiceState.PAID))
