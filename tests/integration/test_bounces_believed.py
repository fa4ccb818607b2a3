"""Word that a mailbox does not exist stops that address and no other, however the word comes."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select, text

from core.model import Channel
from core.settings import Settings
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.outlet import MailOutlet
from intake.ports import Incoming
from scheduler.relay import Relay
from tests.support.mail_worlds import DOMAIN, MailWorld, make_mail_world
from tests.support.receiving_server import receiving
from tests.support.worlds import MONDAY, address, alliance, request

_OUTBOX = table_of(tables.OutboxRow)


@pytest.fixture
def mail_world(sqlite: Database) -> MailWorld:
    """A world in which a head has been written to."""
    world = make_mail_world(sqlite)
    world.world.desk.handle(request("k1"))
    return world


def report_of(who: str, status: str = "5.1.1") -> bytes:
    """Return a report that a mail to somebody failed for good (RFC 3464)."""
    mail = EmailMessage()
    mail["From"] = "Mail Delivery System <mailer-daemon@schools.example>"
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail["Message-ID"] = f"<report-{who.replace(' ', '-')}@schools.example>"
    mail.set_content("The address does not exist.")
    body = (
        "Reporting-MTA: dns; mx.schools.example\n\n"
        f"Final-Recipient: rfc822; {address(who)}\nAction: failed\nStatus: {status}\n"
    )
    mail.add_attachment(body.encode(), maintype="message", subtype="x-status")
    raw = mail.as_bytes().replace(b"message/x-status", b"message/delivery-status")
    return raw.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("named", "stopped"), [("Harriet Oakley", ["harriet.oakley"]), ("Carys Orme", [])]
)
def test_only_the_address_that_was_written_to_is_stopped(
    mail_world: MailWorld, named: str, stopped: list[str]
) -> None:
    database = mail_world.world.database
    with database.read() as connection:
        row = connection.execute(select(_OUTBOX.c.id).where(_OUTBOX.c.recipient.like("%harriet%")))
        back_to = mail_world.addresses.bounce_address(alliance("east-sussex"), row.scalars().one())
    body = report_of(named)
    mail_world.store([Incoming("", (back_to,), "127.0.0.1", "mx", body, MONDAY, tls=False)])
    assert [x.kind for x in mail_world.worker.run_once()] == ["bounce"]
    with database.read() as connection:
        found = connection.execute(text("SELECT address FROM stopped_address")).scalars().all()
    assert [x.partition("@")[0] for x in found] == stopped


def stopped_by(mail_world: MailWorld) -> list[str]:
    with mail_world.world.database.read() as connection:
        found = connection.execute(text("SELECT address FROM stopped_address")).scalars().all()
    return [x.partition("@")[0] for x in found]


@pytest.mark.parametrize(
    ("status", "stopped"),
    [
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.1.2", True),
        ("5.2.1", True),
        ("5.0.0", True),
        ("5.1.8", False),
        ("5.2.2", False),
        ("5.3.4", False),
        ("5.7.1", False),
        ("4.1.1", False),
    ],
)
def test_a_report_stops_an_address_only_if_there_is_no_such_mailbox(
    mail_world: MailWorld, status: str, stopped: bool
) -> None:
    with mail_world.world.database.read() as connection:
        row = connection.execute(select(_OUTBOX.c.id).where(_OUTBOX.c.recipient.like("%harriet%")))
        back_to = mail_world.addresses.bounce_address(alliance("east-sussex"), row.scalars().one())
    body = report_of("Harriet Oakley", status)
    mail_world.store([Incoming("", (back_to,), "127.0.0.1", "mx", body, MONDAY, tls=False)])
    mail_world.worker.run_once()
    assert stopped_by(mail_world) == (["harriet.oakley"] if stopped else [])


@pytest.mark.parametrize(
    ("reply", "stopped", "dead"),
    [
        ("550 5.1.1 <harriet> no such user", True, True),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", True, True),
        ("550 No such user here", True, True),
        ("554 User unknown", True, True),
        ("550 5.1.8 sender's domain not found", False, True),
        ("550 sender address unknown", False, True),
        ("550 blocked", False, True),
        ("550 5.7.1 not authorised", False, True),
        ("552 5.2.2 mailbox full", False, True),
        ("451 4.1.1 try later", False, False),
    ],
)
def test_a_recipient_refused_for_good_is_stopped_just_as_by_a_bounce(
    mail_world: MailWorld, reply: str, stopped: bool, dead: bool
) -> None:
    world = mail_world.world
    with receiving() as mailbox:
        mailbox.refused[address("Harriet Oakley")] = reply
        settings = Settings.model_validate(
            {"BROKER_SMTP_URL": mailbox.url, "BROKER_MAIL_DOMAIN": DOMAIN}
        )
        outlet = MailOutlet(settings, world.desk.library, mail_world.tokens, world.clock)
        relay = Relay(world.database, world.clock, {Channel.EMAIL: outlet})
        relay.drain_once()
        assert stopped_by(mail_world) == (["harriet.oakley"] if stopped else [])
        told = [x for x in mailbox.received if x.recipient == address("Carys Orme")]
        assert bool(told) is dead
        mailbox.refused.clear()
        world.desk.handle(request("k2"))
        relay.drain_once()
        reached = [x for x in mailbox.received if x.recipient == address("Harriet Oakley")]
        assert bool(reached) is (not stopped and dead)
