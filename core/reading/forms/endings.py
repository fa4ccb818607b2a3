"""Lines of a mail at which the answer above them ends: a farewell, or the start of quoted mail."""

import re
from collections.abc import Sequence

_HEADER = re.compile(
    r"[ \t*]*(?:from|sent|date|to|cc|bcc|subject|reply-to)[ \t]?:[* \t]", re.IGNORECASE
)
_INTRODUCTION = re.compile(
    r"[ \t]*(?:On\b.{4,200}\bwrote:|-{2,}[ ]*(?:original|forwarded) message[ ]*-{2,}|_{16,}|-- ?|"
    r"begin forwarded message:|sent from (?:my|outlook|mail|yahoo)\b.{0,60}|"
    r"get outlook for\b.{0,40})[ \t]*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"[ \t]*(?:(?:with )?(?:(?:very )?(?:kind|kindest|best|warm|warmest|many)(?: and best)? )?"
    r"(?:regards|wishes|thanks)|"
    r"thank(?:s| you)(?: (?:so much|very much|again|in advance|and (?:kind|best) "
    r"(?:regards|wishes)))?|"
    r"yours(?: sincerely| faithfully| truly)?|cheers|kr|all the best|best)[\s,.!-]*",
    re.IGNORECASE,
)
_LINES_BELOW = 8
_SHORT = 80


def ends_answer(lines: Sequence[str], at: int) -> bool:
    """Say whether a line, without its quote marks, ends the answer before it."""
    line = lines[at]
    if len(line) > 260:
        return False
    if _INTRODUCTION.fullmatch(line) or _is_header(lines, at):
        return True
    return bool(_FAREWELL.fullmatch(line)) and _is_last_word(lines, at)


def _is_header(lines: Sequence[str], at: int) -> bool:
    """Whether a line is one of several that tell a mail's sender, date and subject."""
    around = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
    return bool(_HEADER.match(lines[at])) and any(_HEADER.match(line) for line in around)


def _is_last_word(lines: Sequence[str], at: int) -> bool:
    """Whether only a name and a few short lines follow, up to the end or the mail quoted below."""
    short = 0
    for below in range(at + 1, len(lines)):
        line = lines[below].strip()
        if not line:
            continue
        if _INTRODUCTION.fullmatch(line[:260]) or _is_header(lines, below):
            return True
        short += 1
        if short > _LINES_BELOW or len(line) > _SHORT:
            return False
    return True
