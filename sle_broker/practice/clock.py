"""A clock that runs ahead of the real one: practice time moves on when somebody says so.

How far it is ahead stands in a file, so that a restart keeps it and `clock advance`, in another
process, moves the clock of the running service.
"""

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.clock import Clock, SystemClock

_FURTHEST = timedelta(days=366 * 20)


class PracticeClock:
    """The real time plus what it was moved on by; it never goes back."""

    def __init__(self, path: Path, real: Clock | None = None) -> None:
        """Keep in the file at `path` how far the clock is ahead of `real`."""
        self._path = path
        self._real = real or SystemClock()
        self._seen: tuple[int, int] | None = None
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the moment it is in the practice world, aware, in UTC."""
        return self._real.now() + self._read()

    def advance(self, by: timedelta) -> datetime:
        """Move on and return the new moment; raises ValueError for a step back or too far."""
        if by < timedelta():
            raise ValueError("The clock only moves forward.")
        ahead = self._read() + by
        if ahead > _FURTHEST:
            raise ValueError("The practice clock goes no further than twenty years ahead.")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"ahead_seconds": ahead.total_seconds()}), encoding="utf-8")
        fresh.replace(self._path)
        return self.now()

    def _read(self) -> timedelta:
        """Return how far it is ahead; the file is read again only when somebody has moved it."""
        with suppress(FileNotFoundError):
            found = self._path.stat()
            seen = (found.st_mtime_ns, found.st_ino)
            if seen != self._seen:
                told = json.loads(self._path.read_text(encoding="utf-8"))
                self._ahead = timedelta(seconds=float(told["ahead_seconds"]))
                self._seen = seen
        return self._ahead
