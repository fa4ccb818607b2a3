"""How many of an SLE's half days are promised or worked, over all cases and alliances."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from core.calendars import academic_year, local_date
from core.model import DeploymentState
from core.store import tables
from core.store.cases import table_of

_DEPLOYMENT, _VISIT = table_of(tables.DeploymentRow), table_of(tables.VisitRow)


def by_year(connection: Connection, sles: Iterable[str]) -> dict[str, dict[int, int]]:
    """Return half days per SLE and academic year: those promised or, where it is more, worked.

    Of work that is finished, or came to nothing half-way, those worked. A deployment counts in the
    academic year in which its SLE was proposed.
    """
    worked = (
        select(func.coalesce(func.sum(_VISIT.c.half_days), 0))
        .where(_VISIT.c.deployment == _DEPLOYMENT.c.id, _VISIT.c.case == _DEPLOYMENT.c.case)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            _DEPLOYMENT.c.sle,
            _DEPLOYMENT.c.state,
            _DEPLOYMENT.c.half_days,
            _DEPLOYMENT.c.proposed_at,
            worked.label("worked"),
        ).where(
            _DEPLOYMENT.c.sle.in_(sorted(sles)),
            _DEPLOYMENT.c.proposed_at.is_not(None),
        )
    )
    found: dict[str, dict[int, int]] = {}
    for row in rows:
        over = row.state in (DeploymentState.COMPLETED, DeploymentState.ENDED)
        promised = 0 if over else row.half_days or 0
        year = academic_year(local_date(row.proposed_at))
        years = found.setdefault(row.sle, {})
        years[year] = years.get(year, 0) + max(promised, row.worked)
    return found
