"""The line of every table, key and entry of a TOML text is found."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.process_files.toml_lines import Place, TomlLines

ROOT = Path(__file__).parents[2]

TRICKY = '''\
# [not.a.table]
title = "a # no comment \\" [no] = table"   # but this is one
path = 'C:\\no\\escapes'
"quoted key" = 1
'literal.key' = 2
dotted . "and spaced" = 3
long = """
[not.this]
still = "text"
"""
literal = \'\'\'
[[nor.this]]
\'\'\'
quotes = """"in quotes""""
list = [
  1, # one, [with] brackets
  "two",
  [3, [4,
    5]],
  { x = 1, "y z" = [6] },
]
inline = { a = 1, b.c = 2, d = { e = [] } }
when = 1979-05-27 07:32:00

[table]
key = 1

[table.inner . "deep er"]
key = 2

[[many]]
key = 3

[[many]]
key = 4

  [[many.sub]]
  key = 5

  [[many.sub]]
  key = 6

  [many.sub.last]
  key = 7

[[many]]
key = 8
[[many.sub]]
key = 9
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("path",), 3),
        (("quoted key",), 4),
        (("literal.key",), 5),
        (("dotted",), 6),
        (("dotted", "and spaced"), 6),
        (("long",), 7),
        (("literal",), 11),
        (("quotes",), 14),
        (("list",), 15),
        (("list", 0), 16),
        (("list", 1), 17),
        (("list", 2, 0), 18),
        (("list", 2, 1, 1), 19),
        (("list", 3), 20),
        (("list", 3, "y z", 0), 20),
        (("inline", "b", "c"), 22),
        (("inline", "d", "e"), 22),
        (("when",), 23),
        (("table",), 25),
        (("table", "key"), 26),
        (("table", "inner"), 28),
        (("table", "inner", "deep er", "key"), 29),
        (("many",), 31),
        (("many", 0, "key"), 32),
        (("many", 1), 34),
        (("many", 1, "key"), 35),
        (("many", 1, "sub", 0, "key"), 38),
        (("many", 1, "sub", 1), 40),
        (("many", 1, "sub", 1, "last", "key"), 44),
        (("many", 2, "key"), 47),
        (("many", 2, "sub", 0, "key"), 49),
    ],
)
def test_a_place_has_its_line(place: Place, line: int) -> None:
    assert TomlLines.of(TRICKY).at(place) == line


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("table", "absent"), 25),
        (("many", 1, "absent", "deeper"), 34),
        (("list", 9), 15),
        (("absent",), 1),
        ((), 1),
    ],
)
def test_what_is_absent_is_told_at_what_is_around_it(place: Place, line: int) -> None:
    assert TomlLines.of(TRICKY).at(place) == line


def test_windows_line_ends_count_once() -> None:
    assert TomlLines.of("a = 1\r\n\r\n[b]\r\nc = 2\r\n").at(("b", "c")) == 4


def _places(value: Any, place: Place = ()) -> Iterator[Place]:
    if place:
        yield place
    inside = value if isinstance(value, dict) else {}
    if isinstance(value, list):
        inside = dict(enumerate(value))
    for key, item in inside.items():
        yield from _places(item, (*place, key))


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("core/*/*.toml")), ids=lambda x: f"{x.parent.name} {x.name}"
)
def test_every_key_of_a_shipped_file_stands_on_the_line_that_is_told(path: Path) -> None:
    text = path.read_text("utf-8")
    lines, found = text.splitlines(), TomlLines.of(text)

    for place in _places(tomllib.loads(text)):
        key = next(x for x in reversed(place) if isinstance(x, str))
        if isinstance(place[-1], str) or "[[" in lines[found.at(place) - 1]:
            assert key in lines[found.at(place) - 1], place


KEYS = st.text("abc_-. \"'#[]{}=,é", min_size=1, max_size=4)
VALUES = st.integers() | st.booleans() | st.text("ab#[]{}=,.\"'\\ ", max_size=6)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else _quoted(str(value))


class Writer:
    """Writes content as TOML in varied ways, noting the line of each place as it goes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.text, self.expected = draw, "", dict[Place, int]()

    @property
    def line(self) -> int:
        return self.text.count("\n") + 1

    def noise(self) -> None:
        self.text += self.draw(st.sampled_from(["", "\n", "# x = [1]\n", "\n# 'un\"closed\n"]))

    def table(self, place: Place, header: str) -> None:
        content = self.draw(st.dictionaries(KEYS, VALUES | st.lists(VALUES), max_size=3))
        for key, value in content.items():
            self.noise()
            self.expected[(*place, key)] = self.line
            self.text += f"{_quoted(key)} = "
            self.list_(place, key, value) if isinstance(value, list) else self.one(value)
            self.text += self.draw(st.sampled_from(["\n", "  # ] } \" '\n"]))
        if len(place) < 4:
            for key in self.draw(st.lists(KEYS, max_size=2, unique=True)):
                if key not in content:
                    self.child(place, header, key)

    def one(self, value: object) -> None:
        self.text += _value(value)

    def list_(self, place: Place, key: str, values: Sequence[object]) -> None:
        self.text += "["
        for number, value in enumerate(values):
            self.text += self.draw(st.sampled_from(["", " ", "\n  ", " # , ]\n"]))
            self.expected[(*place, key, number)] = self.line
            self.text += f"{_value(value)},"
        self.text += "]"

    def child(self, place: Place, header: str, key: str) -> None:
        name = f"{header}.{_quoted(key)}" if header else _quoted(key)
        times = self.draw(st.integers(0, 2))
        for number in range(times):
            self.noise()
            self.expected.setdefault((*place, key), self.line)
            self.expected[(*place, key, number)] = self.line
            self.text += f"[[{name}]]\n"
            self.table((*place, key, number), name)
        if times == 0:
            self.expected[(*place, key)] = self.line
            self.text += f"[ {name} ]\n"
            self.table((*place, key), name)


@given(st.data())
def test_any_text_is_placed_as_it_was_written(data: st.DataObject) -> None:
    writer = data.draw(st.composite(_written)())
    tomllib.loads(writer.text)
    found = TomlLines.of(writer.text)

    assert {place: found.at(place) for place in writer.expected} == writer.expected


def _written(draw: st.DrawFn) -> Writer:
    writer = Writer(draw)
    writer.table((), "")
    return writer
