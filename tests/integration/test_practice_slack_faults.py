"""Bad days on demand: out of reach, slow, too many requests, response URLs that are used up."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sle_broker.practice.slack import Change
from tests.support.practice_slack import Slack, bolt, running, socket_mode

Json = dict[str, Any]


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3") as found:
        yield found


async def test_when_it_is_down_every_call_fails_until_it_is_mended(slack: Slack) -> None:
    bot = bolt(slack)
    async with socket_mode(slack, bot):
        await slack.workspace.break_down()
        assert slack.workspace.sockets.connections == 0
        with pytest.raises(SlackApiError) as failed:
            await slack.client.chat_postMessage(channel=slack.channel, text="Hello")
        assert failed.value.response.status_code == 503
        assert (await slack.ada.command(slack.channel, "/sle")).error == "dispatch_failed"
        slack.workspace.faults.mend()
        async with asyncio.timeout(10):
            await slack.workspace.sockets.connected()
    assert (await slack.client.chat_postMessage(channel=slack.channel, text="Hello"))["ok"]


async def test_it_can_refuse_connections_altogether(slack: Slack) -> None:
    await slack.workspace.break_down(refusing=True)
    client = AsyncWebClient(
        token="xoxb-practice-test", base_url=slack.server.api_url, retry_handlers=[]
    )
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.auth_test()
    slack.workspace.faults.mend()
    assert (await client.auth_test())["ok"]


async def test_it_can_be_slow(slack: Slack) -> None:
    slack.workspace.faults.slow = 0.2
    began = monotonic()
    await slack.client.auth_test()
    assert monotonic() - began >= 0.2


async def test_one_method_or_all_answer_429(slack: Slack) -> None:
    slack.workspace.faults.limit("chat.postMessage", retry_after=7, times=1)
    with pytest.raises(SlackApiError) as limited:
        await slack.client.chat_postMessage(channel=slack.channel, text="Hello")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert limited.value.response["error"] == "ratelimited"
    assert (await slack.client.chat_postMessage(channel=slack.channel, text="Hello"))["ok"]
    slack.workspace.faults.limit(retry_after=2)
    for _ in range(3):
        assert await slack.refused("auth.test") == "ratelimited"
    slack.workspace.faults.lift()
    assert (await slack.client.auth_test())["ok"]


async def test_a_channel_takes_one_message_a_second_when_told_to(slack: Slack) -> None:
    second = slack.workspace.add_channel("second", [slack.ada.id])
    slack.workspace.faults.pace = timedelta(seconds=1)

    async def post(channel: str) -> str | None:
        answer = await slack.answer("chat.postMessage", channel=channel, text="Hello")
        return answer.get("error")

    assert await post(slack.channel) is None
    assert await post(slack.channel) == "ratelimited"
    assert await post(second) is None
    slack.clock.advance(timedelta(milliseconds=999))
    assert await post(slack.channel) == "ratelimited"
    slack.clock.advance(timedelta(milliseconds=1))
    assert await post(slack.channel) is None
    slack.clock.advance(timedelta(days=-1))
    assert await post(slack.channel) is None


# --- response URLs ------------------------------------------------------------------------------


async def _response_url(slack: Slack) -> str:
    bot = bolt(slack)

    @bot.app.command("/sle")
    async def take(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    async with socket_mode(slack, bot):
        await slack.ada.command(slack.channel, "/sle")
    return str(bot.heard[0]["response_url"])


async def _answer(url: str, body: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status, await response.text()


async def test_a_response_url_serves_five_times(slack: Slack) -> None:
    url = await _response_url(slack)
    for n in range(5):
        assert await _answer(url, {"text": f"Answer {n}"}) == (200, "ok")
    assert await _answer(url, {"text": "Answer 5"}) == (404, "used_url")
    seen = slack.ada.messages(slack.channel)
    assert [message["text"] for message in seen] == [f"Answer {n}" for n in range(5)]
    assert all(message["ephemeral"] for message in seen)
    assert slack.ben.messages(slack.channel) == []


async def test_a_response_url_serves_for_thirty_minutes(slack: Slack) -> None:
    url = await _response_url(slack)
    slack.clock.advance(timedelta(minutes=30))
    assert (await _answer(url, {"text": "In time"}))[0] == 200
    slack.clock.advance(timedelta(seconds=1))
    assert await _answer(url, {"text": "Too late"}) == (404, "expired_url")


async def test_a_bad_answer_to_a_response_url_is_refused(slack: Slack) -> None:
    url = await _response_url(slack)
    assert await _answer(url, {"blocks": [{"type": "poem"}]}) == (400, "invalid_blocks")
    assert await _answer(url, {}) == (400, "no_text")
    assert await _answer(url, ["text"]) == (400, "json_not_object")


@pytest.mark.parametrize("ephemeral", [False, True])
async def test_a_pressed_message_is_replaced_or_deleted_through_its_response_url(
    slack: Slack, ephemeral: bool
) -> None:
    bot = bolt(slack)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]

    @bot.app.action("go")
    async def go(ack: Any, respond: Any, body: Json) -> None:
        bot.note(body)
        await ack()
        await respond(text="Gone through", replace_original=True)

    if ephemeral:
        posted = await slack.client.chat_postEphemeral(
            channel=slack.channel, user=slack.ada.id, text="Go?", blocks=blocks
        )
        ts = str(posted["message_ts"])
    else:
        posted = await slack.client.chat_postMessage(
            channel=slack.channel, text="Go?", blocks=blocks
        )
        ts = str(posted["ts"])
    async with socket_mode(slack, bot):
        assert (await slack.ada.press("go", channel=slack.channel, ts=ts)).ok
    seen = slack.ada.messages(slack.channel)
    assert [(m["text"], m["ts"], m["ephemeral"]) for m in seen] == [("Gone through", ts, ephemeral)]
    assert bot.heard[0]["container"]["is_ephemeral"] is ephemeral
    assert ("message" in bot.heard[0]) is not ephemeral
    assert (await _answer(bot.heard[0]["response_url"], {"delete_original": True}))[0] == 200
    assert slack.ada.messages(slack.channel) == []


# --- being told ---------------------------------------------------------------------------------


async def test_whoever_listens_hears_of_every_change_and_cannot_break_it(slack: Slack) -> None:
    heard: list[Change] = []
    stop = slack.workspace.on_change(heard.append)

    def broken(_change: Change) -> None:
        raise RuntimeError("the page has gone")

    slack.workspace.on_change(broken)
    await slack.ada.post(slack.channel, "Hello")
    home = {"type": "home", "blocks": []}
    await slack.client.views_publish(user_id=slack.ada.id, view=home)
    assert heard == [Change("channel", slack.channel), Change("home", slack.ada.id)]
    stop()
    stop()
    await slack.ada.post(slack.channel, "Hello again")
    assert len(heard) == 2
