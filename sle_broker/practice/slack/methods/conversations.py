"""conversations.*: which there are, who is in them, what was said."""

import base64
import binascii

from sle_broker.practice.slack import payloads
from sle_broker.practice.slack.calls import Answer, Call, Method
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.messages import Span
from sle_broker.practice.slack.rooms import kind_of

_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_SCOPES = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
_MOST = 999


def _cursor(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


def _from_cursor(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None


def _shown(call: Call, channel: Json) -> Json:
    if channel["is_im"]:
        return {**channel, "is_open": True}
    return {**channel, "is_member": call.is_inside(channel)}


def open_(call: Call) -> Answer:
    """conversations.open: the direct conversation with one person."""
    workspace = call.workspace
    if call.text("channel"):
        return {"ok": True, "channel": {"id": call.channel()["id"]}}
    users = [user.strip() for user in (call.text("users") or "").split(",") if user.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        call.require_one({"mpim:write"})
        raise SlackError("not_enough_users")
    user = workspace.rooms.user(users[0])
    if user is None:
        raise SlackError("user_not_found")
    if user["is_bot"]:
        raise SlackError("cannot_dm_bot")
    known = workspace.rooms.im_with(users[0])
    channel = workspace.im(users[0])
    already = {} if known is None else {"no_op": True, "already_open": True}
    shown = channel if call.flag("return_im") else {"id": channel["id"]}
    return {"ok": True, **already, "channel": shown}


def list_(call: Call) -> Answer:
    """conversations.list."""
    kinds = set()
    for name in (call.text("types") or "public_channel").split(","):
        if name.strip() not in _TYPES:
            raise SlackError("invalid_types")
        kind = _TYPES[name.strip()]
        call.require_one({_SCOPES[kind]})
        kinds.add(kind)
    after = _from_cursor(call.text("cursor") or "")
    channels = [
        _shown(call, channel)
        for channel in call.workspace.rooms.channels()
        if kind_of(channel) in kinds and call.may_know(channel) and channel["id"] > after
    ]
    limit = call.number("limit", 100, _MOST)
    more = _cursor(channels[limit - 1]["id"]) if len(channels) > limit else ""
    return {
        "ok": True,
        "channels": channels[:limit],
        "response_metadata": {"next_cursor": more},
    }


def info(call: Call) -> Answer:
    """conversations.info."""
    channel = _shown(call, call.visible_channel())
    if call.flag("include_num_members"):
        channel["num_members"] = len(call.workspace.rooms.members(channel["id"]))
    return {"ok": True, "channel": channel}


def members(call: Call) -> Answer:
    """conversations.members."""
    channel = call.visible_channel()
    after = _from_cursor(call.text("cursor") or "")
    people = [user for user in call.workspace.rooms.members(channel["id"]) if user > after]
    limit = call.number("limit", 100, _MOST)
    more = _cursor(people[limit - 1]) if len(people) > limit else ""
    return {"ok": True, "members": people[:limit], "response_metadata": {"next_cursor": more}}


def join(call: Call) -> Answer:
    """conversations.join."""
    channel = call.channel()
    if kind_of(channel) != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    fresh = call.workspace.rooms.join(channel["id"], call.workspace.app.bot_user_id)
    if fresh:
        call.workspace.changed("channel", channel["id"])
    warned = {} if fresh else {"warning": "already_in_channel"}
    return {"ok": True, "channel": _shown(call, channel), **warned}


def _span(call: Call) -> Span:
    cursor = call.text("cursor")
    latest = call.text("latest") or "9999999999"
    oldest = call.text("oldest") or "0"
    for moment in (latest, oldest):
        try:
            float(moment)
        except ValueError:
            name = "invalid_ts_latest" if moment == latest else "invalid_ts_oldest"
            raise SlackError(name) from None
    if cursor:
        at = _from_cursor(cursor)
        latest, oldest = (at, oldest) if call.method == "conversations.history" else (latest, at)
    return Span(oldest, latest, call.flag("inclusive"), call.number("limit", 100, _MOST))


def _with_metadata(call: Call, messages: list[Json]) -> list[Json]:
    if call.flag("include_all_metadata"):
        return messages
    return [payloads.without_metadata(message) for message in messages]


def _page(call: Call, messages: list[Json], *, more: bool) -> Answer:
    page: Answer = {
        "ok": True,
        "messages": _with_metadata(call, messages),
        "has_more": more,
    }
    if more:
        page["response_metadata"] = {"next_cursor": _cursor(messages[-1]["ts"])}
    return page


def history(call: Call) -> Answer:
    """conversations.history: the newest first, without what is inside threads."""
    channel = call.readable_channel()
    messages, more = call.workspace.messages.history(channel["id"], _span(call))
    return {**_page(call, messages, more=more), "pin_count": 0}


def replies(call: Call) -> Answer:
    """conversations.replies: a thread, its parent first."""
    channel = call.readable_channel()
    call.need("ts")
    ts = str(call.arguments["ts"])
    message = call.workspace.messages.public(channel["id"], ts)
    if message is None:
        raise SlackError("thread_not_found")
    thread = message.get("thread_ts", ts)
    messages, more = call.workspace.messages.replies(channel["id"], thread, _span(call))
    return _page(call, messages, more=more)


METHODS = {
    "conversations.open": Method(open_, "im:write"),
    "conversations.list": Method(list_),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.join": Method(join, "channels:join"),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
}
