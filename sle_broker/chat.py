"""Where Slack is put together, both ways: the app that people press in, the outlet that posts."""

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cached_property
from typing import Final

from aiohttp import ClientError, web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.app import EVENTS_PATH, SocketMode, make_app, mount
from bot.calls import NOT_LET_IN, web_client
from bot.outlet import SlackOutlet
from bot.parked import show_parked
from core import faults
from core.errors import ConfigError, Transient
from sle_broker.service import Service
from sle_broker.slack_settings import api_url, secret

LOOK_SECONDS: Final = 1.0
"""How often it is looked for items that were parked or dealt with elsewhere."""
_log = logging.getLogger(__name__)


def slack_outlet(core: Service) -> SlackOutlet:
    """Return Slack's way out of the outbox."""
    client = web_client(secret(core.settings.slack_bot_token), api_url(core.settings))
    return SlackOutlet(client, core.database, core.library, core.clock)


class Chat:
    """The parts of the Slack face, each made when it is first asked for."""

    def __init__(self, core: Service, wake: Callable[[], None]) -> None:
        """Stand on the core's parts; `wake` has the outbox looked into, from any thread."""
        self._core = core
        self._wake_relay = wake
        self._loop: asyncio.AbstractEventLoop | None = None
        self._done = asyncio.Event()

    @cached_property
    def app(self) -> AsyncApp:
        """The app with its listeners."""
        settings = self._core.settings
        return make_app(
            self._core.desk,
            bot_token=secret(settings.slack_bot_token),
            api_url=api_url(settings),
            signing_secret=secret(settings.slack_signing_secret),
            wake=self._wake,
        )

    @property
    def by_sockets(self) -> bool:
        """Whether Slack tells us by Socket Mode; else it calls us over HTTP."""
        return bool(secret(self._core.settings.slack_app_token))

    @property
    def way(self) -> str:
        """How Slack tells us, in words."""
        return "by Socket Mode" if self.by_sockets else f"at {EVENTS_PATH}"

    def mount(self, application: web.Application) -> None:
        """Take what Slack sends over HTTP; by Socket Mode there is nothing to take."""
        if not self.by_sockets:
            mount(self.app, application)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. Raises ConfigError where Slack refuses a token."""
        self._loop = asyncio.get_running_loop()
        await self._check_tokens()
        sockets = SocketMode(self.app, secret(self._core.settings.slack_app_token)) \
            if self.by_sockets else None  # fmt: skip
        connecting = asyncio.ensure_future(sockets.connect()) if sockets else None
        try:
            await self._keep_cards(stop)
        finally:
            self._loop = None
            if sockets is not None and connecting is not None:
                await sockets.close()
                connecting.cancel()
                with suppress(asyncio.CancelledError):
                    await connecting

    async def _check_tokens(self) -> None:
        """Find out at the start what only a person can mend, as being out of reach is not."""
        client = self.app.client
        await _accepted("SLACK_BOT_TOKEN", client.auth_test)
        if self.by_sockets:
            token = secret(self._core.settings.slack_app_token)
            connect = functools.partial(client.apps_connections_open, app_token=token)
            await _accepted("SLACK_APP_TOKEN", connect)

    # --- cards of parked items ---

    def _wake(self) -> None:
        self._wake_relay()
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # it was closed meanwhile: nobody is left to wake
                loop.call_soon_threadsafe(self._done.set)

    async def _keep_cards(self, stop: asyncio.Event) -> None:
        stopped = asyncio.ensure_future(stop.wait())
        while not stop.is_set():
            self._done.clear()
            if await asyncio.to_thread(self._show_parked):
                self._wake_relay()
            woken = asyncio.ensure_future(self._done.wait())
            await asyncio.wait(
                (woken, stopped), timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            woken.cancel()
        await stopped

    def _show_parked(self) -> int:
        core = self._core
        try:
            return show_parked(core.database, core.library, core.clock.now())
        except Transient as error:
            _log.warning("parked_out_of_reach", extra={"fault": faults.describe(error)})
        except Exception as error:  # noqa: BLE001 — this loop must outlive any one fault
            faults.report(_log, "parked_not_shown", error)
        return 0


async def _accepted(setting: str, call: Callable[[], Awaitable[object]]) -> None:
    """Raise ConfigError where Slack refuses the token of a setting."""
    try:
        await call()
    except SlackApiError as error:
        name = str(error.response.get("error"))
        if name in NOT_LET_IN:
            raise ConfigError(f"Slack refuses {setting} ({name}): copy it anew") from error
        _log.warning("slack_in_trouble", extra={"fault": name})
    except (OSError, TimeoutError, ClientError) as error:  # it is tried again while we run
        _log.warning("slack_out_of_reach", extra={"fault": faults.describe(error)})
