"""One practice workspace: its people, its channels, what was said, and the app that lives in it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.clock import Clock, SystemClock
from sle_broker.practice.slack import payloads
from sle_broker.practice.slack.database import Database, Json
from sle_broker.practice.slack.delivery import Courier
from sle_broker.practice.slack.faults import Faults
from sle_broker.practice.slack.identity import RequestUrls, SlackApp
from sle_broker.practice.slack.ledger import Ledger
from sle_broker.practice.slack.messages import Messages
from sle_broker.practice.slack.rooms import SLACKBOT, Rooms, kind_of
from sle_broker.practice.slack.signed import SignedHttp
from sle_broker.practice.slack.sockets import SocketMode
from sle_broker.practice.slack.triggers import Triggers
from sle_broker.practice.slack.views import Views

if TYPE_CHECKING:
    from sle_broker.practice.slack.member import Member

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds of real time: until an acknowledgement must be there, and before each new try of an
    event (docs.slack.dev, apis/events-api: at once, after a minute, after five).
    """

    acknowledge: float = 3.0
    retry_after: tuple[float, ...] = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that somebody may see differently now: a `channel`, a `home` or a `modal`, and the
    identity of the channel or of the person.
    """

    what: str
    whose: str


class Workspace:
    """The state of a practice Slack, and the way to its app."""

    def __init__(
        self,
        path: Path | str,
        clock: Clock,
        app: SlackApp,
        *,
        deadlines: Deadlines | None = None,
        wall: Clock | None = None,
    ) -> None:
        """Open the workspace that is kept in the file at `path`.

        `clock` dates messages and lets trigger ids and response URLs lapse; `wall` is the real
        time, which signatures carry.
        """
        self.app = app
        self.clock = clock
        self.deadlines = deadlines or Deadlines()
        self.faults = Faults()
        self.base_url = ""
        self._wall = wall or SystemClock()
        self._db = Database(path)
        self.rooms = Rooms(self._db)
        self.messages = Messages(self._db)
        self.views = Views(self._db)
        self.ledger = Ledger(self._db)
        self.triggers = Triggers()
        self.together = self._db.together
        self.new_id = self._db.new_id
        self.sockets = SocketMode(app.app_id, self.faults)
        self.courier = Courier(
            self.sockets,
            self.ledger,
            self.faults,
            within=self.deadlines.acknowledge,
            retry_after=self.deadlines.retry_after,
        )
        self._listeners: list[Callable[[Change], None]] = []
        self._settle_in()
        self.deliver_to(app.request_urls)

    def _settle_in(self) -> None:
        bot = payloads.user_object(self.app, self.app.bot_user_id, self.app.name, None, bot=True)
        slackbot = payloads.user_object(self.app, SLACKBOT, "Slackbot", None, bot=True)
        for user in (bot, slackbot):
            self.rooms.keep_user(user, None)

    async def break_down(self, *, refusing: bool = False) -> None:
        """Be out of reach: every request fails, every Socket connection is cut."""
        self.faults.down, self.faults.refusing = not refusing, refusing
        await self.sockets.drop()

    def deliver_to(self, urls: RequestUrls | None) -> None:
        """Call the app at its request URLs from now on; None: over Socket Mode."""
        self.courier.transport = (
            self.sockets
            if urls is None
            else SignedHttp(urls, self.app.signing_secret, self._wall, self.faults)
        )

    # --- time and life ---

    def now(self) -> datetime:
        """Return the workspace's time."""
        return self.clock.now()

    def new_ts(self) -> str:
        """Return a timestamp for a message, above all before it."""
        return self._db.new_ts(self.now())

    async def settled(self) -> None:
        """Wait until the app has taken every event, or none will be tried again."""
        await self.courier.settled()

    async def close(self) -> None:
        """Stop delivering and let go of the file; what was not taken is delivered next time."""
        await self.courier.stop()
        self._db.close()

    # --- who and where ---

    def add_user(self, name: str, email: str, *, title: str = "", user: str | None = None) -> str:
        """Add a person and return their Slack id; somebody with this address keeps theirs."""
        known = self.rooms.user_by_email(email)
        identity = known["id"] if known else user or self.new_id("U")
        profile = payloads.user_object(self.app, identity, name, email, title=title)
        self.rooms.keep_user(profile, email)
        return str(identity)

    def add_channel(
        self,
        name: str,
        members: Iterable[str] = (),
        *,
        private: bool = False,
        with_bot: bool = True,
    ) -> str:
        """Add a channel and return its id; one of this name stays, and its new members join."""
        people = [*members, *([self.app.bot_user_id] if with_bot else [])]
        known = self.rooms.channel_by_name(name)
        if known is None:
            known = payloads.channel_object(self, self.new_id("C"), name, private=private)
            self.rooms.keep_channel(known, people)
        for user in people:
            self.rooms.join(known["id"], user)
        self.changed("channel", known["id"])
        return str(known["id"])

    def im(self, user: str) -> Json:
        """Return the direct conversation between the bot and somebody, opened when need be."""
        known = self.rooms.im_with(user)
        if known is None:
            known = payloads.im_object(self, self.new_id("D"), user)
            self.rooms.keep_channel(known, (user, self.app.bot_user_id))
        return known

    def member(self, user: str) -> "Member":
        """Return the hands and eyes of a person. Raises LookupError for nobody."""
        from sle_broker.practice.slack.member import Member  # noqa: PLC0415 — it knows workspaces

        return Member(self, user)

    # --- being told ---

    def on_change(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def changed(self, what: str, whose: str) -> None:
        """Tell whoever wants to know; a listener that fails is said in the log."""
        for listener in tuple(self._listeners):
            try:
                listener(Change(what, whose))
            except Exception:  # noqa: BLE001 — whoever listens must not stop what happens
                _log.exception("A listener failed at a change of the workspace")

    # --- what is said ---

    def say(self, channel: Json, message: Json, shown_to: str | None = None) -> Json:
        """Put a message into a conversation and tell the app, unless it is ephemeral."""
        with self.together():
            self.messages.keep(channel["id"], message, shown_to)
            if shown_to is None:
                self.announce(channel, payloads.without_metadata(message))
        self.changed("channel", channel["id"])
        return message

    def rewrite(self, channel: Json, message: Json, shown_to: str | None = None) -> None:
        """Put a message's new form in its place and tell the app."""
        with self.together():
            before = self.messages.find(channel["id"], message["ts"])
            self.messages.keep(channel["id"], message, shown_to)
            if shown_to is None and before is not None:
                self._announce_about(
                    channel, "message_changed", message=message, previous=before[0]
                )
        self.changed("channel", channel["id"])

    def unsay(self, channel: Json, ts: str) -> None:
        """Take a message away and tell the app."""
        with self.together():
            before = self.messages.find(channel["id"], ts)
            self.messages.drop(channel["id"], ts)
            if before is not None and before[1] is None:
                self._announce_about(channel, "message_deleted", previous=before[0])
        self.changed("channel", channel["id"])

    def _announce_about(
        self, channel: Json, subtype: str, *, previous: Json, message: Json | None = None
    ) -> None:
        event: Json = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "ts": self.new_ts(),
            "previous_message": payloads.without_metadata(previous),
        }
        event |= (
            {"message": payloads.without_metadata(message)}
            if message
            else {"deleted_ts": previous["ts"]}
        )
        self.announce(channel, event)

    def announce(self, channel: Json, event: Json) -> None:
        """Tell the app of an event in a conversation that it is in and subscribes to."""
        kind = kind_of(channel)
        subscription = "message.im" if kind == "im" else f"message.{kind}s"
        if not self.rooms.is_member(channel["id"], self.app.bot_user_id):
            return
        if subscription in self.app.events and payloads.history_scope(kind) in self.app.scopes:
            place = {"channel": channel["id"], "channel_type": kind, "event_ts": event["ts"]}
            self.tell({**event, **place})

    def tell(self, event: Json) -> None:
        """Deliver an event to the app."""
        self.courier.send(payloads.event_callback(self, event))
