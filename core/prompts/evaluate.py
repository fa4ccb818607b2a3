"""Impact per outcome, with evidence, at the end of a deployment."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="evaluate",
    title="Evaluation",
    answers=Answers.FORM,
    form="evaluation",
    reads=("evaluation",),
)
