"""People: who an address belongs to, who holds which post, and what they have to do with."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from core.model import CaseState, PromptState
from core.parties import CONTACT_ROLES, Acquaintance, Person, acting_for_alliance
from core.process import Role
from core.reading.schools import SchoolEntry
from core.store import directory_tables as d
from core.store import tables
from core.store.cases import table_of

_PERSON, _POST, _SCHOOL = table_of(d.PersonRow), table_of(d.PostRow), table_of(d.SchoolRow)
_CASE, _PROMPT, _SLE = table_of(tables.CaseRow), table_of(tables.PromptRow), table_of(d.SleRow)


_KNOWN = (
    select(_PERSON, _POST.c.school, _POST.c.role, _SLE.c.id.label("sle"))
    .select_from(
        _PERSON.outerjoin(_POST, _POST.c.person == _PERSON.c.id).outerjoin(
            _SLE, _SLE.c.person == _PERSON.c.id
        )
    )
    .order_by(_POST.c.id, _SLE.c.id)
)
_BY_ADDRESS = _KNOWN.where(_PERSON.c.email == bindparam("wanted"))
_BY_ID = _KNOWN.where(_PERSON.c.id == bindparam("wanted"))
_BY_SLACK = _KNOWN.where(_PERSON.c.slack_user_id == bindparam("wanted"))

# Built once: building a statement costs more than running it.
_PEOPLE = select(_PERSON).where(_PERSON.c.id.in_(bindparam("ids", expanding=True)))
_POSTS = (
    select(_POST.c.school, _POST.c.role, _PERSON)
    .join(_PERSON, _PERSON.c.id == _POST.c.person)
    .where(
        _POST.c.school.in_(bindparam("schools", expanding=True))
        | ((_POST.c.school == "") & _POST.c.alliance.in_((bindparam("alliance"), "")))
    )
    .order_by(_POST.c.alliance.desc(), _POST.c.id)
)


def person_of(row: Any) -> Person:
    """Return the person a row of the table of people stands for."""
    return Person(id=row.id, name=row.name, email=row.email, slack_user_id=row.slack_user_id)


def by_address(connection: Connection, address: str) -> Acquaintance | None:
    """Return who writes from an address (letter case aside); None: nobody we know."""
    return _acquaintance(connection, _BY_ADDRESS, address.strip().lower())


def by_slack(connection: Connection, user: str) -> Acquaintance | None:
    """Return who has a Slack account; None: nobody we know."""
    return _acquaintance(connection, _BY_SLACK, user)


def by_id(connection: Connection, person: str) -> Acquaintance | None:
    """Return somebody by their id."""
    return _acquaintance(connection, _BY_ID, person)


def _acquaintance(connection: Connection, query: Select[Any], wanted: str) -> Acquaintance | None:
    rows = connection.execute(query, {"wanted": wanted}).all()
    if not rows:
        return None
    first = rows[0]
    person = person_of(first)
    posts = dict.fromkeys((x.school, x.role) for x in rows if x.role is not None)
    return Acquaintance(person, tuple(posts), first.sle)


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Person]:
    """Read people by their ids."""
    wanted = sorted(ids)
    if not wanted:
        return {}
    rows = connection.execute(_PEOPLE, {"ids": wanted})
    return {row.id: person_of(row) for row in rows}


def holders(
    connection: Connection, alliance: str, schools: Collection[str] = ()
) -> tuple[dict[tuple[str, str], str], dict[str, Person]]:
    """Read who holds which post at these schools and at the alliance; the first named counts."""
    posts: dict[tuple[str, str], str] = {}
    people: dict[str, Person] = {}
    rows = connection.execute(_POSTS, {"schools": sorted(schools), "alliance": alliance})
    for row in rows:
        posts.setdefault((row.school, row.role), row.id)
        people[row.id] = person_of(row)
    return posts, people


def coordinators(connection: Connection, alliance: str) -> tuple[str, ...]:
    """Return who coordinates an alliance, then who directs it, by their ids."""
    posts, _ = holders(connection, alliance)
    return acting_for_alliance(posts)


def acting_in(connection: Connection, person: str) -> frozenset[str]:
    """Return the alliances that somebody coordinates or directs; an empty name stands for all."""
    acting = _POST.c.role.in_(CONTACT_ROLES[Role.COORDINATOR])
    query = select(_POST.c.alliance).where(_POST.c.person == person, _POST.c.school == "", acting)
    return frozenset(connection.execute(query).scalars())


def find_people(connection: Connection, words: str) -> list[str]:
    """Return the ids of people by id, address or full name."""
    words = words.strip()
    query = select(_PERSON.c.id).where(
        (_PERSON.c.id == words) | (_PERSON.c.email == words.lower()) | (_PERSON.c.name == words)
    )
    return [row.id for row in connection.execute(query.order_by(_PERSON.c.id))]


def everybody(connection: Connection) -> list[Person]:
    """Return everybody the directory knows, by their names."""
    rows = connection.execute(select(_PERSON).order_by(_PERSON.c.name, _PERSON.c.id))
    return [person_of(row) for row in rows]


def open_cases(connection: Connection, person: str) -> list[str]:
    """Return the running cases that a person asked for or is asked in, the newest first."""
    asked = (
        select(_PROMPT.c.case)
        .where(_PROMPT.c.person == person, _PROMPT.c.state == PromptState.OPEN.value)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(_CASE.c.id)
        .where(
            (_CASE.c.requester == person) | _CASE.c.id.in_(asked),
            _CASE.c.state == CaseState.OPEN.value,
        )
        .order_by(_CASE.c.opened_at.desc(), _CASE.c.id.desc())
    )
    return [row.id for row in rows]


def school_entries(connection: Connection) -> Iterable[SchoolEntry]:
    """Return every school that is open, as the index of names takes them."""
    rows = connection.execute(select(_SCHOOL).where(_SCHOOL.c.status != "closed"))
    return [
        SchoolEntry(
            id=row.id,
            name=row.name,
            town=row.town,
            domain=row.domain,
            postcode=row.postcode,
            urn=row.urn,
            phase=row.phase,
        )
        for row in rows
    ]
