"""The objects that Slack sends: users, channels, events, and what a person did."""

import zlib
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.identity import SlackApp

if TYPE_CHECKING:
    from sle_broker.practice.slack.workspace import Workspace

_ZONE = "Europe/London"
_PALETTE = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c")
_HISTORY = {"im": "im:history", "group": "groups:history", "channel": "channels:history"}


def history_scope(kind: str) -> str:
    """Return the scope that lets an app read a kind of conversation."""
    return _HISTORY[kind]


def user_object(
    app: SlackApp, user: str, name: str, email: str | None, *, title: str = "", bot: bool = False
) -> Json:
    """Return a user as users.info shows one."""
    handle = (email or name).split("@")[0].lower().replace(" ", ".")
    profile: Json = {
        "title": title,
        "real_name": name,
        "real_name_normalized": name,
        "display_name": name,
        "display_name_normalized": name,
        "team": app.team_id,
    }
    if email:
        profile["email"] = email
    if bot:
        profile["bot_id"] = app.bot_id
        profile["api_app_id"] = app.app_id
    return {
        "id": user,
        "team_id": app.team_id,
        "name": handle,
        "deleted": False,
        "color": _PALETTE[zlib.crc32(user.encode()) % len(_PALETTE)],
        "real_name": name,
        "tz": _ZONE,
        "tz_label": "British Time",
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": bot,
        "is_app_user": False,
        "updated": 0,
    }


def shown_user(user: Json, now: datetime, *, with_address: bool) -> Json:
    """Return a user as an app sees it: with the day's offset, the address only with its scope."""
    offset = now.astimezone(ZoneInfo(_ZONE)).utcoffset()
    profile = dict(user["profile"])
    if not with_address:
        profile.pop("email", None)
    return {**user, "profile": profile, "tz_offset": int(offset.total_seconds()) if offset else 0}


def channel_object(workspace: "Workspace", channel: str, name: str, *, private: bool) -> Json:
    """Return a channel as conversations.info shows one."""
    empty = {"value": "", "creator": "", "last_set": 0}
    return {
        "id": channel,
        "name": name.removeprefix("#"),
        "name_normalized": name.removeprefix("#"),
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": False,
        "is_general": False,
        "is_shared": False,
        "created": int(workspace.now().timestamp()),
        "creator": workspace.app.bot_user_id,
        "context_team_id": workspace.app.team_id,
        "topic": empty,
        "purpose": empty,
    }


def im_object(workspace: "Workspace", channel: str, user: str) -> Json:
    """Return a direct conversation as conversations.info shows one."""
    return {
        "id": channel,
        "created": int(workspace.now().timestamp()),
        "is_im": True,
        "is_private": False,
        "is_archived": False,
        "is_org_shared": False,
        "user": user,
        "is_user_deleted": False,
        "priority": 0,
        "context_team_id": workspace.app.team_id,
    }


def shown_name(channel: Json) -> str:
    """Return a conversation's name as interactions carry it."""
    if channel["is_im"]:
        return "directmessage"
    return "privategroup" if channel["is_private"] else str(channel["name"])


def event_callback(workspace: "Workspace", event: Json) -> Json:
    """Wrap an event as the Events API delivers it."""
    app = workspace.app
    return {
        "token": "practice",
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event['event_ts']}",
    }


def without_metadata(message: Json) -> Json:
    """Return a message as events carry it, and as is read without `include_all_metadata`."""
    return {name: value for name, value in message.items() if name != "metadata"}


def bot_profile(app: SlackApp) -> Json:
    """Return the bot as messages carry it."""
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 0,
        "app_id": app.app_id,
        "user_id": app.bot_user_id,
        "team_id": app.team_id,
        "icons": {},
    }


def interaction(workspace: "Workspace", kind: str, user: Json) -> Json:
    """Return what every interaction carries."""
    app = workspace.app
    return {
        "type": kind,
        "team": {"id": app.team_id, "domain": app.team_domain},
        "user": {
            "id": user["id"],
            "username": user["name"],
            "name": user["name"],
            "team_id": app.team_id,
        },
        "api_app_id": app.app_id,
        "token": "practice",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_command(workspace: "Workspace", user: Json, channel: Json) -> Json:
    """Return what every slash command carries, but for its words and its trigger."""
    app = workspace.app
    return {
        "token": "practice",
        "team_id": app.team_id,
        "team_domain": app.team_domain,
        "channel_id": channel["id"],
        "channel_name": shown_name(channel),
        "user_id": user["id"],
        "user_name": user["name"],
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
    }
