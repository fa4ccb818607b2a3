"""A database with today's tables, for each kind of database that is supported."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from core.store import directory_tables, mail_tables, tables
from core.store.engine import Database

TABLES = (directory_tables, mail_tables, tables)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'broker.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    found = Database(url)
    SQLModel.metadata.create_all(found.engine)
    yield found
    found.close()
