"""An outbox with a few notices in it, and an outlet that hands them to a real server."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from core.errors import RateLimited, RecipientGone
from core.model import Channel
from core.outbox import Skip, State, Waiting
from core.outbox_listing import Listed, listing
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.sender import Sendable, SmtpSender, read_smtp_url
from tests.support.receiving_server import Mailbox

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
_OUTBOX = table_of(tables.OutboxRow)


class PlainOutlet:
    """Puts notices into few words and hands them to a real server.

    A recipient's name says what is to go wrong: `bug`, `gone`, `moot`, `slow`.
    """

    def __init__(self, url: str) -> None:
        self._sender = SmtpSender(read_smtp_url(url), "alliance.example", timeout=5)
        self.rests = 0

    def render(self, connection: Connection, waiting: Waiting) -> Sendable | Skip:
        del connection
        if waiting.recipient == "bug":
            message = "Priya Nair's secret"
            raise ZeroDivisionError(message)
        if waiting.recipient == "gone":
            raise RecipientGone("nobody has that address")
        if waiting.recipient == "moot":
            return Skip("no longer needed")
        if waiting.recipient == "slow":
            raise RateLimited("slow down", 30)
        body = f"Message-ID: <{waiting.dedup}@alliance.example>\r\n\r\nHello\r\n"
        address = f"{waiting.recipient}@oakfield.example"
        return Sendable("support@alliance.example", address, body.encode())

    def send(self, rendered: Sendable) -> None:
        self._sender.send(rendered)

    def rest(self) -> None:
        self.rests += 1
        self._sender.rest()


def put(database: Database, *recipients: str, channel: Channel = Channel.EMAIL) -> None:
    with database.write() as connection:
        for number, recipient in enumerate(recipients):
            connection.execute(
                insert(_OUTBOX).values(
                    dedup=f"{channel.name}-{number}",
                    alliance="south-downs",
                    channel=str(channel),
                    recipient=recipient,
                    kind="prompt",
                    facts={},
                    created_at=NOW,
                    next_at=NOW,
                )
            )


def rows(database: Database) -> list[Listed]:
    with database.read() as connection:
        return listing(connection, tuple(State))


def states(database: Database) -> list[State]:
    return [x.state for x in rows(database)]


def local_parts(mailbox: Mailbox) -> list[str]:
    return [x.recipient.partition("@")[0] for x in mailbox.received]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds: what it looks at is changed by threads and sockets."""
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 — they set no event
            await asyncio.sleep(0.01)
