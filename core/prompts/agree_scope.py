"""The receiving head agrees scope, timescale and outcomes with the Director (Linwood)."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="agree_scope",
    title="Agree the scope",
    answers=Answers.YES_NO,
    needs_sle=False,
    reads=("scope",),
)
