"""The manifest that is pasted when the app is created: what it may do, and how it is told.

Source of the shape: docs.slack.dev, reference/app-manifest.
"""

from typing import Any, Final

from bot.app import EVENTS_PATH
from bot.listeners.commands import COMMAND

SCOPES: Final = (
    "chat:write",
    "commands",
    "im:history",
    "im:read",
    "im:write",
    "channels:history",
    "groups:history",
    "files:read",
    "files:write",
    "users:read",
    "users:read.email",
)
EVENTS: Final = ("app_home_opened", "message.im", "message.channels", "message.groups")
_NAME: Final = "SLE broker"


def manifest(url: str = "") -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or for HTTP at the service's public address `url`."""
    where = url.rstrip("/") + EVENTS_PATH if url else ""
    return {
        "display_information": {
            "name": _NAME,
            "description": "Brings schools and Specialist Leaders of Education together.",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": _NAME, "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Ask for support, or see what I can do",
                    "usage_hint": "request | help",
                    "should_escape": True,
                    **_at("url", where),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **_at("request_url", where)},
            "interactivity": {"is_enabled": True, **_at("request_url", where)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not where,
            "token_rotation_enabled": False,
        },
    }


def _at(name: str, where: str) -> dict[str, str]:
    return {name: where} if where else {}
