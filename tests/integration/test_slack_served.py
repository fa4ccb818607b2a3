"""The running service as a process of its own, with Slack: over Socket Mode and signed HTTP."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sle_broker.practice.slack import Member, RequestUrls
from tests.support.command_line import ALLIANCE, LINWOOD, CommandLine, mail
from tests.support.practice_slack import Slack, running
from tests.support.slack_office import actions_of

HEAD = "d.okafor@furzeyjuniors.example"
BOX = f"{ALLIANCE}@broker.localhost"
ASKING = "Please could we have 2 days of SLE support with phonics for our new Year 1 teacher?"
CHANNEL = "sle-linwood"


@asynccontextmanager
async def _serving(cli: CommandLine) -> AsyncIterator[str]:
    cli.set(BROKER_INTAKE_PORT="0", BROKER_HTTP_PORT="0")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sle_broker", "serve",
        env=dict(cli.environment()), cwd=cli.folder,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        said = ""
        async with asyncio.timeout(40):
            for _ in range(3):
                said += (await process.stdout.readline()).decode()
        assert "http://" in said, (await process.communicate())[1].decode()
        yield said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            _, err = await process.communicate()
        assert process.returncode == 0, err.decode()
        assert b"Traceback" not in err, err.decode()


async def _until(look: Callable[[], Any]) -> Any:
    async with asyncio.timeout(40):
        while not (found := look()):  # noqa: ASYNC110 — it looks from outside
            await asyncio.sleep(0.1)
    return found


def _director(slack: Slack) -> tuple[Member, str]:
    """Let the alliance's director be in Slack as the contacts say, and in its channel."""
    row = next(x for x in (LINWOOD / "contacts.csv").read_text().splitlines() if "Director" in x)
    found = re.search(r"U0\w+", row)
    assert found
    user = slack.workspace.add_user("Director", "director@elsewhere.example", user=found[0])
    return slack.workspace.member(user), slack.workspace.add_channel(CHANNEL, [user])


@pytest.mark.parametrize("way", ["sockets", "http"])
async def test_a_mail_becomes_a_card_and_a_press_is_taken(
    cli: CommandLine, tmp_path: Path, way: str
) -> None:
    cli.import_examples()
    async with running(tmp_path / "slack.sqlite3") as slack:
        app = slack.workspace.app
        director, channel = _director(slack)
        cli.set(SLACK_API_URL=slack.server.api_url, SLACK_BOT_TOKEN=app.bot_token)
        if way == "sockets":
            cli.set(SLACK_APP_TOKEN=app.app_token)
        else:
            cli.set(SLACK_SIGNING_SECRET=app.signing_secret)
        letter = tmp_path / "request.eml"
        letter.write_bytes(mail(HEAD, BOX, "Phonics support", ASKING, proven=False))
        await asyncio.to_thread(cli.do, "ingest", letter, "--alliance", ALLIANCE)
        async with _serving(cli) as said:
            await _reachable(slack, said, way)
            [card] = await _until(lambda: director.messages(channel))
            assert "Furzey" in card["text"]
            pressed = await director.press(
                "case_see", channel=channel, ts=card["ts"], block_id=_block(card, "case_see")
            )
            assert pressed.ok
            assert "Furzey" in str(director.modal())


async def _reachable(slack: Slack, said: str, way: str) -> None:
    found = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert found
    if way == "http":
        slack.workspace.deliver_to(RequestUrls.all_at(f"{found[0]}slack/events"))
        return
    async with asyncio.timeout(20):
        await slack.workspace.sockets.connected(1)


def _block(message: dict[str, Any], action: str) -> str:
    found = next(x for x in message["blocks"] if action in actions_of([x]))
    return str(found["block_id"])


async def test_a_token_that_slack_refuses_is_told_at_once(cli: CommandLine, tmp_path: Path) -> None:
    cli.import_examples()
    async with running(tmp_path / "slack.sqlite3") as slack:
        cli.set(SLACK_API_URL=slack.server.api_url, SLACK_BOT_TOKEN="xoxb-of-somebody-else")
        cli.set(SLACK_APP_TOKEN=slack.workspace.app.app_token, BROKER_HTTP_PORT="0")
        environment = os.environ | dict(cli.environment())
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sle_broker", "serve", "--only", "bot",
            env=environment, cwd=cli.folder, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(40):
            _, err = await process.communicate()
    assert process.returncode == 69
    assert "Slack refuses SLACK_BOT_TOKEN" in err.decode()
    assert "Traceback" not in err.decode()
