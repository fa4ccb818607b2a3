"""The working copy on which one command is decided.

Whatever a decision changes goes through `Draft.record`, which names the event and keeps the rows it
wrote. So folding the events of a case yields its rows, by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from core.commands import Command
from core.model import KIND_OF, Case, CaseRecord, Channel, Entity
from core.parties import Facts, Person
from core.process import Process

_ALSO_BY_MAIL = frozenset({"nudge"})
_ANSWERS = frozenset({"acknowledgement", "status", "unclear_answer"})
"""What answers somebody at once, so on the way that they came."""

_KIND_OF_LETTER = {
    "d": "deployment",
    "f": "form",
    "i": "invoice",
    "p": "prompt",
    "v": "visit",
    "y": "payment",
}


@dataclass(frozen=True, slots=True)
class Write:
    """One row written: all its fields when it is new, else those that changed."""

    kind: str
    id: str
    fields: Mapping[str, Any]
    new: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in the past tense, with the rows that it wrote."""

    name: str
    writes: tuple[Write, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told to somebody, before it is rendered.

    `recipient` is a person's id, or an address for somebody whom the directory does not know.
    """

    kind: str
    recipient: str
    dedup: str
    case: str
    channel: Channel = Channel.EMAIL
    prompt: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command comes to: the case after it, what happened, and who is told."""

    case: Case
    events: tuple[Event, ...]
    notices: tuple[Notice, ...]
    result: Mapping[str, Any]
    untold: tuple[Notice, ...] = ()
    """What the coordinator should be told, where nobody coordinates or directs the alliance."""


class Draft:
    """A case on its way through one command."""

    def __init__(
        self, case: Case | None, command: Command, process: Process, facts: Facts, now: datetime
    ) -> None:
        """Begin with the case as it stands (None: the command opens it)."""
        self._case = case
        self.command = command
        self.process = process
        self.facts = facts
        self.now = now
        self.events: list[Event] = []
        self.notices: list[Notice] = []
        self.untold: list[Notice] = []
        self.result: dict[str, Any] = {}
        self.opening = case is None
        self._opened: CaseRecord | None = None

    @property
    def case(self) -> Case:
        """The case as it stands now."""
        if self._case is None:
            message = "the case has not been opened yet"
            raise RuntimeError(message)
        return self._case

    def open(self, record: CaseRecord) -> None:
        """Start the case; the event that says so is `record`ed with the rows it begins with."""
        self._case = Case(record)
        self._opened = record

    def record(self, name: str, *entities: Entity) -> None:
        """Say what happened and write its rows; rows that do not change are left out."""
        case = self.case
        writes = []
        if self._opened is not None:
            writes.append(_write(None, self._opened))
            self._opened = None
        for entity in entities:
            before = case.entity(KIND_OF[type(entity)], entity.id)
            if before != entity:
                writes.append(_write(before, entity))
                case = case.with_entity(entity)
        self._case = case
        self.events.append(Event(name, tuple(writes)))

    def change_case(self, name: str, **changes: Any) -> None:
        """Say what happened to the case as a whole."""
        self.record(name, self.case.record.with_(**changes))

    def next_id(self, letter: str) -> str:
        """Return a new row's id within the case: `ES-0012.p3`, counted, never reused.

        The count is the rows the case has of that kind, none of which is ever removed.
        """
        rows = getattr(self.case, _KIND_OF_LETTER[letter])
        return f"{self.case.ref}.{letter}{len(rows) + 1}"

    def tell(
        self,
        person: Person | str | None,
        kind: str,
        dedup: str,
        *,
        prompt: str | None = None,
        **facts: Any,
    ) -> None:
        """Add a notice to a person or an address; nobody to tell: nothing is added.

        Who is in Slack is told there, and reminded by mail too; a mail is answered by mail.
        """
        recipient = person.id if isinstance(person, Person) else person
        if not recipient:
            return
        ref, mail = self.case.ref, Channel.EMAIL
        if not self._in_slack(recipient) or self._answers_mail(recipient, kind):
            self.notices.append(Notice(kind, recipient, dedup, ref, mail, prompt, facts))
            return
        self.notices.append(Notice(kind, recipient, dedup, ref, Channel.SLACK, prompt, facts))
        if kind in _ALSO_BY_MAIL and self.facts.people[recipient].email:
            self.notices.append(Notice(kind, recipient, f"{dedup}:mail", ref, mail, prompt, facts))

    def show(self, kind: str, recipient: str, dedup: str, prompt: str | None = None) -> None:
        """Have what Slack shows of the case put right: the alliance's card, a person's question."""
        if self.facts.slack:
            self.notices.append(
                Notice(kind, recipient, dedup, self.case.ref, Channel.SLACK, prompt)
            )

    def _in_slack(self, recipient: str) -> bool:
        known = self.facts.people.get(recipient)
        return self.facts.slack and known is not None and bool(known.slack_user_id)

    def _answers_mail(self, recipient: str, kind: str) -> bool:
        wrote = self.command.channel is Channel.EMAIL and self.command.actor == recipient
        return wrote and kind in _ANSWERS

    def tell_coordinator(
        self,
        what: str,
        dedup: str,
        *,
        kind: str = "news",
        prompt: str | None = None,
        **facts: Any,
    ) -> None:
        """Tell whoever acts for the alliance; where nobody does, it is kept until somebody will."""
        facts["what"] = what
        notice = Notice(kind, "", dedup, self.case.ref, prompt=prompt, facts=facts)
        coordinator = self.facts.coordinator
        if coordinator is None:
            self.untold.append(notice)
        else:
            channel = Channel.SLACK if self._in_slack(coordinator.id) else Channel.EMAIL
            self.notices.append(replace(notice, recipient=coordinator.id, channel=channel))

    def decision(self) -> Decision:
        """Close the draft."""
        told, untold = tuple(self.notices), tuple(self.untold)
        return Decision(self.case, tuple(self.events), told, self.result, untold)


def _write(before: Entity | None, after: Entity) -> Write:
    names = [f.name for f in fields(after)]
    if before is None:
        values = {name: getattr(after, name) for name in names}
    else:
        values = {
            name: getattr(after, name)
            for name in names
            if getattr(after, name) != getattr(before, name)
        }
    return Write(KIND_OF[type(after)], after.id, values, new=before is None)
