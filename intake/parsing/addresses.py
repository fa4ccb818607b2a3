"""Address lists (RFC 5322 section 3.4) as people and machines really write them."""

from __future__ import annotations

import re

from intake.letter import Address
from intake.parsing.header_text import decode_words, one_line

MAX_ADDRESSES = 1_000
_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*+)"?'
    r"|<(?P<angle>[^<>]*+)>?"
    r"|(?P<comment>\()"
    r"|(?P<mark>[,;:])"
    r'|(?P<atom>=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,998}\?=|[^\s"<(,;:]+)'
    r"|(?P<space>\s+)"
)
_ESCAPED = re.compile(r"\\(.)")
_PARENTHESES = re.compile(r"\\.|[()]")
_ROUTE = re.compile(r"^@[^:]*:")
_COMMENT = re.compile(r"\([^()]*\)")
_SPACE = re.compile(r"\s+")


class _Mailbox:
    """One mailbox while its tokens are being collected."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.angle: str | None = None
        self.comment = ""

    def finished(self) -> list[Address]:
        words = "".join(self.words)
        if self.angle is not None:
            return _entry(words or self.comment, _ROUTE.sub("", _COMMENT.sub("", self.angle)))
        if "@" not in words:
            return _entry(words or self.comment, "")
        if words.count("@") > 1:
            return [Address("", word) for word in words.split() if "@" in word]
        return _entry(self.comment, words)


def _entry(name: str, address: str) -> list[Address]:
    name = " ".join(one_line(decode_words(name)).split()).strip("\"' ")
    address = _SPACE.sub("", one_line(decode_words(address)))
    return [Address(name, address)] if name or address else []


def _comment_end(text: str, start: int) -> int:
    """Offset after the comment that opens at ``start``; comments nest."""
    depth = 0
    for bracket in _PARENTHESES.finditer(text, start):
        if bracket[0] == "(":
            depth += 1
        elif bracket[0] == ")":
            depth -= 1
            if depth == 0:
                return bracket.end()
    return len(text)


def parse_addresses(value: str) -> tuple[Address, ...]:
    """Every mailbox in a header value, groups opened; at most ``MAX_ADDRESSES``.

    An entry without an address keeps its name, so that nobody named goes unseen.
    """
    value = value[:65_536]
    found: list[Address] = []
    box = _Mailbox()
    position = 0
    while position < len(value) and len(found) < MAX_ADDRESSES:
        token = _TOKEN.match(value, position)
        if token is None:
            position += 1
            continue
        position = token.end()
        kind = token.lastgroup
        if kind == "comment":
            position = _comment_end(value, token.start())
            box.comment = value[token.end() : position - 1] or box.comment
        elif kind == "mark" and token["mark"] == ":":
            if not any("@" in word for word in box.words[-3:]):
                box = _Mailbox()
        elif kind == "mark":
            found.extend(box.finished())
            box = _Mailbox()
        elif kind == "angle":
            if box.angle is not None:
                found.extend(box.finished())
                box = _Mailbox()
            box.angle = token["angle"].strip()
        else:
            box.words.append(_word(token))
    found.extend(box.finished())
    return tuple(_with_split_names_joined(found))


def _word(token: re.Match[str]) -> str:
    if token.lastgroup == "quoted":
        return _ESCAPED.sub(r"\1", token["quoted"])
    return token[0]


def _with_split_names_joined(found: list[Address]) -> list[Address]:
    """``Smith, Jane <jane@x>`` without quotes is one person, not two."""
    joined: list[Address] = []
    for address in found:
        if joined and not joined[-1].address and address.name and address.address:
            family = joined.pop().name
            joined.append(Address(f"{family}, {address.name}", address.address))
        else:
            joined.append(address)
    return joined
