"""What the workspace must not forget meanwhile: files, response URLs, events not yet taken."""

from datetime import datetime, timedelta

from sle_broker.practice.slack.database import Database, Json, pack, unpack

RESPONSE_USES = 5
RESPONSE_LIFE = timedelta(minutes=30)
"""docs.slack.dev, interactivity/handling-user-interaction: five times within thirty minutes."""


class Ledger:
    """Things that were promised or handed out."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._db = database

    # --- files ---

    def expect_file(self, file: Json, ticket: str) -> None:
        """Note a file that will be uploaded under a ticket."""
        self._db.run("insert into files values (?, ?, ?, null)", file["id"], ticket, pack(file))

    def receive_file(self, ticket: str, content: bytes) -> Json | None:
        """Store what was uploaded; None: nobody expected it."""
        row = self._db.row("select id, about from files where ticket = ?", ticket)
        if row is None:
            return None
        self._db.run("update files set content = ? where id = ?", content, row["id"])
        return unpack(row["about"])

    def keep_file(self, file: Json) -> None:
        """Change what is known of a file."""
        self._db.run("update files set about = ? where id = ?", pack(file), file["id"])

    def file(self, file: str) -> tuple[Json, bytes | None] | None:
        """Return a file object and its content (None: not uploaded), or None."""
        row = self._db.row("select about, content from files where id = ?", file)
        return (unpack(row["about"]), row["content"]) if row else None

    # --- response URLs ---

    def issue(self, ticket: str, about: Json, now: datetime) -> None:
        """Hand out a response URL, and forget those that are over."""
        oldest = (now - RESPONSE_LIFE).isoformat()
        self._db.run("delete from response_urls where issued < ?", oldest)
        self._db.run(
            "insert into response_urls values (?, ?, 0, ?)", ticket, now.isoformat(), pack(about)
        )

    def redeem(self, ticket: str, now: datetime) -> tuple[Json | None, str]:
        """Use a response URL once; (None, why not) when it serves no longer."""
        row = self._db.row("select * from response_urls where ticket = ?", ticket)
        if row is None or now - datetime.fromisoformat(row["issued"]) > RESPONSE_LIFE:
            return None, "expired_url"
        if row["uses"] >= RESPONSE_USES:
            return None, "used_url"
        self._db.run("update response_urls set uses = uses + 1 where ticket = ?", ticket)
        return unpack(row["about"]), ""

    # --- events ---

    def promise(self, event: str, payload: Json) -> None:
        """Note an event that the app has to be told."""
        self._db.run("insert into deliveries values (?, 0, ?)", event, pack(payload))

    def tried(self, event: str) -> None:
        """Count an attempt that was not acknowledged."""
        self._db.run("update deliveries set tries = tries + 1 where id = ?", event)

    def settle(self, event: str) -> None:
        """Forget an event: it was taken, or given up."""
        self._db.run("delete from deliveries where id = ?", event)

    def open_events(self) -> list[tuple[str, int, Json]]:
        """Return events not yet taken, with the attempts made."""
        rows = self._db.rows("select * from deliveries order by rowid")
        return [(row["id"], row["tries"], unpack(row["payload"])) for row in rows]
