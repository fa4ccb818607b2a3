"""A practice Slack that runs, the real slack_sdk at its door, and a small Bolt app living in it."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from core.clock import FixedClock
from sle_broker.practice.slack import (
    Deadlines,
    Member,
    RequestUrls,
    SlackApp,
    SlackServer,
    Workspace,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ALL_SCOPES = SlackApp.made_up().scopes | {"channels:read", "channels:join", "reactions:write"}
QUICK = Deadlines(acknowledge=3.0, retry_after=(0.0, 0.05, 0.1))


@dataclass
class Slack:
    """A workspace with a channel and three people, its server, and a client with a token."""

    workspace: Workspace
    server: SlackServer
    clock: FixedClock
    client: AsyncWebClient
    channel: str
    ada: Member
    ben: Member
    outsider: Member
    path: Path

    async def refused(self, method: str, **arguments: Any) -> str:
        """Call a method and return the error it is refused with."""
        return str((await self.answer(method, **arguments))["error"])

    async def answer(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method and return what it answers, refusals too."""
        from slack_sdk.errors import SlackApiError  # noqa: PLC0415

        try:
            response = await self.client.api_call(method, json=arguments)
        except SlackApiError as error:
            response = error.response
        data = response.data
        assert isinstance(data, dict)
        return data


def furnish(workspace: Workspace) -> tuple[str, Member, Member, Member]:
    """Add the channel and the people."""
    ada = workspace.add_user("Ada Coordinator", "ada@hub.example", title="Coordinator")
    ben = workspace.add_user("Ben Specialist", "ben@oakfield.example")
    other = workspace.add_user("Olive Outsider", "olive@elsewhere.example")
    channel = workspace.add_channel("south-alliance", [ada, ben])
    return channel, workspace.member(ada), workspace.member(ben), workspace.member(other)


@contextlib.asynccontextmanager
async def running(
    path: Path, *, app: SlackApp | None = None, deadlines: Deadlines = QUICK, now: datetime = NOW
) -> AsyncIterator[Slack]:
    """Run a practice Slack whose state is in `path`."""
    clock = FixedClock(now)
    app = app or slack_app()
    workspace = Workspace(path, clock, app, deadlines=deadlines)
    server = SlackServer(workspace)
    await server.start()
    client = AsyncWebClient(token=app.bot_token, base_url=server.api_url)
    channel, ada, ben, outsider = furnish(workspace)
    try:
        yield Slack(workspace, server, clock, client, channel, ada, ben, outsider, path)
    finally:
        await server.stop()
        await workspace.close()


def slack_app(scopes: frozenset[str] = ALL_SCOPES) -> SlackApp:
    """Return an app with tokens of its own and these scopes."""
    return SlackApp(
        bot_token="xoxb-practice-test",
        app_token="xapp-practice-test",
        signing_secret="practice-test-secret",
        scopes=scopes,
    )


# --- a Bolt app ---------------------------------------------------------------------------------


@dataclass
class Bot:
    """A Bolt app that notes what it is told."""

    app: AsyncApp
    client: AsyncWebClient
    heard: list[dict[str, Any]] = field(default_factory=list)
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, what: dict[str, Any]) -> None:
        """Remember what the app was told."""
        self.heard.append(what)
        self._told.set()

    async def until(self, count: int) -> list[dict[str, Any]]:
        """Wait until it has been told this many things."""
        async with asyncio.timeout(10):
            while len(self.heard) < count:
                self._told.clear()
                await self._told.wait()
        return self.heard


def bolt(slack: Slack) -> Bot:
    """Return a Bolt app as the product makes one, without listeners."""
    client = AsyncWebClient(token=slack.workspace.app.bot_token, base_url=slack.server.api_url)
    app = AsyncApp(
        client=client,
        signing_secret=slack.workspace.app.signing_secret,
        attaching_conversation_kwargs_enabled=False,
        process_before_response=True,
    )
    return Bot(app, client)


@contextlib.asynccontextmanager
async def socket_mode(slack: Slack, bot: Bot) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect the app over Socket Mode."""
    handler = AsyncSocketModeHandler(bot.app, slack.workspace.app.app_token, ping_interval=0.2)
    before = slack.workspace.sockets.connections
    await handler.connect_async()  # type: ignore[no-untyped-call]
    async with asyncio.timeout(5):
        await slack.workspace.sockets.connected(before + 1)
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def signed_http(slack: Slack, bot: Bot) -> AsyncIterator[str]:
    """Have the app called at a request URL."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    runner = web.AppRunner(bot.app.web_app("/slack/events", port=port))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    address = f"http://127.0.0.1:{port}/slack/events"
    slack.workspace.deliver_to(RequestUrls.all_at(address))
    try:
        yield address
    finally:
        await runner.cleanup()


# --- blocks that Slack takes --------------------------------------------------------------------

TEXT: dict[str, Any] = {"type": "plain_text", "text": "Text"}
SECTION: dict[str, Any] = {"type": "section", "text": TEXT}
BUTTON: dict[str, Any] = {"type": "button", "text": TEXT}
INPUT: dict[str, Any] = {
    "type": "input",
    "label": TEXT,
    "element": {"type": "plain_text_input"},
}
SOUND: dict[str, dict[str, Any]] = {
    "card": {"type": "card", "title": TEXT},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "title": TEXT}]},
    "context_actions": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": TEXT, "value": "good"},
                "negative_button": {"text": TEXT, "value": "bad"},
            }
        ],
    },
    "markdown": {"type": "markdown", "text": "**Text**"},
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
    "alert": {"type": "alert", "text": TEXT, "level": "warning"},
    "section": SECTION,
    "header": {"type": "header", "text": TEXT},
    "divider": {"type": "divider"},
    "context": {"type": "context", "elements": [TEXT]},
    "actions": {"type": "actions", "elements": [BUTTON]},
    "input": INPUT,
    "image": {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "A"},
    "rich_text": {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "One", "style": {"bold": True}}],
                    }
                ],
            }
        ],
    },
}
"""A sound example of every kind of block."""
