"""One SMTP session: aiosmtpd's dialogue, with the message read in bulk and bounds on everything."""

import asyncio
import logging
from collections import defaultdict
from typing import AnyStr, cast

from aiosmtpd.smtp import SMTP, TLSSetupException, syntax
from typing_extensions import override

from core.faults import describe, new_reference
from intake.message import END_OF_DATA, ArrivingMessage, Refused
from intake.paths import read_path, storable
from intake.reception import NULL_SENDER, Reception

log = logging.getLogger(__name__)

PIECE_BYTES = 64 * 1024
# RFC 5321, 4.5.3.1.4 asks for at least 512; return paths that carry tokens exceed it.
COMMAND_BYTES = 2048
_COMMAND_SIZES: defaultdict[str, int] = defaultdict(lambda: COMMAND_BYTES)

_COMMANDS = [
    "smtp_HELO",
    "smtp_EHLO",
    "smtp_STARTTLS",
    "smtp_MAIL",
    "smtp_RCPT",
    "smtp_DATA",
    "smtp_RSET",
    "smtp_NOOP",
    "smtp_VRFY",
    "smtp_HELP",
    "smtp_QUIT",
]


class SmtpSession(SMTP):
    """Speaks SMTP with one client and answers `250` to a message only once it is stored."""

    # The stream's limit, and so the size of a piece in which a message is read. The lines of a
    # message have no limit of their own: aiosmtpd's 1001 octets would refuse real mail.
    line_length_limit = PIECE_BYTES
    command_size_limit = COMMAND_BYTES

    def __init__(self, reception: Reception, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            reception,
            data_size_limit=reception.limits.message_bytes,
            enable_SMTPUTF8=True,
            hostname=reception.hostname,
            ident="ESMTP",
            tls_context=reception.tls,
            timeout=reception.limits.idle_seconds,
            loop=loop,
        )
        self.command_size_limits = _COMMAND_SIZES
        self._reception = reception
        self._peer = ""
        self._admitted = False
        self._errors = 0
        self._storing = False
        self._stopping = False

    @override
    def __dir__(self) -> list[str]:
        # aiosmtpd searches `dir()` for commands at every connection, which took most of the time
        # to set one up. It also leaves out AUTH and EXPN, which nobody needs here.
        return _COMMANDS

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet the client, or send it away for now if there are too many already."""
        if not self._admitted:  # else it is STARTTLS that calls, on a connection counted before
            self._peer = (transport.get_extra_info("peername") or ("",))[0]
            self._admitted = self._reception.admit(self, self._peer)
        if self._admitted:
            super().connection_made(transport)
            return
        refused = cast("asyncio.WriteTransport", transport)
        refused.write(b"421 4.7.0 Too many connections; try again in a few minutes.\r\n")
        refused.close()

    @override
    def connection_lost(self, error: Exception | None) -> None:
        """Forget the client."""
        if self._admitted:
            self._reception.leave(self, self._peer)
            super().connection_lost(error)

    @override
    def eof_received(self) -> bool | None:
        """Let what the client sent before it stopped talking be answered.

        aiosmtpd ends the session at once; here the next read meets the end instead, unless the
        connection is under TLS, which cannot stay half open.
        """
        half_open = asyncio.StreamReaderProtocol.eof_received(self)
        return half_open and (self.session is None or self.session.ssl is None)

    def stop(self) -> None:
        """Close the session; one whose message is being stored hears of that first."""
        self._stopping = True
        if not self._storing:
            self._hang_up("421 4.3.2 We are closing for maintenance; try again in a few minutes.")

    def abort(self) -> None:
        """Cut the connection, whatever is still unsent."""
        transport = self._original_transport or self.transport
        if transport is not None:
            cast("asyncio.WriteTransport", transport).abort()

    def _hang_up(self, reply: str) -> None:
        transport = cast("asyncio.WriteTransport | None", self.transport)
        if transport is None or transport.is_closing():
            return
        transport.write(reply.encode() + b"\r\n")
        transport.close()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()

    @override
    def _timeout_cb(self) -> None:
        self._hang_up("421 4.4.2 Nothing heard for too long; goodbye.")

    @override
    async def push(self, status: AnyStr) -> None:
        """Send a reply, and end a session that has been refused too often or is to stop."""
        await super().push(status)
        if status[:1] in ("5", b"5"):
            self._errors += 1
            if self._errors >= self._reception.limits.errors:
                self._hang_up("421 4.7.0 Too many errors in one session; goodbye.")
        if self._stopping:
            self.stop()

    @override
    async def handle_exception(self, error: Exception) -> str:
        """Ask the client to try again; the log gets the place and no one's words."""
        if isinstance(error, asyncio.IncompleteReadError | TLSSetupException):
            farewell = "421 4.4.2 Connection lost."
            self._hang_up(farewell)
            return farewell
        reference = new_reference()
        log.error("mail intake fault, ref %s: %s", reference, describe(error))
        return f"451 4.3.0 Something went wrong here; please try again later (ref {reference})."

    @override
    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str | None) -> None:
        """Say what the server can do (RFC 1870, 2920, 3207, 6152, 6531)."""
        if not hostname or self.session is None:
            await self.push("501 Syntax: EHLO hostname")
            return
        self.envelope = self._create_envelope()
        self.session.extended_smtp = True
        self.session.host_name = hostname
        offers = [self.hostname, f"SIZE {self.data_size_limit}", "8BITMIME", "SMTPUTF8"]
        if self.tls_context and not self._tls_protocol:
            offers.append("STARTTLS")
        lines = [f"250-{offer}\r\n" for offer in [*offers, "PIPELINING"]]
        await self.push("".join(lines) + "250 HELP")

    @override
    @syntax("STARTTLS", when="tls_context")
    async def smtp_STARTTLS(self, arg: str | None) -> None:
        """Begin TLS, once (RFC 3207); aiosmtpd would begin it again within itself."""
        if self._tls_protocol:
            await self.push("503 5.5.1 This session is encrypted already.")
            return
        await super().smtp_STARTTLS(arg)

    @override
    @syntax("VRFY address")
    async def smtp_VRFY(self, _address: str | None) -> None:
        """Tell nobody who lives here (RFC 5321, 7.3)."""
        await self.push("252 2.1.5 Send your message and it will be tried.")

    @override
    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        """Take a message in; `250` promises that it is on disk."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Name a recipient with RCPT first.")
            return
        if arg:
            await self.push("501 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self.push(await self._take_message())

    async def _take_message(self) -> str:
        """Read a message, have it stored and return the reply; raise if it could not be stored."""
        session, envelope = self.session, self.envelope
        assert session is not None
        assert envelope is not None
        self.envelope = self._create_envelope()
        arriving = ArrivingMessage(self._reception.limits.message_bytes, self._reception.room)
        try:
            body = await self._read_message(arriving)
            if isinstance(body, Refused):
                return body.reply
            helo = storable(session.host_name or "")
            self._storing = True
            await self._reception.take_in(session, envelope, peer=self._peer, helo=helo, body=body)
        finally:
            self._storing = False
            arriving.release()
        return "250 2.0.0 OK: stored."

    async def _read_message(self, arriving: ArrivingMessage) -> bytes | Refused:
        """Read up to CRLF.CRLF, the only end there is (RFC 5321, 4.1.1.4), and not beyond.

        A lone CR or LF is content, so no looser reading of the end can smuggle a second message
        in (CVE-2023-51764 and its kin).
        """
        # The DATA command's own line ended in CRLF; put back, an empty message ends like any.
        self._reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined] # noqa: SLF001
        give_up_at = self.loop.time() + self._reception.limits.message_seconds
        while True:
            try:
                last = await self._reader.readuntil(END_OF_DATA)
            except asyncio.LimitOverrunError as overrun:
                arriving.add(await self._reader.readexactly(overrun.consumed))
                left = max(give_up_at - self.loop.time(), 0.001)
                self._reset_timeout(min(left, self._timeout_duration))
            else:
                self._reset_timeout()
                return arriving.finish(last)

    @override
    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Read a path and what follows it; no address if it is malformed or cannot be stored."""
        path = read_path(arg)
        if path is None:
            return None, None
        return path.address or NULL_SENDER, path.parameters
