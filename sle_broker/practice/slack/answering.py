"""What an app's answer does: the response URL of an interaction, and the body of a command's
acknowledgement.
"""

import secrets

from sle_broker.practice.slack.blockkit.checking import (
    check_attachments,
    check_blocks,
    name_blocks,
)
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.methods.chat import LONGEST_TEXT, bot_message
from sle_broker.practice.slack.workspace import Workspace


def issue_url(workspace: Workspace, channel: Json, user: str, ts: str | None = None) -> str:
    """Return a response URL for something a person did, on the message `ts` when there is one."""
    ticket = secrets.token_urlsafe(24)
    about = {"channel": channel["id"], "user": user, "ts": ts}
    workspace.ledger.issue(ticket, about, workspace.now())
    return f"{workspace.base_url}actions/{workspace.app.team_id}/{ticket}"


def respond(workspace: Workspace, ticket: str, body: Json) -> None:
    """Do what was posted to a response URL. Raises SlackError."""
    about, why_not = workspace.ledger.redeem(ticket, workspace.now())
    if about is None:
        raise SlackError(why_not)
    answer(workspace, about, body)


def answer(workspace: Workspace, about: Json, body: Json) -> None:
    """Show an app's answer where the person acted. Raises SlackError."""
    channel = workspace.rooms.channel(about["channel"])
    if channel is None:
        raise SlackError("channel_not_found")
    original = workspace.messages.find(channel["id"], about["ts"]) if about["ts"] else None
    if body.get("delete_original"):
        if original is not None:
            workspace.unsay(channel, about["ts"])
        return
    content = _content(workspace, body)
    if body.get("replace_original") and original is not None:
        message, shown_to = original
        kept: Json = {name: message[name] for name in ("thread_ts", "metadata") if name in message}
        if shown_to is None:
            kept["edited"] = {"user": workspace.app.bot_user_id, "ts": workspace.new_ts()}
        changed = bot_message(workspace.app, message["ts"], {**kept, **content})
        workspace.rewrite(channel, changed, shown_to)
        return
    if body.get("thread_ts"):
        content["thread_ts"] = str(body["thread_ts"])
    shown_to = None if body.get("response_type") == "in_channel" else about["user"]
    workspace.say(channel, bot_message(workspace.app, workspace.new_ts(), content), shown_to)


def _content(workspace: Workspace, body: Json) -> Json:
    content: Json = {}
    if body.get("blocks") is not None:
        checked = check_blocks(body["blocks"])
        content["blocks"] = name_blocks(checked, lambda: workspace.new_id("b"))
    if body.get("attachments") is not None:
        content["attachments"] = check_attachments(body["attachments"])
    if body.get("text"):
        content["text"] = str(body["text"])[:LONGEST_TEXT]
    if not any(content.values()):
        raise SlackError("no_text")
    return content
