"""Schools as decisions know them, and the days on which they are open."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select

from core.calendars import SchoolCalendar, TermDate
from core.parties import School
from core.store import directory_tables as d
from core.store.cases import table_of

_SCHOOL, _TERM = table_of(d.SchoolRow), table_of(d.TermRow)

# Built once: building a statement costs more than running it.
_SCHOOLS = select(_SCHOOL).where(_SCHOOL.c.id.in_(bindparam("ids", expanding=True)))
_TERMS = select(_TERM).where(
    _TERM.c.school.in_(bindparam("schools", expanding=True))
    | (
        (_TERM.c.school == "")
        & _TERM.c.local_authority.in_(bindparam("authorities", expanding=True))
    )
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
