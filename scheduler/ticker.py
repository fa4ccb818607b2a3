"""The alarm clock: it rings each minute, and whoever hears it looks what is due.

APScheduler keeps no jobs for us: a job store shared by two processes ran each job twice when tried
(`docs/decisions/0004`). It only rings, and the round of jobs is made here.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core import faults
from core.clock import Clock
from scheduler.jobs import Job, JobTally

_log = logging.getLogger(__name__)


class Ticker:
    """Runs every job once a minute."""

    def __init__(self, clock: Clock, jobs: Sequence[Job], *, every_seconds: float = 60) -> None:
        """Run `jobs` by `clock`; a round that takes longer than a minute is not overtaken."""
        self._clock = clock
        self._jobs = jobs
        self._every_seconds = every_seconds
        self.totals = {job.name: JobTally() for job in jobs}
        """Everything since the start, for metrics."""

    def tick(self, now: datetime | None = None) -> dict[str, JobTally]:
        """Run every job once, at the clock's time unless another is given; a failing one counts."""
        at = now or self._clock.now()
        return {job.name: self._run(job, at) for job in self._jobs}

    def _run(self, job: Job, now: datetime) -> JobTally:
        try:
            tally = job.run(now)
        except Exception as error:  # noqa: BLE001 — the next minute comes all the same
            faults.report(_log, "job_failed", error, job=job.name)
            tally = JobTally(failed=1)
        self.totals[job.name].add(tally)
        return tally

    async def run(self, stop: asyncio.Event) -> None:
        """Tick at once, for what fell due meanwhile, and then each minute until `stop` is set."""
        rung = asyncio.Event()
        rung.set()

        async def ring() -> None:
            rung.set()

        alarm = AsyncIOScheduler(timezone=UTC)
        alarm.add_job(
            ring,
            "interval",
            seconds=self._every_seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        alarm.start()
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                await _either(rung, stopped)
                if rung.is_set() and not stop.is_set():
                    rung.clear()
                    await asyncio.to_thread(self.tick)
        finally:
            stopped.cancel()
            alarm.shutdown(wait=False)


async def _either(rung: asyncio.Event, stopped: "asyncio.Task[bool]") -> None:
    ringing = asyncio.create_task(rung.wait())
    await asyncio.wait((ringing, stopped), return_when=asyncio.FIRST_COMPLETED)
    ringing.cancel()
