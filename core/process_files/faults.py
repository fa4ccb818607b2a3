"""What is wrong in a file that people write by hand: where, what, and what to write instead."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: file, line (counted from 1), what is wrong, and the mend."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what}; {self.mend}"


class FileFaults(ConfigError):
    """A file cannot be used. Its text is one line a problem, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, sorted by file and line."""
        self.problems = tuple(sorted(set(problems), key=lambda x: (x.file, x.line, x.what)))
        super().__init__("\n".join(str(x) for x in self.problems))


class ProcessFileError(FileFaults):
    """A process file is wrong."""


class AllianceFileError(FileFaults):
    """An alliance file is wrong."""


def nearest(given: object, known: Iterable[str]) -> str | None:
    """Return the known word that somebody probably meant, or None if there is none near."""
    words = {x.casefold(): x for x in known}
    near = difflib.get_close_matches(_plain(given), [_plain(x) for x in words], n=1, cutoff=0.6)
    return next((word for key, word in words.items() if near and _plain(key) == near[0]), None)


def instead(given: object, known: Iterable[str], otherwise: str = "") -> str:
    """Return the mend for a word that is not known: the near word, or all that there are."""
    listed = [str(x) for x in known]
    near = nearest(given, listed)
    if near is not None:
        return f"did you mean {near!r}?"
    if otherwise or not listed:
        return otherwise or "leave it out"
    return f"write one of: {', '.join(listed)}"


def _plain(word: object) -> str:
    return str(word).casefold().replace("-", "_").replace(" ", "_")
