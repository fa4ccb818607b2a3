"""The receiving head confirms who is to come, before anybody else is asked."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(name="confirm_choice", title="Confirm the choice of SLE", answers=Answers.YES_NO)
