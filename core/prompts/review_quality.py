"""The broker reviews feedback, impact and quality after a deployment."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="review_quality",
    title="Review of quality",
    answers=Answers.FORM,
    form="review",
    reads=("evaluation",),
)
