"""The SLE's plan: targets, actions, charges; a live document."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="action_plan",
    title="Action plan",
    answers=Answers.FORM,
    form="action_plan",
    needs_release=True,
)
