"""The practice world as the program runs it: page, API, Slack, mail both ways and time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from core.settings import Settings
from sle_broker.chat import Chat
from sle_broker.post import Post
from sle_broker.practice.practice import Practice
from sle_broker.service import Service

_PATIENCE = 15
_TOKENS = ("slack_bot_token", "slack_app_token", "slack_signing_secret")


@dataclass
class World:
    """A running practice world and a client of its HTTP interface."""

    practice: Practice
    service: Service
    post: Post
    client: aiohttp.ClientSession
    url: str

    async def get(self, path: str) -> Any:
        """Return what the API answers."""
        async with self.client.get(f"/practice/api/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post_to(self, path: str, told: Any, status: int = 200) -> Any:
        """Send something to the API."""
        async with self.client.post(f"/practice/api/{path}", json=told) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def person(self, name: str) -> Any:
        """Return somebody by name."""
        return next(x for x in await self.get("people") if x["name"] == name)

    async def mails(self, name: str) -> list[Any]:
        """Return somebody's mails, the newest first."""
        person = await self.person(name)
        found: list[Any] = (await self.get(f"people/{person['id']}/mail"))["mails"]
        return found

    async def until(self, look: Any, message: str) -> Any:
        """Wait until `look()` (awaited) returns something true."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not (found := await look()):  # noqa: ASYNC110 — it looks from outside
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(message) from None
        return found


@asynccontextmanager
async def practice_world(
    folder: Path, port: int = 0, *, slack: bool = True
) -> AsyncIterator[World]:
    """Run it all with its data in `folder`; without `slack` everything goes by mail."""
    practice = Practice(Settings(_env_file=None, BROKER_DATA_DIR=folder, BROKER_INTAKE_PORT=0))
    await practice.start()
    off = {} if slack else dict.fromkeys(_TOKENS, SecretStr(""))
    settings = practice.settings.model_copy(update=off)
    service = Service(settings, practice.clock, practice=True)
    post = Post(service)
    app = web.Application()
    came, stop = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def keep(batch: Any) -> None:
        post.raw_store(batch)
        loop.call_soon_threadsafe(came.set)

    practice.mount(app, service, service.ticker.tick)
    intake = post.intake_server(keep)
    await intake.start()
    practice.attach(*intake.address)
    runner = web.AppRunner(app, access_log=None, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    url = "http://{}:{}/".format(*runner.addresses[0][:2])
    assert post.relay is not None
    parts = [post.relay.run(stop), _read(post, came, stop)]
    if slack:
        parts.append(Chat(service, post.relay.wake).run(stop))
    work = [asyncio.create_task(x) for x in parts]
    try:
        async with aiohttp.ClientSession(url) as client:
            yield World(practice, service, post, client, url)
    finally:
        stop.set()
        came.set()
        await asyncio.wait_for(asyncio.gather(*work), _PATIENCE)
        await intake.stop()
        await runner.cleanup()
        await practice.stop()
        service.close()


async def _read(post: Post, came: asyncio.Event, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await came.wait()
        came.clear()
        while await asyncio.to_thread(post.worker.run_once):
            pass
