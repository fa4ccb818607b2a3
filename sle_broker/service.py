"""Where the core is put together: database, ways of brokering, desk, time. Mail: `sle_broker.post`.

Together they are the one place that knows how the parts fit; nothing is opened before it is used,
and what only some commands need is not loaded before either.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core.clock import Clock
from core.errors import BrokerError, ConfigError
from core.settings import Settings
from core.store import marks, schema
from core.store.engine import Database
from core.tokens import Tokens

if TYPE_CHECKING:
    from core.desk import Desk
    from core.library import Library
    from scheduler.ticker import Ticker


class Service:
    """The parts of the product, each made when it is first asked for."""

    def __init__(self, settings: Settings, clock: Clock, *, practice: bool = False) -> None:
        """Work by these settings and this clock; nothing is opened yet. `practice`: on a practice
        workspace's database and no other; else on any but such.
        """
        self.settings = settings
        self.clock = clock
        self._practice = practice

    @cached_property
    def database(self) -> Database:
        """The database. A new SQLite file gets its tables; any other has to be migrated by hand."""
        database = Database(self.settings.database)
        try:
            if database.is_sqlite and schema.revision(database) is None:
                schema.upgrade(database)
                if self._practice:
                    marks.mark_for_practice(database)
            else:
                schema.require_current(database)
            marks.require(database, practice=self._practice)
        except BrokerError:
            database.close()
            raise
        return database

    @cached_property
    def library(self) -> "Library":
        """The ways of brokering and the alliances, as their files say now."""
        from core.library import Library  # noqa: PLC0415 — as said above
        from sle_broker.own_files import load_all_alliances, load_processes  # noqa: PLC0415

        processes = load_processes(self.settings)
        return Library(processes, load_all_alliances(self.settings, processes), {})

    @cached_property
    def desk(self) -> "Desk":
        """The one door."""
        from core.desk import Desk  # noqa: PLC0415 — as said above

        in_slack = bool(self.settings.slack_bot_token.get_secret_value())
        return Desk(self.database, self.clock, self.library, slack=in_slack)

    @cached_property
    def tokens(self) -> Tokens:
        """What makes and checks reply addresses."""
        return Tokens(secret_key(self.settings))

    @cached_property
    def ticker(self) -> "Ticker":
        """What is done every minute."""
        from scheduler.jobs import all_jobs  # noqa: PLC0415 — as said above
        from scheduler.ticker import Ticker  # noqa: PLC0415

        return Ticker(self.clock, all_jobs(self.desk))

    def close(self) -> None:
        """Let go of the database."""
        if "database" in self.__dict__:
            self.database.close()


def secret_key(settings: Settings) -> str:
    """Return BROKER_SECRET_KEY; without one, a random key that is made once and kept.

    Raises ConfigError where that key cannot be kept or read.
    """
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    path = settings.data_dir / "secret.key"
    try:
        if not path.exists():
            _make_key(path)
        kept = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        message = f"the secret key in {path} cannot be kept or read ({why}): set BROKER_SECRET_KEY"
        raise ConfigError(message) from error
    if len(kept) < _SHORTEST_KEY:
        message = (
            f"the secret key in {path} is cut short: restore that file, or set BROKER_SECRET_KEY"
        )
        raise ConfigError(message)
    return kept


_SHORTEST_KEY = 32


def _make_key(path: Path) -> None:
    """Make a key and its file in one step: nobody ever sees half of it, or two of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
