"""Mail's way out of the outbox: what a notice tells, put into words and handed to the relay."""

from sqlalchemy import Connection

from core.clock import Clock
from core.library import Library
from core.notices.facts import look_up, notice_view
from core.outbox import Skip, Waiting
from core.settings import Settings
from core.tokens import Tokens
from intake.envelopes import envelope
from intake.plus_addresses import PlusAddresses
from intake.rendering import render
from intake.sender import Sendable, SmtpSender, read_smtp_url


class MailOutlet:
    """Renders notices and sends them by SMTP (an `Outlet` of `core.outbox`)."""

    def __init__(self, settings: Settings, library: Library, tokens: Tokens, clock: Clock) -> None:
        """Send through BROKER_SMTP_URL; raises ConfigError when it cannot be read or is empty."""
        self._library = library
        self._clock = clock
        self._domain = settings.mail_domain
        self._from_name = settings.mail_from_name
        self._addresses = PlusAddresses(tokens, settings.mail_domain)
        self._sender = SmtpSender(read_smtp_url(settings.smtp_url), settings.mail_domain)

    def render(self, connection: Connection, waiting: Waiting) -> Sendable | Skip:
        """Put a notice into words, as things stand now."""
        loaded = look_up(connection, waiting, self._library, self._clock.now())
        if isinstance(loaded, Skip):
            return loaded
        where = envelope(connection, loaded, self._addresses, self._domain, self._from_name)
        return render(notice_view(loaded), where)

    def send(self, rendered: Sendable) -> None:
        """Hand a mail to the relay."""
        self._sender.send(rendered)

    def rest(self) -> None:
        """Let go of the connection."""
        self._sender.rest()
