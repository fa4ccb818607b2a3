"""A year of ticks, hour by hour: who is written to, how often, and never at a bad time.

From a Monday in October 2027 on: both changes of the clocks, Christmas, a leap day and a summer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlmodel import SQLModel

from core.calendars import LONDON, SchoolCalendar, TermDate, is_school_day, is_working_day
from core.commands import Command, LogVisits, VisitMade
from core.desk import Handled
from core.model import Case, Channel, Prompt, PromptState
from core.prompts import KINDS, Answers
from core.store import directory_tables, tables
from core.store.cases import table_of
from core.store.engine import Database
from scheduler.jobs import JobTally, chase
from tests.support.answers import answer_to
from tests.support.desks import load, opened
from tests.support.worlds import POSTS, SLES, SLUGS, World, make_world, person_id, processes, sle_id

START = datetime(2027, 10, 4, 9, tzinfo=UTC)
"""A Monday, ten o'clock by London's clocks."""
HOURS = 366 * 24
LATER = frozenset(
    datetime(year, month, day, 10, tzinfo=LONDON)
    for year, month, day in ((2027, 12, 10), (2028, 2, 23), (2028, 3, 23), (2028, 7, 13))
)
"""When more is asked: shortly before Christmas, the leap day, the change of clocks, the summer."""
ASKS_A_HEAD = {
    "linwood": "agree_scope",
    "connected-partnership": "confirm_choice",
    "east-sussex": "confirm_choice",
}
KEYS = count()
SOL = "Sol Ellery"
"""An SLE without a limit of days."""
SLE, COORDINATOR = person_id(SOL), person_id("Carys Orme")

TERMS: Mapping[str, tuple[TermDate, ...]] = {
    "oakfield": (
        TermDate(date(2027, 9, 2), date(2027, 12, 17), "term"),
        TermDate(date(2027, 10, 25), date(2027, 10, 29), "holiday"),
        TermDate(date(2028, 1, 4), date(2028, 3, 31), "term"),
        TermDate(date(2028, 2, 14), date(2028, 2, 18), "holiday"),
        TermDate(date(2028, 4, 18), date(2028, 7, 20), "term"),
        TermDate(date(2028, 5, 29), date(2028, 6, 2), "holiday"),
        TermDate(date(2028, 9, 4), date(2028, 12, 15), "term"),
    ),
    "harbour": (
        TermDate(date(2027, 9, 6), date(2027, 12, 21), "term"),
        TermDate(date(2027, 10, 18), date(2027, 10, 29), "holiday"),
        TermDate(date(2028, 1, 6), date(2028, 4, 7), "term"),
        TermDate(date(2028, 2, 21), date(2028, 3, 1), "holiday"),
        TermDate(date(2028, 4, 24), date(2028, 7, 25), "term"),
        TermDate(date(2028, 9, 5), date(2028, 12, 20), "term"),
    ),
}
OWN_SCHOOL = {person_id(name): school for school, _, name in POSTS if school in TERMS} | {
    person_id(name): home for name, home, *_ in SLES if home in TERMS
}
CALENDARS = {school: SchoolCalendar(terms) for school, terms in TERMS.items()}


def a_world(database: Database) -> World:
    found = make_world(database, START)
    with database.write() as connection:
        connection.execute(
            insert(table_of(directory_tables.TermRow)),
            [
                {"school": school, "start": x.start, "end": x.end, "kind": x.kind}
                for school, terms in TERMS.items()
                for x in terms
            ],
        )
    return found


def leave_at_every_question(world: World, slug: str) -> Iterator[str]:
    """Open a case for every kind of question of a process, and leave each one waiting for it."""
    process = processes()[slug].process
    for kind in dict.fromkeys(x.spec.kind for x in process.specs()):
        known = {"need": ""} if kind == "request_form" else {}
        funding = "boards" if kind == "approve_funding" else "own"
        yield left_at(world, slug, kind, funding=funding, **known)
    declined = load(world, left_at(world, slug, "sign_agreement"))
    first, *others = declined.open_prompts()
    for prompt in others:
        answer(world, declined, prompt, f"{prompt.id}-signed")
    answer(world, declined, first, f"{first.id}-declined", verdict="no")
    yield declined.ref


def left_at(world: World, slug: str, kind: str, **values: str) -> str:
    """Open a case and answer until a kind of question waits; return its reference."""
    case = opened(world, f"open-{next(KEYS)}", slug=slug, half_days=2, **values)
    for number in range(40):
        waiting = case.open_prompts()
        if not waiting or kind in {x.kind for x in waiting}:
            break
        answer(world, case, waiting[0], f"{case.ref}-{number}")
        case = load(world, case.ref)
    return case.ref


def answer(world: World, case: Case, prompt: Prompt, key: str, **given: Any) -> None:
    """Settle a question as whoever was asked would; visits are logged before they are all."""
    process = processes()[case.record.alliance].process
    answers = KINDS[prompt.kind].answers
    command: Command
    if answers is Answers.VISITS and not case.visit:
        visit = VisitMade(school="oakfield", on=START.date(), half_days=2)
        command = LogVisits(
            key=key, actor=SLE, channel=Channel.EMAIL, case=case.ref, deployment=prompt.about,
            visits=(visit,),
        )  # fmt: skip
    else:
        if answers is Answers.CHOICE:
            given["values"] = {"sle": sle_id(SOL), "override": "They know each other."}
        if answers is Answers.PAYMENT:
            given["values"] = {}
        command = answer_to(case, prompt, process, key, **given)
    outcome = world.desk.handle(command)
    assert isinstance(outcome, Handled), (prompt.kind, outcome)


def counted(world: World) -> tuple[int, ...]:
    """Return how much is stored that a tick could add to."""
    with world.database.read() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table_of(row))).scalar_one()
            for row in (tables.OutboxRow, tables.CommandRow, tables.AuditRow)
        )


@dataclass(frozen=True)
class Year:
    """What a year came to in which nobody answered."""

    cases: list[Case]
    reminders: list[Any]

    def of(self, case: Case, prompt: Prompt) -> list[Any]:
        """Return the reminders of one question, in their order."""
        return [x for x in self.reminders if (x.case, x.prompt) == (case.ref, prompt.id)]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Let a year pass over cases that wait at every question there is."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('year') / 'broker.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    world = a_world(database)
    refs = [ref for slug in SLUGS for ref in leave_at_every_question(world, slug)]
    for now in (START + timedelta(hours=x) for x in range(HOURS)):
        world.clock.set(now)
        if now.astimezone(LONDON) in LATER:
            refs += [left_at(world, slug, kind) for slug, kind in ASKS_A_HEAD.items()]
        if chase(world.desk, now).done:
            before = counted(world)
            assert chase(world.desk, now) == JobTally()
            assert counted(world) == before
    outbox = table_of(tables.OutboxRow)
    with database.read() as connection:
        query = select(outbox).where(outbox.c.created_at > START).order_by(outbox.c.id)
        told = [x for x in connection.execute(query) if is_reminder(x)]
    yield Year([load(world, ref) for ref in refs], told)
    database.close()


def is_reminder(row: Any) -> bool:
    """Whether a notice is one that time alone has brought about."""
    return row.kind in ("nudge", "escalation") or "rung" in row.facts


def test_every_question_was_waited_for(year: Year) -> None:
    waiting = {x.kind for case in year.cases for x in case.open_prompts()}
    assert waiting == {x.spec.kind for slug in SLUGS for x in processes()[slug].process.specs()}


def test_every_ladder_is_climbed_to_its_end_and_no_further(year: Year) -> None:
    for case in year.cases:
        assert case.is_open
        assert case.record.next_due_at is None, case.ref
        process = processes()[case.record.alliance].process
        for prompt in case.open_prompts():
            rungs = [x.facts["rung"] for x in year.of(case, prompt) if x.kind == "nudge"]
            assert rungs == sorted(set(rungs))
            assert rungs[-1] == len(process.slot_at(prompt.place).spec.nudge)


def test_nobody_is_reminded_of_a_question_more_often_than_its_ladder_says(year: Year) -> None:
    for case in year.cases:
        process = processes()[case.record.alliance].process
        for prompt in case.prompt:
            ladder = process.slot_at(prompt.place).spec.nudge
            told = Counter(x.recipient for x in year.of(case, prompt))
            assert max(told.values(), default=0) <= len(ladder), (case.ref, prompt.kind, told)


def test_what_was_settled_is_never_brought_up_again(year: Year) -> None:
    settled = {x.id for case in year.cases for x in case.prompt if x.state is PromptState.ANSWERED}
    assert settled
    assert not settled & {x.prompt for x in year.reminders}


def test_a_no_reminds_the_coordinator_and_not_whoever_said_it(year: Year) -> None:
    nos = [(case, x) for case in year.cases for x in case.prompt if x.state is PromptState.DECLINED]
    left = [(case, x) for case, x in nos if not case.open_prompts()]
    assert left
    for case, prompt in left:
        told = [x.recipient for x in year.of(case, prompt)]
        assert told.count(COORDINATOR) == prompt.rung > 0
        assert prompt.person not in told


def test_nobody_is_reminded_at_night_at_weekends_or_on_bank_holidays(year: Year) -> None:
    for row in year.reminders:
        at = row.created_at.astimezone(LONDON)
        assert 8 <= at.hour < 18
        assert is_working_day(at.date()), at


def test_nobody_is_reminded_while_their_own_school_is_closed(year: Year) -> None:
    for row in year.reminders:
        school = OWN_SCHOOL.get(row.recipient)
        on = row.created_at.astimezone(LONDON).date()
        assert school is None or is_school_day(on, CALENDARS[school]), (row.recipient, on)


def test_a_reminder_keeps_its_hour_when_the_clocks_change(year: Year) -> None:
    """All was asked at ten by London's clocks: so are the reminders, or at eight after a break."""
    at = [x.created_at.astimezone(LONDON) for x in year.reminders]
    assert {x.hour for x in at} == {8, 10}
    for change in (date(2027, 10, 31), date(2028, 3, 26)):
        days = [x.date() - change for x in at]
        assert any(timedelta(0) < x <= timedelta(days=10) for x in days), change


def test_the_leap_day_is_a_day_like_any_other(year: Year) -> None:
    assert date(2028, 2, 29) in {x.created_at.astimezone(LONDON).date() for x in year.reminders}


def test_nobody_at_a_school_hears_of_us_over_christmas(year: Year) -> None:
    on = {
        x.created_at.astimezone(LONDON).date() for x in year.reminders if x.recipient in OWN_SCHOOL
    }
    assert not any(date(2027, 12, 22) <= x <= date(2028, 1, 3) for x in on)
    assert any(date(2028, 1, 4) <= x <= date(2028, 1, 14) for x in on)
