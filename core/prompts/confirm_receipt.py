"""The payee confirms that the money came in: that is what is reconciled (DOMAIN, decision 3)."""

from datetime import date

from core import money
from core.calendars import local_date
from core.commands import AnswerPrompt
from core.decide.billing import add_payment
from core.decide.draft import Draft
from core.errors import Refusal
from core.prompts.kind import Answers, Asked, PromptKind
from core.prompts.pay_invoice import paid


def _received(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    """Book what came in on the line's invoices, oldest first; the amount is all unless stated."""
    prompt = asked.prompt
    if prompt.line is None or prompt.school is None:
        return Refusal("This question names no money line.", "Tell the coordinator.")
    open_ = [
        x
        for x in money.invoices(draft.case, prompt.about, prompt.line, prompt.school)
        if draft.case.paid(x.id) < x.pence
    ]
    if not open_:
        return Refusal("Nothing is open on this line.", "Record the invoice first.")
    stated = given.values.get("amount_received")
    left = int(stated) if stated else sum(x.pence - draft.case.paid(x.id) for x in open_)
    on = given.values.get("received_on")
    paid_on = date.fromisoformat(on) if on else local_date(draft.now)
    for invoice in open_:
        owed = invoice.pence - draft.case.paid(invoice.id)
        part = left if invoice is open_[-1] else min(left, owed)
        if part > 0:
            refusal = add_payment(draft, invoice.id, part, paid_on, "confirmed by payee", "")
            if refusal is not None:
                return refusal
            left -= part
    return None


KIND = PromptKind(
    name="confirm_receipt",
    title="Confirm that the money arrived",
    answers=Answers.PAYMENT,
    known=paid,
    apply=_received,
)
