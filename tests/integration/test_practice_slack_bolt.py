"""The real Bolt app in the practice Slack, over Socket Mode and over signed HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.support.practice_slack import Bot, Slack, bolt, running, signed_http, socket_mode

Connect = Callable[[Slack, Bot], AbstractAsyncContextManager[object]]

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "visit",
    "title": {"type": "plain_text", "text": "A visit"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What was done?"},
            "element": {"type": "plain_text_input", "action_id": "text", "min_length": 3},
        }
    ],
}
BUTTONS: list[dict[str, Any]] = [
    {
        "type": "actions",
        "block_id": "choice",
        "elements": [
            {
                "type": "button",
                "action_id": "confirm",
                "value": "case-7",
                "text": {"type": "plain_text", "text": "Confirm"},
            }
        ],
    }
]


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3") as found:
        yield found


@pytest.fixture(params=[socket_mode, signed_http], ids=["sockets", "http"])
def connect(request: pytest.FixtureRequest) -> Connect:
    chosen: Connect = request.param
    return chosen


def _echo(bot: Bot) -> Bot:
    @bot.app.event("message")
    async def hear(event: dict[str, Any], body: dict[str, Any]) -> None:
        bot.note(event)
        await bot.client.chat_postMessage(channel=event["channel"], text=f"Heard: {event['text']}")

    return bot


async def test_a_message_reaches_the_bot_and_its_answer_the_person(
    slack: Slack, connect: Connect
) -> None:
    bot = _echo(bolt(slack))
    async with connect(slack, bot):
        ts = await slack.ada.post(slack.channel, "Half day at Oakfield")
        await bot.until(1)
        await slack.workspace.settled()
    assert bot.heard[0]["ts"] == ts
    assert bot.heard[0]["user"] == slack.ada.id
    assert bot.heard[0]["channel_type"] == "channel"
    texts = [message["text"] for message in slack.ben.messages(slack.channel)]
    assert texts == ["Half day at Oakfield", "Heard: Half day at Oakfield"]


async def test_a_button_in_a_message_opens_a_form_whose_answer_arrives(
    slack: Slack, connect: Connect
) -> None:
    bot = bolt(slack)

    @bot.app.action("confirm")
    async def press(ack: Any, body: dict[str, Any]) -> None:
        bot.note(body)
        await bot.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @bot.app.view("visit")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        bot.note(view)
        await ack()

    async with connect(slack, bot):
        posted = await slack.client.chat_postMessage(
            channel=slack.channel, text="Confirm?", blocks=BUTTONS
        )
        pressed = await slack.ada.press("confirm", channel=slack.channel, ts=str(posted["ts"]))
        assert pressed.ok
        short = await slack.ada.submit({"what": {"text": "no"}})
        assert short.errors == {"what": "Please enter at least 3 characters."}
        assert (await slack.ada.submit({"what": {"text": "Phonics with Y1"}})).ok
        await slack.workspace.settled()
    press_body, view = bot.heard
    assert press_body["actions"][0]["value"] == "case-7"
    assert press_body["message"]["ts"] == posted["ts"]
    assert view["state"]["values"]["what"]["text"]["value"] == "Phonics with Y1"
    assert slack.ada.modal() is None
