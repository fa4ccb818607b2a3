"""What is plainly a slip in an invoice or a payment: refused with its mend, nothing is recorded.

Taken all the same, since finance does enter it: an invoice in advance, or one that differs from the
visits; part payments, early and late ones, and some more than is open; credit notes; and money paid
back of what was paid too much (docs/rules.md#slips).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core import money
from core.calendars import local_date
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Deployment, Invoice
from core.money import pounds


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice, grant or credit note (its pence below nothing) as somebody enters it."""

    line: str
    school: str
    number: str
    pence: int
    issued_on: date


@dataclass(frozen=True, slots=True)
class Received:
    """Money as somebody enters it; below nothing, it was paid back."""

    pence: int
    paid_on: date
    source: str
    reference: str = ""


_LONGEST_NUMBER = 40
_LONGEST_TEXT = 500
"""Characters of a reference; the longest text that a bank statement carries (CAMT.053) is shorter
by far."""
_FAR_BEYOND = 2
"""How many times over a sum is no slip yet: VAT, travel or a double payment stay within it."""
_A_YEAR = 390
"""Half days of a teacher's working year (School Teachers' Pay and Conditions Document)."""
_THE_POINT = "Check the amount, above all where its decimal point stands"


def slip_in_invoice(draft: Draft, deployment: Deployment, billed: Billed) -> Refusal | None:
    """Return what is wrong with an invoice, grant or credit note; None: nothing is."""
    return (
        _in_number(billed.number)
        or _in_date(draft, deployment, billed.issued_on, "An invoice")
        or _in_sum(draft.case, deployment, billed)
    )


def _in_number(number: str) -> Refusal | None:
    as_it_stands = "Give it as it stands on the invoice, such as INV-0042."
    if not number:
        return Refusal("The invoice's number is missing.", as_it_stands)
    if len(number) > _LONGEST_NUMBER or not number.isprintable():
        told = " ".join(number.split())[:_LONGEST_NUMBER]
        return Refusal(
            f"“{told}…” is no invoice number alone.",
            f"{as_it_stands[:-1]}; it has at most {_LONGEST_NUMBER} characters.",
        )
    return None


def _in_date(draft: Draft, deployment: Deployment, on: date, what: str) -> Refusal | None:
    told = f"{on:%-d %B} {on.year}"
    if on > local_date(draft.now):
        return Refusal(f"{what} cannot be dated {told}: that day is still to come.", "Check it.")
    first = _first_day(draft.case, deployment)
    if on < first:
        return Refusal(
            f"{what} cannot be dated {told}: nothing was agreed before {first:%-d %B %Y}.",
            "Check the day, and above all the year.",
        )
    return None


def _first_day(case: Case, deployment: Deployment) -> date:
    """Return the day of the agreement, or the work's first: cases are also entered late."""
    begun = deployment.agreed_at or deployment.proposed_at or case.record.opened_at
    worked = (x.on for x in case.visit if x.deployment == deployment.id)
    days = (local_date(begun), deployment.starts_on, *worked)
    return min(x for x in days if x is not None)


def _in_sum(case: Case, deployment: Deployment, billed: Billed) -> Refusal | None:
    so_far = money.invoiced(case, deployment.id, billed.line, billed.school)
    left = money.unbilled(case, deployment, billed.line, billed.school)
    if billed.pence == 0:
        return Refusal(
            "An invoice over £0.00 bills nothing.",
            f"Give the amount that stands on it; {pounds(left)} is left to be invoiced.",
        )
    if billed.pence < -so_far:
        return Refusal(
            f"A credit note over {pounds(-billed.pence)} takes back more than was invoiced "
            f"({pounds(so_far)}).",
            f"{_THE_POINT}, or record the invoice first.",
        )
    most = max(left + so_far, _if_all_is_worked(deployment, billed.line))
    if billed.pence > 0 and so_far + billed.pence > _FAR_BEYOND * most:
        already = f", and {pounds(so_far)} is invoiced already" if so_far else ""
        return Refusal(
            f"{pounds(billed.pence)} is far too much: the days agreed come to {pounds(most)}"
            f"{already}.",
            f"{_THE_POINT}; if more days are to be worked, have them agreed first.",
        )
    return None


def _if_all_is_worked(deployment: Deployment, line: str) -> int:
    """Return what a money line comes to once the days agreed are worked (none named: a year's)."""
    half_days = deployment.half_days or _A_YEAR
    return sum(half_days * x["per_day"] // 2 for x in deployment.price if x["name"] == line)


def slip_in_payment(
    draft: Draft, invoices: Sequence[Invoice], received: Received
) -> Refusal | None:
    """Return what is wrong with money paid on invoices of one money line; None: nothing is."""
    deployment = draft.case.find_deployment(invoices[0].deployment)
    assert deployment is not None, "an invoice belongs to a deployment of its case"
    for name, text in (("reference", received.reference), ("source", received.source)):
        if len(text) > _LONGEST_TEXT:
            return Refusal(
                f"The payment's {name} has {len(text):,} characters.",
                f"Shorten it to {_LONGEST_TEXT} at most.",
            )
    return _in_date(draft, deployment, received.paid_on, "A payment") or _in_amount(
        draft.case, invoices, received.pence
    )


def _in_amount(case: Case, invoices: Sequence[Invoice], pence: int) -> Refusal | None:
    if pence == 0:
        return Refusal(
            "A payment of £0.00 settles nothing.",
            "Give the amount that came; while nothing has come, there is nothing to record.",
        )
    numbers = ", ".join(x.number for x in invoices)
    if pence < 0:
        return _in_repayment(case, invoices, -pence, numbers)
    worth = sum(x.pence for x in invoices)
    if worth < 0:
        return Refusal(
            f"{numbers} is a credit note: nobody pays it.",
            "Record the money on the invoice, or with a minus if it was paid back.",
        )
    if sum(case.paid(x.id) for x in invoices) + pence > _FAR_BEYOND * worth:
        left = sum(money.open_on(case, x) for x in invoices)
        return Refusal(
            f"{pounds(pence)} is far more than is open on {numbers} "
            f"({pounds(left)} of {pounds(worth)}).",
            f"{_THE_POINT}; record money for several invoices on each of them.",
        )
    return None


def _in_repayment(
    case: Case, invoices: Sequence[Invoice], pence: int, numbers: str
) -> Refusal | None:
    """Money goes back only as far as more was paid than is owed, on the invoice or its line."""
    one = invoices[0]
    on_line = -money.owed(case, one.deployment, one.line, one.school or "")
    too_much = max(on_line, sum(case.paid(x.id) - x.pence for x in invoices))
    if pence <= too_much:
        return None
    came = "Record what came in without a minus; if less is owed now, record the credit note first."
    if too_much <= 0:
        return Refusal(f"Nothing was paid too much on {numbers}, so nothing can go back.", came)
    return Refusal(
        f"{pounds(pence)} is more than was paid too much on {numbers} ({pounds(too_much)}).", came
    )
