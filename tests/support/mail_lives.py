"""An intake server with its worker in a process of its own, which can be killed and started again.

Processes are forked from one that has imported everything, so that a new life takes milliseconds.
"""

import asyncio
import contextlib
import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from core.clock import FixedClock
from core.store.engine import Database
from intake.mailboxes import Mailboxes
from intake.raw_store import RawStore
from intake.server import IntakeServer
from tests.support.mail_worlds import DOMAIN, open_mail
from tests.support.worlds import MONDAY, World, open_desk

_CONTEXT = multiprocessing.get_context("forkserver")


class Lives:
    """One server after another on the same database; `port` is that of the one that lives."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._alive: BaseProcess | None = None
        self._changing = threading.Lock()
        self.port = 0
        self.deaths = 0

    def begin(self) -> None:
        """Start a server and wait until it listens."""
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=live, args=(self._url, theirs), daemon=True)
        process.start()
        theirs.close()
        with ours:
            self.port = ours.recv()
        self._alive = process

    def kill(self) -> None:
        """End the server without a word (SIGKILL)."""
        assert self._alive is not None
        self._alive.kill()
        self._alive.join()
        self._alive.close()
        self._alive = None

    def die_and_begin(self) -> None:
        """Kill the server and start the next."""
        with self._changing:
            self.kill()
            self.deaths += 1
            self.begin()


@contextlib.contextmanager
def lives(url: str) -> Iterator[Lives]:
    """Keep a server alive, apart from its deaths; kill the last one in the end."""
    _CONTEXT.set_forkserver_preload([__name__])
    found = Lives(url)
    found.begin()
    try:
        yield found
    finally:
        found.kill()


def live(url: str, told: Connection) -> None:
    """Serve and read mail until killed."""
    asyncio.run(_serve(url, told))


async def _serve(url: str, told: Connection) -> None:
    database = Database(url)
    clock = FixedClock(MONDAY)
    mail = open_mail(World(database, clock, open_desk(database, clock)))
    mailboxes = Mailboxes(mail.world.desk.library.alliances.values(), DOMAIN)
    server = IntakeServer(RawStore(database, clock), mailboxes.accepts, clock)
    await server.start()
    told.send(server.address[1])
    told.close()
    while True:
        if not await asyncio.to_thread(mail.worker.run_once):
            await asyncio.sleep(0.01)
