"""Notices on their way out: claimed with a lease, handed over, and settled.

A row goes `waiting` → `claimed` → `sent | skipped | dead`, or back to `waiting` until its next try.
Whoever claims a row holds it for the length of a lease; a lease that ran out (its holder died) can
be claimed anew, so a notice is handed over at least once and each channel makes a second time
harmless. Rows for one recipient on one channel go out in the order in which they were written
(docs/rules.md#sent-at-least-once).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, and_, exists, func, insert, or_, select, update

from core.decide.draft import Notice
from core.errors import RemoteUnavailable
from core.model import Channel
from core.ports import Parked
from core.store import parking, people, stopping, tables
from core.store.cases import table_of
from core.store.engine import Database

LEASE = timedelta(minutes=2)
_LONGEST_LEASE = timedelta(hours=1)
"""No holder takes a longer one."""
MAX_TRIES = 8
"""With `backoff`, the last try is made about a day and a half after the first."""

_OUTBOX = table_of(tables.OutboxRow)
_FIRST_DELAY, _LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=15)
_LONGEST_WHY = 300


class State(StrEnum):
    """Where a notice stands on its way."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"


ONLY_IN_SLACK = frozenset({"card", "settled", "parked", "home", "note", "visits"})
"""Kinds that put right what Slack shows, or answer there: they have no sense as mail."""

UNDER_WAY = (State.WAITING, State.CLAIMED)
UNSENT = (*UNDER_WAY, State.DEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claimed row. `taken_over`: an earlier holder's lease ran out, so it may have been sent."""

    id: int
    dedup: str
    case: str | None
    alliance: str
    channel: Channel
    recipient: str
    kind: str
    prompt: str | None
    facts: Mapping[str, Any]
    tries: int
    created_at: datetime
    owner: str
    lease_until: datetime
    taken_over: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a notice is not sent after all."""

    why: str


class ChannelDown(RemoteUnavailable):
    """The channel cannot be used at all just now: no notice is to blame, and none need be tried."""


Rendered = TypeVar("Rendered")


class Outlet(Protocol[Rendered]):
    """One channel's way out. It is used by one thread at a time."""

    def render(self, connection: Connection, waiting: Waiting) -> Rendered | Skip:
        """Read what the notice tells and put it into words. Raises Permanent where nobody is."""
        ...

    def send(self, rendered: Rendered) -> None:
        """Hand it over. Raises Transient to be asked again, Permanent where that cannot help."""
        ...

    def rest(self) -> None:
        """Nothing more is waiting: let go of any connection."""
        ...


def fresh_row(notice: Notice, alliance: str, now: datetime) -> dict[str, Any]:
    """Return the row of a notice that is to go out at once."""
    return {
        "dedup": notice.dedup,
        "case": notice.case or None,
        "alliance": alliance,
        "channel": str(notice.channel),
        "recipient": notice.recipient,
        "kind": notice.kind,
        "prompt": notice.prompt,
        "facts": dict(notice.facts),
        "state": str(State.WAITING),
        "tries": 0,
        "created_at": now,
        "next_at": now,
        "why": "",
    }


def claim(
    database: Database,
    now: datetime,
    owner: str,
    limit: int,
    channel: Channel = Channel.EMAIL,
    lease: timedelta = LEASE,
) -> list[Waiting]:
    """Take up to `limit` notices whose time has come, in order, none behind an unsent earlier one.

    Every claim counts as a try, so that a notice which kills its holder cannot do so for ever.
    """
    with database.read() as connection:  # an idle relay takes no write lock
        if not any(_found(connection, query, 1) for query in _claimable(now, channel)):
            return []
    with database.write() as connection:
        rows: list[Any] = []
        for query in _claimable(now, channel):
            locking = query.with_for_update(skip_locked=True, of=_OUTBOX)  # SQLite knows no rows
            rows += _found(connection, locking, limit - len(rows))
        claimed = {"state": State.CLAIMED, "lease": owner, "lease_until": now + lease}
        connection.execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id.in_([row.id for row in rows]))
            .values(**claimed, tries=_OUTBOX.c.tries + 1)
        )
    return [_waiting(row, owner, now + lease) for row in sorted(rows, key=lambda row: row.id)]


def take_back(database: Database, now: datetime) -> None:
    """Let the leases of a process that has ended run out: only for one that knows itself alone."""
    with database.write() as connection:
        connection.execute(
            update(_OUTBOX).where(_OUTBOX.c.state == State.CLAIMED).values(lease_until=now)
        )


def _found(connection: Connection, query: Any, limit: int) -> list[Any]:
    return list(connection.execute(query.limit(limit))) if limit else []


def _claimable(now: datetime, channel: Channel) -> tuple[Any, ...]:
    """Return the queries for notices whose holder died and for those whose time has come.

    Each follows its index, so that a claim costs the same however many are waiting. The last ones
    are for a clock that was ahead and was put right: what it stamped is due.
    """
    earlier = _OUTBOX.alias("earlier")
    behind = exists().where(
        earlier.c.recipient == _OUTBOX.c.recipient,
        earlier.c.channel == _OUTBOX.c.channel,
        earlier.c.state.in_(UNDER_WAY),
        earlier.c.id < _OUTBOX.c.id,
    )
    query = select(_OUTBOX).where(_OUTBOX.c.channel == channel, ~behind)
    column = _OUTBOX.c
    return (
        query.where(column.state == State.CLAIMED, column.lease_until <= now).order_by(column.id),
        query.where(column.state == State.WAITING, column.next_at <= now).order_by(
            column.next_at, column.id
        ),
        query.where(_is_ahead(now)).order_by(column.id),
    )


def _is_ahead(now: datetime) -> Any:
    """Return what is true of rows due later than any can be that a right clock has stamped."""
    column = _OUTBOX.c
    never_put_back = column.next_at == column.created_at
    late = or_(never_put_back, column.next_at > now + _LONGEST_DELAY)
    return or_(
        and_(column.state == State.WAITING, column.next_at > now, late),
        and_(column.state == State.CLAIMED, column.lease_until > now + _LONGEST_LEASE),
    )


def ahead(connection: Connection, now: datetime) -> int:
    """Return how many notices were stamped by a clock that was ahead; `doctor` tells it."""
    query = select(func.count()).select_from(_OUTBOX).where(_is_ahead(now))
    return int(connection.execute(query).scalar_one())


def _waiting(row: Any, owner: str, lease_until: datetime) -> Waiting:
    return Waiting(
        id=row.id,
        dedup=row.dedup,
        case=row.case,
        alliance=row.alliance,
        channel=Channel(row.channel),
        recipient=row.recipient,
        kind=row.kind,
        prompt=row.prompt,
        facts=row.facts,
        tries=row.tries + 1,
        created_at=row.created_at,
        owner=owner,
        lease_until=lease_until,
        taken_over=row.state == State.CLAIMED,
    )


def backoff(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 4, 16 minutes …, never over 15 hours."""
    return min(_FIRST_DELAY * (1 << 2 * min(tries - 1, 10)), _LONGEST_DELAY)


def settle_sent(database: Database, row: Waiting, now: datetime) -> bool:
    """Say that a notice was handed over. False, here and below: the lease is no longer ours."""
    with database.write() as connection:
        return _settle(connection, row, state=State.SENT, sent_at=now, why="")


def settle_skipped(database: Database, row: Waiting, why: str) -> bool:
    """Say that a notice need not be sent any more."""
    with database.write() as connection:
        return _settle(connection, row, state=State.SKIPPED, why=why)


def settle_retry(
    database: Database, row: Waiting, why: str, now: datetime, max_tries: int = MAX_TRIES
) -> bool:
    """Put a notice back until its next try; after `max_tries` it is dead."""
    if row.tries >= max_tries:
        return settle_dead(database, row, why, now)
    with database.write() as connection:
        at = now + backoff(row.tries)
        return _settle(connection, row, state=State.WAITING, next_at=at, why=why)


def settle_later(database: Database, row: Waiting, why: str, at: datetime) -> bool:
    """Put a notice back until `at` without counting the try: the other side is well but busy."""
    with database.write() as connection:
        back = {"state": State.WAITING, "tries": row.tries - 1}
        return _settle(connection, row, **back, next_at=at, why=why)


def release(database: Database, rows: Iterable[Waiting], why: str, at: datetime) -> None:
    """Give back notices that were claimed and not tried, until `at`."""
    for row in rows:
        settle_later(database, row, why, at)


def settle_dead(database: Database, row: Waiting, why: str, now: datetime, gone: str = "") -> bool:
    """Give a notice up; in the same transaction send it by mail instead, if Slack could not
    deliver it, or tell the alliance's coordinator.

    `gone` is an address that there is not (empty: none): nothing more is sent there.
    """
    with database.write() as connection:
        ours = _settle(connection, row, state=State.DEAD, why=why)
        if ours:
            if gone:
                stopping.stop(connection, gone, why, now)
            if not _sent_by_mail_instead(connection, row, now):
                _tell_undelivered(connection, row, why, now)
        return ours


def _settle(connection: Connection, row: Waiting, **values: Any) -> bool:
    """Write how a row was settled, if it is still claimed by this holder in this very claim."""
    values["why"] = values["why"][:_LONGEST_WHY]
    done = connection.execute(
        update(_OUTBOX)
        .where(
            _OUTBOX.c.id == row.id,
            _OUTBOX.c.state == State.CLAIMED,
            _OUTBOX.c.lease == row.owner,
            _OUTBOX.c.tries == row.tries,
        )
        .values(lease=None, lease_until=None, **values)
    )
    return bool(done.rowcount)


def _sent_by_mail_instead(connection: Connection, row: Waiting, now: datetime) -> bool:
    """Queue as mail what Slack could not deliver to somebody with an address; False: nobody is.

    What only Slack has a use for is missed by nobody, but the card in the channel.
    """
    if row.channel is not Channel.SLACK or row.kind == "card":
        return False
    if row.kind in ONLY_IN_SLACK:
        return True
    known = people.by_id(connection, row.recipient)
    if known is None or not known.person.email:
        return False
    dedup = f"{row.dedup}:mail"
    if not connection.execute(select(_OUTBOX.c.id).where(_OUTBOX.c.dedup == dedup)).first():
        connection.execute(insert(_OUTBOX).values(**_fresh(row, dedup, Channel.EMAIL, now)))
    return True


def _fresh(row: Waiting, dedup: str, channel: Channel, now: datetime) -> dict[str, Any]:
    return {
        "dedup": dedup,
        "case": row.case,
        "alliance": row.alliance,
        "channel": channel,
        "recipient": row.recipient,
        "kind": row.kind,
        "prompt": row.prompt,
        "facts": dict(row.facts),
        "state": State.WAITING,
        "tries": 0,
        "created_at": now,
        "next_at": now,
        "why": "",
    }


def _tell_undelivered(connection: Connection, row: Waiting, why: str, now: datetime) -> None:
    """Add the news that a notice could not be delivered.

    Not to the very person whom nothing reaches, and not about such news: that would go round.
    Where nobody is left to tell, it is parked.
    """
    dedup = f"undelivered:{row.id}:{now.isoformat()}"
    told = (x for x in people.coordinators(connection, row.alliance) if x != row.recipient)
    recipient = next(told, None)
    if recipient is None or row.facts.get("what") == "undelivered":
        _park_undelivered(connection, row, why, dedup, now)
        return
    if connection.execute(select(_OUTBOX.c.id).where(_OUTBOX.c.dedup == dedup)).first():
        return
    news = Notice(
        kind="news",
        recipient=recipient,
        dedup=dedup,
        case=row.case or "",
        prompt=row.prompt,
        facts={
            "what": "undelivered",
            "recipient": row.recipient,
            "kind": row.kind,
            "why": why[:_LONGEST_WHY],
        },
    )
    connection.execute(insert(_OUTBOX).values(fresh_row(news, row.alliance, now)))


def _park_undelivered(
    connection: Connection, row: Waiting, why: str, dedup: str, now: datetime
) -> None:
    item = Parked(
        dedup=dedup,
        why=f"A notice could not be delivered, and nobody could be told: {why[:_LONGEST_WHY]}",
        hint=(
            "Import contacts with a coordinator or director whose address works, "
            f"then: outbox retry {row.id}."
        ),
        alliance=row.alliance,
        case=row.case,
        prompt=row.prompt,
    )
    parking.park(connection, item, now)


def retry(database: Database, id_: int, now: datetime) -> bool:
    """Let a dead or waiting notice be tried at once, with all its tries before it.

    False: there is no such notice, or it is on its way or sent.
    """
    with database.write() as connection:
        done = connection.execute(
            update(_OUTBOX)
            .where(_OUTBOX.c.id == id_, _OUTBOX.c.state.in_((State.WAITING, State.DEAD)))
            .values(state=State.WAITING, tries=0, next_at=now, why="")
        )
        return bool(done.rowcount)
