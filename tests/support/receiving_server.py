"""A real mail server on loopback that keeps what it gets and can be told to misbehave."""

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as it came."""

    sender: str
    recipient: str
    body: bytes
    peer_port: int

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.body, policy=email.policy.default)

    @property
    def text(self) -> str:
        part = self.mail.get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class Mailbox:
    """What the server keeps, and how it is to misbehave."""

    received: list[Received] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """What is answered to RCPT for a recipient."""
    after_data: list[str] = field(default_factory=list)
    """What the next mails are answered after DATA, whatever is in them."""
    at_mail_from: list[str] = field(default_factory=list)
    drop: int = 0
    """How many connections are cut while DATA is read."""
    drop_after_keeping: int = 0
    """How many are cut after the mail was kept, before it is acknowledged."""
    users: dict[bytes, bytes] = field(default_factory=dict)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    # --- aiosmtpd's handler ---

    async def handle_MAIL(
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.users and not session.authenticated:
            return "530 5.7.0 sign in first"
        if self.at_mail_from:
            return self.at_mail_from.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.after_data:
            return self.after_data.pop(0)
        if self.drop:
            self.drop -= 1
            cast("Any", server.transport).abort()
            return "451 gone"
        assert isinstance(envelope.content, bytes)
        assert session.peer is not None
        for recipient in envelope.rcpt_tos:
            self.received.append(
                Received(
                    envelope.mail_from or "", recipient, envelope.content, int(session.peer[1])
                )
            )
        if self.drop_after_keeping:
            self.drop_after_keeping -= 1
            cast("Any", server.transport).abort()
        return "250 OK"

    def sign_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any
    ) -> AuthResult:
        known = isinstance(told, LoginPassword) and self.users.get(told.login) == told.password
        return AuthResult(success=known, handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def receiving(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    users: dict[bytes, bytes] | None = None,
) -> Iterator[Mailbox]:
    """Run a server for as long as the block; with `users` one has to sign in."""
    mailbox = Mailbox(users=users or {}, port=free_port())
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=mailbox.port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=mailbox.sign_in if users else None,
        auth_require_tls=False,
        enable_SMTPUTF8=True,
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
