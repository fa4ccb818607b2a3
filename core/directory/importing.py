"""Bringing a directory file into the database: every row or none, and again without harm.

A file is read by its reader, each sound row is compared with what is known, and only when no row is
a problem is anything written. The version of the directory counts up, and questions whose addressee
changed are put to whoever holds the post now.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from core.directory.contacts import ContactRow, read_contacts
from core.directory.finding import SchoolFound
from core.directory.report import FileReport, Outcome, Reading, report_on
from core.directory.schools import SchoolRow, read_schools
from core.directory.sles import SleRow, read_sles
from core.directory.term_calendars import read_terms
from core.directory.terms import TermRow
from core.reading.schools import SchoolIndex
from core.reading.specialisms import VOCABULARY
from core.store import directory_tables as d
from core.store import people, series
from core.store.cases import table_of

DIRECTORY = "directory"
"""The series that counts the directory's versions."""

_SCHOOL, _PERSON, _POST = table_of(d.SchoolRow), table_of(d.PersonRow), table_of(d.PostRow)
_SLE, _SPECIALISM, _TERM = table_of(d.SleRow), table_of(d.SleSpecialismRow), table_of(d.TermRow)
_ONE_HOLDER = frozenset({"head"})
"""Posts that one person holds: a new name in the file takes the old one's place."""


@dataclass(frozen=True, slots=True)
class Into:
    """Where a file goes: the open transaction, the alliance it is for, and alliances by name."""

    connection: Connection
    alliance: str
    alliances: Mapping[str, str]


def import_rows(what: str, content: bytes, into: Into) -> FileReport:
    """Read a file of `what` (schools, contacts, sles or terms) and write its rows.

    The caller ends the transaction: by committing when the report is ok, by rolling back when it is
    not (or for a dry run). Raises DirectoryFileError when the file cannot be read at all.
    """
    report = _IMPORTERS[what](content, into)
    if report.ok:
        version = series.peek(into.connection, DIRECTORY)
        series.take(into.connection, DIRECTORY, version)
    return report


def _schools(content: bytes, into: Into) -> FileReport:
    def judge(row: SchoolRow) -> tuple[Outcome, str]:
        values = {
            "name": row.name,
            "urn": row.urn,
            "phase": row.phase,
            "local_authority": row.local_authority,
            "postcode": row.postcode,
            "town": row.town,
            "domain": row.domain or row.website_domain,
            "trust": row.trust,
            "easting": row.easting,
            "northing": row.northing,
            "status": row.status,
        }
        known = _same_school(into.connection, row)
        id_ = known or _id("sch", row.urn or f"{row.name}|{row.town or ''}")
        return _put(into.connection, _SCHOOL, id_, values), row.name

    return report_on("schools", read_schools(content), judge)


def _same_school(connection: Connection, row: SchoolRow) -> str | None:
    if row.urn:
        found = connection.execute(select(_SCHOOL.c.id).where(_SCHOOL.c.urn == row.urn)).scalar()
        if found:
            return str(found)
    query = select(_SCHOOL.c.id).where(_SCHOOL.c.name == row.name, _SCHOOL.c.town == row.town)
    if row.urn:
        query = query.where(_SCHOOL.c.urn.is_(None))
    ids = [x.id for x in connection.execute(query)]
    return ids[0] if len(ids) == 1 else None


@dataclass
class _Seen:
    """What earlier rows of the same file have said."""

    names: dict[str, str] = field(default_factory=dict)
    """Person → name. A mailbox that several people share keeps the name it came with first."""
    posts: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def name(self, person: str, name: str) -> str:
        """Return the name a person goes by in this file."""
        return self.names.setdefault(person, name)

    def holders(self, school: str, role: str) -> set[str]:
        """Return everybody whom the file names for a post so far."""
        return self.posts.setdefault((school, role), set())


def _contacts(content: bytes, into: Into) -> FileReport:
    seen = _Seen()

    def judge(row: ContactRow) -> tuple[Outcome, str]:
        person, outcome = _person(into.connection, row, seen)
        school = row.school_id or ""
        alliance = "" if school else _alliance_of(row, into)
        seen.holders(school, row.role).add(person)
        posted = _post(into.connection, school, alliance, row, person)
        return (outcome if posted is Outcome.SAME else posted), f"{row.name} ({row.role})"

    report = report_on("contacts", read_contacts(content, _finder(into.connection)), judge)
    _make_room(into.connection, seen)
    return report


def _make_room(connection: Connection, seen: _Seen) -> None:
    """Take posts that one person holds from whoever the file does not name for them any more.

    Only when all rows are read: a school may have two heads, and the file then names both.
    """
    for (school, role), holders in seen.posts.items():
        if role in _ONE_HOLDER and school:
            others = (_POST.c.school == school) & (_POST.c.role == role)
            connection.execute(delete(_POST).where(others, _POST.c.person.not_in(holders)))


def _alliance_of(row: ContactRow, into: Into) -> str:
    named = (row.organisation or "").casefold()
    return into.alliances.get(named, into.alliance)


def _post(
    connection: Connection, school: str, alliance: str, row: ContactRow, person: str
) -> Outcome:
    same_post = (
        (_POST.c.school == school) & (_POST.c.alliance == alliance) & (_POST.c.role == row.role)
    )
    title, organisation = row.title or "", row.organisation or ""
    known = connection.execute(
        select(_POST.c.id, _POST.c.title, _POST.c.organisation).where(
            same_post, _POST.c.person == person
        )
    ).one_or_none()
    if known is None:
        connection.execute(
            insert(_POST).values(
                school=school,
                alliance=alliance,
                role=row.role,
                person=person,
                title=title,
                organisation=organisation,
            )
        )
        return Outcome.NEW
    if (known.title, known.organisation) == (title, organisation):
        return Outcome.SAME
    connection.execute(
        update(_POST).where(_POST.c.id == known.id).values(title=title, organisation=organisation)
    )
    return Outcome.CHANGED


def _person(connection: Connection, row: ContactRow | SleRow, seen: _Seen) -> tuple[str, Outcome]:
    """Find or make the person: by address, else by Slack user, else by name at this place."""
    address = row.email.lower() if row.email else None
    place = row.school_id if isinstance(row, ContactRow) else row.home_school_id
    by_name = _id("per", f"{row.name}|{place or ''}")
    natural = address or row.slack_user_id
    had_no_address = select(_PERSON.c.id).where(_PERSON.c.id == by_name, _PERSON.c.email.is_(None))
    id_: str = (
        _known(connection, _PERSON.c.email, address)
        or _known(connection, _PERSON.c.slack_user_id, row.slack_user_id)
        or connection.execute(had_no_address).scalar()
        or (_id("per", natural) if natural else by_name)
    )
    values = {"name": seen.name(id_, row.name)}
    if address:
        values["email"] = address
    if row.slack_user_id:
        values["slack_user_id"] = row.slack_user_id
    return id_, _put(connection, _PERSON, id_, values)


def _known(connection: Connection, column: ColumnElement[Any], value: str | None) -> str | None:
    """Return the person who has this address or Slack user."""
    if not value:
        return None
    return connection.execute(select(_PERSON.c.id).where(column == value)).scalar()


def _sles(content: bytes, into: Into) -> FileReport:
    seen = _Seen()

    def judge(row: SleRow) -> tuple[Outcome, str]:
        connection = into.connection
        person, first = _person(connection, row, seen)
        id_ = _id("sle", f"{person}|{into.alliance}")
        second = _put(
            connection,
            _SLE,
            id_,
            {
                "person": person,
                "alliance": into.alliance,
                "home_school": row.home_school_id,
                "phases": tuple(row.phases),
                "half_days_per_year": row.half_days_per_year,
                "designated_until": row.designated_until,
                "status": row.status,
                "portrait": row.portrait,
                "weekdays": tuple(row.weekdays),
            },
        )
        third = _specialisms(connection, id_, row.specialisms)
        changed = next((x for x in (second, third, first) if x is not Outcome.SAME), second)
        return changed, row.name

    return report_on("sles", _read_sles(content, into.connection), judge)


def _read_sles(content: bytes, connection: Connection) -> Reading[SleRow]:
    titles = [x.title for x in VOCABULARY]
    return read_sles(content, _finder(connection), VOCABULARY.slug_of, titles)


def _specialisms(connection: Connection, sle: str, slugs: tuple[str, ...]) -> Outcome:
    known = connection.execute(select(_SPECIALISM.c.specialism).where(_SPECIALISM.c.sle == sle))
    if {x.specialism for x in known} == set(slugs):
        return Outcome.SAME
    connection.execute(delete(_SPECIALISM).where(_SPECIALISM.c.sle == sle))
    if slugs:
        rows = [{"specialism": slug, "sle": sle} for slug in sorted(set(slugs))]
        connection.execute(insert(_SPECIALISM), rows)
    return Outcome.CHANGED


def _terms(content: bytes, into: Into) -> FileReport:
    def judge(row: TermRow) -> tuple[Outcome, str]:
        values = {
            "school": row.school_id or "",
            "local_authority": row.local_authority or "",
            "start": row.start,
            "end": row.end,
            "kind": row.kind,
        }
        same = [_TERM.c[name] == value for name, value in values.items()]
        what = f"{row.kind} from {row.start:%-d %B %Y} to {row.end:%-d %B %Y}"
        if into.connection.execute(select(_TERM.c.id).where(*same)).first():
            return Outcome.SAME, what
        into.connection.execute(insert(_TERM).values(**values))
        return Outcome.NEW, what

    return report_on("terms", read_terms(content, _finder(into.connection)), judge)


def _put(connection: Connection, table: Table, id_: str, values: Mapping[str, Any]) -> Outcome:
    """Write one row, by its id, and say whether it was new, changed or the same."""
    row = connection.execute(select(table).where(table.c.id == id_)).one_or_none()
    if row is None:
        connection.execute(insert(table).values(id=id_, **values))
        return Outcome.NEW
    if all(getattr(row, name) == value for name, value in values.items()):
        return Outcome.SAME
    connection.execute(update(table).where(table.c.id == id_).values(**values))
    return Outcome.CHANGED


def _id(prefix: str, natural: str) -> str:
    """Return an id made from what identifies a row by nature, so that a file gives the same ids."""
    return f"{prefix}-{hashlib.sha256(natural.casefold().encode()).hexdigest()[:12]}"


def _finder(connection: Connection) -> Callable[[str], SchoolFound]:
    entries = list(people.school_entries(connection))
    index = SchoolIndex(entries)
    names = {x.id: f"{x.name}, {x.town}" if x.town else x.name for x in entries}

    def find(words: str) -> SchoolFound:
        match = index.match(words)
        return SchoolFound(match.certain, tuple(names[x] for x in match.candidates))

    return find


_IMPORTERS: Mapping[str, Callable[[bytes, Into], FileReport]] = {
    "schools": _schools,
    "contacts": _contacts,
    "sles": _sles,
    "terms": _terms,
}
