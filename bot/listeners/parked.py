"""Parked items, dealt with from Slack: carried out, put aside, or their sender made known."""

from collections.abc import Mapping

from bot.counter import Turn, refused
from bot.listeners.payloads import Submitted
from bot.parked import stranger_of
from bot.parked_dealing import the_item
from bot.views import modals
from bot.views.state import MISSING, text_in
from core import linking, releasing
from core.errors import Refusal
from core.store import people

Errors = Mapping[str, str]


def release(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    """Carry out what was parked, on the presser's word."""
    found, why = the_item(turn, sent.carried.parked), text_in(sent.state, modals.WHY)
    if isinstance(found, Refusal) or not why:
        return found if isinstance(found, Refusal) else {modals.WHY: MISSING}
    desk, id_ = turn.counter.desk, sent.carried.parked
    return refused(releasing.release_in(turn.connection, desk, id_, turn.person, why))


def discard(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    """Put a parked item aside for good."""
    found, why = the_item(turn, sent.carried.parked), text_in(sent.state, modals.WHY)
    if isinstance(found, Refusal) or not why:
        return found if isinstance(found, Refusal) else {modals.WHY: MISSING}
    desk, id_ = turn.counter.desk, sent.carried.parked
    return releasing.discard_in(turn.connection, desk, id_, turn.person, why)


def link(turn: Turn, sent: Submitted) -> Errors | Refusal | None:
    """Say who an unknown sender or account is."""
    found = the_item(turn, sent.carried.parked)
    if isinstance(found, Refusal):
        return found
    person = _person(turn, sent)
    if person is None:
        return {modals.ADDRESS: "The directory knows nobody with this address."}
    desk, id_, user = turn.counter.desk, sent.carried.parked, stranger_of(found)
    if user:
        return linking.link_account(turn.connection, desk, id_, user, person, turn.person)
    return refused(linking.link_sender(turn.connection, desk, id_, person, turn.person))


def _person(turn: Turn, sent: Submitted) -> str | None:
    address = text_in(sent.state, modals.ADDRESS)
    if not address:
        return text_in(sent.state, modals.PERSON) or None
    known = people.by_address(turn.connection, address)
    return known.person.id if known else None
