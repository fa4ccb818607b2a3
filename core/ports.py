"""Plain values that pass between the core and its edges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Parked:
    """Something that a person has to look at, before it is stored."""

    dedup: str
    why: str
    hint: str = ""
    raw: int | None = None
    alliance: str | None = None
    case: str | None = None
    prompt: str | None = None
    proposal: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSeen:
    """One mail or notice of a case: inbound as it was read, outbound as it stands in the outbox."""

    id: int
    incoming: bool
    at: datetime
    kind: str
    party: str
    """The writer's or the recipient's person id, or else an address."""
    state: str
    subject: str = ""
    prompt: str | None = None
    author_proven: bool | None = None
    why: str = ""
