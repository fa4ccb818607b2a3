"""What was parked, and how a person deals with it: carried out after all, or put aside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, update

from core.calendars import civil
from core.commands import AnswerPrompt, Command, from_canonical
from core.desk import Desk, Handled, Outcome
from core.errors import Refusal
from core.store import mail_tables, parking, people
from core.store.cases import table_of

_LETTER = table_of(mail_tables.LetterRow)
_UNKNOWN = Refusal("Nothing is parked under that number.", "sle-broker parked list shows what is.")


def release(desk: Desk, id_: int, actor: str, reason: str) -> Outcome:
    """Carry out the command that was parked, on `actor`'s word, in one transaction.

    An answer counts as given for the party that was asked. What the desk refuses stays parked.
    """
    with desk.database.write() as connection:
        return release_in(connection, desk, id_, actor, reason)


def release_in(connection: Connection, desk: Desk, id_: int, actor: str, reason: str) -> Outcome:
    """Do as `release` within a transaction that the caller owns."""
    desk.database.lock(connection, [f"parked:{id_}"])
    item = parking.find(connection, id_)
    if item is None:
        return _UNKNOWN
    if item["resolved_at"] is not None:
        return _dealt_with(connection, item)
    proposal = item["proposal"]
    if proposal is None:
        return Refusal(
            "Nothing is proposed for it, so there is nothing to carry out.",
            f"Deal with it by hand, then: parked discard {id_}. {item['hint']}".rstrip(),
        )
    command = _released(from_canonical(proposal["command"]), id_, actor)
    outcome = desk.handle_in(connection, command)
    if isinstance(outcome, Handled):
        parking.resolve(connection, id_, actor, f"released: {reason}", desk.clock.now())
        _file_letter(connection, item["raw"], outcome.case)
    return outcome


def _released(command: Command, id_: int, actor: str) -> Command:
    """Return the command as it is carried out: under its own key, by whoever vouches for it."""
    command = replace(command, key=f"release:{id_}", actor=actor)
    return replace(command, on_behalf=True) if isinstance(command, AnswerPrompt) else command


def _file_letter(connection: Connection, raw: int | None, case: str | None) -> None:
    if raw is not None:
        connection.execute(
            update(_LETTER).where(_LETTER.c.raw == raw).values(case=case, done="released")
        )


def set_aside_mail(desk: Desk, raw: int, actor: str) -> None:
    """Put aside what was parked of a mail that is about to be read once more.

    It may be parked anew, so the number it was parked under is given up with it.
    """
    with desk.database.write() as connection:
        parking.forget_mail(connection, raw, actor, desk.clock.now())


def proposed(proposal: Mapping[str, Any]) -> str:
    """Return the name of the command that a parked item proposes."""
    return type(from_canonical(proposal["command"])).__name__


def discard(desk: Desk, id_: int, actor: str, reason: str) -> Refusal | None:
    """Put a parked item aside for good; None: it was done."""
    with desk.database.write() as connection:
        return discard_in(connection, desk, id_, actor, reason)


def discard_in(
    connection: Connection, desk: Desk, id_: int, actor: str, reason: str
) -> Refusal | None:
    """Do as `discard` within a transaction that the caller owns."""
    desk.database.lock(connection, [f"parked:{id_}"])
    item = parking.find(connection, id_)
    if item is None:
        return _UNKNOWN
    if item["resolved_at"] is not None:
        return _dealt_with(connection, item)
    parking.resolve(connection, id_, actor, f"discarded: {reason}", desk.clock.now())
    return None


def _dealt_with(connection: Connection, item: Mapping[str, Any]) -> Refusal:
    """Say who dealt with an item, when and how."""
    known = people.by_id(connection, item["resolved_by"])
    who = known.person.name if known else item["resolved_by"]
    when = civil(item["resolved_at"])
    return Refusal(
        f"That was dealt with already, by {who} on {when:%-d %B %Y at %H:%M} "
        f"({item['resolution']}).",
        "sle-broker parked list shows what waits.",
    )
