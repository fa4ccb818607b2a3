"""Bounds on what one client, and all clients together, may ask of the intake server."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Every bound of the server; the defaults suit a service that schools write to directly."""

    message_bytes: int = 25 * 1024 * 1024
    """Largest message, announced in EHLO (RFC 1870)."""
    room_bytes: int = 256 * 1024 * 1024
    """Memory that all messages of more than a piece may take up together."""
    recipients: int = 100
    """Recipients of one message; RFC 5321, 4.5.3.1.8 asks for at least 100."""
    sessions: int = 500
    """Connections at a time."""
    sessions_per_peer: int = 100
    """Connections at a time from one address; a relay in front of us is a single address."""
    errors: int = 20
    """Refused commands in one session before it is closed."""
    idle_seconds: float = 300
    """Silence before a session is closed; RFC 5321, 4.5.3.2.7 asks for five minutes."""
    message_seconds: float = 1800
    """Time one message may take to arrive."""
    farewell_seconds: float = 5
    """Time a stopping server gives its clients to take their last replies."""


class Room:
    """Memory shared by all messages that arrive at the same time, in bytes."""

    def __init__(self, size: int) -> None:
        self._left = size

    def reserve(self, size: int) -> bool:
        """Set `size` bytes aside, or return False if they are not to be had."""
        if size > self._left:
            return False
        self._left -= size
        return True

    def release(self, size: int) -> None:
        """Give back what was reserved."""
        self._left += size


class Places:
    """Places for connections, overall and by the address of the peer."""

    def __init__(self, overall: int, per_peer: int) -> None:
        self._overall = overall
        self._per_peer = per_peer
        self._taken: Counter[str] = Counter()

    def take(self, peer: str) -> bool:
        """Take a place, or return False if there is none for this peer."""
        if self._taken.total() >= self._overall or self._taken[peer] >= self._per_peer:
            return False
        self._taken[peer] += 1
        return True

    def leave(self, peer: str) -> None:
        """Free a place that was taken."""
        self._taken[peer] -= 1
        if not self._taken[peer]:
            del self._taken[peer]
