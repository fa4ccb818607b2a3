"""One call of the Web API: its arguments, its token, and what it may do."""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sle_broker.practice.slack.blockkit.shapes import Problem
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.rooms import kind_of
from sle_broker.practice.slack.workspace import Workspace

Answer = Json
Handler = Callable[["Call"], Answer]

log = logging.getLogger("sle_broker.practice.slack")


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API: what does it, the scope it takes, and whose token."""

    handler: Handler
    scope: str | None = None
    holder: Literal["bot", "app"] = "bot"


@dataclass(frozen=True, slots=True)
class Call:
    """A call with its arguments as they came: JSON, or the strings of a form."""

    workspace: Workspace
    method: str
    arguments: Json

    def need(self, *names: str) -> None:
        """Hold these arguments to be there. Raises SlackError."""
        missing = [name for name in names if self.arguments.get(name) in (None, "")]
        if missing:
            raise SlackError(
                "invalid_arguments",
                [Problem(f"missing required field: {name}", "") for name in missing],
            )

    def text(self, name: str) -> str | None:
        """Return an argument as a string, or None."""
        value = self.arguments.get(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return an argument as true or false; false when it is not there."""
        value = self.arguments.get(name)
        return value is True or str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int, most: int) -> int:
        """Return an argument as a number of 1 to `most`. Raises SlackError."""
        value = self.arguments.get(name)
        if value is None:
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", [f"{name} must be a number"]) from None
        if number < 1:
            raise SlackError("invalid_limit")
        return min(number, most)

    def parsed(self, name: str, otherwise: str) -> Any:
        """Return an argument that is JSON, read when it came as a string. Raises SlackError."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(otherwise) from None

    # --- conversations ---

    def channel(self) -> Json:
        """Return the conversation named by `channel`. Raises SlackError, if it is hidden too."""
        self.need("channel")
        found = self.workspace.rooms.channel(str(self.arguments["channel"]))
        if found is None or not self.may_know(found):
            raise SlackError("channel_not_found")
        return found

    def may_know(self, channel: Json) -> bool:
        """Say whether the bot can see that a conversation exists."""
        return kind_of(channel) == "channel" or self.is_inside(channel)

    def is_inside(self, channel: Json) -> bool:
        """Say whether the bot is a member of a conversation."""
        rooms, bot = self.workspace.rooms, self.workspace.app.bot_user_id
        return rooms.is_member(channel["id"], bot)

    def readable_channel(self) -> Json:
        """Return the conversation named by `channel`, if the bot may read it. Raises SlackError."""
        channel = self.channel()
        self.require_one({f"{_plural(kind_of(channel))}:history"})
        if not self.is_inside(channel):
            raise SlackError("not_in_channel")
        return channel

    def visible_channel(self) -> Json:
        """Return the conversation named by `channel`, if the bot has the scope to look at it."""
        channel = self.channel()
        self.require_one({f"{_plural(kind_of(channel))}:read"})
        return channel

    def require_one(self, scopes: Iterable[str]) -> None:
        """Hold the app to have one of these scopes. Raises SlackError."""
        needed, provided = sorted(scopes), self.workspace.app.scopes
        if provided.isdisjoint(needed):
            raise SlackError(
                "missing_scope", needed=",".join(needed), provided=",".join(sorted(provided))
            )


def _plural(kind: str) -> str:
    return {"im": "im", "group": "groups", "channel": "channels"}[kind]


def authorise(workspace: Workspace, method: Method, token: str | None) -> None:
    """Hold a token to be one of ours and of the right kind. Raises SlackError."""
    if not token:
        raise SlackError("not_authed")
    kinds = {workspace.app.bot_token: "bot", workspace.app.app_token: "app"}
    kind = kinds.get(token)
    if kind is None:
        raise SlackError("invalid_auth")
    if kind != method.holder:
        raise SlackError("not_allowed_token_type")
