"""When Slack may be called next: a message a second and channel, and as it asks us to wait."""

from datetime import datetime, timedelta
from typing import Final

from core.clock import Clock
from core.errors import RateLimited

POSTING: Final = "chat.postMessage"
_BETWEEN_POSTS: Final = timedelta(seconds=1)
"""docs.slack.dev, apis/web-api/rate-limits: "1 message per second per channel"."""
_MOST: Final = 10_000


class Pace:
    """Keeps to Slack's limits by not calling, never by sleeping."""

    def __init__(self, clock: Clock) -> None:
        """Go by this clock."""
        self._clock = clock
        self._not_before: dict[tuple[str, str], datetime] = {}

    def wait_for(self, method: str, channel: str) -> None:
        """Raise RateLimited while a method may not be called; posts count channel by channel."""
        now = self._clock.now()
        until = self._not_before.get(_key(method, channel), now)
        if now < until:
            seconds = (until - now).total_seconds()
            raise RateLimited("one message a second and channel", seconds)

    def posted(self, channel: str) -> None:
        """Count a message into a channel."""
        self._hold(_key(POSTING, channel), self._clock.now() + _BETWEEN_POSTS)

    def limited(self, method: str, channel: str, seconds: float) -> None:
        """Leave a method alone for as long as Slack asks."""
        self._hold(_key(method, channel), self._clock.now() + timedelta(seconds=seconds))

    def _hold(self, key: tuple[str, str], until: datetime) -> None:
        if len(self._not_before) >= _MOST:
            now = self._clock.now()
            self._not_before = {k: at for k, at in self._not_before.items() if at > now}
        self._not_before[key] = until


def _key(method: str, channel: str) -> tuple[str, str]:
    return (method, channel if method == POSTING else "")
