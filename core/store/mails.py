"""The mail of a case, both ways, and who wrote stored mails."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from core.ports import MailSeen
from core.store import mail_tables, tables
from core.store.cases import table_of
from core.store.chunks import chunks

_LETTER, _RAW = table_of(mail_tables.LetterRow), table_of(mail_tables.RawEmailRow)
_OUTBOX = table_of(tables.OutboxRow)


def mails_of(connection: Connection, ref: str) -> list[MailSeen]:
    """Return the mail that reached a case and the notices that left it."""
    letters = connection.execute(
        select(_LETTER, _RAW.c.received_at)
        .join(_RAW, _RAW.c.id == _LETTER.c.raw)
        .where(_LETTER.c.case == ref)
    )
    notices = connection.execute(select(_OUTBOX).where(_OUTBOX.c.case == ref))
    return [*map(_letter_seen, letters), *map(_notice_seen, notices)]


def _letter_seen(row: Any) -> MailSeen:
    return MailSeen(
        id=row.raw,
        incoming=True,
        at=row.received_at,
        kind=row.kind,
        party=row.person or row.sender,
        state=row.done,
        subject=row.subject,
        prompt=row.prompt,
        author_proven=row.author_proven,
        why=row.author_why,
    )


def _notice_seen(row: Any) -> MailSeen:
    return MailSeen(
        id=row.id,
        incoming=False,
        at=row.sent_at or row.created_at,
        kind=row.kind,
        party=row.recipient,
        state=row.state,
        prompt=row.prompt,
        why=row.why,
    )


def letters_of(connection: Connection, raws: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return who wrote some stored mails, and about what, by the mails' ids."""
    found: dict[int, dict[str, Any]] = {}
    for chunk in chunks(sorted(raws)):
        for row in connection.execute(select(_LETTER).where(_LETTER.c.raw.in_(chunk))):
            found[row.raw] = dict(row._mapping)
    return found
