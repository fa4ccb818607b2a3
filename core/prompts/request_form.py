"""The requester is asked, once and together, for whatever is still missing of the request."""

from core import forms
from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.decide.filling import follow_request
from core.errors import Refusal
from core.gaps import missing_of_request, schools_of_request
from core.model import Case
from core.prompts.kind import Answers, Asked, Instance, PromptKind


def _known(case: Case, instance: Instance) -> bool:
    return not missing_of_request(instance.slot.spec.fields, case)


def _complete(draft: Draft, _asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    schools = schools_of_request(draft.case)
    draft.change_case("request_completed", completed_request_at=draft.now, schools=schools)
    follow_request(draft)
    return None


KIND = PromptKind(
    name="request_form",
    title="Tell us more about your request",
    answers=Answers.FORM,
    form=forms.REQUEST,
    known=_known,
    apply=_complete,
    needs_sle=False,
    for_the_case=True,
)
