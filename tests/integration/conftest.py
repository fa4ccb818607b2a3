"""A database with today's tables, for each kind of database that is supported."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.store import directory_tables, mail_tables, tables
from core.store.engine import Database
from sle_broker import logs
from tests.support.command_line import CommandLine

TABLES = (directory_tables, mail_tables, tables)


@pytest.fixture(scope="session")
def furnished_template(new_postgres_database: Callable[[str | None], str]) -> str:
    """A PostgreSQL database with all tables, to be copied: three times as fast as making them."""
    url = new_postgres_database(None)
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    database.close()
    return url


@pytest.fixture
def furnished_postgres_url(
    furnished_template: str,
    new_postgres_database: Callable[[str | None], str],
    drop_postgres_database: Callable[[str], None],
) -> Iterator[str]:
    """A fresh PostgreSQL database that has all tables."""
    url = new_postgres_database(furnished_template)
    yield url
    drop_postgres_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path / 'broker.sqlite3'}")
        SQLModel.metadata.create_all(found.engine)
    else:
        found = Database(request.getfixturevalue("furnished_postgres_url"))
    yield found
    found.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database, for claims to which the kind of database makes no difference."""
    found = Database(f"sqlite:///{tmp_path / 'broker.sqlite3'}")
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
