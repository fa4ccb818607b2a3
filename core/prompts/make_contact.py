"""The SLE makes first contact with the receiving school."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(name="make_contact", title="Make first contact", answers=Answers.DONE)
