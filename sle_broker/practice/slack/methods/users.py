"""users.*, bots.info, auth.test, reactions.add and apps.connections.open."""

import re

from sle_broker.practice.slack import payloads
from sle_broker.practice.slack.calls import Answer, Call, Method
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import SlackError


def _shown(call: Call, user: Json) -> Json:
    workspace = call.workspace
    allowed = "users:read.email" in workspace.app.scopes
    return payloads.shown_user(user, workspace.now(), with_address=allowed)


def info(call: Call) -> Answer:
    """users.info."""
    call.need("user")
    user = call.workspace.rooms.user(str(call.arguments["user"]))
    if user is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": _shown(call, user)}


def list_(call: Call) -> Answer:
    """users.list, a page at a time; the cursor is the last identity of the page before."""
    after = call.text("cursor") or ""
    users = [user for user in call.workspace.rooms.users() if user["id"] > after]
    limit = call.number("limit", 1000, 1000)
    more = users[limit - 1]["id"] if len(users) > limit else ""
    return {
        "ok": True,
        "members": [_shown(call, user) for user in users[:limit]],
        "cache_ts": int(call.workspace.now().timestamp()),
        "response_metadata": {"next_cursor": more},
    }


def lookup_by_email(call: Call) -> Answer:
    """users.lookupByEmail."""
    call.need("email")
    user = call.workspace.rooms.user_by_email(str(call.arguments["email"]))
    if user is None:
        raise SlackError("users_not_found")
    return {"ok": True, "user": _shown(call, user)}


def auth_test(call: Call) -> Answer:
    """auth.test."""
    app = call.workspace.app
    bot = call.workspace.rooms.user(app.bot_user_id)
    return {
        "ok": True,
        "url": f"https://{app.team_domain}.slack.com/",
        "team": app.team_name,
        "user": bot["name"] if bot else app.name,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def bot_info(call: Call) -> Answer:
    """bots.info."""
    app = call.workspace.app
    if call.text("bot") != app.bot_id:
        raise SlackError("bot_not_found")
    return {"ok": True, "bot": payloads.bot_profile(app)}


def connections_open(call: Call) -> Answer:
    """apps.connections.open: where to connect to, and the ticket for it."""
    workspace = call.workspace
    base = workspace.base_url.replace("http://", "ws://", 1)
    ticket = workspace.sockets.ticket()
    return {"ok": True, "url": f"{base}link/?ticket={ticket}&app_id={workspace.app.app_id}"}


def add_reaction(call: Call) -> Answer:
    """reactions.add."""
    channel = call.channel()
    call.need("timestamp", "name")
    workspace, bot = call.workspace, call.workspace.app.bot_user_id
    name = str(call.arguments["name"]).strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    found = workspace.messages.find(channel["id"], str(call.arguments["timestamp"]))
    if found is None or found[1] is not None:
        raise SlackError("message_not_found")
    message = found[0]
    reactions: list[Json] = [dict(reaction) for reaction in message.get("reactions", [])]
    mine = next((reaction for reaction in reactions if reaction["name"] == name), None)
    if mine is None:
        mine = {"name": name, "users": [], "count": 0}
        reactions.append(mine)
    if bot in mine["users"]:
        raise SlackError("already_reacted")
    mine["users"] = [*mine["users"], bot]
    mine["count"] = len(mine["users"])
    workspace.messages.keep(channel["id"], {**message, "reactions": reactions})
    workspace.changed("channel", channel["id"])
    return {"ok": True}


METHODS = {
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(connections_open, holder="app"),
    "bots.info": Method(bot_info, "users:read"),
    "reactions.add": Method(add_reaction, "reactions:write"),
    "users.info": Method(info, "users:read"),
    "users.list": Method(list_, "users:read"),
    "users.lookupByEmail": Method(lookup_by_email, "users:read.email"),
}
