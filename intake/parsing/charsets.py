"""Bytes to text: the declared charset, else UTF-8, else Windows-1252; never raises."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# Labels in real mail whose plain meaning is narrower than what senders put in it (WHATWG
# Encoding, section 4.2), or which Python knows under another name.
_SUPERSETS = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "windows-874": "cp874",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "iso-2022-jp": "iso2022_jp_ext",
}
# Python codecs that no mail names in good faith: slow on long input, or not charsets at all.
_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_ASCII_FIRST = frozenset({None, "utf-8", "cp1252"})
_SINGLE_BYTE = re.compile(r"cp125\d|iso8859|koi8|cp8\d\d|mac")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Everything a person can neither see nor mean: C0 but tab and newline, DEL, C1.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


@lru_cache(maxsize=256)
def _codec(label: str) -> str | None:
    name = label.strip().strip("\"'").lower()[:60]
    name = _SUPERSETS.get(name, name)
    try:
        b"x".decode(name)  # refuses Python's bytes-to-bytes codecs, such as zlib
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        return None
    canonical = codecs.lookup(name).name
    return None if canonical.replace("_", "-") in _REFUSED else canonical


def decode(raw: bytes, declared: str = "") -> str:
    """``raw`` as text without lone surrogates, whatever the declared charset claims."""
    codec = _codec(declared) if declared else None
    if codec in _ASCII_FIRST:
        if raw.isascii():
            return raw.decode("ascii")
        # UTF-8 labelled Latin-1 is common; Latin-1 that happens to be valid UTF-8 is not.
        return _decode(raw, ("utf-8", codec))
    return _LONE_SURROGATES.sub("\ufffd", _decode(raw, (codec, "utf-8")))


def _decode(raw: bytes, candidates: tuple[str | None, ...]) -> str:
    for candidate in candidates:
        if candidate is not None:
            try:
                return raw.decode(candidate)
            except (UnicodeError, ValueError):
                continue
    for candidate in candidates:
        if candidate is not None and _mostly_right(raw, candidate):
            return raw.decode(candidate, "replace")
    return raw.decode("cp1252", "replace")


def _mostly_right(raw: bytes, codec: str) -> bool:
    """Whether one damaged character, not a wrong label, made strict decoding fail."""
    if _SINGLE_BYTE.match(codec):
        return True
    text = raw.decode(codec, "replace")
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    return text.count("\ufffd") * 2 < beyond_ascii


def cleaned(text: str) -> str:
    """``text`` with LF line ends and without control characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text)
