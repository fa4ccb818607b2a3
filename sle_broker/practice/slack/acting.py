"""What happens when a person acts: the app is told, and its answer shows."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sle_broker.practice.slack import opening, payloads
from sle_broker.practice.slack.answering import answer, issue_url
from sle_broker.practice.slack.blockkit.elements import suggestions
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.delivery import Outcome, Reply
from sle_broker.practice.slack.errors import Cannot, SlackError
from sle_broker.practice.slack.forms import complaints
from sle_broker.practice.slack.rooms import SLACKBOT
from sle_broker.practice.slack.state import (
    FIELDS,
    State,
    chosen,
    elements_of,
    filled,
    initial_state,
    option_of,
    people_in,
    value_of,
)
from sle_broker.practice.slack.workspace import Workspace

_log = logging.getLogger(__name__)

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack says in a modal, or beside a button, when its app does not answer."""
Wanted = tuple[str | None, str]
"""The block (None: whichever it is) and the action that somebody presses."""


class Acting:
    """One person's actions."""

    def __init__(self, workspace: Workspace, user: Json) -> None:
        """Act as this user."""
        self._workspace = workspace
        self._user = user

    def _trigger(self, view: str | None = None) -> str:
        workspace = self._workspace
        return workspace.triggers.issue(self._user["id"], view, workspace.now())

    # --- commands ---

    async def command(self, channel: Json, command: str, text: str) -> Outcome:
        """Tell the app of a slash command; Slackbot tells the person when that fails."""
        workspace = self._workspace
        if command not in workspace.app.commands:
            raise Cannot("unknown_command", f"{command} is not a valid command.")
        reply = await workspace.courier.ask(
            "slash_commands",
            {
                **payloads.slash_command(workspace, self._user, channel),
                "command": command,
                "text": text,
                "trigger_id": self._trigger(),
                "response_url": issue_url(workspace, channel, self._user["id"]),
            },
        )
        if reply.error is not None:
            said = f"{command} failed with the error “{reply.error}”"
            self._slackbot_says(channel, said)
            _log.warning("A command was not taken by the app: %s", reply.error)
            return Outcome(reply.error, said)
        return self._show_answer(channel, reply)

    def _show_answer(self, channel: Json, reply: Reply) -> Outcome:
        """Show what came with the acknowledgement of a command."""
        if not reply.body:
            return Outcome()
        about = {"channel": channel["id"], "user": self._user["id"], "ts": None}
        try:
            answer(self._workspace, about, reply.body)
        except SlackError as error:
            _log.warning("Refused the body of a command's acknowledgement: %s", error)
            return Outcome(error.name, TROUBLE)
        return Outcome()

    def _slackbot_says(self, channel: Json, text: str) -> None:
        ts = self._workspace.new_ts()
        message = {"user": SLACKBOT, "type": "message", "ts": ts, "text": text}
        self._workspace.say(channel, message, shown_to=self._user["id"])

    # --- presses ---

    async def press_message(
        self, channel: Json, ts: str, wanted: Wanted, choice: Any, given: Mapping[str, Any]
    ) -> Outcome:
        """Press something in a message."""
        found = self._workspace.messages.find(channel["id"], ts)
        if found is None or found[1] not in (None, self._user["id"]):
            raise Cannot("message_not_found", "That message is gone.")
        message, shown_to = found
        blocks = message.get("blocks", [])
        block, element = _element(blocks, wanted)
        state = self._filled(blocks, initial_state(blocks), given)
        action = self._action(block, element, choice, state)
        body = {
            **_place(channel, message, ephemeral=shown_to is not None),
            "state": {"values": state},
            "response_url": issue_url(self._workspace, channel, self._user["id"], ts),
        }
        if shown_to is None:
            body["message"] = self._workspace.messages.with_thread(channel["id"], message)
        return await self._tell_press(body, action, None)

    async def press_view(
        self, view: Json, wanted: Wanted, choice: Any, given: Mapping[str, Any]
    ) -> Outcome:
        """Press something in a modal or in the Home tab."""
        block, element = _element(view["blocks"], wanted)
        state = self._filled(view["blocks"], view["state"]["values"], given)
        action = self._action(block, element, choice, state)
        view = {**view, "state": {"values": state}}
        self._workspace.views.change(view)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Outcome()
        body = {"container": {"type": "view", "view_id": view["id"]}, "view": view}
        return await self._tell_press(body, action, view["id"] if view["type"] == "modal" else None)

    def _filled(self, blocks: Sequence[Json], state: State, given: Mapping[str, Any]) -> State:
        """Return a state with what was filled in. Raises Cannot, for unknown people too."""
        after = filled(blocks, state, given)
        self._know(after)
        return after

    def _know(self, state: State) -> None:
        for user in people_in(state):
            if self._workspace.rooms.user(user) is None:
                raise Cannot("user_not_found", f"Nobody here has the Slack id {user}.")

    def _action(self, block: Json, element: Json, choice: Any, state: State) -> Json:
        """Return the action as Slack tells it, and put what was chosen into the state."""
        kind = element["type"]
        action: Json = {
            "type": kind,
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._workspace.new_ts(),
        }
        if kind in FIELDS:
            value = value_of(element, chosen(element, choice))
            state.setdefault(block["block_id"], {})[element["action_id"]] = value
            self._know(state)
            return action | value
        if kind == "overflow":
            return action | {"selected_option": option_of(element, choice)}
        if kind == "feedback_buttons":
            buttons = (element["positive_button"], element["negative_button"])
            if choice not in [button["value"] for button in buttons]:
                raise Cannot("invalid_option", f"“{choice}” is neither of the two buttons")
            return action | {"value": choice}
        kept = {
            name: element[name] for name in ("text", "value", "style", "url") if name in element
        }
        return action | kept

    async def _tell_press(self, body: Json, action: Json, view: str | None) -> Outcome:
        workspace = self._workspace
        payload = {
            **payloads.interaction(workspace, "block_actions", self._user),
            "trigger_id": self._trigger(view),
            **body,
            "actions": [action],
        }
        return _pressed(await workspace.courier.ask("interactive", payload))

    # --- menus that the app fills ---

    async def suggest(
        self, place: tuple[Json, str] | Json, wanted: Wanted, query: str
    ) -> Json | None:
        """Ask the app what to offer in an external menu: in a message (its channel and ts) or a
        view. None: it did not answer, or with what Slack would not show.
        """
        blocks, body = self._where(place)
        block, element = _element(blocks, wanted)
        if not element["type"].endswith("external_select"):
            raise Cannot("action_not_found", "That is no menu that its app fills.")
        payload = {
            **payloads.interaction(self._workspace, "block_suggestion", self._user),
            **body,
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": query,
        }
        reply = await self._workspace.courier.ask("interactive", payload)
        problems = [reply.error] if reply.error else list(suggestions(reply.body, ""))
        if problems:
            _log.warning("Refused what the app offers in a menu: %s", problems[0])
            return None
        return reply.body

    def _where(self, place: tuple[Json, str] | Json) -> tuple[list[Json], Json]:
        if isinstance(place, dict):
            container = {"type": "view", "view_id": place["id"]}
            return place["blocks"], {"container": container, "view": place}
        channel, ts = place
        found = self._workspace.messages.find(channel["id"], ts)
        if found is None or found[1] not in (None, self._user["id"]):
            raise Cannot("message_not_found", "That message is gone.")
        message, shown_to = found
        body = _place(channel, message, ephemeral=shown_to is not None)
        return message.get("blocks", []), {**body, "message": message}

    # --- modals ---

    async def submit(self, view: Json, given: Mapping[str, Any]) -> Outcome:
        """Submit a form: Slack looks at it first, then its app."""
        if view.get("submit") is None:
            raise Cannot("no_submit", "This form has nothing to submit.")
        workspace = self._workspace
        state = self._filled(view["blocks"], view["state"]["values"], given)
        view = {**view, "state": {"values": state}}
        workspace.views.change(view)
        wrong = complaints(view)
        if wrong:
            return Outcome(errors=wrong)
        payload = {
            **payloads.interaction(workspace, "view_submission", self._user),
            "trigger_id": self._trigger(view["id"]),
            "view": view,
            "response_urls": self._response_urls(view),
        }
        reply = await workspace.courier.ask("interactive", payload)
        if reply.error is not None:
            return _pressed(reply)
        try:
            return self._follow(view, reply.body)
        except SlackError as error:
            _log.warning("Refused the answer to a submitted form: %s", error)
            return Outcome(error.name, TROUBLE)

    def _response_urls(self, view: Json) -> list[Json]:
        """Return a response URL for each conversation chosen in a field that asks for one."""
        urls = []
        for block in view["blocks"]:
            for element in elements_of(block):
                if not element.get("response_url_enabled"):
                    continue
                value = view["state"]["values"][block["block_id"]][element["action_id"]]
                channel = self._workspace.rooms.channel(str(value[FIELDS[element["type"]].key]))
                if channel is not None:
                    url = issue_url(self._workspace, channel, self._user["id"])
                    place = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    urls.append({**place, "channel_id": channel["id"], "response_url": url})
        return urls

    def _follow(self, view: Json, body: Json) -> Outcome:
        """Do what the app answered to a submission (docs.slack.dev, surfaces/modals)."""
        workspace, user = self._workspace, self._user["id"]
        match body.get("response_action"):
            case None:
                self._shut([view])
            case "clear":
                self._shut(workspace.views.stack(user))
            case "update":
                opening.change_modal(workspace, view, user, body.get("view"))
            case "push":
                opening.push_modal(workspace, user, view["id"], body.get("view"))
            case "errors":
                return Outcome(errors=_errors(view, body.get("errors")))
            case other:
                raise SlackError("invalid_response_action", [f"unknown response_action {other}"])
        return Outcome()

    def _shut(self, views: Sequence[Json]) -> None:
        self._workspace.views.drop(views)
        self._workspace.changed("modal", self._user["id"])

    async def close(self, view: Json, *, everything: bool) -> Outcome:
        """Close a form; the app hears of it where its view asked for that."""
        workspace = self._workspace
        everything = everything or view["clear_on_close"]
        closed = workspace.views.stack(self._user["id"]) if everything else [view]
        self._shut(closed)
        for one in reversed(closed):
            if one["notify_on_close"]:
                payload = {
                    **payloads.interaction(workspace, "view_closed", self._user),
                    "view": one,
                    "is_cleared": everything,
                }
                await workspace.courier.ask("interactive", payload)
        return Outcome()


def _place(channel: Json, message: Json, *, ephemeral: bool) -> Json:
    """Return where a message is, as interactions tell it."""
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel["id"],
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    shown = {"id": channel["id"], "name": payloads.shown_name(channel)}
    return {"container": container, "channel": shown}


def _element(blocks: Sequence[Json], wanted: Wanted) -> tuple[Json, Json]:
    """Find what is pressed. Raises Cannot."""
    block_id, action_id = wanted
    for block in _with_cards(blocks):
        if block_id in (None, block["block_id"]):
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    raise Cannot("action_not_found", "That button is not there any more.")


def _with_cards(blocks: Sequence[Json]) -> list[Json]:
    """Return the blocks with a carousel's cards in its place."""
    return [
        inner
        for block in blocks
        for inner in (block["elements"] if block["type"] == "carousel" else [block])
    ]


def _errors(view: Json, errors: Any) -> dict[str, str]:
    """Return the errors an app found in a form, each on a field of it. Raises SlackError."""
    fields = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= fields:
        raise SlackError("invalid_errors", ["errors must name input blocks of the view"])
    return {block_id: str(text) for block_id, text in errors.items()}


def _pressed(reply: Reply) -> Outcome:
    if reply.error is None:
        return Outcome()
    _log.warning("An interaction was not taken by the app: %s", reply.error)
    return Outcome(reply.error, TROUBLE)
