"""When a question falls due, and when somebody is reminded of it.

A ladder is counted from the moment the answer was due, each rung on its own clock (calendar,
working or school days), and lands only in hours and on days when the addressee can be reached.
"""

from dataclasses import dataclass
from datetime import datetime

from core.calendars import Closure, OfficeHours, SchoolCalendar, closure, due_at, next_allowed
from core.model import Prompt
from core.process import PromptSpec


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one question: its spec, its addressee's calendar and the office hours."""

    spec: PromptSpec
    calendar: SchoolCalendar | None
    hours: OfficeHours

    def due(self, put_at: datetime) -> datetime:
        """Return when the answer is due."""
        return due_at(put_at, self.spec.due, self.calendar)

    def rung(self, due: datetime, number: int) -> datetime | None:
        """Return when a rung (1 is the first) speaks; None: the ladder has no such rung."""
        if number > len(self.spec.nudge):
            return None
        span = self.spec.nudge[number - 1].span
        return next_allowed(due_at(due, span, self.calendar), self.hours, self.calendar)

    def highest(self, prompt: Prompt, now: datetime) -> int:
        """Return the highest rung whose time has come: after an outage only that one speaks."""
        number = prompt.rung
        while (at := self.rung(prompt.due_at, number + 1)) is not None and at <= now:
            number += 1
        return number

    def closure(self, now: datetime) -> Closure | None:
        """Return why the addressee may not be chased at this moment; None: they may be."""
        return closure(now, self.hours, self.calendar)
