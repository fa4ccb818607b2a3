"""Mail of ours that came back: sending there stops, and the coordinator is told.

A bounce is believed only if it came to the bounce address of a notice that we sent; anybody can
write a delivery report, and a forged one changes nothing (docs/rules.md#bounces; RFC 3464).
"""

from sqlalchemy import Connection, insert, select

from core.clock import Clock
from core.commands import NoteMail
from core.model import Channel
from core.store import mail_tables, people, tables
from core.store.cases import table_of
from intake.gathering import Gathered
from intake.plus_addresses import PlusAddresses

_OUTBOX = table_of(tables.OutboxRow)
_STOPPED = table_of(mail_tables.StoppedAddressRow)


class BounceDesk:
    """Ties bounces to the notices they are about."""

    def __init__(self, addresses: PlusAddresses, clock: Clock) -> None:
        """Recognise our bounce addresses by `addresses`."""
        self._addresses = addresses
        self._clock = clock

    def command(self, connection: Connection, gathered: Gathered) -> NoteMail | None:
        """Stop sending to an address that is gone for good; return what tells the coordinator."""
        local_part = gathered.recipient.rpartition("@")[0]
        row_id = self._addresses.row_of_bounce_address(local_part)
        if row_id is None:
            return None
        row = connection.execute(select(_OUTBOX).where(_OUTBOX.c.id == row_id)).one_or_none()
        if row is None or row.case is None:
            return None
        sent_to = self._address(connection, row.recipient)
        for bounced in gathered.bounced:
            if bounced.hard and bounced.address.lower() == sent_to:
                self._stop(connection, bounced.address.lower(), bounced.status)
        told = "; ".join(f"{x.address} ({x.status or 'no status'})" for x in gathered.bounced)
        return NoteMail(
            key=gathered.around.key,
            actor=str(Channel.SYSTEM),
            channel=Channel.EMAIL,
            case=row.case,
            what="bounced",
            text=told or "A mail of ours came back.",
        )

    def _address(self, connection: Connection, recipient: str) -> str:
        """Return where a notice went: a report stops that address and no other."""
        known = people.by_id(connection, recipient)
        return ((known.person.email if known else recipient) or "").lower()

    def _stop(self, connection: Connection, address: str, status: str) -> None:
        known = connection.execute(select(_STOPPED).where(_STOPPED.c.address == address))
        if known.one_or_none() is None:
            connection.execute(
                insert(_STOPPED).values(
                    address=address, why=f"bounced {status}".strip(), since=self._clock.now()
                )
            )
