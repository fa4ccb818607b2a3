"""Modals and Home tabs: what is open in front of whom."""

from collections.abc import Sequence

from sle_broker.practice.slack.database import Database, Json, pack, unpack

DEEPEST = 3
"""Views in a modal's stack (docs.slack.dev, surfaces/modals)."""


class Views:
    """The workspace's open views."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._db = database

    def stack(self, user: str) -> list[Json]:
        """Return somebody's modal, the view they see last."""
        rows = self._db.rows(
            "select view from views where user = ? and kind = 'modal' order by position", user
        )
        return [unpack(row["view"]) for row in rows]

    def home(self, user: str) -> Json | None:
        """Return somebody's Home tab, or None."""
        row = self._db.row("select view from views where user = ? and kind = 'home'", user)
        return unpack(row["view"]) if row else None

    def find(self, view: str) -> tuple[Json, str] | None:
        """Return a view and whose it is, or None."""
        row = self._db.row("select * from views where id = ?", view)
        return (unpack(row["view"]), row["user"]) if row else None

    def find_external(self, external_id: str) -> tuple[Json, str] | None:
        """Return the view that its app gave this identity, and whose it is, or None."""
        row = self._db.row("select * from views where external_id = ?", external_id)
        return (unpack(row["view"]), row["user"]) if row else None

    def add(self, user: str, view: Json) -> None:
        """Put a view in front of somebody: on top of their modal, or as their Home tab."""
        self._db.run(
            "insert into views select ?, ?, ?, coalesce(max(position), 0) + 1, ?, ? from views",
            view["id"],
            user,
            view["type"],
            view["external_id"] or None,
            pack(view),
        )

    def change(self, view: Json) -> None:
        """Put another state of a view in its place."""
        self._db.run(
            "update views set external_id = ?, view = ? where id = ?",
            view["external_id"] or None,
            pack(view),
            view["id"],
        )

    def drop(self, views: Sequence[Json]) -> None:
        """Close views."""
        with self._db.together():
            for view in views:
                self._db.run("delete from views where id = ?", view["id"])
