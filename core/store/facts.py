"""Reading the facts that a decision needs, inside its transaction and under its locks."""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.commands import AnswerPrompt, Command, NoteMail, OpenRequest
from core.model import Case
from core.parties import Alliance, Facts
from core.store.people import by_ids, holders
from core.store.schools import calendars, schools_by_id
from core.store.sles import sles_by_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom and what to read facts about, by their ids."""

    people: frozenset[str] = frozenset()
    sles: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()


def wanted_by(command: Command, case: Case | None) -> Wanted:
    """Return what a command on a case may depend on: the case's parties and those it names."""
    known = Wanted() if case is None else wanted_for(case)
    named = _named(command)
    return Wanted(
        known.people | named.people, known.sles | named.sles, known.schools | named.schools
    )


def _named(command: Command) -> Wanted:
    """Return what a command names by itself."""
    match command:
        case OpenRequest():
            people = {command.actor, command.requester or ""}
            return Wanted(frozenset(people - {""}), schools=frozenset(command.schools))
        case NoteMail():
            return Wanted(frozenset({command.actor, command.person or ""} - {""}))
        case AnswerPrompt():
            chosen = {str(command.values.get("sle") or "")} - {""}
            schools = frozenset(command.values.get("school_ids") or ())
            return Wanted(frozenset({command.actor}), frozenset(chosen), schools)
        case _:
            return Wanted(frozenset({command.actor}))


def wanted_for(case: Case) -> Wanted:
    """Return whom a case is about: who was asked, who is lent, and the schools on both sides."""
    people = {case.record.requester or ""}
    for prompt in case.prompt:
        people.update((prompt.person or "", prompt.answered_by or ""))
    return Wanted(
        frozenset(people - {""}),
        frozenset(x.sle for x in case.deployment if x.sle),
        frozenset({*case.schools(), *(case.request.get("school_ids") or ())}),
    )


def gather(
    connection: Connection,
    alliance: Alliance,
    wanted: Wanted,
    *,
    process_hash: str = "",
    next_ref: int = 0,
    slack: bool = False,
) -> Facts:
    """Read the facts about `wanted`, and about the home schools of its SLEs."""
    sles = sles_by_id(connection, wanted.sles)
    school_ids = wanted.schools | {x.home_school for x in sles.values()}
    schools = schools_by_id(connection, school_ids)
    posts, people = holders(connection, alliance.slug, school_ids)
    people.update({x.person.id: x.person for x in sles.values()})
    people.update(by_ids(connection, wanted.people - people.keys()))
    return Facts(
        alliance=alliance,
        process_hash=process_hash,
        schools=schools,
        people=people,
        posts=posts,
        sles=sles,
        calendars=calendars(connection, schools),
        next_ref=next_ref,
        slack=slack,
    )
