"""A letter's text cut into what its HTML shows: paragraphs and lists, nothing else.

The plain text is the letter; the HTML says the same in the same order, so no client shows more or
less than another. The layout is one table of 600 pixels with its style in each element, which is
what Outlook, Gmail and telephones agree on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = "- "
_HEADING = re.compile(r"== .+ ==")
_CALL = re.compile(r"(Please answer by [^.]{1,40}\.|How to answer:|What happens next:)(.*)")
_LABEL = re.compile(r"([A-Z][^:?]{1,60}[:?])\s(.+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph (its lines) or a list (its items); of each line, what is bold and the rest."""

    is_list: bool
    lines: tuple[tuple[str, str], ...]


def parts(text: str) -> Iterator[Part]:
    """Yield the parts of a letter in their order."""
    for block in re.split(r"\n{2,}", text.strip("\n")):
        lines = block.split("\n")
        start = next((n for n, x in enumerate(lines) if x.startswith(_BULLET)), len(lines))
        if any(not x.startswith(_BULLET) for x in lines[start:]):
            start = len(lines)  # bullets amid other lines stay as they were written
        if lines[:start]:
            yield Part(is_list=False, lines=tuple(_headed(x) for x in lines[:start]))
        if lines[start:]:
            items = tuple(_labelled(x.removeprefix(_BULLET)) for x in lines[start:])
            yield Part(is_list=True, lines=items)


def _headed(line: str) -> tuple[str, str]:
    """Tell a form's heading (its marks stay: answers are found by them), and what is asked."""
    if _HEADING.fullmatch(line):
        return (line, "")
    call = _CALL.fullmatch(line)
    return (call[1], call[2]) if call else ("", line)


def _labelled(item: str) -> tuple[str, str]:
    found = _LABEL.fullmatch(item)
    return (found[1], found[2]) if found else ("", item)
