"""Director and head settle scope, timescale and outcomes (Linwood)."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(name="scope", title="Scope of the support", answers=Answers.FORM, form="scope")
