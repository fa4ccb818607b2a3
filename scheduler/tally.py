"""Counting what was done, by what became of it."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(slots=True)
class Tally:
    """Counts that add up; each part of the scheduler says which."""

    def add(self, other: Self) -> None:
        """Count another tally in."""
        for name in (x.name for x in fields(self)):
            setattr(self, name, getattr(self, name) + getattr(other, name))
