"""Text for Slack: other people's words can neither ping anybody nor break our layout.

A plain `str` is always somebody's words and is escaped wherever it is shown; only `Mrkdwn` is taken
as it is, and only this module makes one. Slack parses `<…>` as links and mentions, and a pair of
`*`, `_`, `~` or a backtick as formatting (docs.slack.dev, messaging/formatting-message-text).
"""

import re
from typing import Final, TypeVar

from core.notices.safe_text import one_line, several_lines

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS: Final = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "'"})
_EDGE_OF_ITALICS: Final = re.compile(r"(?<!\w)_|_(?!\w)")
_QUOTE: Final = re.compile(r"^(\s*)>+", re.MULTILINE)
_HALF_ENTITY: Final = re.compile(r"&[a-z]{0,3}$")


_Text = TypeVar("_Text", bound=str)


class Mrkdwn(str):
    """Text in Slack's own markup, made safe already."""

    __slots__ = ()


def size(text: str) -> int:
    """Return a text's length as Slack may count it: in UTF-16 units, an emoji being two."""
    return len(text) + sum(x > "\uffff" for x in text)


def clip(text: _Text, most: int) -> _Text:
    """Return text of at most `most` characters, cut with an ellipsis and never within an entity."""
    if size(text) <= most:
        return text
    kept = text[: most - 1]
    while size(kept) > most - 1:
        kept = kept[: len(kept) - max(1, (size(kept) - most + 1) // 2)]
    return type(text)(f"{_HALF_ENTITY.sub('', kept).rstrip()}…")


def escape(text: str) -> Mrkdwn:
    """Return somebody's words, on as many lines as they have, so that they show as they are."""
    if isinstance(text, Mrkdwn):
        return text
    plain = _QUOTE.sub("\\1\u203a", text).translate(_MARKS)
    return Mrkdwn(_EDGE_OF_ITALICS.sub("\uff3f", plain).translate(_ENTITIES))


def line(text: str, most: int = 300) -> Mrkdwn:
    """Return somebody's words as one line of at most `most` characters before escaping."""
    return text if isinstance(text, Mrkdwn) else escape(one_line(text, most))


def lines(text: str, most: int = 3000) -> Mrkdwn:
    """Return somebody's words as lines, together at most `most` characters before escaping."""
    return text if isinstance(text, Mrkdwn) else escape(several_lines(text, most))


def bold(text: str) -> Mrkdwn:
    """Return one line in bold; nothing for nothing."""
    inner = line(text)
    return Mrkdwn(f"*{inner}*" if inner else "")


def put(*parts: str) -> Mrkdwn:
    """Put parts together: `Mrkdwn` as it is, everything else escaped."""
    return Mrkdwn("".join(escape(x) for x in parts))


def stacked(*parts: str) -> Mrkdwn:
    """Put parts below one another, leaving out empty ones."""
    return Mrkdwn("\n".join(escape(x) for x in parts if x))


def bullets(items: tuple[str, ...] | list[str]) -> Mrkdwn:
    """Return items as a list, one a line."""
    return Mrkdwn("\n".join(f"• {line(x, 600)}" for x in items))


def labelled(label: str, value: str) -> Mrkdwn:
    """Return a label in bold with what stands behind it."""
    colon = "" if label.rstrip().endswith("?") else ":"
    return put(Mrkdwn(f"*{line(label)}{colon}* "), line(value, 600))
