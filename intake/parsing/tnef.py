"""winmail.dat opened: Outlook's wrapping (TNEF) of text and attachments, after MS-OXTNEF.

Our own reader, because the library's trusts counts in the stream and loops on hostile ones:
here every step moves forward through the bytes that are there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.parsing.charsets import cleaned, decode

CONTENT_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})

_SIGNATURE = 0x223E9F78
_OBJECT = struct.Struct("<BHHI")
_U32 = struct.Struct("<I")
_TYPE_AND_ID = struct.Struct("<HH")
_MULTI_VALUE = 0x1000
_NAMED = 0x8000
_PROPERTY_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_UNICODE = 0x1F
_OBJECT_GUID = 16  # an embedded object's data begin with the id of its interface

_MESSAGE_BODY = 0x800C
_OEM_CODEPAGE = 0x9007
_MESSAGE_PROPERTIES = 0x9003
_ATTACHMENT_OPENS = 0x9002
_ATTACHMENT_TITLE = 0x8010
_ATTACHMENT_DATA = 0x800F
_ATTACHMENT_PROPERTIES = 0x9005

_BODY, _HTML, _INTERNET_CODEPAGE = 0x1000, 0x1013, 0x3FDE
_DISPLAY_NAME, _SHORT_NAME, _LONG_NAME = 0x3001, 0x3704, 0x3707
_DATA_OBJECT, _CONTENT_ID = 0x3701, 0x3712


@dataclass(slots=True)
class File:
    """An attachment found in the stream."""

    name: str = ""
    content: bytes = b""
    content_id: str = ""


@dataclass(slots=True)
class Opened:
    """What a winmail.dat held; ``text`` and ``html`` may be empty."""

    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Property:
    kind: int
    number: int
    value: bytes

    def text(self, codepage: str) -> str:
        if self.kind == _UNICODE:
            raw = self.value[: len(self.value) // 2 * 2]
            return cleaned(raw.decode("utf-16-le", "replace"))
        return cleaned(decode(self.value, codepage))


def open_tnef(raw: bytes) -> Opened | None:
    """The content of a TNEF stream as far as it can be read; ``None`` when it is none."""
    if len(raw) < 6 or _U32.unpack_from(raw)[0] != _SIGNATURE:
        return None
    opened, codepage = Opened(), "cp1252"
    for number, content in _objects(raw):
        if number == _OEM_CODEPAGE:
            codepage = _codec(int.from_bytes(content[:4], "little"))
        elif number == _MESSAGE_BODY:
            opened.text = cleaned(decode(content, codepage))
        elif number == _MESSAGE_PROPERTIES:
            _read_message(opened, content, codepage)
        elif number == _ATTACHMENT_OPENS:
            opened.files.append(File())
        elif opened.files:
            _read_attachment(opened.files[-1], number, content, codepage)
    return opened


def _objects(raw: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 6
    while offset + _OBJECT.size <= len(raw):
        _, number, _, length = _OBJECT.unpack_from(raw, offset)
        offset += _OBJECT.size
        yield number, raw[offset : offset + length]
        offset += length + 2  # the checksum


def _read_message(opened: Opened, content: bytes, codepage: str) -> None:
    found = {item.number: item for item in _properties(content)}
    internet = found.get(_INTERNET_CODEPAGE)
    if internet is not None:
        codepage = _codec(int.from_bytes(internet.value[:4], "little"))
    if _BODY in found:
        opened.text = found[_BODY].text(codepage)
    if _HTML in found:
        opened.html = found[_HTML].text(codepage)


def _read_attachment(file: File, number: int, content: bytes, codepage: str) -> None:
    if number == _ATTACHMENT_TITLE:
        file.name = file.name or cleaned(decode(content, codepage))
    elif number == _ATTACHMENT_DATA:
        file.content = content
    elif number == _ATTACHMENT_PROPERTIES:
        found = {item.number: item for item in _properties(content)}
        for wanted in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME):
            if wanted in found and (wanted == _LONG_NAME or not file.name):
                file.name = found[wanted].text(codepage)
                break
        if _DATA_OBJECT in found:
            file.content = found[_DATA_OBJECT].value[_OBJECT_GUID:]
        if _CONTENT_ID in found:
            file.content_id = found[_CONTENT_ID].text(codepage)


def _codec(codepage: int) -> str:
    return {65001: "utf-8", 20127: "us-ascii", 28591: "iso-8859-1", 20866: "koi8-r"}.get(
        codepage, f"cp{codepage}"
    )


def _properties(content: bytes) -> Iterator[_Property]:
    """The MAPI properties in a block, ending at the first that does not fit."""
    offset = 4
    try:
        while offset + 4 <= len(content):
            kind, number = _TYPE_AND_ID.unpack_from(content, offset)
            offset += 4
            if number >= _NAMED:
                offset = _after_name(content, offset)
            many, kind = bool(kind & _MULTI_VALUE), kind & ~_MULTI_VALUE
            count = 1
            if many or kind in _VARIABLE:
                count = _number(content, offset)
                offset += 4
            value = b""
            for _ in range(min(count, len(content))):
                value, offset = _value(content, offset, kind)
            yield _Property(kind, number, value)
    except (struct.error, ValueError):
        return


def _after_name(content: bytes, offset: int) -> int:
    kind = _number(content, offset + 16)
    if kind == 0:
        return offset + 24
    length = _number(content, offset + 20)
    return offset + 24 + length + -length % 4


def _number(content: bytes, offset: int) -> int:
    return int(_U32.unpack_from(content, offset)[0])


def _value(content: bytes, offset: int, kind: int) -> tuple[bytes, int]:
    if kind in _VARIABLE:
        length = _number(content, offset)
        offset += 4
        if offset + length > len(content):
            raise ValueError("a property that reaches past the end")
        return content[offset : offset + length], offset + length + -length % 4
    size = _PROPERTY_SIZES.get(kind)
    if size is None or offset + size > len(content):
        raise ValueError("a property of an unknown type")
    return content[offset : offset + size], offset + size
