"""Attachment names that are safe to show and to write."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from intake.parsing.header_text import decode_words, one_line

MAX_NAME = 150
# Our own few: the standard table differs from machine to machine.
_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_EXTENSIONS = {content_type: extension for extension, content_type in _TYPES.items()}
_UNSAFE = re.compile(r'[<>:"|?*\ufffe\uffff\u200b-\u200f\ufeff]')


def safe_name(given: str, content_type: str) -> str:
    """The last component of ``given`` without control characters; never empty.

    No path, drive, hidden-file dot or reserved character survives, so the name can be joined
    to a folder; a missing name is made up from the content type.
    """
    name = one_line(decode_words(given[:2_000]))
    name = re.split(r"[/\\]", name)[-1]
    name = " ".join(_UNSAFE.sub("_", name).split()).strip(". ")
    if not name:
        return f"attachment{_extension(content_type)}"
    if len(name) > MAX_NAME:
        suffix = PurePosixPath(name).suffix[:20]
        name = name[: MAX_NAME - len(suffix)] + suffix
    return name


def _extension(content_type: str) -> str:
    return _EXTENSIONS.get(content_type, ".bin")


def type_of(name: str) -> str:
    """The content type that a file name suggests."""
    return _TYPES.get(PurePosixPath(name.lower()).suffix, "application/octet-stream")
