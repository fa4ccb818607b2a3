"""Moving practice time: by a day, a week, or to the next thing that falls due."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from core.calendars import LONDON
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from sle_broker.practice.clock import PracticeClock

_CASE = table_of(tables.CaseRow)
_STEP = re.compile(r"([0-9]{1,4})\s*([mhdw])")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_BEHIND = timedelta(seconds=1)
_MOST_STOPS = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the clock stood and where it stands now."""

    before: datetime
    after: datetime


class TimeMachine:
    """Moves the clock and lets what fell due happen."""

    def __init__(
        self, clock: PracticeClock, database: Database, tick: Callable[[], object]
    ) -> None:
        """Move `clock`; `tick` is one pass of the scheduler."""
        self._clock = clock
        self._database = database
        self._tick = tick

    def next_due(self) -> datetime | None:
        """Return when the next question is to be chased; None: nothing is waiting."""
        with self._database.read() as connection:
            return connection.execute(select(func.min(_CASE.c.next_due_at))).scalar()

    def advance(self, words: str) -> Moved:
        """Move on by words such as "7d", or "next"; raises ValueError with a sentence.

        It stops at each moment at which something falls due on the way, so that everything happens
        in its own time.
        """
        before = self._clock.now()
        until = before + self._step(words, before)
        for _ in range(_MOST_STOPS):
            now = self._clock.now()
            due = self.next_due()
            if due is None or not now < due + _BEHIND < until:
                break
            self._clock.advance(due + _BEHIND - now)
            self._tick()
        self._clock.advance(max(until - self._clock.now(), timedelta()))
        self._tick()
        return Moved(before, self._clock.now())

    def _step(self, words: str, now: datetime) -> timedelta:
        if words.strip() == "next":
            due = self.next_due()
            if due is None:
                raise ValueError("Nothing is waiting, so there is no next thing to move to.")
            return max(due - now + _BEHIND, timedelta())
        step = _STEP.fullmatch(words.strip().lower())
        if step is None:
            raise ValueError(
                f"“{words[:20]}” is not a step in time; give one such as 1d, 7d or 2h."
            )
        return int(step[1]) * _UNITS[step[2]]


def local(moment: datetime) -> str:
    """Return a moment as people in Britain read it."""
    return f"{moment.astimezone(LONDON):%A %-d %B %Y, %H:%M}"
