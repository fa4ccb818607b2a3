"""The receiving head agrees the action plan that the SLE drew up."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="agree_plan", title="Agree the action plan", answers=Answers.YES_NO, reads=("action_plan",)
)
