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
    done=(
        "contacted|made|met|met up|spoken|spoke|talked|introduced myself|arranged|got|"
        "been|visited|had an? (good )?(chat|talk|conversation|meeting)|agreed"
    ),
)
