"""The practice workspace as a whole: where it lives, its Slack, its post office, its time.

Everything of it is in one folder beside the real data, and on loopback only.
"""

import asyncio
import json
import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from core.settings import Settings
from core.store import schema
from core.store.engine import Database
from sle_broker.post import Post
from sle_broker.practice.api import PracticeApi
from sle_broker.practice.choosing import CLOCK_FILE, DATABASE_FILE, FOLDER
from sle_broker.practice.clock import PracticeClock
from sle_broker.practice.live import Live
from sle_broker.practice.mail.office import LOOPBACK, PostOffice
from sle_broker.practice.mail.store import MailStore
from sle_broker.practice.moving import TimeMachine
from sle_broker.practice.pages import mount_page
from sle_broker.practice.slack import SlackApp, SlackServer, Workspace
from sle_broker.practice.world import World
from sle_broker.service import Service

_LOOK_SECONDS = 0.3
_IN_THE_CHANNEL = frozenset({"coordinator", "director"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """What a practice workspace makes up once and keeps: the app's tokens, its mail host's name."""

    bot_token: str
    app_token: str
    signing_secret: str
    authserv: str

    @classmethod
    def kept_in(cls, folder: Path) -> "MadeUp":
        """Return what `folder` keeps, made up at the first time; readable by its owner only."""
        path = folder / "made-up.json"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            app = SlackApp.made_up()
            told = {
                "bot_token": app.bot_token,
                "app_token": app.app_token,
                "signing_secret": app.signing_secret,
                "authserv": f"mx-{secrets.token_hex(8)}.practice.test",
            }
            fresh = path.with_suffix(f".{os.getpid()}")
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:  # noqa: PTH123
                json.dump(told, file, indent=1)
            fresh.replace(path)
        return cls(**json.loads(path.read_text("utf-8")))

    @property
    def app(self) -> SlackApp:
        """The app as it is installed in the practice Slack."""
        return SlackApp(
            bot_token=self.bot_token,
            app_token=self.app_token,
            signing_secret=self.signing_secret,
        )


class Practice:
    """A practice workspace beside some real settings."""

    def __init__(self, settings: Settings) -> None:
        """Live in a folder of its own in the settings' data directory; nothing runs yet."""
        self.folder = settings.data_dir / FOLDER
        self._real = settings
        self._live = Live()
        self._started: _Started | None = None
        self._watching: asyncio.Task[None] | None = None

    @cached_property
    def made_up(self) -> MadeUp:
        """The tokens and the mail host's name."""
        return MadeUp.kept_in(self.folder)

    @cached_property
    def clock(self) -> PracticeClock:
        """The clock that moves."""
        return PracticeClock(self.folder / CLOCK_FILE)

    @property
    def _database_file(self) -> Path:
        return self.folder / DATABASE_FILE

    @property
    def settings(self) -> Settings:
        """What the program works by in practice; Slack and the post office only once started."""
        told: dict[str, Any] = {
            "data_dir": self.folder,
            "database_url": f"sqlite:///{self._database_file}",
            "intake_host": LOOPBACK,
            "http_host": LOOPBACK,
            "smtp_url": "",
            "trusted_authserv": self.made_up.authserv,
            "slack_bot_token": SecretStr(self.made_up.bot_token),
            "slack_app_token": SecretStr(self.made_up.app_token),
            "slack_signing_secret": SecretStr(self.made_up.signing_secret),
            "slack_api_url": "",
        }
        if self._started is not None:
            told["smtp_url"] = f"smtp://{LOOPBACK}:{self._started.smtp_port}"
            told["slack_api_url"] = self._started.server.api_url
        return self._real.model_copy(update=told)

    # --- running ---

    async def start(self) -> None:
        """Open Slack and the post office, each on a free port of loopback. Raises OSError.

        A practice database of an earlier version is brought up to date.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._database_file.exists():
            database = Database(self.settings.database)
            schema.upgrade(database)
            database.close()
        self._live.attach()
        workspace = Workspace(self.folder / "slack.sqlite3", self.clock, self.made_up.app)
        workspace.on_change(lambda _: self._live.changed())
        server = SlackServer(workspace)
        await server.start()
        store = MailStore(self.folder / "mail.sqlite3")
        office = PostOffice(store, self.clock, self.made_up.authserv, self._live.changed)
        port = await office.start()
        self._started = _Started(workspace, server, store, office, port)

    def mount(self, app: web.Application, service: Service, tick: Callable[[], object]) -> None:
        """Bring in the people and put API and page into a web application that runs later.

        `service` works by `settings` on a practice database; `tick` is one pass of the scheduler,
        made in a thread after each move of the clock. Raises ConfigError.
        """
        at = self._running
        world = World(service, self.folder)
        world.settle()
        at.office.ours = Post(service).mailboxes.accepts
        self._furnish(at.workspace, service, world.people())
        time = TimeMachine(self.clock, service.database, tick)
        PracticeApi(
            service=service,
            world=world,
            workspace=at.workspace,
            office=at.office,
            store=at.store,
            time=time,
            live=self._live,
            clock=self.clock,
        ).mount(app)
        mount_page(app)
        watch = _watch(self._database_file, self._live)
        self._watching = asyncio.get_running_loop().create_task(watch)

    def attach(self, host: str, port: int) -> None:
        """Tell the post office where the service takes mail in."""
        self._running.office.intake = (host, port)

    async def stop(self) -> None:
        """Close everything; what was not delivered is, at the next start."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._started is not None:
            at, self._started = self._started, None
            await at.office.stop()
            await at.server.stop()
            await at.workspace.close()
            at.store.close()

    @property
    def _running(self) -> "_Started":
        if self._started is None:
            raise RuntimeError("the practice workspace has not been started")
        return self._started

    # --- who is in Slack ---

    @staticmethod
    def _furnish(workspace: Workspace, service: Service, people: list[dict[str, Any]]) -> None:
        """Let everybody with an account be in Slack, and each alliance's staff in its channel."""
        staff: dict[str, list[str]] = {}
        for person in people:
            if not person["slack_user_id"]:
                continue
            title = "; ".join(_shown(x) for x in person["roles"])
            user = workspace.add_user(
                person["name"], person["address"] or "", title=title, user=person["slack_user_id"]
            )
            for role in person["roles"]:
                if role["role"] in _IN_THE_CHANNEL:
                    staff.setdefault(role["alliance"], []).append(user)
        for alliance in service.library.alliances.values():
            if alliance.slack_channel:
                workspace.add_channel(alliance.slack_channel, staff.get(alliance.slug, ()))


@dataclass(frozen=True, slots=True)
class _Started:
    """What runs."""

    workspace: Workspace
    server: SlackServer
    store: MailStore
    office: PostOffice
    smtp_port: int


def _shown(role: dict[str, Any]) -> str:
    return ", ".join(x for x in (role["title"], role["school"]) if x)


async def _watch(path: Path, live: Live) -> None:
    """Tell of every commit to the database, whoever made it: SQLite counts those of others."""
    connection = sqlite3.connect(path)
    try:
        seen = None
        while True:
            [version] = connection.execute("pragma data_version").fetchone()
            if seen not in (None, version):
                live.changed()
            seen = version
            await asyncio.sleep(_LOOK_SECONDS)
    finally:
        connection.close()
