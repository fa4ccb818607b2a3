"""Loading a case whole, and writing what a decision changed of it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlmodel import SQLModel

from core import codec
from core.decide.draft import Event
from core.model import ENTITIES, Case, CaseRecord, Deployment, Entity
from core.store import tables

ROWS: Mapping[str, type[SQLModel]] = {
    "case": tables.CaseRow,
    "form": tables.FormRow,
    "deployment": tables.DeploymentRow,
    "prompt": tables.PromptRow,
    "visit": tables.VisitRow,
    "invoice": tables.InvoiceRow,
    "payment": tables.PaymentRow,
}
"""The table of each kind of row that a case is made of."""


def table_of(row: type[SQLModel]) -> Table:
    """Return the SQLAlchemy table behind a row class; statements are built on it directly."""
    found: Table = row.__table__  # type: ignore[attr-defined]
    return found


@cache
def _fields(kind: str) -> tuple[str, ...]:
    return tuple(codec.decoders(kind))


@cache
def _select_of(kind: str, column: str) -> Any:
    """Return the query for one kind of row; built once, since building costs more than running."""
    table = table_of(ROWS[kind])
    wanted = table.c[column].in_(bindparam("wanted", expanding=True))
    return select(*(table.c[name] for name in _fields(kind))).where(wanted)


@cache
def _insert_of(kind: str) -> Any:
    return insert(table_of(ROWS[kind]))


def load(connection: Connection, ref: str) -> Case | None:
    """Read one case with everything that belongs to it; None: there is no such case."""
    return load_many(connection, [ref]).get(ref)


def load_many(connection: Connection, refs: Iterable[str]) -> dict[str, Case]:
    """Read several cases, a query a table whatever their number."""
    wanted = list(refs)
    records = _rows(connection, "case", "id", wanted)
    cases = {x.id: Case(x) for x in records if isinstance(x, CaseRecord)}
    found: dict[str, dict[str, list[Any]]] = {ref: {} for ref in cases}
    for kind in ROWS:
        if kind != "case" and cases:
            for entity in _rows(connection, kind, "case", list(cases)):
                found[entity.case].setdefault(kind, []).append(entity)
    return {
        ref: Case(
            case.record,
            **{kind: tuple(sorted(rows, key=_made)) for kind, rows in found[ref].items()},
        )
        for ref, case in cases.items()
    }


def deployments_of(connection: Connection, sles: Iterable[str]) -> list[Deployment]:
    """Read every deployment that these SLEs were proposed for, whatever became of it."""
    found = _rows(connection, "deployment", "sle", list(sles))
    return sorted((x for x in found if isinstance(x, Deployment)), key=_made)


def _made(entity: Entity) -> tuple[int, str]:
    """Order rows as they were made: ids count up within their case (ES-0012.p3)."""
    return len(entity.id), entity.id


def _rows(connection: Connection, kind: str, column: str, values: list[str]) -> list[Entity]:
    entity, names = ENTITIES[kind], _fields(kind)
    enums = _enums(kind)
    rows = []
    for row in connection.execute(_select_of(kind, column), {"wanted": values}):
        values_ = dict(zip(names, row, strict=True))
        for name, enum in enums.items():
            if values_[name] is not None:
                values_[name] = enum(values_[name])
        rows.append(entity(**values_))
    return rows


@cache
def _enums(kind: str) -> Mapping[str, Any]:
    """Return the fields of a kind that are enumerations: the database keeps their words."""
    found = {name: codec.enum_of(kind, name) for name in _fields(kind)}
    return {name: enum for name, enum in found.items() if enum is not None}


def save(connection: Connection, events: Iterable[Event], head: str, length: int) -> None:
    """Write the rows of a decision's events, and the case's place in its chain."""
    fresh: dict[tuple[str, str], dict[str, Any]] = {}
    changed: dict[tuple[str, str], dict[str, Any]] = {}
    for event in events:
        for write in event.writes:
            key = (write.kind, write.id)
            target = fresh if write.new or key in fresh else changed
            target.setdefault(key, {}).update(write.fields)
    _insert(connection, fresh, head, length)
    for (kind, id_), fields in changed.items():
        table = table_of(ROWS[kind])
        connection.execute(update(table).where(table.c.id == id_).values(**_stored(fields)))


def _insert(
    connection: Connection,
    fresh: Mapping[tuple[str, str], dict[str, Any]],
    head: str,
    length: int,
) -> None:
    for kind in ROWS:
        rows = [_stored(fields) for (k, _), fields in fresh.items() if k == kind]
        if kind == "case":
            rows = [{**row, "chain_head": head, "chain_length": length} for row in rows]
        if rows:
            connection.execute(_insert_of(kind), rows)


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if hasattr(value, "value") else value for name, value in fields.items()
    }


def set_head(connection: Connection, ref: str, head: str, length: int) -> None:
    """Note the end of a case's chain, so that a cut-off tail is found out."""
    table = table_of(tables.CaseRow)
    connection.execute(
        update(table).where(table.c.id == ref).values(chain_head=head, chain_length=length)
    )
