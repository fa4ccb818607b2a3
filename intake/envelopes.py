"""From whom to whom a notice's mail goes, in which conversation, and where answers come to."""

from sqlalchemy import Connection, select

from core.errors import RecipientGone
from core.notices.loading import Loaded
from core.store import mail_tables
from core.store.cases import table_of
from intake import mime
from intake.plus_addresses import PlusAddresses
from intake.sender import wire_address

_STOPPED = table_of(mail_tables.StoppedAddressRow)


def envelope(
    connection: Connection,
    loaded: Loaded,
    addresses: PlusAddresses,
    mail_domain: str,
    from_name: str = "",
) -> mime.Envelope:
    """Return from whom to whom a mail goes; raises RecipientGone where nobody can be reached."""
    row, record = loaded.row, loaded.case.record
    thread = record.thread if loaded.is_requester else ""
    if not mime.usable_message_id(thread):
        thread = mime.thread_root(record.id, mail_domain)
    return mime.Envelope(
        from_name=from_name or loaded.alliance.name,
        mailbox=addresses.mailbox(loaded.alliance),
        reply_to=addresses.reply_address(
            loaded.alliance, record.id, row.prompt if loaded.asks_now else None, row.recipient
        ),
        bounce_to=addresses.bounce_address(loaded.alliance, row.id),
        to_name=loaded.recipient.name,
        to=_reachable(connection, loaded.recipient.email or ""),
        message_id=mime.message_id(row.dedup, mail_domain),
        thread=thread,
        date=loaded.now,
    )


def _reachable(connection: Connection, address: str) -> str:
    """Return an address as it goes over the wire; raises RecipientGone where none can be used."""
    address = wire_address(address)
    if not is_usable(address):
        raise RecipientGone("the directory has no usable address for this person")
    stopped = select(_STOPPED.c.why).where(_STOPPED.c.address == address.lower())
    why = connection.execute(stopped).scalar()
    if why is not None:
        raise RecipientGone(f"nothing is sent to this address any more: {why}")
    return address


def is_usable(address: str) -> bool:
    """Whether an address can stand in an envelope and a header without doing harm.

    A name before the @ with letters outside ASCII cannot: few mail systems take one (RFC 6531).
    """
    local, at, domain = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and not set(address) & set(' <>"(),;:\\[]')
    return bool(local and at and domain) and plain and "@" not in local and len(address) <= 254
