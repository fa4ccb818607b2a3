"""What reading a file came to, row by row, for people and for programs.

A reader returns a `Reading`: the records that are sound, the problems, and notes on rows that were
taken although something in them deserves a look. Whoever writes to the database turns it into a
`FileReport` by saying of each record whether it is new, changed or the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar


class Outcome(StrEnum):
    """What became, or would become, of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One line about one row: what it is or what is wrong, and how to mend it.

    `line` counts from 1 and is the line on which the row begins, as an editor shows it.
    """

    line: int
    outcome: Outcome
    what: str
    mend: str = ""
    note: str = ""

    def to_text(self) -> str:
        """Return the row for people."""
        tail = " ".join(part for part in (self.mend, self.note and f"({self.note})") if part)
        return f"line {self.line}: {self.outcome}: {self.what} {tail}".rstrip()

    def to_json(self) -> dict[str, Any]:
        """Return the row for `--json`."""
        return {
            "line": self.line,
            "outcome": str(self.outcome),
            "what": self.what,
            "mend": self.mend,
            "note": self.note,
        }


class HasLine(Protocol):
    """A record that knows which line it began on."""

    @property
    def line(self) -> int:
        """The line, counted from 1."""


T = TypeVar("T", bound=HasLine)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth a look in a row that was taken all the same."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The sound records of a file, its problems, and notes on rows that were taken."""

    records: tuple[T, ...] = ()
    problems: tuple[RowReport, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every row could be read."""
        return not self.problems


def problem(line: int, what: str, mend: str) -> RowReport:
    """Return the report of a row that cannot be taken."""
    return RowReport(line, Outcome.PROBLEM, what, mend)


@dataclass(frozen=True, slots=True)
class FileReport:
    """The row-by-row report of one file. `kind` is the word of the command: `schools`, `sles`."""

    kind: str
    rows: tuple[RowReport, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no row is a problem; the caller then decides to write, all or nothing."""
        return all(row.outcome is not Outcome.PROBLEM for row in self.rows)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows had this outcome."""
        return sum(row.outcome is outcome for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return the report for `--json`."""
        counts = Counter(row.outcome for row in self.rows)
        return {
            "kind": self.kind,
            "ok": self.ok,
            "counts": {str(outcome): counts[outcome] for outcome in Outcome},
            "rows": [row.to_json() for row in self.rows],
        }

    def to_text(self) -> str:
        """Return the report for people: problems first, then what is new, changed or noted."""
        problems = [row.to_text() for row in self.rows if row.outcome is Outcome.PROBLEM]
        others = [row.to_text() for row in self.rows if _worth_a_line(row)]
        return "\n".join([*problems, *others, self.summary()])

    def summary(self) -> str:
        """Return one sentence with the counts."""
        counts = ", ".join(f"{self.count(x)} {x}" for x in Outcome if x is not Outcome.PROBLEM)
        wrong = self.count(Outcome.PROBLEM)
        if not wrong:
            return f"{self.kind}: {counts}."
        noun = "problem" if wrong == 1 else "problems"
        return f"{self.kind}: {wrong} {noun}, so nothing was imported ({counts} otherwise)."


def _worth_a_line(row: RowReport) -> bool:
    return row.outcome in {Outcome.NEW, Outcome.CHANGED} or (
        row.outcome is Outcome.SAME and bool(row.note)
    )


def report_on(
    kind: str, reading: Reading[T], judge: Callable[[T], tuple[Outcome, str]]
) -> FileReport:
    """Return the report of a file; `judge` says of a sound record what is to become of it.

    `judge` may itself answer with a problem, when only the database can tell. A note on a row that
    gave no record stands as a row of its own, which changes nothing.
    """
    notes: dict[int, list[str]] = {}
    for x in reading.notes:
        notes.setdefault(x.line, []).append(x.what)
    rows = list(reading.problems)
    for record in reading.records:
        outcome, what = judge(record)
        note = " ".join(notes.pop(record.line, ()))
        rows.append(RowReport(record.line, outcome, what, note=note))
    for line, texts in notes.items():
        rows.append(RowReport(line, Outcome.SAME, "nothing to import", note=" ".join(texts)))
    return FileReport(kind, tuple(sorted(rows, key=lambda row: row.line)))


@dataclass(frozen=True, slots=True)
class Key:
    """Something two rows of a file should not share, with words for it ("the URN 123456").

    Two rows may share it after all if neither is `strict` about it.
    """

    value: Hashable
    words: str
    strict: bool = True


def drop_twins(reading: Reading[T], keys_of: Callable[[T], tuple[Key, ...]]) -> Reading[T]:
    """Turn each record that repeats an earlier one into a problem naming both lines."""
    seen: dict[Hashable, tuple[int, bool]] = {}
    kept, problems = [], list(reading.problems)
    for record in reading.records:
        keys = keys_of(record)
        twin = next((key for key in keys if _clashes(key, seen)), None)
        if twin:
            what = f"Lines {seen[twin.value][0]} and {record.line} both have {twin.words}."
            problems.append(problem(record.line, what, "Keep one of the two rows."))
            continue
        kept.append(record)
        for key in keys:
            seen.setdefault(key.value, (record.line, key.strict))
    return Reading(tuple(kept), tuple(problems), reading.notes)


def _clashes(key: Key, seen: Mapping[Hashable, tuple[int, bool]]) -> bool:
    earlier = seen.get(key.value)
    return earlier is not None and (key.strict or earlier[1])
