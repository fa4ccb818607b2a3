"""The one door: Slack, mail, scheduler and command line all hand their commands in here.

`handle` is exactly one transaction. Inside it everything that the command names is locked in one
fixed order, the facts are read, the pure `decide` is asked, and rows, audit and outbox are written
together; nothing is sent from here (`docs/decisions/0001`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from core import commands, outbox, ports
from core.clock import Clock
from core.commands import CaseCommand, Command, OpenRequest, TellAtLast
from core.decide.dispatch import decide
from core.decide.draft import Decision, Notice
from core.errors import Refusal
from core.library import Library
from core.model import Case, Channel, PromptState
from core.parties import Alliance
from core.process import Process
from core.store import automatic, cases, chain, facts, parking, promises, series, tables
from core.store.cases import table_of
from core.store.engine import Database

_COMMAND = table_of(tables.CommandRow)
_BY_KEY = select(_COMMAND).where(_COMMAND.c.key == bindparam("wanted"))
_ADD_COMMAND = insert(_COMMAND)
_ADD_NOTICE = insert(table_of(tables.OutboxRow))


@dataclass(frozen=True, slots=True)
class Handled:
    """A command that was carried out (or had been before: `again`)."""

    case: str | None
    result: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False


Outcome = Handled | Refusal


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a command is decided on."""

    case: Case | None
    alliance: Alliance
    process: Process
    process_hash: str
    next_ref: int


class Desk:
    """Carries out commands."""

    def __init__(
        self, database: Database, clock: Clock, library: Library, *, slack: bool = False
    ) -> None:
        """Work on `database`, by `clock`, with the processes and alliances of `library`.

        `slack`: whoever has an account there is reached there.
        """
        self.database = database
        self.clock = clock
        self.library = library
        self._slack = slack

    def handle(self, command: Command) -> Outcome:
        """Carry out one command in one transaction, or refuse it and change nothing.

        The same command again gives what it gave the first time. Raises DatabaseBusy when the
        database is locked or out of reach: nothing has changed, and the command can be sent again.
        """
        with self.database.write() as connection:
            return self.handle_in(connection, command)

    def handle_in(self, connection: Connection, command: Command) -> Outcome:
        """Carry out a command within a transaction that the caller owns."""
        self.database.lock(connection, _first_locks(command))
        before = connection.execute(_BY_KEY, {"wanted": command.key}).one_or_none()
        digest = commands.digest(command)
        if before is not None:
            if before.digest == digest:
                return Handled(before.case, before.result, again=True)
            return self._park_reused_key(connection, command)
        subject = self._subject(connection, command)
        if subject is None:
            return Refusal("There is no such case.", "Check the reference.")
        wanted = facts.wanted_by(command, subject.case)
        self.database.lock(connection, promises.locks(connection, wanted.sles))
        known = facts.gather(
            connection,
            subject.alliance,
            wanted,
            process_hash=subject.process_hash,
            next_ref=subject.next_ref,
            slack=self._slack,
        )
        decision = decide(subject.case, command, subject.process, known, self.clock.now())
        if isinstance(decision, Refusal):
            return decision
        self._write(connection, command, digest, subject, decision)
        return Handled(decision.case.ref, decision.result)

    def _subject(self, connection: Connection, command: Command) -> _Subject | None:
        if isinstance(command, OpenRequest):
            alliance = self.library.alliance(command.alliance)
            loaded = self.library.current(alliance)
            self.library.pin(connection, loaded, self.clock.now())
            number = series.peek(connection, f"case:{alliance.slug}")
            return _Subject(None, alliance, loaded.process, loaded.hash, number)
        if not isinstance(command, CaseCommand):
            message = f"{type(command).__name__} names no case"
            raise TypeError(message)
        case = cases.load(connection, command.case)
        if case is None:
            return None
        process = self.library.pinned_process(connection, case.record.process)
        alliance = self.library.alliance(case.record.alliance)
        return _Subject(case, alliance, process, case.record.process, 0)

    def _write(
        self,
        connection: Connection,
        command: Command,
        digest: str,
        subject: _Subject,
        decision: Decision,
    ) -> None:
        now = self.clock.now()
        ref = decision.case.ref
        if subject.case is None:
            series.take(connection, f"case:{subject.alliance.slug}", subject.next_ref)
        end = chain.BEGINNING if subject.case is None else chain.end_of(connection, ref)
        head, length = chain.append(
            connection, ref, end, decision.events, command, subject.process_hash, now
        )
        cases.save(connection, decision.events, head, length)
        if subject.case is not None:
            cases.set_head(connection, ref, head, length)
        settled = _settled_prompts(decision)
        if settled:
            parking.answered(connection, settled, command.actor, now)
        for notice in decision.untold:
            parking.park(connection, _untold(notice, subject.alliance), now)
        rows = [outbox.fresh_row(x, subject.alliance.slug, now) for x in decision.notices]
        if rows:
            connection.execute(_ADD_NOTICE, automatic.restrained(connection, command, rows, now))
        connection.execute(
            _ADD_COMMAND,
            {
                "key": command.key,
                "digest": digest,
                "command": type(command).__name__,
                "at": now,
                "case": ref,
                "result": dict(decision.result),
            },
        )

    def _park_reused_key(self, connection: Connection, command: Command) -> Refusal:
        case = command.case if isinstance(command, CaseCommand) else None
        parking.park(
            connection,
            ports.Parked(
                dedup=parking.key_of(command),
                why="The same message came twice with different content.",
                hint="Compare the two; if the second is meant, enter it by hand.",
                case=case,
                proposal={"command": commands.canonical(command)},
            ),
            self.clock.now(),
        )
        return Refusal(
            "This was sent before with other content; nothing was changed.",
            "The second waits for a coordinator: parked list.",
        )


def _untold(notice: Notice, alliance: Alliance) -> ports.Parked:
    """Return what is parked where nobody acts for an alliance: its news, to be told later."""
    told_later = TellAtLast(
        key=f"told:{notice.dedup}",
        actor=str(Channel.SYSTEM),
        channel=Channel.SYSTEM,
        case=notice.case,
        kind=notice.kind,
        dedup=notice.dedup,
        prompt=notice.prompt,
        facts=notice.facts,
    )
    what = str(notice.facts.get("what", notice.kind)).replace("_", " ")
    return ports.Parked(
        dedup=f"untold:{notice.dedup}",
        why=f"{alliance.name} has no coordinator or director to be told of this: {what}.",
        hint="Import a contact who is one, then release this: it is told to them.",
        alliance=alliance.slug,
        case=notice.case,
        prompt=notice.prompt,
        proposal={"command": commands.canonical(told_later)},
    )


def _settled_prompts(decision: Decision) -> list[str]:
    """Return the questions that a decision has found an answer to."""
    over = (PromptState.ANSWERED, PromptState.DECLINED)
    writes = (x for event in decision.events for x in event.writes)
    return [x.id for x in writes if x.kind == "prompt" and x.fields.get("state") in over]


def _first_locks(command: Command) -> list[str]:
    names = [f"key:{command.key}"]
    if isinstance(command, CaseCommand):
        names.append(f"case:{command.case}")
    if isinstance(command, OpenRequest):
        names.append(f"series:case:{command.alliance}")
    return names
