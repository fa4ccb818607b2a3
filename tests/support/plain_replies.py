"""Tables of replies, and how each is read."""

from datetime import date

from core.prompts import KINDS
from core.prompts.replies import Asking, Given, Unreadable, read_reply

ON = date(2026, 11, 18)  # a Wednesday
SLES = {"sana": "Sana Leigh", "silas": "Silas Emery"}
SCHOOLS = {"oak": "Oakfield Primary School"}


def lines(table: str) -> list[str]:
    """Return the replies of a table, one a line; a bar stands for the end of a line."""
    return [x.replace("|", "\n") for x in table.strip().splitlines()]


def reply(kind: str, text: str) -> Given | Unreadable:
    return read_reply(text, Asking(KINDS[kind], (), ON, SLES, schools=SCHOOLS))


def taken(kind: str, text: str) -> Given:
    found = reply(kind, text)
    assert isinstance(found, Given), found
    return found


def left(kind: str, text: str) -> None:
    found = reply(kind, text)
    assert isinstance(found, Unreadable), found
