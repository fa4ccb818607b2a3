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
        self._index = SchoolIndex(())
        self._names: Mapping[str, str] = {}

    def index(self, connection: Connection) -> SchoolIndex:
        """Return the index of the directory as it stands."""
        self._refresh(connection)
        return self._index

    def names(self, connection: Connection) -> Mapping[str, str]:
        """Return each school's name by its id."""
        self._refresh(connection)
        return self._names

    def _refresh(self, connection: Connection) -> None:
        version = series.peek(connection, DIRECTORY)
        if version == self._version:
            return
        entries = list(people.school_entries(connection))
        self._index = SchoolIndex(entries)
        self._names = {x.id: x.name for x in entries}
        self._version = version
