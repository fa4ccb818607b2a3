"""What we posted in Slack and keep true: where each of these messages stands."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from core.store import slack_tables
from core.store.cases import table_of

_MESSAGE = table_of(slack_tables.SlackMessageRow)


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours, by its channel and time stamp."""

    channel: str
    ts: str


def find(connection: Connection, subject: str) -> Posted | None:
    """Return where the message about a subject stands; None: there is none."""
    row = connection.execute(select(_MESSAGE).where(_MESSAGE.c.subject == subject)).one_or_none()
    return Posted(row.channel, row.ts) if row else None


def find_all(connection: Connection, beginning: str) -> dict[str, Posted]:
    """Return every message whose subject begins so, by its subject."""
    query = select(_MESSAGE).where(_MESSAGE.c.subject.startswith(beginning, autoescape=True))
    return {row.subject: Posted(row.channel, row.ts) for row in connection.execute(query)}


def remember(connection: Connection, subject: str, where: Posted) -> None:
    """Note where the message about a subject stands, in place of what was noted before."""
    connection.execute(delete(_MESSAGE).where(_MESSAGE.c.subject == subject))
    connection.execute(insert(_MESSAGE).values(subject=subject, channel=where.channel, ts=where.ts))


def forget(connection: Connection, subject: str) -> None:
    """Know nothing any more of a message about a subject."""
    connection.execute(delete(_MESSAGE).where(_MESSAGE.c.subject == subject))


def subject_at(connection: Connection, where: Posted) -> str | None:
    """Return what the message at a place is about; None: it is none that we keep true."""
    at = (_MESSAGE.c.channel == where.channel) & (_MESSAGE.c.ts == where.ts)
    query = select(_MESSAGE.c.subject).where(at).order_by(_MESSAGE.c.subject)
    found: str | None = connection.execute(query).scalars().first()
    return found
