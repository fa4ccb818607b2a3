"""The processes and alliances that the desk works with, as their files say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from sqlalchemy import Connection, bindparam, select

from core.errors import ConfigError
from core.parties import Alliance
from core.process import Process
from core.process_files import LoadedProcess, load_pinned
from core.store import tables
from core.store.cases import table_of

_VERSION = table_of(tables.ProcessVersionRow)
_KNOWN = select(_VERSION.c.hash).where(_VERSION.c.hash == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Library:
    """What is on the shelf now: new cases follow this; running ones keep their own version."""

    processes: Mapping[str, LoadedProcess]
    alliances: Mapping[str, Alliance]
    pinned: dict[str, Process]
    """Processes of running cases by hash, read from the database once."""

    def alliance(self, slug: str) -> Alliance:
        """Return an alliance; raises ConfigError for one that has no file."""
        if slug not in self.alliances:
            known = ", ".join(sorted(self.alliances)) or "none"
            message = f"there is no alliance '{slug}'; there are: {known}"
            raise ConfigError(message)
        return self.alliances[slug]

    def current(self, alliance: Alliance) -> LoadedProcess:
        """Return the process that a new case of this alliance follows."""
        return self.processes[alliance.process]

    def pin(self, connection: Connection, loaded: LoadedProcess, now: datetime) -> None:
        """Keep a process's text with the first case that follows it."""
        # Asked each time: what was seen within a transaction may be gone when it comes to nothing.
        if connection.execute(_KNOWN, {"wanted": loaded.hash}).one_or_none() is None:
            # Another alliance may keep the same process at this moment: either will do.
            dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
            row = {
                "hash": loaded.hash,
                "slug": loaded.process.slug,
                "source": loaded.source,
                "first_used_at": now,
            }
            connection.execute(dialect.insert(_VERSION).values(row).on_conflict_do_nothing())

    def pinned_process(self, connection: Connection, hash_: str) -> Process:
        """Return the process that a case is pinned to, as it stood then."""
        if hash_ not in self.pinned:
            row = connection.execute(select(_VERSION).where(_VERSION.c.hash == hash_)).one()
            self.pinned[hash_] = load_pinned(row.source, f"{row.slug} ({hash_[:8]})").process
        return self.pinned[hash_]


__all__ = ["Library"]
