"""A small world to test in: a database, a desk, three alliances and the people of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from core.clock import FixedClock
from core.commands import OpenRequest
from core.desk import Desk
from core.library import Library
from core.model import Channel
from core.parties import Alliance
from core.process_files import LoadedProcess, load_all
from core.store import directory_tables as d
from core.store.cases import table_of
from core.store.engine import Database

PROCESSES = Path("core/processes")
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
"""A Monday in term, at ten in the morning by London's clocks."""

SLUGS = ("linwood", "connected-partnership", "east-sussex")
PREFIX = {"linwood": "LW", "connected-partnership": "CP", "east-sussex": "ES"}

SCHOOLS = {
    "oakfield": ("Oakfield Primary School", "Lewes"),
    "harbour": ("Harbour View Academy", "Newhaven"),
    "beacon": ("Beacon Hill School", "Seaford"),
}
POSTS = (
    ("oakfield", "head", "Harriet Oakley"),
    ("oakfield", "finance", "Femi Okafor"),
    ("harbour", "head", "Hugh Marina"),
    ("harbour", "finance", "Farah Quay"),
    ("beacon", "head", "Bea Hillier"),
    ("", "coordinator", "Carys Orme"),
    ("", "director", "Dinah Rector"),
    ("", "finance", "Finn Ledger"),
    ("", "board", "Bola Ordway"),
)
SLES = (
    ("Sana Leigh", "harbour", ("phonics", "english"), 20),
    ("Silas Emery", "beacon", ("phonics", "mathematics"), 12),
    ("Sol Ellery", "harbour", ("send",), None),
)


@dataclass(frozen=True)
class World:
    """Everything a test needs to hand in commands and to look at what came of them."""

    database: Database
    clock: FixedClock
    desk: Desk

    def person(self, name: str) -> str:
        """Return the id of somebody by name."""
        return person_id(name)


def person_id(name: str) -> str:
    """Return the id a person has in this world."""
    return "per-" + name.lower().replace(" ", "-")


def sle_id(name: str) -> str:
    """Return the id an SLE has in this world."""
    return "sle-" + name.lower().replace(" ", "-")


def alliance(slug: str) -> Alliance:
    """Return one of the three alliances, plainly furnished."""
    return Alliance(
        slug=slug, name=slug.title(), process=slug, ref_prefix=PREFIX[slug], mailboxes=(slug,)
    )


def make_world(database: Database, now: datetime = MONDAY) -> World:
    """People a database that has its tables, and open the desk."""
    furnish(database)
    clock = FixedClock(now)
    return World(database, clock, open_desk(database, clock))


@cache
def processes() -> dict[str, LoadedProcess]:
    """Return the three ways of brokering, as their files say."""
    return load_all(PROCESSES)


def open_desk(database: Database, clock: FixedClock) -> Desk:
    """Open a desk on a database that is furnished already, as after a restart."""
    library = Library(dict(processes()), {x: alliance(x) for x in SLUGS}, {})
    return Desk(database, clock, library)


def furnish(database: Database) -> None:
    """Put the schools, people and SLEs of this world into the directory."""
    with database.write() as connection:
        for row, values in _directory():
            connection.execute(insert(table_of(row)), values)


def _directory() -> Iterator[tuple[type[SQLModel], list[dict[str, Any]]]]:
    """Yield the rows of each table, those first that others refer to."""
    yield (
        d.SchoolRow,
        [
            {"id": id_, "name": name, "town": town, "phase": "primary", "status": "open"}
            for id_, (name, town) in SCHOOLS.items()
        ],
    )
    names = sorted({x[2] for x in POSTS} | {x[0] for x in SLES})
    yield d.PersonRow, [{"id": person_id(x), "name": x, "email": address(x)} for x in names]
    plain = {"alliance": "", "title": "", "organisation": ""}
    yield (
        d.PostRow,
        [
            {**plain, "school": school, "role": role, "person": person_id(name)}
            for school, role, name in POSTS
        ],
    )
    usual = {"alliance": "", "phases": ("primary",), "status": "active", "portrait": ""}
    yield (
        d.SleRow,
        [
            {
                **usual,
                "id": sle_id(name),
                "person": person_id(name),
                "home_school": home,
                "half_days_per_year": days,
                "weekdays": (),
            }
            for name, home, _, days in SLES
        ],
    )
    yield (
        d.SleSpecialismRow,
        [{"sle": sle_id(name), "specialism": slug} for name, _, slugs, _ in SLES for slug in slugs],
    )


def request(
    key: str,
    who: str = "Harriet Oakley",
    slug: str = "east-sussex",
    *,
    schools: tuple[str, ...] = ("oakfield",),
    **values: Any,
) -> OpenRequest:
    """Return the command that opens a request from somebody of this world."""
    return OpenRequest(
        key=key,
        actor=person_id(who),
        channel=Channel.EMAIL,
        alliance=slug,
        requester=person_id(who),
        requester_address=address(who),
        requester_name=who,
        subject="Help with phonics",
        schools=schools,
        request={
            "school": "Oakfield Primary School",
            "specialisms": ("phonics",),
            "need": "Our Year 1 phonics has slipped.",
            **values,
        },
        author_proven=True,
    )


def address(name: str) -> str:
    """Return somebody's address."""
    return name.lower().replace(" ", ".") + "@schools.example"
