"""The SLE logs each visit; when all agreed half days are logged there is nothing left to ask."""

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, DeploymentState
from core.prompts.kind import Answers, Asked, Instance, Part, PromptKind


def _known(case: Case, instance: Instance) -> bool:
    deployment = case.find_deployment(instance.about)
    if deployment is None or not deployment.half_days:
        return False
    return case.half_days_logged(deployment.id) >= deployment.half_days


def _finished(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    """The SLE says that the work is done, with fewer days than were agreed."""
    deployment = draft.case.find_deployment(asked.prompt.about)
    if deployment is None or not draft.case.half_days_logged(deployment.id):
        return Refusal(
            "No visit has been logged yet.",
            "Log the visits first; if the work is off, tell the coordinator.",
        )
    draft.record("work_finished", deployment.with_(state=DeploymentState.COMPLETED))
    return None


KIND = PromptKind(
    name="log_visits",
    title="Log your visits",
    answers=Answers.VISITS,
    known=_known,
    apply=_finished,
    part=Part.VISITS,
    needs_release=True,
)
