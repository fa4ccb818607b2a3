"""The requester is asked, once and together, for whatever is still missing of the request."""

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.forms import missing
from core.model import Case
from core.prompts.kind import Answers, Asked, Instance, PromptKind


def _known(case: Case, instance: Instance) -> bool:
    return not missing(instance.slot.spec.fields, case.request)


def _complete(draft: Draft, _asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    draft.change_case("request_completed", completed_request_at=draft.now)
    return None


KIND = PromptKind(
    name="request_form",
    title="Tell us more about your request",
    answers=Answers.FORM,
    form="request",
    known=_known,
    apply=_complete,
)
