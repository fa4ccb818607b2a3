"""Everything that can be asked of the desk, in the imperative.

A command is plain and complete: it carries its idempotency key, who asks and through which
channel. The same key with the same content is the same command; the same key with other content
is somebody's mistake or mischief and is parked (`core.desk`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, get_type_hints

from core import codec
from core.model import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What every command says: its key, who asks, and how it reached us."""

    key: str
    actor: str
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest(Command):
    """A headteacher (or somebody for one or more schools) asks for support."""

    alliance: str
    requester: str | None
    requester_address: str
    requester_name: str
    subject: str
    schools: tuple[str, ...]
    request: Mapping[str, Any]
    author_proven: bool
    author_why: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCommand(Command):
    """A command about one running case."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPrompt(CaseCommand):
    """A party answers an open question."""

    prompt: str
    verdict: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    half_days: int | None = None
    text: str = ""
    on_behalf: bool = False
    """Whether somebody answers for the party: a coordinator who heard it by phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMade:
    """One visit as somebody reports it."""

    school: str
    on: date
    half_days: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVisits(CaseCommand):
    """An SLE reports days worked."""

    deployment: str
    visits: tuple[VisitMade, ...]
    override: str = ""
    """Why a visit before the first day counts all the same: the agreement was signed on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInvoice(CaseCommand):
    """Somebody raised an invoice or awarded a grant for one money line of a deployment."""

    deployment: str
    line: str
    school: str | None
    number: str
    pence: int
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment(CaseCommand):
    """Money was paid, or confirmed as received, against an invoice."""

    invoice: str
    pence: int
    paid_on: date
    source: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge(CaseCommand):
    """Time has come to chase a prompt: one rung of its ladder."""

    prompt: str
    round: int
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readdress(CaseCommand):
    """The directory changed: put an open question to whoever holds the post now."""

    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain(CaseCommand):
    """A coordinator has a question that was declined put once more, or goes back to a step."""

    prompt: str
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(CaseCommand):
    """The request is no longer wanted."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMail(CaseCommand):
    """A mail that belongs to the case and decides nothing: a question, a remark, a bounce."""

    what: str
    text: str
    reply_to: str = ""
    person: str | None = None
    prompt: str | None = None
    """The question that the mail is about."""
    proven: bool = False
    """Whether it is proven who wrote it."""
    from_party: bool = False
    """Whether the writer is who was asked that question, as far as their address says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAtLast(CaseCommand):
    """Whoever acts for the alliance now is told what happened while nobody did."""

    kind: str
    dedup: str
    prompt: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def canonical(command: Command) -> str:
    """Return a command's content as canonical JSON: equal commands, equal text."""
    body = {"command": type(command).__name__, **asdict(command)}
    return json.dumps(body, sort_keys=True, default=_plain, ensure_ascii=False)


def digest(command: Command) -> str:
    """Return the SHA-256 of a command's content, in hexadecimal."""
    return hashlib.sha256(canonical(command).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    message = f"a command cannot carry {type(value).__name__}"
    raise TypeError(message)


def from_canonical(text: str) -> Command:
    """Turn canonical JSON back into its command; raises KeyError for one that is not known."""
    body = json.loads(text)
    kind = _KINDS[body.pop("command")]
    hints = get_type_hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in body.items()})


def _typed(hint: Any, value: Any) -> Any:
    if hint == tuple[VisitMade, ...]:
        inner = get_type_hints(VisitMade)
        return tuple(
            VisitMade(**{name: _typed(inner[name], x) for name, x in visit.items()})
            for visit in value
        )
    return codec.decoder(hint)(value)


_KINDS: Mapping[str, type[Command]] = {
    kind.__name__: kind
    for kind in (
        OpenRequest,
        AnswerPrompt,
        LogVisits,
        RecordInvoice,
        RecordPayment,
        Nudge,
        Readdress,
        AskAgain,
        Withdraw,
        NoteMail,
        TellAtLast,
    )
}
