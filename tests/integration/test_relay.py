"""The relay between a real outbox and a real mail server, a pass at a time."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core import outbox
from core.clock import FixedClock
from core.model import Channel
from core.outbox import LEASE, MAX_TRIES, State
from core.store.engine import Database
from intake.sender import Sendable
from scheduler.relay import BUG_TRIES, Relay, RelayTally
from tests.support.outlets import NOW, PlainOutlet, local_parts, put, rows, states
from tests.support.receiving_server import Mailbox, free_port, receiving

ROOT = Path(__file__).resolve().parents[2]


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


# --- draining -----------------------------------------------------------------------------------


def test_what_waits_goes_out_in_order(database: Database, relay: Relay, mailbox: Mailbox) -> None:
    put(database, "ann", "bea", "ann", "ann")
    assert relay.drain_once() == RelayTally(sent=4)
    assert [x.mail["Message-ID"] for x in mailbox.received if x.recipient.startswith("ann")] == [
        "<EMAIL-0@alliance.example>",
        "<EMAIL-2@alliance.example>",
        "<EMAIL-3@alliance.example>",
    ]
    assert set(states(database)) == {State.SENT}
    assert relay.drain_once() == RelayTally()


def test_a_batch_shares_one_connection(database: Database, relay: Relay, mailbox: Mailbox) -> None:
    put(database, *(f"p{n}" for n in range(45)))
    relay.drain_once()
    assert len(mailbox.received) == 45
    assert len({x.peer_port for x in mailbox.received}) == 1


def test_a_notice_no_longer_needed_is_not_sent(
    database: Database, relay: Relay, mailbox: Mailbox
) -> None:
    put(database, "moot", "ann")
    assert relay.drain_once() == RelayTally(sent=1, skipped=1)
    assert local_parts(mailbox) == ["ann"]
    assert (rows(database)[0].state, rows(database)[0].why) == (State.SKIPPED, "no longer needed")


def test_a_recipient_who_is_gone_stops_nobody_else(
    database: Database, relay: Relay, mailbox: Mailbox
) -> None:
    mailbox.refused["bea@oakfield.example"] = "550 5.1.1 no such user"
    put(database, "gone", "bea", "cem")
    assert relay.drain_once() == RelayTally(sent=1, dead=2)
    assert states(database) == [State.DEAD, State.DEAD, State.SENT]
    assert "5.1.1" in rows(database)[1].why


def test_a_relay_that_asks_to_come_again_is_asked_again_after_a_minute(
    database: Database, relay: Relay, mailbox: Mailbox, clock: FixedClock
) -> None:
    mailbox.refused["ann@oakfield.example"] = "451 greylisted"
    put(database, "ann", "bea")
    assert relay.drain_once() == RelayTally(sent=1, retried=1)
    mailbox.refused.clear()
    assert relay.drain_once() == RelayTally()
    clock.advance(timedelta(minutes=1))
    assert relay.drain_once() == RelayTally(sent=1)
    assert local_parts(mailbox) == ["bea", "ann"]


def test_a_channel_that_asks_for_time_gets_it_and_no_try_is_used_up(
    database: Database, relay: Relay, clock: FixedClock
) -> None:
    put(database, "slow")
    assert relay.drain_once() == RelayTally(retried=1)
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
        assert relay.drain_once() == RelayTally()
        clock.advance(timedelta(days=1))
    assert [(x.state, x.tries) for x in rows(database)] == [(State.WAITING, 0)] * 2
    assert "cannot be used" in rows(database)[0].why


# --- bugs and crashes ---------------------------------------------------------------------------


def test_a_bug_is_tried_a_few_times_then_dead_and_told_by_reference_only(
    database: Database, relay: Relay, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    put(database, "bug", "ann")
    with caplog.at_level(logging.DEBUG):
        assert relay.drain_once() == RelayTally(sent=1, bugs=1, retried=1)
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
    assert relay.drain_once() == RelayTally(sent=1, dead=1)
    assert states(database) == [State.DEAD, State.SENT]


DIES_AFTER_SENDING = """
import os, sys
from datetime import datetime
sys.path.insert(0, {root!r})
from core.clock import FixedClock
from core.model import Channel
from core.store.engine import Database
from scheduler.relay import Relay
from tests.support.outlets import NOW, PlainOutlet

class Dying(PlainOutlet):
    def send(self, rendered):
        super().send(rendered)
        os._exit(9)

outlets = {{Channel.EMAIL: Dying({url!r})}}
Relay(Database({database!r}), FixedClock(NOW), outlets).drain_once()
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
    assert relay.drain_once() == RelayTally()
    clock.advance(LEASE)
    assert relay.drain_once() == RelayTally(sent=2)
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
    assert relay._pass(Channel.EMAIL, RelayTally())
    outlet.rest()
    assert local_parts(mailbox) == ["ann"]
    assert states(database) == [State.SENT, State.CLAIMED]
