"""Asking for support in Slack: which alliance, its request form, the case that it opens."""

from typing import Any, Final

from sqlalchemy import Connection

from bot.counter import Turn, refused
from bot.ids import Carried, field_block
from bot.listeners.payloads import Submitted
from bot.listeners.schools import read_schools
from bot.views.behalf import ALLIANCE, which_alliance
from bot.views.modals import request
from bot.views.state import entered, read_state, require
from core import forms
from core.commands import OpenRequest
from core.desk import Handled
from core.errors import Refusal
from core.model import Channel
from core.prompts import KINDS
from core.reading.forms import Field
from core.store import cases, naming, people

ModalView = dict[str, Any]
_NEEDED: Final = ("school", "need")
"""What a request says at least; the rest is asked for once there is a case."""
_ALWAYS: Final = ("school", "specialisms", "need", "days", "when")


def open_request_form(turn: Turn, carried: Carried, channel: str = "") -> ModalView:
    """Return the request form, or the choice of an alliance before it; `channel` is where it was
    asked for, by name.
    """
    slug = carried.alliance or _alliance_meant(turn, channel)
    if not slug:
        known = [(x.slug, x.name) for x in turn.screens.library.alliances.values()]
        return which_alliance(known, carried)
    return request_form(turn, carried.with_(alliance=slug))


def request_form(turn: Turn, carried: Carried) -> ModalView:
    """Return an alliance's request form, the requester's own school filled in."""
    own = turn.who.schools if turn.who else ()
    names = list(naming.school_names(turn.connection, own).values())
    known = {"school": names[0]} if len(names) == 1 else {}
    return request(_fields(turn, carried.alliance), known, carried)


def _alliance_meant(turn: Turn, channel: str) -> str:
    """Return the alliance that somebody asks, as far as it is certain."""
    alliances = turn.screens.library.alliances
    for slug, alliance in alliances.items():
        if channel and (alliance.slack_channel or "").removeprefix("#") == channel:
            return slug
    acting = turn.screens.coordinates(turn.connection, turn.person)
    asked = _asked_before(turn.connection, turn.person)
    for found in (acting, asked, tuple(alliances)):
        if len(found) == 1:
            return found[0]
    return ""


def _asked_before(connection: Connection, person: str) -> tuple[str, ...]:
    found = cases.load_many(connection, people.open_cases(connection, person)).values()
    return tuple(dict.fromkeys(x.record.alliance for x in found))


def _fields(turn: Turn, slug: str) -> tuple[Field, ...]:
    """Return what an alliance's request form asks; a school and a need are always among it."""
    library = turn.screens.library
    process = library.current(library.alliance(slug)).process
    asked = [x.spec.fields for x in process.specs() if KINDS[x.spec.kind].tells_request]
    names = dict.fromkeys([*(asked[0] if asked else _ALWAYS), *_NEEDED])
    return tuple(x for x in forms.fields(forms.FIELDS) if x.written in names)


def alliance_chosen(turn: Turn, sent: Submitted) -> ModalView:
    """Return the form of the alliance that was chosen."""
    slug = str(entered(sent.state, ALLIANCE))
    return request_form(turn, sent.carried.with_(alliance=slug))


def ask_for_support(turn: Turn, sent: Submitted) -> dict[str, str]:
    """Open a request; return what is wrong with the form, by block: nothing, if it was opened."""
    filled = require(read_state(sent.state, _fields(turn, sent.carried.alliance)), _NEEDED)
    if filled.errors:
        return dict(filled.errors)
    schools = read_schools(turn, str(filled.values["school"]))
    if isinstance(schools, Refusal):
        return {field_block("school"): str(schools)}
    who = turn.who
    assert who is not None, "strangers are turned away before"
    names = naming.school_names(turn.connection, schools)
    values = {**filled.values, "school": ", ".join(names[x] for x in schools)}
    command = OpenRequest(
        key=turn.key,
        actor=who.person.id,
        channel=Channel.SLACK,
        alliance=sent.carried.alliance,
        requester=who.person.id,
        requester_address=who.person.email or "",
        requester_name=who.person.name,
        subject=_subject(str(filled.values["need"])),
        schools=schools,
        request={**values, "school_ids": schools},
        author_proven=True,
    )
    outcome = turn.hand_in(command)
    refusal = refused(outcome)
    if refusal is not None:
        return {sent.first_input: str(refusal)}
    assert isinstance(outcome, Handled), "it was not refused"
    return {}


def _subject(need: str) -> str:
    first = need.strip().splitlines()[0] if need.strip() else "Support"
    return first if len(first) <= 80 else first[:79].rstrip() + "…"
