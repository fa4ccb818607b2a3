"""How often an address is answered without a person's doing: seldom enough that loops end."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from core.calendars import local_date
from core.codec import fingerprint
from core.commands import Command
from core.model import Channel
from core.ports import Parked
from core.store import parking, tables
from core.store.cases import table_of

MOST_A_DAY: Final = 10
"""Automatic answers to one address in any 24 hours (`docs/decisions/0013`)."""

_DAY = timedelta(days=1)
_UNSENT = "skipped"
_COUNTED = ("waiting", "claimed", "sent", "dead")
_OUTBOX = table_of(tables.OutboxRow)
_ANSWERS = frozenset({"acknowledgement", "status", "unclear_answer"})
_SENT = select(_OUTBOX.c.kind, _OUTBOX.c.facts).where(
    _OUTBOX.c.recipient == bindparam("recipient"),
    _OUTBOX.c.state.in_(_COUNTED),
    _OUTBOX.c.kind.in_([*_ANSWERS, "prompt"]),
    _OUTBOX.c.created_at > bindparam("since"),
)


def restrained(
    connection: Connection, command: Command, rows: Sequence[dict[str, Any]], now: datetime
) -> list[dict[str, Any]]:
    """Return a command's outbox rows, with those not to be sent that answer a mail to its very
    sender who had a day's automatic answers already; a coordinator is shown that.

    RFC 3834, 2: a responder limits how often it answers one sender. What a coordinator releases
    is the coordinator's doing, and is sent.
    """
    return [
        _skipped(connection, row, now) if _is_too_much(connection, command, row, now) else row
        for row in rows
    ]


def _is_too_much(
    connection: Connection, command: Command, row: Mapping[str, Any], now: datetime
) -> bool:
    by_mail = command.channel == Channel.EMAIL and row["channel"] == Channel.EMAIL
    if not by_mail or row["recipient"] != command.actor or not _answers(row["kind"], row["facts"]):
        return False
    wanted = {"recipient": row["recipient"], "since": now - _DAY}
    sent = connection.execute(_SENT, wanted)
    return sum(_answers(x.kind, x.facts) for x in sent) >= MOST_A_DAY


def _answers(kind: str, facts: Mapping[str, Any]) -> bool:
    """Whether a notice answers a mail: a question put again does, if an answer lacked something."""
    return kind in _ANSWERS or (kind == "prompt" and bool(facts.get("missing")))


def _skipped(connection: Connection, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    parking.park(
        connection,
        Parked(
            dedup=f"automatic:{fingerprint(row['recipient'])}:{local_date(now)}",
            why=(
                f"{MOST_A_DAY} automatic answers went to one address within a day, so it gets no "
                "more today: two machines may be answering each other."
            ),
            hint="See what came from there; if it is a person, write to them yourself.",
            alliance=row["alliance"],
            case=row["case"],
        ),
        now,
    )
    return row | {"state": _UNSENT, "why": "a day's automatic answers had been sent already"}
