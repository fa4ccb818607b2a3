"""How the app is told: tried again, in several copies, over several connections, or not at all."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sle_broker.practice.slack import Deadlines, RequestUrls, SlackApp
from sle_broker.practice.slack.signed import signature
from tests.support.practice_slack import (
    QUICK,
    Bot,
    Slack,
    bolt,
    running,
    signed_http,
    socket_mode,
)

Json = dict[str, Any]
IMPATIENT = Deadlines(acknowledge=0.3, retry_after=(0.0, 0.05, 0.1))


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3", deadlines=IMPATIENT) as found:
        yield found


def listening(slack: Slack) -> Bot:
    """Return an app that notes every event and command."""
    bot = bolt(slack)

    @bot.app.event("message")
    async def hear(body: Json) -> None:
        bot.note(body)

    @bot.app.command("/sle")
    async def command(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    return bot


def failing(slack: Slack, times: int) -> Bot:
    """Return an app that fails so many times at an event before it takes one."""
    bot = bolt(slack)

    @bot.app.event("message")
    async def hear(body: Json) -> None:
        bot.note(body)
        if len(bot.heard) <= times:
            raise RuntimeError("not now")

    return bot


@pytest.mark.parametrize("connect", [socket_mode, signed_http], ids=["sockets", "http"])
@pytest.mark.parametrize(("failures", "tries"), [(0, 1), (1, 2), (3, 4), (9, 4)])
async def test_an_event_is_tried_again_up_to_three_times(
    slack: Slack, connect: Any, failures: int, tries: int
) -> None:
    bot = failing(slack, failures)
    async with connect(slack, bot):
        await slack.ada.post(slack.channel, "Hello")
        await slack.workspace.settled()
    assert len(bot.heard) == tries
    assert len({body["event_id"] for body in bot.heard}) == 1
    assert slack.workspace.ledger.open_events() == []


async def test_an_event_waits_for_the_app_and_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "slack.sqlite3"
    patient = Deadlines(acknowledge=0.05, retry_after=(30.0,))
    async with running(path, deadlines=patient) as slack:
        await slack.ada.post(slack.channel, "Is anybody there?")
        await asyncio.sleep(0.2)
    async with running(path, deadlines=Deadlines(acknowledge=3.0, retry_after=(0.0,))) as again:
        bot = listening(again)
        async with socket_mode(again, bot):
            await again.workspace.settled()
    assert [body["event"]["text"] for body in bot.heard] == ["Is anybody there?"]


async def test_each_event_comes_four_times_and_shuffled_when_told_to(slack: Slack) -> None:
    slack.workspace.faults.copies = 4
    slack.workspace.faults.shuffled = 0.1
    bot = listening(slack)
    async with socket_mode(slack, bot):
        stamps = [await slack.ada.post(slack.channel, f"{n}") for n in range(5)]
        await slack.workspace.settled()
    heard = [body["event"]["ts"] for body in bot.heard]
    assert sorted(heard) == sorted(stamps * 4)
    assert heard != sorted(heard)
    assert len({body["event_id"] for body in bot.heard}) == 5


async def test_each_envelope_goes_to_one_of_several_connections(slack: Slack) -> None:
    one, other = listening(slack), listening(slack)
    async with socket_mode(slack, one), socket_mode(slack, other):
        for n in range(6):
            await slack.ada.post(slack.channel, f"{n}")
        await slack.workspace.settled()
    assert len(one.heard) + len(other.heard) == 6
    assert one.heard
    assert other.heard


@pytest.mark.parametrize("how", ["refresh", "drop"])
async def test_the_app_comes_back_after_a_disconnection(slack: Slack, how: str) -> None:
    bot = listening(slack)
    async with socket_mode(slack, bot):
        await slack.ada.post(slack.channel, "Before")
        await slack.workspace.settled()
        await (
            slack.workspace.sockets.refresh()
            if how == "refresh"
            else slack.workspace.sockets.drop()
        )
        assert slack.workspace.sockets.connections == 0
        async with asyncio.timeout(10):
            await slack.workspace.sockets.connected()
        await slack.ada.post(slack.channel, "After")
        await slack.workspace.settled()
    assert [body["event"]["text"] for body in bot.heard] == ["Before", "After"]


async def test_an_eleventh_connection_is_turned_away(slack: Slack) -> None:
    async with aiohttp.ClientSession() as session:
        open_ = [await session.ws_connect(await _link(slack)) for _ in range(10)]
        for connection in open_:
            assert (await connection.receive_json())["type"] == "hello"
        async with session.ws_connect(await _link(slack)) as extra:
            told = await extra.receive_json()
            assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
        for connection in open_:
            await connection.close()


async def _link(slack: Slack) -> str:
    answer = await slack.client.apps_connections_open(app_token=slack.workspace.app.app_token)
    return str(answer["url"])


async def test_a_ticket_opens_one_connection(slack: Slack) -> None:
    url = await _link(slack)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as connection:
            hello = await connection.receive_json()
            assert hello["connection_info"]["app_id"] == slack.workspace.app.app_id
            await connection.ping(b"sdk-ping-pong:1")
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_command_nobody_takes_in_time_shows_slacks_own_error(slack: Slack) -> None:
    bot = bolt(slack)

    @bot.app.command("/sle")
    async def slow(ack: Any, body: Json) -> None:
        bot.note(body)
        await asyncio.sleep(0.6)
        await ack()

    async with socket_mode(slack, bot):
        outcome = await slack.ada.command(slack.channel, "/sle", "help")
        await asyncio.sleep(0.5)
    assert outcome.error == "operation_timeout"
    said = slack.ada.messages(slack.channel)[-1]
    assert (said["name"], said["ephemeral"]) == ("Slackbot", True)
    assert "operation_timeout" in said["text"]
    assert slack.ben.messages(slack.channel) == []
    assert len(bot.heard) == 1


async def test_a_command_fails_at_once_when_no_app_is_there(slack: Slack) -> None:
    outcome = await slack.ada.command(slack.channel, "/sle", "help")
    assert outcome.error == "dispatch_failed"


@pytest.mark.parametrize("connect", [socket_mode, signed_http], ids=["sockets", "http"])
async def test_a_command_carries_its_words_and_its_answer_is_shown(
    slack: Slack, connect: Any
) -> None:
    bot = bolt(slack)

    @bot.app.command("/sle")
    async def answer(ack: Any, body: Json, respond: Any) -> None:
        bot.note(body)
        await ack("Only you see this")
        await respond(text="All see this", response_type="in_channel")

    async with connect(slack, bot):
        words = "request for @ben & <me>"
        assert (await slack.ada.command(slack.channel, "/sle", words)).ok
        await slack.workspace.settled()
    body = bot.heard[0]
    assert body["text"] == f"request for <@{slack.ben.id}|ben> &amp; &lt;me&gt;"
    assert (body["user_id"], body["channel_id"]) == (slack.ada.id, slack.channel)
    assert [m["text"] for m in slack.ben.messages(slack.channel)] == ["All see this"]
    assert len(slack.ada.messages(slack.channel)) == 2


async def test_the_bot_hears_no_channel_it_is_not_in(slack: Slack) -> None:
    quiet = slack.workspace.add_channel("quiet", [slack.ada.id], with_bot=False)
    bot = listening(slack)
    async with socket_mode(slack, bot):
        await slack.ada.post(quiet, "Among ourselves")
        await slack.ada.post(slack.ada.open_dm(), "To the bot")
        await slack.workspace.settled()
    assert [body["event"]["text"] for body in bot.heard] == ["To the bot"]
    assert bot.heard[0]["event"]["channel_type"] == "im"


async def test_edits_and_deletions_are_told(slack: Slack) -> None:
    told: list[Json] = []
    async with aiohttp.ClientSession() as session, session.ws_connect(await _link(slack)) as ws:
        await ws.receive_json()
        posted = await slack.client.chat_postMessage(channel=slack.channel, text="One")
        place: Json = {"channel": slack.channel, "ts": str(posted["ts"])}
        await slack.client.chat_update(**place, text="Two")
        await slack.client.chat_delete(**place)
        for _ in range(3):
            envelope = await ws.receive_json()
            told.append(envelope["payload"]["event"])
            await ws.send_json({"envelope_id": envelope["envelope_id"]})
        await slack.workspace.settled()
    assert sorted(str(event.get("subtype")) for event in told) == [
        "None",
        "message_changed",
        "message_deleted",
    ]
    changed = next(event for event in told if event.get("subtype") == "message_changed")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("Two", "One")


async def test_garbage_on_a_connection_is_ignored(slack: Slack) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(await _link(slack)) as ws:
        await ws.receive_json()
        for junk in ("{", "[]", '{"envelope_id": 5}', '{"envelope_id": "unknown"}', "null"):
            await ws.send_str(junk)
        await slack.ada.post(slack.channel, "Still here")
        envelope = await ws.receive_json()
        assert envelope["accepts_response_payload"] is False
        await ws.send_json({"envelope_id": envelope["envelope_id"]})
        await slack.workspace.settled()
    assert slack.workspace.ledger.open_events() == []


# --- signed HTTP --------------------------------------------------------------------------------


async def test_a_request_is_signed_and_says_which_try_it_is(slack: Slack) -> None:
    seen: list[tuple[Json, dict[str, str]]] = []

    async def take(request: web.Request) -> web.Response:
        text = await request.text()
        stamp = request.headers["X-Slack-Request-Timestamp"]
        base = f"v0:{stamp}:{text}".encode()
        secret = slack.workspace.app.signing_secret.encode()
        expected = "v0=" + hmac.new(secret, base, hashlib.sha256).hexdigest()
        assert request.headers["X-Slack-Signature"] == expected
        seen.append((json.loads(text), dict(request.headers)))
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.router.add_post("/events", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    slack.workspace.deliver_to(RequestUrls.all_at(f"http://127.0.0.1:{port}/events"))
    await slack.ada.post(slack.channel, "Hello")
    await slack.workspace.settled()
    await runner.cleanup()
    (first, before), (second, after) = seen
    assert first == second
    assert "X-Slack-Retry-Num" not in before
    assert (after["X-Slack-Retry-Num"], after["X-Slack-Retry-Reason"]) == ("1", "http_error")


async def test_a_request_url_is_verified_by_its_challenge(slack: Slack) -> None:
    from sle_broker.practice.slack.signed import SignedHttp  # noqa: PLC0415

    bot = listening(slack)
    async with signed_http(slack, bot):
        transport = slack.workspace.courier.transport
        assert isinstance(transport, SignedHttp)
        assert await transport.verify()
    assert not await transport.verify(within=0.5)


def test_the_signature_is_slacks_own_example() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015."
        "47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert signed == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_tokens_do_not_show_when_the_app_is_printed() -> None:
    app = SlackApp.made_up()
    assert app.bot_token not in repr(app)
    assert app.app_token not in repr(app)
    assert app.signing_secret not in repr(app)
    assert QUICK.acknowledge == 3.0
