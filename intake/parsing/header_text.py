"""Header blocks and header values: split, unfold, decode (RFC 5322, 2047, 2231), clean."""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

from intake.letter import Headers
from intake.parsing.charsets import decode

MAX_VALUE = 65_536
"""Characters of one header value that are decoded; the rest is cut."""
MAX_PARAMETERS = 8_192
"""Characters of a Content-Type or Content-Disposition that are read."""

_FIELD = re.compile(r"^([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_NOT_A_FIELD = re.compile(rb"^(?![!-9;-~]{1,200}[ \t]*:|[ \t]|>?From )[^\r\n]+", re.MULTILINE)
_KNOWN_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|mime-version|content-[a-z-]+)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?(.{0,998}?)\?=")
_PARAMETER = re.compile(r';\s*([^=;\s"]{1,200})\s*=\s*("(?:[^"\\]|\\.)*+"|[^;]*+)')


def header_end(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block that begins at ``start`` ends, and where the body begins."""
    if raw.startswith((b"\n", b"\r\n"), start):
        return start, start + (1 if raw[start] == 0x0A else 2)
    blank = _BLANK_LINE.search(raw, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    stray = _NOT_A_FIELD.search(raw[start:stop])
    if stray and not _KNOWN_FIELD.search(raw[start:stop], stray.end()):
        # The blank line is missing: the first line that can be no header opens the body.
        return start + stray.start(), start + stray.start()
    return stop, body


def read_headers(raw: bytes, start: int, end: int) -> Headers:
    """The header fields between two offsets; lines that are no field are passed over."""
    block = raw[start:end]
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = "\n".join(decode(line) for line in block.split(b"\n"))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", " ")
    fields: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(text):
        fields.setdefault(name.lower(), []).append(value.strip())
    return Headers({name: tuple(values) for name, values in fields.items()})


def one_line(text: str) -> str:
    """``text`` unfolded and without control or direction-changing characters."""
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text)
    return _CONTROL.sub(" ", text).strip()


def decoded(value: str) -> str:
    """A header value as a person reads it: unfolded, encoded words decoded, cleaned."""
    return one_line(decode_words(one_line(value[:MAX_VALUE])))


def decode_words(text: str) -> str:
    """``text`` with its RFC 2047 encoded words decoded.

    Neighbours in one charset are joined as bytes first: senders cut characters in two.
    """
    if "=?" not in text:
        return text
    pieces: list[str] = []
    charset, pending, last_end = "", b"", 0
    for word in _ENCODED_WORD.finditer(text):
        gap = text[last_end : word.start()]
        last_end = word.end()
        adjacent = pending and not gap.strip()
        if not (adjacent and word[1].lower() == charset):
            pieces.append(decode(pending, charset))
            pending = b""
        if not adjacent:
            pieces.append(gap)
        charset = word[1].lower()
        pending += _word_bytes(word[2], word[3])
    pieces.append(decode(pending, charset))
    pieces.append(text[last_end:])
    return "".join(pieces)


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return from_base64(raw)


def from_base64(raw: bytes) -> bytes:
    """Base64 decoded as far as it goes: stray characters skipped, padding mended."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        pass
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A structured value's main token (lower-cased) and its decoded parameters (RFC 2231)."""
    if "\n" in value:
        value = _FOLD.sub(" ", value)
    value = value[:MAX_PARAMETERS]
    main = value.partition(";")[0].strip().lower()
    if ";" not in value:
        return main, {}
    plain: dict[str, str] = {}
    segments: dict[str, list[tuple[int, bool, str]]] = {}
    for key, given in _PARAMETER.findall(value):
        name, star, rest = key.lower().partition("*")
        text = _unquoted(given)
        if not star:
            plain.setdefault(name, text)
            continue
        index = rest.rstrip("*")
        number = int(index) if index.isascii() and index.isdigit() and len(index) < 4 else 0
        segments.setdefault(name, []).append((number, key.endswith("*"), text))
    found = {name: decode_words(text) if "=?" in text else text for name, text in plain.items()}
    found.update({name: _joined(parts) for name, parts in segments.items()})
    return main, found


def _unquoted(text: str) -> str:
    text = text.strip()
    if not text.startswith('"'):
        return text
    text = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    # Only a quote or a backslash is escaped: "C:\temp\plan.doc" is a path, not an escape.
    return re.sub(r'\\(["\\])', r"\1", text)


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    parts.sort(key=lambda part: part[0])
    charset = ""
    first_encoded = parts[0][1]
    if first_encoded and parts[0][2].count("'") >= 2:
        charset, _, rest = parts[0][2].split("'", 2)
        parts[0] = (parts[0][0], True, rest)
    raw = b"".join(
        unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
        for _, encoded, text in parts
    )
    return decode(raw, charset)
