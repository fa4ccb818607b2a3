"""Addresses that nothing more is sent to, because there is no such mailbox."""

import re
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from core.store import mail_tables
from core.store.cases import table_of

_STOPPED = table_of(mail_tables.StoppedAddressRow)
# RFC 3463, 3.2 and 3.3. Of 5.1.x, 7 and 8 are about the sender and 9 about a relay on the way.
_NO_MAILBOX: Final = re.compile(r"5\.(?:1\.(?:[0-6]|10)|2\.1)")
_SAYS_NOTHING: Final = frozenset({"", "5.0.0"})


def is_gone(status: str, *, otherwise: bool) -> bool:
    """Whether a permanent failure with this RFC 3463 status says that there is no such mailbox.

    A full mailbox, a mail too large or a refusal by policy (5.7.x) does not. `otherwise` is what
    to hold of a failure that gives no reason at all.
    """
    if status in _SAYS_NOTHING:
        return otherwise
    return _NO_MAILBOX.fullmatch(status) is not None


def stop(connection: Connection, address: str, why: str, now: datetime) -> None:
    """Send nothing more to an address; the first reason stays."""
    wanted = address.lower()
    known = connection.execute(select(_STOPPED.c.why).where(_STOPPED.c.address == wanted))
    if known.one_or_none() is None:
        connection.execute(insert(_STOPPED).values(address=wanted, why=why, since=now))
