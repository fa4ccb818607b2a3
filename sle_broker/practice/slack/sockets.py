"""Socket Mode: connections, envelopes, acknowledgements (docs.slack.dev, apis/events-api/
using-socket-mode).
"""

import asyncio
import json
import logging
import secrets
from contextlib import suppress
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.delivery import Envelope, Reply
from sle_broker.practice.slack.faults import Faults

_log = logging.getLogger(__name__)

MOST_CONNECTIONS = 10
"""Of one app at a time, as Slack allows."""
_MOST_TICKETS = 100
_HEARTBEAT_SECONDS = 30.0
_WARNING_SECONDS = 10


class SocketMode:
    """The app's open connections; an envelope goes out on one of them."""

    def __init__(self, app_id: str, faults: Faults) -> None:
        """Serve one app."""
        self._app_id = app_id
        self._faults = faults
        self._tickets: dict[str, None] = {}
        self._connections: list[web.WebSocketResponse] = []
        self._turns = count()
        self._waiting: dict[str, tuple[asyncio.Future[Reply], web.WebSocketResponse]] = {}
        self._arrival = asyncio.Event()

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def connected(self, count: int = 1) -> None:
        """Wait until there are so many connections."""
        while len(self._connections) < count:
            await self._arrival.wait()

    def ticket(self) -> str:
        """Return what a new connection must show; it serves once."""
        while len(self._tickets) >= _MOST_TICKETS:
            self._tickets.pop(next(iter(self._tickets)))
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = None
        return ticket

    async def deliver(self, envelope: Envelope, within: float) -> Reply:
        """Send an envelope on one connection and wait for the acknowledgement.

        An event waits for a connection as long as it would for the answer; a person does not.
        """
        if envelope.kind == "events_api":
            with suppress(TimeoutError):
                await asyncio.wait_for(self.connected(), within)
        if self._faults.unreachable or not self._connections:
            return Reply("dispatch_failed")
        connection = self._connections[next(self._turns) % len(self._connections)]
        envelope_id = secrets.token_hex(16)
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (future, connection)
        try:
            async with asyncio.timeout(within):
                await connection.send_str(json.dumps(_message(envelope, envelope_id)))
                return await future
        except TimeoutError:
            return Reply("operation_timeout" if envelope.kind != "events_api" else "timeout")
        except ConnectionError:
            return Reply("connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does at times; `warning` says that it is coming."""
        for connection in list(self._connections):
            await _say(connection, _disconnect(reason))
            if reason != "warning":
                self._forget(connection)

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self._connections):
            self._forget(connection)
            await connection.close(code=1011)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection for as long as it lives."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            _log.warning("Refused a Socket Mode connection: its ticket is unknown or was used")
            return web.Response(status=408, text="the ticket is unknown or was used")
        del self._tickets[ticket]
        connection = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS)
        await connection.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            _log.warning("Refused a Socket Mode connection: %d are open", MOST_CONNECTIONS)
            await _say(connection, _disconnect("too_many_websockets"))
            await connection.close()
            return connection
        await self._serve(connection)
        return connection

    async def _serve(self, connection: web.WebSocketResponse) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "debug_info": {"host": "practice", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }
        await _say(connection, hello)
        self._connections.append(connection)
        self._arrival.set()
        self._arrival = asyncio.Event()
        try:
            async for message in connection:
                if message.type is WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._forget(connection)

    def _forget(self, connection: web.WebSocketResponse) -> None:
        """Send nothing more on a connection; when it is closed, wait for no answer on it."""
        if connection in self._connections:
            self._connections.remove(connection)
        for future, on in list(self._waiting.values()):
            if on is connection and connection.closed and not future.done():
                future.set_result(Reply("connection_failed"))

    def _take(self, data: str) -> None:
        """Read an acknowledgement; anything else is said in the log and left."""
        try:
            answer = json.loads(data)
        except ValueError:
            answer = None
        envelope_id = answer.get("envelope_id") if isinstance(answer, dict) else None
        if not isinstance(envelope_id, str):
            _log.warning("Ignored a Socket Mode message that acknowledges nothing")
            return
        waiting = self._waiting.get(envelope_id)
        if waiting is None:
            _log.warning("Ignored a late or unknown acknowledgement")
        elif not waiting[0].done():
            waiting[0].set_result(Reply(body=_body(answer.get("payload"))))


def _body(payload: Any) -> Json:
    return payload if isinstance(payload, dict) else {}


def _message(envelope: Envelope, envelope_id: str) -> Json:
    message: Json = {
        "envelope_id": envelope_id,
        "payload": envelope.payload,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        message |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
    return message


def _disconnect(reason: str) -> Json:
    return {
        "type": "disconnect",
        "reason": reason,
        "debug_info": {"host": "practice", "seconds_left": _WARNING_SECONDS},
    }


async def _say(connection: web.WebSocketResponse, message: Json) -> None:
    try:
        await connection.send_str(json.dumps(message))
    except ConnectionError:
        _log.warning("A Socket Mode connection was gone before it could be told")
