"""SLEs: who they are, how much of their days is promised, whom to weigh, and where they work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.matching import Need
from core.parties import Person, Sle
from core.store import directory_tables as d
from core.store import promises
from core.store.cases import deployments_of, table_of
from core.store.chunks import chunks
from core.store.schools import schools_by_id

_SLE, _SPECIALISM = table_of(d.SleRow), table_of(d.SleSpecialismRow)
_PERSON, _SCHOOL = table_of(d.PersonRow), table_of(d.SchoolRow)


def sles_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Sle]:
    """Read SLEs with what is promised of their days."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = (
        select(_SLE, _PERSON.c.name, _PERSON.c.email, _PERSON.c.slack_user_id, _SCHOOL.c.trust)
        .join(_PERSON, _PERSON.c.id == _SLE.c.person)
        .outerjoin(_SCHOOL, _SCHOOL.c.id == _SLE.c.home_school)
        .where(_SLE.c.id.in_(wanted))
    )
    rows = connection.execute(query).all()
    specialisms = _specialisms(connection, wanted)
    promised = promises.by_year(connection, wanted)
    return {
        row.id: Sle(
            id=row.id,
            person=Person(
                id=row.person, name=row.name, email=row.email, slack_user_id=row.slack_user_id
            ),
            home_school=row.home_school,
            specialisms=tuple(specialisms.get(row.id, ())),
            phases=row.phases,
            half_days_per_year=row.half_days_per_year,
            status=row.status,
            designated_until=row.designated_until,
            portrait=row.portrait,
            home_trust=row.trust,
            promised=promised.get(row.id, {}),
        )
        for row in rows
    }


def _specialisms(connection: Connection, sles: list[str]) -> dict[str, list[str]]:
    rows = connection.execute(
        select(_SPECIALISM)
        .where(_SPECIALISM.c.sle.in_(sles))
        .order_by(_SPECIALISM.c.sle, _SPECIALISM.c.specialism)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.sle, []).append(row.specialism)
    return found


def candidates(connection: Connection, alliance: str, need: Need) -> list[Sle]:
    """Return the alliance's SLEs worth weighing: who shares a specialism or is asked for by name.

    A request that names no specialism is weighed against everybody who works in its phase.
    """
    if need.specialisms:
        sharing = select(_SPECIALISM.c.sle).where(_SPECIALISM.c.specialism.in_(need.specialisms))
        query = _sles_of(alliance).where(_SLE.c.id.in_(sharing))
        found = {row.id for row in connection.execute(query)}
    else:
        rows = connection.execute(_sles_of(alliance))
        found = {x.id for x in rows if not need.phase or not x.phases or need.phase in x.phases}
    found |= _asked_for(connection, alliance, need.wanted)
    sles: list[Sle] = []
    for chunk in chunks(sorted(found)):
        sles += sles_by_id(connection, chunk).values()
    return sles


def _sles_of(alliance: str) -> Any:
    return select(_SLE.c.id, _SLE.c.phases).where(_SLE.c.alliance.in_((alliance, "")))


def _asked_for(connection: Connection, alliance: str, wanted: str) -> set[str]:
    if not wanted:
        return set()
    asked = wanted.casefold()
    listed = sle_names(connection, alliance)
    return {id_ for id_, name in listed.items() if name.casefold() in asked}


def sle_names(connection: Connection, alliance: str) -> dict[str, str]:
    """Return the SLEs whom an alliance may ask: their names by their ids."""
    rows = connection.execute(
        select(_SLE.c.id, _PERSON.c.name)
        .join(_PERSON, _PERSON.c.id == _SLE.c.person)
        .where(_SLE.c.alliance.in_((alliance, "")))
        .order_by(_PERSON.c.name, _SLE.c.id)
    )
    return {row.id: row.name for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDeployment:
    """A deployment under way, at one of its receiving schools; visits count on the days between."""

    deployment: str
    school_id: str
    school: str
    town: str
    first_day: date
    last_day: date
    half_days: int


def running_deployments(connection: Connection, person: str, on: date) -> list[RunningDeployment]:
    """Return where an SLE (by their person's id) may have worked by a day, school by school."""
    rows = connection.execute(select(_SLE.c.id).where(_SLE.c.person == person))
    found = deployments_of(connection, [row.id for row in rows])
    schools = schools_by_id(connection, {x for deployment in found for x in deployment.schools})
    return [
        RunningDeployment(
            deployment=deployment.id,
            school_id=school,
            school=schools[school].name,
            town=schools[school].town or "",
            first_day=days[0],
            last_day=days[1],
            half_days=deployment.half_days_agreed or 0,
        )
        for deployment in found
        if (days := deployment.visit_days(on)) is not None
        for school in deployment.schools
        if school in schools
    ]


def cases_lent_in(connection: Connection, person: str) -> list[str]:
    """Return the cases in which an SLE (by their person's id) is or was lent, the newest last."""
    rows = connection.execute(select(_SLE.c.id).where(_SLE.c.person == person))
    found = deployments_of(connection, [row.id for row in rows])
    return list(dict.fromkeys(x.case for x in found if not x.ended))
