"""`/sle`: by itself and with `help` an overview, with `request` the request form."""

from typing import Any, Final

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.counter import Counter, Turn
from bot.ids import Carried
from bot.listeners.payloads import Body, command_key
from bot.listeners.requesting import open_request_form
from bot.views.help import help_message

COMMAND: Final = "/sle"
_REQUEST: Final = frozenset({"request", "new", "ask", "support"})


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen to the slash command."""

    @app.command(COMMAND)
    async def run(ack: Any, body: Body, client: AsyncWebClient) -> None:
        user, words = str(body["user_id"]), str(body.get("text") or "").split()
        if words[:1] and words[0].lower() in _REQUEST:
            await _request(ack, body, client)
            return
        message = await counter.look(user, _help)
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")

    async def _request(ack: Any, body: Body, client: AsyncWebClient) -> None:
        user, channel = str(body["user_id"]), str(body.get("channel_name") or "")
        view = await counter.look(user, lambda turn: _form(turn, channel))
        if view is None:
            key = command_key(body)
            told = await counter.serve(user, key, lambda turn: turn.welcome_stranger())
            await ack(text=told or "", response_type="ephemeral")
            return
        await client.views_open(trigger_id=str(body["trigger_id"]), view=view)
        await ack()


def _form(turn: Turn, channel: str) -> dict[str, Any] | None:
    return None if turn.who is None else open_request_form(turn, Carried(), channel)


def _help(turn: Turn) -> Any:
    acts = turn.who is not None and bool(turn.screens.coordinates(turn.connection, turn.person))
    return help_message(is_sle=turn.who is None or bool(turn.who.sle), coordinates=acts)
