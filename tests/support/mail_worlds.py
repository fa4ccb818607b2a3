"""A small world that reads mail: the worlds of `worlds`, with a mailbox and a worker."""

from dataclasses import dataclass

from core.clock import FixedClock
from core.desk import Desk
from core.store.engine import Database
from core.tokens import Tokens
from intake.bounce_desk import BounceDesk
from intake.gathering import Gatherer
from intake.mailboxes import Mailboxes
from intake.plus_addresses import PlusAddresses
from intake.raw_store import RawStore
from intake.worker import Worker
from tests.support.worlds import World, make_world

DOMAIN = "broker.example"
TRUSTED = "mx.broker.example"
"""The mail host whose word about authors is believed in tests."""


@dataclass(frozen=True)
class MailWorld:
    """A world with its mail side."""

    world: World
    store: RawStore
    worker: Worker
    addresses: PlusAddresses
    tokens: Tokens


def make_mail_world(database: Database) -> MailWorld:
    """People a database that has its tables, and open its mail side."""
    world = make_world(database)
    return open_mail(world)


def open_mail(world: World) -> MailWorld:
    """Open the mail side of a world, as after a restart."""
    tokens = Tokens("a secret of the tests")
    addresses = PlusAddresses(tokens, DOMAIN)
    store = RawStore(world.database, world.clock)
    worker = make_worker(world.desk, world.clock, store, tokens)
    return MailWorld(world, store, worker, addresses, tokens)


def make_worker(desk: Desk, clock: FixedClock, store: RawStore, tokens: Tokens) -> Worker:
    """Return a worker that believes the trusted host."""
    mailboxes = Mailboxes(desk.library.alliances.values(), DOMAIN)
    gatherer = Gatherer(desk, mailboxes, tokens, clock, (TRUSTED,), DOMAIN)
    return Worker(desk, store, gatherer, BounceDesk(PlusAddresses(tokens, DOMAIN), clock), clock)
