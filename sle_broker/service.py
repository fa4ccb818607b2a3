"""The one place where everything is put together: database, processes, desk, mail in and out."""

import os
import secrets
from functools import cached_property
from pathlib import Path

import core
from core.alliance_files import load_alliances
from core.clock import Clock
from core.desk import Desk
from core.library import Library
from core.process_files import LoadedProcess, load_all
from core.settings import Settings
from core.store import schema
from core.store.engine import Database
from core.tokens import Tokens

_PACKAGED = Path(core.__file__).parent


class Service:
    """The parts of the product, each made when it is first asked for."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Work by these settings and this clock; nothing is opened yet."""
        self.settings = settings
        self.clock = clock

    @cached_property
    def database(self) -> Database:
        """The database. A new SQLite file gets its tables; any other has to be migrated by hand."""
        database = Database(self.settings.database)
        if database.is_sqlite and schema.revision(database) is None:
            schema.upgrade(database)
        else:
            schema.require_current(database)
        return database

    @cached_property
    def library(self) -> Library:
        """The ways of brokering and the alliances, as their files say now."""
        processes = load_processes(self.settings)
        folder = self.settings.alliances_dir or _PACKAGED / "alliances"
        return Library(processes, load_alliances(folder, list(processes)), {})

    @cached_property
    def desk(self) -> Desk:
        """The one door."""
        return Desk(self.database, self.clock, self.library)

    @cached_property
    def tokens(self) -> Tokens:
        """What makes and checks reply addresses."""
        return Tokens(secret_key(self.settings))

    def close(self) -> None:
        """Let go of the database."""
        if "database" in self.__dict__:
            self.database.close()


def load_processes(settings: Settings) -> dict[str, LoadedProcess]:
    """Read the ways of brokering: the settings' own folder, else those that come with us."""
    return load_all(settings.processes_dir or _PACKAGED / "processes")


def secret_key(settings: Settings) -> str:
    """Return BROKER_SECRET_KEY; without one, a random key that is made once and kept."""
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    path = settings.data_dir / "secret.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return path.read_text("ascii").strip()
