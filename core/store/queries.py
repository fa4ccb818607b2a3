"""Reading for people: lists of cases, names, mail, shortlists. Nothing here is decided on."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from core import matching
from core.calendars import local_date
from core.model import Case, CaseState, DeploymentState, Prompt, PromptState
from core.parties import Sle
from core.store import cases, facts, mail_tables, tables
from core.store import directory_tables as d
from core.store.cases import table_of
from core.views.mails import MailSeen
from core.views.names import Names

_CASE, _PROMPT, _OUTBOX = (
    table_of(tables.CaseRow),
    table_of(tables.PromptRow),
    table_of(tables.OutboxRow),
)
_INVOICE, _DEPLOYMENT = table_of(tables.InvoiceRow), table_of(tables.DeploymentRow)
_SCHOOL, _PERSON, _SLE = table_of(d.SchoolRow), table_of(d.PersonRow), table_of(d.SleRow)
_SPECIALISM, _POST = table_of(d.SleSpecialismRow), table_of(d.PostRow)
_LETTER, _RAW = table_of(mail_tables.LetterRow), table_of(mail_tables.RawEmailRow)
_CHUNK = 500
"""Databases bound how many values one statement may name."""


def case_refs(
    connection: Connection, alliance: str | None = None, state: str | None = None
) -> list[str]:
    """Return the references of cases, oldest first: of one alliance, in one state, or all."""
    query = select(_CASE.c.id).order_by(_CASE.c.opened_at, _CASE.c.id)
    if alliance is not None:
        query = query.where(_CASE.c.alliance == alliance)
    if state is not None:
        query = query.where(_CASE.c.state == state)
    return [row.id for row in connection.execute(query)]


def load_cases(connection: Connection, refs: Iterable[str]) -> Iterator[Case]:
    """Yield cases in the order of their references, read a few hundred at a time."""
    for chunk in _chunks(list(refs)):
        found = cases.load_many(connection, chunk)
        yield from (found[ref] for ref in chunk if ref in found)


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def chain_end(connection: Connection, ref: str) -> str | None:
    """Return the hash that a case's chain has to end with; None: there is no such case."""
    found: str | None = connection.execute(
        select(_CASE.c.chain_head).where(_CASE.c.id == ref)
    ).scalar()
    return found


# --- names --------------------------------------------------------------------------------------


def names_for(connection: Connection, of: Collection[Case], also: Iterable[str] = ()) -> Names:
    """Return what the schools, people and SLEs of some cases are called; `also` are more people."""
    schools, people, sles = set[str](), set(also), set[str]()
    for case in of:
        schools.update(_schools_in(case))
        people.update(_people_in(case))
        sles.update(x.sle for x in case.deployment if x.sle)
    sle_people = _sle_people(connection, sles)
    called = _named(connection, _PERSON, people | set(sle_people.values()))
    return Names(
        schools=_named(connection, _SCHOOL, schools),
        people=called,
        sles={sle: called[person] for sle, person in sle_people.items() if person in called},
    )


def _schools_in(case: Case) -> Iterator[str]:
    yield from case.record.schools
    for deployment in case.deployment:
        yield from deployment.schools
        if deployment.home_school:
            yield deployment.home_school
    yield from (x.school for x in case.visit)


def _people_in(case: Case) -> Iterator[str]:
    found = [case.record.requester]
    for prompt in case.prompt:
        found += (prompt.person, prompt.answered_by)
    found += [x.by for x in case.visit]
    yield from (x for x in found if x)


def _sle_people(connection: Connection, sles: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in _chunks(sorted(sles)):
        rows = connection.execute(select(_SLE.c.id, _SLE.c.person).where(_SLE.c.id.in_(chunk)))
        found.update({row.id: row.person for row in rows})
    return found


def _named(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in _chunks(sorted(ids)):
        rows = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(chunk)))
        found.update({row.id: row.name for row in rows})
    return found


def school_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the names of schools by their ids."""
    return _named(connection, _SCHOOL, ids)


# --- mail ---------------------------------------------------------------------------------------


def mails_of(connection: Connection, ref: str) -> list[MailSeen]:
    """Return the mail that reached a case and the notices that left it."""
    letters = connection.execute(
        select(_LETTER, _RAW.c.received_at)
        .join(_RAW, _RAW.c.id == _LETTER.c.raw)
        .where(_LETTER.c.case == ref)
    )
    notices = connection.execute(select(_OUTBOX).where(_OUTBOX.c.case == ref))
    return [*map(_letter_seen, letters), *map(_notice_seen, notices)]


def _letter_seen(row: Any) -> MailSeen:
    return MailSeen(
        id=row.raw,
        incoming=True,
        at=row.received_at,
        kind=row.kind,
        party=row.person or row.sender,
        state=row.done,
        subject=row.subject,
        prompt=row.prompt,
        author_proven=row.author_proven,
        why=row.author_why,
    )


def _notice_seen(row: Any) -> MailSeen:
    return MailSeen(
        id=row.id,
        incoming=False,
        at=row.sent_at or row.created_at,
        kind=row.kind,
        party=row.recipient,
        state=row.state,
        prompt=row.prompt,
        why=row.why,
    )


def letters_of(connection: Connection, raws: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return who wrote some stored mails, and about what, by the mails' ids."""
    found: dict[int, dict[str, Any]] = {}
    wanted = sorted(raws)
    for start in range(0, len(wanted), _CHUNK):
        chosen = _LETTER.c.raw.in_(wanted[start : start + _CHUNK])
        for row in connection.execute(select(_LETTER).where(chosen)):
            found[row.raw] = dict(row._mapping)
    return found


# --- matching -----------------------------------------------------------------------------------


def candidates(connection: Connection, alliance: str, need: matching.Need) -> list[Sle]:
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
    for chunk in _chunks(sorted(found)):
        sles += facts.sles_by_id(connection, chunk).values()
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


def alliance_posts(connection: Connection, alliance: str) -> set[str]:
    """Return the posts that somebody holds at an alliance, or at every alliance."""
    rows = connection.execute(
        select(_POST.c.role).where(_POST.c.school == "", _POST.c.alliance.in_((alliance, "")))
    )
    return {row.role for row in rows}


# --- questions ----------------------------------------------------------------------------------


def open_prompts(connection: Connection, roles_apart: Collection[str] = ()) -> list[Prompt]:
    """Return every question that waits in a running case, except those put to some roles."""
    rows = connection.execute(
        select(_PROMPT.c.id, _PROMPT.c.case)
        .join(_CASE, _CASE.c.id == _PROMPT.c.case)
        .where(
            _CASE.c.state == str(CaseState.OPEN),
            _PROMPT.c.state == str(PromptState.OPEN),
            _PROMPT.c.role.not_in(sorted(roles_apart)),
        )
        .order_by(_PROMPT.c.case, _PROMPT.c.id)
    ).all()
    found = load_cases(connection, dict.fromkeys(row.case for row in rows))
    wanted = {row.id for row in rows}
    return [prompt for case in found for prompt in case.prompt if prompt.id in wanted]


def find_people(connection: Connection, words: str) -> list[str]:
    """Return the ids of people by id, address or full name."""
    words = words.strip()
    query = select(_PERSON.c.id).where(
        (_PERSON.c.id == words) | (_PERSON.c.email == words.lower()) | (_PERSON.c.name == words)
    )
    return [row.id for row in connection.execute(query.order_by(_PERSON.c.id))]


def cases_with_invoices(connection: Connection, alliance: str) -> list[str]:
    """Return the alliance's cases in which anything was invoiced or granted, paid or not."""
    rows = connection.execute(
        select(_CASE.c.id)
        .join(_INVOICE, _INVOICE.c.case == _CASE.c.id)
        .where(_CASE.c.alliance == alliance)
        .distinct()
        .order_by(_CASE.c.id)
    )
    return [row.id for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDeployment:
    """A deployment under way, at one of its receiving schools."""

    deployment: str
    school: str
    town: str
    starts_on: date
    ends_on: date | None
    half_days: int


def running_deployments(connection: Connection, person: str) -> list[RunningDeployment]:
    """Return what an SLE (by their person's id) has been lent to, school by school."""
    rows = connection.execute(
        select(_DEPLOYMENT)
        .join(_SLE, _SLE.c.id == _DEPLOYMENT.c.sle)
        .where(
            _SLE.c.person == person,
            _DEPLOYMENT.c.state.in_([str(DeploymentState.AGREED), str(DeploymentState.COMPLETED)]),
        )
        .order_by(_DEPLOYMENT.c.id)
    ).all()
    schools = facts.schools_by_id(connection, {x for row in rows for x in row.schools})
    return [
        RunningDeployment(
            deployment=row.id,
            school=schools[school].name,
            town=schools[school].town or "",
            starts_on=row.starts_on or local_date(row.agreed_at or row.proposed_at),
            ends_on=row.ends_on,
            half_days=row.half_days or 0,
        )
        for row in rows
        for school in row.schools
        if school in schools
    ]
