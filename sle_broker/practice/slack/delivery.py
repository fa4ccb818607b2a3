"""How the app is told: an envelope goes out, an answer or a failure comes back."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.faults import Faults
from sle_broker.practice.slack.ledger import Ledger

_log = logging.getLogger(__name__)

Kind = Literal["events_api", "interactive", "slash_commands"]
_MOST_IN_HAND = 5_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """One thing to tell the app, and whether it was tried before."""

    kind: Kind
    payload: Json
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `error` None means that the app acknowledged."""

    error: str | None = None
    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person sees of something they did: `error` is Slack's name for a failure, `text` what
    it says to them, `errors` what is wrong with which block of a form.
    """

    error: str | None = None
    text: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it went through."""
        return self.error is None and not self.errors


class Transport(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    async def deliver(self, envelope: Envelope, within: float) -> Reply:
        """Tell the app and wait `within` seconds for its acknowledgement; never raises."""
        ...


class Courier:
    """Takes events to the app until it acknowledges or the attempts are used up."""

    def __init__(
        self,
        transport: Transport,
        ledger: Ledger,
        faults: Faults,
        *,
        within: float,
        retry_after: tuple[float, ...],
    ) -> None:
        """Wait `within` seconds for an acknowledgement, and `retry_after` before each new try."""
        self.transport = transport
        self._ledger = ledger
        self._faults = faults
        self._within = within
        self._retry_after = retry_after
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, kind: Kind, payload: Json) -> Reply:
        """Deliver an interaction or a command: once, whatever comes of it."""
        return await self.transport.deliver(Envelope(kind, payload), self._within)

    def send(self, payload: Json) -> None:
        """Deliver an event, in its own time."""
        event = payload["event_id"]
        if len(self._tasks) >= _MOST_IN_HAND:
            _log.warning("Dropped event %s: %d others wait already", event, len(self._tasks))
            return
        self._ledger.promise(event, payload)
        self._start(event, 0, payload)

    def resume(self) -> None:
        """Take up the events that an earlier run did not get rid of."""
        for event, tries, payload in self._ledger.open_events():
            if event not in self._tasks:
                self._start(event, tries, payload)

    async def settled(self) -> None:
        """Wait until every event has been taken or given up."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def stop(self) -> None:
        """Stop at once; what is open stays in the file for the next run."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, event: str, tries: int, payload: Json) -> None:
        task = asyncio.create_task(self._until_taken(event, tries, payload))
        self._tasks[event] = task
        task.add_done_callback(lambda _: self._tasks.pop(event, None))

    async def _until_taken(self, event: str, tries: int, payload: Json) -> None:
        reason = "timeout" if tries else ""
        for attempt in range(tries, len(self._retry_after) + 1):
            if attempt > tries:
                await asyncio.sleep(self._retry_after[attempt - 1])
            reply = await self._copies(Envelope("events_api", payload, attempt, reason))
            if reply.error is None:
                break
            reason = reply.error
            self._ledger.tried(event)
            _log.warning("Event %s was not acknowledged (%s), try %d", event, reason, attempt + 1)
        else:
            _log.warning("Gave up event %s: never acknowledged", event)
        self._ledger.settle(event)

    async def _copies(self, envelope: Envelope) -> Reply:
        count = max(1, self._faults.copies)
        replies = await asyncio.gather(*(self._one(envelope) for _ in range(count)))
        return next((reply for reply in replies if reply.error is None), replies[0])

    async def _one(self, envelope: Envelope) -> Reply:
        if self._faults.shuffled:
            await asyncio.sleep(self._faults.chance.random() * self._faults.shuffled)
        return await self.transport.deliver(envelope, self._within)
