"""Handing mail to the outbound relay over SMTP, and telling "later" from "never".

RFC 5321, 4.2.1: a 4yz reply asks to come again, a 5yz reply means that coming again cannot help.
RFC 3463 says in the enhanced code what it is about: 5.1.x and 5.2.1 are about the mailbox.
"""

import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote, urlsplit

from core.errors import BrokerError, ConfigError, NoticeRejected, RecipientGone, RemoteUnavailable
from core.outbox import ChannelDown
from core.store.stopping import is_gone
from intake.bounces import worded_status

TIMEOUT_SECONDS: Final = 30.0

_PORTS: Final[Mapping[str, int]] = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_ANY_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_MAILBOX_CODES = frozenset({550, 551, 553})
_CLOSING: Final = 421
_SERVICE_CODES = frozenset({_CLOSING, 530, 535})
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Relay:
    """Where mail is handed over, as BROKER_SMTP_URL says. `user` None: without signing in."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str = ""


@dataclass(frozen=True, slots=True)
class Sendable:
    """A finished mail with its envelope: whom a bounce goes to, and one recipient."""

    sender: str
    recipient: str
    body: bytes


def read_smtp_url(url: str) -> Relay:
    """Read BROKER_SMTP_URL; raises ConfigError (which never repeats the password)."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise ConfigError(f"BROKER_SMTP_URL cannot be read: {_ALLOWED}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ConfigError(f"BROKER_SMTP_URL names no mail relay: {_ALLOWED}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(f"BROKER_SMTP_URL has something after the host and port: {_ALLOWED}")
    user = unquote(parts.username) if parts.username else None
    if user and parts.scheme == "smtp" and not _is_this_machine(parts.hostname):
        raise ConfigError(
            "BROKER_SMTP_URL would send the password unencrypted: "
            "write smtp+starttls:// or smtps:// instead of smtp://"
        )
    return Relay(
        parts.scheme,
        parts.hostname,
        port or _PORTS[parts.scheme],
        user,
        unquote(parts.password or ""),
    )


_ALLOWED = (
    "write smtp://HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:587 or "
    "smtps://USER:PASSWORD@HOST:465, with %40 for an @ in the user's name or the password"
)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _HungUp(RemoteUnavailable):
    """The relay closed the connection over a mail."""


class SmtpSender:
    """A client of one relay. Its connection is kept from mail to mail until `rest`.

    For one thread at a time.
    """

    def __init__(
        self, relay: Relay, hello: str, timeout: float = TIMEOUT_SECONDS, tls_ca: str | None = None
    ) -> None:
        """Send through `relay`, calling ourselves `hello` (our mail domain).

        `timeout` is in seconds for each reply; `tls_ca` names a file of certificate authorities
        to believe instead of the system's.
        """
        self._relay = relay
        self._hello = hello
        self._timeout = timeout
        self._tls_ca = tls_ca
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: Sendable) -> None:
        """Hand one mail over.

        Raises ChannelDown when the relay cannot be used at all, RemoteUnavailable when it asks to
        come again or hangs up, RecipientGone when there is no such mailbox and NoticeRejected when
        it will not have this mail.
        """
        kept = self._connection is not None
        try:
            self._hand_over(mail)
        except (_HungUp, ChannelDown):
            # A kept connection may have idled too long. A mail that did arrive has the same id.
            if not kept:
                raise
            self._hand_over(mail)

    def _hand_over(self, mail: Sendable) -> None:
        connection = self._connection or self._connect()
        self._connection = connection
        sender, recipient = wire_address(mail.sender), wire_address(mail.recipient)
        options = [] if (sender + recipient).isascii() else ["SMTPUTF8"]
        if options and not connection.has_extn("smtputf8"):
            raise NoticeRejected("the mail relay takes no addresses with letters outside ASCII")
        try:
            connection.sendmail(sender, [recipient], mail.body, mail_options=options)
        except (smtplib.SMTPException, OSError) as error:
            fault = _fault(error, recipient)
            if isinstance(fault, ChannelDown | _HungUp):
                self.rest()
            raise fault from None

    def _connect(self) -> smtplib.SMTP:
        try:
            return self._open()
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelDown(f"the mail relay cannot be used: {_words(error)}") from None

    def _open(self) -> smtplib.SMTP:
        relay = self._relay
        where = (relay.host, relay.port, self._hello, self._timeout)
        connection: smtplib.SMTP
        if relay.scheme == "smtps":
            host, port, hello, timeout = where
            connection = smtplib.SMTP_SSL(host, port, hello, timeout=timeout, context=self._tls())
        else:
            connection = smtplib.SMTP(*where)
        try:
            if relay.scheme == "smtp+starttls":
                connection.starttls(context=self._tls())
            if relay.user is not None:
                connection.login(relay.user, relay.password)
            else:
                connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._tls_ca)

    def rest(self) -> None:
        """Say goodbye and close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()


def wire_address(address: str) -> str:
    """Return an address as the relay takes it: its domain in ASCII (RFC 5891) where it can be."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    with suppress(UnicodeError):
        return f"{local}{at}{domain.encode('idna').decode('ascii')}"
    return address


def _fault(error: smtplib.SMTPException | OSError, recipient: str) -> BrokerError:
    """Return what a failed hand-over means for the notice."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
        return _refusal(code, _printable(reply), recipient)
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code in _SERVICE_CODES:
        return ChannelDown(f"the mail relay answered {_words(error)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return _refusal(error.smtp_code, _printable(error.smtp_error))
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError | TimeoutError):
        return _HungUp("the mail relay closed the connection")
    return RemoteUnavailable(f"the mail relay did not take the mail: {_words(error)}")


def _refusal(code: int, reply: str, recipient: str = "") -> BrokerError:
    """Return what a reply means; `recipient` is who was refused, empty: not they but the mail."""
    told = f"the mail relay answered {code} {reply}".rstrip()
    if code == _CLOSING:
        return _HungUp(told)
    if code < 500:
        return RemoteUnavailable(told)
    status = _ANY_STATUS.search(reply)
    given = status[0] if status else _in_words(reply)
    if not recipient or not is_gone(given, otherwise=code in _MAILBOX_CODES):
        return NoticeRejected(told)
    # Codes without a word of explanation are used for policy too: they stop no address.
    return RecipientGone(told, recipient if is_gone(given, otherwise=False) else "")


def _in_words(reply: str) -> str:
    """Return what a reply without a status says of its recipient."""
    return "" if "sender" in reply.lower() else worded_status(reply)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_printable(error.smtp_error)}".rstrip()
    return _printable(str(error)) or type(error).__name__


def _printable(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return _UNPRINTABLE.sub(" ", text).strip()[:200]
