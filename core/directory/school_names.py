"""The index of school names, built once and again whenever the directory has changed."""

from collections.abc import Mapping

from sqlalchemy import Connection

from core.directory.importing import DIRECTORY
from core.reading.schools import SchoolIndex
from core.store import people, series


class SchoolNames:
    """Finds schools by their names; rereads them when the directory's version has moved on."""

    def __init__(self) -> None:
        """Know nothing until first asked."""
        self._version = -1
        self.index = SchoolIndex(())
        self.names: Mapping[str, str] = {}

    def refresh(self, connection: Connection) -> None:
        """Read the directory anew if it has changed since."""
        version = series.peek(connection, DIRECTORY)
        if version == self._version:
            return
        entries = list(people.school_entries(connection))
        self.index = SchoolIndex(entries)
        self.names = {x.id: x.name for x in entries}
        self._version = version
