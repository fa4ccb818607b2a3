"""How fast mail is accepted: ours, stored durably before `250`, beside aiosmtpd throwing it away.

Run `python tests/bench/intake_accept.py`. Both servers run in processes of their own and take turns
within one run, since only the ratio of two figures taken side by side lasts.
"""

import argparse
import asyncio
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import uvloop
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlmodel import SQLModel  # noqa: E402 — after the path to our modules

from core.clock import SystemClock  # noqa: E402
from core.store.engine import Database  # noqa: E402
from intake.raw_store import RawStore  # noqa: E402
from intake.server import IntakeServer  # noqa: E402

RECIPIENT = "sle@broker.example"
SERVERS = ("stock, discarding", "ours, durable")
SESSIONS = {1: 200, 10: 600, 50: 600}
"""Sessions at a time, and the mails sent in a round."""
ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the rounds; `ratio` is to the stock server with as many sessions."""

    server: str
    sessions: int
    mails_per_second: float
    ratio: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Round:
    seconds: float
    to_250: list[float]
    """Seconds from opening the connection to the `250` that accepts the message."""

    @property
    def mails_per_second(self) -> float:
        return len(self.to_250) / self.seconds


def request() -> bytes:
    """A request for support of 3 KB, text and HTML, as a school's mail program sends it."""
    need = (
        "We would like some help with the teaching of phonics in Year 1 and Year 2, where results "
        "have slipped for two years running.\r\n"
    )
    html = need.replace("\r\n", "<br>\r\n")
    head = (
        "From: Head Teacher <head@hillside.example>\r\n"
        f"To: {RECIPIENT}\r\n"
        "Subject: Request for SLE support\r\n"
        "Message-ID: <bench@hillside.example>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    )
    text = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{need * 10}\r\n"
    rich = f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{html * 10}</p>\r\n--b--\r\n"
    return (head + text + rich).encode()


# The servers


class Discard:
    """Takes every message and forgets it."""

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:
        return "250 OK"


def serve_stock(_folder: Path) -> None:
    """Run aiosmtpd as shipped, until standard input closes."""
    with socket.create_server(("127.0.0.1", 0)) as free:  # the controller cannot choose one itself
        port = free.getsockname()[1]
    controller = Controller(
        Discard(), hostname="127.0.0.1", port=port, server_hostname="bench.example"
    )
    controller.start()
    print(port, flush=True)
    sys.stdin.read()
    controller.stop()


def is_ours(recipient: str) -> bool:
    return recipient == RECIPIENT


def serve_ours(folder: Path) -> None:
    """Run the intake server on SQLite, until standard input closes."""

    async def serve() -> None:
        database = Database(f"sqlite:///{folder / 'mail.sqlite3'}")
        SQLModel.metadata.create_all(database.engine)
        keep = RawStore(database, SystemClock())
        server = IntakeServer(keep, is_ours, SystemClock(), port=0)
        await server.start()
        print(server.address[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await server.stop()
        database.close()

    uvloop.run(serve())


SERVE: dict[str, Callable[[Path], None]] = dict(
    zip(SERVERS, (serve_stock, serve_ours), strict=True)
)


@contextmanager
def running(server: str, folder: Path) -> Iterator[int]:
    """Start a server in a process of its own and yield its port."""
    command = [sys.executable, __file__, "--serve", server, "--folder", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.communicate(timeout=30)


# The client


class Sender(asyncio.Protocol):
    """Delivers one message in step with the server's replies, with as little work as can be."""

    def __init__(self, message: bytes, done: asyncio.Future[float]) -> None:
        self._replies = iter(
            (
                (b"220", b"EHLO bench.example\r\n"),
                (b"250", b"MAIL FROM:<head@hillside.example>\r\n"),
                (b"250", f"RCPT TO:<{RECIPIENT}>\r\n".encode()),
                (b"250", b"DATA\r\n"),
                (b"354", message + b".\r\n"),
                (b"250", b"QUIT\r\n"),
                (b"221", b""),
            )
        )
        self._began = time.perf_counter()
        self._to_250 = 0.0
        self._done = done
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        last = self._received.rfind(b"\n", 0, -1) + 1
        if not self._received.endswith(b"\r\n") or self._received[last + 3 : last + 4] == b"-":
            return
        expected, command = next(self._replies)
        if not self._received.startswith(expected):
            self._done.set_exception(RuntimeError(f"unexpected reply {self._received!r}"))
            self._transport.abort()
            return
        self._received = b""
        if command == b"QUIT\r\n":
            self._to_250 = time.perf_counter() - self._began
        if command:
            self._transport.write(command)
        else:
            self._transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(self._to_250)


async def send(port: int, sessions: int, mails: int) -> Round:
    """Send so many mails, each over a connection of its own, so many at a time."""
    loop = asyncio.get_running_loop()
    message = request()
    to_250: list[float] = []
    left = iter(range(mails))

    async def keep_sending() -> None:
        for _ in left:
            done: asyncio.Future[float] = loop.create_future()
            await loop.create_connection(partial(Sender, message, done), "127.0.0.1", port)
            to_250.append(await done)

    began = time.perf_counter()
    async with asyncio.timeout(60):
        await asyncio.gather(*(keep_sending() for _ in range(sessions)))
    return Round(time.perf_counter() - began, to_250)


def summarise(server: str, sessions: int, rounds: list[Round], stock: list[Round]) -> Row:
    """Condense the rounds of one server with one number of sessions."""
    pace = statistics.median(r.mails_per_second for r in rounds)
    stock_pace = statistics.median(r.mails_per_second for r in stock)
    times = sorted(seconds for r in rounds for seconds in r.to_250)
    return Row(
        server=server,
        sessions=sessions,
        mails_per_second=pace,
        ratio=pace / stock_pace,
        p50_ms=times[len(times) // 2] * 1000,
        p99_ms=times[len(times) * 99 // 100] * 1000,
    )


def run(rounds: int = ROUNDS) -> list[Row]:
    """Measure both servers in turns, after a round to warm up, which does not count."""
    taken: dict[tuple[str, int], list[Round]] = {
        (server, sessions): [] for sessions in SESSIONS for server in SERVERS
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        running(SERVERS[0], Path(folder)) as stock,
        running(SERVERS[1], Path(folder)) as ours,
    ):
        ports = dict(zip(SERVERS, (stock, ours), strict=True))
        for number in range(rounds + 1):
            order = SERVERS if number % 2 else SERVERS[::-1]
            for sessions, mails in SESSIONS.items():
                for server in order:
                    measured = uvloop.run(send(ports[server], sessions, mails))
                    if number:
                        taken[server, sessions].append(measured)
    return [
        summarise(server, sessions, measured, taken[SERVERS[0], sessions])
        for (server, sessions), measured in taken.items()
    ]


def report(rounds: int = ROUNDS) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{'server':20}{'sessions':>9}{'mails/s':>9}{'ratio':>7}{'p50 ms':>8}{'p99 ms':>8}"
    for row in run(rounds):
        yield (
            f"{row.server:20}{row.sessions:9}{row.mails_per_second:9.0f}{row.ratio:7.2f}"
            f"{row.p50_ms:8.1f}{row.p99_ms:8.1f}"
        )


def main() -> None:
    """Measure and print, or serve for the process that measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--serve", choices=SERVERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        SERVE[arguments.serve](arguments.folder)
        return
    for line in report(arguments.rounds):
        print(line)


if __name__ == "__main__":
    main()
