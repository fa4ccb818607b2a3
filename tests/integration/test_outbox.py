"""The outbox on both databases: leases, order, backoff, and what is told when a notice dies."""

import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from core import outbox
from core.model import Channel
from core.outbox import LEASE, MAX_TRIES, State, Waiting
from core.outbox_listing import Listed, listing
from core.store import directory_tables, parking, tables
from core.store.cases import table_of
from core.store.engine import Database

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
_OUTBOX = table_of(tables.OutboxRow)


def put(
    database: Database,
    *recipients: str,
    channel: Channel = Channel.EMAIL,
    at: datetime = NOW,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write one notice after the other."""
    with database.write() as connection:
        for recipient in recipients:
            number = len(connection.execute(select(_OUTBOX.c.id)).all()) + 1
            connection.execute(
                insert(_OUTBOX).values(
                    dedup=f"prompt:{number}",
                    case="SX-0001",
                    alliance="south-downs",
                    channel=str(channel),
                    recipient=recipient,
                    kind="prompt",
                    prompt="SX-0001.p1",
                    facts=facts or {"rung": 1},
                    state="waiting",
                    tries=0,
                    created_at=min(at, NOW),
                    next_at=at,
                    why="",
                )
            )


def name_coordinator(database: Database, person: str, role: str = "coordinator") -> None:
    with database.write() as connection:
        connection.execute(
            insert(table_of(directory_tables.PersonRow)).values(
                id=person, name="Cora Dean", email=f"{person}@alliance.example"
            )
        )
        connection.execute(
            insert(table_of(directory_tables.PostRow)).values(
                school="",
                alliance="south-downs",
                role=role,
                person=person,
                title="",
                organisation="",
            )
        )


def parked(database: Database) -> list[Mapping[str, Any]]:
    with database.read() as connection:
        return parking.waiting(connection)


def claim(database: Database, now: datetime = NOW, owner: str = "a", limit: int = 10) -> list[int]:
    return [x.id for x in outbox.claim(database, now, owner, limit)]


def claim_one(database: Database, now: datetime = NOW, owner: str = "a") -> Waiting:
    [row] = outbox.claim(database, now, owner, 1)
    return row


def listed(database: Database, states: Iterable[State] = tuple(State)) -> list[Listed]:
    with database.read() as connection:
        return listing(connection, tuple(states))


def state(database: Database, id_: int = 1) -> tuple[State, str, int]:
    [row] = [x for x in listed(database) if x.id == id_]
    return row.state, row.why, row.tries


# --- claiming -----------------------------------------------------------------------------------


def test_a_claimed_notice_carries_what_was_written(database: Database) -> None:
    put(database, "ann")
    row = claim_one(database)
    assert (row.id, row.dedup, row.case, row.alliance) == (1, "prompt:1", "SX-0001", "south-downs")
    assert (row.channel, row.recipient, row.kind) == (Channel.EMAIL, "ann", "prompt")
    assert (row.prompt, row.facts, row.tries) == ("SX-0001.p1", {"rung": 1}, 1)
    assert (row.created_at, row.lease_until) == (NOW, NOW + LEASE)
    assert not row.taken_over


def test_nobody_else_gets_a_claimed_notice(database: Database) -> None:
    put(database, "ann", "bea")
    assert claim(database, owner="a") == [1, 2]
    assert claim(database, owner="b") == []


def test_a_notice_waits_for_its_time(database: Database) -> None:
    put(database, "ann", at=NOW + A_SECOND)
    assert claim(database) == []
    assert claim(database, NOW + A_SECOND) == [1]


def test_no_more_is_claimed_than_was_asked_for(database: Database) -> None:
    put(database, "ann", "bea", "cem")
    assert claim(database, limit=2) == [1, 2]
    assert claim(database, limit=2) == [3]


def test_a_channel_takes_only_its_own(database: Database) -> None:
    put(database, "ann", channel=Channel.SLACK)
    assert claim(database) == []
    assert len(outbox.claim(database, NOW, "a", 10, Channel.SLACK)) == 1


def test_a_lease_that_ran_out_can_be_claimed_again(database: Database) -> None:
    put(database, "ann")
    first = claim_one(database, owner="a")
    assert claim(database, NOW + LEASE - A_SECOND, "b") == []
    again = claim_one(database, NOW + LEASE, "b")
    assert (again.id, again.tries, again.taken_over) == (first.id, 2, True)


# --- a clock that was ahead ----------------------------------------------------------------------


def test_what_a_clock_that_was_ahead_has_stamped_is_sent(database: Database) -> None:
    later = NOW + timedelta(days=3)
    put(database, "ann", "bea", "cem")
    columns = table_of(tables.OutboxRow)
    with database.write() as connection:
        changes: dict[int, dict[str, Any]] = {
            1: {"created_at": NOW + timedelta(hours=2), "next_at": NOW + timedelta(hours=2)},
            2: {"next_at": later},
            3: {"state": "claimed", "lease": "dead", "lease_until": later},
        }
        for id_, values in changes.items():
            connection.execute(update(columns).where(columns.c.id == id_).values(**values))
    with database.read() as connection:
        assert outbox.ahead(connection, NOW) == 3
    assert sorted(claim(database)) == [1, 2, 3]
    with database.read() as connection:
        assert outbox.ahead(connection, NOW) == 0


# --- order --------------------------------------------------------------------------------------


def test_a_recipient_gets_notices_in_the_order_they_were_written(database: Database) -> None:
    put(database, "ann", "bea", "ann")
    rows = outbox.claim(database, NOW, "a", 10)
    assert [x.id for x in rows] == [1, 2]
    assert claim(database, owner="b") == []
    outbox.settle_sent(database, rows[0], NOW)
    assert claim(database, owner="b") == [3]


def test_a_notice_in_backoff_holds_up_its_recipient_and_nobody_else(database: Database) -> None:
    put(database, "ann", "ann", "bea")
    outbox.settle_retry(database, claim_one(database), "greylisted", NOW)
    assert claim(database) == [3]
    assert claim(database, NOW + outbox.backoff(1)) == [1]


def test_a_dead_notice_holds_up_nobody(database: Database) -> None:
    put(database, "ann", "ann")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert claim(database) == [2]


def test_one_persons_mail_and_slack_do_not_wait_for_each_other(database: Database) -> None:
    put(database, "ann")
    put(database, "ann", channel=Channel.SLACK)
    assert [x.id for x in outbox.claim(database, NOW, "a", 10, Channel.SLACK)] == [2]


def test_many_relays_at_once_take_each_notice_once_and_in_order(database: Database) -> None:
    people = [f"p{n % 7}" for n in range(60)]
    put(database, *people)
    sent: list[tuple[str, int]] = []
    lock = threading.Lock()

    def work(owner: str) -> None:
        idle = 0
        while idle < 20:
            rows = outbox.claim(database, NOW, owner, 5)
            idle = 0 if rows else idle + 1
            for row in rows:
                with lock:
                    sent.append((row.recipient, row.id))
                assert outbox.settle_sent(database, row, NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ["a", "b", "c", "d"]))
    assert sorted(id_ for _, id_ in sent) == list(range(1, 61))
    for person in set(people):
        ids = [id_ for who, id_ in sent if who == person]
        assert ids == sorted(ids)


# --- settling -----------------------------------------------------------------------------------


def test_a_sent_notice_is_done(database: Database) -> None:
    put(database, "ann")
    assert outbox.settle_sent(database, claim_one(database), NOW)
    assert state(database) == (State.SENT, "", 1)
    assert claim(database, NOW + timedelta(days=30)) == []


def test_a_skipped_notice_says_why(database: Database) -> None:
    put(database, "ann")
    assert outbox.settle_skipped(database, claim_one(database), "no longer needed")
    assert state(database) == (State.SKIPPED, "no longer needed", 1)


@pytest.mark.parametrize("how", ["sent", "skipped", "retry", "later", "dead"])
def test_whoever_lost_the_lease_settles_nothing(database: Database, how: str) -> None:
    put(database, "ann")
    name_coordinator(database, "cora")
    lost = claim_one(database, owner="a")
    held = claim_one(database, NOW + LEASE, owner="a")  # even the same holder, claiming anew
    settle = {
        "sent": lambda: outbox.settle_sent(database, lost, NOW),
        "skipped": lambda: outbox.settle_skipped(database, lost, "no longer needed"),
        "retry": lambda: outbox.settle_retry(database, lost, "busy", NOW),
        "later": lambda: outbox.settle_later(database, lost, "busy", NOW),
        "dead": lambda: outbox.settle_dead(database, lost, "gone", NOW),
    }
    assert not settle[how]()
    assert state(database) == (State.CLAIMED, "", 2)
    assert len(listed(database)) == 1
    assert outbox.settle_sent(database, held, NOW)


def test_tries_come_ever_later_and_end_after_a_day_and_a_half(database: Database) -> None:
    put(database, "ann")
    now, waits = NOW, []
    while True:
        outbox.settle_retry(database, claim_one(database, now), "451 later", now)
        [row] = listed(database)
        if row.state is State.DEAD:
            break
        waits.append(row.next_at - now)
        assert claim(database, row.next_at - A_SECOND) == []
        now = row.next_at
    assert len(waits) == MAX_TRIES - 1
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert timedelta(hours=30) < now - NOW < timedelta(hours=42)
    assert state(database) == (State.DEAD, "451 later", MAX_TRIES)


def test_being_asked_to_slow_down_uses_up_no_try(database: Database) -> None:
    put(database, "ann")
    later = NOW + timedelta(seconds=30)
    outbox.settle_later(database, claim_one(database), "slow down", later)
    assert state(database) == (State.WAITING, "slow down", 0)
    assert claim(database, later - A_SECOND) == []
    assert claim_one(database, later).tries == 1


def test_given_back_notices_can_be_claimed_at_once(database: Database) -> None:
    put(database, "ann", "bea")
    outbox.release(database, outbox.claim(database, NOW, "a", 10), "", NOW)
    assert claim(database, owner="b") == [1, 2]
