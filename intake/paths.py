"""The addresses of an SMTP envelope, read strictly enough to be stored and answered."""

import re
from typing import NamedTuple

_UNSTORABLE = r"\x00-\x1f\x7f\ud800-\udfff"
_UNSTORABLE_CHARACTER = re.compile(f"[{_UNSTORABLE}]")

# RFC 5321, 4.1.2, with the characters of RFC 6531. Possessive, so that no input takes long.
_ATOM = rf"[^\s<>()\[\]\\,;:@\"{_UNSTORABLE}]++"
_QUOTED = rf'"(?:[^"\\{_UNSTORABLE}]|\\[\x20-\x7e])*+"'
_MAILBOX = rf"(?:{_ATOM}|{_QUOTED})(?:@(?:{_ATOM}|\[[\w.:-]++\]))?+"
_ROUTE = rf"@{_ATOM}(?:,@{_ATOM})*+:"
_PATH = re.compile(
    rf" *+(?:< *+(?:{_ROUTE})?+(?P<within>(?:{_MAILBOX})?+) *+>|(?P<bare>{_MAILBOX}))"
    r"(?: ++(?P<parameters>.*))?"
)


class Path(NamedTuple):
    """A forward or return path: its address, empty in `<>`, and the parameters after it."""

    address: str
    parameters: str


def read_path(text: str) -> Path | None:
    """Read what follows `FROM:` or `TO:`; None if it is malformed or no database could store it.

    Brackets may be missing, and a source route is dropped (RFC 5321, 4.1.1.3). Nothing is decoded:
    the grammar of headers, which aiosmtpd uses, makes another address of one in encoded words.
    """
    path = _PATH.fullmatch(text)
    if path is None:
        return None
    return Path(path["within"] or path["bare"] or "", path["parameters"] or "")


def storable(name: str) -> str:
    """Return a client's name for itself with a question mark for what no database takes."""
    return _UNSTORABLE_CHARACTER.sub("?", name)
