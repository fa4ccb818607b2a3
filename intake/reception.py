"""What all sessions of one intake server share: its terms, its store, and who is connected."""

import asyncio
import ssl
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session

from core.clock import Clock
from intake.group_commit import GroupCommit
from intake.limits import Limits, Places, Room
from intake.ports import Accepts, Incoming

NULL_SENDER = "<>"
"""How aiosmtpd writes the empty return path."""


class Connected(Protocol):
    """A session as the server sees it."""

    def stop(self) -> None:
        """Close, after the answer that is due if one is."""

    def abort(self) -> None:
        """Close at once."""


class Reception:
    """Admits sessions, answers for recipients and takes mail in: the handler of every session."""

    def __init__(
        self,
        commit: GroupCommit,
        accepts: Accepts,
        clock: Clock,
        *,
        hostname: str,
        limits: Limits,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.hostname = hostname
        self.limits = limits
        self.tls = tls
        self.room = Room(limits.room_bytes)
        self.sessions: set[Connected] = set()
        self.vacant = asyncio.Event()
        self.vacant.set()
        self._places = Places(limits.sessions, limits.sessions_per_peer)
        self._commit = commit
        self._accepts = accepts
        self._clock = clock

    def admit(self, session: Connected, peer: str) -> bool:
        """Count the session in, unless there are too many overall or from its peer."""
        admitted = self._places.take(peer)
        if admitted:
            self.sessions.add(session)
            self.vacant.clear()
        return admitted

    def leave(self, session: Connected, peer: str) -> None:
        """Count the session out; a second time changes nothing."""
        if session in self.sessions:
            self.sessions.remove(session)
            self._places.leave(peer)
        if not self.sessions:
            self.vacant.set()

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a recipient who is known here; the envelope alone decides (RFC 5321, 3.3)."""
        if len(envelope.rcpt_tos) >= self.limits.recipients:
            return "452 4.5.3 Too many recipients at once; send the others in another message."
        if not self._accepts(address):
            return "550 5.1.1 Nobody receives mail at this address here; check how it is spelt."
        if address not in envelope.rcpt_tos:
            envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def take_in(
        self, session: Session, envelope: Envelope, *, peer: str, helo: str, body: bytes
    ) -> None:
        """Return once the mail is stored; raise `NotKept` if it could not be."""
        sender = envelope.mail_from or ""
        await self._commit.keep(
            Incoming(
                envelope_from="" if sender == NULL_SENDER else sender,
                recipients=tuple(envelope.rcpt_tos),
                peer=peer,
                helo=helo,
                body=body,
                received_at=self._clock.now(),
                tls=session.ssl is not None,
            )
        )
