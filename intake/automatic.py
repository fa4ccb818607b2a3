"""How often an address is answered without a person's doing: seldom enough that loops end."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from core.store import tables
from core.store.cases import table_of

MOST_A_DAY: Final = 10
"""Automatic answers to one address in any 24 hours (`docs/decisions/0013`)."""

_DAY = timedelta(days=1)
_OUTBOX = table_of(tables.OutboxRow)
_ANSWERS = ("acknowledgement", "status", "unclear_answer", "prompt")
_SENT = select(_OUTBOX.c.kind, _OUTBOX.c.facts).where(
    _OUTBOX.c.recipient.in_(bindparam("recipients", expanding=True)),
    _OUTBOX.c.kind.in_(_ANSWERS),
    _OUTBOX.c.created_at > bindparam("since"),
)


def answered_enough(connection: Connection, recipients: Iterable[str], now: datetime) -> bool:
    """Whether somebody (by address, or as a person) had a day's automatic answers already.

    RFC 3834, 2: a responder limits how often it answers one sender. A question that the process
    puts of itself is no answer; one put again because an answer left something out is.
    """
    wanted = {"recipients": [x for x in recipients if x], "since": now - _DAY}
    return sum(map(_is_answer, connection.execute(_SENT, wanted))) >= MOST_A_DAY


def _is_answer(row: Any) -> bool:
    return row.kind != "prompt" or bool(row.facts.get("missing"))
