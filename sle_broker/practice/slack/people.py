"""The people's side over HTTP: what the practice page and the acceptance tests use.

Paths are relative to where the application is mounted: `/practice/api/people`.
"""

import base64
import binascii
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from aiohttp import web

from sle_broker.practice.slack.acting import TROUBLE
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.delivery import Outcome
from sle_broker.practice.slack.errors import Cannot
from sle_broker.practice.slack.member import Member, Upload
from sle_broker.practice.slack.sharing import LARGEST
from sle_broker.practice.slack.workspace import Workspace

_log = logging.getLogger(__name__)

_CHOICES = (
    "selected_option selected_options selected_date selected_time selected_date_time selected_user "
    "selected_users selected_channel selected_channels selected_conversation "
    "selected_conversations rich_text_value value"
).split()
_Act = Callable[[Member, Json], Awaitable[Json]]
_Handler = Callable[[web.Request], Awaitable[web.Response]]


def people_application(workspace: Workspace, slack_ids: Mapping[str, str]) -> web.Application:
    """Return the application; `slack_ids` gives a person's Slack user id, and may grow."""
    app = web.Application(client_max_size=2 * LARGEST)
    who = _Who(workspace, slack_ids)
    app.router.add_get("/{person}/slack", who.reads(_seen))
    app.router.add_get("/{person}/slack/files/{file}", who.downloads())
    for name, act in _ACTS.items():
        app.router.add_post(f"/{{person}}/slack/{name}", who.does(act))
    return app


class _Who:
    """Finds the person a request is about, and answers for what they cannot do."""

    def __init__(self, workspace: Workspace, slack_ids: Mapping[str, str]) -> None:
        self._workspace = workspace
        self._slack_ids = slack_ids

    def reads(self, look: Callable[[Member], Json]) -> _Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                return web.json_response(look(self._member(request)))
            except Cannot as error:
                return _refused(error)

        return handle

    def downloads(self) -> _Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                file, content = self._member(request).file(request.match_info["file"])
            except Cannot as error:
                return _refused(error)
            named = f"attachment; filename*=UTF-8''{quote(file['name'])}"
            return web.Response(
                body=content,
                content_type=file["mimetype"],
                headers={"Content-Disposition": named, "X-Content-Type-Options": "nosniff"},
            )

        return handle

    def does(self, act: _Act) -> _Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                member = self._member(request)
                return web.json_response(await act(member, await _body(request)))
            except Cannot as error:
                return _refused(error)

        return handle

    def _member(self, request: web.Request) -> Member:
        user = self._slack_ids.get(request.match_info["person"])
        try:
            return self._workspace.member(user or "")
        except LookupError:
            raise Cannot("user_not_found", "This person is not in Slack.") from None


def _refused(error: Cannot) -> web.Response:
    _log.warning("Refused what a person tried: %s", error)
    status = 404 if error.name.endswith("not_found") else 400
    return web.json_response({"error": error.name, "text": error.why}, status=status)


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise Cannot("invalid_json", "The request is not JSON.") from None
    if not isinstance(body, dict):
        raise Cannot("invalid_json", "The request must be a JSON object.")
    return body


def _seen(member: Member) -> Json:
    member.open_dm()
    return {
        "conversations": member.conversations(),
        "home": member.home(),
        "modal": member.modal(),
    }


def _outcome(outcome: Outcome) -> Json:
    """Return what the page is told: nothing when all is well."""
    told: Json = {}
    if outcome.error is not None:
        told |= {"error": outcome.error, "text": outcome.text}
    if outcome.errors:
        told["errors"] = dict(outcome.errors)
    return told


def _word(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Cannot("invalid_arguments", f"“{name}” is missing.")
    return value


def _values(given: Any) -> Json:
    """Return a form's values, given with or without Slack's `values` around them."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Cannot("invalid_arguments", "“state” must be an object.")
    values = given.get("values", given)
    if not isinstance(values, dict):
        raise Cannot("invalid_arguments", "“state.values” must be an object.")
    return values


async def _post(member: Member, body: Json) -> Json:
    files = [_file(entry) for entry in body.get("files") or []]
    text = str(body.get("text") or "")
    thread = body.get("thread_ts")
    ts = await member.post(_word(body, "channel"), text, thread_ts=thread, files=files)
    return {"ts": ts}


def _file(entry: Any) -> Upload:
    try:
        content = base64.b64decode(entry["base64"], validate=True)
        return Upload(str(entry["name"]), content, entry.get("type"))
    except (KeyError, TypeError, AttributeError, binascii.Error):
        raise Cannot("invalid_arguments", "A file needs a name and its content.") from None


async def _press(member: Member, body: Json) -> Json:
    choice = next((body[name] for name in _CHOICES if body.get(name) is not None), None)
    outcome = await member.press(
        _word(body, "action_id"),
        block_id=body.get("block_id"),
        channel=body.get("channel"),
        ts=body.get("ts"),
        view_id=body.get("view_id"),
        choice=choice,
        state=_values(body.get("state")),
    )
    return _outcome(outcome)


async def _suggest(member: Member, body: Json) -> Json:
    offered = await member.suggest(
        _word(body, "action_id"),
        str(body.get("value") or ""),
        block_id=body.get("block_id"),
        channel=body.get("channel"),
        ts=body.get("ts"),
        view_id=body.get("view_id"),
    )
    return {"error": "operation_timeout", "text": TROUBLE} if offered is None else offered


async def _command(member: Member, body: Json) -> Json:
    text = str(body.get("text") or "")
    return _outcome(await member.command(_word(body, "channel"), _word(body, "command"), text))


async def _home(member: Member, _body: Json) -> Json:
    await member.open_home()
    return {}


async def _view(member: Member, body: Json) -> Json:
    view_id = _word(body, "view_id")
    match body.get("do"):
        case "submit":
            return _outcome(await member.submit(_values(body.get("state")), view_id=view_id))
        case "close":
            return _outcome(await member.close(view_id=view_id))
        case _:
            raise Cannot("invalid_arguments", "“do” must be “submit” or “close”.")


_ACTS: dict[str, _Act] = {
    "messages": _post,
    "press": _press,
    "suggest": _suggest,
    "command": _command,
    "home": _home,
    "view": _view,
}
