"""Attachment names that are safe to show and to write."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath

from intake.parsing.header_text import decode_words, one_line

MAX_NAME = 150
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
    if content_type == "message/rfc822":
        return ".eml"
    return mimetypes.guess_extension(content_type) or ".bin"
