"""Views put in front of people: made from what an app sends, kept, changed, closed."""

import secrets
from typing import Any

from sle_broker.practice.slack.blockkit.blocks import Surface
from sle_broker.practice.slack.blockkit.checking import LARGEST_VIEW, check_view, name_blocks
from sle_broker.practice.slack.database import Json, pack
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.state import initial_state
from sle_broker.practice.slack.views import DEEPEST
from sle_broker.practice.slack.workspace import Workspace


def _sound(workspace: Workspace, view: Any, kind: Surface, own_id: str | None = None) -> Json:
    """Return a view that Slack would take, its blocks named. Raises SlackError."""
    checked = check_view(view, kind)
    if len(pack(checked).encode()) > LARGEST_VIEW:
        raise SlackError("view_too_large")
    external = checked.get("external_id")
    if external:
        known = workspace.views.find_external(external)
        if known is not None and known[0]["id"] != own_id:
            raise SlackError("duplicate_external_id")
    blocks = name_blocks(checked["blocks"], lambda: workspace.new_id("b"))
    return {**checked, "blocks": blocks}


def _object(workspace: Workspace, view: Json, place: Json, before: Json | None = None) -> Json:
    """Return a view as Slack shows it to its app."""
    app = workspace.app
    state = initial_state(view["blocks"], before)
    return {
        **place,
        "team_id": app.team_id,
        "type": view["type"],
        "blocks": view["blocks"],
        "private_metadata": view.get("private_metadata") or "",
        "callback_id": view.get("callback_id") or "",
        "state": {"values": state},
        "hash": f"{int(workspace.now().timestamp())}.{secrets.token_hex(4)}",
        "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(view.get("clear_on_close")),
        "notify_on_close": bool(view.get("notify_on_close")),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "app_id": app.app_id,
        "external_id": view.get("external_id") or "",
        "app_installed_team_id": app.team_id,
        "bot_id": app.bot_id,
    }


def open_modal(workspace: Workspace, user: str, view: Any) -> Json:
    """Open a modal in front of somebody, in place of any that is open. Raises SlackError."""
    sound = _sound(workspace, view, "modal")
    identity = workspace.new_id("V")
    place = {"id": identity, "root_view_id": identity, "previous_view_id": None}
    with workspace.together():
        workspace.views.drop(workspace.views.stack(user))
        shown = _object(workspace, sound, place)
        workspace.views.add(user, shown)
    workspace.changed("modal", user)
    return shown


def push_modal(workspace: Workspace, user: str, below: str | None, view: Any) -> Json:
    """Put a view on the modal that a person has open. Raises SlackError."""
    stack = workspace.views.stack(user)
    if below is None or all(open_["id"] != below for open_ in stack):
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    sound = _sound(workspace, view, "modal")
    place = {
        "id": workspace.new_id("V"),
        "root_view_id": stack[0]["id"],
        "previous_view_id": stack[-1]["id"],
    }
    shown = _object(workspace, sound, place)
    workspace.views.add(user, shown)
    workspace.changed("modal", user)
    return shown


def change_modal(workspace: Workspace, before: Json, user: str, view: Any) -> Json:
    """Show another content in a view that is open. Raises SlackError."""
    sound = _sound(workspace, view, before["type"], before["id"])
    if before["type"] == "modal" and not sound.get("external_id"):
        sound = {**sound, "external_id": before["external_id"]}
    place = {name: before[name] for name in ("id", "root_view_id", "previous_view_id")}
    shown = _object(workspace, sound, place, before)
    workspace.views.change(shown)
    workspace.changed(before["type"], user)
    return shown


def publish_home(workspace: Workspace, user: str, view: Any, expected: str | None) -> Json:
    """Show a Home tab to somebody. Raises SlackError."""
    before = workspace.views.home(user)
    if before is not None:
        if expected and expected != before["hash"]:
            raise SlackError("hash_conflict")
        return change_home(workspace, before, user, view)
    sound = _sound(workspace, view, "home")
    identity = workspace.new_id("V")
    place = {"id": identity, "root_view_id": identity, "previous_view_id": None}
    shown = _object(workspace, sound, place)
    workspace.views.add(user, shown)
    workspace.changed("home", user)
    return shown


change_home = change_modal
"""A Home tab is changed as a modal is: what was filled in stays where its field stays."""
