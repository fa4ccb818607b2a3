"""One service to a SQLite file: two would each think that they alone read its mail."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from core.errors import ConfigError
from core.store.engine import Database


class AlreadyRunning(Exception):
    """Another service holds this SQLite file."""


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Hold the lock file beside a SQLite database; on PostgreSQL several services may run.

    Raises AlreadyRunning if another process holds it, ConfigError if it cannot be made. The
    operating system lets go of it when the process ends, however it ends.
    """
    if not database.is_sqlite:
        yield
        return
    # By its own path: a link to the file is another name for the same mail.
    path = Path(f"{Path(make_url(database.url).database or '').resolve()}.lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written to ({error.strerror}): the database's folder has to be "
            "writable; give the service's user the right to, or move the database"
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(str(path)) from error
        yield
    finally:
        os.close(descriptor)
