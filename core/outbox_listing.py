"""The notices on their way out, as people look at them."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from core.calendars import civil
from core.outbox import UNSENT, State
from core.store import tables
from core.store.cases import table_of

_OUTBOX = table_of(tables.OutboxRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A notice as `outbox list` shows it."""

    id: int
    why: str
    since: datetime
    state: State
    kind: str
    recipient: str
    case: str | None
    tries: int
    next_at: datetime

    def to_json(self) -> dict[str, Any]:
        """Return plain values; moments in ISO 8601, in England's time."""
        moments = {
            name: civil(moment).isoformat(timespec="seconds")
            for name, moment in (("since", self.since), ("next_at", self.next_at))
        }
        return asdict(self) | moments | {"state": str(self.state)}


def listing(
    connection: Connection, states: Collection[State] = UNSENT, limit: int = 1000
) -> list[Listed]:
    """Return the notices in these states, the oldest first: by default all that were not sent."""
    rows = connection.execute(
        select(_OUTBOX).where(_OUTBOX.c.state.in_(states)).order_by(_OUTBOX.c.id).limit(limit)
    )
    return [
        Listed(
            id=row.id,
            why=row.why,
            since=row.created_at,
            state=State(row.state),
            kind=row.kind,
            recipient=row.recipient,
            case=row.case,
            tries=row.tries,
            next_at=row.next_at,
        )
        for row in rows
    ]
