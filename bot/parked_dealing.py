"""Who may deal with a parked item, and who an unknown sender may be."""

from collections.abc import Mapping
from typing import Any, Final

from rapidfuzz import fuzz
from sqlalchemy import Connection

from bot.counter import Turn
from bot.parked import alliance_of
from core.errors import Refusal
from core.parties import Person
from core.store import mails, parking, people

_MOST: Final = 100


def the_item(turn: Turn, id_: int) -> Mapping[str, Any] | Refusal:
    """Return an item that somebody may deal with, or why they may not."""
    found = parking.find(turn.connection, id_)
    if found is None:
        return Refusal("I cannot find that any more.")
    acting = turn.screens.coordinates(turn.connection, turn.person)
    owner = alliance_of(turn.connection, turn.screens.library, found)
    if not acting or owner not in (*acting, ""):
        return Refusal("Only the alliance's coordinator or director can deal with this.")
    return found


def people_to_link(connection: Connection, found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return who an unknown sender may be: whose names or addresses are most like theirs."""
    letter = mails.letters_of(connection, [found["raw"]] if found["raw"] else [])
    told = next(iter(letter.values()), {})
    wanted = f"{told.get('sender_name', '')} {told.get('sender', '')}".casefold()
    known = people.everybody(connection)
    ranked = sorted(known, key=lambda x: -fuzz.token_set_ratio(wanted, _called(x)))
    return [(x.id, f"{x.name}, {x.email}" if x.email else x.name) for x in ranked[:_MOST]]


def _called(person: Person) -> str:
    return f"{person.name} {person.email or ''}".casefold()
