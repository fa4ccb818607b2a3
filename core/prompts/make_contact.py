"""The SLE makes first contact with the receiving school."""

from core.process import Role
from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="make_contact",
    title="Make first contact",
    answers=Answers.DONE,
    needs_release=True,
    contacts=(Role.RECEIVING_HEAD,),
    date_kept="contact_date",
)
