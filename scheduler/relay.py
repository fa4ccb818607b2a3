"""From the outbox to each channel's way out: claim, render, send, settle.

Every channel is served on its own, so that a slow one holds nobody up. A notice goes out at least
once; each channel makes a second time harmless (docs/rules.md#sent-at-least-once).
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core import faults, outbox
from core.clock import Clock
from core.errors import Permanent, RateLimited, RecipientGone, Transient
from core.model import Channel
from core.outbox import ChannelDown, Outlet, Skip, Waiting
from core.store.engine import Database
from scheduler.tally import Tally

BUG_TRIES = 4
"""A notice that we cannot put into words holds up its recipient's others: not for days."""

_BATCH = 20
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class RelayTally(Tally):
    """What became of the notices that were taken up."""

    sent: int = 0
    skipped: int = 0
    retried: int = 0
    dead: int = 0
    bugs: int = 0


@dataclass(slots=True)
class _Pause:
    """How long a channel is left alone after it was found to be down."""

    until: datetime | None = None
    times: int = 0

    def lengthen(self, now: datetime) -> None:
        self.until = now + min(_FIRST_PAUSE * (1 << min(self.times, 10)), _LONGEST_PAUSE)
        self.times += 1

    def end(self) -> None:
        self.until, self.times = None, 0

    def holds(self, now: datetime) -> bool:
        return self.until is not None and now < self.until


class Relay:
    """Sends what waits in the outbox."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        outlets: Mapping[Channel, Outlet[Any]],
        *,
        poll_seconds: float = 0.5,
    ) -> None:
        """Serve the channels that have an outlet; the others' notices stay waiting."""
        self._database = database
        self._clock = clock
        self._outlets = outlets
        self._poll_seconds = poll_seconds
        self._owner = secrets.token_hex(8)
        self._pauses = {channel: _Pause() for channel in outlets}
        self._stopping: Callable[[], bool] = lambda: False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken: dict[Channel, asyncio.Event] = {}
        self.totals = RelayTally()
        """Everything since the start, for metrics."""

    # --- for tests and the command line ---

    def drain_once(self) -> RelayTally:
        """Send everything whose time has come, on every channel; a channel that is down waits."""
        tally = RelayTally()
        for channel, outlet in self._outlets.items():
            self._pauses[channel].end()
            while self._pass(channel, tally):
                pass
            outlet.rest()
        return tally

    # --- for the service ---

    async def run(self, stop: asyncio.Event) -> None:
        """Send whatever comes until `stop` is set; what is then in hand is settled first."""
        self._loop, self._stopping = asyncio.get_running_loop(), stop.is_set
        self._woken = {channel: asyncio.Event() for channel in self._outlets}
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.gather(*(self._serve(x, stopped) for x in self._outlets))
        finally:
            stopped.cancel()
            self._loop = None

    def wake(self) -> None:
        """Look into the outbox at once. May be called from any thread."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # it was closed meanwhile: nobody is left to wake
                loop.call_soon_threadsafe(self._set_woken)

    def _set_woken(self) -> None:
        for event in self._woken.values():
            event.set()

    async def _serve(self, channel: Channel, stopped: "asyncio.Task[bool]") -> None:
        while not stopped.done():
            self._woken[channel].clear()
            if not await asyncio.to_thread(self._safe_pass, channel):
                woken = asyncio.create_task(self._woken[channel].wait())
                await asyncio.wait(
                    (woken, stopped),
                    timeout=self._poll_seconds,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                woken.cancel()
        await asyncio.to_thread(self._outlets[channel].rest)

    def _safe_pass(self, channel: Channel) -> bool:
        """Make one pass; whatever goes wrong, the next one comes."""
        try:
            busy = self._pass(channel, self.totals)
            if not busy:
                self._outlets[channel].rest()
        except Transient as error:
            _log.warning("outbox_out_of_reach", extra={"fault": faults.describe(error)})
        except Exception as error:  # noqa: BLE001 — the relay must outlive any one fault
            faults.report(_log, "relay_pass_failed", error)
        else:
            return busy
        return False

    # --- one batch ---

    def _pass(self, channel: Channel, tally: RelayTally) -> bool:
        """Claim a batch and deliver it. False: there is nothing more to do for now."""
        now, pause = self._clock.now(), self._pauses[channel]
        if pause.holds(now):
            return False
        rows = outbox.claim(self._database, now, self._owner, _BATCH, channel)
        for number, row in enumerate(rows):
            if self._stopping():
                outbox.release(self._database, rows[number:], "", now)
                return False
            if self._clock.now() >= row.lease_until:
                continue  # it took too long to come to this one: anybody may have it by now
            try:
                self._deliver(self._outlets[channel], row, tally)
                pause.end()
            except ChannelDown as error:
                pause.lengthen(self._clock.now())
                outbox.release(self._database, rows[number:], str(error), self._clock.now())
                _log.warning("channel_down", extra={"channel": str(channel)})
                return False
        return bool(rows)

    def _deliver(self, outlet: Outlet[Any], row: Waiting, tally: RelayTally) -> None:
        """Render, send and settle one notice. Raises ChannelDown with the notice unsettled."""
        if row.tries > outbox.MAX_TRIES:  # each time, whoever took it up died over it
            self._retry(row, "it was taken up several times and never finished", 0, tally)
            return
        try:
            with self._database.read() as connection:
                rendered = outlet.render(connection, row)
            if isinstance(rendered, Skip):
                tally.skipped += outbox.settle_skipped(self._database, row, rendered.why)
                return
            outlet.send(rendered)
        except ChannelDown:
            raise
        except RateLimited as error:
            at = self._clock.now() + timedelta(seconds=error.retry_after)
            tally.retried += outbox.settle_later(self._database, row, str(error), at)
        except Transient as error:
            self._retry(row, str(error), outbox.MAX_TRIES, tally)
        except Permanent as error:
            gone = error.address if isinstance(error, RecipientGone) else ""
            now = self._clock.now()
            tally.dead += outbox.settle_dead(self._database, row, str(error), now, gone)
        except Exception as error:  # noqa: BLE001 — a bug in one notice must not stop the others
            self._bug(row, error, tally)
        else:
            tally.sent += outbox.settle_sent(self._database, row, self._clock.now())

    def _retry(self, row: Waiting, why: str, max_tries: int, tally: RelayTally) -> None:
        ours = outbox.settle_retry(self._database, row, why, self._clock.now(), max_tries)
        if row.tries >= max_tries:
            tally.dead += ours
        else:
            tally.retried += ours

    def _bug(self, row: Waiting, error: Exception, tally: RelayTally) -> None:
        reference = faults.report(_log, "notice_not_sent", error, outbox=row.id)
        tally.bugs += 1
        self._retry(row, f"a fault of ours, reference {reference}", BUG_TRIES, tally)
