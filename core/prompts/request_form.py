"""The requester is asked, once and together, for whatever is still missing of the request."""

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.decide.filling import missing
from core.errors import Refusal
from core.model import Case, DeploymentState
from core.prompts.kind import Answers, Asked, Instance, PromptKind


def _known(case: Case, instance: Instance) -> bool:
    return not missing(instance.slot.spec.fields, case.request)


def _complete(draft: Draft, _asked: Asked, given: AnswerPrompt) -> Refusal | None:
    schools = tuple(given.values.get("school_ids") or draft.case.record.schools)
    draft.change_case("request_completed", completed_request_at=draft.now, schools=schools)
    days = draft.case.request.get("days")
    for deployment in draft.case.live_deployments():
        if deployment.state is DeploymentState.VACANT:
            draft.record("deployment_needed", deployment.with_(schools=schools, half_days=days))
    return None


KIND = PromptKind(
    name="request_form",
    title="Tell us more about your request",
    answers=Answers.FORM,
    form="request",
    known=_known,
    apply=_complete,
)
