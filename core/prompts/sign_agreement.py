"""Each signatory signs the agreement of a deployment; the last signature puts it in force."""

from core import money
from core.commands import AnswerPrompt
from core.decide.addressees import holds, parties
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Deployment, DeploymentState, PromptState
from core.prompts.kind import Answers, Asked, Instance, Part, PromptKind

_NAME = "sign_agreement"
_STANDING = (PromptState.OPEN, PromptState.ANSWERED, PromptState.DECLINED)


def _freeze_price(draft: Draft, instance: Instance) -> None:
    """Fix the money lines as they stand when an agreement goes out to be signed.

    Later edits of the process leave them alone; a new round of signatures is about a new agreement.
    """
    deployment = draft.case.find_deployment(instance.about)
    if deployment is None or _is_under_way(draft.case, deployment):
        return
    lines = money.lines_of(draft.process, draft.case.request)
    if lines != deployment.price:
        draft.record("price_frozen", deployment.with_(price=lines))


def _is_under_way(case: Case, deployment: Deployment) -> bool:
    return any(
        x.kind == _NAME and x.about == deployment.id and x.state in _STANDING for x in case.prompt
    )


def _sign(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    deployment = draft.case.find_deployment(asked.prompt.about)
    if deployment is not None and _all_have_signed(draft, deployment):
        draft.record(
            "agreement_in_force",
            deployment.with_(state=DeploymentState.AGREED, agreed_at=draft.now),
        )
    return None


def _all_have_signed(draft: Draft, deployment: Deployment) -> bool:
    """Whether every signatory whom the process names has signed; one who declined has not."""
    signed = {x.slot for x in draft.case.prompt if x.state is PromptState.ANSWERED}
    wanted = (
        Instance(slot, deployment.id, party).key
        for slot in draft.process.specs()
        if slot.spec.kind == _NAME and holds(slot, draft.case)
        for party in parties(slot, deployment.id, draft.case, draft.facts)
    )
    return all(key in signed for key in wanted)


KIND = PromptKind(
    name=_NAME,
    title="Sign the agreement",
    answers=Answers.YES_NO,
    on_put=_freeze_price,
    apply=_sign,
    part=Part.AGREEMENT,
    reads=("agreement",),
)
