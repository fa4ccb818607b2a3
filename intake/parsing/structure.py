"""A message's tree of MIME parts, found by offsets in the bytes received.

Our own splitter, because the standard library's spends seconds on a megabyte of empty parts and
recurses once per enclosed message: here the work is linear in the size, and depth and number of
parts are capped. Enclosed messages are not opened: they are attachments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.letter import Headers
from intake.parsing.header_text import decode_words, header_end, one_line, parameters, read_headers
from intake.parsing.transfer import decode_body

MAX_DEPTH = 20
MAX_PARTS = 500

_FIRST_DELIMITER = re.compile(rb"\n--([^\s][^\r\n]{0,198}?)[ \t]*(?=\r?\n)")
_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$")


@dataclass(slots=True)
class Part:
    """One MIME entity; ``raw`` is its body as received, children only under multiparts."""

    headers: Headers
    content_type: str
    parameters: dict[str, str]
    raw: bytes
    children: list[Part] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        """Whether the part is declared to hold others."""
        return self.content_type.startswith("multipart/")

    @property
    def disposition(self) -> str:
        """``attachment``, ``inline`` or another Content-Disposition, lower-cased."""
        return self.headers.first("content-disposition").partition(";")[0].strip().lower()

    @property
    def given_name(self) -> str:
        """The name the sender gave, as sent: not fit for a file system."""
        value = self.headers.first("content-disposition")
        name = parameters(value)[1].get("filename", "") if ";" in value else ""
        return name or self.parameters.get("name", "")

    @property
    def content_id(self) -> str:
        """The Content-ID without angle brackets, or empty."""
        return self.headers.first("content-id").strip().strip("<>")

    def decoded(self) -> bytes:
        """The body with its transfer encoding undone."""
        return decode_body(self.raw, self.headers.first("content-transfer-encoding"))


class Splitter:
    """Walks one message; afterwards ``problems`` says what was broken or left out."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._count = 0
        self.problems: list[str] = []

    def message(self) -> Part:
        """The message as a whole."""
        start = _message_start(self._raw)
        return self._entity(start, len(self._raw), "text/plain", 0)

    def _entity(self, start: int, end: int, default_type: str, depth: int) -> Part:
        self._count += 1
        stop, body = header_end(self._raw, start, end)
        headers = read_headers(self._raw, start, stop)
        content_type, given = self._content_type(headers, default_type)
        if not content_type.startswith("multipart/"):
            return Part(headers, content_type, given, self._raw[body:end])
        ranges = self._ranges(body, end, given.get("boundary", ""), depth)
        if not ranges:
            return Part(headers, *self._whole(content_type, depth), self._raw[body:end])
        part = Part(headers, content_type, given, b"")
        inner = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        for first, last in ranges:
            if self._count >= MAX_PARTS:
                self._note(f"more than {MAX_PARTS} parts; the rest was not read")
                break
            part.children.append(self._entity(first, last, inner, depth + 1))
        return part

    def _content_type(self, headers: Headers, default: str) -> tuple[str, dict[str, str]]:
        value = headers.first("content-type")
        if not value:
            return default, {}
        content_type, given = parameters(value)
        if _TYPE.match(content_type):
            return content_type, given
        words = content_type.split()
        if words and _TYPE.match(words[0]):
            return words[0], given
        self._note("unreadable Content-Type, taken as plain text")
        return ("text/plain" if content_type in ("", "text") else "application/octet-stream"), given

    def _whole(self, content_type: str, depth: int) -> tuple[str, dict[str, str]]:
        """How a multipart that could not be split is shown."""
        if depth >= MAX_DEPTH:
            return "application/octet-stream", {"name": "nested.eml"}
        self._note(f"{content_type} without parts, taken as plain text")
        return "text/plain", {}

    def _ranges(self, start: int, end: int, boundary: str, depth: int) -> list[tuple[int, int]]:
        if depth >= MAX_DEPTH:
            self._note(f"parts nested deeper than {MAX_DEPTH} were not opened")
            return []
        ranges = self._split(start, end, boundary.encode("utf-8", "replace")) if boundary else []
        if not ranges:
            guess = _FIRST_DELIMITER.search(self._raw, max(start - 1, 0), min(end, start + 10_000))
            if guess:
                ranges = self._split(start, end, guess[1].removesuffix(b"--"))
                self._note("boundary missing or wrong, guessed from the body")
        return ranges

    def _split(self, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
        """Where each part between two delimiter lines begins and ends."""
        raw, delimiter = self._raw, b"--" + boundary
        ranges: list[tuple[int, int]] = []
        opened = -1
        position = start
        while len(ranges) < MAX_PARTS:
            at = raw.find(delimiter, position, end)
            if at < 0:
                break
            position = at + len(delimiter)
            if at > start and raw[at - 1] != 0x0A:
                continue
            line_end = raw.find(b"\n", position, end)
            line_end = end if line_end < 0 else line_end
            closing = raw[position : min(line_end, position + 80)].strip()
            if closing not in (b"", b"--"):
                continue
            if opened >= 0:
                ranges.append((opened, max(opened, _before_newline(raw, at))))
            position = min(line_end + 1, end)
            # Parts after a closing delimiter are against the rules, and attachments all the same.
            opened = -1 if closing == b"--" else position
        if opened >= 0 and len(ranges) < MAX_PARTS:
            self._note("closing boundary missing")
            ranges.append((opened, end))
        return ranges

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def _message_start(raw: bytes) -> int:
    """Offset of the first header: past leading blank lines, a byte-order mark, an mbox line."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw.startswith((b"\n", b"\r\n"), start):
        start += 1 if raw[start] == 0x0A else 2
    if raw.startswith((b"From ", b">From "), start):
        newline = raw.find(b"\n", start)
        start = newline + 1 if newline >= 0 else start
    return start


def _before_newline(raw: bytes, at: int) -> int:
    """The newline before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1)."""
    if at > 0 and raw[at - 1] == 0x0A:
        at -= 1
        if at > 0 and raw[at - 1] == 0x0D:
            at -= 1
    return at


def enclosed_subject(raw: bytes) -> str:
    """The subject of a message enclosed whole, without opening the rest of it."""
    start = _message_start(raw)
    stop, _ = header_end(raw, start, min(len(raw), start + 65_536))
    return one_line(decode_words(one_line(read_headers(raw, start, stop).first("subject")[:998])))
