"""Answers to questions: by whoever was asked, or by a coordinator or director on their behalf."""

from collections.abc import Mapping
from typing import Any

from bot.counter import Turn, refused
from bot.ids import Carried
from core.calendars import civil
from core.commands import AnswerPrompt, NoteMail
from core.errors import Refusal
from core.model import Case, Channel, Prompt, PromptState
from core.prompts import KINDS

NO_QUESTION = Refusal("I cannot find that question any more.", "Nothing has been done.")
NOT_YOURS = "Only whoever was asked can answer this, or a coordinator on their behalf."


def answer(
    turn: Turn,
    carried: Carried,
    verdict: str,
    *,
    values: Mapping[str, Any] | None = None,
    conditions: tuple[str, ...] = (),
    half_days: int | None = None,
    text: str = "",
) -> Refusal | None:
    """Record an answer; return why it could not be. Whoever comes second is told who was first."""
    found = find(turn, carried)
    if isinstance(found, Refusal):
        return found
    case, prompt = found
    refusal = not_theirs(turn, case, prompt)
    if refusal is not None:
        return refusal
    command = AnswerPrompt(
        key=turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        prompt=prompt.id,
        verdict=verdict,
        values=values or {},
        conditions=conditions,
        half_days=half_days,
        text=text,
        on_behalf=prompt.person != turn.person,
    )
    refusal = refused(turn.hand_in(command))
    return None if refusal is None else _who_was_first(turn, carried, refusal)


def _who_was_first(turn: Turn, carried: Carried, refusal: Refusal) -> Refusal:
    """Return a refusal that names who settled the question, where it was settled by then."""
    found = find(turn, carried)
    if isinstance(found, Refusal):
        return refusal
    return over(turn, *found) or refusal


def over(turn: Turn, case: Case, prompt: Prompt) -> Refusal | None:
    """Return why a question is none any more, with who settled it when; None: it is open."""
    if prompt.answered_at is None:
        closed = Refusal("This is no longer asked.", "Nothing needs to be done.")
        return None if prompt.open and case.is_open else closed
    names = turn.screens.standing_of(turn.connection, case, (prompt.answered_by or "",)).names
    when = civil(prompt.answered_at)
    who = names.who(prompt.answered_by)
    return Refusal(f"This was already settled by {who} on {when:%-d %B %Y at %H:%M}.")


def find(turn: Turn, carried: Carried) -> tuple[Case, Prompt] | Refusal:
    """Return the question that a button or a modal is about."""
    case = turn.case(carried.case)
    prompt = case.find_prompt(carried.prompt) if case else None
    return (case, prompt) if case and prompt else NO_QUESTION


def not_theirs(turn: Turn, case: Case, prompt: Prompt) -> Refusal | None:
    """Return why somebody may not answer a question; None: they may."""
    if turn.may_answer(case, prompt):
        return None
    seen = turn.screens.standing_of(turn.connection, case)
    whom = seen.names.who(prompt.person) or "somebody else"
    return Refusal(f"This was asked of {whom}.", NOT_YOURS)


def tell_second(turn: Turn, carried: Carried, refusal: Refusal) -> None:
    """Tell somebody that their press changed nothing; not of what they did themselves before."""
    found = find(turn, carried)
    if isinstance(found, Refusal):
        turn.refuse(refusal)
        return
    case, prompt = found
    answered = prompt.state in (PromptState.ANSWERED, PromptState.DECLINED)
    if answered and prompt.answered_by == turn.person:
        return
    title = KINDS[prompt.kind].title
    turn.say(f"“{title}” ({case.ref}): {refusal} Your answer has changed nothing.",
             case.record.alliance)  # fmt: skip


def tell_coordinator(turn: Turn, carried: Carried, why: str) -> Refusal | None:
    """File what keeps somebody from answering with the case; whoever coordinates it is told."""
    found = find(turn, carried)
    if isinstance(found, Refusal):
        return found
    case, prompt = found
    return not_theirs(turn, case, prompt) or refused(
        turn.hand_in(remark(turn, case, why, prompt=prompt, what="question_to_coordinator"))
    )


def remark(
    turn: Turn, case: Case, text: str, *, what: str = "remark", prompt: Prompt | None = None,
    key: str = "",
) -> NoteMail:  # fmt: skip
    """Return the command that files somebody's words with a case."""
    person = turn.who.person if turn.who else None
    return NoteMail(
        key=key or turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        what=what,
        text=text,
        reply_to=(person.email if person else None) or "",
        person=turn.person,
        prompt=prompt.id if prompt else None,
        proven=True,
        from_party=prompt is not None and prompt.person == turn.person,
    )
