"""The text of the agreement, negotiated between SLE and school."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="draft_agreement", title="Draft the agreement", answers=Answers.FORM, form="agreement"
)
