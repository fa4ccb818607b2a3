"""A county whose mail goes out to a real server, to be looked at there."""

from datetime import UTC, datetime

from core.commands import Nudge
from core.model import Channel
from core.outbox import State
from core.outbox_listing import Listed, listing
from core.settings import Settings
from core.store import directory_tables
from core.store.cases import table_of
from core.tokens import Tokens
from intake.outlet import MailOutlet
from scheduler.relay import Relay, RelayTally
from tests.support.brokering import Brokering
from tests.support.receiving_server import Mailbox, Received

DOMAIN = "broker.example"
TOKENS = Tokens("a secret")
PEOPLE = table_of(directory_tables.PersonRow)
POSTS = table_of(directory_tables.PostRow)


class Post:
    """A county whose mail goes out to a real server."""

    def __init__(self, county: Brokering, mailbox: Mailbox, **settings: str) -> None:
        self.county = county
        self.mailbox = mailbox
        told = {"BROKER_SMTP_URL": mailbox.url, "BROKER_MAIL_DOMAIN": DOMAIN, **settings}
        outlet = MailOutlet(Settings.model_validate(told), county.library, TOKENS, county.clock)
        self.relay = Relay(county.database, county.clock, {Channel.EMAIL: outlet})

    def drain(self) -> RelayTally:
        return self.relay.drain_once()

    def mails(self, to: str = "") -> list[Received]:
        """Send what waits; return every mail so far (to one person)."""
        self.drain()
        return [x for x in self.mailbox.received if x.recipient.startswith(to)]

    def last(self, to: str = "") -> Received:
        return self.mails(to)[-1]

    def rows(self, *states: State) -> list[Listed]:
        with self.county.database.read() as connection:
            return listing(connection, states or tuple(State))


def local_part(address: str) -> str:
    return address.partition("@")[0]


def nudge(post: Post, ref: str, rung: int) -> None:
    [prompt] = post.county.open_prompts(ref)
    post.county.clock.set(datetime(2025, 3, 5 + rung, 10, tzinfo=UTC))
    post.county.handle(
        Nudge(
            key=post.county.key(), actor="system", channel=Channel.SYSTEM, case=ref,
            prompt=prompt.id, round=1, rung=rung,
        )
    )  # fmt: skip
