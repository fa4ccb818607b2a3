"""Running numbers. The caller holds the series' lock, so that no number is given twice."""

from sqlalchemy import Connection, bindparam, insert, select, update

from core.store import tables
from core.store.cases import table_of

_SERIES = table_of(tables.SeriesRow)
# Statements of the busiest path are built once: building one costs more than running it.
_LAST = select(_SERIES.c.last).where(_SERIES.c.name == bindparam("wanted"))
_COUNT_UP = (
    update(_SERIES).where(_SERIES.c.name == bindparam("wanted")).values(last=bindparam("number"))
)


def peek(connection: Connection, name: str) -> int:
    """Return the next number of a series, without taking it."""
    last = connection.execute(_LAST, {"wanted": name}).scalar()
    return (last or 0) + 1


def take(connection: Connection, name: str, number: int) -> None:
    """Say that a number of a series was used."""
    done = connection.execute(_COUNT_UP, {"wanted": name, "number": number})
    if not done.rowcount:
        connection.execute(insert(_SERIES).values(name=name, last=number))
