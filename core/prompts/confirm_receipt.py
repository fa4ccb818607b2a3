"""The payee confirms that the money came in (docs/rules.md#payees-word)."""

from datetime import date

from core import money
from core.calendars import local_date
from core.commands import AnswerPrompt
from core.decide.billing import add_payment
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Invoice, PromptState
from core.prompts.kind import Answers, Asked, MoneyPart, PromptKind
from core.prompts.pay_invoice import paid


def _received(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    """Book what came in, all that is owed unless an amount is stated; ask again about the rest."""
    prompt, case = asked.prompt, draft.case
    if prompt.line is None or prompt.school is None:
        return Refusal("This question names no money line.", "Tell the coordinator.")
    line = (prompt.about, prompt.line, prompt.school)
    raised = [x for x in money.invoices(case, *line) if case.paid(x.id) < x.pence]
    owed = money.owed(case, *line)
    if not raised or owed <= 0:
        return Refusal("Nothing is open on this line.", "Record the invoice first.")
    stated, on = given.values.get("amount_received"), given.values.get("received_on")
    amount = owed if stated is None else int(stated)
    refusal = _book(draft, raised, amount, date.fromisoformat(on) if on else local_date(draft.now))
    if refusal is None and amount < owed:
        _ask_about_the_rest(draft, prompt.id)
    return refusal


def _book(draft: Draft, raised: list[Invoice], amount: int, on: date) -> Refusal | None:
    """Share a sum out over open invoices, oldest first; the last takes what is over."""
    for invoice in raised:
        room = invoice.pence - draft.case.paid(invoice.id)
        part = amount if invoice is raised[-1] else min(amount, room)
        refusal = add_payment(draft, invoice.id, part, on, "confirmed by payee", "")
        if refusal is not None:
            return refusal
        amount -= part
        if amount <= 0:
            break
    return None


def _ask_about_the_rest(draft: Draft, prompt: str) -> None:
    answered = draft.case.find_prompt(prompt)
    if answered is not None:
        draft.record("prompt_superseded", answered.with_(state=PromptState.SUPERSEDED))


KIND = PromptKind(
    name="confirm_receipt",
    title="Confirm that the money arrived",
    answers=Answers.PAYMENT,
    known=paid,
    apply=_received,
    money=MoneyPart.CONFIRM,
)
