"""The practice Slack's web server: Web API, Socket Mode, response URLs, uploads. Loopback only."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sle_broker.practice.slack import sharing
from sle_broker.practice.slack.answering import respond
from sle_broker.practice.slack.calls import Answer, Call, Method, authorise
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import SlackError
from sle_broker.practice.slack.methods import chat, conversations, users, views
from sle_broker.practice.slack.signed import on_this_machine
from sle_broker.practice.slack.workspace import Workspace

_log = logging.getLogger(__name__)

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **sharing.METHODS,
    **users.METHODS,
    **views.METHODS,
}
_LARGEST_BODY = sharing.LARGEST + 1024 * 1024
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SlackServer:
    """Serves one workspace on this machine."""

    def __init__(self, workspace: Workspace, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on loopback; port 0 takes any that is free. Raises ValueError for another host."""
        if not on_this_machine(host):
            raise ValueError(f"the practice Slack listens on this machine only, not on {host}")
        self._workspace = workspace
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, and deliver what an earlier run could not. Raises OSError: the port is taken."""
        runner = web.AppRunner(self._application(), access_log=None, handle_signals=False)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        host, port = runner.addresses[0][:2]
        self._port = port
        shown = f"[{host}]" if ":" in host else host
        self._workspace.base_url = f"http://{shown}:{port}/"
        self._workspace.courier.resume()

    @property
    def api_url(self) -> str:
        """What to give slack_sdk as `base_url`; raises RuntimeError before it listens."""
        if self._runner is None:
            raise RuntimeError("the practice Slack has not been started")
        return f"{self._workspace.base_url}api/"

    async def stop(self) -> None:
        """Close every connection; the workspace stays."""
        await self._workspace.courier.stop()
        await self._workspace.sockets.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[self._misbehave])
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", self._workspace.sockets.handle)
        app.router.add_post("/actions/{team}/{ticket}", self._respond)
        app.router.add_post("/upload/v1/{ticket}", self._upload)
        app.router.add_get("/files/{file}/{name}", self._file)
        return app

    @web.middleware
    async def _misbehave(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Be slow, down or gone, when told to."""
        faults = self._workspace.faults
        if faults.slow:
            await asyncio.sleep(faults.slow)
        if faults.refusing:
            if request.transport is not None:
                request.transport.abort()
            raise web.HTTPServiceUnavailable
        if faults.down:
            return web.Response(status=503, text="Service Unavailable")
        return await handler(request)

    # --- the Web API ---

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            arguments = await _arguments(request)
            limited = self._limited(name, arguments)
            if limited is not None:
                return limited
            answer = self._answer(name, _token(request, arguments), arguments)
        except SlackError as error:
            _log.warning("Refused %s: %s", name, error)
            answer = error.answer()
        scopes = ",".join(sorted(self._workspace.app.scopes))
        return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})

    def _limited(self, name: str, arguments: Json) -> web.Response | None:
        workspace = self._workspace
        channel = arguments.get("channel")
        seconds = workspace.faults.retry_after(name, channel, workspace.now())
        if seconds is None:
            return None
        _log.warning("Refused %s: too many requests, again in %d s", name, seconds)
        return web.json_response(
            {"ok": False, "error": "ratelimited"},
            status=429,
            headers={"Retry-After": str(seconds)},
        )

    def _answer(self, name: str, token: str | None, arguments: Json) -> Answer:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        authorise(self._workspace, method, token)
        call = Call(self._workspace, name, arguments)
        if method.scope is not None:
            call.require_one({method.scope})
        with self._workspace.together():
            return method.handler(call)

    # --- beside the Web API ---

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            body = _object(await request.text())
            respond(self._workspace, request.match_info["ticket"], body)
        except SlackError as error:
            _log.warning("Refused an answer to a response URL: %s", error)
            status = 404 if error.name in {"expired_url", "used_url"} else 400
            return web.Response(status=status, text=error.name)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        content = await _uploaded(request)
        file = self._workspace.ledger.receive_file(request.match_info["ticket"], content)
        if file is None:
            _log.warning("Refused an upload: nobody asked for its address")
            return web.Response(status=404, text="unknown upload")
        if len(content) != file["size"]:
            _log.warning("An upload has %d bytes, %d were announced", len(content), file["size"])
        return web.Response(text=f"OK - {len(content)}")

    async def _file(self, request: web.Request) -> web.Response:
        known = self._workspace.ledger.file(request.match_info["file"])
        if known is None or known[1] is None:
            return web.Response(status=404, text="no such file")
        if _token(request, {}) != self._workspace.app.bot_token:
            _log.warning("Refused a file: the request carried no token of the bot")
            return web.Response(status=403, text="not_authed")
        return web.Response(body=known[1], content_type=known[0]["mimetype"])


async def _arguments(request: web.Request) -> Json:
    """Return a call's arguments: of the query, and of a form or JSON body. Raises SlackError."""
    arguments: Json = dict(request.query)
    if not request.can_read_body:
        return arguments
    if request.content_type == "application/json":
        return arguments | _object(await request.text())
    form: Any = await request.post()
    return arguments | {name: value for name, value in form.items() if isinstance(value, str)}


def _object(text: str) -> Json:
    """Read a JSON object. Raises SlackError."""
    try:
        body = json.loads(text)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


def _token(request: web.Request, arguments: Json) -> str | None:
    """Return the token of the header, or of the arguments."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    given = token.strip() if kind.lower() == "bearer" else arguments.get("token")
    return str(given) if given else None


async def _uploaded(request: web.Request) -> bytes:
    """Return a file's content, sent as it is or as a form."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
