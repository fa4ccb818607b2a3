"""The practice workspace's own SQLite file: what is in it survives a restart."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]
"""A JSON object, as Slack sends and takes it."""

_SCHEMA = """
create table if not exists meta (name text primary key, value integer not null);
create table if not exists users (
    id text primary key, email text unique, profile text not null);
create table if not exists channels (
    id text primary key, kind text not null, name text not null unique, about text not null);
create table if not exists members (
    channel text not null references channels, user text not null references users,
    primary key (channel, user)) without rowid;
create table if not exists messages (
    channel text not null references channels, ts text not null, thread text not null,
    shown_to text, message text not null, primary key (channel, ts)) without rowid;
create index if not exists messages_by_thread on messages (channel, thread, ts);
create table if not exists views (
    id text primary key, user text not null references users, kind text not null,
    position integer not null, external_id text unique, view text not null);
create index if not exists views_by_user on views (user, kind, position);
create table if not exists files (
    id text primary key, ticket text unique, about text not null, content blob);
create table if not exists response_urls (
    ticket text primary key, issued text not null, uses integer not null, about text not null);
create table if not exists deliveries (
    id text primary key, tries integer not null, payload text not null);
"""
_MICROSECOND = timedelta(microseconds=1)
_STEP = 100
"""Microseconds between two messages of one moment."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Database:
    """One connection to the file, used by one event loop."""

    def __init__(self, path: Path | str) -> None:
        """Open the file, and make what is not in it yet."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=wal", "synchronous=normal", "foreign_keys=on"):
            self._connection.execute(f"pragma {pragma}")
        self._connection.executescript(_SCHEMA)
        self._inside = False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make what is written inside one change: all of it or none."""
        if self._inside:
            yield
            return
        self._inside = True
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        else:
            self._connection.execute("commit")
        finally:
            self._inside = False

    def run(self, sql: str, *values: Any) -> int:
        """Write; return how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Read rows."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """Read one row, or None."""
        found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def _advance(self, name: str, at_least: int, step: int) -> int:
        """Return a number that has never been returned for `name` and is above all that were."""
        with self.together():
            known = self.row("select value from meta where name = ?", name)
            value = max(at_least, known["value"] + step) if known else at_least
            self.run("insert or replace into meta values (?, ?)", name, value)
        return value

    def new_id(self, prefix: str) -> str:
        """Return an identity of its own: a letter for its kind, then digits and capitals."""
        number, digits = self._advance("identity", 1_000_000, 7919), ""
        while number:
            number, digit = divmod(number, 36)
            digits = _DIGITS[digit] + digits
        return f"{prefix}{digits:0>9}"

    def new_ts(self, now: datetime) -> str:
        """Return a timestamp for a message: unique, and above all that went before."""
        number = self._advance("ts", (now - _EPOCH) // _MICROSECOND, _STEP)
        return f"{number // 10**6}.{number % 10**6:06d}"


def pack(value: Any) -> str:
    """Write JSON for the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Json:
    """Read JSON from the file."""
    value: Json = json.loads(text)
    return value
