"""The one door, on both databases: whole or not at all, once, and by the process it began under."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, make_url, text
from sqlalchemy.exc import IntegrityError

from core import audit, commands
from core.clock import FixedClock
from core.commands import Command, LogVisits, NoteMail, OpenRequest, RecordPayment, VisitMade
from core.desk import Desk, Handled
from core.errors import DatabaseBusy, Refusal
from core.library import Library
from core.model import Channel
from core.parties import Alliance
from core.process_files import load_pinned
from core.store import cases, chain, parking, tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.deciding import COMPLETE
from tests.support.desks import UnpluggedError, done, load, opened, snapshot, verify, walked, yes
from tests.support.worlds import (
    MONDAY,
    PROCESSES,
    SLUGS,
    World,
    alliance,
    furnish,
    make_world,
    processes,
    request,
)


@pytest.fixture
def world(database: Database) -> World:
    return make_world(database)


# --- one transaction -----------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["command_log", "outbox", "audit_event", "prompt", "form"])
def test_a_write_that_fails_leaves_nothing(world: World, table: str) -> None:
    opened(world)
    before = snapshot(world.database)
    stop = _stop_at(world.database, f"INSERT INTO {table}")
    with pytest.raises(UnpluggedError):
        world.desk.handle(request("second", need=""))
    stop()
    assert snapshot(world.database) == before
    outcome = done(world, request("second", need=""))
    assert outcome.case == "ES-0002", "no number was used up"


def _stop_at(database: Database, statement: str) -> Callable[[], None]:
    def unplug(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql.startswith(statement):
            raise UnpluggedError

    event.listen(database.engine, "before_cursor_execute", unplug)
    return lambda: event.remove(database.engine, "before_cursor_execute", unplug)


def test_everything_a_command_comes_to_is_written_together(world: World) -> None:
    case = opened(world, need="")
    with world.database.read() as connection:
        events = connection.execute(text("SELECT command_key FROM audit_event")).scalars().all()
        told = connection.execute(text("SELECT kind, prompt FROM outbox")).all()
        logged = connection.execute(text('SELECT "case" FROM command_log')).scalars().all()
    assert set(events) == {"open"}
    assert [tuple(x) for x in told] == [("acknowledgement", f"{case.ref}.p1")]
    assert logged == [case.ref]


def test_what_the_caller_rolls_back_never_happened(world: World) -> None:
    before = snapshot(world.database)
    with pytest.raises(UnpluggedError):
        _handle_in_and_unplug(world, [request("one"), request("two")])
    assert snapshot(world.database) == before
    assert done(world, request("one")).case == "ES-0001"


def test_a_process_that_was_kept_and_rolled_back_is_kept_again(world: World) -> None:
    first = request("one", **{**COMPLETE, "teacher_standards": ()})
    with pytest.raises(UnpluggedError):
        _open_answer_and_unplug(world, first)
    assert done(world, first).case == "ES-0001"


def _open_answer_and_unplug(world: World, command: OpenRequest) -> None:
    with world.database.write() as connection:
        outcome = world.desk.handle_in(connection, command)
        assert isinstance(outcome, Handled)
        case = cases.load(connection, outcome.case or "")
        assert case is not None
        process = world.desk.library.pinned_process(connection, case.record.process)
        world.desk.handle_in(connection, answer_to(case, case.prompt[0], process, "two"))
        world.desk.handle_in(connection, request("three"))
        raise UnpluggedError


def _handle_in_and_unplug(world: World, asked: list[OpenRequest]) -> None:
    with world.database.write() as connection:
        for command in asked:
            assert isinstance(world.desk.handle_in(connection, command), Handled)
        raise UnpluggedError


# --- the same again ------------------------------------------------------------------------------


def test_the_same_command_again_gives_what_it_gave(world: World) -> None:
    command = request("open", half_days=6)
    first = done(world, command)
    before = snapshot(world.database)
    again = done(world, command)
    assert again == replace(first, again=True)
    assert snapshot(world.database) == before


def test_the_same_answer_again_is_no_second_answer(world: World) -> None:
    case = opened(world)
    command = yes(world, case, "agree")
    done(world, command)
    before = snapshot(world.database)
    assert done(world, command).again
    assert snapshot(world.database) == before


def test_another_content_under_the_same_key_is_parked_and_seen(world: World) -> None:
    done(world, request("open", half_days=6))
    before = snapshot(world.database, without=("parked",))
    other = request("open", half_days=8)
    outcome = world.desk.handle(other)
    assert isinstance(outcome, Refusal)
    assert "sent before with other content" in outcome.reason
    assert snapshot(world.database, without=("parked",)) == before
    with world.database.read() as connection:
        (item,) = parking.waiting(connection)
    assert item["proposal"] == {"command": commands.canonical(other)}
    assert item["why"]
    assert item["hint"]


def test_another_content_is_parked_once_however_often_it_comes(world: World) -> None:
    done(world, request("open", half_days=6))
    for _ in range(3):
        world.desk.handle(request("open", half_days=8))
    world.desk.handle(request("open", half_days=9))
    with world.database.read() as connection:
        assert len(parking.waiting(connection)) == 2


def test_a_refused_command_may_be_sent_again_when_things_have_changed(world: World) -> None:
    case = opened(world)
    stale = NoteMail(
        key="k", actor="x", channel=Channel.EMAIL, case="ES-0099", what="remark", text="?"
    )
    assert isinstance(world.desk.handle(stale), Refusal)
    assert isinstance(world.desk.handle(replace(stale, case=case.ref)), Handled)


# --- refusals ------------------------------------------------------------------------------------


def test_a_refusal_changes_nothing(world: World) -> None:
    case = opened(world)
    (prompt,) = case.open_prompts()
    before = snapshot(world.database)
    refused: list[Command] = [
        yes(world, case, "a", actor="stranger@elsewhere.example"),
        yes(world, case, "b", verdict="perhaps"),
        replace(yes(world, case, "c"), prompt=f"{case.ref}.p9"),
        replace(yes(world, case, "d"), case="ES-0404"),
        RecordPayment(
            key="e", actor="cli", channel=Channel.COMMAND_LINE, case=case.ref, invoice="i",
            pence=1, paid_on=date(2026, 10, 5), source="bank",
        ),
    ]  # fmt: skip
    for command in refused:
        assert isinstance(world.desk.handle(command), Refusal), command
    assert snapshot(world.database) == before
    assert load(world, case.ref).find_prompt(prompt.id) == prompt


def test_a_case_comes_back_as_it_was_decided(world: World) -> None:
    for slug in SLUGS:
        outcome = done(world, request(f"open-{slug}", slug=slug, **COMPLETE))
        case = load(world, outcome.case or "")
        verdict = verify(world, case.ref)
        assert verdict.intact
        with world.database.read() as connection:
            assert audit.fold(chain.links(connection, case.ref)) == case


# --- processes pinned by hash --------------------------------------------------------------------


def edited(world: World) -> Desk:
    """Open a desk whose East Sussex file was edited: no co-ordinator agrees requests any more."""
    source = (PROCESSES / "east_sussex.toml").read_text("utf-8")
    begin = source.index("# Brokering: a request is initially agreed")
    end = source.index("# Brokering: priorities, expectations")
    loaded = load_pinned(source[:begin] + source[end:], "east_sussex.toml")
    shelf = {**processes(), "east-sussex": loaded}
    library = Library(shelf, {x: alliance(x) for x in SLUGS}, {})
    return Desk(world.database, world.clock, library)


def test_a_running_case_follows_the_process_it_began_under(world: World) -> None:
    before = opened(world)
    desk = edited(world)
    fresh = World(world.database, world.clock, desk)
    after = opened(fresh, "second")
    assert before.record.process != after.record.process
    assert [x.kind for x in before.open_prompts()] == ["agree_request"]
    assert [x.kind for x in after.open_prompts()] == ["shortlist"]
    done(fresh, yes(fresh, before, "agree"))
    case = load(fresh, before.ref)
    assert case.record.process == before.record.process
    assert [x.kind for x in case.open_prompts()] == ["shortlist"]


def test_the_audit_names_the_process_that_decided(world: World) -> None:
    case = opened(world)
    with world.database.read() as connection:
        assert {x.process for x in chain.links(connection, case.ref)} == {case.record.process}
    assert case.record.process == processes()["east-sussex"].hash


def test_two_alliances_may_follow_one_process_from_the_same_moment(database: Database) -> None:
    furnish(database)
    desk = _desk_of_twins(database)
    with ThreadPoolExecutor(8) as pool:
        asked = [request(f"k{n}", slug=f"twin-{n % 4}", **COMPLETE) for n in range(16)]
        outcomes = list(pool.map(desk.handle, asked))
    assert all(isinstance(x, Handled) for x in outcomes)


def _desk_of_twins(database: Database) -> Desk:
    twins = {
        f"twin-{n}": Alliance(
            slug=f"twin-{n}",
            name=f"Twin {n}",
            process="east-sussex",
            ref_prefix=f"T{'ABCD'[n]}",
            mailboxes=(f"twin-{n}",),
        )
        for n in range(4)
    }
    return Desk(database, FixedClock(MONDAY), Library(dict(processes()), twins, {}))


# --- a database that is locked or gone -----------------------------------------------------------

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""On PostgreSQL one writer does not lock out another."""


@pytest.fixture
def other_process(database: Database) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection to the same file."""
    path = Path(make_url(database.url).database or "")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def impatient(database: Database) -> Iterator[Database]:
    """The same database, waiting for a lock no longer than a moment."""
    found = Database(database.url)
    event.listen(found.engine, "connect", _wait_briefly)
    yield found
    found.close()


def _wait_briefly(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=50")


@on_sqlite
def test_a_locked_database_is_busy_and_works_afterwards(
    world: World, impatient: Database, other_process: sqlite3.Connection
) -> None:
    opened(world)
    before = snapshot(world.database)
    desk = Desk(impatient, world.clock, world.desk.library)
    command = request("second", **COMPLETE)
    other_process.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="locked") as raised:
        desk.handle(command)
    assert "phonics" not in str(raised.value), "the driver's words, not the statement's values"
    other_process.execute("ROLLBACK")
    assert snapshot(world.database) == before
    outcome = desk.handle(command)
    assert isinstance(outcome, Handled)
    assert outcome.case == "ES-0002"


@on_sqlite
def test_a_desk_waits_for_a_lock_that_is_soon_given_back(
    world: World, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(world.desk.handle, request("open", **COMPLETE))
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.2)
        other_process.execute("ROLLBACK")
        assert isinstance(waiting.result(), Handled)


@on_sqlite
def test_reading_goes_on_while_another_process_writes(
    world: World, other_process: sqlite3.Connection
) -> None:
    case = opened(world)
    other_process.execute("BEGIN IMMEDIATE")
    assert load(world, case.ref) == case
    other_process.execute("ROLLBACK")


@pytest.mark.postgres
def test_a_database_out_of_reach_is_busy(postgres_server: str) -> None:
    gone = Database(make_url(postgres_server).set(database="gone").render_as_string(False))
    with pytest.raises(DatabaseBusy), gone.write():
        pass
    gone.close()


def test_a_fault_of_ours_is_not_taken_for_a_busy_database(world: World) -> None:
    opened(world)
    twice = insert(table_of(tables.SeriesRow)).values(name="case:east-sussex", last=1)
    with pytest.raises(IntegrityError), world.database.write() as connection:
        connection.execute(twice)


# --- visits --------------------------------------------------------------------------------------


def test_naming_no_visit_at_all_is_refused(world: World) -> None:
    case, prompt = walked(world, "case", "log_visits")
    command = LogVisits(
        key="log",
        actor=prompt.person or "",
        channel=Channel.SLACK,
        case=case.ref,
        deployment=prompt.about,
        visits=(),
    )
    assert isinstance(world.desk.handle(command), Refusal)
    made = VisitMade(school="oakfield", on=date(2026, 10, 5), half_days=2)
    done(world, replace(command, visits=(made,)))
    assert load(world, case.ref).visit[0].channel is Channel.SLACK
