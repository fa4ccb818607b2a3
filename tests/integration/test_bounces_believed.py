"""A delivery report stops the address that the mail went to, and no other."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select, text

from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.ports import Incoming
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import MONDAY, address, alliance, request

_OUTBOX = table_of(tables.OutboxRow)


@pytest.fixture
def mail_world(sqlite: Database) -> MailWorld:
    """A world in which a head has been written to."""
    world = make_mail_world(sqlite)
    world.world.desk.handle(request("k1"))
    return world


def report_of(who: str) -> bytes:
    """Return a report that a mail to somebody failed for good (RFC 3464)."""
    mail = EmailMessage()
    mail["From"] = "Mail Delivery System <mailer-daemon@schools.example>"
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail["Message-ID"] = f"<report-{who.replace(' ', '-')}@schools.example>"
    mail.set_content("The address does not exist.")
    body = (
        "Reporting-MTA: dns; mx.schools.example\n\n"
        f"Final-Recipient: rfc822; {address(who)}\nAction: failed\nStatus: 5.1.1\n"
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
