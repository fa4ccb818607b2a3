"""chat.*: messages posted, changed, deleted, shown to one person."""

from typing import Any

from sle_broker.practice.slack import payloads
from sle_broker.practice.slack.blockkit.checking import (
    check_attachments,
    check_blocks,
    name_blocks,
)
from sle_broker.practice.slack.calls import Answer, Call, Method
from sle_broker.practice.slack.database import Json, pack
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.identity import SlackApp
from sle_broker.practice.slack.workspace import Workspace

LONGEST_TEXT = 40_000
"""Characters of a message; what is over is cut (docs.slack.dev, methods/chat.postMessage)."""
LONGEST_UPDATE = 4_000
"""Characters of a text in chat.update, which refuses where chat.postMessage cuts."""
_LARGEST_METADATA = 16 * 1024


def _content(call: Call) -> Json:
    """Return a message's text, blocks and attachments as they were given, once they are sound."""
    content: Json = {}
    blocks = call.parsed("blocks", "invalid_blocks_format")
    if blocks is not None:
        checked = check_blocks(blocks)
        content["blocks"] = name_blocks(checked, lambda: call.workspace.new_id("b"))
    attachments = call.parsed("attachments", "invalid_attachments")
    if attachments is not None:
        content["attachments"] = check_attachments(attachments)
    text = call.text("text")
    if call.text("markdown_text") is not None:
        if text is not None or blocks is not None:
            raise SlackError("markdown_text_conflict")
        text = call.text("markdown_text")
    if text is not None:
        content["text"] = text
    if not any(content.values()):
        raise SlackError("no_text")
    return content


def _metadata(call: Call) -> Any:
    """Return a message's metadata: None when none is given, empty to take it away."""
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return metadata
    sound = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
        and metadata.keys() <= {"event_type", "event_payload", "entities"}
    )
    if not sound:
        raise SlackError("invalid_metadata_format")
    if len(pack(metadata)) > _LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def bot_message(app: SlackApp, ts: str, content: Json) -> Json:
    """Return a message that the bot wrote."""
    return {
        "user": app.bot_user_id,
        "type": "message",
        "ts": ts,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "text": "",
        "team": app.team_id,
        "bot_profile": payloads.bot_profile(app),
        **content,
    }


def _destination(call: Call) -> Json:
    """Return where a message goes: a conversation's id or name, or a person for their DM."""
    call.need("channel")
    workspace, wanted = call.workspace, str(call.arguments["channel"])
    rooms = workspace.rooms
    found = rooms.channel(wanted) or rooms.channel_by_name(wanted)
    if found is None and rooms.user(wanted) is not None:
        found = workspace.im(wanted)
    if found is None or not call.may_know(found):
        raise SlackError("channel_not_found")
    if not call.is_inside(found):
        raise SlackError("not_in_channel")
    return found


def _in_thread(call: Call, channel: Json) -> Json:
    """Return what puts a message into a thread. Raises SlackError."""
    thread = call.text("thread_ts")
    if not thread:
        return {}
    parent = call.workspace.messages.public(channel["id"], thread)
    if parent is None:
        raise SlackError("thread_not_found")
    place: Json = {"thread_ts": parent.get("thread_ts", thread)}
    if call.flag("reply_broadcast"):
        place["subtype"] = "thread_broadcast"
    return place


def post_message(call: Call) -> Answer:
    """chat.postMessage."""
    channel = _destination(call)
    content = _content(call)
    metadata = _metadata(call)
    content |= _in_thread(call, channel)
    warnings = _cut(content)
    if metadata:
        content["metadata"] = metadata
    message = bot_message(call.workspace.app, call.workspace.new_ts(), content)
    call.workspace.say(channel, message)
    return {
        "ok": True,
        "channel": channel["id"],
        "ts": message["ts"],
        "message": message,
        **warnings,
    }


def _cut(content: Json) -> Json:
    """Cut a text that is too long, and say so."""
    if len(content.get("text", "")) <= LONGEST_TEXT:
        return {}
    content["text"] = content["text"][:LONGEST_TEXT]
    return {
        "warning": "message_truncated",
        "response_metadata": {"warnings": ["message_truncated"]},
    }


def post_ephemeral(call: Call) -> Answer:
    """chat.postEphemeral."""
    channel = _destination(call)
    call.need("user")
    user = str(call.arguments["user"])
    if not call.workspace.rooms.is_member(channel["id"], user):
        raise SlackError("user_not_in_channel")
    content = {**_content(call), **_in_thread(call, channel)}
    _cut(content)
    message = bot_message(call.workspace.app, call.workspace.new_ts(), content)
    call.workspace.say(channel, message, shown_to=user)
    return {"ok": True, "message_ts": message["ts"]}


def _own_message(call: Call, otherwise: str) -> tuple[Json, Json]:
    """Return a message that the bot wrote, and where it is. Raises SlackError."""
    channel = call.channel()
    call.need("ts")
    found = call.workspace.messages.find(channel["id"], str(call.arguments["ts"]))
    if found is None or found[1] is not None:
        raise SlackError("message_not_found")
    if found[0].get("bot_id") != call.workspace.app.bot_id:
        raise SlackError(otherwise)
    return channel, found[0]


def update(call: Call) -> Answer:
    """chat.update: what is not given anew is gone, blocks too; metadata stays."""
    channel, before = _own_message(call, "cant_update_message")
    content = _content(call)
    if len(content.get("text", "")) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    metadata = _metadata(call)
    kept: Json = {
        name: before[name]
        for name in ("thread_ts", "subtype", "metadata", "reactions", "files")
        if name in before
    }
    if metadata is not None:
        kept["metadata"] = metadata
    if metadata == {}:
        del kept["metadata"]
    workspace = call.workspace
    edited = {"user": workspace.app.bot_user_id, "ts": workspace.new_ts()}
    message = bot_message(workspace.app, before["ts"], {**kept, **content, "edited": edited})
    workspace.rewrite(channel, message)
    return {
        "ok": True,
        "channel": channel["id"],
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


def delete(call: Call) -> Answer:
    """chat.delete."""
    channel, message = _own_message(call, "cant_delete_message")
    call.workspace.unsay(channel, message["ts"])
    return {"ok": True, "channel": channel["id"], "ts": message["ts"]}


def permalink(call: Call) -> Answer:
    """chat.getPermalink."""
    channel = call.channel()
    call.need("message_ts")
    ts = str(call.arguments["message_ts"])
    if call.workspace.messages.public(channel["id"], ts) is None:
        raise SlackError("message_not_found")
    link = permalink_to(call.workspace, channel["id"], ts)
    return {"ok": True, "channel": channel["id"], "permalink": link}


def permalink_to(workspace: Workspace, channel: str, ts: str) -> str:
    """Return the address of a message, as Slack forms it."""
    domain = workspace.app.team_domain
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "chat.getPermalink": Method(permalink),
}
