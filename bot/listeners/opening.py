"""What a button opens: each modal, made for whoever pressed, or a word on why there is none."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.counter import Turn
from bot.details import details
from bot.ids import METADATA, Action, Carried
from bot.listeners.answering import find, not_theirs, over
from bot.listeners.requesting import open_request_form
from bot.looking import Looked, look_at
from bot.parked import item_of
from bot.parked_dealing import people_to_link, the_item
from bot.views import modals
from bot.views.behalf import verdict
from bot.views.shortlist import shortlist
from bot.views.shown import Place, Question, VisitShown
from bot.views.standing import bills, open_invoices, places, questions
from bot.views.visits import log_visit
from core.calendars import local_date
from core.errors import Refusal
from core.model import Case
from core.prompts import Answers
from core.store import naming, sles

ModalView = dict[str, Any]
Opener = Callable[[Turn, Carried], ModalView | Refusal]

_NO_CASE: Final = Refusal("I cannot find that case any more.")
_NOT_ACTING: Final = Refusal("Only the alliance's coordinator or director can do this.")
_NOWHERE: Final = Refusal(
    "There is no deployment of yours under way.", "Visits can be logged once all have signed."
)


def opened(turn: Turn, action: str, carried: Carried) -> ModalView:
    """Return the modal that a button opens; where it may not, one that says why."""
    found = OPENERS[Action(action)](turn, carried)
    return modals.plain("Not possible", str(found)) if isinstance(found, Refusal) else found


# --- answers --------------------------------------------------------------------------------------


def _look(turn: Turn, carried: Carried) -> Looked | Refusal:
    found = find(turn, carried)
    if isinstance(found, Refusal):
        return found
    case, prompt = found
    refusal = not_theirs(turn, case, prompt)
    if refusal is not None:
        return refusal
    settled = over(turn, case, prompt)
    return settled or look_at(turn.connection, turn.screens, case, prompt, turn.person)


def _no(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = _look(turn, carried)
    if isinstance(found, Refusal):
        return found
    return modals.no_because(found.title, carried, found.if_no)


def _yes_but(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = _look(turn, carried)
    return found if isinstance(found, Refusal) else modals.yes_but(found.title, carried)


def _in_the_way(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = _look(turn, carried)
    return found if isinstance(found, Refusal) else modals.in_the_way(found.title, carried)


def _fill_in(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = _look(turn, carried)
    return found if isinstance(found, Refusal) else _form(found, carried)


def _form(found: Looked, carried: Carried) -> ModalView:
    intro = f"You answer for {found.who}." if carried.on_behalf else ""
    return modals.form(found.title, found.fields, found.known, carried, intro=intro)


def _choose(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = _look(turn, carried)
    return found if isinstance(found, Refusal) else _shortlist(found, carried)


def _shortlist(found: Looked, carried: Carried) -> ModalView:
    view, deployment = found.view, found.loaded.deployment
    half_days = deployment.half_days if deployment else None
    return shortlist(carried, view.schools, view.summary, found.shortlist, half_days)


def on_behalf_modal(turn: Turn, carried: Carried) -> ModalView | Refusal:
    """Return the modal in which somebody else's answer is recorded, by how it is answered."""
    found = _look(turn, carried)
    if isinstance(found, Refusal):
        return found
    match found.kind.answers:
        case Answers.YES_NO:
            return verdict(found.title, found.who, carried)
        case Answers.CHOICE:
            return _shortlist(found, carried)
        case Answers.VISITS:
            return _log_visit(turn, carried.with_(deployment=found.prompt.about))
        case Answers.DONE | Answers.FORM | Answers.INVOICE | Answers.PAYMENT:
            return _form(found, carried)


# --- visits ---------------------------------------------------------------------------------------


def _log_visit(turn: Turn, carried: Carried) -> ModalView | Refusal:
    return _visit_modal(turn, carried, None)


def _change_visits(turn: Turn, carried: Carried) -> ModalView | Refusal:
    """Return the modal for the first visit understood; what was told beside it is asked next."""
    if not carried.visits:
        return _log_visit(turn, carried)
    first, *others = carried.visits
    shown = VisitShown(school=first.school, on=first.on, half_days=first.half_days)
    found = _visit_modal(turn, carried, shown)
    if isinstance(found, Refusal):
        return found
    kept = carried.with_(said=carried.said[:500], visits=tuple(others))
    return {**found, "private_metadata": kept.packed(METADATA)}


def _visit_modal(turn: Turn, carried: Carried, first: VisitShown | None) -> ModalView | Refusal:
    found = [x for x in places_for(turn, carried) if carried.deployment in ("", x.deployment)]
    today = local_date(turn.screens.clock.now())
    return log_visit(found, carried, today, first) if found else _NOWHERE


def places_for(turn: Turn, carried: Carried) -> list[Place]:
    """Return where somebody may log visits: in their own deployments, or in a case of theirs."""
    refs = [carried.case] if carried.case else sles.cases_lent_in(turn.connection, turn.person)
    found: list[Place] = []
    for ref in refs:
        seen = turn.screens.standing(turn.connection, ref)
        if seen is not None and seen.case.is_open:
            own = lent_by(turn, seen.case)
            acts = bool(carried.case) and turn.acts_for(seen.case)
            found += [x for x in places(seen) if acts or x.deployment in own]
    return found


def lent_by(turn: Turn, case: Case) -> frozenset[str]:
    """Return the deployments of a case whose SLE somebody is."""
    persons = naming.sle_persons(turn.connection, {x.sle for x in case.deployment if x.sle})
    return frozenset(x.id for x in case.deployment if persons.get(x.sle or "") == turn.person)


# --- a case, by whoever looks after it ------------------------------------------------------------


def _acting(turn: Turn, carried: Carried) -> Case | Refusal:
    case = turn.case(carried.case)
    if case is None:
        return _NO_CASE
    return case if turn.acts_for(case) else _NOT_ACTING


def _see(turn: Turn, carried: Carried) -> ModalView | Refusal:
    case = turn.case(carried.case)
    if case is None:
        return _NO_CASE
    acts = turn.acts_for(case)
    return details(turn.connection, turn.screens, case, turn.person, acts=acts)


def _record_answer(turn: Turn, carried: Carried) -> ModalView | Refusal:
    case = _acting(turn, carried)
    if isinstance(case, Refusal):
        return case
    asked: tuple[Question, ...] = ()
    if case.is_open:
        asked = questions(turn.screens.standing_of(turn.connection, case))
    return modals.on_behalf(asked, carried.with_(on_behalf=True, do=""))


def _record_invoice(turn: Turn, carried: Carried) -> ModalView | Refusal:
    case = _acting(turn, carried)
    if isinstance(case, Refusal):
        return case
    seen = turn.screens.standing_of(turn.connection, case)
    return modals.invoice(bills(seen), carried.with_(do=""))


def _record_payment(turn: Turn, carried: Carried) -> ModalView | Refusal:
    case = _acting(turn, carried)
    if isinstance(case, Refusal):
        return case
    seen = turn.screens.standing_of(turn.connection, case)
    return modals.payment(open_invoices(seen), carried.with_(do=""))


def _withdraw(turn: Turn, carried: Carried) -> ModalView | Refusal:
    case = _acting(turn, carried)
    if isinstance(case, Refusal):
        return case
    schools = turn.screens.standing_of(turn.connection, case).schools(case.record.schools)
    return modals.withdraw(schools, carried.with_(do=""))


# --- parked items ---------------------------------------------------------------------------------


def _release(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = the_item(turn, carried.parked)
    if isinstance(found, Refusal):
        return found
    return modals.release(item_of(turn.connection, found, turn.screens), carried)


def _discard(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = the_item(turn, carried.parked)
    if isinstance(found, Refusal):
        return found
    return modals.discard(item_of(turn.connection, found, turn.screens), carried)


def _link(turn: Turn, carried: Carried) -> ModalView | Refusal:
    found = the_item(turn, carried.parked)
    if isinstance(found, Refusal):
        return found
    item = item_of(turn.connection, found, turn.screens)
    return modals.link(item, people_to_link(turn.connection, found), carried)


def _request(turn: Turn, carried: Carried) -> ModalView | Refusal:
    return open_request_form(turn, carried)


OPENERS: Final[Mapping[Action, Opener]] = {
    Action.NO: _no,
    Action.YES_BUT: _yes_but,
    Action.FILL_IN: _fill_in,
    Action.CHOOSE: _choose,
    Action.IN_THE_WAY: _in_the_way,
    Action.LOG_VISIT: _log_visit,
    Action.CHANGE_VISITS: _change_visits,
    Action.SEE_CASE: _see,
    Action.RECORD_ANSWER: _record_answer,
    Action.RECORD_INVOICE: _record_invoice,
    Action.RECORD_PAYMENT: _record_payment,
    Action.WITHDRAW: _withdraw,
    Action.RELEASE: _release,
    Action.DISCARD: _discard,
    Action.LINK: _link,
    Action.NEW_REQUEST: _request,
}
"""By what was pressed, or by what a menu's option says."""
