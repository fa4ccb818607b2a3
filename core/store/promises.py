"""How many of an SLE's half days are promised or worked: theirs, whichever alliance lends them.

A person whom two alliances list is two SLEs, each on its own alliance's terms, with one year of
days between them. So days are counted, and locked, by the person.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from core.calendars import academic_year, local_date
from core.model import DeploymentState
from core.store import directory_tables, tables
from core.store.cases import table_of

_DEPLOYMENT, _VISIT = table_of(tables.DeploymentRow), table_of(tables.VisitRow)
_SLE = table_of(directory_tables.SleRow)


# Built once: building a statement costs more than running it.
_WANTED = _SLE.c.id.in_(bindparam("sles", expanding=True))
_PERSONS = select(_SLE.c.person).where(_WANTED)
_LENT = _SLE.alias("lent")
_WORKED = (
    select(func.coalesce(func.sum(_VISIT.c.half_days), 0))
    .where(_VISIT.c.deployment == _DEPLOYMENT.c.id, _VISIT.c.case == _DEPLOYMENT.c.case)
    .scalar_subquery()
)
_DEPLOYMENTS = (
    select(
        _SLE.c.id.label("counted_for"),
        _DEPLOYMENT.c.state,
        _DEPLOYMENT.c.half_days,
        _DEPLOYMENT.c.proposed_at,
        _WORKED.label("worked"),
    )
    .join(_LENT, _LENT.c.person == _SLE.c.person)
    .join(_DEPLOYMENT, _DEPLOYMENT.c.sle == _LENT.c.id)
    .where(_WANTED, _DEPLOYMENT.c.proposed_at.is_not(None))
)


def locks(connection: Connection, sles: Iterable[str]) -> set[str]:
    """Return the names of the locks under which these SLEs' days are promised."""
    wanted = sorted(sles)
    if not wanted:
        return set()
    rows = connection.execute(_PERSONS, {"sles": wanted})
    return {f"days:{row.person}" for row in rows}


def by_year(connection: Connection, sles: Iterable[str]) -> dict[str, dict[int, int]]:
    """Return half days per SLE and academic year: those promised or, where it is more, worked.

    Of work that is finished, or came to nothing half-way, those worked. A deployment counts in the
    academic year in which its SLE was proposed.
    """
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(_DEPLOYMENTS, {"sles": sorted(sles)}):
        over = row.state in (DeploymentState.COMPLETED, DeploymentState.ENDED)
        promised = 0 if over else row.half_days or 0
        year = academic_year(local_date(row.proposed_at))
        years = found.setdefault(row.counted_for, {})
        years[year] = years.get(year, 0) + max(promised, row.worked)
    return found
