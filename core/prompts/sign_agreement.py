"""Each signatory signs the agreement of a deployment; the last signature puts it in force."""

from core import money
from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import DeploymentState, PromptState
from core.prompts.kind import Answers, Asked, Instance, PromptKind


def _freeze_price(draft: Draft, instance: Instance) -> None:
    """Fix the money lines as they stand now: later edits of the process leave them alone."""
    deployment = draft.case.find_deployment(instance.about)
    if deployment is not None and not deployment.price:
        lines = money.lines_of(draft.process, draft.case.request)
        draft.record("price_frozen", deployment.with_(price=lines))


def _sign(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    prompt = asked.prompt
    deployment = draft.case.find_deployment(prompt.about)
    waiting = [
        x
        for x in draft.case.prompt
        if x.kind == prompt.kind
        and x.about == prompt.about
        and x.id != prompt.id
        and x.state is PromptState.OPEN
    ]
    if deployment is not None and not waiting:
        draft.record(
            "agreement_in_force",
            deployment.with_(state=DeploymentState.AGREED, agreed_at=draft.now),
        )
    return None


KIND = PromptKind(
    name="sign_agreement",
    title="Sign the agreement",
    answers=Answers.YES_NO,
    on_put=_freeze_price,
    apply=_sign,
)
