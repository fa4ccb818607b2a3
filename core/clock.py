"""Time is handed in: nothing in the product asks the operating system what time it is, but here."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment as an aware datetime in UTC."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the operating system's time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 — the one place that may


class FixedClock:
    """A clock that stands still until it is moved: for tests and for `--now`."""

    def __init__(self, now: datetime) -> None:
        """Start at `now`, which must be aware."""
        if now.tzinfo is None:
            message = "a clock needs an aware datetime"
            raise ValueError(message)
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move on by `by` and return the new moment."""
        self._now += by
        return self._now

    def set(self, now: datetime) -> None:
        """Stand at `now` from here on."""
        self._now = now.astimezone(UTC)
