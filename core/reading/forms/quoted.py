"""A form that was filled in within the quoted mail, in a reply that does not mark what it quotes.

Some mail programs put the whole letter beneath a reply without a sign on its lines, and people type
under its headings. Only what stands between our own first heading and our own last line is looked
at, and only a section whose printed words are all there, or all gone, is read.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from core.fields import Field
from core.reading.forms.reading import blank_form, read_form

_HEADING = re.compile(r"^[ \t]*==[ \t]*(\S.*?)[ \t]*==[ \t]*$", re.MULTILINE)
_LONGEST = 500_000
_TELLING = 3
"""So many words of ours in a row are no accident."""


def read_quoted_form(text: str, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what was typed under our own headings, by the fields' names; nothing is guessed.

    Where the form stands there several times, the first one counts: it is the newest.
    """
    by_title = {_words(one.title): one for one in fields}
    values: dict[str, Any] = {}
    for title, typed in _sections(text[:_LONGEST], {*by_title, _END}):
        one = by_title.get(title)
        if one is None or one.name in values or not _is_plain(typed, one):
            continue
        reading = read_form(f"== {one.title} ==\n{typed}", [one])
        values.update(reading.values)
    return values


def _sections(text: str, ours: set[str]) -> Iterator[tuple[str, str]]:
    """Yield our headings with what stands under each, up to the form's end; no end: nothing."""
    headings = [x for x in _HEADING.finditer(text) if _words(x[1]) in ours]
    end = next((n for n, x in enumerate(headings) if _words(x[1]) == _END), 0)
    for heading, following in pairwise(headings[: end + 1]):
        yield _words(heading[1]), text[heading.end() : following.start()].strip("\r\n")


def _is_plain(typed: str, one: Field) -> bool:
    """Whether our printed words are all there or all gone: a remnant may look like an answer."""
    printed, said = _printed(one), f" {_words(typed)} "
    if all(f" {line} " in said for line in printed):
        return True
    return not any(f" {run} " in said for line in printed for run in _runs(line))


def _printed(one: Field) -> tuple[str, ...]:
    """Return the lines of ours that stand under a heading from the start, as words."""
    lines = blank_form([one]).splitlines()
    start = lines.index(f"== {one.title} ==")
    return tuple(words for line in lines[start + 1 : -1] if (words := _words(line)))


def _runs(line: str) -> Iterator[str]:
    words = line.split()
    for start in range(max(1, len(words) - _TELLING + 1)):
        yield " ".join(words[start : start + _TELLING])


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


_END = _words(blank_form(()).splitlines()[-1])
