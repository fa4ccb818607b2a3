"""Mail as it came: stored before it is acknowledged, claimed for reading, settled afterwards."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from core.clock import Clock
from core.store import mail_tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.ports import Incoming

LEASE = timedelta(minutes=5)
"""How long a claimed mail is left alone before another worker may take it."""

LONGEST_WAIT = timedelta(minutes=10)
"""No mail is put back for longer: one due later was stamped by a clock that was ahead."""

_RAW, _LETTER = table_of(mail_tables.RawEmailRow), table_of(mail_tables.LetterRow)


_COPIES = select(_RAW.c.id, _RAW.c.recipient).where(
    _RAW.c.sha256 == bindparam("sha256"), _RAW.c.id != bindparam("id")
)
_SETTLE = (
    update(_RAW)
    .where(_RAW.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=bindparam("to"), lease=None, why="")
)


@dataclass(frozen=True, slots=True)
class RawMail:
    """One stored mail for one recipient."""

    id: int
    received_at: datetime
    envelope_from: str
    recipient: str
    sha256: str
    body: bytes
    tries: int


class RawStore:
    """Keeps raw mail in the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Keep mail in `database`."""
        self._database = database
        self._clock = clock

    def __call__(self, batch: Sequence[Incoming]) -> None:
        """Store a batch, one row a recipient, in one synced transaction (`intake.ports.Keep`)."""
        rows = [row for mail in batch for row in _rows(mail)]
        with self._database.write() as connection:
            connection.execute(insert(_RAW), rows)

    def claim(self, owner: str, limit: int) -> list[RawMail]:
        """Take the oldest mails that wait, for `owner`, under a lease.

        New mail is always due, whatever the clock said when it came.
        """
        now = self._clock.now()
        untried = and_(_RAW.c.state == "new", _RAW.c.tries == 0)
        due = or_(_RAW.c.next_at <= now, _RAW.c.next_at > now + LONGEST_WAIT, untried)
        query = (
            select(_RAW)
            .where(_RAW.c.state.in_(("new", "claimed")), due)
            .order_by(_RAW.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        with self._database.write() as connection:
            found = [_mail(row) for row in connection.execute(query)]
            if found:
                connection.execute(
                    update(_RAW)
                    .where(_RAW.c.id.in_([x.id for x in found]))
                    .values(state="claimed", lease=owner, next_at=now + LEASE)
                )
        return found

    def take_back(self) -> None:
        """Free what a process claimed that has ended: only for one that knows itself alone."""
        with self._database.write() as connection:
            connection.execute(
                update(_RAW)
                .where(_RAW.c.state == "claimed")
                .values(next_at=self._clock.now(), lease=None)
            )

    def keep_for(self, owner: str, batch: Sequence[Incoming]) -> list[RawMail]:
        """Store a batch that `owner` goes on to read itself: no other worker takes it meanwhile."""
        lease = {"state": "claimed", "lease": owner, "next_at": self._clock.now() + LEASE}
        rows = [row | lease for mail in batch for row in _rows(mail)]
        query = insert(_RAW).returning(_RAW, sort_by_parameter_order=True)
        with self._database.write() as connection:
            return [_mail(row) for row in connection.execute(query, rows)]

    def take_again(self, owner: str, id_: int) -> RawMail | None:
        """Claim a mail that was dealt with, so that `owner` reads it once more; forget how it was
        read. None: there is no such mail, or somebody is at it.
        """
        now = self._clock.now()
        with self._database.write() as connection:
            free = or_(_RAW.c.state.in_(("done", "parked", "new")), _RAW.c.next_at <= now)
            claimed = connection.execute(
                update(_RAW)
                .where(_RAW.c.id == id_, free)
                .values(state="claimed", lease=owner, tries=0, next_at=now + LEASE)
            )
            if not claimed.rowcount:
                return None
            connection.execute(delete(_LETTER).where(_LETTER.c.raw == id_))
            row = connection.execute(select(_RAW).where(_RAW.c.id == id_)).one()
        return _mail(row)

    def find(self, id_: int) -> RawMail | None:
        """Return one stored mail."""
        with self._database.read() as connection:
            row = connection.execute(select(_RAW).where(_RAW.c.id == id_)).one_or_none()
        return _mail(row) if row else None

    def retry(self, mail: RawMail, why: str, at: datetime) -> None:
        """Put a mail back to be read again at `at`."""
        with self._database.write() as connection:
            connection.execute(
                update(_RAW)
                .where(_RAW.c.id == mail.id)
                .values(state="new", lease=None, tries=mail.tries + 1, next_at=at, why=why)
            )


def copies(connection: Connection, mail: RawMail) -> list[tuple[int, str]]:
    """Return the other rows (id, recipient) that the same mail left for our other addresses."""
    rows = connection.execute(_COPIES, {"sha256": mail.sha256, "id": mail.id})
    return [(row.id, row.recipient) for row in rows]


def ahead(connection: Connection, now: datetime) -> int:
    """Return how many mails wait longer than any is put back, or came after now by their stamp:
    a clock was ahead. `doctor` tells it.
    """
    late = or_(_RAW.c.next_at > now + LONGEST_WAIT, _RAW.c.received_at > now)
    query = select(func.count()).where(_RAW.c.state.in_(("new", "claimed")), late)
    return int(connection.execute(query).scalar_one())


def settle(connection: Connection, ids: Iterable[int], state: str) -> None:
    """Say that mails have been dealt with: `done`, or `parked`."""
    connection.execute(_SETTLE, {"ids": list(ids), "to": state})


def _rows(mail: Incoming) -> Iterable[dict[str, Any]]:
    digest = hashlib.sha256(mail.body).hexdigest()
    for recipient in dict.fromkeys(mail.recipients):
        yield {
            "received_at": mail.received_at,
            "envelope_from": mail.envelope_from,
            "recipient": recipient,
            "peer": mail.peer,
            "sha256": digest,
            "body": mail.body,
            "state": "new",
            "tries": 0,
            "next_at": mail.received_at,
            "why": "",
        }


def _mail(row: Any) -> RawMail:
    return RawMail(
        row.id,
        row.received_at,
        row.envelope_from,
        row.recipient,
        row.sha256,
        row.body,
        row.tries,
    )
