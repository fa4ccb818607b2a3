"""Walking a case through its process: put what is to be asked next, close what is done.

The walk is derived from the case alone and can be repeated at will. A question waits for every
question of an earlier step that is about something related to it; a question is out of the way when
it was answered or when there is nothing left to ask.
"""

from collections.abc import Iterator

from core import nudges
from core.calendars import SchoolCalendar
from core.decide.addressees import addressee, calendar_school, holds, parties, related, subjects
from core.decide.draft import Draft
from core.decide.setting_aside import set_aside
from core.model import Case, CaseState, Deployment, DeploymentState, Prompt, PromptState
from core.parties import Facts, Party
from core.process import Process, PromptSpec, Role, Slot
from core.prompts import KINDS, Instance, Part


def advance(draft: Draft) -> str:
    """Put every question whose turn has come; withdraw those that lapsed; close a finished case.

    Return the step that the case now stands at, empty when it is over.
    """
    if not draft.case.is_open:
        return ""
    waiting = list(unsettled(draft.case, draft.process.specs(), draft.facts))
    _withdraw_lapsed(draft, {instance.key for instance in waiting})
    for instance in _ready(draft.case, waiting):
        if not _is_put(draft.case, instance):
            put(draft, instance)
    if waiting:
        return waiting[0].slot.step.name
    close(draft, CaseState.CLOSED, "case_closed")
    return ""


def unsettled(case: Case, slots: Iterator[Slot], facts: Facts) -> Iterator[Instance]:
    """Yield every question of the process that is still in the way, in the process's order."""
    for slot in slots:
        if not holds(slot, case):
            continue
        for about in subjects(slot, case):
            for party in parties(slot, about, case, facts):
                instance = Instance(slot, about, party)
                if not _settled(case, instance):
                    yield instance


def _settled(case: Case, instance: Instance) -> bool:
    latest = _latest(case, instance)
    if latest is not None and latest.state is PromptState.ANSWERED:
        return True
    return KINDS[instance.slot.spec.kind].known(case, instance)


def _latest(case: Case, instance: Instance) -> Prompt | None:
    key = instance.key
    return max((x for x in case.prompt if x.slot == key), key=lambda x: x.round, default=None)


def _is_put(case: Case, instance: Instance) -> bool:
    """Whether the question is out: it waits for its answer, or for what follows a "no"."""
    latest = _latest(case, instance)
    return latest is not None and latest.state in (PromptState.OPEN, PromptState.DECLINED)


def _ready(case: Case, waiting: list[Instance]) -> Iterator[Instance]:
    for instance in waiting:
        earlier = (
            other
            for other in waiting
            if other.slot.step_index < instance.slot.step_index
            and related(case, other.about, instance.about)
        )
        if next(earlier, None) is None:
            yield instance


def _withdraw_lapsed(draft: Draft, wanted: set[str]) -> None:
    for prompt in draft.case.prompt:
        if prompt.slot in wanted:
            continue
        if prompt.open:
            draft.record("prompt_lapsed", prompt.with_(state=PromptState.WITHDRAWN, nudge_at=None))
        elif prompt.left_to_coordinator:
            _let_rest(draft, prompt)


def _let_rest(draft: Draft, prompt: Prompt) -> None:
    """Remind nobody any more of a "no" that stands in nothing's way."""
    draft.record("prompt_lapsed", prompt.with_(nudge_at=None))


def put(draft: Draft, instance: Instance) -> None:
    """Put one question to its party; where nobody is known, tell the coordinator."""
    kind, spec = KINDS[instance.slot.spec.kind], instance.slot.spec
    kind.on_put(draft, instance)
    prompt = _new_prompt(draft, instance, spec)
    draft.record("prompt_put", prompt)
    asked_of = addressee(draft.case, prompt)
    if not asked_of:
        tell_unaddressed(draft, prompt)
        return
    acknowledges = draft.opening and prompt.role == Role.REQUESTER
    draft.tell(
        asked_of,
        "acknowledgement" if acknowledges else "prompt",
        f"prompt:{prompt.id}:put",
        prompt=prompt.id,
    )


def tell_unaddressed(draft: Draft, prompt: Prompt, rung: int = 0) -> None:
    """Tell the coordinator that nobody is known for a question, so it waits; again at each rung."""
    told = f"prompt:{prompt.id}:nobody:{rung}"
    draft.tell_coordinator("nobody_to_ask", told, prompt=prompt.id, role=prompt.role)


def _new_prompt(draft: Draft, instance: Instance, spec: PromptSpec) -> Prompt:
    party, latest = instance.party, _latest(draft.case, instance)
    deployment = draft.case.find_deployment(instance.about)
    prompt = Prompt(
        id=draft.next_id("p"),
        case=draft.case.ref,
        step=instance.slot.step.name,
        kind=spec.kind,
        slot=instance.key,
        about=instance.about,
        role=str(party.role),
        state=PromptState.OPEN,
        person=party.person.id if party.person else None,
        school=party.school,
        put_at=draft.now,
        due_at=draft.now,
        line=spec.line,
        round=latest.round + 1 if latest else 1,
    )
    times = nudges.Times(spec, _calendar(draft, party, deployment), draft.facts.alliance.hours)
    due_at = times.due(draft.now)
    return prompt.with_(due_at=due_at, nudge_at=times.rung(due_at, 1))


def _calendar(draft: Draft, party: Party, deployment: Deployment | None) -> SchoolCalendar | None:
    school = calendar_school(str(party.role), deployment, party.school)
    return draft.facts.calendar(school)


def go_back(draft: Draft, step: str, about: str) -> None:
    """Return to an earlier step: what was answered from there on, and has to do with `about` (the
    case, a school or a deployment), is asked anew.

    If that step is at or before the match, what was matched ends and vacant ones take its place.
    """
    target = draft.process.step_index(step)
    ending = _matched(draft, about) if target <= _match_index(draft.process) else []
    over = {x.id for x in ending}
    for prompt in draft.case.prompt:
        if _step_index(prompt) >= target and related(draft.case, prompt.about, about):
            set_aside(draft, prompt, keep_the_no=prompt.about in over)
    for deployment in ending:
        end_deployment(draft, deployment)
        replace_deployment(draft, deployment)


def _match_index(process: Process) -> int:
    found = (x.step_index for x in process.specs() if KINDS[x.spec.kind].part is Part.MATCH)
    return next(found, -1)


def _matched(draft: Draft, about: str) -> list[Deployment]:
    """Return the deployments that have an SLE and have to do with `about`."""
    return [
        x
        for x in draft.case.live_deployments()
        if x.state is not DeploymentState.VACANT and related(draft.case, x.id, about)
    ]


def _step_index(prompt: Prompt) -> int:
    return int(prompt.place.split(".", 1)[0])


def end_deployment(draft: Draft, deployment: Deployment) -> None:
    """Say that a deployment came to nothing; its SLE's days are free again."""
    draft.record(
        "deployment_ended",
        deployment.with_(state=DeploymentState.ENDED, ended_at=draft.now),
    )


def replace_deployment(draft: Draft, ended: Deployment) -> None:
    """Make the vacant deployment that takes an ended one's place; what still holds goes with it."""
    asked = draft.case.request.get("half_days")
    draft.record(
        "deployment_needed",
        Deployment(
            id=draft.next_id("d"),
            case=draft.case.ref,
            state=DeploymentState.VACANT,
            schools=ended.schools,
            half_days=asked,
            replaces=ended.id,
            conditions=_standing_conditions(draft.case, ended),
        ),
    )


def _standing_conditions(case: Case, ended: Deployment) -> tuple[str, ...]:
    """Return the conditions of answers that do not go with the SLE who came to nothing."""
    standing = (
        x
        for x in case.prompt
        if x.state is PromptState.ANSWERED
        and x.about != ended.id
        and related(case, x.about, ended.id)
    )
    return tuple(condition for prompt in standing for condition in prompt.conditions)


def close(draft: Draft, state: CaseState, event: str) -> None:
    """End the case: open questions are withdrawn, finished deployments completed."""
    for prompt in draft.case.open_prompts():
        draft.record("prompt_withdrawn", prompt.with_(state=PromptState.WITHDRAWN, nudge_at=None))
    for prompt in draft.case.prompt:
        if prompt.left_to_coordinator:
            _let_rest(draft, prompt)
    for deployment in draft.case.live_deployments():
        done = state is CaseState.CLOSED
        draft.record(
            "deployment_completed" if done else "deployment_ended",
            deployment.with_(
                state=DeploymentState.COMPLETED if done else DeploymentState.ENDED,
                ended_at=draft.now,
            ),
        )
    draft.change_case(event, state=state, closed_at=draft.now, step="", next_due_at=None)
