"""What is done every minute: a list in code, of jobs that keep no state.

What falls due stands in the database (`case_record.next_due_at`); a job looks, builds commands and
hands them to the desk, which refuses what has been done. So a missed minute, a restart or a second
ticker changes nothing (`docs/decisions/0004`). Asking for money and for evaluations needs no job of
its own: those are questions like any other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core import faults
from core.commands import Nudge
from core.desk import Desk, Handled
from core.model import Channel
from scheduler.due import Due, pages
from scheduler.tally import Tally

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class JobTally(Tally):
    """What a job did: commands carried out, left for later hours, refused, and failed."""

    done: int = 0
    held: int = 0
    refused: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Something done every minute."""

    name: str
    run: Callable[[datetime], JobTally]


def all_jobs(desk: Desk) -> tuple[Job, ...]:
    """Return every job there is."""
    return (Job("nudges", lambda now: chase(desk, now)),)


def chase(desk: Desk, now: datetime) -> JobTally:
    """Remind everybody whose time has come; one case that fails stops no other."""
    tally = JobTally()
    for page in pages(desk.database, desk.library, now):
        tally.failed += len(page.failed)
        for due in page.due:
            if due.held_because:
                tally.held += 1
            else:
                _remind(desk, due, tally)
    return tally


def _remind(desk: Desk, due: Due, tally: JobTally) -> None:
    command = Nudge(
        key=f"nudge:{due.prompt}:{due.round}:{due.rung}",
        actor=str(Channel.SYSTEM),
        channel=Channel.SYSTEM,
        case=due.case,
        prompt=due.prompt,
        round=due.round,
        rung=due.rung,
    )
    try:
        outcome = desk.handle(command)
    except Exception as error:  # noqa: BLE001 — one case must not keep the others waiting
        faults.report(_log, "nudge_failed", error, case=due.case)
        tally.failed += 1
        return
    if isinstance(outcome, Handled):
        tally.done += not outcome.again
    else:
        tally.refused += 1
