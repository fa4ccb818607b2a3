"""From rows to records: every cell is read, and all that is wrong with a row is told together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from core.directory.files import Row
from core.directory.report import HasLine, Note, Reading, RowReport, problem

_NOTHING = frozenset({"", "-", "–", "n/a", "not applicable", "none", "null"})

Record = TypeVar("Record", bound=HasLine)
Value = TypeVar("Value")
Default = TypeVar("Default")


class CellProblem(ValueError):
    """One cell cannot be read: what is wrong, and what to write instead."""

    def __init__(self, what: str, mend: str) -> None:
        """Keep the two sentences."""
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend


@dataclass(slots=True)
class RowReader:
    """Takes the cells of one row and gathers all that is wrong with it, to be told together."""

    row: Row
    problems: list[RowReport] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line on which the row begins."""
        return self.row.line

    @property
    def stated(self) -> frozenset[str]:
        """The columns that the file has, whatever this row says in them."""
        return frozenset(self.row.cells)

    def text(self, column: str) -> str:
        """Return a cell as it stands ('' if empty or the column is absent), on one line."""
        return " ".join(self.row.cells.get(column, "").split())

    def maybe(self, column: str) -> str | None:
        """Return a cell on one line, None if it is empty, absent or says it does not apply."""
        text = self.text(column)
        return None if text.casefold() in _NOTHING else text

    def prose(self, column: str) -> str:
        """Return a cell with its line breaks."""
        return self.row.cells.get(column, "")

    def take(self, column: str, parse: Callable[[str], Value], default: Default) -> Value | Default:
        """Return a cell's value, `default` if it is empty or cannot be read."""
        text = self.maybe(column)
        if text is None:
            return default
        try:
            return parse(text)
        except CellProblem as fault:
            self.problem(fault.what, fault.mend)
            return default

    def problem(self, what: str, mend: str) -> None:
        """Say that the row cannot be taken."""
        self.problems.append(problem(self.line, what, mend))

    def note(self, what: str) -> None:
        """Say something about a row that is taken all the same."""
        self.notes.append(Note(self.line, what))


def read_records(
    rows: Iterable[Row], build: Callable[[RowReader], Record | None]
) -> Reading[Record]:
    """Build a record of each row; one with problems gives none, and so may one of no interest."""
    records: list[Record] = []
    problems: list[RowReport] = []
    notes: list[Note] = []
    for row in rows:
        reader = RowReader(row)
        record = _build(reader, build)
        problems += reader.problems
        if record is not None and not reader.problems:
            records.append(record)
            notes += reader.notes
    return Reading(tuple(records), tuple(problems), tuple(notes))


def _build(reader: RowReader, build: Callable[[RowReader], Record | None]) -> Record | None:
    if not reader.row.surplus:
        return build(reader)
    extra = ", ".join(reader.row.surplus)[:80]
    reader.problem(
        f"The row has more cells than the header row has columns (left over: {extra}).",
        "Put quotation marks around a cell that holds the separator itself.",
    )
    return None
