"""Whatever order commands come in, what the desk promises holds (a Hypothesis state machine)."""

import itertools
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from sqlalchemy import select, text
from sqlmodel import SQLModel

from core import audit, outbox
from core.clock import FixedClock
from core.commands import Command, LogVisits, RecordPayment, VisitMade, Withdraw
from core.desk import Handled
from core.errors import RemoteUnavailable
from core.model import Case, Channel, Prompt
from core.process import Process
from core.store import cases, chain, tables
from core.store.cases import table_of
from core.store.engine import Database
from scheduler import jobs
from scheduler.relay import Relay
from tests.support.answers import answer_to
from tests.support.worlds import (
    MONDAY,
    POSTS,
    SLES,
    SLUGS,
    World,
    make_world,
    open_desk,
    request,
    sle_id,
)

_CASE = table_of(tables.CaseRow)
_WHO = [name for school, role, name in POSTS if role == "head"]


class FlakyOutlet:
    """Sends what it is given, unless it is told to fail; it counts every notice it sent."""

    def __init__(self) -> None:
        self.failing = False
        self.sent: list[str] = []

    def render(self, _connection: Any, waiting: outbox.Waiting) -> str:
        return waiting.dedup

    def send(self, rendered: str) -> None:
        if self.failing:
            raise RemoteUnavailable("the relay did not answer")
        self.sent.append(rendered)

    def rest(self) -> None:
        """Nothing is kept open."""


class DeskMachine(RuleBasedStateMachine):
    """Commands in any order, redelivered, changed, failed before their commit."""

    commands = Bundle("commands")
    template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="broker-machine-"))
        self.numbers = itertools.count(1)
        self.outlet = FlakyOutlet()

    @initialize()
    def begin(self) -> None:
        """Start from a copy of a furnished database."""
        path = self.folder / "broker.sqlite3"
        if DeskMachine.template is None:
            made = Path(tempfile.mkdtemp(prefix="broker-template-")) / "template.sqlite3"
            database = Database(f"sqlite:///{made}")
            SQLModel.metadata.create_all(database.engine)
            make_world(database)
            database.close()  # the last connection to go writes the journal back into the file
            DeskMachine.template = made
        shutil.copy(DeskMachine.template, path)
        self.database = Database(f"sqlite:///{path}")
        self.world: World = open_world(self.database)
        self.relay = Relay(self.database, self.world.clock, {Channel.EMAIL: self.outlet})

    def teardown(self) -> None:
        """Leave no file behind."""
        if hasattr(self, "database"):
            self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- rules ---

    @rule(target=commands, slug=st.sampled_from(SLUGS), who=st.sampled_from(_WHO))
    def submit(self, slug: str, who: str) -> Command:
        """A head asks for support."""
        return self._submit(slug, who)

    def _submit(self, slug: str, who: str) -> Command:
        command = request(self._key(), who, slug, half_days=6, teacher_standards=(3,))
        self._hand_in(command)
        return command

    @rule(target=commands, pick=st.integers(0, 50), refuse=st.integers(0, 9), sle=st.integers(0, 2))
    def answer(self, pick: int, refuse: int, sle: int) -> Command:
        """Somebody answers one of the questions that wait; now and then with a no."""
        found = self._open_prompts()
        if not found:
            return self._submit(SLUGS[0], _WHO[0])
        case, prompt = found[pick % len(found)]
        process = self._process(case)
        given: dict[str, Any] = {"sle": sle_id(SLES[sle][0])} if prompt.kind == "shortlist" else {}
        if refuse == 0:
            given["verdict"] = "no"
        command: Command = answer_to(case, prompt, process, self._key(), **given)
        if prompt.kind == "log_visits" and refuse > 0:
            command = self._visit(case, prompt)
        self._hand_in(command)
        return command

    @rule(command=commands)
    def redeliver(self, command: Command) -> None:
        """The same command comes again: it changes nothing."""
        before = self._snapshot()
        outcome = self.world.desk.handle(command)
        if isinstance(outcome, Handled) and outcome.again:
            assert self._snapshot() == before

    @rule(command=consumes(commands))
    def reuse_key(self, command: Command) -> None:
        """Other content under a key that was used: parked, and no case changes."""
        if not self._was_handled(command.key):
            return
        before = self._snapshot(parked=False)
        other = request(command.key, need="something else altogether")
        self.world.desk.handle(other)
        assert self._snapshot(parked=False) == before
        assert self._count("parked") > 0

    @rule(command=commands, pick=st.integers(0, 50))
    def fail_before_commit(self, command: Command, pick: int) -> None:
        """The process dies before the commit: as if nothing had been asked."""
        before = self._snapshot()
        found = self._open_prompts()
        if found:
            case, _ = found[pick % len(found)]
            command = Withdraw(
                key=self._key(), actor="cli", channel=Channel.SYSTEM, case=case.ref, reason="x"
            )
        with pytest.raises(KeyboardInterrupt):
            self._handle_and_die(command)
        assert self._snapshot() == before

    @rule(hours=st.integers(1, 24 * 30))
    def advance_clock(self, hours: int) -> None:
        """Time passes."""
        self.world.clock.advance(timedelta(hours=hours))

    @rule()
    def tick_twice(self) -> None:
        """Whoever is late is chased once: the second tick changes nothing."""
        now = self.world.clock.now()
        assert jobs.chase(self.world.desk, now).failed == 0
        before = self._snapshot()
        jobs.chase(self.world.desk, now)
        assert self._snapshot() == before

    @rule(failing=st.booleans())
    def relay_notices(self, failing: bool) -> None:
        """The relay sends what waits, or finds the other side down."""
        self.outlet.failing = failing
        self.relay.drain_once()

    @rule(pick=st.integers(0, 50))
    def pay(self, pick: int) -> None:
        """Money comes in on an invoice."""
        found = [(c, i) for c in self._cases() for i in c.invoice if c.paid(i.id) < i.pence]
        if found:
            case, invoice = found[pick % len(found)]
            self._hand_in(
                RecordPayment(
                    key=self._key(),
                    actor="cli",
                    channel=Channel.COMMAND_LINE,
                    case=case.ref,
                    invoice=invoice.id,
                    pence=invoice.pence - case.paid(invoice.id),
                    paid_on=self.world.clock.now().date(),
                    source="test",
                )
            )

    # --- what always holds ---

    @invariant()
    def chains_fold_to_their_rows(self) -> None:
        """Every chain is whole and folds to exactly the rows that are stored."""
        for case in self._cases():
            with self.database.read() as connection:
                links = chain.links(connection, case.ref)
                head, _ = chain.end_of(connection, case.ref)
            verdict = audit.verify(links, head, case)
            assert verdict.intact, (case.ref, verdict)

    @invariant()
    def closed_cases_wait_for_nothing(self) -> None:
        """A case that is over has no open question and is never chased."""
        for case in self._cases():
            if not case.is_open:
                assert not case.open_prompts()
                assert case.record.next_due_at is None

    @invariant()
    def open_cases_are_never_stuck(self) -> None:
        """A running case waits for somebody: an open question, or one that was declined."""
        for case in self._cases():
            if case.is_open:
                declined = any(x.state == "declined" for x in case.prompt)
                assert case.open_prompts() or declined, case.ref

    @invariant()
    def no_sle_is_promised_twice(self) -> None:
        """Nobody's half days are promised beyond what they have."""
        promised: dict[str, int] = {}
        for case in self._cases():
            for deployment in case.deployment:
                if deployment.sle and deployment.holds_days and deployment.state != "completed":
                    days = deployment.half_days or 0
                    promised[deployment.sle] = promised.get(deployment.sle, 0) + days
        limits = {sle_id(name): limit for name, _, _, limit in SLES if limit is not None}
        assert all(promised.get(x, 0) <= limits[x] for x in limits), promised

    @invariant()
    def notices_are_sent_once(self) -> None:
        """No notice goes out twice."""
        assert len(self.outlet.sent) == len(set(self.outlet.sent))

    # --- looking ---

    def _process(self, case: Case) -> Process:
        with self.database.read() as connection:
            return self.world.desk.library.pinned_process(connection, case.record.process)

    def _key(self) -> str:
        return f"k{next(self.numbers)}"

    def _handle_and_die(self, command: Command) -> None:
        with self.database.write() as connection:
            self.world.desk.handle_in(connection, command)
            raise KeyboardInterrupt

    def _hand_in(self, command: Command) -> None:
        before = self._snapshot()
        if not isinstance(self.world.desk.handle(command), Handled):
            assert self._snapshot() == before, "a refusal changed something"

    def _visit(self, case: Case, prompt: Prompt) -> Command:
        deployment = case.find_deployment(prompt.about)
        assert deployment is not None
        on = self.world.clock.now().date()
        return LogVisits(
            key=self._key(),
            actor=prompt.person or "",
            channel=Channel.EMAIL,
            case=case.ref,
            deployment=deployment.id,
            visits=(VisitMade(school=deployment.schools[0], on=on, half_days=2),),
        )

    def _cases(self) -> list[Case]:
        if not hasattr(self, "database"):
            return []
        with self.database.read() as connection:
            refs = [row.id for row in connection.execute(select(_CASE.c.id).order_by(_CASE.c.id))]
            return list(cases.load_many(connection, refs).values())

    def _open_prompts(self) -> list[tuple[Case, Prompt]]:
        return [(case, prompt) for case in self._cases() for prompt in case.open_prompts()]

    def _was_handled(self, key: str) -> bool:
        with self.database.read() as connection:
            query = text("SELECT count(*) FROM command_log WHERE key = :key")
            return bool(connection.execute(query, {"key": key}).scalar())

    def _count(self, table: str) -> int:
        with self.database.read() as connection:
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)  # noqa: S608

    def _snapshot(self, *, parked: bool = True) -> dict[str, list[Any]]:
        """Everything that a change would show in: each is recorded in the audit or the outbox."""
        names = ["case_record", "prompt", "command_log", "outbox", "series"]
        with self.database.read() as connection:
            events = connection.execute(text("SELECT count(*) FROM audit_event")).scalar()
            told = connection.execute(text("SELECT count(*) FROM parked")).scalar() if parked else 0
            rows = {
                name: list(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
                for name in names
            }
        return {**rows, "audit_event": [events], "parked": [told]}


def open_world(database: Database) -> World:
    """Open the desk on a furnished database."""
    clock = FixedClock(MONDAY)
    return World(database, clock, open_desk(database, clock))


TestDeskMachine = DeskMachine.TestCase
TestDeskMachine.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
