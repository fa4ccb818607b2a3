"""The relay between a real outbox and a real mail server."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from core import outbox
from core.clock import FixedClock
from core.errors import RateLimited, RecipientGone
from core.model import Channel
from core.outbox import LEASE, MAX_TRIES, Listed, Skip, State, Waiting
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.sender import Sendable, SmtpSender, read_smtp_url
from scheduler.relay import BUG_TRIES, Relay, Tally
from tests.support.receiving_server import Mailbox, free_port, receiving

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
_OUTBOX = table_of(tables.OutboxRow)


class PlainOutlet:
    """Puts notices into few words and hands them to a real server.

    A recipient's name says what is to go wrong: `bug`, `gone`, `moot`, `slow`.
    """

    def __init__(self, url: str) -> None:
        self._sender = SmtpSender(read_smtp_url(url), "alliance.example", timeout=5)
        self.rests = 0

    def render(self, connection: Connection, waiting: Waiting) -> Sendable | Skip:
        del connection
        if waiting.recipient == "bug":
            message = "Priya Nair's secret"
            raise ZeroDivisionError(message)
        if waiting.recipient == "gone":
            raise RecipientGone("nobody has that address")
        if waiting.recipient == "moot":
            return Skip("no longer needed")
        if waiting.recipient == "slow":
            raise RateLimited("slow down", 30)
        body = f"Message-ID: <{waiting.dedup}@alliance.example>\r\n\r\nHello\r\n"
        address = f"{waiting.recipient}@oakfield.example"
        return Sendable("support@alliance.example", address, body.encode())

    def send(self, rendered: Sendable) -> None:
        self._sender.send(rendered)

    def rest(self) -> None:
        self.rests += 1
        self._sender.rest()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def relay(database: Database, clock: FixedClock, mailbox: Mailbox) -> Iterator[Relay]:
    outlet = PlainOutlet(mailbox.url)
    yield Relay(database, clock, {Channel.EMAIL: outlet})
    outlet.rest()


def put(database: Database, *recipients: str, channel: Channel = Channel.EMAIL) -> None:
    with database.write() as connection:
        for number, recipient in enumerate(recipients):
            connection.execute(
                insert(_OUTBOX).values(
                    dedup=f"{channel.name}-{number}",
                    alliance="south-downs",
                    channel=str(channel),
                    recipient=recipient,
                    kind="prompt",
                    facts={},
                    created_at=NOW,
                    next_at=NOW,
                )
            )


def rows(database: Database) -> list[Listed]:
    with database.read() as connection:
        return outbox.listing(connection, tuple(State))


def states(database: Database) -> list[State]:
    return [x.state for x in rows(database)]


def local_parts(mailbox: Mailbox) -> list[str]:
    return [x.recipient.partition("@")[0] for x in mailbox.received]


# --- draining -----------------------------------------------------------------------------------


def test_what_waits_goes_out_in_order(database: Database, relay: Relay, mailbox: Mailbox) -> None:
    put(database, "ann", "bea", "ann", "ann")
    assert relay.drain_once() == Tally(sent=4)
    assert [x.mail["Message-ID"] for x in mailbox.received if x.recipient.startswith("ann")] == [
        "<EMAIL-0@alliance.example>",
        "<EMAIL-2@alliance.example>",
        "<EMAIL-3@alliance.example>",
    ]
    assert set(states(database)) == {State.SENT}
    assert relay.drain_once() == Tally()


def test_a_batch_shares_one_connection(database: Database, relay: Relay, mailbox: Mailbox) -> None:
    put(database, *(f"p{n}" for n in range(45)))
    relay.drain_once()
    assert len(mailbox.received) == 45
    assert len({x.peer_port for x in mailbox.received}) == 1


def test_a_notice_no_longer_needed_is_not_sent(
    database: Database, relay: Relay, mailbox: Mailbox
) -> None:
    put(database, "moot", "ann")
    assert relay.drain_once() == Tally(sent=1, skipped=1)
    assert local_parts(mailbox) == ["ann"]
    assert (rows(database)[0].state, rows(database)[0].why) == (State.SKIPPED, "no longer needed")


def test_a_recipient_who_is_gone_stops_nobody_else(
    database: Database, relay: Relay, mailbox: Mailbox
) -> None:
    mailbox.refused["bea@oakfield.example"] = "550 5.1.1 no such user"
    put(database, "gone", "bea", "cem")
    assert relay.drain_once() == Tally(sent=1, dead=2)
    assert states(database) == [State.DEAD, State.DEAD, State.SENT]
    assert "5.1.1" in rows(database)[1].why


def test_a_relay_that_asks_to_come_again_is_asked_again_after_a_minute(
    database: Database, relay: Relay, mailbox: Mailbox, clock: FixedClock
) -> None:
    mailbox.refused["ann@oakfield.example"] = "451 greylisted"
    put(database, "ann", "bea")
    assert relay.drain_once() == Tally(sent=1, retried=1)
    mailbox.refused.clear()
    assert relay.drain_once() == Tally()
    clock.advance(timedelta(minutes=1))
    assert relay.drain_once() == Tally(sent=1)
    assert local_parts(mailbox) == ["bea", "ann"]


def test_a_channel_that_asks_for_time_gets_it_and_no_try_is_used_up(
    database: Database, relay: Relay, clock: FixedClock
) -> None:
    put(database, "slow")
    assert relay.drain_once() == Tally(retried=1)
    [row] = rows(database)
    assert (row.tries, row.next_at) == (0, NOW + timedelta(seconds=30))


def test_a_connection_lost_after_the_mail_was_taken_sends_the_same_mail_twice(
    database: Database, relay: Relay, mailbox: Mailbox, clock: FixedClock
) -> None:
    mailbox.drop_after_keeping = 1
    put(database, "ann")
    relay.drain_once()
    clock.advance(timedelta(minutes=1))
    relay.drain_once()
    first, second = mailbox.received
    assert first.body == second.body
    assert states(database) == [State.SENT]


def test_while_the_mail_relay_is_away_no_notice_loses_a_try(
    database: Database, clock: FixedClock
) -> None:
    relay = Relay(database, clock, {Channel.EMAIL: PlainOutlet(f"smtp://127.0.0.1:{free_port()}")})
    put(database, "ann", "bea")
    for _ in range(MAX_TRIES + 2):
        assert relay.drain_once() == Tally()
        clock.advance(timedelta(days=1))
    assert [(x.state, x.tries) for x in rows(database)] == [(State.WAITING, 0)] * 2
    assert "cannot be used" in rows(database)[0].why


# --- bugs and crashes ---------------------------------------------------------------------------


def test_a_bug_is_tried_a_few_times_then_dead_and_told_by_reference_only(
    database: Database, relay: Relay, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, "bug", "ann")
    with caplog.at_level(logging.DEBUG):
        assert relay.drain_once() == Tally(sent=1, bugs=1, retried=1)
        for _ in range(BUG_TRIES - 1):
            clock.advance(timedelta(hours=15))
            relay.drain_once()
    row = rows(database)[0]
    assert (row.state, row.tries) == (State.DEAD, BUG_TRIES)
    told = [vars(x) for x in caplog.records if x.message == "notice_not_sent"]
    assert len(told) == BUG_TRIES
    assert told[-1]["reference"] in row.why
    assert told[-1]["fault"].startswith("ZeroDivisionError at ")
    assert "Priya" not in str(told) + caplog.text


def test_a_notice_that_kills_whoever_takes_it_up_is_given_up(
    database: Database, relay: Relay, clock: FixedClock, mailbox: Mailbox
) -> None:
    put(database, "ann", "ann")
    for _ in range(MAX_TRIES):
        assert outbox.claim(database, clock.now(), "died", 1)
        clock.advance(LEASE)
    assert relay.drain_once() == Tally(sent=1, dead=1)
    assert states(database) == [State.DEAD, State.SENT]


DIES_AFTER_SENDING = """
import os, sys
from datetime import datetime
sys.path[:0] = [{root!r}, {root!r} + "/tests/integration"]
import test_relay as t

class Dying(t.PlainOutlet):
    def send(self, rendered):
        super().send(rendered)
        os._exit(9)

t.Relay(
    t.Database({database!r}), t.FixedClock(t.NOW), {{t.Channel.EMAIL: Dying({url!r})}}
).drain_once()
"""


@pytest.mark.crash
def test_a_relay_killed_before_it_could_say_so_sends_the_same_mail_again(
    database: Database, relay: Relay, mailbox: Mailbox, clock: FixedClock
) -> None:
    put(database, "ann", "bea")
    code = DIES_AFTER_SENDING.format(root=str(ROOT), database=database.url, url=mailbox.url)
    died = subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ))
    assert died.returncode == 9
    assert local_parts(mailbox) == ["ann"]
    assert relay.drain_once() == Tally()
    clock.advance(LEASE)
    assert relay.drain_once() == Tally(sent=2)
    assert local_parts(mailbox) == ["ann", "ann", "bea"]
    assert mailbox.received[0].body == mailbox.received[1].body


def test_a_holder_whose_lease_ran_out_leaves_the_rest_of_its_batch_alone(
    database: Database, mailbox: Mailbox, clock: FixedClock
) -> None:
    class Slow(PlainOutlet):
        def send(self, rendered: Sendable) -> None:
            super().send(rendered)
            clock.advance(LEASE)

    put(database, "ann", "bea")
    outlet = Slow(mailbox.url)
    relay = Relay(database, clock, {Channel.EMAIL: outlet})
    assert relay._pass(Channel.EMAIL, Tally())
    outlet.rest()
    assert local_parts(mailbox) == ["ann"]
    assert states(database) == [State.SENT, State.CLAIMED]


# --- running ------------------------------------------------------------------------------------


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds: what it looks at is changed by threads and sockets."""
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 — they set no event
            await asyncio.sleep(0.01)


async def test_a_running_relay_sends_what_comes_later(
    database: Database, relay: Relay, mailbox: Mailbox
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(relay.run(stop))
    put(database, "ann")
    await until(lambda: len(mailbox.received) == 1)
    stop.set()
    await running
    assert states(database) == [State.SENT]
    assert relay.totals.sent == 1


async def test_a_woken_relay_does_not_wait_for_its_next_look(
    database: Database, mailbox: Mailbox, clock: FixedClock
) -> None:
    outlet = PlainOutlet(mailbox.url)
    relay = Relay(database, clock, {Channel.EMAIL: outlet}, poll_seconds=3600)
    stop = asyncio.Event()
    running = asyncio.create_task(relay.run(stop))
    await until(lambda: outlet.rests > 0)
    put(database, "ann")
    threading.Thread(target=relay.wake).start()
    await until(lambda: len(mailbox.received) == 1)
    stop.set()
    await running
    relay.wake()  # nobody is left to wake, and nobody minds


async def test_a_slow_channel_holds_up_no_other(
    database: Database, mailbox: Mailbox, clock: FixedClock
) -> None:
    let_go = threading.Event()

    class Stuck(PlainOutlet):
        def send(self, rendered: Sendable) -> None:
            del rendered
            let_go.wait(30)

    outlets = {Channel.SLACK: Stuck(mailbox.url), Channel.EMAIL: PlainOutlet(mailbox.url)}
    put(database, "ann", channel=Channel.SLACK)
    put(database, "bea")
    stop = asyncio.Event()
    running = asyncio.create_task(Relay(database, clock, outlets).run(stop))
    await until(lambda: local_parts(mailbox) == ["bea"])
    let_go.set()
    stop.set()
    await running


async def test_a_relay_that_is_stopped_gives_back_what_it_did_not_send(
    database: Database, mailbox: Mailbox, clock: FixedClock
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Stopping(PlainOutlet):
        def send(self, rendered: Sendable) -> None:
            super().send(rendered)
            asyncio.run_coroutine_threadsafe(self._stop(), loop).result()

        async def _stop(self) -> None:
            stop.set()

    put(database, "ann", "bea", "cem")
    await Relay(database, clock, {Channel.EMAIL: Stopping(mailbox.url)}).run(stop)
    assert [(x.state, x.tries) for x in rows(database)] == [
        (State.SENT, 1),
        (State.WAITING, 0),
        (State.WAITING, 0),
    ]


async def test_a_running_relay_leaves_a_channel_alone_for_a_while_when_it_is_down(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    outlet = PlainOutlet(f"smtp://127.0.0.1:{port}")
    relay = Relay(database, clock, {Channel.EMAIL: outlet}, poll_seconds=0.01)
    put(database, "ann")
    stop = asyncio.Event()
    running = asyncio.create_task(relay.run(stop))
    await until(lambda: outlet.rests > 5)
    assert [x.message for x in caplog.records].count("channel_down") == 1
    clock.advance(timedelta(seconds=5))
    await until(lambda: [x.message for x in caplog.records].count("channel_down") == 2)
    stop.set()
    await running
    assert [(x.state, x.tries) for x in rows(database)] == [(State.WAITING, 0)]


async def test_a_running_relay_outlives_a_database_that_fails_it(
    database: Database, relay: Relay, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, "ann", "bea")
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE outbox RENAME TO hidden")
    stop = asyncio.Event()
    running = asyncio.create_task(relay.run(stop))
    await until(lambda: bool(caplog.records))
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE hidden RENAME TO outbox")
    await until(lambda: len(mailbox.received) == 2)
    stop.set()
    await running
    assert {x.message for x in caplog.records} <= {"relay_pass_failed", "outbox_out_of_reach"}
