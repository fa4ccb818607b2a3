"""views.*: modals and Home tabs."""

from sle_broker.practice.slack import opening
from sle_broker.practice.slack.calls import Answer, Call, Method
from sle_broker.practice.slack.errors import SlackError


def open_(call: Call) -> Answer:
    """views.open."""
    call.need("trigger_id", "view")
    workspace, view = call.workspace, call.parsed("view", "invalid_arguments")
    trigger = workspace.triggers.find(call.arguments["trigger_id"], workspace.now())
    shown = opening.open_modal(workspace, trigger.user, view)
    trigger.used = True
    return {"ok": True, "view": shown}


def push(call: Call) -> Answer:
    """views.push."""
    call.need("trigger_id", "view")
    workspace, view = call.workspace, call.parsed("view", "invalid_arguments")
    trigger = workspace.triggers.find(call.arguments["trigger_id"], workspace.now())
    shown = opening.push_modal(workspace, trigger.user, trigger.view, view)
    trigger.used = True
    return {"ok": True, "view": shown}


def update(call: Call) -> Answer:
    """views.update."""
    call.need("view")
    workspace = call.workspace
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", ["missing required field: view_id"])
    known = (
        workspace.views.find(view_id)
        if view_id
        else workspace.views.find_external(external_id or "")
    )
    if known is None:
        raise SlackError("not_found")
    before, user = known
    expected = call.text("hash")
    if expected and expected != before["hash"]:
        raise SlackError("hash_conflict")
    view = call.parsed("view", "invalid_arguments")
    return {"ok": True, "view": opening.change_modal(workspace, before, user, view)}


def publish(call: Call) -> Answer:
    """views.publish."""
    call.need("user_id", "view")
    workspace, user = call.workspace, str(call.arguments["user_id"])
    known = workspace.rooms.user(user)
    if known is None or known["is_bot"]:
        raise SlackError("invalid_arguments", ["user_id must be a person of this workspace"])
    view = call.parsed("view", "invalid_arguments")
    return {"ok": True, "view": opening.publish_home(workspace, user, view, call.text("hash"))}


METHODS = {
    "views.open": Method(open_),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
