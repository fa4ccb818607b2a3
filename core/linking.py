"""Saying who somebody is: an unknown sender of parked mail, an unknown account in Slack."""

from dataclasses import replace

from sqlalchemy import Connection, update

from core.commands import OpenRequest, canonical, from_canonical
from core.desk import Desk, Outcome
from core.errors import Refusal
from core.releasing import release_in
from core.store import directory_tables, mail_tables, parking, people
from core.store.cases import table_of

_PERSON = table_of(directory_tables.PersonRow)
_PARKED = table_of(mail_tables.ParkedRow)
_NOBODY = Refusal(
    "The directory knows nobody like that.", "Choose somebody else, or import them first."
)


def link_sender(connection: Connection, desk: Desk, id_: int, person: str, actor: str) -> Outcome:
    """Open the request that was parked as that of a person of the directory, on `actor`'s word.

    What is sent to them goes where the directory says: there it reaches them if they wrote it.
    """
    item = parking.find(connection, id_)
    known = people.by_id(connection, person)
    proposal = item["proposal"] if item else None
    command = from_canonical(proposal["command"]) if proposal else None
    if known is None or not isinstance(command, OpenRequest):
        return _NOBODY if known is None else Refusal("There is no sender to be linked.")
    linked = replace(
        command,
        requester=person,
        requester_name=known.person.name,
        schools=command.schools or (known.schools if len(known.schools) == 1 else ()),
    )
    connection.execute(
        update(_PARKED)
        .where(_PARKED.c.id == id_, _PARKED.c.resolved_at.is_(None))
        .values(proposal={"command": canonical(linked)})
    )
    return release_in(connection, desk, id_, actor, f"sent by {known.person.name}")


def link_account(
    connection: Connection, desk: Desk, id_: int, user: str, person: str, actor: str
) -> Refusal | None:
    """Note whose a Slack account is, and have the parked item done with; None: it was done."""
    known = people.by_id(connection, person)
    if known is None:
        return _NOBODY
    other = known.person.slack_user_id
    if other not in (None, "", user):
        return Refusal(
            f"{known.person.name} has another account in Slack already.",
            "If that one is out of use, import them with the new Slack user id.",
        )
    item = parking.find(connection, id_)
    if item is None or item["resolved_at"] is not None:
        return Refusal("That was dealt with already.")
    connection.execute(update(_PERSON).where(_PERSON.c.id == person).values(slack_user_id=user))
    parking.resolve(connection, id_, actor, f"linked: {known.person.name}", desk.clock.now())
    return None
