"""The schema: migrated from nothing to exactly the tables in code, and again without harm."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import inspect, text

from core.desk import Handled
from core.errors import ConfigError
from core.store import schema
from core.store.engine import Database
from tests.support.deciding import COMPLETE
from tests.support.worlds import make_world, request


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    sqlite = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    found = Database(url)
    yield found
    found.close()


def tables(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names())


def test_an_empty_database_is_brought_to_exactly_the_tables_in_code(empty: Database) -> None:
    schema.upgrade(empty)
    assert schema.drift(empty) == []
    assert tables(empty) == set(schema.metadata().tables) | {"alembic_version"}
    assert schema.revision(empty) == schema.head()


def test_upgrading_twice_is_harmless(empty: Database) -> None:
    schema.upgrade(empty)
    world = make_world(empty)
    outcome = world.desk.handle(request("open", **COMPLETE))
    assert isinstance(outcome, Handled)
    schema.upgrade(empty)
    with empty.read() as connection:
        assert connection.execute(text("SELECT id FROM case_record")).scalars().all() == ["ES-0001"]
    assert schema.drift(empty) == []


def test_two_programs_may_upgrade_at_the_same_moment(empty: Database) -> None:
    def upgrade(_: int) -> None:
        database = Database(empty.url)
        schema.upgrade(database)
        database.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(upgrade, range(2)))
    assert schema.drift(empty) == []


def test_a_migrated_database_is_current(empty: Database) -> None:
    schema.upgrade(empty)
    schema.require_current(empty)


def test_an_empty_database_is_not_and_says_what_to_do(empty: Database) -> None:
    with pytest.raises(ConfigError) as raised:
        schema.require_current(empty)
    assert str(raised.value) == (
        f"the database's schema is empty, this version needs {schema.head()}: "
        "run `sle-broker migrate`"
    )
    assert tables(empty) == set(), "asking changes nothing"


def test_an_older_schema_is_named(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(ConfigError, match="schema is 0000, this version needs"):
        schema.require_current(empty)


def test_a_migration_that_fails_leaves_no_half_made_schema(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Operations.create_table
    count = iter(range(100))

    def create_a_few(self: Operations, name: str, *rest: object, **more: object) -> object:
        if next(count) > 5:
            raise RuntimeError("out of disk")
        return made(self, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Operations, "create_table", create_a_few)
    with pytest.raises(RuntimeError, match="out of disk"):
        schema.upgrade(empty)
    assert tables(empty) == set()


def test_drift_is_told(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.write() as connection:
        connection.execute(text("ALTER TABLE visit ADD COLUMN weather VARCHAR"))
    (found,) = schema.drift(empty)
    assert "weather" in found


def test_the_check_that_make_runs_finds_no_drift() -> None:
    command = [sys.executable, "-m", "core.store.drift"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "the schema is current")
