"""Mail of ours that came back: sending there stops, and the coordinator is told.

A bounce is believed only if it came to the bounce address of a notice that we sent; anybody can
write a delivery report, and a forged one changes nothing (docs/rules.md#bounces; RFC 3464).
"""

from sqlalchemy import Connection, select

from core.clock import Clock
from core.commands import NoteMail
from core.model import Channel
from core.store import people, stopping, tables
from core.store.cases import table_of
from core.store.stopping import is_gone
from intake.gathering import Gathered
from intake.meanings import Act, Park
from intake.plus_addresses import PlusAddresses
from intake.sender import wire_address

_OUTBOX = table_of(tables.OutboxRow)


class BounceDesk:
    """Ties bounces to the notices they are about."""

    def __init__(self, addresses: PlusAddresses, clock: Clock) -> None:
        """Recognise our bounce addresses by `addresses`."""
        self._addresses = addresses
        self._clock = clock

    def meaning(self, connection: Connection, gathered: Gathered) -> Act | Park | None:
        """Stop sending to an address that is gone for good; return what tells the coordinator.

        That the coordinator's own mail comes back is no news to send to them: it would come back
        again, and so on. None: it is a bounce of nothing we sent.
        """
        local_part = gathered.recipient.rpartition("@")[0]
        row_id = self._addresses.row_of_bounce_address(local_part)
        if row_id is None:
            return None
        row = connection.execute(select(_OUTBOX).where(_OUTBOX.c.id == row_id)).one_or_none()
        if row is None or row.case is None:
            return None
        sent_to = self._address(connection, row.recipient)
        for bounced in gathered.bounced:
            gone = bounced.hard and is_gone(bounced.status, otherwise=True)
            if gone and bounced.address.lower() == sent_to:
                why = f"bounced {bounced.status}".strip()
                stopping.stop(connection, sent_to, why, self._clock.now())
        told = "; ".join(f"{x.address} ({x.status or 'no status'})" for x in gathered.bounced)
        note = NoteMail(
            key=gathered.around.key,
            actor=str(Channel.SYSTEM),
            channel=Channel.EMAIL,
            case=row.case,
            what="bounced",
            text=told or "An email we sent came back.",
            person=row.recipient,
        )
        if row.recipient not in people.coordinators(connection, row.alliance)[:1]:
            return Act(note)
        why = f"Our email to the coordinator came back: {note.text}."
        return Park(why, "Please check their address, then discard this.", beside=note)

    def _address(self, connection: Connection, recipient: str) -> str:
        """Return where a notice went: a report stops that address and no other."""
        known = people.by_id(connection, recipient)
        return wire_address((known.person.email if known else recipient) or "").lower()
