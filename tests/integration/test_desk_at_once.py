"""Many commands at the same moment, from many threads, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from core.commands import (
    AnswerPrompt,
    Command,
    NoteMail,
)
from core.desk import Handled
from core.errors import Refusal
from core.model import Case, Channel, Prompt
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.deciding import COMPLETE
from tests.support.desks import (
    handle_patiently,
    opened,
    verify,
    walked,
    yes,
)
from tests.support.worlds import (
    SLUGS,
    World,
    make_world,
    person_id,
    processes,
    request,
    sle_id,
)


@pytest.fixture
def world(database: Database) -> World:
    return make_world(database)


# --- many at once --------------------------------------------------------------------------------


def test_two_hundred_commands_at_once_on_one_case_lose_nothing(world: World) -> None:
    case = opened(world)
    notes: list[Command] = [
        NoteMail(
            key=f"note-{n}", actor=person_id("Harriet Oakley"), channel=Channel.EMAIL,
            case=case.ref, what="remark", text=f"Remark {n}",
        )
        for n in range(200)
    ]  # fmt: skip
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda x: handle_patiently(world.desk, x), notes))
    assert all(isinstance(x, Handled) for x in outcomes)
    found = verify(world, case.ref)
    assert found.intact
    with world.database.read() as connection:
        noted = connection.execute(
            text("SELECT count(*) FROM audit_event WHERE name = 'mail_noted'")
        ).scalar()
    assert noted == 200


def test_the_same_command_from_eight_threads_is_carried_out_once(world: World) -> None:
    command = request("open", **COMPLETE)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: handle_patiently(world.desk, command), range(32)))
    handled = [x for x in outcomes if isinstance(x, Handled)]
    assert len(handled) == 32
    assert sum(not x.again for x in handled) == 1
    assert {x.case for x in handled} == {"ES-0001"}


def test_one_question_answered_by_many_at_once_is_settled_once(world: World) -> None:
    case = opened(world)
    answers = [yes(world, case, f"k{n}", verdict="yes" if n % 2 else "no") for n in range(8)]
    gate = threading.Barrier(8)

    def at_once(command: AnswerPrompt) -> Handled | Refusal:
        gate.wait()
        return handle_patiently(world.desk, command)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(at_once, answers))
    assert sum(isinstance(x, Handled) for x in outcomes) == 1
    assert verify(world, case.ref).intact


def test_references_count_up_without_gaps_or_doubles(world: World) -> None:
    asked = [
        request(f"k{n}", slug=SLUGS[n % 3], need="" if n % 2 else "Phonics") for n in range(60)
    ]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda x: handle_patiently(world.desk, x), asked))
    refs = sorted(x.case or "" for x in outcomes if isinstance(x, Handled))
    expected = [f"{prefix}-{n:04d}" for prefix in ("CP", "ES", "LW") for n in range(1, 21)]
    assert refs == expected


def test_an_sles_days_are_promised_once_however_many_ask_at_once(world: World) -> None:
    """Four requests of three days each for somebody with ten: three fit, and no more."""
    waiting = [walked(world, f"case{n}", "shortlist") for n in range(4)]
    process = processes()["east-sussex"].process
    gate = threading.Barrier(4)

    def choose(found: tuple[Case, Prompt]) -> Handled | Refusal:
        case, prompt = found
        command = answer_to(case, prompt, process, f"choose-{case.ref}", sle=sle_id("Sana Leigh"))
        gate.wait()
        return handle_patiently(world.desk, command)

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(choose, waiting))
    assert sum(isinstance(x, Handled) for x in outcomes) == 3
    (refusal,) = (x for x in outcomes if isinstance(x, Refusal))
    assert "1 of 10 days left" in refusal.reason
