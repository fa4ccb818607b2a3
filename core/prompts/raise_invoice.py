"""Whoever is owed a money line raises its invoice, or a Board its grant, and says so."""

from datetime import date

from core import money
from core.calendars import local_date
from core.commands import AnswerPrompt
from core.decide.billing import add_invoice
from core.decide.draft import Draft
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
    due = money.due(case, deployment, line, school)
    return money.invoiced(case, deployment.id, line, school) == due


def record(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    """Record the invoice that the answer names; the amount is what is due unless one is given."""
    prompt = asked.prompt
    deployment = draft.case.find_deployment(prompt.about)
    number = str(given.values.get("invoice_number") or "").strip()
    if deployment is None or prompt.line is None or prompt.school is None or not number:
        return Refusal("The invoice's number is missing.", "Reply with: Invoice number: …")
    issued, amount = given.values.get("invoice_date"), given.values.get("invoice_amount")
    due = money.due(draft.case, deployment, prompt.line, prompt.school)
    already = money.invoiced(draft.case, deployment.id, prompt.line, prompt.school)
    return add_invoice(
        draft,
        deployment,
        prompt.line,
        prompt.school,
        number,
        due - already if amount is None else int(amount),
        date.fromisoformat(issued) if issued else local_date(draft.now),
    )


KIND = PromptKind(
    name="raise_invoice",
    title="Raise the invoice",
    answers=Answers.INVOICE,
    known=known,
    apply=record,
    money=MoneyPart.RAISE,
)
