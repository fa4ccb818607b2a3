"""Who the app is in the practice workspace, and what it may do there."""

import secrets
from dataclasses import dataclass, field
from typing import Self

SCOPES = frozenset(
    (
        "chat:write commands im:history im:read im:write channels:history groups:history "
        "files:read files:write users:read users:read.email"
    ).split()
)
"""What the app's manifest asks for."""

EVENTS = frozenset("app_home_opened message.im message.channels message.groups".split())
"""What the app's manifest subscribes to."""


@dataclass(frozen=True, slots=True)
class RequestUrls:
    """Where an app without Socket Mode is called: its events, its buttons and its commands."""

    events: str
    interactivity: str
    commands: str

    @classmethod
    def all_at(cls, address: str) -> Self:
        """Send everything to one address, as Bolt takes it."""
        return cls(address, address, address)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackApp:
    """An app as it is installed: its tokens, its names, its scopes and its subscriptions."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    name: str = "SLE broker"
    team_name: str = "Practice workspace"
    team_domain: str = "practice"
    team_id: str = "T0PRACTICE"
    app_id: str = "A0PRACTICE"
    bot_id: str = "B0PRACTICE"
    bot_user_id: str = "U0PRACTICEBOT"
    commands: frozenset[str] = frozenset({"/sle"})
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] = EVENTS
    request_urls: RequestUrls | None = None

    @classmethod
    def made_up(cls, *, request_urls: RequestUrls | None = None) -> Self:
        """Return an app with tokens of its own, good for one practice workspace."""
        return cls(
            bot_token=f"xoxb-{secrets.token_hex(12)}",
            app_token=f"xapp-1-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
            request_urls=request_urls,
        )
