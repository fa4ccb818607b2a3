"""The broker initially agrees that a request is one to take on."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="agree_request", title="Agree the request", answers=Answers.YES_NO, needs_sle=False
)
