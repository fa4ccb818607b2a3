"""The home-school head releases the SLE (docs/rules.md#release-first)."""

from core.prompts.kind import Answers, Part, PromptKind

KIND = PromptKind(
    name="approve_release", title="Approve the release", answers=Answers.YES_NO, part=Part.RELEASE
)
