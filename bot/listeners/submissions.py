"""What is sent off with a modal: each becomes one command, or says at its fields what is wrong."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt.app.async_app import AsyncApp

from bot.counter import Counter, Turn
from bot.ids import Carried, View
from bot.listeners import money, parked, requesting, visiting
from bot.listeners.answering import answer, find, not_theirs, tell_coordinator
from bot.listeners.opening import on_behalf_modal
from bot.listeners.payloads import Body, Submitted, submitted
from bot.listeners.schools import read_schools
from bot.looking import Looked, look_at
from bot.views import modals, shortlist
from bot.views.behalf import VERDICT
from bot.views.state import MISSING, Filled, entered, read_state, require, text_in
from core import forms
from core.commands import Withdraw
from core.errors import Refusal
from core.fields import Field
from core.gaps import missing
from core.model import Channel
from core.reading.forms.values import Problem, read_value

Errors = Mapping[str, str]


class NextView(dict[str, Any]):
    """A modal that takes the place of the one sent off."""


# --- answers --------------------------------------------------------------------------------------


def _no(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    why = text_in(sent.state, modals.WHY)
    return answer(turn, sent.carried, "no", text=why) if why else {modals.WHY: MISSING}


def _yes_but(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    condition = text_in(sent.state, modals.CONDITION)
    half_days = _half_days(sent, modals.DAYS)
    if isinstance(half_days, Problem):
        return {modals.DAYS: f"Please write {half_days.instead}."}
    if not condition and half_days is None:
        return {modals.CONDITION: "Please write your condition, or how many days at most."}
    conditions = (condition,) if condition else ()
    return answer(
        turn, sent.carried, "yes", conditions=conditions, half_days=half_days, text=condition
    )


def _verdict(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    words = text_in(sent.state, modals.CONDITION)
    if entered(sent.state, VERDICT) == "no":
        if not words:
            return {modals.CONDITION: "Please write why not."}
        return answer(turn, sent.carried, "no", text=words)
    if words or text_in(sent.state, modals.DAYS):
        return _yes_but(turn, sent)
    return answer(turn, sent.carried, "yes")


def _half_days(sent: Submitted, block: str) -> int | Problem | None:
    words = text_in(sent.state, block)
    if not words:
        return None
    found = read_value(forms.FIELDS["days"], words)
    return found if isinstance(found, Problem) else int(found)


def _form(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    looked = _look(turn, sent.carried)
    if isinstance(looked, Refusal):
        return looked
    filled = _filled(turn, sent, looked)
    return filled.errors or answer(turn, sent.carried, "done", values=filled.values)


def _filled(turn: Turn, sent: Submitted, looked: Looked) -> Filled:
    """Read a form; what its input left as it was written before counts as filled in."""
    fields = [x for x in looked.fields if f"field:{x.name}" in sent.state]
    filled = read_state(sent.state, fields)
    known = {**looked.known, **filled.values}
    filled = require(filled, _still_missing(fields, known))
    words = filled.values.get("school")
    if not looked.kind.tells_request or words in (None, looked.known.get("school")):
        return filled
    schools = read_schools(turn, str(words))
    if isinstance(schools, Refusal):
        return Filled(filled.values, {**filled.errors, "field:school": str(schools)})
    return Filled({**filled.values, "school_ids": schools}, filled.errors)


def _still_missing(fields: list[Field], known: Mapping[str, Any]) -> list[str]:
    return missing([x.written for x in fields if x.required], known)


def _look(turn: Turn, carried: Carried) -> Looked | Refusal:
    found = find(turn, carried)
    if isinstance(found, Refusal):
        return found
    refusal = not_theirs(turn, *found)
    if refusal is not None:
        return refusal
    return look_at(turn.connection, turn.screens, *found, turn.person)


def _choice(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    half_days = _half_days(sent, shortlist.DAYS)
    if half_days is None or isinstance(half_days, Problem):
        return {shortlist.DAYS: "Please write how many days, such as 3 or 2.5."}
    reason = text_in(sent.state, shortlist.REASON)
    values = {"sle": entered(sent.state, shortlist.SLE), **({"override": reason} if reason else {})}
    refusal = answer(turn, sent.carried, "done", values=values, half_days=half_days)
    return None if refusal is None else {shortlist.REASON: str(refusal)}


def _in_the_way(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    why = text_in(sent.state, modals.WHY)
    return tell_coordinator(turn, sent.carried, why) if why else {modals.WHY: MISSING}


def _on_behalf(turn: Turn, sent: Submitted) -> Errors | Refusal | NextView:
    prompt = str(entered(sent.state, modals.QUESTION))
    found = on_behalf_modal(turn, sent.carried.with_(prompt=prompt, on_behalf=True))
    return found if isinstance(found, Refusal) else NextView(found)


# --- the rest -------------------------------------------------------------------------------------


def _withdraw(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    case = turn.case(sent.carried.case)
    if case is None or not turn.acts_for(case):
        return Refusal("Only the alliance's coordinator or director can withdraw a case.")
    command = Withdraw(
        key=turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        reason=text_in(sent.state, modals.WHY),
    )
    outcome = turn.hand_in(command)
    return {modals.WHY: str(outcome)} if isinstance(outcome, Refusal) else None


def _alliance(turn: Turn, sent: Submitted) -> NextView:
    return NextView(requesting.alliance_chosen(turn, sent))


_TAKE: Final[Mapping[View, Callable[[Turn, Submitted], Errors | Refusal | NextView | None]]] = {
    View.NO: _no,
    View.YES_BUT: _yes_but,
    View.VERDICT: _verdict,
    View.FORM: _form,
    View.CHOICE: _choice,
    View.IN_THE_WAY: _in_the_way,
    View.VISITS: visiting.log,
    View.ON_BEHALF: _on_behalf,
    View.INVOICE: money.invoice,
    View.PAYMENT: money.payment,
    View.WITHDRAW: _withdraw,
    View.RELEASE: parked.release,
    View.DISCARD: parked.discard,
    View.LINK: parked.link,
    View.ALLIANCE: _alliance,
    View.REQUEST: requesting.ask_for_support,
}


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen to every modal that we open."""

    async def take(ack: Any, body: Body) -> None:
        sent = submitted(body)
        work = _TAKE[View(sent.view)]
        found = await counter.serve(sent.user, sent.key, lambda turn: _taken(turn, sent, work))
        await ack(**(found or {}))

    for view in _TAKE:
        app.view(str(view))(take)


def _taken(
    turn: Turn,
    sent: Submitted,
    work: Callable[[Turn, Submitted], Errors | Refusal | NextView | None],
) -> dict[str, Any]:
    """Return what Slack is answered: nothing closes the modal."""
    if turn.who is None:
        return _instead(modals.plain("Not possible", turn.welcome_stranger()))
    found = work(turn, sent)
    if isinstance(found, NextView):
        return _instead(dict(found))
    if isinstance(found, Refusal):
        if sent.first_input:
            return {"response_action": "errors", "errors": {sent.first_input: str(found)}}
        return _instead(modals.plain("Not possible", str(found)))
    return {"response_action": "errors", "errors": dict(found)} if found else {}


def _instead(view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": "update", "view": view}
