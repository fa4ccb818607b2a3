"""The evaluation is read, commented on and signed off."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="sign_off_evaluation",
    title="Sign off the evaluation",
    answers=Answers.YES_NO,
    reads=("evaluation",),
)
