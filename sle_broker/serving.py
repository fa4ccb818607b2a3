"""The running service: mail comes in and is read, time passes, notices go out, until it is told
to stop.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress

from core import faults, outbox
from core.errors import ConfigError, Transient
from intake.ports import Incoming
from intake.server import IntakeServer
from sle_broker.chat import Chat
from sle_broker.console import Console
from sle_broker.post import Post
from sle_broker.service import Service
from sle_broker.slack_settings import is_on
from sle_broker.web import Mount, Web, address_taken, bracketed

INTAKE, BOT, SCHEDULER = "intake", "bot", "scheduler"
PARTS = (INTAKE, BOT, SCHEDULER)
"""What `serve --only` can be told."""

_LOOK_AGAIN_SECONDS = 2.0
"""How often stored mail is looked for unasked: some was put back to be tried again."""
_NOT_KEPT = "The last mail could not be kept: look at the disk and the database."
_NOT_READ = "Stored mail could not be read: look at the disk and the database."
_log = logging.getLogger(__name__)


class Serving:
    """One run of the service, in one event loop."""

    def __init__(
        self,
        service: Service,
        parts: Collection[str],
        console: Console,
        *,
        mounts: Sequence[Mount] = (),
        mail_is_at: Callable[[str, int], None] = lambda _host, _port: None,
    ) -> None:
        """Run these parts and say on `console` where they can be reached.

        `mounts` add pages of others; `mail_is_at` is told where mail is taken in.
        """
        self._mounts = tuple(mounts)
        self._mail_is_at = mail_is_at
        self._service = service
        self._post = Post(service)
        self._parts = parts
        self._console = console
        self._troubles: dict[str, str] = {}
        self._stop = asyncio.Event()
        self._mail_came = asyncio.Event()
        on = BOT in parts and is_on(service.settings)
        self._chat = Chat(service, self._wake_relay) if on else None

    async def run(self) -> None:
        """Run until a signal comes. Raises ConfigError when an address cannot be had."""
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._stop.set)
        self._take_back()
        settings = self._service.settings
        slack = (self._chat.mount,) if self._chat is not None else ()
        web = Web(settings.http_host, settings.http_port, *slack, *self._mounts)
        self._troubles = web.troubles
        await web.start()
        server: IntakeServer | None = None
        try:
            if INTAKE in self._parts:
                server = await self._start_intake()
            tasks = [asyncio.ensure_future(work) for work in self._work()]
            web.ready = True
            self._say_where(web, server)
            await self._until_stopped(tasks, web, server)
        finally:
            await web.stop()

    def _take_back(self) -> None:
        """Go on at once with what an earlier run had in hand when it was killed.

        On SQLite nobody else runs (`locking.only_one`); on PostgreSQL leases run out by themselves.
        """
        if self._service.database.is_sqlite:
            self._post.raw_store.take_back()
            outbox.take_back(self._service.database, self._service.clock.now())

    # --- mail in ---

    async def _start_intake(self) -> IntakeServer:
        server = self._post.intake_server(self._keep)
        settings = self._service.settings
        try:
            await server.start()
            self._mail_is_at(*server.address)
        except OSError as error:
            taken = address_taken("INTAKE", settings.intake_host, settings.intake_port)
            raise ConfigError(f"{taken} ({error.strerror})") from error
        return server

    def _keep(self, batch: Sequence[Incoming], /) -> None:
        """Store mail, in the server's own thread, and have it read at once."""
        try:
            self._post.raw_store(batch)
        except Exception:
            self._troubles["keep"] = _NOT_KEPT
            raise
        self._troubles.pop("keep", None)
        with suppress(RuntimeError):  # the loop was closed meanwhile; it is read at the next start
            self._loop.call_soon_threadsafe(self._mail_came.set)

    async def _read_mail(self) -> None:
        while not self._stop.is_set():
            self._mail_came.clear()
            if not await asyncio.to_thread(self._read_some):
                await _first_of(self._mail_came, self._stop, _LOOK_AGAIN_SECONDS)

    def _read_some(self) -> bool:
        """Read a batch of stored mail. False: there was none, or it has to wait."""
        try:
            done = self._post.worker.run_once()
        except Transient as error:
            _log.warning("mail_out_of_reach", extra={"fault": faults.describe(error)})
            self._troubles["read"] = _NOT_READ
            return False
        except Exception as error:  # noqa: BLE001 — reading mail must outlive any one fault
            faults.report(_log, "mail_pass_failed", error)
            self._troubles["read"] = _NOT_READ
            return False
        self._troubles.pop("read", None)
        if done:
            self._wake_relay()
        for one in done:
            _log.info("mail_read", extra={"raw": one.raw, "case": one.case, "kind": one.kind})
        return bool(done)

    def _wake_relay(self) -> None:
        """Have the outbox looked into at once; called from any thread."""
        if SCHEDULER in self._parts and self._post.relay is not None:
            self._post.relay.wake()

    # --- all of it ---

    def _work(self) -> list[Awaitable[None]]:
        work: list[Awaitable[None]] = []
        if INTAKE in self._parts:
            work.append(self._read_mail())
        if self._chat is not None:
            work.append(self._chat.run(self._stop))
        if SCHEDULER in self._parts:
            work.append(self._service.ticker.run(self._stop))
            if self._post.relay is not None:
                work.append(self._post.relay.run(self._stop))
        return work

    def _say_where(self, web: Web, server: IntakeServer | None) -> None:
        if server is not None:
            host, port = server.address
            told = f"smtp://{bracketed(host)}:{port}"
            self._console.line({"mail": told}, f"Mail is taken in at {told}")
        if self._chat is not None:
            self._console.line({"slack": self._chat.way}, f"Slack talks to us {self._chat.way}")
        self._console.line({"web": web.url}, f"The web page is at {web.url}")

    async def _until_stopped(
        self, tasks: "Sequence[asyncio.Future[None]]", web: Web, server: IntakeServer | None
    ) -> None:
        """Wait for a signal, or for a part to fail; then let each finish what it has in hand."""
        stopped = asyncio.ensure_future(_until(self._stop))
        await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
        web.ready = False
        if server is not None:
            await server.stop()
        self._stop.set()
        await stopped
        await asyncio.gather(*tasks)


async def _until(event: asyncio.Event) -> None:
    await event.wait()


async def _first_of(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    tasks = [asyncio.create_task(_until(x)) for x in (one, other)]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def new_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the event loop: uvloop's where there is one, else asyncio's own."""
    try:
        import uvloop  # noqa: PLC0415 — not on every system
    except ImportError:
        return None
    return uvloop.new_event_loop
