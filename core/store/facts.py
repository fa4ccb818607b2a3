"""Reading the facts that a decision needs, inside its transaction and under its locks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.calendars import SchoolCalendar, TermDate
from core.commands import AnswerPrompt, Command, NoteMail, OpenRequest
from core.model import Case
from core.parties import Alliance, Facts, Person, School, Sle
from core.store import directory_tables as d
from core.store import promises
from core.store.cases import table_of

_SCHOOL, _PERSON, _POST = table_of(d.SchoolRow), table_of(d.PersonRow), table_of(d.PostRow)
_SLE, _SPECIALISM, _TERM = table_of(d.SleRow), table_of(d.SleSpecialismRow), table_of(d.TermRow)

# Built once: building a statement costs more than running it.
_SCHOOLS = select(_SCHOOL).where(_SCHOOL.c.id.in_(bindparam("ids", expanding=True)))
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
_TERMS = select(_TERM).where(
    _TERM.c.school.in_(bindparam("schools", expanding=True))
    | (
        (_TERM.c.school == "")
        & _TERM.c.local_authority.in_(bindparam("authorities", expanding=True))
    )
)


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
) -> Facts:
    """Read the facts about `wanted`, and about the home schools of its SLEs."""
    sles = sles_by_id(connection, wanted.sles)
    school_ids = wanted.schools | {x.home_school for x in sles.values()}
    schools = schools_by_id(connection, school_ids)
    posts, people = holders(connection, alliance.slug, school_ids)
    people.update({x.person.id: x.person for x in sles.values()})
    people.update(_people(connection, wanted.people - people.keys()))
    return Facts(
        alliance=alliance,
        process_hash=process_hash,
        schools=schools,
        people=people,
        posts=posts,
        sles=sles,
        calendars=calendars(connection, schools),
        next_ref=next_ref,
    )


def schools_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, School]:
    """Read schools by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = connection.execute(_SCHOOLS, {"ids": wanted})
    return {
        row.id: School(row.id, row.name, row.phase, row.town, row.trust, row.local_authority)
        for row in rows
    }


def _people(connection: Connection, ids: Iterable[str]) -> dict[str, Person]:
    wanted = sorted(ids)
    if not wanted:
        return {}
    rows = connection.execute(_PEOPLE, {"ids": wanted})
    return {row.id: Person(row.id, row.name, row.email, row.slack_user_id) for row in rows}


def holders(
    connection: Connection, alliance: str, schools: Collection[str] = ()
) -> tuple[dict[tuple[str, str], str], dict[str, Person]]:
    """Read who holds which post at these schools and at the alliance; the first named counts."""
    posts: dict[tuple[str, str], str] = {}
    people: dict[str, Person] = {}
    rows = connection.execute(_POSTS, {"schools": sorted(schools), "alliance": alliance})
    for row in rows:
        posts.setdefault((row.school, row.role), row.id)
        people[row.id] = Person(row.id, row.name, row.email, row.slack_user_id)
    return posts, people


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
            person=Person(row.person, row.name, row.email, row.slack_user_id),
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


def calendars(connection: Connection, schools: Mapping[str, School]) -> dict[str, SchoolCalendar]:
    """Read each school's term dates: its own, else its local authority's, else everybody's."""
    if not schools:
        return {}
    authorities = {x.local_authority or "" for x in schools.values()} | {""}
    wanted = {"schools": sorted(schools), "authorities": sorted(authorities)}
    rows = connection.execute(_TERMS, wanted).all()
    own: dict[str, list[TermDate]] = {}
    shared: dict[str, list[TermDate]] = {}
    for row in rows:
        target, name = (own, row.school) if row.school else (shared, row.local_authority)
        target.setdefault(name, []).append(TermDate(row.start, row.end, row.kind))
    return {
        id_: SchoolCalendar(
            tuple(own.get(id_) or shared.get(school.local_authority or "") or shared.get("") or ())
        )
        for id_, school in schools.items()
    }
