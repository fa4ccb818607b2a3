"""The mail of a case, both ways, as one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.parties import Alliance
from core.views import moments
from core.views.names import Names


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


def mail_rows(mails: Iterable[MailSeen], names: Names, alliance: Alliance) -> list[dict[str, Any]]:
    """Return mail in the order of time: `direction`, `at`, `who`, `kind`, `state`, `subject`."""
    return [
        {
            "id": x.id,
            "direction": "in" if x.incoming else "out",
            "at": moments.iso(alliance, x.at),
            "who": names.who(x.party),
            "kind": x.kind,
            "subject": x.subject,
            "state": x.state,
            "prompt": x.prompt,
            "author_proven": x.author_proven,
            "why": x.why,
        }
        for x in sorted(mails, key=lambda x: (x.at, not x.incoming, x.id))
    ]
