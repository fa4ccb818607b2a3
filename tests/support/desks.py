"""A desk in use: hand commands in, look at what is stored, prove the chain."""

from typing import Any

from sqlalchemy import text

from core import audit
from core.commands import AnswerPrompt, Command
from core.desk import Desk, Handled
from core.errors import DatabaseBusy, Refusal
from core.model import Case, Prompt
from core.store import cases, chain
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.deciding import COMPLETE
from tests.support.worlds import World, processes, request, sle_id

TABLES = (
    "case_record form deployment prompt visit invoice payment command_log audit_event "
    "audit_content outbox series parked process_version".split()
)


class UnpluggedError(RuntimeError):
    """The machine stops in the middle of something."""


def snapshot(database: Database, *, without: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Return everything that is stored, the directory apart."""
    with database.read() as connection:
        return {
            name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
            for name in TABLES
            if name not in without
        }


def load(world: World, ref: str) -> Case:
    """Return a case as it is stored."""
    with world.database.read() as connection:
        found = cases.load(connection, ref)
    assert found is not None
    return found


def done(world: World, command: Command) -> Handled:
    """Hand in a command that has to be carried out."""
    outcome = world.desk.handle(command)
    assert isinstance(outcome, Handled), outcome
    return outcome


def opened(world: World, key: str = "open", **values: Any) -> Case:
    """Open a complete request."""
    outcome = done(world, request(key, **{**COMPLETE, **values}))
    return load(world, outcome.case or "")


def yes(world: World, case: Case, key: str, **given: Any) -> AnswerPrompt:
    """Return a favourable answer to the one question that waits."""
    (prompt,) = case.open_prompts()
    with world.database.read() as connection:
        process = world.desk.library.pinned_process(connection, case.record.process)
    return answer_to(case, prompt, process, key, **given)


def walked(world: World, key: str, kind: str) -> tuple[Case, Prompt]:
    """Open a case in East Sussex and answer everything until a kind of question is put."""
    case = opened(world, f"{key}-open")
    process = processes()["east-sussex"].process
    for number in range(30):
        found = [x for x in case.open_prompts() if x.kind == kind]
        if found:
            return case, found[0]
        prompt = case.open_prompts()[0]
        given = {"sle": sle_id("Sana Leigh")} if prompt.kind == "shortlist" else {}
        done(world, answer_to(case, prompt, process, f"{key}-{number}", **given))
        case = load(world, case.ref)
    raise AssertionError(f"{kind} was never asked")


def verify(world: World, ref: str) -> audit.Verdict:
    """Return what verifying a case's chain against its rows finds."""
    with world.database.read() as connection:
        head, _ = chain.end_of(connection, ref)
        return audit.verify(chain.links(connection, ref), head, cases.load(connection, ref))


def handle_patiently(desk: Desk, command: Command) -> Handled | Refusal:
    """Send a command again when the database was busy, as every edge does."""
    for _ in range(50):
        try:
            return desk.handle(command)
        except DatabaseBusy:
            continue
    raise AssertionError("the database was never free")
