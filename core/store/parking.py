"""What waits for a person: parked once, shown until somebody resolves it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.commands import Command, digest
from core.ports import Parked
from core.store import mail_tables
from core.store.cases import table_of

_PARKED = table_of(mail_tables.ParkedRow)


def key_of(command: Command) -> str:
    """Return what a parked command is known by: one mail, one key, one content, kept once."""
    return f"key:{command.key}:{digest(command)}"


def park(connection: Connection, item: Parked, now: datetime) -> int:
    """Keep an item for a person's eye; the same item again is kept once, and what the first did
    not say of its mail is filled in. Return its id.
    """
    known = _known(connection, item)
    if known is None:
        new = _add(connection, item, now)
        if new is not None:
            return new
        known = _known(connection, item)  # parked at this moment by somebody else
    _fill_in(connection, known, item)
    return int(known.id)


def _known(connection: Connection, item: Parked) -> Any:
    return connection.execute(select(_PARKED).where(_PARKED.c.dedup == item.dedup)).one_or_none()


def _add(connection: Connection, item: Parked, now: datetime) -> int | None:
    """Write a new item; None: it is there already."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = insert(_PARKED).values(
        dedup=item.dedup,
        raw=item.raw,
        alliance=item.alliance,
        case=item.case,
        prompt=item.prompt,
        why=item.why,
        hint=item.hint,
        since=now,
        proposal=dict(item.proposal) if item.proposal is not None else None,
        resolution="",
    )
    once = row.on_conflict_do_nothing(index_elements=["dedup"]).returning(_PARKED.c.id)
    found: int | None = connection.execute(once).scalar()
    return found


def _fill_in(connection: Connection, known: Any, item: Parked) -> None:
    news = {
        name: getattr(item, name)
        for name in ("raw", "alliance", "case", "prompt")
        if getattr(known, name) is None and getattr(item, name) is not None
    }
    if news:
        connection.execute(update(_PARKED).where(_PARKED.c.id == known.id).values(**news))


def waiting(connection: Connection) -> list[Mapping[str, Any]]:
    """Return everything that waits, the oldest first."""
    query = select(_PARKED).where(_PARKED.c.resolved_at.is_(None)).order_by(_PARKED.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def find(connection: Connection, id_: int) -> Mapping[str, Any] | None:
    """Return one item, waiting or not."""
    row = connection.execute(select(_PARKED).where(_PARKED.c.id == id_)).one_or_none()
    return dict(row._mapping) if row else None


def forget_mail(connection: Connection, raw: int, who: str, now: datetime) -> None:
    """Resolve whatever was parked of a stored mail, so that the mail can be parked anew."""
    query = select(_PARKED.c.id, _PARKED.c.dedup).where(_PARKED.c.raw == raw)
    for row in connection.execute(query).all():
        freed = f"{row.dedup}:replayed:{row.id}"
        connection.execute(update(_PARKED).where(_PARKED.c.id == row.id).values(dedup=freed))
        resolve(connection, row.id, who, "read once more", now)


def answered(connection: Connection, prompts: Iterable[str], who: str, now: datetime) -> None:
    """Resolve what was parked of mail to these questions and proposes nothing: they are settled."""
    query = select(_PARKED.c.id, _PARKED.c.proposal).where(
        _PARKED.c.prompt.in_(list(prompts)),
        _PARKED.c.raw.is_not(None),
        _PARKED.c.resolved_at.is_(None),
    )
    for row in connection.execute(query).all():
        if row.proposal is None:
            resolve(connection, row.id, who, "answered clearly since", now)


def resolve(connection: Connection, id_: int, who: str, how: str, now: datetime) -> bool:
    """Say how an item was dealt with; False: somebody already did."""
    done = connection.execute(
        update(_PARKED)
        .where(_PARKED.c.id == id_, _PARKED.c.resolved_at.is_(None))
        .values(resolved_at=now, resolved_by=who, resolution=how)
    )
    return bool(done.rowcount)
