"""Running numbers. The caller holds the series' lock, so that no number is given twice."""

from sqlalchemy import Connection, insert, select, update

from core.store import tables
from core.store.cases import table_of

_SERIES = table_of(tables.SeriesRow)


def peek(connection: Connection, name: str) -> int:
    """Return the next number of a series, without taking it."""
    last = connection.execute(select(_SERIES.c.last).where(_SERIES.c.name == name)).scalar()
    return (last or 0) + 1


def take(connection: Connection, name: str, number: int) -> None:
    """Say that a number of a series was used."""
    done = connection.execute(update(_SERIES).where(_SERIES.c.name == name).values(last=number))
    if not done.rowcount:
        connection.execute(insert(_SERIES).values(name=name, last=number))
