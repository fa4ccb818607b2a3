"""The SLE says whether they can take the work on."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(name="confirm_availability", title="Confirm availability", answers=Answers.YES_NO)
