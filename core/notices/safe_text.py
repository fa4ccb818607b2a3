"""Other people's words made safe to write down: in a header, in a line, in a paragraph.

Received names, subjects and answers may hold anything: line breaks that would end a header, marks
that turn the reading direction and make a line say something else (Unicode TR 36, 3.5), half
characters, ten thousand letters. Nothing of this is wanted in what we write.
"""

import unicodedata
from typing import Final

_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_DROPPED = frozenset(_DIRECTION + _INVISIBLE)
_BAD: Final = frozenset({"Cc", "Cs"})  # controls, and halves of characters

LINE: Final = 600
"""How much of a text is shown where it has one line."""

PARAGRAPHS: Final = 4000
"""How much of a text is shown where it is the matter itself."""


class Lines(str):
    """Text of several lines that was made safe already, or is our own."""

    __slots__ = ()


def one_line(text: str, limit: int = LINE) -> str:
    """Return text as one line of at most `limit` characters, cut with an ellipsis."""
    head = text[: 4 * limit + 1000]  # enough, whatever is dropped from it short of an attack
    kept = "".join(x if x.isspace() else _visible(x) for x in head)
    return _cut(" ".join(kept.split()), limit, cut_before=len(head) < len(text))


def several_lines(text: str, limit: int = PARAGRAPHS) -> Lines:
    """Return text as lines, each made safe; no more than one empty line in a row."""
    head = text[: 2 * limit]
    lines = [one_line(x, limit) for x in head.splitlines()]
    kept = [x for n, x in enumerate(lines) if x or (n and lines[n - 1])]
    return Lines(_cut("\n".join(kept).strip(), limit, cut_before=len(head) < len(text)))


def _visible(character: str) -> str:
    bad = character in _DROPPED or unicodedata.category(character) in _BAD
    return "" if bad else character


def _cut(text: str, limit: int, *, cut_before: bool) -> str:
    if len(text) <= limit and not cut_before:
        return text
    return text[: limit - 1].rstrip() + "…"
