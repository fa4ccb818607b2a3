"""Invoices, grants and payments as they are recorded on a case."""

from datetime import date

from core import money
from core.calendars import add_days
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Deployment, Invoice, InvoiceState, Payment
from core.process import Payer


def add_invoice(
    draft: Draft,
    deployment: Deployment,
    line: str,
    school: str | None,
    number: str,
    pence: int,
    issued_on: date,
) -> Refusal | None:
    """Record an invoice or a grant on one money line; a credit note has negative pence."""
    frozen = next((x for x in deployment.price if x["name"] == line), None)
    if frozen is None:
        names = ", ".join(x["name"] for x in deployment.price) or "none yet: no agreement was put"
        return Refusal(f"There is no money line '{line}' here.", f"There are: {names}.")
    school = school or (deployment.schools[0] if len(deployment.schools) == 1 else None)
    if school not in deployment.schools:
        return Refusal("Which receiving school is it for?", "Name one of the deployment's schools.")
    if _is_known(draft.case, deployment, frozen["payee"], number):
        return Refusal(f"Number {number} is recorded already.", "Give the new one its own number.")
    invoice = Invoice(
        id=draft.next_id("i"),
        case=draft.case.ref,
        deployment=deployment.id,
        line=line,
        payer=frozen["payer"],
        payee=frozen["payee"],
        school=school,
        document=frozen["document"],
        number=number,
        pence=pence,
        issued_on=issued_on,
        due_on=add_days(issued_on, draft.process.rate.payment_due),
        state=InvoiceState.RAISED,
        by=draft.command.actor,
    )
    draft.record("invoice_recorded", invoice)
    draft.result["invoice"] = invoice.id
    _mark_paid(draft, invoice)
    _tell_difference(draft, deployment, line, school, number)
    return None


def _is_known(case: Case, deployment: Deployment, payee: str, number: str) -> bool:
    """Whether this payee has used a number in the case: another home school has its own numbers."""
    for invoice in case.invoice:
        other = case.find_deployment(invoice.deployment)
        same_home = other is not None and other.home_school == deployment.home_school
        if invoice.number == number and invoice.payee == payee:
            return same_home or payee != Payer.HOME_SCHOOL
    return False


def _tell_difference(
    draft: Draft, deployment: Deployment, line: str, school: str, number: str
) -> None:
    due = money.due(draft.case, deployment, line, school)
    total = money.invoiced(draft.case, deployment.id, line, school)
    if due != total:
        coordinator = draft.facts.post(None, "coordinator", "director")
        draft.tell(
            coordinator,
            "news",
            f"difference:{draft.case.ref}:{deployment.id}:{line}:{number}",
            what="invoice_differs",
            number=number,
            invoiced=total,
            due=due,
        )


def add_payment(
    draft: Draft, invoice_id: str, pence: int, paid_on: date, source: str, reference: str
) -> Refusal | None:
    """Record money against an invoice; the invoice is paid when its payments make it up."""
    invoice = draft.case.find_invoice(invoice_id)
    if invoice is None:
        return Refusal("That invoice is not recorded.", "Record the invoice first.")
    if pence <= 0:
        return Refusal("A payment is more than nothing.", "Give the amount in pounds, e.g. 350.00.")
    payment = Payment(
        id=draft.next_id("y"),
        case=draft.case.ref,
        invoice=invoice.id,
        pence=pence,
        paid_on=paid_on,
        source=source,
        by=draft.command.actor,
        reference=reference,
    )
    draft.record("payment_recorded", payment)
    draft.result["payment"] = payment.id
    _mark_paid(draft, invoice)
    return None


def _mark_paid(draft: Draft, touched: Invoice) -> None:
    """Note which invoices of a money line are paid: each by its own, all if nothing is owed."""
    case, line, school = draft.case, touched.line, touched.school or ""
    nothing_owed = money.owed(case, touched.deployment, line, school) <= 0
    for invoice in money.invoices(case, touched.deployment, line, school):
        own = invoice.pence > 0 and case.paid(invoice.id) >= invoice.pence
        if invoice.state is InvoiceState.RAISED and (own or nothing_owed):
            draft.record("invoice_paid", invoice.with_(state=InvoiceState.PAID))
