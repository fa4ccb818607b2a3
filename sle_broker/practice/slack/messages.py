"""Messages: in channels and direct conversations, in threads, edited, deleted, or for one pair of
eyes only.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sle_broker.practice.slack.database import Database, Json, pack, unpack


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a conversation: after `oldest`, before `latest`, at most `limit` messages."""

    oldest: str = "0"
    latest: str = "9999999999"
    inclusive: bool = False
    limit: int = 100


class Messages:
    """The workspace's messages."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._db = database

    def keep(self, channel: str, message: Json, shown_to: str | None = None) -> None:
        """Add a message, or put another in its place; `shown_to` makes it ephemeral."""
        thread = message.get("thread_ts") or message["ts"]
        self._db.run(
            "insert or replace into messages values (?, ?, ?, ?, ?)",
            channel,
            message["ts"],
            thread,
            shown_to,
            pack(message),
        )

    def drop(self, channel: str, ts: str) -> None:
        """Take a message away."""
        self._db.run("delete from messages where channel = ? and ts = ?", channel, ts)

    def find(self, channel: str, ts: str) -> tuple[Json, str | None] | None:
        """Return a message and whom alone it is shown to, or None."""
        row = self._db.row("select * from messages where channel = ? and ts = ?", channel, ts)
        return (unpack(row["message"]), row["shown_to"]) if row else None

    def public(self, channel: str, ts: str) -> Json | None:
        """Return a message that everybody in the conversation sees, or None."""
        found = self.find(channel, ts)
        return (
            None if found is None or found[1] is not None else self.with_thread(channel, found[0])
        )

    def history(self, channel: str, span: Span) -> tuple[list[Json], bool]:
        """Return messages outside threads, the newest first, and whether there are more."""
        low, high = _signs(span)
        rows = self._db.rows(
            f"select message from messages where channel = ? and shown_to is null "  # noqa: S608 — the signs are ours
            f"and (thread = ts or json_extract(message, '$.subtype') = 'thread_broadcast') "
            f"and ts {low} ? and ts {high} ? order by ts desc limit ?",
            channel,
            span.oldest,
            span.latest,
            span.limit + 1,
        )
        return self._shown(channel, rows[: span.limit]), len(rows) > span.limit

    def replies(self, channel: str, thread: str, span: Span) -> tuple[list[Json], bool]:
        """Return a thread, its parent first, and whether there are more."""
        low, high = _signs(span)
        rows = self._db.rows(
            f"select message from messages where channel = ? and shown_to is null "  # noqa: S608 — the signs are ours
            f"and thread = ? and (ts = thread or ts {low} ?) and ts {high} ? order by ts limit ?",
            channel,
            thread,
            span.oldest,
            span.latest,
            span.limit + 1,
        )
        return self._shown(channel, rows[: span.limit]), len(rows) > span.limit

    def seen_by(self, channel: str, user: str, limit: int) -> list[tuple[Json, bool]]:
        """Return the newest messages that somebody sees, in order; True: nobody else sees it."""
        rows = self._db.rows(
            "select message, shown_to from messages where channel = ? "
            "and (shown_to is null or shown_to = ?) order by ts desc limit ?",
            channel,
            user,
            limit,
        )
        return [(unpack(row["message"]), row["shown_to"] is not None) for row in reversed(rows)]

    def with_thread(self, channel: str, message: Json) -> Json:
        """Add to a message what Slack tells of the thread under it."""
        rows = self._db.rows(
            "select ts, json_extract(message, '$.user') as user from messages "
            "where channel = ? and thread = ? and ts <> thread and shown_to is null order by ts",
            channel,
            message["ts"],
        )
        if not rows:
            return message
        users: Sequence[str] = list(dict.fromkeys(row["user"] for row in rows))
        return {
            **message,
            "thread_ts": message["ts"],
            "reply_count": len(rows),
            "reply_users_count": len(users),
            "reply_users": users[:5],
            "latest_reply": rows[-1]["ts"],
        }

    def _shown(self, channel: str, rows: Sequence[sqlite3.Row]) -> list[Json]:
        return [self.with_thread(channel, unpack(row["message"])) for row in rows]


def _signs(span: Span) -> tuple[str, str]:
    return (">=", "<=") if span.inclusive else (">", "<")
