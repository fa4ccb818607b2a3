"""The mail of a case, both ways, as one list."""

from collections.abc import Iterable
from typing import Any

from core.names import Names
from core.ports import MailSeen
from core.views import moments


def mail_rows(mails: Iterable[MailSeen], names: Names) -> list[dict[str, Any]]:
    """Return mail in the order of time: `direction`, `at`, `who`, `kind`, `state`, `subject`."""
    return [
        {
            "id": x.id,
            "direction": "in" if x.incoming else "out",
            "at": moments.iso(x.at),
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
