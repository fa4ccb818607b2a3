"""Where things stand in a TOML file: the line of every table, key and list entry.

`tomllib` keeps no positions and neither does tomlkit, so a text that `tomllib` has accepted is
walked once more here (TOML 1.0), for the places only.
"""

import re
import tomllib
from collections.abc import Mapping

Place = tuple[str | int, ...]
"""Where a value is: keys, and counts from 0 within lists."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]+")


class TomlLines:
    """The lines of one TOML text."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        """Keep each place's line, counted from 1."""
        self._lines = lines

    @classmethod
    def of(cls, text: str) -> "TomlLines":
        """Find the lines in a text that `tomllib` accepts."""
        return cls(_Walk(text.replace("\r\n", "\n")).lines())

    def at(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it that the text has."""
        for length in range(len(place), 0, -1):
            line = self._lines.get(place[:length])
            if line is not None:
                return line
        return 1


class _Walk:
    """One pass over a text, remembering where each place began."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0
        self._found: dict[Place, int] = {}
        self._length: dict[Place, int] = {}

    def lines(self) -> dict[Place, int]:
        table: Place = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._found

    def _header(self) -> Place:
        line = self._line_here()
        repeated = self._text.startswith("[[", self._at)
        self._at += 2 if repeated else 1
        keys = self._dotted_key()
        self._at += 2 if repeated else 1
        place = self._within(keys[:-1], line)
        place = (*place, keys[-1])
        if repeated:
            self._found.setdefault(place, line)
            number = self._length.get(place, 0)
            self._length[place] = number + 1
            place = (*place, number)
        self._found.setdefault(place, line)
        return place

    def _within(self, keys: tuple[str, ...], line: int) -> Place:
        """Follow a header's keys; a repeated table stands for its latest entry."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            self._found.setdefault(place, line)
            if place in self._length:
                place = (*place, self._length[place] - 1)
        return place

    def _pair(self, table: Place) -> None:
        line = self._line_here()
        place = table
        for key in self._dotted_key():
            place = (*place, key)
            self._found.setdefault(place, line)
        self._at += 1  # the equals sign
        self._skip(_SPACES)
        self._value(place)

    def _dotted_key(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._skip(_SPACES)
            keys.append(_plain_key(self._take(_KEY)))
            self._skip(_SPACES)
            if not self._text.startswith(".", self._at):
                return tuple(keys)
            self._at += 1

    def _value(self, place: Place) -> None:
        first = self._text[self._at]
        if first == "[":
            self._list(place)
        elif first == "{":
            self._inline_table(place)
        elif first in "\"'":
            self._take(_STRING)
        else:
            self._take(_SCALAR)

    def _list(self, place: Place) -> None:
        self._at += 1
        number = 0
        self._skip(_BLANK)
        while self._text[self._at] != "]":
            self._found[(*place, number)] = self._line_here()
            self._value((*place, number))
            number += 1
            self._skip_comma()
        self._at += 1

    def _inline_table(self, place: Place) -> None:
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._pair(place)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _take(self, what: re.Pattern[str]) -> str:
        found = what.match(self._text, self._at)
        if found is None:
            message = f"no {what.pattern!r} at character {self._at}: tomllib accepted this text"
            raise AssertionError(message)
        self._at = found.end()
        return found[0]

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line


def _plain_key(written: str) -> str:
    if written[0] not in "\"'":
        return written
    return str(tomllib.loads(f"key = {written}")["key"])
