"""Trigger ids: what lets an app open a view in front of the person who just did something."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sle_broker.practice.slack.errors import SlackError

LIFE = timedelta(seconds=3)
"""docs.slack.dev, surfaces/modals: a trigger expires three seconds after it was sent."""
_MOST = 2_000


@dataclass(slots=True)
class Trigger:
    """Whose it is, the modal it came from, and whether it has been used."""

    user: str
    view: str | None
    issued: datetime
    used: bool = False


class Triggers:
    """The trigger ids handed out lately."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: OrderedDict[str, Trigger] = OrderedDict()

    def issue(self, user: str, view: str | None, now: datetime) -> str:
        """Return a new trigger id for something a person did, in a modal when `view` is given."""
        while len(self._known) >= _MOST:
            self._known.popitem(last=False)
        number = int(now.timestamp() * 1000)
        trigger_id = f"{number}.{secrets.randbelow(10**12):012d}.{secrets.token_hex(16)}"
        self._known[trigger_id] = Trigger(user, view, now)
        return trigger_id

    def find(self, trigger_id: object, now: datetime) -> Trigger:
        """Return a trigger that still serves; whoever uses it marks it used. Raises SlackError."""
        trigger = self._known.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if now - trigger.issued > LIFE:
            raise SlackError("expired_trigger_id")
        return trigger
