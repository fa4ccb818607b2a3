"""The Board that may subsidise a deployment agrees to do so (East Sussex)."""

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.decide.filling import fill
from core.errors import Refusal
from core.prompts.kind import Answers, Asked, PromptKind


def _declined(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    """Forget who was to pay, so that the requester is asked anew."""
    fill(draft, "request", draft.case.ref, asked.prompt.role, {"funding": ""})
    return None


KIND = PromptKind(
    name="approve_funding",
    title="Approve the funding",
    answers=Answers.YES_NO,
    declined=_declined,
    needs_sle=False,
)
