"""The practice world's post office: takes in what the service sends, hands in what people write.

Both ways are real SMTP on loopback. The office vouches for its senders in Authentication-Results,
as a school's mail host does, so that an answer is proven to be its author's.
"""

import asyncio
import re
import smtplib
from collections.abc import Callable, Collection
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from aiosmtpd.smtp import SMTP, Envelope, Session

from core.clock import Clock
from sle_broker.practice.mail.letters import Draft, MailRefused, compose
from sle_broker.practice.mail.store import IN, SENT, MailStore

LOOPBACK = "127.0.0.1"
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_MOST_BYTES = 30 * 1024 * 1024
_SECONDS = 20


class PostOffice:
    """Delivers mail between the service and the people of the practice world."""

    def __init__(
        self,
        store: MailStore,
        clock: Clock,
        authserv: str,
        changed: Callable[[], None],
    ) -> None:
        """Keep mail in `store`; `changed` is called (from any thread) when a mailbox has something
        new.
        """
        self._store = store
        self._clock = clock
        self._authserv = authserv
        self._changed = changed
        self._server: asyncio.Server | None = None
        self.ours: Callable[[str], bool] = _nobody
        """Tells the service's own addresses from people's, once they are known."""
        self.intake: tuple[str, int] | None = None
        """Where the service takes mail in, once it does."""

    # --- what the service sends ---

    async def start(self) -> int:
        """Listen on a free port of loopback and return it."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, data_size_limit=_MOST_BYTES, enable_SMTPUTF8=True, loop=loop),
            LOOPBACK,
            0,
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Put a mail into the mailboxes it is for."""
        raw = envelope.content
        assert isinstance(raw, bytes)
        for recipient in envelope.rcpt_tos:
            self._store.keep(recipient, IN, self._clock.now(), raw)
        self._changed()
        return "250 OK"

    # --- what people send ---

    def send(self, draft: Draft) -> None:
        """Send what somebody wrote; raises MailRefused with a sentence for them."""
        recipients = _recipients(draft.to)
        mail = compose(draft, self._clock.now(), self._authserv)
        outside = [x for x in recipients if self.ours(x)]
        if outside:
            self._hand_in(draft.sender, outside, mail)
        raw = mail.as_bytes()
        for recipient in recipients:
            if recipient not in outside:
                self._store.keep(recipient, IN, self._clock.now(), raw)
        self._store.keep(draft.sender, SENT, self._clock.now(), raw)
        self._changed()

    def _hand_in(self, sender: str, recipients: Collection[str], mail: EmailMessage) -> None:
        if self.intake is None:
            raise MailRefused("The service is not taking mail in yet; try again in a moment.")
        try:
            with smtplib.SMTP(*self.intake, "localhost", timeout=_SECONDS) as client:
                refused = client.send_message(mail, sender, list(recipients))
        except smtplib.SMTPRecipientsRefused as error:
            raise MailRefused(_told(error.recipients)) from error
        except smtplib.SMTPException as error:
            raise MailRefused(f"The service did not take the mail: {error}") from error
        except OSError as error:
            raise MailRefused("The service could not be reached; try again in a moment.") from error
        if refused:
            raise MailRefused(_told(refused))


def _nobody(_address: str) -> bool:
    return False


def _recipients(to: Collection[str]) -> list[str]:
    found = [address for _, address in getaddresses(list(to)) if address]
    wrong = [x for x in found if not _ADDRESS.fullmatch(x)]
    if wrong or not found:
        told = f"“{wrong[0]}” is not an address." if wrong else "Say who the mail is for."
        raise MailRefused(told)
    return list(dict.fromkeys(found))


def _told(refused: object) -> str:
    replies = refused.items() if isinstance(refused, dict) else ()
    told = "; ".join(f"{who}: {reply[1].decode(errors='replace')}" for who, reply in replies)
    return f"The service does not take mail for {told}"


def address_of(header: str) -> str:
    """Return the address of a From or To header."""
    return parseaddr(header)[1]
