"""Opening the database so that nothing acknowledged can be lost.

SQLAlchemy's defaults on SQLite lose concurrent updates silently (a deferred transaction reads, then
writes over somebody else's work). So writers take the lock at BEGIN, the journal is a WAL, and a
commit is synced before anybody is told that it happened.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool

from core.errors import ConfigError, DatabaseBusy

BUSY_TIMEOUT_MS = 5_000
_RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P03", "53300"})
_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_NOTADB", "SQLITE_CORRUPT")


class Database:
    """A database and its two kinds of transaction: reading and writing."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        """Open `url`: `sqlite:///FILE` or `postgresql://…`. Raises ConfigError for others."""
        self.url = normal_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url, pool_size)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one transaction that may write; it commits unless the block raises.

        Raises DatabaseBusy when the database is locked or out of reach; nothing has changed then.
        """
        with self._begin(immediate=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run one transaction that only reads, from one consistent state."""
        with self._begin(immediate=False) as connection:
            yield connection

    @contextmanager
    def _begin(self, *, immediate: bool) -> Iterator[Connection]:
        engine = self.engine.execution_options(broker_immediate=immediate)
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if _unusable(error):
                raise ConfigError(self._mend(error)) from error
            if isinstance(error, OperationalError | InterfaceError):
                raise DatabaseBusy(_why(error)) from error
            if getattr(error.orig, "sqlstate", None) in _RETRYABLE_STATES:
                raise DatabaseBusy(_why(error)) from error
            raise

    def _mend(self, error: DBAPIError) -> str:
        return (
            f"the database {make_url(self.url).database} cannot be used ({_why(error)}): "
            "let DATABASE_URL (else BROKER_DATA_DIR) name a SQLite file, or a new one, where this "
            "user may write"
        )

    def lock(self, connection: Connection, names: Iterable[str]) -> None:
        """Take the named locks until the transaction ends, always in the same order.

        On SQLite there is one writer at a time, so there is nothing more to take.
        """
        if self.is_sqlite:
            return
        for name in sorted(set(names)):
            connection.execute(_LOCK, {"key": _lock_key(name)})

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


def _lock_key(name: str) -> int:
    """Return a lock's number: 64 bits of its name's hash, as PostgreSQL takes it."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def normal_url(url: str) -> str:
    """Return the URL with the driver we use; raises ConfigError for a database we do not know."""
    for known in ("postgres://", "postgresql://"):
        if url.startswith(known):
            return "postgresql+psycopg://" + url.removeprefix(known)
    if url.startswith(("sqlite:///", "postgresql+psycopg://")):
        return url
    message = (
        "DATABASE_URL names a database that is not supported; "
        "write sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    raise ConfigError(message)


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        message = "DATABASE_URL names no file; write sqlite:///FILE"
        raise ConfigError(message)
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = (
            f"the folder {Path(path).parent} for the database cannot be made ({error.strerror}): "
            "let DATABASE_URL or BROKER_DATA_DIR name another"
        )
        raise ConfigError(message) from error
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
        hide_parameters=True,  # values are personal, and an error may end up in a log
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("broker_immediate", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _postgres(url: str, pool_size: int) -> Engine:
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2 * pool_size,
        pool_pre_ping=True,
        hide_parameters=True,  # values are personal, and an error may end up in a log
    )


def _unusable(error: DBAPIError) -> bool:
    """Whether a SQLite file is none, or may not be opened or written: waiting mends nothing."""
    return str(getattr(error.orig, "sqlite_errorname", "")).startswith(_UNUSABLE)


def _why(error: DBAPIError) -> str:
    """Return the driver's own words, without the statement and its values (they are personal)."""
    return str(error.orig).splitlines()[0] if error.orig else "the database did not answer"
