"""Which known school a cell means; deciding that is handed in, saying what to mend is not."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.directory.rows import RowReader


@dataclass(frozen=True, slots=True)
class SchoolFound:
    """What a name or URN comes to: one known school, or those it may be, or nothing at all.

    `candidates` are for people to read: names with towns and, best, URNs.
    """

    id: str | None = None
    candidates: tuple[str, ...] = ()


FindSchool = Callable[[str], SchoolFound]
"""Finds a school by its name, its name and town ("St Mary's, Sandhaven") or "URN 900123"."""


_URN = re.compile(r"\d{6}", re.ASCII)


def find_in_row(row: RowReader, column: str, find_school: FindSchool) -> str | None:
    """Return the id of the school a row names, by URN if it has one; else say what to fix.

    A row that names no school at all gives None and no problem.
    """
    name, urn, town = row.text(column), row.maybe("urn"), row.maybe("town")
    if _URN.fullmatch(name):
        name, urn = "", urn or name
    if not (name or urn):
        return None
    found = find_school(f"URN {urn}") if urn else find_school(name)
    if found.id is None and urn and name:
        found = find_school(name)
    if found.id is None and town and name:
        found = find_school(f"{name}, {town}")
    if found.id is None:
        _say_which(row, name or f"with the URN {urn}", found.candidates)
    return found.id


def _say_which(row: RowReader, name: str, candidates: tuple[str, ...]) -> None:
    if len(candidates) > 1:
        row.problem(
            f"“{name}” fits more than one school: {'; '.join(candidates)}.",
            "Write the URN, or the name with its town after a comma.",
        )
    elif candidates:
        row.problem(
            f"No known school is called “{name}”; perhaps {candidates[0]} is meant.",
            "Write the school's name as it stands in the directory, or its URN.",
        )
    else:
        row.problem(
            f"No known school is called “{name}”.",
            "Correct the name, write the URN, or import the school first.",
        )
