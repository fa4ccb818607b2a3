"""Slack on a bad day: nothing that waits for it is lost, and nothing is said twice."""

import asyncio
import contextlib
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.calls import web_client
from bot.outlet import STRANGER, SlackOutlet
from core import outbox
from core.model import Channel
from core.outbox import State
from core.store import posted, queueing
from core.store.engine import Database
from scheduler.relay import Relay
from tests.support.brokering import Step
from tests.support.slack_office import Office, office

ONE = (Step("agree_request", "coordinator", "case", 'on_decline = "close"'),)


@pytest.fixture
async def here(tmp_path: Path, sqlite: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, sqlite, ONE) as found:
        yield found


def _queue(here: Office, user: str, text: str) -> None:
    with here.database.write() as connection:
        queueing.queue(
            connection,
            here.county.clock.now(),
            dedup=f"{user}:{text}",
            alliance="downland",
            recipient=f"{STRANGER}{user}",
            kind="note",
            text=text,
        )


def _states(here: Office) -> Counter[State]:
    return Counter(x["state"] for x in here.county.outbox(channel=str(Channel.SLACK)))


async def _until_sent(here: Office, relay: Relay, seconds: int) -> None:
    """Let time pass, a second at a time, until nothing waits."""
    for _ in range(seconds):
        await asyncio.to_thread(relay.drain_once)
        if not _states(here)[State.WAITING]:
            return
        here.tick_on(1)
    raise AssertionError(f"still waiting after {seconds} s: {_states(here)}")


@pytest.mark.parametrize("refusing", [False, True], ids=["503", "cut off"])
async def test_an_hours_outage_loses_and_doubles_nothing(here: Office, refusing: bool) -> None:
    users = [
        here.slack.workspace.add_user(f"Person {n}", f"p{n}@elsewhere.example") for n in range(20)
    ]
    for n in range(25):
        for user in users:
            _queue(here, user, f"notice {n}")
    await here.slack.workspace.break_down(refusing=refusing)
    for _ in range(60):
        await asyncio.to_thread(here.relay.drain_once)
        here.tick_on(60)
    assert _states(here) == {State.WAITING: 500}
    faults = here.slack.workspace.faults
    faults.mend()
    faults.pace = timedelta(seconds=1)
    faults.limit("chat.postMessage", retry_after=7, times=40)
    await _until_sent(here, here.relay, 1000)
    assert _states(here) == {State.SENT: 500}
    for user in users:
        member = here.slack.workspace.member(user)
        seen = [x for x in member.messages(member.open_dm()) if x["bot"]]
        assert [x["text"] for x in seen] == [f"notice {n}" for n in range(25)]
        times = [float(x["ts"]) for x in seen]
        assert all(b - a >= 1 for a, b in itertools.pairwise(times))


def _relay(here: Office, url: str = "") -> Relay:
    app = here.slack.workspace.app
    client = web_client(app.bot_token, url or here.slack.server.api_url)
    outlet = SlackOutlet(client, here.database, here.county.library, here.county.clock)
    return Relay(here.database, here.county.clock, {Channel.SLACK: outlet})


@contextlib.asynccontextmanager
async def _answers_lost(here: Office, method: str) -> AsyncIterator[str]:
    """Stand between us and Slack and cut the line when it answers a method."""
    app = web.Application()

    async def forward(request: web.Request) -> web.Response:
        name, body = request.match_info["method"], await request.read()
        async with (
            aiohttp.ClientSession() as client,
            client.post(f"{here.slack.server.api_url}{name}", data=body, headers=_kept(request))
            as answer,
        ):  # fmt: skip
            told = await answer.read()
        if name == method and request.transport is not None:
            request.transport.abort()
        return web.Response(body=told, content_type="application/json")

    app.router.add_post("/api/{method}", forward)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield "http://{}:{}/api/".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


def _kept(request: web.Request) -> dict[str, str]:
    return {x: request.headers[x] for x in ("Authorization", "Content-Type")}


async def test_what_slack_took_without_our_hearing_so_is_found_again(here: Office) -> None:
    here.county.ask()
    await here.deliver()
    _queue(here, here.people["cora"].id, "Only once")
    async with _answers_lost(here, "chat.postMessage") as url:
        await asyncio.to_thread(_relay(here, url).drain_once)
    assert here.texts("cora").count("Only once") == 1
    [row] = here.county.outbox(kind="note")
    assert row["state"] == State.WAITING
    here.tick_on(120)
    await _until_sent(here, _relay(here), 60)
    assert here.texts("cora").count("Only once") == 1


async def test_what_a_relay_posted_before_it_died_is_found_again(here: Office) -> None:
    here.county.ask()
    await here.deliver()
    ref = here.county.ask()
    rows = outbox.claim(here.database, here.county.clock.now(), "gone", 10, Channel.SLACK)
    assert {x.kind for x in rows} == {"card", "prompt"}
    app = here.slack.workspace.app
    client = web_client(app.bot_token, here.slack.server.api_url)
    outlet = SlackOutlet(client, here.database, here.county.library, here.county.clock)
    here.tick_on(1)

    def post_and_die() -> None:
        for row in rows:
            with here.database.read() as connection:
                plan: Any = outlet.render(connection, row)
            outlet.send(plan)
        with here.database.write() as connection:
            for subject in posted.find_all(connection, f"prompt:{ref}"):
                posted.forget(connection, subject)
            posted.forget(connection, f"card:{ref}")

    await asyncio.to_thread(post_and_die)
    before = (_stamps(here, here.channel), _stamps(here))
    here.tick_on(outbox.LEASE.total_seconds() + 1)
    await here.deliver()
    assert (_stamps(here, here.channel), _stamps(here)) == before
    with here.database.read() as connection:
        assert posted.find(connection, f"card:{ref}") is not None


def _stamps(here: Office, channel: str | None = None) -> list[str]:
    return [x["ts"] for x in here.messages("cora", channel)]


async def test_only_the_newest_card_of_a_case_is_sent(here: Office) -> None:
    ref = here.county.ask()
    prompt = here.county.open_prompts(ref)[0]
    here.county.answer(prompt)
    tally = await here.deliver()
    assert len(here.messages("cora", here.channel)) == 1
    assert tally.skipped >= 1


async def test_somebody_whose_account_is_gone_gets_a_mail_instead(here: Office) -> None:
    here.move_account("cora", "U0LEFT")
    ref = here.county.ask()
    await here.deliver()
    [mail] = here.county.outbox(case=ref, kind="prompt", channel=str(Channel.EMAIL))
    assert mail["recipient"] == "cora"


async def test_a_channel_that_the_app_is_not_in_waits_until_it_is(here: Office) -> None:
    workspace = here.slack.workspace
    workspace.rooms.leave(here.channel, workspace.app.bot_user_id)
    here.county.ask()
    await asyncio.to_thread(here.relay.drain_once)
    [card] = here.county.outbox(kind="card")
    assert card["state"] == State.WAITING
    assert "invite" in card["why"]
    workspace.rooms.join(here.channel, workspace.app.bot_user_id)
    here.tick_on(120)
    await here.deliver()
    assert len(here.messages("cora", here.channel)) == 1
