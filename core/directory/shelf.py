"""A table of the directory in memory: what a file makes of it is worked out here, written later.

Comparing tens of thousands of rows takes seconds. So that nobody waits for it, it happens on a
snapshot, and only what came of it is written, in a short transaction.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from core.directory.report import Outcome

Key = tuple[Any, ...]
"""What a row is known by: the values of its key's columns."""
Row = dict[str, Any]


class Shelf:
    """The rows of one table: as they stood when they were read, and as a file would have them."""

    def __init__(
        self,
        connection: Connection,
        table: Table,
        key: tuple[str, ...] = ("id",),
        indexed: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        """Read a table whose rows are known by `key`; rows can be found by `indexed` columns."""
        self._table, self._key = table, key
        self._columns = tuple(x.name for x in table.columns if x is not table.autoincrement_column)
        self._rows: dict[Key, Row] = {}
        self._indexes: dict[tuple[str, ...], dict[Key, dict[Key, None]]] = {
            columns: {} for columns in indexed
        }
        self._new: dict[Key, None] = {}
        self._changed: dict[Key, None] = {}
        self._gone: dict[Key, None] = {}
        for found in connection.execute(select(*(table.c[name] for name in self._columns))):
            self._keep(dict(zip(self._columns, found, strict=True)))

    def __iter__(self) -> Iterator[Row]:
        """Go over the rows as they stand now."""
        return iter(list(self._rows.values()))

    def get(self, *key: Any) -> Row | None:
        """Return a row by its key."""
        return self._rows.get(key)

    def find(self, **values: Any) -> list[Row]:
        """Return the rows that have these values in columns that are indexed together."""
        found = self._indexes[tuple(values)].get(tuple(values.values()), ())
        return [self._rows[key] for key in found]

    def put(self, *key: Any, **values: Any) -> Outcome:
        """Have the row of a key say this, and tell whether it is new, changed or the same."""
        row = self._rows.get(key)
        if row is None:
            empty = dict.fromkeys(self._columns)
            self._keep({**empty, **dict(zip(self._key, key, strict=True)), **values})
            self._new[key] = None
            return Outcome.NEW
        if all(row[name] == value for name, value in values.items()):
            return Outcome.SAME
        self._drop(row)
        self._keep({**row, **values})
        if key not in self._new:
            self._changed[key] = None
        return Outcome.CHANGED

    def remove(self, row: Row) -> None:
        """Take a row away."""
        key = self._key_of(row)
        self._drop(row)
        self._changed.pop(key, None)
        if key in self._new:
            del self._new[key]
        else:
            self._gone[key] = None

    def _key_of(self, row: Row) -> Key:
        return tuple(row[name] for name in self._key)

    def _keep(self, row: Row) -> None:
        key = self._key_of(row)
        self._rows[key] = row
        for columns, index in self._indexes.items():
            index.setdefault(tuple(row[name] for name in columns), {})[key] = None

    def _drop(self, row: Row) -> None:
        key = self._key_of(row)
        del self._rows[key]
        for columns, index in self._indexes.items():
            del index[tuple(row[name] for name in columns)][key]

    def write(self, connection: Connection) -> None:
        """Write what differs from the table as it was read, one statement a kind of change.

        What leaves goes first and what enters last, so that one row can take what another had.
        """
        this = [self._table.c[name] == bindparam(f"key_{name}") for name in self._key]
        rest = [x for x in self._columns if x not in self._key]
        if self._gone:
            gone = [self._named(key) for key in self._gone]
            connection.execute(delete(self._table).where(*this), gone)
        if self._changed:
            told = [
                self._named(key) | {name: self._rows[key][name] for name in rest}
                for key in self._changed
            ]
            change = update(self._table).where(*this).values({x: bindparam(x) for x in rest})
            connection.execute(change, told)
        if self._new:
            connection.execute(insert(self._table), [self._rows[key] for key in self._new])

    def _named(self, key: Key) -> Row:
        return {f"key_{name}": value for name, value in zip(self._key, key, strict=True)}
