"""Long trials, by `make trials` only. Each prints its seed; BROKER_TRIAL_SEED=… repeats one.

BROKER_TRIAL_SHARE=0.01 tries a hundredth of it.
"""

import multiprocessing
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import text
from sqlmodel import SQLModel

from core.clock import FixedClock
from core.commands import Command, LogVisits, NoteMail, VisitMade
from core.desk import Handled
from core.errors import Refusal
from core.model import Case, Channel, Prompt
from core.prompts import KINDS, Answers
from core.store.engine import Database
from tests.integration.test_desk_machine import DeskMachine
from tests.support.answers import answer_to
from tests.support.deciding import COMPLETE
from tests.support.desks import load, verify
from tests.support.worlds import MONDAY, SLES, SLUGS, World, make_world, open_desk, request, sle_id

pytestmark = [pytest.mark.crash, pytest.mark.timeout(0)]

COMMANDS, KILLS, STEPS = 9_000, 50, 100_000
_CONTEXT = multiprocessing.get_context("forkserver")


def share(whole: int) -> int:
    """Return how many of these to try."""
    return max(1, round(whole * float(os.environ.get("BROKER_TRIAL_SHARE", "1"))))


@pytest.fixture
def luck() -> random.Random:
    """Chance, of which the seed is printed."""
    chosen = int(os.environ.get("BROKER_TRIAL_SEED") or random.SystemRandom().randrange(2**32))
    print(f"\nBROKER_TRIAL_SEED={chosen}")
    return random.Random(chosen)


# --- commands and deaths -------------------------------------------------------------------------


class Mortal:
    """A process that carries out commands until it is killed; the next one takes its place."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._life: BaseProcess | None = None
        self._line: Connection | None = None
        self._changing = threading.Lock()
        self.deaths = 0

    def begin(self) -> None:
        """Start a process."""
        self._line, theirs = _CONTEXT.Pipe()
        self._life = _CONTEXT.Process(target=carry_out, args=(self._url, theirs), daemon=True)
        self._life.start()
        theirs.close()

    def kill(self) -> None:
        """End the process without a word (SIGKILL)."""
        with self._changing:
            assert self._life is not None
            self._life.kill()

    def end(self) -> None:
        """Kill the process and clear up after it."""
        self.kill()
        self._bury()

    def handle(self, command: Command, *, die_after: float | None) -> Handled | Refusal:
        """Have a command carried out, sending it again to the next process if one dies over it."""
        while True:
            assert self._line is not None
            try:
                self._line.send(command)
                if die_after is not None:
                    threading.Timer(die_after, self.kill).start()
                outcome = self._line.recv()
            except (EOFError, BrokenPipeError, ConnectionResetError):
                with self._changing:
                    self._bury()
                    self.begin()
                self.deaths += 1
                die_after = None
                continue
            assert isinstance(outcome, Handled | Refusal), outcome
            return outcome

    def _bury(self) -> None:
        assert self._life is not None
        assert self._line is not None
        self._life.join()
        self._life.close()
        self._line.close()


def carry_out(url: str, line: Connection) -> None:
    """Carry out whatever comes in, until killed."""
    database = Database(url)
    clock = FixedClock(MONDAY)
    desk = open_desk(database, clock)
    while True:
        line.send(desk.handle(line.recv()))


@contextmanager
def mortal(url: str) -> Iterator[Mortal]:
    """Keep a process alive, apart from its deaths."""
    _CONTEXT.set_forkserver_preload([__name__])
    found = Mortal(url)
    found.begin()
    try:
        yield found
    finally:
        found.end()


class Playwright:
    """Thinks up what is asked next, from the cases as they are stored."""

    def __init__(self, world: World, luck: random.Random) -> None:
        self._world = world
        self._luck = luck
        self._open: list[str] = []

    def next(self, key: str) -> Command:
        """Return a command: a new request, an answer to some question, visits, or a mail."""
        case = self._some_case()
        if case is None or self._luck.random() < 0.15:
            slug = self._luck.choice(SLUGS)
            return request(key, slug=slug, **{**COMPLETE, "half_days": self._luck.randrange(1, 4)})
        if self._luck.random() < 0.15:
            return NoteMail(
                key=key,
                actor="somebody@elsewhere.example",
                channel=Channel.EMAIL,
                case=case.ref,
                what="remark",
                text=f"Remark {key}",
            )
        return self._answer(case, self._luck.choice(case.open_prompts()), key)

    def happened(self, outcome: Handled | Refusal) -> None:
        """Take note of a new case."""
        if isinstance(outcome, Handled) and outcome.case and outcome.case not in self._open:
            self._open.append(outcome.case)

    def _some_case(self) -> Case | None:
        """Return one of the cases that wait for somebody, and forget those that do not."""
        while self._open:
            ref = self._luck.choice(self._open)
            case = load(self._world, ref)
            if case.open_prompts():
                return case
            self._open.remove(ref)
        return None

    def _answer(self, case: Case, prompt: Prompt, key: str) -> Command:
        with self._world.database.read() as connection:
            process = self._world.desk.library.pinned_process(connection, case.record.process)
        answers = KINDS[prompt.kind].answers
        given: dict[str, Any] = {}
        if answers is Answers.CHOICE:
            values = {"sle": sle_id(self._luck.choice(SLES)[0]), "override": "For the trial."}
            given = {"values": values}
        elif answers is Answers.PAYMENT:
            given = {"values": {}}
        elif answers is Answers.VISITS and self._luck.random() < 0.8:
            return self._visit(case, prompt, key)
        if answers is Answers.YES_NO and self._luck.random() < 0.1:
            given = {"verdict": "no"}
        return answer_to(case, prompt, process, key, **given)

    def _visit(self, case: Case, prompt: Prompt, key: str) -> Command:
        deployment = case.find_deployment(prompt.about)
        assert deployment is not None
        on = MONDAY.date() - timedelta(days=self._luck.randrange(30))
        made = VisitMade(school=deployment.schools[0], on=on, half_days=self._luck.choice((1, 2)))
        return LogVisits(
            key=key,
            actor=prompt.person or "",
            channel=Channel.SLACK,
            case=case.ref,
            deployment=deployment.id,
            visits=(made,),
            override="Agreed by telephone before.",
        )


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A furnished SQLite database."""
    database = Database(f"sqlite:///{tmp_path / 'trial.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    yield make_world(database)
    database.close()


def test_nine_thousand_commands_and_fifty_deaths_lose_and_double_nothing(
    world: World, luck: random.Random
) -> None:
    commands, kills = share(COMMANDS), share(KILLS)
    doomed = set(luck.sample(range(commands), kills))
    play = Playwright(world, luck)
    done: set[str] = set()
    refused = 0
    began = time.monotonic()
    with mortal(world.database.url) as process:
        for number in range(commands):
            command = play.next(f"k{number}")
            die_after = luck.uniform(0, 0.015) if number in doomed else None
            outcome = process.handle(command, die_after=die_after)
            play.happened(outcome)
            if isinstance(outcome, Handled):
                done.add(command.key)
            else:
                refused += 1
    took = time.monotonic() - began
    print(f"{commands} commands in {took:.0f} s, {process.deaths} deaths, {refused} refused")
    assert process.deaths > kills // 2
    assert_nothing_lost_or_doubled(world, done)


def assert_nothing_lost_or_doubled(world: World, done: set[str]) -> None:
    """Compare what was said to be done with what is stored."""
    with world.database.read() as connection:
        logged = connection.execute(text("SELECT key FROM command_log")).scalars().all()
        keys = connection.execute(text("SELECT DISTINCT command_key FROM audit_event")).scalars()
        refs = connection.execute(text("SELECT id FROM case_record ORDER BY id")).scalars().all()
        remarks = connection.execute(
            text("SELECT command_key FROM audit_event WHERE name = 'mail_noted'")
        ).scalars()
        sound = connection.execute(text("PRAGMA integrity_check")).scalar()
        assert set(logged) == done, "what was acknowledged is stored, and nothing else"
        assert set(keys) == done
        assert max(Counter(remarks).values()) == 1
    assert sound == "ok"
    by_prefix = Counter(ref.partition("-")[0] for ref in refs)
    assert refs == [f"{p}-{n:04d}" for p in sorted(by_prefix) for n in range(1, by_prefix[p] + 1)]
    for ref in refs:
        assert verify(world, ref).intact, ref


# --- the state machine ---------------------------------------------------------------------------


class LongMachine(DeskMachine):
    """The machine of the everyday tests, which counts its steps."""

    steps = 0

    @invariant()
    def count_step(self) -> None:
        """One more."""
        LongMachine.steps += 1


def test_a_hundred_thousand_steps_of_the_machine(luck: random.Random) -> None:
    examples = max(1, share(STEPS) // 100)
    machine = seed(luck.randrange(2**32))(LongMachine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=100,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{LongMachine.steps} steps")
