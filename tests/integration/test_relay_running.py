"""The relay while it runs: woken, stuck, stopped, out of reach."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.model import Channel
from core.outbox import State
from core.store.engine import Database
from intake.sender import Sendable
from scheduler.relay import Relay, RelayTally
from tests.support.outlets import NOW, PlainOutlet, local_parts, put, rows, states, until
from tests.support.receiving_server import Mailbox, free_port, receiving


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
    await asyncio.sleep(0.1)
    assert states(database) == [State.WAITING]
    threading.Thread(target=relay.wake).start()
    await until(lambda: len(mailbox.received) == 1)
    stop.set()
    await running
    assert states(database) == [State.SENT]
    relay.wake()
    assert relay.totals == RelayTally(sent=1), "nobody is left to wake, and nobody minds"


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
    await until(lambda: states(database) == [State.CLAIMED, State.SENT])
    assert local_parts(mailbox) == ["bea"]
    let_go.set()
    stop.set()
    await running
    assert states(database) == [State.SENT, State.SENT]


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
