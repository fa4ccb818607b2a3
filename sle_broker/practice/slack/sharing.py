"""Files: what an app uploads and shares, and what a person drops into a conversation."""

import mimetypes
import secrets
from dataclasses import dataclass
from typing import Any

from sle_broker.practice.slack.calls import Answer, Call, Method
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import Cannot, SlackError
from sle_broker.practice.slack.workspace import Workspace

LARGEST = 20 * 1024 * 1024
"""Bytes of a file here; Slack takes a gigabyte, nobody practises with that."""
_MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person shares."""

    name: str
    content: bytes
    type: str | None = None


def _file_object(workspace: Workspace, user: str, name: str, size: int, kind: str | None) -> Json:
    identity = workspace.new_id("F")
    mimetype = kind or mimetypes.guess_type(name)[0] or "application/octet-stream"
    address = f"{workspace.base_url}files/{identity}/{name.rsplit('/', 1)[-1]}"
    return {
        "id": identity,
        "created": int(workspace.now().timestamp()),
        "timestamp": int(workspace.now().timestamp()),
        "name": name,
        "title": name,
        "mimetype": mimetype,
        "filetype": name.rsplit(".", 1)[-1].lower() if "." in name else "binary",
        "user": user,
        "user_team": workspace.app.team_id,
        "mode": "hosted",
        "size": size,
        "is_external": False,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
    }


def store_upload(workspace: Workspace, user: str, channel: Json, upload: Upload) -> Json:
    """Keep what a person shares and return its file object. Raises Cannot."""
    if not 0 < len(upload.content) <= LARGEST:
        raise Cannot("file_too_large", f"{upload.name} is empty or larger than 20 MB.")
    file = _file_object(workspace, user, upload.name, len(upload.content), upload.type)
    file["channels"] = [channel["id"]]
    ticket = secrets.token_urlsafe(24)
    workspace.ledger.expect_file(file, ticket)
    workspace.ledger.receive_file(ticket, upload.content)
    return file


def shared_with(workspace: Workspace, user: str, file: str) -> tuple[Json, bytes] | None:
    """Return a file and its content if it was shared where this person is, else None."""
    known = workspace.ledger.file(file)
    if known is None or known[1] is None:
        return None
    inside = any(workspace.rooms.is_member(one, user) for one in known[0].get("channels", []))
    return (known[0], known[1]) if inside else None


def get_upload_url(call: Call) -> Answer:
    """files.getUploadURLExternal."""
    call.need("filename", "length")
    try:
        length = int(str(call.arguments["length"]))
    except ValueError:
        raise SlackError("invalid_arguments", ["length must be a number of bytes"]) from None
    if not 0 < length <= LARGEST:
        raise SlackError("file_upload_size_restricted")
    workspace = call.workspace
    name = str(call.arguments["filename"])
    file = _file_object(workspace, workspace.app.bot_user_id, name, length, None)
    ticket = secrets.token_urlsafe(24)
    workspace.ledger.expect_file(file, ticket)
    address = f"{workspace.base_url}upload/v1/{ticket}"
    return {"ok": True, "upload_url": address, "file_id": file["id"]}


def complete_upload(call: Call) -> Answer:
    """files.completeUploadExternal: name the files and share them in a conversation."""
    files = [_complete(call, entry) for entry in _entries(call)]
    channel_id = call.text("channel_id") or call.text("channels")
    if channel_id:
        _share(call, channel_id, files)
    return {"ok": True, "files": files}


def _entries(call: Call) -> list[Any]:
    entries = call.parsed("files", "invalid_arguments")
    if not isinstance(entries, list) or not 0 < len(entries) <= _MOST_FILES:
        raise SlackError("invalid_arguments", ["files must name one to ten files"])
    return entries


def _complete(call: Call, entry: Any) -> Json:
    identity = entry.get("id") if isinstance(entry, dict) else None
    known = call.workspace.ledger.file(str(identity))
    if known is None:
        raise SlackError("file_not_found")
    file, content = known
    if content is None:
        raise SlackError("file_not_uploaded")
    file = {**file, "title": str(entry.get("title") or file["name"]), "size": len(content)}
    call.workspace.ledger.keep_file(file)
    return file


def _share(call: Call, channel_id: str, files: list[Json]) -> None:
    workspace = call.workspace
    channel = workspace.rooms.channel(channel_id)
    if channel is None or not call.may_know(channel):
        raise SlackError("channel_not_found")
    if not call.is_inside(channel):
        raise SlackError("not_in_channel")
    for file in files:
        file["channels"] = [channel["id"]]
        workspace.ledger.keep_file(file)
    message: Json = {
        "user": workspace.app.bot_user_id,
        "type": "message",
        "subtype": "file_share",
        "ts": workspace.new_ts(),
        "bot_id": workspace.app.bot_id,
        "app_id": workspace.app.app_id,
        "text": call.text("initial_comment") or "",
        "files": files,
        "upload": True,
    }
    if call.text("thread_ts"):
        message["thread_ts"] = call.text("thread_ts")
    workspace.say(channel, message)


def file_info(call: Call) -> Answer:
    """files.info."""
    call.need("file")
    known = call.workspace.ledger.file(str(call.arguments["file"]))
    if known is None:
        raise SlackError("file_not_found")
    return {"ok": True, "file": known[0]}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete_upload, "files:write"),
    "files.info": Method(file_info, "files:read"),
}
