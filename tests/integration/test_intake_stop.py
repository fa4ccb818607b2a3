"""How the intake server starts and how it takes its leave."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
import uvloop

from core.clock import FixedClock
from intake.server import Incoming, IntakeServer, Keep, Limits

TO_DATA = b"EHLO x\r\nMAIL FROM:<head@hillside.example>\r\nRCPT TO:<a@broker.example>\r\nDATA\r\n"
NewLoop = Callable[[], asyncio.AbstractEventLoop]


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def new_loop(request: pytest.FixtureRequest) -> NewLoop:
    new_loop: NewLoop = request.param
    return new_loop


def is_ours(recipient: str) -> bool:
    return recipient.endswith("@broker.example")


def keep_nothing(_batch: Sequence[Incoming]) -> None:
    raise AssertionError("no mail was sent")


def new_server(keep: Keep, farewell_seconds: float = 5, port: int = 0) -> IntakeServer:
    clock = FixedClock(datetime(2025, 3, 3, 12, tzinfo=UTC))
    return IntakeServer(
        keep, is_ours, clock, port=port, limits=Limits(farewell_seconds=farewell_seconds)
    )


class SlowKeep:
    def __init__(self) -> None:
        self.reached = threading.Event()
        self.kept: list[bytes] = []

    def __call__(self, batch: Sequence[Incoming]) -> None:
        self.reached.set()
        time.sleep(0.5)
        self.kept += [mail.body for mail in batch]


def codes(client: socket.socket) -> list[str]:
    """Read replies until the server closes, and return the codes of their last lines."""
    with client.makefile("rb") as file:
        return [line[:3].decode() for line in file if line[3:4] == b" "]


def send_until_stuck(client: socket.socket) -> None:
    """Send commands and read nothing, until neither side can get rid of any more."""
    client.settimeout(0.3)
    with contextlib.suppress(TimeoutError):
        while True:
            client.sendall(b"EHLO x\r\n" * 10_000)
    client.settimeout(10)


def test_stopping_answers_those_who_wait_and_closes_on_the_rest(new_loop: NewLoop) -> None:
    keep = SlowKeep()
    with asyncio.Runner(loop_factory=new_loop) as runner:
        server = new_server(keep, farewell_seconds=0.2)  # counted from the commit, not before
        runner.run(server.start())
        with socket.create_connection(server.address) as waiting:
            waiting.settimeout(10)
            with socket.create_connection(server.address) as idle:
                idle.settimeout(10)
                waiting.sendall(TO_DATA + b"One\r\n.\r\n")
                runner.run(asyncio.to_thread(keep.reached.wait, 10))
                runner.run(server.stop())
                assert codes(idle) == ["220", "421"]
            runner.close()  # what stop() has not brought about by now, nobody will
            assert codes(waiting) == ["220", "250", "250", "250", "354", "250", "421"]
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(waiting.getpeername(), timeout=5)
    assert keep.kept == [b"One\r\n"]


def test_a_message_half_sent_is_given_up_at_the_stop(new_loop: NewLoop) -> None:
    with asyncio.Runner(loop_factory=new_loop) as runner:
        server = new_server(keep_nothing)
        runner.run(server.start())
        with socket.create_connection(server.address) as client:
            client.sendall(TO_DATA + b"One\r\n")
            runner.run(asyncio.sleep(0.1))
            runner.run(server.stop())
            assert codes(client)[-2:] == ["354", "421"]


def test_a_client_that_reads_no_reply_is_cut_off_at_the_stop(new_loop: NewLoop) -> None:
    with asyncio.Runner(loop_factory=new_loop) as runner:
        server = new_server(keep_nothing, farewell_seconds=0.2)
        runner.run(server.start())
        with socket.create_connection(server.address) as deaf:
            runner.run(asyncio.to_thread(send_until_stuck, deaf))
            runner.run(server.stop())
            runner.run(asyncio.sleep(0.05))
            with pytest.raises(ConnectionResetError):
                codes(deaf)


def test_stopping_twice_or_before_the_start_changes_nothing(new_loop: NewLoop) -> None:
    with asyncio.Runner(loop_factory=new_loop) as runner:
        server = new_server(keep_nothing)
        with pytest.raises(RuntimeError, match="not been started"):
            _ = server.address
        runner.run(server.stop())
        runner.run(server.start())
        runner.run(server.stop())
        runner.run(server.stop())


def test_an_address_already_in_use_is_said_so(new_loop: NewLoop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, asyncio.Runner() as runner:
        server = new_server(keep_nothing, port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            runner.run(server.start())
