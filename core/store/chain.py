"""The audit's rows: appending to a chain and reading one back."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from core import audit
from core.audit import Link
from core.commands import Command
from core.decide.draft import Event
from core.store import tables
from core.store.cases import table_of

_AUDIT = table_of(tables.AuditRow)
_CONTENT = table_of(tables.ContentRow)
_CASE = table_of(tables.CaseRow)
_END = select(_CASE.c.chain_head, _CASE.c.chain_length).where(_CASE.c.id == bindparam("ref"))
BEGINNING = (audit.FIRST, 0)
"""Where a chain without any event ends."""
_ADD_EVENT, _ADD_CONTENT = insert(_AUDIT), insert(_CONTENT)
_TOLD = ("chain", "seq", "at", "name", "actor", "channel", "command_key", "process", "facts",
         "digest", "previous", "hash")  # fmt: skip


def append(
    connection: Connection,
    chain: str,
    end: tuple[str, int],
    events: Iterable[Event],
    command: Command,
    process: str,
    at: datetime,
) -> tuple[str, int]:
    """Add events to a chain that ends at `end` (hash, length); return where it ends now."""
    previous, seq = end
    links = []
    for event in events:
        seq += 1
        link = _link(chain, seq, previous, event, command, process, at)
        links.append(link)
        previous = link.hash
    connection.execute(_ADD_EVENT, [{n: getattr(x, n) for n in _TOLD} for x in links])
    texts = [
        {"chain": chain, "seq": x.seq, "salt": x.salt, "content": x.content}
        for x in links
        if x.content
    ]
    if texts:
        connection.execute(_ADD_CONTENT, texts)
    return previous, seq


def _link(
    chain: str,
    seq: int,
    previous: str,
    event: Event,
    command: Command,
    process: str,
    at: datetime,
) -> Link:
    facts, content = audit.parts(event)
    salt = secrets.token_hex(16) if content else ""
    return audit.sealed(
        Link(
            chain=chain,
            seq=seq,
            at=at,
            name=event.name,
            actor=command.actor,
            channel=str(command.channel),
            command_key=command.key,
            process=process,
            facts=tuple(facts),
            digest=audit.digest(salt, content) if content else "",
            previous=previous,
            hash="",
            salt=salt,
            content=tuple(content),
        )
    )


def end_of(connection: Connection, ref: str) -> tuple[str, int]:
    """Return where a case's chain ends, as its row says."""
    row = connection.execute(_END, {"ref": ref}).one_or_none()
    return (row.chain_head, row.chain_length) if row else BEGINNING


def links(connection: Connection, chain: str) -> list[Link]:
    """Read a chain from its beginning, with whatever texts have not been erased."""
    joined = _AUDIT.outerjoin(
        _CONTENT, (_AUDIT.c.chain == _CONTENT.c.chain) & (_AUDIT.c.seq == _CONTENT.c.seq)
    )
    query = (
        select(_AUDIT, _CONTENT.c.salt, _CONTENT.c.content)
        .select_from(joined)
        .where(_AUDIT.c.chain == chain)
        .order_by(_AUDIT.c.seq)
    )
    return [_read(row) for row in connection.execute(query)]


def _read(row: Any) -> Link:
    """Return an event. Whoever erases its texts empties their row: one that is gone was lost."""
    values = {name: getattr(row, name) for name in _TOLD}
    there = row.salt is not None
    content = row.content if there or values["digest"] else ()
    return Link(**values, salt=row.salt or "", content=content, erased=there and content is None)


def tail(connection: Connection, chain: str) -> tuple[str, int]:
    """Return where a chain ends that is no case's: the hash and number of its last event."""
    row = connection.execute(
        select(_AUDIT.c.hash, _AUDIT.c.seq)
        .where(_AUDIT.c.chain == chain)
        .order_by(_AUDIT.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return (row.hash, row.seq) if row else (audit.FIRST, 0)
