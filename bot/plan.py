"""What a notice comes to in Slack: messages to post or to put right, a home tab to publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Message
from core.outbox import Waiting
from core.store.posted import Posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A new message. `to`: a Slack user's id, or a channel's name after a `#`."""

    to: str
    message: Message
    subject: str = ""
    """What it is remembered by, to be put right later; empty: it never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A message of ours in new words. `or_else`: what to do where somebody deleted it."""

    where: Posted
    message: Message
    or_else: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Somebody's home tab. `beside`: beside a notice, which does not fail because of it."""

    user: str
    view: Mapping[str, Any]
    beside: bool = False


Step = Post | Change | Publish


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is done for one row of the outbox. `look_back`: it may have been posted before."""

    row: Waiting
    steps: tuple[Step, ...]
    look_back: bool = False
