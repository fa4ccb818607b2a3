"""When a question falls due, and when somebody is reminded of it.

A ladder is counted from the moment the answer was due, each rung on its own clock (calendar,
working or school days), and lands only in hours and on days when the addressee can be reached.
"""

from dataclasses import dataclass
from datetime import datetime

from core.calendars import QuietHours, SchoolCalendar, due_at, next_allowed
from core.model import Prompt
from core.process import PromptSpec


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one question: its spec, its addressee's calendar and the quiet hours."""

    spec: PromptSpec
    calendar: SchoolCalendar | None
    quiet: QuietHours

    def due(self, put_at: datetime) -> datetime:
        """Return when the answer is due."""
        return due_at(put_at, self.spec.due, self.calendar)

    def rung(self, due: datetime, number: int) -> datetime | None:
        """Return when a rung (1 is the first) speaks; None: the ladder has no such rung."""
        if number > len(self.spec.nudge):
            return None
        span = self.spec.nudge[number - 1].span
        return next_allowed(due_at(due, span, self.calendar), self.quiet, self.calendar)

    def highest(self, prompt: Prompt, now: datetime) -> int:
        """Return the highest rung whose time has come: after an outage only that one speaks."""
        number = prompt.rung
        while (at := self.rung(prompt.due_at, number + 1)) is not None and at <= now:
            number += 1
        return number

    def reachable(self, now: datetime) -> bool:
        """Whether the addressee may be chased at this moment."""
        return next_allowed(now, self.quiet, self.calendar) <= now
