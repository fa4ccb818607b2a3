"""What Slack sends, as far as we read it: who, what was pressed or filled in, under which key.

Interactions and commands are not delivered again; events are, under the same `event_id`
(docs.slack.dev, apis/events-api).
"""

from dataclasses import dataclass
from typing import Any

from bot.ids import Carried, unpacked

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or a menu's option: who pressed it, what it carries, and where it stands."""

    user: str
    action: str
    carried: Carried
    key: str
    trigger: str
    channel: str = ""
    ts: str = ""


def pressed(body: Body) -> Pressed:
    """Read a `block_actions` payload; raises ValueError for a button that is not ours."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    carried = unpacked(str(chosen.get("value") or action.get("value") or ""))
    container, user = body.get("container") or {}, str(body["user"]["id"])
    channel = str(container.get("channel_id") or "")
    ts = str(container.get("message_ts") or "")
    where = f"{channel}:{ts}" if ts else f"{container.get('view_id', '')}"
    name = carried.do or str(action["action_id"])
    return Pressed(
        user=user,
        action=name,
        carried=carried,
        key=f"slack:press:{where}:{name}:{user}:{action.get('action_ts', '')}",
        trigger=str(body.get("trigger_id") or ""),
        channel=channel,
        ts=ts,
    )


@dataclass(frozen=True, slots=True)
class Submitted:
    """A modal that somebody sent off."""

    user: str
    view: str
    carried: Carried
    state: dict[str, Any]
    blocks: tuple[Any, ...]
    key: str

    @property
    def first_input(self) -> str:
        """The block that a word about the whole is shown at; nothing: there is no input."""
        inputs = (x["block_id"] for x in self.blocks if x.get("type") == "input")
        return next(inputs, "")


def submitted(body: Body) -> Submitted:
    """Read a `view_submission` payload; raises ValueError for a view that is not ours."""
    view = body["view"]
    return Submitted(
        user=str(body["user"]["id"]),
        view=str(view["callback_id"]),
        carried=unpacked(str(view.get("private_metadata") or "")),
        state=view.get("state", {}).get("values", {}),
        blocks=tuple(view.get("blocks", ())),
        key=f"slack:view:{view['id']}:{view.get('hash', '')}",
    )


def event_key(body: Body) -> str:
    """Return the key of an event, the same at each delivery."""
    return f"slack:event:{body['event_id']}"


def command_key(body: Body) -> str:
    """Return the key of a slash command."""
    return f"slack:command:{body['trigger_id']}"
