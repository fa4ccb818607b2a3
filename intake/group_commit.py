"""Group commit: whoever waits for the disk waits together, and one sync serves them all."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import NamedTuple

from core.errors import Transient
from intake.ports import Incoming, Keep

MAX_MAILS = 100
"""Most mails in one transaction."""
MAX_BYTES = 32 * 1024 * 1024
"""A batch takes no further mail once it holds this many bytes."""
RETRY_SECONDS = 10.0
"""How long a failed batch is tried again mail by mail, before the rest is sent back unsaved."""


class NotKept(Transient):
    """The mail was not stored; the sender has to keep it and try again. The cause says why."""


class _Waiting(NamedTuple):
    mail: Incoming
    kept: asyncio.Future[None]


class GroupCommit:
    """Hands mail to `keep` in batches, in a thread, and tells each sender when its own is safe.

    A batch is whatever came in while the one before was being committed: alone when idle, with no
    delay, and many at a time under load.
    """

    def __init__(self, keep: Keep, monotonic: Callable[[], float] = monotonic) -> None:
        """Use `keep` for storage; `monotonic` counts seconds and only bounds the retries."""
        self._keep = keep
        self._monotonic = monotonic
        self._queue: deque[_Waiting] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keep-mail")
        self._committer: asyncio.Task[None] | None = None

    async def keep(self, mail: Incoming) -> None:
        """Return once the mail is durably stored; raise `NotKept` if it could not be."""
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[None] = loop.create_future()
        self._queue.append(_Waiting(mail, kept))
        if self._committer is None:
            self._committer = loop.create_task(self._commit_all())
        await kept

    async def close(self) -> None:
        """Wait until everything handed in has been answered, then let the thread go."""
        if self._committer is not None:
            await self._committer
        self._thread.shutdown()

    async def _commit_all(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while batch := self._next_batch():
                mails = [waiting.mail for waiting in batch]
                faults = await loop.run_in_executor(self._thread, self._store, mails)
                for waiting, fault in zip(batch, faults, strict=True):
                    _settle(waiting.kept, fault)
        finally:
            self._committer = None

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        while self._queue and len(batch) < MAX_MAILS and size < MAX_BYTES:
            waiting = self._queue.popleft()
            if waiting.kept.done():  # its session has gone and will not hear the answer
                continue
            batch.append(waiting)
            size += len(waiting.mail.body)
        return batch

    def _store(self, mails: Sequence[Incoming]) -> list[BaseException | None]:
        """Store the batch; if that fails, each mail alone, so that one cannot refuse the others."""
        fault = self._attempt(mails)
        if fault is None or len(mails) == 1:
            return [fault] * len(mails)
        give_up_at = self._monotonic() + RETRY_SECONDS
        return [
            self._attempt([mail]) if self._monotonic() < give_up_at else fault for mail in mails
        ]

    def _attempt(self, mails: Sequence[Incoming]) -> BaseException | None:
        try:
            self._keep(mails)
        except BaseException as fault:  # noqa: BLE001 — whatever it is, the mail is not stored
            return fault
        return None


def _settle(kept: asyncio.Future[None], fault: BaseException | None) -> None:
    if kept.done():
        return
    if fault is None:
        kept.set_result(None)
        return
    refusal = NotKept("the mail could not be stored")
    refusal.__cause__ = fault
    kept.set_exception(refusal)
