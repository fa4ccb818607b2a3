"""Director and head settle scope, timescale and outcomes (Linwood)."""

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.decide.filling import follow_request
from core.errors import Refusal
from core.prompts.kind import Answers, Asked, PromptKind


def _settled(draft: Draft, _asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    follow_request(draft)
    return None


KIND = PromptKind(
    name="scope",
    title="Scope of the support",
    answers=Answers.FORM,
    form="scope",
    apply=_settled,
    needs_sle=False,
    for_the_case=True,
)
