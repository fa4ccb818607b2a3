"""A database with today's tables, for each kind of database that is supported."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.store import directory_tables, mail_tables, tables
from core.store.engine import Database

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
