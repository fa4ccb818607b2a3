"""People, channels and direct conversations: who there is and who is where."""

import sqlite3
from collections.abc import Iterable

from sle_broker.practice.slack.database import Database, Json, pack, unpack

SLACKBOT = "USLACKBOT"


class Rooms:
    """The workspace's users and conversations."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._db = database

    # --- people ---

    def keep_user(self, user: Json, email: str | None) -> None:
        """Add a user, or change what is known of one."""
        self._db.run(
            "insert into users values (?, ?, ?) on conflict (id) do update set "
            "email = excluded.email, profile = excluded.profile",
            user["id"],
            email.lower() if email else None,
            pack(user),
        )

    def user(self, user: str) -> Json | None:
        """Return a user object, or None."""
        row = self._db.row("select profile from users where id = ?", user)
        return unpack(row["profile"]) if row else None

    def user_by_email(self, email: str) -> Json | None:
        """Return whoever has this address, or None."""
        row = self._db.row("select profile from users where email = ?", email.strip().lower())
        return unpack(row["profile"]) if row else None

    def users(self) -> list[Json]:
        """Return everybody, in the order of their identities."""
        return [unpack(row["profile"]) for row in self._db.rows("select * from users order by id")]

    # --- conversations ---

    def keep_channel(self, channel: Json, members: Iterable[str]) -> None:
        """Add a conversation and who is in it."""
        kind = "im" if channel["is_im"] else "private" if channel["is_private"] else "channel"
        with self._db.together():
            self._db.run(
                "insert into channels values (?, ?, ?, ?)",
                channel["id"],
                kind,
                channel["name"] if kind != "im" else f"im {channel['user']}",
                pack(channel),
            )
            for user in members:
                self.join(channel["id"], user)

    def channel(self, channel: str) -> Json | None:
        """Return a conversation object, or None."""
        row = self._db.row("select about from channels where id = ?", channel)
        return unpack(row["about"]) if row else None

    def channel_by_name(self, name: str) -> Json | None:
        """Return the channel of this name, or None."""
        row = self._db.row(
            "select about from channels where name = ? and kind <> 'im'", name.removeprefix("#")
        )
        return unpack(row["about"]) if row else None

    def im_with(self, user: str) -> Json | None:
        """Return the bot's direct conversation with somebody, or None."""
        row = self._db.row("select about from channels where name = ?", f"im {user}")
        return unpack(row["about"]) if row else None

    def channels(self, member: str | None = None) -> list[Json]:
        """Return every conversation, or those that somebody is in; the oldest first."""
        rows: list[sqlite3.Row] = (
            self._db.rows("select about from channels order by id")
            if member is None
            else self._db.rows(
                "select about from channels join members on channel = id where user = ? "
                "order by id",
                member,
            )
        )
        return [unpack(row["about"]) for row in rows]

    def join(self, channel: str, user: str) -> bool:
        """Put somebody into a conversation; False when they were there."""
        return bool(self._db.run("insert or ignore into members values (?, ?)", channel, user))

    def leave(self, channel: str, user: str) -> None:
        """Take somebody out of a conversation."""
        self._db.run("delete from members where channel = ? and user = ?", channel, user)

    def members(self, channel: str) -> list[str]:
        """Return who is in a conversation."""
        rows = self._db.rows("select user from members where channel = ? order by user", channel)
        return [row["user"] for row in rows]

    def is_member(self, channel: str, user: str) -> bool:
        """Say whether somebody is in a conversation."""
        return bool(
            self._db.row("select 1 from members where channel = ? and user = ?", channel, user)
        )


def kind_of(channel: Json) -> str:
    """Return a conversation's kind as events name it: `im`, `group` or `channel`."""
    return "im" if channel["is_im"] else "group" if channel["is_private"] else "channel"
