"""The invented county with a practice Slack: the real app, the real relay, people who press."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from sqlalchemy import update

from bot.app import make_app
from bot.calls import web_client
from bot.outlet import SlackOutlet
from bot.parked import show_parked
from core.desk import Desk
from core.model import Channel
from core.store import directory_tables
from core.store.cases import table_of
from core.store.engine import Database
from scheduler.relay import Relay, RelayTally
from sle_broker.practice.slack import Member
from tests.support.brokering import ALLIANCE, MONDAY, WHOLE, Brokering, Step
from tests.support.practice_slack import Bot, Slack, running, signed_http, socket_mode

CHANNEL = "sle-downland"
IN_SLACK = ("hanna", "noor", "cora", "dirk", "gwen", "fay")
"""Who has an account; everybody else is written to by mail."""
_PERSON = table_of(directory_tables.PersonRow)
Connect = Callable[[Slack, Bot], AbstractAsyncContextManager[object]]
CONNECTIONS: dict[str, Connect] = {"sockets": socket_mode, "http": signed_http}


@dataclass
class Office:
    """A county whose people are in Slack, with the app, and a relay that is run by hand."""

    county: Brokering
    slack: Slack
    people: dict[str, Member]
    channel: str
    relay: Relay
    apps: list[AsyncApp] = field(default_factory=list)
    woken: int = 0

    @property
    def database(self) -> Database:
        return self.county.database

    def app(self, desk: Desk | None = None) -> Bot:
        """Return a fresh app, as after a restart."""
        made = make_app(
            desk or self.county.desk,
            bot_token=self.slack.workspace.app.bot_token,
            api_url=self.slack.server.api_url,
            signing_secret=self.slack.workspace.app.signing_secret,
            wake=self._wake,
        )
        self.apps.append(made)
        return Bot(made, made.client)

    def join(self, person: str) -> None:
        """Let somebody of the directory be in Slack."""
        user = self.slack.workspace.add_user(person.title(), f"{person}@slack.example")
        self.people[person] = self.slack.workspace.member(user)
        self.move_account(person, user)

    def move_account(self, person: str, user: str) -> None:
        """Let the directory name an account for somebody."""
        with self.database.write() as connection:
            of_them = update(_PERSON).where(_PERSON.c.id == person)
            connection.execute(of_them.values(slack_user_id=user))

    def _wake(self) -> None:
        self.woken += 1

    def new_relay(self) -> Relay:
        """Return a relay of its own, as another process has."""
        return new_relay(self.county, self.slack)

    async def deliver(self) -> RelayTally:
        """Send what waits, the clock moving on where Slack's pace asks for it."""
        total = RelayTally()
        for _ in range(200):
            await asyncio.to_thread(
                show_parked, self.database, self.county.library, self.county.clock.now()
            )
            tally = await asyncio.to_thread(self.relay.drain_once)
            for name in ("sent", "skipped", "retried", "dead", "bugs"):
                setattr(total, name, getattr(total, name) + getattr(tally, name))
            if not tally.retried:
                return total
            self.tick_on(1)
        raise AssertionError("it was never all delivered")

    def tick_on(self, seconds: float) -> None:
        """Move both clocks on."""
        from datetime import timedelta  # noqa: PLC0415

        self.county.clock.advance(timedelta(seconds=seconds))
        self.slack.clock.set(self.county.clock.now())

    # --- what people see and do ---

    def texts(self, who: str) -> list[str]:
        """Return the fallback texts of somebody's direct messages."""
        return [x["text"] for x in self.messages(who)]

    def messages(self, who: str, channel: str | None = None) -> list[dict[str, Any]]:
        """Return somebody's direct messages with the app, or those of a channel."""
        member = self.people[who]
        return member.messages(channel or member.open_dm())

    def card(self, who: str = "cora") -> dict[str, Any]:
        """Return the newest message of the alliance's channel."""
        found: dict[str, Any] = self.messages(who, self.channel)[-1]
        return found

    def with_button(self, who: str, action: str, channel: str | None = None) -> dict[str, Any]:
        """Return the newest message that has a button."""
        for message in self.messages(who, channel)[::-1]:
            if action in actions_of(message["blocks"]):
                return message
        raise AssertionError(f"{who} has no button {action}")

    async def press(
        self, who: str, action: str, *, channel: str | None = None, choice: Any = None
    ) -> Any:
        """Press a button in the newest message that has it."""
        message = self.with_button(who, action, channel)
        return await self.people[who].press(
            action, channel=channel or self.people[who].open_dm(), ts=message["ts"], choice=choice
        )


def actions_of(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return everything that can be pressed in some blocks, by its action id."""
    found: dict[str, dict[str, Any]] = {}
    for block in blocks:
        inner = block.get("elements", []) + [
            block[x] for x in ("accessory", "element") if x in block
        ]
        found.update({x["action_id"]: x for x in inner if "action_id" in x})
    return found


def new_relay(county: Brokering, slack: Slack) -> Relay:
    client = web_client(slack.workspace.app.bot_token, slack.server.api_url)
    outlet = SlackOutlet(client, county.database, county.library, county.clock)
    return Relay(county.database, county.clock, {Channel.SLACK: outlet})


@contextlib.asynccontextmanager
async def office(
    folder: Path, database: Database, steps: tuple[Step, ...] = WHOLE
) -> AsyncIterator[Office]:
    """Open the county and its workspace; no app is connected yet."""
    county = Brokering(database, steps, replace(ALLIANCE, slack_channel=CHANNEL))
    county.desk = Desk(database, county.clock, county.library, slack=True)
    async with running(folder / "slack.sqlite3", now=MONDAY) as slack:
        found = Office(county, slack, {"olive": slack.outsider}, "", new_relay(county, slack))
        for person in IN_SLACK:
            found.join(person)
        staff = [found.people[x].id for x in ("cora", "dirk")]
        found.channel = slack.workspace.add_channel(CHANNEL, staff)
        yield found


def filled_in(view: dict[str, Any], **given: Any) -> dict[str, dict[str, Any]]:
    """Return what somebody fills into a modal: what is given by field, else something sensible."""
    state: dict[str, dict[str, Any]] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            name = block["block_id"].removeprefix("field:")
            element = block["element"]
            value = given.get(name, _SENSIBLE[name] if name in _SENSIBLE else _something(element))
            if value is not None:
                state[block["block_id"]] = {element["action_id"]: value}
    return state


_DAY = "2025-03-10"
_SENSIBLE: dict[str, Any] = {
    "days": "3",
    "half_days": "3",
    "specialisms": ["phonics"],
    "school": "Oakfield Primary School",
    "invoice_number": "INV-7",
    "invoice_amount": None,
    "amount_received": None,
    "override": None,
    "condition": "Not on Thursdays",
}


def _something(element: dict[str, Any]) -> Any:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return element.get("initial_option", element["options"][0])["value"]
        case "checkboxes" | "multi_static_select":
            return [element["options"][0]["value"]]
        case "datepicker":
            return element.get("initial_date") or _DAY
        case _:
            return "As we agreed."
