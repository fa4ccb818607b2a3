"""Reminders, and questions that go to somebody else because the directory changed."""

from core.commands import AskAgain, Nudge, Readdress
from core.decide.addressees import addressee, calendar_school, person_for
from core.decide.advance import go_back, tell_unaddressed
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Prompt, PromptState
from core.nudges import Times
from core.parties import Facts, Person
from core.process import Process, Role


def times_of(prompt: Prompt, case: Case, process: Process, facts: Facts) -> Times:
    """Return the times that hold for a prompt of a case; a declined one is the coordinator's."""
    deployment = case.find_deployment(prompt.about)
    asked = prompt.state is not PromptState.DECLINED
    school = calendar_school(prompt.role, deployment, prompt.school) if asked else None
    spec = process.slot_at(prompt.place).spec
    return Times(spec, facts.calendar(school), facts.alliance.hours)


def nudge(draft: Draft, command: Nudge) -> Refusal | None:
    """Remind whoever was asked, or the coordinator of a "no"; a rung may name who is told too."""
    prompt = draft.case.find_prompt(command.prompt)
    waits = prompt is not None and (prompt.open or prompt.left_to_coordinator)
    if prompt is None or not waits or prompt.round != command.round:
        return Refusal("That question is no longer open.", "Nothing needs to be done.")
    times = times_of(prompt, draft.case, draft.process, draft.facts)
    if command.rung <= prompt.rung or command.rung != times.highest(prompt, draft.now):
        return Refusal("That reminder is not due.", "Nothing needs to be done.")
    if times.closure(draft.now) is not None:
        return Refusal("Nobody is chased at this hour or on this day.", "It will wait.")
    draft.record(
        "prompt_nudged",
        prompt.with_(rung=command.rung, nudge_at=times.rung(prompt.due_at, command.rung + 1)),
    )
    also = times.spec.nudge[command.rung - 1].to_role
    if prompt.open:
        _speak(draft, prompt, command.rung, also)
    else:
        _speak_of_decline(draft, prompt, command.rung, also)
    return None


def _speak_of_decline(draft: Draft, prompt: Prompt, rung: int, also: str | None) -> None:
    """Remind the coordinator that a "no" still waits for them to say how the case goes on."""
    told = f"declined:{prompt.id}:{prompt.round}:{rung}"
    draft.tell_coordinator("declined", told, prompt=prompt.id, rung=rung)
    person = _also_told(draft, prompt, also)
    if person is not None and person != draft.facts.coordinator:
        draft.tell(person, "news", f"{told}:also", prompt=prompt.id, what="declined", rung=rung)


def _speak(draft: Draft, prompt: Prompt, rung: int, also: str | None) -> None:
    asked_of = addressee(draft.case, prompt)
    if not asked_of:
        tell_unaddressed(draft, prompt, rung)
    else:
        draft.tell(
            asked_of,
            "nudge",
            f"nudge:{prompt.id}:{prompt.round}:{rung}",
            prompt=prompt.id,
            rung=rung,
        )
    person = _also_told(draft, prompt, also)
    told = f"escalation:{prompt.id}:{prompt.round}:{rung}"
    if person is not None:
        draft.tell(person, "escalation", told, prompt=prompt.id)
    elif also is not None:
        draft.tell_coordinator("escalation", told, kind="escalation", prompt=prompt.id)


def _also_told(draft: Draft, prompt: Prompt, role: str | None) -> Person | None:
    """Return who fills the role that a rung names beside whoever was asked."""
    if role is None:
        return None
    return person_for(Role(role), prompt.about, prompt.school, draft.case, draft.facts)


def readdress(draft: Draft, command: Readdress) -> Refusal | None:
    """Put an open question to whoever holds the post now; the same person: nothing to do."""
    prompt = draft.case.find_prompt(command.prompt)
    if prompt is None or not prompt.open:
        return Refusal("That question is no longer open.", "Nothing needs to be done.")
    person = person_for(Role(prompt.role), prompt.about, prompt.school, draft.case, draft.facts)
    if person is None or person.id == prompt.person:
        return Refusal(
            "The question is already with the right person.", "Nothing needs to be done."
        )
    draft.record("prompt_readdressed", prompt.with_(person=person.id))
    draft.tell(person, "prompt", f"prompt:{prompt.id}:put:{command.key}", prompt=prompt.id)
    return None


def ask_again(draft: Draft, command: AskAgain) -> Refusal | None:
    """Put a declined question once more, or go back to an earlier step because of it."""
    prompt = draft.case.find_prompt(command.prompt)
    if prompt is None or prompt.state is not PromptState.DECLINED:
        return Refusal(
            "Only a question that was declined can be asked again.", "Check it with: show REF."
        )
    about = draft.case.find_deployment(prompt.about)
    if about is not None and about.ended:
        return Refusal(
            "That deployment came to nothing, and the case has gone on since.",
            "Nothing needs to be done.",
        )
    if command.step is None:
        _supersede(draft, prompt)
        return None
    steps = [x.name for x in draft.process.step]
    if command.step not in steps:
        return Refusal(f"There is no step '{command.step}'.", f"There are: {', '.join(steps)}.")
    _supersede(draft, prompt)
    go_back(draft, command.step, prompt.about)
    return None


def _supersede(draft: Draft, prompt: Prompt) -> None:
    over = prompt.with_(state=PromptState.SUPERSEDED, nudge_at=None)
    draft.record("prompt_superseded", over)
