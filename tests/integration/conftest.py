"""A database with today's tables, for each kind of database that is supported."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.store import directory_tables, mail_tables, tables
from core.store.engine import Database
from sle_broker import logs
from tests.support.command_line import CommandLine

TABLES = (directory_tables, mail_tables, tables)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'broker.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    yield from _opened(url)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database, for claims to which the kind of database makes no difference."""
    yield from _opened(f"sqlite:///{tmp_path / 'broker.sqlite3'}")


def _opened(url: str) -> Iterator[Database]:
    found = Database(url)
    SQLModel.metadata.create_all(found.engine)
    yield found
    found.close()


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[CommandLine]:
    """The command line on a fresh SQLite file."""
    yield CommandLine(tmp_path, "", capsys, monkeypatch)
    logs.remove()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_cli(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[CommandLine]:
    """The command line on a fresh database, once on SQLite and once on PostgreSQL."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    found = CommandLine(tmp_path, url, capsys, monkeypatch)
    found.do("migrate")
    yield found
    logs.remove()
