"""The SLE meets the Director to finalise arrangements (Linwood)."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="finalise_arrangements", title="Finalise the arrangements", answers=Answers.DONE
)
