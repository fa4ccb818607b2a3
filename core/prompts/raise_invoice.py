"""Whoever is owed a money line raises its invoice, or a Board its grant, and says so."""

from datetime import date

from core import money
from core.calendars import local_date
from core.commands import AnswerPrompt
from core.decide.billing import add_invoice
from core.decide.draft import Draft
from core.decide.slips import Billed
from core.errors import Refusal
from core.model import Case
from core.prompts.kind import Answers, Asked, Instance, MoneyPart, PromptKind


def known(case: Case, instance: Instance) -> bool:
    """Whether the line is invoiced exactly already, or is no line of this deployment."""
    deployment = case.find_deployment(instance.about)
    line, school = instance.slot.spec.line, instance.party.school
    if deployment is None or line is None or school is None:
        return False
    if not money.has_line(deployment, line):
        return True
    return money.unbilled(case, deployment, line, school) == 0


def record(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    """Record the invoice that the answer names; the amount is what is due unless one is given."""
    prompt, values = asked.prompt, given.values
    deployment = draft.case.find_deployment(prompt.about)
    if deployment is None or prompt.line is None or prompt.school is None:
        return Refusal(
            "This question is about no money line.", "Ask the coordinator to look at it."
        )
    issued, amount = values.get("invoice_date"), values.get("invoice_amount")
    left = money.unbilled(draft.case, deployment, prompt.line, prompt.school)
    billed = Billed(
        prompt.line,
        prompt.school,
        str(values.get("invoice_number") or ""),
        left if amount is None else int(amount),
        date.fromisoformat(issued) if issued else local_date(draft.now),
    )
    return add_invoice(draft, deployment, billed)


KIND = PromptKind(
    name="raise_invoice",
    title="Raise the invoice",
    answers=Answers.INVOICE,
    known=known,
    apply=record,
    money=MoneyPart.RAISE,
)
