"""The payer pays, and says so; the payee's own word or a bank line is what counts as evidence."""

from core import money
from core.model import Case
from core.prompts.kind import Answers, Instance, MoneyPart, PromptKind


def paid(case: Case, instance: Instance) -> bool:
    """Whether the line is settled already, or is no line of this deployment."""
    deployment = case.find_deployment(instance.about)
    line, school = instance.slot.spec.line, instance.party.school
    if deployment is None or line is None or school is None:
        return False
    return not money.has_line(deployment, line) or money.settled(case, deployment, line, school)


KIND = PromptKind(
    name="pay_invoice",
    title="Pay the invoice",
    answers=Answers.DONE,
    known=paid,
    money=MoneyPart.PAY,
    date_kept="paid_on",
    done=(
        "paid|sent|transferred|settled|processed|made|paid off|gone|gone out|gone through|sent off"
    ),
)
