"""How long others hold a SQLite database's write lock, seen by somebody who keeps asking for it."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE_SECONDS = 0.002


class LockProbe:
    """Asks for the write lock over and over, and notes the longest time it was refused."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stop = threading.Event()
        self.longest_seconds = 0.0

    def run(self) -> None:
        """Ask until told to stop."""
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        refused_at: float | None = None
        while not self._stop.is_set():
            asked_at = time.monotonic()
            if _has_lock(connection):
                if refused_at is not None:
                    self.longest_seconds = max(self.longest_seconds, asked_at - refused_at)
                refused_at = None
            elif refused_at is None:
                refused_at = asked_at
            time.sleep(_PAUSE_SECONDS)
        connection.close()

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()


def _has_lock(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    connection.execute("ROLLBACK")
    return True


@contextmanager
def lock_probe(path: Path) -> Iterator[LockProbe]:
    """Probe a database file's write lock meanwhile; the figure is complete afterwards."""
    probe = LockProbe(path)
    thread = threading.Thread(target=probe.run)
    thread.start()
    try:
        yield probe
    finally:
        probe.stop()
        thread.join()
