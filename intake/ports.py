"""What mail intake asks of the rest of the product: somewhere to keep mail, and who is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail as it came over the wire: its envelope, and its bytes with the dots unstuffed.

    `envelope_from` is empty for the null sender (RFC 5321, 4.5.5). `recipients` are those of the
    envelope, never those of the headers. `received_at` is aware.
    """

    envelope_from: str
    recipients: tuple[str, ...]
    peer: str
    helo: str
    body: bytes
    received_at: datetime
    tls: bool


class Keep(Protocol):
    """Stores mail for good. Called from a thread of its own, one call at a time."""

    def __call__(self, batch: Sequence[Incoming], /) -> None:
        """Commit the whole batch durably, in one transaction, or raise and leave nothing behind."""
        ...


class Accepts(Protocol):
    """Knows which addresses receive mail here. Called in the event loop, so it must be quick."""

    def __call__(self, recipient: str, /) -> bool:
        """Say whether the envelope's recipient is one of ours."""
        ...
