"""The payee confirms that the money came in (docs/rules.md#payees-word)."""

from datetime import date

from core import money
from core.calendars import local_date
from core.commands import AnswerPrompt
from core.decide.billing import add_payment
from core.decide.draft import Draft
from core.decide.slips import Received
from core.errors import Refusal
from core.model import Case, PromptState
from core.prompts.kind import Answers, Asked, MoneyPart, PromptKind
from core.prompts.pay_invoice import paid


def _received(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    """Book what came in, all that is owed unless an amount is stated; ask again about the rest."""
    prompt, case = asked.prompt, draft.case
    if prompt.line is None or prompt.school is None:
        return Refusal(
            "This question is about no money line.", "Ask the coordinator to look at it."
        )
    raised = money.open_invoices(case, prompt.about, prompt.line, prompt.school)
    if not raised:
        return _nothing_open(case, prompt.about, prompt.line, prompt.school)
    stated, on = given.values.get("amount_received"), given.values.get("received_on")
    owed = sum(pence for _, pence in raised)
    received = Received(
        owed if stated is None else int(stated),
        date.fromisoformat(on) if on else local_date(draft.now),
        "confirmed by payee",
    )
    refusal = add_payment(draft, [invoice for invoice, _ in raised], received)
    if refusal is None and received.pence < owed:
        _ask_about_the_rest(draft, prompt.id)
    return refusal


def _nothing_open(case: Case, deployment: str, line: str, school: str) -> Refusal:
    numbers = ", ".join(x.number for x in money.invoices(case, deployment, line, school))
    if numbers:
        return Refusal(
            f"Nothing is open: {numbers} is paid.", "If more is owed, record its invoice first."
        )
    return Refusal("No invoice has been recorded for this money.", "Record the invoice first.")


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
