"""The broker matches an SLE to a deployment, from a ranked shortlist."""

from core import matching
from core.calendars import academic_year, local_date
from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Deployment, DeploymentState
from core.parties import Sle
from core.prompts.kind import Answers, Asked, Part, PromptKind


def _match(draft: Draft, asked: Asked, given: AnswerPrompt) -> Refusal | None:
    deployment = draft.case.find_deployment(asked.prompt.about)
    sle = draft.facts.sles.get(str(given.values.get("sle", "")))
    if deployment is None or sle is None:
        return Refusal("That SLE is not known.", "Name one from the shortlist, or import the SLE.")
    half_days = given.half_days or deployment.half_days or draft.case.request.get("half_days")
    if not half_days:
        return Refusal(
            "Nobody has said yet how many days are needed.",
            "Say how many with the choice, for example: 3 days.",
        )
    refusal = _weigh(draft, deployment.with_(half_days=half_days), sle, given)
    if refusal is not None:
        return refusal
    draft.record(
        "sle_proposed",
        deployment.with_(
            state=DeploymentState.PROPOSED,
            sle=sle.id,
            home_school=sle.home_school,
            half_days=half_days,
            proposed_at=draft.now,
        ),
    )
    return None


def _weigh(draft: Draft, deployment: Deployment, sle: Sle, given: AnswerPrompt) -> Refusal | None:
    day = local_date(draft.now)
    need = matching.need_of(
        draft.case,
        deployment,
        draft.facts.schools.values(),
        draft.process.limits,
        day,
        academic_year(day),
    )
    found = list(matching.vetoes(need, sle))
    firm = [x.why for x in found if x.firm]
    if firm:
        return Refusal(f"{sle.person.name} cannot be asked: {'; '.join(firm)}.", "Choose another.")
    if found and not given.values.get("override"):
        return Refusal(
            f"There is something against {sle.person.name}: {'; '.join(x.why for x in found)}.",
            "To ask all the same, give a reason (override).",
        )
    return None


KIND = PromptKind(
    name="shortlist",
    title="Match an SLE",
    answers=Answers.CHOICE,
    apply=_match,
    part=Part.MATCH,
    needs_sle=False,
)
