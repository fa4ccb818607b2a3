"""Who owes whom what, in pence, from what was agreed and what was worked.

Prices are frozen when the agreement is put; what is due follows the half days that were logged, so
that nobody is billed for a visit that was not made (docs/rules.md#billed-as-worked).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.model import Case, Deployment, Invoice, InvoiceState
from core.process import Document, Payer, Process, RateLine


@dataclass(frozen=True, slots=True)
class Due:
    """What one money line of one deployment comes to, for one receiving school."""

    deployment: str
    line: str
    payer: str
    payee: str
    school: str
    document: str
    pence: int


def lines_of(process: Process, request: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return the money lines that hold for a request, as plain values to be frozen."""
    return tuple(_plain(line) for line in process.rate.lines_for(dict(request)))


def _plain(line: RateLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "payer": str(line.payer),
        "payee": str(line.payee),
        "per_day": line.per_day,
        "document": str(line.document),
        "raised_by": str(line.raised_by),
    }


def has_line(deployment: Deployment, line: str) -> bool:
    """Whether a deployment's frozen price has a money line of this name."""
    return any(x["name"] == line for x in deployment.price)


def dues(case: Case, deployment: Deployment) -> Iterator[Due]:
    """Yield what is due by now on every money line, school by school."""
    for line in deployment.price:
        for school in deployment.schools:
            half_days = sum(
                x.half_days
                for x in case.visit
                if x.deployment == deployment.id and x.school == school
            )
            yield Due(
                deployment.id,
                line["name"],
                line["payer"],
                line["payee"],
                school,
                line["document"],
                half_days * line["per_day"] // 2,
            )


def due(case: Case, deployment: Deployment, line: str, school: str) -> int:
    """Return the pence due on one money line for one school."""
    return sum(x.pence for x in dues(case, deployment) if x.line == line and x.school == school)


def invoices(case: Case, deployment: str, line: str, school: str) -> list[Invoice]:
    """Return the invoices raised so far on one money line for one school."""
    return [
        x
        for x in case.invoice
        if x.deployment == deployment and x.line == line and x.school == school
    ]


def invoiced(case: Case, deployment: str, line: str, school: str) -> int:
    """Return the pence invoiced so far on one money line for one school."""
    return sum(x.pence for x in invoices(case, deployment, line, school))


def unbilled(case: Case, deployment: Deployment, line: str, school: str) -> int:
    """Return the pence due and not yet invoiced; below nothing: more was invoiced than is due."""
    return due(case, deployment, line, school) - invoiced(case, deployment.id, line, school)


def owed(case: Case, deployment: str, line: str, school: str) -> int:
    """Return the pence invoiced and not yet paid on one money line; credit notes count against it.

    Below nothing: more was paid than was invoiced.
    """
    raised = invoices(case, deployment, line, school)
    return sum(x.pence - case.paid(x.id) for x in raised)


def open_invoices(case: Case, deployment: str, line: str, school: str) -> list[tuple[Invoice, int]]:
    """Return each invoice of a money line that is still to be paid, with the pence open on it.

    Credit notes, and what was paid too much, count against the one that was recorded first.
    """
    left = [(x, x.pence - case.paid(x.id)) for x in invoices(case, deployment, line, school)]
    credit = sum(-pence for _, pence in left if pence < 0)
    found = []
    for invoice, pence in left:
        used = min(max(pence, 0), credit)
        credit -= used
        if pence > used:
            found.append((invoice, pence - used))
    return found


def open_on(case: Case, invoice: Invoice) -> int:
    """Return the pence still to be paid on an invoice, credit notes on its line considered."""
    line = open_invoices(case, invoice.deployment, invoice.line, invoice.school or "")
    return sum(pence for x, pence in line if x.id == invoice.id)


def is_paid(case: Case, invoice: Invoice) -> bool:
    """Whether an invoice has been paid for in full, or was settled together with its money line."""
    return invoice.state is InvoiceState.PAID or 0 < invoice.pence <= case.paid(invoice.id)


def settled(case: Case, deployment: Deployment, line: str, school: str) -> bool:
    """Whether a money line is invoiced exactly and paid in full."""
    exact = unbilled(case, deployment, line, school) == 0
    return exact and owed(case, deployment.id, line, school) <= 0


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One case's money side by side, with every difference as a sentence."""

    case: str
    half_days_agreed: int
    half_days_logged: int
    invoiced_out: int
    invoiced_in: int
    granted: int
    paid: int
    differences: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the fields that `reconcile --json` prints."""
        body = asdict(self)
        body["days_agreed"] = body.pop("half_days_agreed") / 2
        body["days_logged"] = body.pop("half_days_logged") / 2
        body["differences"] = list(self.differences)
        return body


def reconcile(case: Case, names: Mapping[str, str]) -> Reconciliation:
    """Compare what was agreed, worked, invoiced and paid; `names` gives schools their names."""
    live = case.live_deployments()
    granted = [x for x in case.invoice if x.document == Document.GRANT]
    billed = [x for x in case.invoice if x.document == Document.INVOICE]
    return Reconciliation(
        case=case.ref,
        half_days_agreed=sum(x.half_days_agreed or 0 for x in live),
        half_days_logged=sum(case.half_days_logged(x.id) for x in live),
        invoiced_out=sum(x.pence for x in billed if x.payer != Payer.ALLIANCE),
        invoiced_in=sum(x.pence for x in billed if x.payer == Payer.ALLIANCE),
        granted=sum(x.pence for x in granted),
        paid=sum(x.pence for x in case.payment),
        differences=tuple(x for d in case.deployment for x in _differences(case, d, names)),
    )


def _differences(case: Case, deployment: Deployment, names: Mapping[str, str]) -> Iterator[str]:
    logged = case.half_days_logged(deployment.id)
    agreed = deployment.half_days_agreed or 0
    if logged > agreed:
        yield (
            f"{logged / 2:g} days were worked but only {agreed / 2:g} were agreed "
            f"({deployment.id})."
        )
    for item in dues(case, deployment):
        school = names.get(item.school, item.school)
        yield from _line_differences(case, item, school)


def _line_differences(case: Case, item: Due, school: str) -> Iterator[str]:
    what = f"{item.document} '{item.line}' for {school}"
    raised = invoices(case, item.deployment, item.line, item.school)
    total = sum(x.pence for x in raised)
    if not raised and item.pence:
        yield f"No {what} has been recorded; {pounds(item.pence)} is due."
    elif total != item.pence:
        yield (
            f"The {what} comes to {pounds(total)}, but the visits logged come to "
            f"{pounds(item.pence)}: {pounds(abs(total - item.pence))} too "
            f"{'much' if total > item.pence else 'little'}."
        )
    for numbers, left in _balances(case, raised):
        if left > 0:
            yield f"{numbers}: {pounds(left)} is still to be paid."
        elif left < 0:
            yield f"{numbers}: {pounds(-left)} too much was paid."


def _balances(case: Case, raised: list[Invoice]) -> Iterator[tuple[str, int]]:
    """Yield what is still to be paid of each invoice, or of all together where one was credited."""
    left = [(x.number, x.pence - case.paid(x.id)) for x in raised]
    if any(x.pence < 0 for x in raised):
        left = [(", ".join(number for number, _ in left), sum(pence for _, pence in left))]
    yield from left


def pounds(pence: int) -> str:
    """Write pence as pounds: £1,050.00, or -£350.00."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}.{rest:02}"
