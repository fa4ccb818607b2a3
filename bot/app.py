"""The Slack app: Bolt, told by Socket Mode or by signed HTTP, with every listener of ours.

Slack is answered only after the listener's transaction is committed: an event whose listener
fails is not acknowledged, so Slack delivers it again. Interactions and commands are never
delivered again; whoever pressed is told that nothing has changed.
"""

import logging
from collections.abc import Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.counter import Counter
from bot.faults import answer_fault
from bot.listeners import commands, homes, messages, presses, submissions
from core.desk import Desk

EVENTS_PATH = "/slack/events"
_log = logging.getLogger(__name__)


def make_app(
    desk: Desk,
    *,
    bot_token: str,
    api_url: str,
    signing_secret: str = "",
    wake: Callable[[], None] = lambda: None,
) -> AsyncApp:
    """Return the app with all its listeners.

    `api_url` ends with a slash; `signing_secret` is needed for HTTP; `wake` is called, from any
    thread, when something may wait in the outbox.
    """
    client = AsyncWebClient(token=bot_token, base_url=api_url, retry_handlers=[])
    app = AsyncApp(
        client=client,
        signing_secret=signing_secret or "not used in Socket Mode",
        attaching_conversation_kwargs_enabled=False,
        process_before_response=True,
    )
    counter = Counter(desk, wake)
    for module in (presses, submissions, messages, commands, homes):
        module.register(app, counter)
    app.error(answer_fault)
    return app


def mount(app: AsyncApp, application: web.Application) -> None:
    """Take what Slack sends over signed HTTP, at `EVENTS_PATH` of a web application."""

    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application.router.add_post(EVENTS_PATH, handle)


class SocketMode:
    """The app's own connection to Slack, kept up until it is closed."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        """Connect with an app-level token that has `connections:write`."""
        self._handler = AsyncSocketModeHandler(app, app_token)

    async def connect(self) -> None:
        """Connect; raises what slack_sdk raises where Slack refuses the token."""
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Disconnect."""
        await self._handler.close_async()  # type: ignore[no-untyped-call]
