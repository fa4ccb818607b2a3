"""Queueing what Slack is to show without a decision: words to one person, a card, a home tab."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, select

from core.model import Channel
from core.store import tables
from core.store.cases import table_of

_OUTBOX, _COMMAND = table_of(tables.OutboxRow), table_of(tables.CommandRow)


def queue(
    connection: Connection,
    now: datetime,
    *,
    dedup: str,
    alliance: str,
    recipient: str,
    kind: str,
    case: str | None = None,
    **facts: Any,
) -> bool:
    """Queue a notice for Slack. False: it had been queued before."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    row = {
        "dedup": dedup,
        "case": case,
        "alliance": alliance,
        "channel": str(Channel.SLACK),
        "recipient": recipient,
        "kind": kind,
        "facts": _plain(facts),
        "state": "waiting",
        "tries": 0,
        "created_at": now,
        "next_at": now,
        "why": "",
    }
    done = connection.execute(dialect.insert(_OUTBOX).values(row).on_conflict_do_nothing())
    return bool(done.rowcount)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "", ())}


def is_known(connection: Connection, key: str) -> bool:
    """Whether anything came of what has this key: a command was carried out, or words queued."""
    done = connection.execute(select(_COMMAND.c.key).where(_COMMAND.c.key == key)).first()
    return done is not None or is_queued(connection, key)


def is_queued(connection: Connection, dedup: str) -> bool:
    """Whether a notice of this name was queued."""
    query = select(_OUTBOX.c.id).where(_OUTBOX.c.dedup == dedup)
    return connection.execute(query).first() is not None


def has_newer(
    connection: Connection, row: int, recipient: str, kind: str, case: str | None
) -> bool:
    """Whether a later notice of the same kind about the same case waits for the same place."""
    query = select(_OUTBOX.c.id).where(
        _OUTBOX.c.recipient == recipient,
        _OUTBOX.c.state.in_(("waiting", "claimed")),
        _OUTBOX.c.channel == str(Channel.SLACK),
        _OUTBOX.c.kind == kind,
        _OUTBOX.c.case == case,
        _OUTBOX.c.id > row,
    )
    return connection.execute(query.limit(1)).first() is not None
