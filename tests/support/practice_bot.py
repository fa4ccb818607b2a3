"""A small Bolt app in the practice Slack that shows every kind of block and notes what it hears."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from core.settings import Settings

Json = dict[str, Any]


@dataclass
class Bot:
    """What the app heard, and a client to speak with."""

    client: AsyncWebClient
    actions: list[Json] = field(default_factory=list)
    messages: list[Json] = field(default_factory=list)
    submitted: list[Json] = field(default_factory=list)
    closed: list[Json] = field(default_factory=list)

    async def say(self, user: str, text: str, blocks: list[Json] | None = None) -> str:
        """Write to somebody directly and return the message's ts."""
        room = (await self.client.conversations_open(users=[user]))["channel"]["id"]
        return str(
            (await self.client.chat_postMessage(channel=room, text=text, blocks=blocks))["ts"]
        )


def plain(text: str) -> Json:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    """Return an option whose value is its text in small letters."""
    return {"text": plain(text), "value": text.lower()}


def _input(name: str, element: Json, **more: Any) -> Json:
    element = {**element, "action_id": "x"}
    return {"type": "input", "block_id": name, "label": plain(name), "element": element, **more}


FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": plain("A form"),
    "submit": plain("Send it"),
    "close": plain("Leave it"),
    "blocks": [
        _input("Priorities", {"type": "plain_text_input", "multiline": True}),
        _input("Payer", {"type": "static_select", "options": [option("Own"), option("Boards")]}),
        _input("Day", {"type": "datepicker"}, optional=True),
        _input("Phase", {"type": "radio_buttons", "options": [option("A"), option("B")]}),
        _input("Subjects", {"type": "checkboxes", "options": [option("One"), option("Two")]}),
    ],
}


@asynccontextmanager
async def living_in(settings: Settings) -> AsyncIterator[Bot]:
    """Connect the app over Socket Mode."""
    token = settings.slack_bot_token.get_secret_value()
    client = AsyncWebClient(token=token, base_url=settings.slack_api_url)
    app = AsyncApp(client=client, attaching_conversation_kwargs_enabled=False)
    bot = Bot(client)
    _listen(app, bot)
    handler = AsyncSocketModeHandler(app, settings.slack_app_token.get_secret_value())
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield bot
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def _listen(app: AsyncApp, bot: Bot) -> None:
    @app.command("/sle")
    async def command(ack: Any, body: Json) -> None:
        await bot.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.view("form")
    async def submit(ack: Any, body: Json) -> None:
        values = body["view"]["state"]["values"]
        if "quickly" in values["Priorities"]["x"]["value"]:
            await ack(response_action="errors", errors={"Priorities": "Please take your time."})
            return
        bot.submitted.append(values)
        await ack()

    @app.view_closed("form")
    async def close(ack: Any, body: Json) -> None:
        bot.closed.append(body)
        await ack()

    @app.action(re.compile(".*"))
    async def act(ack: Any, body: Json) -> None:
        await ack()
        bot.actions.append(body["actions"][0])

    @app.event("message")
    async def hear(event: Json) -> None:
        bot.messages.append(event)

    @app.event("app_home_opened")
    async def home(event: Json) -> None:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Nothing waits*"}}
        await bot.client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section]}
        )
