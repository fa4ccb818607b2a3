"""The practice world's mails, each in somebody's mailbox: kept as they came, in a SQLite file."""

import email
import email.policy
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

_SCHEMA = """
create table if not exists mail (
    id integer primary key, owner text not null, folder text not null, at text not null,
    message_id text not null, raw blob not null, unique (owner, folder, message_id));
create index if not exists mail_by_owner on mail (owner, id);
"""
IN, SENT = "in", "sent"
_MOST_SHOWN = 200
_UNNAMED = "attachment"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in somebody's mailbox."""

    id: int
    folder: str
    at: datetime
    message: EmailMessage

    def header(self, name: str) -> str:
        """Return a header as text; empty where there is none."""
        return str(self.message.get(name) or "")

    def text(self, kind: str = "plain") -> str:
        """Return the body as plain text, or with `html` as HTML; empty where there is none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""

    def attachment(self, number: int) -> tuple[str, bytes] | None:
        """Return an attachment's name and content by its place in the mail; None: there is none."""
        found = list(self.message.iter_attachments())
        if number >= len(found):
            return None
        content = found[number].get_payload(decode=True)
        name = found[number].get_filename() or _UNNAMED
        return name, content if isinstance(content, bytes) else found[number].as_bytes()

    def to_json(self) -> dict[str, Any]:
        """Return what the page shows of it."""
        return {
            "id": self.id,
            "folder": self.folder,
            "at": self.at.isoformat(),
            "from": self.header("From"),
            "to": self.header("To"),
            "subject": self.header("Subject"),
            "text": self.text(),
            "html": self.text("html"),
            "attachments": [
                {
                    "name": part.get_filename() or _UNNAMED,
                    "type": part.get_content_type(),
                    "size": len(part.get_payload(decode=True) or b""),
                }
                for part in self.message.iter_attachments()
            ],
            "message_id": self.header("Message-ID"),
            "in_reply_to": self.header("In-Reply-To"),
        }


class MailStore:
    """Everybody's mailboxes; used from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or begin one."""
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma journal_mode=wal")
        self._connection.executescript(_SCHEMA)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def keep(self, owner: str, folder: str, at: datetime, raw: bytes) -> bool:
        """Put a mail into a mailbox. False: it is there already, by its Message-ID."""
        found = email.message_from_bytes(raw, policy=email.policy.default)
        message_id = str(found.get("Message-ID") or "")
        with self._alone() as connection:
            done = connection.execute(
                "insert or ignore into mail (owner, folder, at, message_id, raw)"
                " values (?, ?, ?, ?, ?)",
                (owner.lower(), folder, at.isoformat(), message_id, raw),
            )
        return bool(done.rowcount)

    def of(self, owner: str) -> list[Mail]:
        """Return the newest mails of a mailbox, the newest first."""
        with self._alone() as connection:
            rows = connection.execute(
                "select id, folder, at, raw from mail where owner = ? order by id desc limit ?",
                (owner.lower(), _MOST_SHOWN),
            ).fetchall()
        return [_mail(row) for row in rows]

    def find(self, owner: str, id_: int) -> Mail | None:
        """Return one mail of a mailbox."""
        with self._alone() as connection:
            row = connection.execute(
                "select id, folder, at, raw from mail where owner = ? and id = ?",
                (owner.lower(), id_),
            ).fetchone()
        return _mail(row) if row else None


def _mail(row: tuple[int, str, str, bytes]) -> Mail:
    id_, folder, at, raw = row
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return Mail(id_, folder, datetime.fromisoformat(at), message)
