"""One service to a SQLite file: two would each think that they alone read its mail."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from core.store.engine import Database


class AlreadyRunning(Exception):
    """Another service holds this SQLite file."""


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Hold the lock file beside a SQLite database; on PostgreSQL several services may run.

    Raises AlreadyRunning if another process holds it. The operating system lets go of it when the
    process ends, however it ends.
    """
    if not database.is_sqlite:
        yield
        return
    path = Path(f"{make_url(database.url).database}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(str(path)) from error
        yield
    finally:
        os.close(descriptor)
