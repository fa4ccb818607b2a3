"""The frozen values that reading a mail yields; no I/O, no policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Parts that a mail system or a signing tool adds; nobody "attached" them.
_MACHINE_PARTS = frozenset(
    {
        "application/pgp-keys",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "message/disposition-notification",
        "message/global-delivery-status",
        "message/global-headers",
        "text/rfc822-headers",
        "text/x-amp-html",
    }
)


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: the display name (may be empty) and the bare address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What follows the last ``@``, lower-cased; empty when there is none."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail that is not its text; ``inline`` means shown inside the text."""

    name: str
    content_type: str
    content: bytes
    inline: bool

    @property
    def size(self) -> int:
        """Length of the decoded content, in bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Headers:
    """Raw header values in the order received, under lower-cased names."""

    fields: Mapping[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        """The topmost value of ``name``, or an empty string."""
        values = self.fields.get(name)
        return values[0] if values else ""

    def every(self, name: str) -> tuple[str, ...]:
        """All values of ``name``, topmost first."""
        return self.fields.get(name, ())

    def __contains__(self, name: str) -> bool:
        return name in self.fields


@dataclass(frozen=True, slots=True)
class Letter:
    """An inbound mail as read; ``problems`` says what was malformed or cut short.

    Message ids are bare (no angle brackets) and empty when absent; ``text`` has LF line ends.
    """

    message_id: str
    subject: str
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    date: datetime | None
    in_reply_to: str
    references: tuple[str, ...]
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    content_type: str
    headers: Headers
    problems: tuple[str, ...]

    @property
    def real_attachments(self) -> tuple[Attachment, ...]:
        """What somebody attached: no inline logos, signatures or delivery reports."""
        return tuple(
            part
            for part in self.attachments
            if not part.inline and part.content_type not in _MACHINE_PARTS
        )
