"""A mail read without knowing anybody: the row that ``ingest --parse-only`` prints."""

from __future__ import annotations

import re
from typing import Any

from intake import bounces
from intake.kinds import MailKind, classify, is_listed_by_name_alone
from intake.letter import Letter
from intake.parsing import parse
from intake.reply_text import split

_REPLY_SUBJECT = re.compile(
    r"^\s*(?:re|aw|sv|antw|odp|ynt|vá|ateb)\s?(?:\[\d+\])?\s?:", re.IGNORECASE
)
_MACHINES = {
    MailKind.AUTO_REPLY: "auto_reply",
    MailKind.BOUNCE: "bounce",
    MailKind.BULK: "bulk",
}


def machine_kind(kind: MailKind) -> str | None:
    """What a machine's mail is called where commands print it; None: a person wrote it."""
    return None if kind is MailKind.HUMAN else _MACHINES.get(kind, "other")


def parse_only_row(raw: bytes) -> dict[str, Any]:
    """``raw`` as a JSON object: addresses bare, the date ISO, sizes in bytes, absent values null.

    Without an envelope the Return-Path header stands in for it.
    """
    letter = parse(raw)
    path = letter.headers.first("return-path") if "return-path" in letter.headers else None
    kind = classify(letter, path, "")
    parts = split(letter.text)
    failed = bounces.read(letter, raw) if kind is MailKind.BOUNCE else ()
    return {
        "subject": letter.subject,
        "from": letter.sender.address if letter.sender else None,
        "to": [mailbox.address for mailbox in letter.to if mailbox.address],
        "message_id": letter.message_id or None,
        "date": letter.date.isoformat() if letter.date else None,
        "text": letter.text,
        "reply_text": parts.reply,
        "quoted_text": parts.quoted,
        "attachments": [
            {"name": part.name, "type": part.content_type, "size": part.size, "inline": part.inline}
            for part in letter.attachments
        ],
        "kind": machine_kind(kind) or _of_a_person(letter),
        "bounced": [
            {"address": item.address, "status": item.status, "hard": item.hard} for item in failed
        ],
    }


def _of_a_person(letter: Letter) -> str:
    if is_reply(letter):
        return "reply"
    # Who writes is not known here, and most of what has a List-Id is a newsletter.
    return "bulk" if is_listed_by_name_alone(letter) else "request"


def is_reply(letter: Letter) -> bool:
    """Whether the letter answers another mail, by its headers or its subject."""
    return bool(letter.in_reply_to or letter.references or _REPLY_SUBJECT.match(letter.subject))
