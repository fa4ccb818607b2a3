"""Time passing: who is chased when, who is spared, and that looking again changes nothing."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import sleep
from typing import Any

import pytest
from sqlalchemy import insert, update

from core.calendars import OfficeHours
from core.clock import FixedClock
from core.store import directory_tables, tables
from core.store.cases import table_of
from core.store.engine import Database
from scheduler.due import Due, due_list
from scheduler.jobs import Job, JobTally, all_jobs, chase
from scheduler.ticker import Ticker
from tests.support.brokering import ALLIANCE, MONDAY, REQUEST, Brokering, Step

# Asked on Monday 3 March 2025 at 10:00, due on Wednesday; the ladder speaks on Thursday, Friday
# and Monday, then to the director too.
DUE = datetime(2025, 3, 5, 10, tzinfo=UTC)
FIRST = datetime(2025, 3, 6, 10, tzinfo=UTC)
SECOND = datetime(2025, 3, 7, 10, tzinfo=UTC)
THIRD = datetime(2025, 3, 10, 10, tzinfo=UTC)
HEAD_ASKED = (REQUEST, Step("agree_scope", "receiving_head", "case"), Step("shortlist", "director"))


@pytest.fixture
def county(database: Database) -> Brokering:
    """A case that waits for the head of Oakfield."""
    found = Brokering(database, HEAD_ASKED)
    found.ask()
    return found


def tick(county: Brokering, now: datetime) -> JobTally:
    county.clock.set(now)
    return chase(county.desk, now)


def due(county: Brokering, now: datetime) -> list[Due]:
    return list(due_list(county.database, county.library, now).due)


def told(county: Brokering, kind: str) -> list[tuple[str, Any]]:
    return [(x["recipient"], x["facts"].get("rung")) for x in county.outbox(kind=kind)]


# --- the ladder ---------------------------------------------------------------------------------


def test_nobody_is_chased_before_their_time(county: Brokering) -> None:
    assert tick(county, FIRST - timedelta(seconds=1)) == JobTally()
    assert told(county, "nudge") == []


def test_each_rung_speaks_once_in_its_time(county: Brokering) -> None:
    for now in (FIRST, FIRST, SECOND, SECOND, THIRD, THIRD, THIRD + timedelta(days=30)):
        tick(county, now)
    assert told(county, "nudge") == [("hanna", 1), ("hanna", 2), ("hanna", 3)]
    assert told(county, "escalation") == [("dirk", None)]


def test_a_second_look_in_the_same_minute_changes_nothing(county: Brokering) -> None:
    assert tick(county, FIRST) == JobTally(done=1)
    before = county.case("DA-0001"), county.outbox()
    assert tick(county, FIRST) == JobTally()
    assert (county.case("DA-0001"), county.outbox()) == before


def test_after_an_outage_only_the_highest_rung_speaks(county: Brokering) -> None:
    assert tick(county, THIRD + timedelta(hours=2)) == JobTally(done=1)
    assert told(county, "nudge") == [("hanna", 3)]


def test_an_answer_ends_the_chase(county: Brokering) -> None:
    [prompt] = county.open_prompts("DA-0001")
    county.answer(prompt)
    tick(county, FIRST)
    assert told(county, "nudge") == [("dirk", 1)]  # the next question's party, not the head


def test_a_question_that_nobody_can_be_asked_is_told_to_the_coordinator_again(
    database: Database,
) -> None:
    county = Brokering(database, (REQUEST, Step("agree_scope", "receiving_head", "case")))
    with database.write() as connection:
        post = table_of(directory_tables.PostRow)
        connection.execute(post.delete().where(post.c.person == "hanna"))
    county.ask()
    assert [x.person for x in due(county, FIRST)] == [None]
    assert tick(county, FIRST) == JobTally(done=1)
    assert [x["facts"]["what"] for x in county.outbox(kind="news")] == ["nobody_to_ask"] * 2


def test_one_case_that_fails_stops_no_other(
    county: Brokering, caplog: pytest.LogCaptureFixture
) -> None:
    county.ask()
    county.ask()
    with county.database.write() as connection:
        row = table_of(tables.CaseRow)
        connection.execute(update(row).where(row.c.id == "DA-0001").values(alliance="closed-down"))
    with caplog.at_level(logging.DEBUG):
        assert tick(county, FIRST) == JobTally(done=2, failed=1)
    [record] = [x for x in caplog.records if x.message == "due_case_failed"]
    assert vars(record)["case"] == "DA-0001"
    assert vars(record)["reference"]
    assert vars(record)["fault"].startswith("ConfigError at ")


def test_one_command_that_fails_stops_no_other(
    county: Brokering, caplog: pytest.LogCaptureFixture
) -> None:
    county.ask()
    with county.database.write() as connection:  # its next event would take a number twice
        row = table_of(tables.CaseRow)
        connection.execute(update(row).where(row.c.id == "DA-0001").values(chain_length=0))
    with caplog.at_level(logging.DEBUG):
        assert tick(county, FIRST) == JobTally(done=1, failed=1)
    assert [vars(x)["case"] for x in caplog.records if x.message == "nudge_failed"] == ["DA-0001"]
    assert "Hanna" not in caplog.text
    assert [x["case"] for x in county.outbox(kind="nudge")] == ["DA-0002"]


def test_more_cases_than_a_page_are_all_chased(
    county: Brokering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.due._PAGE", 3)
    for _ in range(7):
        county.ask()
    county.clock.advance(timedelta(minutes=1))
    county.ask()
    assert len(due(county, FIRST + timedelta(minutes=1))) == 9
    assert tick(county, FIRST + timedelta(minutes=1)) == JobTally(done=9)
    assert len({x["case"] for x in county.outbox(kind="nudge")}) == 9


# --- when nobody is chased ----------------------------------------------------------------------


def close_schools(county: Brokering, start: datetime, end: datetime) -> None:
    with county.database.write() as connection:
        connection.execute(
            insert(table_of(directory_tables.TermRow)).values(
                school="oakfield", start=start.date(), end=end.date(), kind="holiday"
            )
        )


@pytest.mark.parametrize(
    ("now", "because"),
    [
        (datetime(2025, 3, 6, 19, tzinfo=UTC), "nobody is written to before 08:00 or from 18:00"),
        (datetime(2025, 3, 7, 7, 59, tzinfo=UTC), "nobody is written to before 08:00"),
        (datetime(2025, 3, 8, 12, tzinfo=UTC), "it is the weekend; until Monday 10 March 2025"),
        (datetime(2025, 4, 18, 12, tzinfo=UTC), "it is a bank holiday; until Tuesday 22 April"),
        (datetime(2025, 3, 12, 12, tzinfo=UTC), "Oakfield Primary School is closed that day"),
    ],
)
def test_whoever_cannot_be_reached_now_is_held_and_the_preview_says_why(
    county: Brokering, now: datetime, because: str
) -> None:
    close_schools(county, datetime(2025, 3, 12, tzinfo=UTC), datetime(2025, 3, 12, tzinfo=UTC))
    [held] = due(county, now)
    assert because in held.held_because
    assert tick(county, now) == JobTally(held=1)
    assert told(county, "nudge") == []


def test_what_was_held_goes_out_when_the_school_is_open_again(county: Brokering) -> None:
    tick(county, datetime(2025, 3, 8, 12, tzinfo=UTC))
    assert tick(county, datetime(2025, 3, 10, 8, tzinfo=UTC)) == JobTally(done=1)
    assert told(county, "nudge") == [("hanna", 2)]


def test_a_head_is_not_chased_over_half_term_and_is_afterwards(database: Database) -> None:
    county = Brokering(database, HEAD_ASKED)
    close_schools(county, datetime(2025, 3, 6, tzinfo=UTC), datetime(2025, 3, 14, tzinfo=UTC))
    county.ask()
    for day in range(6, 17):
        tick(county, datetime(2025, 3, day, 12, tzinfo=UTC))
    assert told(county, "nudge") == []
    tick(county, datetime(2025, 3, 17, 12, tzinfo=UTC))
    assert [who for who, _ in told(county, "nudge")] == ["hanna"]


def test_an_alliance_chooses_its_own_hours(database: Database) -> None:
    early = OfficeHours(time(6), time(9))
    county = Brokering(database, HEAD_ASKED, replace(ALLIANCE, hours=early))
    county.ask()
    [held] = due(county, datetime(2025, 3, 10, 12, tzinfo=UTC))
    assert "before 06:00 or from 09:00" in held.held_because


def test_a_working_summer_day_is_reckoned_in_london(county: Brokering) -> None:
    in_summer_time = datetime(2025, 4, 2, 7, 30, tzinfo=UTC)  # half past eight in London
    assert [x.held_because for x in due(county, in_summer_time)] == [""]


# --- the preview --------------------------------------------------------------------------------


def test_the_preview_tells_who_when_and_why(county: Brokering) -> None:
    [found] = due(county, THIRD)
    assert found.to_json() == {
        "case": "DA-0001",
        "prompt": "DA-0001.p1",
        "kind": "agree_scope",
        "person": "Hanna Okafor",
        "role": "receiving_head",
        "also_to": "director",
        "channel": "email",
        "at": THIRD.isoformat(),
        "rung": 3,
        "why": ("Agree the scope: the answer was due on Wednesday 5 March 2025; reminder 3 of 3"),
    }


def test_the_preview_names_a_requester_whom_the_directory_does_not_know(
    database: Database,
) -> None:
    county = Brokering(database, (REQUEST,))
    county.ask(requester=None, requester_name="", requester_address="pa@oakfield.example",
               request={})  # fmt: skip
    assert [x.person for x in due(county, FIRST)] == ["pa@oakfield.example"]


def test_the_preview_changes_nothing(county: Brokering) -> None:
    before = county.case("DA-0001"), county.outbox()
    due(county, THIRD)
    assert (county.case("DA-0001"), county.outbox()) == before


def test_of_a_no_that_holds_a_case_up_the_coordinator_is_reminded(county: Brokering) -> None:
    [prompt] = county.open_prompts("DA-0001")
    county.answer(prompt, verdict="no", values={})
    [found] = due(county, FIRST)
    assert (found.person, found.role) == ("Cora Dean", "coordinator")
    assert found.why == (
        "Agree the scope: declined on Monday 3 March 2025, and how the case goes on is not "
        "settled; reminder 1 of 3"
    )
    for now in (FIRST, SECOND, THIRD, THIRD + timedelta(days=30)):
        tick(county, now)
    assert told(county, "nudge") == []
    assert told(county, "news") == [("cora", x) for x in (None, 1, 2, 3)] + [("dirk", 3)]


@pytest.mark.parametrize("now", [FIRST, SECOND, THIRD, datetime(2025, 3, 8, 12, tzinfo=UTC)])
def test_what_is_previewed_is_what_happens(county: Brokering, now: datetime) -> None:
    county.ask()
    previewed = [(x.case, x.rung) for x in due(county, now) if not x.held_because]
    tick(county, now)
    assert [(x["case"], x["facts"]["rung"]) for x in county.outbox(kind="nudge")] == previewed


# --- the alarm clock ----------------------------------------------------------------------------


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 — threads set no event
            await asyncio.sleep(0.01)


async def test_a_started_ticker_catches_up_at_once(county: Brokering) -> None:
    county.clock.set(FIRST)
    ticker = Ticker(county.clock, all_jobs(county.desk))
    stop = asyncio.Event()
    running = asyncio.create_task(ticker.run(stop))
    await until(lambda: told(county, "nudge"))
    stop.set()
    await running
    assert ticker.totals == {"nudges": JobTally(done=1)}


async def test_the_alarm_keeps_ringing_whatever_a_job_does(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rounds: list[datetime] = []

    def fail(now: datetime) -> JobTally:
        rounds.append(now)
        raise ZeroDivisionError("Hanna Okafor")

    other = Job("other", lambda _now: JobTally(done=1))
    ticker = Ticker(FixedClock(MONDAY), [Job("failing", fail), other], every_seconds=0.02)
    stop = asyncio.Event()
    running = asyncio.create_task(ticker.run(stop))
    await until(lambda: len(rounds) >= 3)
    stop.set()
    await running
    assert set(rounds) == {MONDAY}
    assert ticker.totals["failing"].failed == len(rounds) == ticker.totals["other"].done
    assert "Hanna" not in caplog.text


async def test_a_round_that_takes_long_is_not_overtaken() -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(_now: datetime) -> JobTally:
        under_way.append(1)
        most.append(len(under_way))
        sleep(0.1)
        under_way.pop()
        return JobTally(done=1)

    ticker = Ticker(FixedClock(MONDAY), [Job("slow", slow)], every_seconds=0.01)
    stop = asyncio.Event()
    running = asyncio.create_task(ticker.run(stop))
    await until(lambda: len(most) >= 4)
    stop.set()
    await running
    assert set(most) == {1}
    assert under_way == []


def test_two_tickers_on_one_database_remind_once(county: Brokering) -> None:
    county.clock.set(FIRST)
    first = Ticker(county.clock, all_jobs(county.desk))
    second = Ticker(county.clock, all_jobs(county.desk))
    assert first.tick(FIRST) == {"nudges": JobTally(done=1)}
    assert second.tick(FIRST) == {"nudges": JobTally()}
    assert len(told(county, "nudge")) == 1
