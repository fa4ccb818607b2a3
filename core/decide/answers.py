"""An answer to a prompt: taken, taken in part, or refused with a reason."""

from typing import Any

from core import forms
from core.calendars import civil
from core.commands import AnswerPrompt
from core.decide.addressees import addressee, related
from core.decide.advance import close, go_back
from core.decide.chasing import times_of
from core.decide.draft import Draft
from core.decide.filling import fill
from core.errors import Refusal
from core.gaps import left_to_ask
from core.model import CaseState, Prompt, PromptState
from core.process import CLOSE
from core.prompts import KINDS, Answers, Asked, PromptKind


def answer(draft: Draft, command: AnswerPrompt) -> Refusal | None:
    """Settle a prompt, once, by the party that was asked or by somebody speaking for them."""
    prompt = draft.case.find_prompt(command.prompt)
    if prompt is None:
        return Refusal("There is no such question.", "Check the prompt's id with: show REF.")
    if not prompt.open:
        return _too_late(draft, prompt)
    asked_of = addressee(draft.case, prompt)
    is_party = bool(asked_of) and command.actor.lower() == asked_of.lower()
    if not is_party and not command.on_behalf:
        return Refusal(
            "Somebody else was asked this.", "Ask a coordinator to record the answer for them."
        )
    asked = Asked(prompt, draft.process.slot_at(prompt.place))
    kind = KINDS[prompt.kind]
    if command.verdict == "no":
        return _decline(draft, asked, kind, command)
    return _accept(draft, asked, kind, command)


def _too_late(draft: Draft, prompt: Prompt) -> Refusal:
    who = draft.facts.people.get(prompt.answered_by or "")
    name = who.name if who else (prompt.answered_by or "")
    if prompt.answered_at is None:
        return Refusal("This question is no longer open.", "Nothing needs to be done.")
    when = civil(prompt.answered_at)
    return Refusal(f"This was already settled by {name} on {when:%-d %B %Y at %H:%M}.", "")


def _accept(draft: Draft, asked: Asked, kind: PromptKind, command: AnswerPrompt) -> Refusal | None:
    if kind.answers is Answers.YES_NO and command.verdict != "yes":
        return Refusal("The answer is neither yes nor no.", "Answer yes or no.")
    if kind.form is not None:
        prompt = asked.prompt
        fill(draft, kind.form, prompt.about, prompt.role, command.values, prompt.school)
        left = left_to_ask(draft.case, prompt, kind.form, asked.slot.spec.fields)
        if left:
            _ask_rest(draft, asked, left)
            return None
    _settle(draft, asked.prompt, PromptState.ANSWERED, command)
    _carry_conditions(draft, asked.prompt, command)
    return kind.apply(draft, asked, command)


def _ask_rest(draft: Draft, asked: Asked, left: list[str]) -> None:
    prompt = asked.prompt
    fields = forms.fields(asked.slot.spec.fields)
    draft.result["missing"] = [x.written for x in fields if x.name in left]
    draft.tell(
        addressee(draft.case, prompt),
        "prompt",
        f"prompt:{prompt.id}:rest:{draft.command.key}",
        prompt=prompt.id,
        missing=left,
    )


def _settle(
    draft: Draft, prompt: Prompt, state: PromptState, command: AnswerPrompt, **changes: Any
) -> None:
    draft.record(
        "prompt_answered" if state is PromptState.ANSWERED else "prompt_declined",
        prompt.with_(
            state=state,
            answered_at=draft.now,
            answered_by=command.actor,
            channel=command.channel,
            answer={"verdict": command.verdict, "text": command.text, **command.values},
            conditions=command.conditions,
            **{"nudge_at": None, **changes},
        ),
    )


def _carry_conditions(draft: Draft, prompt: Prompt, command: AnswerPrompt) -> None:
    """A condition goes on to the next party and into the agreement.

    Source: docs/rules.md#conditions-travel.
    """
    fewer = command.half_days
    if KINDS[prompt.kind].answers is not Answers.YES_NO or not (command.conditions or fewer):
        return
    asked = draft.case.request.get("half_days")
    if prompt.about == draft.case.ref and fewer and (asked is None or fewer < asked):
        fill(draft, "request", prompt.about, prompt.role, {"half_days": fewer})
    for deployment in draft.case.live_deployments():
        if related(draft.case, deployment.id, prompt.about):
            conditions = (*deployment.conditions, *command.conditions)
            changed = deployment.with_(conditions=conditions)
            if deployment.agreed_at is None:  # what is signed for stays until it is signed anew
                changed = changed.with_(half_days=_fewest(deployment.half_days, fewer))
            draft.record("condition_set", changed)
    draft.tell_coordinator("condition", f"condition:{prompt.id}", prompt=prompt.id)


def _fewest(agreed: int | None, offered: int | None) -> int | None:
    return min((x for x in (agreed, offered) if x is not None), default=None)


def _decline(draft: Draft, asked: Asked, kind: PromptKind, command: AnswerPrompt) -> Refusal | None:
    if not kind.declinable:
        return Refusal(
            "This cannot be answered with no.",
            "Say what stands in the way, and the coordinator will help.",
        )
    back = asked.slot.spec.on_decline
    left = {} if back is not None else _reminding_of(draft, asked.prompt)
    _settle(draft, asked.prompt, PromptState.DECLINED, command, **left)
    refusal = kind.declined(draft, asked, command)
    if refusal is not None:
        return refusal
    draft.tell_coordinator("declined", f"declined:{asked.prompt.id}", prompt=asked.prompt.id)
    if back == CLOSE:
        _close_declined(draft, asked, command)
    elif back is not None:
        go_back(draft, back, asked.prompt.about)
    return None


def _reminding_of(draft: Draft, prompt: Prompt) -> dict[str, Any]:
    """Start a round of the prompt's own ladder for the coordinator, who is to say how it goes on.

    Otherwise a case that a "no" holds up would wait for ever without anybody's being reminded.
    """
    declined = prompt.with_(state=PromptState.DECLINED)
    times = times_of(declined, draft.case, draft.process, draft.facts)
    due_at = times.due(draft.now)
    nudge_at = times.rung(due_at, 1)
    return {"round": prompt.round + 1, "rung": 0, "due_at": due_at, "nudge_at": nudge_at}


def _close_declined(draft: Draft, asked: Asked, command: AnswerPrompt) -> None:
    record = draft.case.record
    close(draft, CaseState.DECLINED, "request_declined")
    draft.tell(
        record.requester or record.requester_address,
        "news",
        f"request_declined:{record.id}",
        prompt=asked.prompt.id,
        what="request_declined",
        reason=command.text,
    )
