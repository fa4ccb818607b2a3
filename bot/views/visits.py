"""Visits told in chat: what was understood, confirmed with one press; and logging one by a form."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot.ids import VALUE, Action, Carried, View, field_block
from bot.views.blocks import (
    Message,
    actions,
    asked,
    button,
    context,
    date_input,
    message,
    modal,
    option,
    radio,
    section,
    sections,
    select,
    text_input,
)
from bot.views.mrkdwn import bold, bullets, clip, line, put, stacked
from bot.views.shown import Place, VisitShown
from core.notices.plain_english import day

PLACE = field_block("place")
ON = field_block("on")
LENGTH = field_block("length")
NOTE = field_block("note")

_LENGTHS: Final = {1: "Half day", 2: "Full day"}

_WHAT_TO_ASK: Mapping[str, str] = {
    "which_school": "Which school was it?",
    "which_date": "Which day was it?",
    "how_long": "How long was it: half a day or a full day?",
    "planned": "That visit is still to come, as I read it. Tell me again once you have been there.",
    "cancelled": "As I read it, that visit did not take place, so I have logged nothing.",
    "correction": "You seem to correct a visit. Please tell the coordinator, who can put it right.",
}
"""By what is uncertain, or by what a message is instead of a report."""


def understood(visits: Sequence[VisitShown], carried: Carried, today: date) -> Message:
    """Return what was understood of a chat message, to be confirmed; `carried` has the visits.

    More visits than a button can carry are asked for in smaller parts.
    """
    try:
        about = fitting(carried)
    except ValueError:
        return _too_many(len(visits))
    told = [f"{_LENGTHS[x.half_days]} at {x.school}, {day(x.on, today)}" for x in visits]
    count = "this visit" if len(visits) == 1 else f"these {len(visits)} visits"
    asking = f"Shall I log {count}?"
    return message(
        put(asking, " ", "; ".join(told)),
        body=[*sections(stacked(bold(asking), bullets(told))), context("Nothing is logged yet.")],
        tail=actions(
            button("Confirm", Action.CONFIRM_VISITS, about, style="primary"),
            button("Change…", Action.CHANGE_VISITS, about),
            button("Not a visit", Action.DROP_VISITS, about),
        ),
    )


def _too_many(count: int) -> Message:
    told = f"{count} visits are too many for me at once. Please tell me of them in smaller parts."
    return message(told, body=[section(told), context("Nothing is logged yet.")])


def fitting(carried: Carried) -> Carried:
    """Return what a Confirm button carries, its note cut so that it fits.

    Raises ValueError where the visits alone are too many for a button.
    """
    room = VALUE - len(carried.with_(said="").packed()) - len(',"said":""') - 1
    said = clip(carried.said, room) if room > 0 else ""
    while len(carried.with_(said=said).packed(10 * VALUE)) > VALUE:
        said = said[: len(said) * 3 // 4]
    return carried.with_(said=said)


def ask_about(what: str, carried: Carried, places: Sequence[str] = ()) -> Message:
    """Ask for what is uncertain, or say why nothing was logged; `what` is the reader's word."""
    asking = _WHAT_TO_ASK.get(what, "I could not find a visit in that.")
    example = f"For example: “Half day at {places[0]} on Tuesday”." if places else ""
    return message(
        asking,
        body=sections(stacked(bold(asking), line(example))),
        tail=actions(button("Log a visit…", Action.LOG_VISIT, carried)) if places else (),
    )


def confirmed(visits: Sequence[VisitShown], today: date, stands: str = "") -> Message:
    """Return the message after its press: logged; `stands`: "2.5 of 4 days logged"."""
    told = [f"{_LENGTHS[x.half_days]} at {x.school}, {day(x.on, today)}" for x in visits]
    return message(
        put("Logged: ", "; ".join(told)),
        body=sections(stacked(bold("✔ Logged, thank you"), bullets(told), line(stands))),
    )


def dropped() -> Message:
    """Return the message after "Not a visit"."""
    return message("Nothing was logged.", body=[section("Nothing was logged.")])


def log_visit(
    places: Sequence[Place], carried: Carried, today: date, first: VisitShown | None = None
) -> dict[str, Any]:
    """Return the modal that a visit is logged with; `places` may not be empty.

    The chosen value of a place is `place_value` of it.
    """
    options = [option(x.name, place_value(x), x.case) for x in places]
    chosen = options[0]["value"] if len(options) == 1 else _value_of(places, first)
    length = str(first.half_days) if first else None
    body = [
        asked(PLACE, "School", select(options, chosen)),
        asked(ON, "Day", date_input((first.on if first else today).isoformat())),
        asked(
            LENGTH,
            "Length",
            radio([option(x, str(n)) for n, x in _LENGTHS.items()], length),
            hint="A twilight counts as half a day.",
        ),
        asked(
            NOTE,
            "What was done",
            text_input(carried.said, long=True),
            hint="A line or two; please refer to colleagues by their role, not by name.",
            optional=True,
        ),
    ]
    kept = carried.with_(said="", visits=())
    return modal(View.VISITS, "Log a visit", body, kept, submit="Log it")


def place_value(place: Place) -> str:
    """Return what stands for a place in a menu: its deployment and its school."""
    return f"{place.deployment}|{place.school}"


def place_of(value: str) -> tuple[str, str]:
    """Return the deployment and the school that `place_value` put together."""
    deployment, _, school = value.partition("|")
    return deployment, school


def _value_of(places: Sequence[Place], visit: VisitShown | None) -> str | None:
    if visit is None:
        return None
    return next((place_value(x) for x in places if visit.school in (x.name, x.school)), None)
