"""Faults on demand: what a bad day at Slack looks like, for whoever wants to try it."""

import math
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_POSTS = frozenset({"chat.postMessage"})
_MOST_CHANNELS = 10_000


@dataclass(slots=True)
class RateLimit:
    """Answer 429 for calls of one method, or of all (`*`), `times` times or until it is lifted."""

    retry_after: int
    times: int | None = None


@dataclass(slots=True)
class Faults:
    """How the practice Slack misbehaves; as made, it does not.

    `down`: every request is answered 503. `refusing`: every connection is cut without an answer.
    `slow`: seconds before any answer. `limits`: 429 by method, `*` for all. `pace`: the least time
    between two chat.postMessage into one channel, as Slack holds it. `copies`: how often each event
    is delivered. `shuffled`: seconds over which copies and events are spread in random order.
    """

    down: bool = False
    refusing: bool = False
    slow: float = 0.0
    limits: dict[str, RateLimit] = field(default_factory=dict)
    pace: timedelta | None = None
    copies: int = 1
    shuffled: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 — not secrecy
    _last_post: dict[str, datetime] = field(default_factory=dict)

    @property
    def unreachable(self) -> bool:
        """Whether nobody gets through at all."""
        return self.down or self.refusing

    def limit(self, method: str = "*", *, retry_after: int = 1, times: int | None = None) -> None:
        """Answer 429 from now on; `times` None means until `lift`."""
        self.limits[method] = RateLimit(retry_after, times)

    def lift(self, method: str = "*") -> None:
        """Answer this method again."""
        self.limits.pop(method, None)

    def mend(self) -> None:
        """Be well again."""
        self.down = self.refusing = False
        self.slow = self.shuffled = 0.0
        self.limits.clear()
        self.pace, self.copies = None, 1

    def retry_after(self, method: str, channel: object, now: datetime) -> int | None:
        """Return the seconds a call has to wait, or None when it may go on."""
        for name in (method, "*"):
            limit = self.limits.get(name)
            if limit is not None:
                self._count(name, limit)
                return limit.retry_after
        return self._too_soon(str(channel), now) if method in _POSTS and channel else None

    def _count(self, name: str, limit: RateLimit) -> None:
        if limit.times is not None:
            limit.times -= 1
            if limit.times <= 0:
                self.lift(name)

    def _too_soon(self, channel: str, now: datetime) -> int | None:
        if self.pace is None:
            return None
        last = self._last_post.get(channel)
        if last is not None and timedelta() <= now - last < self.pace:
            return max(1, math.ceil((self.pace - (now - last)).total_seconds()))
        if len(self._last_post) >= _MOST_CHANNELS:
            self._last_post.clear()
        self._last_post[channel] = now
        return None
