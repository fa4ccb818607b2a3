"""Two processes at one desk on PostgreSQL: whatever they both want, exactly one of them gets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlmodel import SQLModel

from core.commands import AnswerPrompt, Command
from core.model import Case, DeploymentState
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.deciding import COMPLETE
from tests.support.desks import done, load, opened, verify, walked, yes
from tests.support.rival import Rival, rival
from tests.support.worlds import World, make_world, processes, request, sle_id

pytestmark = pytest.mark.postgres

ROUNDS = 15
_REUSED_KEYS = "SELECT count(*) FROM parked WHERE dedup LIKE 'key:%'"
SILAS = "Silas Emery"
"""Twelve half days a year: two deployments of three days, and no third."""


@pytest.fixture(scope="module")
def world(
    postgres_server: str, new_postgres_database: Callable[[str | None], str]
) -> Iterator[World]:
    database = Database(new_postgres_database(None))
    SQLModel.metadata.create_all(database.engine)
    yield make_world(database)
    database.close()


@pytest.fixture(scope="module")
def rivals(world: World) -> Iterator[tuple[Rival, Rival]]:
    url = world.database.url
    with rival(url) as one, rival(url) as other:
        yield one, other


def race(rivals: tuple[Rival, Rival], one: Command, other: Command) -> list[dict[str, Any]]:
    """Hand both commands in at the same moment and wait for both."""
    rivals[0].send(one)
    rivals[1].send(other)
    return [x.outcome() for x in rivals]


def choosing(case: Case, key: str) -> AnswerPrompt:
    """Return the coordinator's choice of Silas for a case."""
    prompt = case.open_prompts()[0]
    process = processes()["east-sussex"].process
    return answer_to(case, prompt, process, key, sle=sle_id(SILAS))


def free_his_days(world: World) -> None:
    """Let everything promised of Silas's days come to nothing, behind the desk's back."""
    deployments = table_of(tables.DeploymentRow)
    with world.database.write() as connection:
        connection.execute(
            update(deployments)
            .where(deployments.c.sle == sle_id(SILAS))
            .values(state=str(DeploymentState.ENDED))
        )


def test_the_last_days_of_an_sle_go_to_exactly_one_of_two_cases(
    world: World, rivals: tuple[Rival, Rival]
) -> None:
    for number in range(ROUNDS):
        first = opened(world, f"days-{number}-0", half_days=6)
        cases = [walked(world, f"days-{number}-{x}", "shortlist")[0] for x in (1, 2)]
        done(world, yes(world, first, f"days-{number}-agree"))
        done(world, choosing(load(world, first.ref), f"days-{number}-first"))
        outcomes = race(rivals, *(choosing(case, f"days-{number}-{case.ref}") for case in cases))
        assert sorted(x["done"] for x in outcomes) == [False, True], (number, outcomes)
        (why,) = (x["why"] for x in outcomes if not x["done"])
        assert "0 of 6 days left" in why
        with world.database.read() as connection:
            promised = connection.execute(
                text(
                    "SELECT sum(half_days) FROM deployment WHERE sle = :sle AND state = 'proposed'"
                ),
                {"sle": sle_id(SILAS)},
            ).scalar()
        assert promised == 12
        free_his_days(world)


def test_one_question_answered_by_two_people_at_once_is_settled_once(
    world: World, rivals: tuple[Rival, Rival]
) -> None:
    for number in range(ROUNDS):
        case = opened(world, f"prompt-{number}")
        outcomes = race(
            rivals,
            yes(world, case, f"prompt-{number}-yes"),
            yes(world, case, f"prompt-{number}-no", verdict="no", actor="cli", on_behalf=True),
        )
        assert sorted(x["done"] for x in outcomes) == [False, True], (number, outcomes)
        (why,) = (x["why"] for x in outcomes if not x["done"])
        assert "already settled by" in why or "is declined; nothing was changed" in why
        assert verify(world, case.ref).intact


def test_one_command_from_two_processes_is_carried_out_once(
    world: World, rivals: tuple[Rival, Rival]
) -> None:
    for number in range(ROUNDS):
        command = request(f"key-{number}", slug="linwood", **COMPLETE)
        outcomes = race(rivals, command, command)
        assert [x["done"] for x in outcomes] == [True, True]
        assert sorted(x["again"] for x in outcomes) == [False, True], (number, outcomes)
    with world.database.read() as connection:
        refs = connection.execute(text("SELECT id FROM case_record WHERE alliance = 'linwood'"))
        assert sorted(refs.scalars()) == [f"LW-{n:04d}" for n in range(1, ROUNDS + 1)]


def test_one_key_with_two_contents_is_carried_out_once_and_parked_once(
    world: World, rivals: tuple[Rival, Rival]
) -> None:
    for number in range(ROUNDS):
        outcomes = race(
            rivals,
            request(f"twice-{number}", slug="connected-partnership", need="One"),
            request(f"twice-{number}", slug="connected-partnership", need="Other"),
        )
        assert sorted(x["done"] for x in outcomes) == [False, True], (number, outcomes)
    with world.database.read() as connection:
        assert connection.execute(text(_REUSED_KEYS)).scalar() == ROUNDS
