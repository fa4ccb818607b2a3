"""Visits: told in chat and confirmed, or logged by a form."""

from collections.abc import Mapping
from datetime import date

from bot.counter import Turn, refused
from bot.ids import Carried
from bot.listeners.opening import lent_by
from bot.listeners.payloads import Pressed, Submitted
from bot.views import visits as views
from bot.views.state import MISSING, text_in
from bot.visits_told import facts_of
from core.commands import LogVisits, VisitMade
from core.errors import Refusal
from core.model import Case, Channel

Errors = Mapping[str, str]
_NOT_YOURS = Refusal(
    "That is not your deployment.", "Ask the coordinator to log the visit for the SLE."
)


def log(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    """Log the visit that a form says; the message that it was opened from is put right."""
    place, on = text_in(sent.state, views.PLACE), text_in(sent.state, views.ON)
    length = text_in(sent.state, views.LENGTH)
    empty = {views.PLACE: place, views.ON: on, views.LENGTH: length}
    errors = {block: MISSING for block, given in empty.items() if not given}
    if errors:
        return errors
    deployment, school = views.place_of(place)
    note = text_in(sent.state, views.NOTE)
    made = VisitMade(school=school, on=date.fromisoformat(on), half_days=int(length), note=note)
    case = deployment.partition(".")[0]
    carried = Carried(case=case, deployment=deployment, visits=(made,), said=note)
    refusal = log_visits(turn, carried)
    if refusal is not None:
        return {views.ON: str(refusal)}
    others, where = sent.carried.visits, sent.carried.where
    _show(turn, carried, "logged", where)
    if others:
        rest = sent.carried.with_(visits=others, where="")
        turn.queue("visits", case=rest.case, **facts_of(rest, about="understood"))
    return None


def confirm(turn: Turn, press: Pressed) -> None:
    """Log what was understood of a message."""
    refusal = log_visits(turn, press.carried)
    if refusal is not None:
        turn.refuse(refusal, turn.case(press.carried.case))
        return
    _show(turn, press.carried, "logged", f"{press.channel} {press.ts}")


def drop(turn: Turn, press: Pressed) -> None:
    """Log nothing of what was understood."""
    _show(turn, press.carried, "dropped", f"{press.channel} {press.ts}")


def log_visits(turn: Turn, carried: Carried) -> Refusal | None:
    """Log visits of one's own deployment, or of a case that one looks after."""
    case = turn.case(carried.case)
    if case is None or not _may_log(turn, case, carried.deployment):
        return _NOT_YOURS
    command = LogVisits(
        key=turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        deployment=carried.deployment,
        visits=carried.visits,
    )
    return refused(turn.hand_in(command))


def _may_log(turn: Turn, case: Case, deployment: str) -> bool:
    return deployment in lent_by(turn, case) or turn.acts_for(case)


def _show(turn: Turn, carried: Carried, what: str, where: str) -> None:
    """Say what became of visits, in the message that asked about them, if there is one."""
    place = where.split() if where.strip() else None
    told = facts_of(carried, about=what, where=place)
    turn.queue("visits", case=carried.case or None, **told)
