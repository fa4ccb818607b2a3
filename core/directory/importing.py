"""Bringing a directory file into the database: every row or none, and again without harm.

A file is read and compared with the directory as it stands; that takes as long as the file is long,
and nobody waits for it. Only when no row is a problem is anything written, at once, and only if the
directory is still the one that was compared with. Its version counts every import, so that who was
asked before can be asked anew.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from core.directory.cells import IsOurs, nobody_is_ours
from core.directory.contacts import ContactRow, read_contacts
from core.directory.finding import SchoolFound
from core.directory.report import FileReport, Outcome, report_on
from core.directory.schools import SchoolRow, read_schools
from core.directory.shelf import Row, Shelf
from core.directory.sles import SleRow, read_sles
from core.directory.term_calendars import read_terms
from core.directory.terms import TermRow
from core.reading.schools import SchoolIndex
from core.reading.specialisms import VOCABULARY
from core.store import directory_tables as d
from core.store import people, series
from core.store.cases import table_of

DIRECTORY = "directory"
"""The series that counts the directory's versions: whoever writes to its tables counts it up."""

_ONE_HOLDER = frozenset({"head"})
"""Posts that one person holds: a new name in the file takes the old one's place."""


@dataclass(frozen=True, slots=True)
class Into:
    """Where a file goes: the directory as it is read, the alliance, and alliances by name.

    `alliance` is empty for what all of them share, None where nobody said whose it is; `is_ours`
    knows the mailboxes that this service itself receives mail in.
    """

    connection: Connection
    alliance: str | None
    alliances: Mapping[str, str]
    is_ours: IsOurs = nobody_is_ours


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file comes to: the report on its rows, and the tables as they are to be."""

    report: FileReport
    version: int
    """The directory's version that the file was compared with."""
    shelves: tuple[Shelf, ...]


_Planned = tuple[FileReport, tuple[Shelf, ...]]


def plan_import(what: str, content: bytes, into: Into) -> Plan:
    """Read a file of `what` (schools, contacts, sles or terms) and compare it with the directory.

    Nothing is written. Raises DirectoryFileError when the file cannot be read at all.
    """
    version = series.peek(into.connection, DIRECTORY)  # first: what changes later is noticed
    report, shelves = _PLANNERS[what](content, into)
    return Plan(report, version, shelves)


def write_plan(connection: Connection, plan: Plan) -> bool:
    """Write what a plan comes to. False: the directory has changed since; nothing was written.

    The caller holds the series' lock and ends the transaction.
    """
    if series.peek(connection, DIRECTORY) != plan.version:
        return False
    for shelf in plan.shelves:
        shelf.write(connection)
    series.take(connection, DIRECTORY, plan.version)
    return True


# --- schools ------------------------------------------------------------------------------------


def _schools(content: bytes, into: Into) -> _Planned:
    schools = Shelf(into.connection, table_of(d.SchoolRow), indexed=(("urn",), ("name", "town")))

    def judge(row: SchoolRow) -> tuple[Outcome, str]:
        id_ = _same_school(schools, row) or _id("sch", row.urn or f"{row.name}|{row.town or ''}")
        told = {
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
        return schools.put(id_, **_said(told, row.stated, schools.get(id_))), row.name

    return report_on("schools", read_schools(content), judge), (schools,)


def _said(told: Mapping[str, Any], stated: Collection[str], known: Row | None) -> Mapping[str, Any]:
    """Return what a row changes: a column that the file lacks leaves what is known as it is, and
    only fills a gap (a phase seen in the name, a website's domain).
    """
    if known is None:
        return told
    return {x: value for x, value in told.items() if x in stated or known[x] in (None, "", ())}


def _same_school(schools: Shelf, row: SchoolRow) -> str | None:
    """Return the school that a row is about: by its URN, else the only one of its name there."""
    found = schools.find(urn=row.urn) if row.urn else []
    if not found:
        found = schools.find(name=row.name, town=row.town)
        if row.urn:
            found = [x for x in found if x["urn"] is None]
    return str(found[0]["id"]) if len(found) == 1 else None


# --- people and posts ---------------------------------------------------------------------------


@dataclass
class _People:
    """The people of the directory, and by which name a file first called each.

    A mailbox that several people share keeps the name it came with first.
    """

    shelf: Shelf
    names: dict[str, str] = field(default_factory=dict)

    def put(self, row: ContactRow | SleRow) -> tuple[str, Outcome]:
        """Find or make a person: by address, else by Slack user, else by name at this place."""
        address = row.email.lower() if row.email else None
        place = row.school_id if isinstance(row, ContactRow) else row.home_school_id
        by_name = _id("per", f"{row.name}|{place or ''}")
        natural = address or row.slack_user_id
        id_ = (
            self._known(email=address)
            or self._known(slack_user_id=row.slack_user_id)
            or self._without_address(by_name)
            or (_id("per", natural) if natural else by_name)
        )
        values = {"name": self.names.setdefault(id_, row.name)}
        if address:
            values["email"] = address
        if row.slack_user_id:
            values["slack_user_id"] = row.slack_user_id
        return id_, self.shelf.put(id_, **values)

    def _known(self, **told: str | None) -> str | None:
        """Return the person who has this address or Slack user."""
        if not any(told.values()):
            return None
        return next((str(x["id"]) for x in self.shelf.find(**told)), None)

    def _without_address(self, id_: str) -> str | None:
        row = self.shelf.get(id_)
        return id_ if row is not None and row["email"] is None else None

    def other_user(self, row: ContactRow | SleRow) -> str | None:
        """Return the name of whoever else has the row's Slack user."""
        if not (row.email and row.slack_user_id):
            return None
        theirs = self.shelf.find(slack_user_id=row.slack_user_id)
        mine = self.shelf.find(email=row.email.lower())
        clash = theirs and mine and theirs[0]["id"] != mine[0]["id"]
        return str(theirs[0]["name"]) if clash else None


def _people(connection: Connection) -> _People:
    return _People(
        Shelf(connection, table_of(d.PersonRow), indexed=(("email",), ("slack_user_id",)))
    )


def _clash(row: ContactRow | SleRow, other: str) -> tuple[Outcome, str]:
    what = f"{row.name} cannot have the Slack ID {row.slack_user_id}: it is {other}'s already."
    return Outcome.PROBLEM, what


def _contacts(content: bytes, into: Into) -> _Planned:
    found = _people(into.connection)
    posts = Shelf(
        into.connection, table_of(d.PostRow), key=("school", "alliance", "role", "person")
    )
    holders: dict[tuple[str, str], set[str]] = {}

    def judge(row: ContactRow) -> tuple[Outcome, str]:
        other = found.other_user(row)
        if other is not None:
            return _clash(row, other)
        person, outcome = found.put(row)
        school = row.school_id or ""
        alliance = "" if school else _alliance_of(row, into)
        what = f"{row.name} ({row.role})"
        if alliance is None:
            return Outcome.PROBLEM, f"{what}: {_WHOSE_POST}"
        holders.setdefault((school, row.role), set()).add(person)
        told = {"title": row.title or "", "organisation": row.organisation or ""}
        shared = posts.get("", "", row.role, person) if alliance else None
        if shared is not None:  # the alliance claims what was everybody's
            posts.remove(shared)
        posted = posts.put(school, alliance, row.role, person, **told)
        if shared is not None:
            posted = Outcome.CHANGED
        return (outcome if posted is Outcome.SAME else posted), what

    report = report_on(
        "contacts", read_contacts(content, _finder(into.connection), into.is_ours), judge
    )
    _make_room(posts, holders)
    return report, (found.shelf, posts)


def _make_room(posts: Shelf, holders: Mapping[tuple[str, str], set[str]]) -> None:
    """Take posts that one person holds from whoever the file does not name for them any more.

    Only when all rows are read: a school may have two heads, and the file then names both.
    """
    for row in posts:
        named = holders.get((row["school"], row["role"]))
        if named and row["school"] and row["role"] in _ONE_HOLDER and row["person"] not in named:
            posts.remove(row)


_WHOSE_POST = (
    "this post is at no school. Say whose it is: write --alliance SLUG, or --alliance all for a "
    "post that all alliances share."
)


def _alliance_of(row: ContactRow, into: Into) -> str | None:
    named = (row.organisation or "").casefold()
    return into.alliances.get(named, into.alliance)


# --- SLEs ---------------------------------------------------------------------------------------


_SLE_COLUMNS: Mapping[str, str] = {"days_per_year": "half_days_per_year", "urn": "home_school"}
"""What columns of a file of SLEs are called in the table, where that differs."""


def _sles(content: bytes, into: Into) -> _Planned:
    found = _people(into.connection)
    alliance = into.alliance or ""
    sles = Shelf(into.connection, table_of(d.SleRow), indexed=(("person", "alliance"), ("person",)))
    specialisms = Shelf(
        into.connection,
        table_of(d.SleSpecialismRow),
        key=("specialism", "sle"),
        indexed=(("sle",),),
    )

    def judge(row: SleRow) -> tuple[Outcome, str]:
        other = found.other_user(row)
        if other is not None:
            return _clash(row, other)
        person, first = found.put(row)
        listed = _listed(sles, person, alliance)
        if len(listed) > 1:
            own = " and ".join(sorted(str(x["alliance"]) for x in listed))
            return Outcome.PROBLEM, f"{row.name} is listed by {own}: they cannot share one entry."
        id_ = str(listed[0]["id"]) if listed else _id("sle", f"{person}|{alliance}")
        told = {
            "person": person,
            "alliance": alliance,
            "home_school": row.home_school_id,
            "phases": tuple(row.phases),
            "half_days_per_year": row.half_days_per_year,
            "designated_until": row.designated_until,
            "status": row.status,
            "portrait": row.portrait,
            "weekdays": tuple(row.weekdays),
        }
        stated = {_SLE_COLUMNS.get(x, x) for x in row.stated} | {"alliance"}
        known = sles.get(id_)
        second = sles.put(id_, **_said(told, stated, known))
        silent = known is not None and "specialisms" not in stated
        third = Outcome.SAME if silent else _have(specialisms, id_, set(row.specialisms))
        changed = next((x for x in (second, third, first) if x is not Outcome.SAME), second)
        return changed, row.name

    titles = [x.title for x in VOCABULARY]
    find = _finder(into.connection)
    reading = read_sles(content, find, VOCABULARY.slug_of, titles, into.is_ours)
    return report_on("sles", reading, judge), (found.shelf, sles, specialisms)


def _listed(sles: Shelf, person: str, alliance: str) -> list[Row]:
    """Return the entries of a person that a row may be about.

    An alliance's row is about its own entry, or claims the one that all share; a row for all is
    about the entry they share, or shares the person's own.
    """
    own = sles.find(person=person, alliance=alliance)
    if own:
        return own
    return sles.find(person=person, alliance="") if alliance else sles.find(person=person)


def _have(specialisms: Shelf, sle: str, slugs: set[str]) -> Outcome:
    """Have an SLE be known for exactly these specialisms."""
    before = {row["specialism"]: row for row in specialisms.find(sle=sle)}
    for slug in before.keys() - slugs:
        specialisms.remove(before[slug])
    for slug in sorted(slugs - before.keys()):
        specialisms.put(slug, sle)
    return Outcome.SAME if before.keys() == slugs else Outcome.CHANGED


# --- terms --------------------------------------------------------------------------------------


def _terms(content: bytes, into: Into) -> _Planned:
    terms = Shelf(
        into.connection,
        table_of(d.TermRow),
        key=("school", "local_authority", "start", "end", "kind"),
    )

    def judge(row: TermRow) -> tuple[Outcome, str]:
        place = (row.school_id or "", row.local_authority or "")
        what = f"{row.kind} from {row.start:%-d %B %Y} to {row.end:%-d %B %Y}"
        return terms.put(*place, row.start, row.end, row.kind), what

    return report_on("terms", read_terms(content, _finder(into.connection)), judge), (terms,)


# --- all of them --------------------------------------------------------------------------------


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


_PLANNERS: Mapping[str, Callable[[bytes, Into], _Planned]] = {
    "schools": _schools,
    "contacts": _contacts,
    "sles": _sles,
    "terms": _terms,
}
