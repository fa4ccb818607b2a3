"""The home-school head releases the SLE (DOMAIN, decision 6: in every alliance)."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(name="approve_release", title="Approve the release", answers=Answers.YES_NO)
