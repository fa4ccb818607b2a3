"""What the schools, people and SLEs of some cases are called."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, Table, select

from core.model import Case
from core.names import Names
from core.store import directory_tables as d
from core.store.cases import table_of
from core.store.chunks import chunks

_SCHOOL, _PERSON, _SLE = table_of(d.SchoolRow), table_of(d.PersonRow), table_of(d.SleRow)


def names_for(connection: Connection, of: Collection[Case], also: Iterable[str] = ()) -> Names:
    """Return what the schools, people and SLEs of some cases are called; `also` are more people."""
    schools, people, sles = set[str](), set(also), set[str]()
    for case in of:
        schools.update(case.schools())
        people.update(_people_in(case))
        sles.update(x.sle for x in case.deployment if x.sle)
    sle_people = sle_persons(connection, sles)
    called = _named(connection, _PERSON, people | set(sle_people.values()))
    return Names(
        schools=_named(connection, _SCHOOL, schools),
        people=called,
        sles={sle: called[person] for sle, person in sle_people.items() if person in called},
    )


def _people_in(case: Case) -> Iterator[str]:
    found = [case.record.requester]
    for prompt in case.prompt:
        found += (prompt.person, prompt.answered_by)
    found += [x.by for x in case.visit]
    yield from (x for x in found if x)


def sle_persons(connection: Connection, sles: Collection[str]) -> dict[str, str]:
    """Return who SLEs are: their persons' ids by their own."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(sles)):
        rows = connection.execute(select(_SLE.c.id, _SLE.c.person).where(_SLE.c.id.in_(chunk)))
        found.update({row.id: row.person for row in rows})
    return found


def _named(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in chunks(sorted(ids)):
        rows = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(chunk)))
        found.update({row.id: row.name for row in rows})
    return found


def school_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the names of schools by their ids."""
    return _named(connection, _SCHOOL, ids)
