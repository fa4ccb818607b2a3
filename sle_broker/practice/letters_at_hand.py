"""Mails to send with one press: requests as schools write them, from the example data."""

import email
import email.policy
from collections.abc import Collection
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from core.parties import Alliance

_LONGEST_TITLE = 80


def letters_at_hand(
    folder: Path, alliances: Collection[Alliance], mail_domain: str
) -> list[dict[str, Any]]:
    """Return the example requests of each alliance, addressed to its own mailbox."""
    return [
        _letter(path, alliance, mail_domain)
        for alliance in alliances
        for path in sorted((folder / alliance.slug / "requests").glob("*.eml"))
    ]


def _letter(path: Path, alliance: Alliance, mail_domain: str) -> dict[str, Any]:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    mailbox = alliance.mailboxes[0]
    return {
        "alliance": alliance.slug,
        "title": str(message.get("Subject") or path.stem)[:_LONGEST_TITLE],
        "from": parseaddr(str(message.get("From") or ""))[1].lower(),
        "to": mailbox if "@" in mailbox else f"{mailbox}@{mail_domain}",
        "subject": str(message.get("Subject") or ""),
        "text": str(body.get_content()).replace("\r\n", "\n") if body is not None else "",
    }
