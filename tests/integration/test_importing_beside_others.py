"""Large files on their way in while others work: nobody waits for them, and none is lost."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from core.clock import FixedClock
from core.directory.importing import DIRECTORY, Into, plan_import, write_plan
from core.directory.report import FileReport, Outcome
from core.errors import DatabaseBusy
from core.settings import Settings
from core.store import schema, series
from core.store.engine import Database
from intake.ports import Incoming
from intake.raw_store import RawStore
from sle_broker.directory_import import import_file
from sle_broker.service import Service
from tests.support.register import contacts_of, national_register

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
MANY = 3_000
SMALL = national_register(3)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    settings = Settings(BROKER_DATA_DIR=tmp_path, DATABASE_URL=url)
    with closing(Database(settings.database)) as database:
        schema.upgrade(database)
    found = Service(settings, FixedClock(AT))
    yield found
    found.close()


def bring_in(
    service: Service, content: bytes, what: str = "schools", *, dry_run: bool = False
) -> FileReport:
    return import_file(service, what, content, "", "test", dry_run=dry_run)


def count(service: Service, what: str) -> int:
    with service.database.read() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {what}")).scalar_one())  # noqa: S608


def test_mail_is_stored_while_a_large_file_is_compared(service: Service) -> None:
    database = service.database
    mail = Incoming("head@s1.example", ("sle@broker.example",), "", "", b"Please.", AT, tls=False)
    with database.read() as connection:
        plan = plan_import("schools", national_register(MANY), Into(connection, "", {}))
        RawStore(database, service.clock)([mail])
    with database.write() as connection:
        assert write_plan(connection, plan)
    assert (count(service, "raw_email"), count(service, "school")) == (1, MANY)


@pytest.mark.parametrize(
    ("content", "dry_run"),
    [(SMALL, True), (SMALL.replace(b"Open", b"Maybe"), False)],
    ids=["a dry run", "a file with problems"],
)
def test_what_changes_nothing_asks_for_no_write_lock(
    tmp_path: Path, content: bytes, *, dry_run: bool
) -> None:
    settings = Settings(BROKER_DATA_DIR=tmp_path)
    with closing(Service(settings, FixedClock(AT))) as service:
        path = service.database.engine.url.database
        assert path is not None
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert len(bring_in(service, content, dry_run=dry_run).rows) == 3


@pytest.mark.parametrize("what", ["new", "changed", "same", "contacts"])
def test_however_long_a_file_it_is_written_in_a_handful_of_statements(
    service: Service, what: str
) -> None:
    register = national_register(MANY)
    if what != "new":
        bring_in(service, register)
    told: list[str] = []
    event.listen(
        service.database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: told.append(statement),
    )
    if what == "contacts":
        report = bring_in(service, contacts_of(MANY // 2), "contacts")
    else:
        report = bring_in(
            service, register.replace(b"XD1", b"XD2" if what == "changed" else b"XD1")
        )
    outcome = Outcome.NEW if what == "contacts" else Outcome(what)
    assert report.count(outcome) == MANY
    assert len(told) < 20


def test_two_files_at_once_both_come_in_whole(service: Service) -> None:
    assert bring_in(service, SMALL).ok
    files = [national_register(MANY), national_register(MANY, first=MANY)]
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda x: bring_in(service, x), files))
    assert [x.count(Outcome.PROBLEM) for x in reports] == [0, 0]
    assert count(service, "school") == 2 * MANY
    with service.database.read() as connection:
        last = connection.execute(text("SELECT last FROM series WHERE name = 'directory'"))
        assert last.scalar_one() == 3
        events = connection.execute(text("SELECT seq FROM audit_event WHERE chain = 'directory'"))
        assert sorted(events.scalars()) == [1, 2, 3]


def test_what_was_compared_with_an_older_directory_is_not_written(service: Service) -> None:
    with service.database.read() as connection:
        plan = plan_import("schools", SMALL, Into(connection, "", {}))
    bring_in(service, national_register(2, first=2))
    with service.database.write() as connection:
        assert not write_plan(connection, plan)
    assert count(service, "school") == 2


class Overtaken(Database):
    """A database in which somebody else always changes the directory first."""

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            series.take(connection, DIRECTORY, series.peek(connection, DIRECTORY))
        with super().write() as connection:
            yield connection


def test_an_import_overtaken_again_and_again_gives_up_and_changes_nothing(
    service: Service,
) -> None:
    service.database.close()
    service.database = Overtaken(service.database.url)
    with pytest.raises(DatabaseBusy):
        bring_in(service, SMALL)
    assert count(service, "school") == 0
