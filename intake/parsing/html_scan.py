"""HTML as a flat run of tags and text, in linear time whatever the nesting.

A tree parser costs seconds on a hundred kilobytes of unclosed divs or font tags (HTML5's own
rules copy open elements), so mail is scanned and no tree is built.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40}))")
_ATTRIBUTES = re.compile(r"(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:@][\w:.-]{0,60})\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]+))"""
)
_LONG_NUMBER = re.compile(r"&#0*(?:[0-9]{8,}|[xX]0*[0-9a-fA-F]{7,});?")
# Elements whose text nobody sees, up to their own end tag.
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noframes", "iframe", "xml"})


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag; attributes are read when asked for."""

    name: str
    closing: bool
    source: str

    @property
    def attributes(self) -> dict[str, str]:
        """Attribute values under lower-cased names."""
        return {
            name.lower(): html.unescape(_LONG_NUMBER.sub("", double or single or bare))
            for name, double, single, bare in _ATTRIBUTE.findall(self.source[:4_000])
        }


class Scanner:
    """Yields ``Tag`` and text (entities decoded) in document order."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._quotes_pair = True
        self._lower: str | None = None
        self._no_end: set[str] = set()

    def __iter__(self) -> Iterator[Tag | str]:
        source, position = self._source, 0
        while position < len(source):
            opening = _OPENING.search(source, position)
            if opening is None:
                break
            if opening.start() > position:
                yield unescaped(source[position : opening.start()])
            position = self._past(opening)
            name = (opening[2] or "").lower()
            if not name:
                continue
            tag = Tag(name, bool(opening[1]), source[opening.end() : position])
            if name in _UNSEEN and not tag.closing:
                position = self._after_end_tag(name, position)
            else:
                yield tag
        if position < len(source):
            yield unescaped(source[position:])

    def _past(self, opening: re.Match[str]) -> int:
        """Offset after the tag or comment that ``opening`` begins."""
        if opening[0] == "<!--":
            end = self._find("-->", opening.end())
            if end >= 0:
                return end + 3
        elif opening[2] and self._quotes_pair:
            whole = _ATTRIBUTES.match(self._source, opening.end())
            if whole:
                return whole.end()
            # One unpaired quote swallows all that follows: from here on quotes mean nothing.
            self._quotes_pair = False
        end = self._find(">", opening.end())
        return end + 1 if end >= 0 else opening.end()

    def _after_end_tag(self, name: str, position: int) -> int:
        """Offset of the end tag of an element whose text is not for people."""
        if self._lower is None:
            self._lower = self._source.lower()
        end = self._find(f"</{name}", position, self._lower)
        if end < 0 and name == "head":
            end = self._find("<body", position, self._lower)
        return end if end >= 0 else position

    def _find(self, wanted: str, position: int, source: str | None = None) -> int:
        """``str.find`` that never searches twice for what is not there."""
        if wanted in self._no_end:
            return -1
        end = (self._source if source is None else source).find(wanted, position)
        if end < 0:
            self._no_end.add(wanted)
        return end


def unescaped(text: str) -> str:
    """``text`` with character references decoded; absurd numbers are dropped."""
    if "&" not in text:
        return text
    return html.unescape(_LONG_NUMBER.sub("", text))
