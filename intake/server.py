"""The accepting half of mail intake: an SMTP server that promises nothing it has not stored."""

import asyncio
import logging
import ssl

from core.clock import Clock
from intake.group_commit import GroupCommit
from intake.limits import Limits
from intake.ports import Accepts, Incoming, Keep
from intake.reception import Reception
from intake.smtp_protocol import SmtpSession

__all__ = ["Accepts", "Incoming", "IntakeServer", "Keep", "Limits"]

BACKLOG = 1024
"""Connections the operating system holds until they are accepted."""


class IntakeServer:
    """Accepts mail over SMTP in the caller's event loop and hands it to `keep`."""

    def __init__(
        self,
        keep: Keep,
        accepts: Accepts,
        clock: Clock,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        hostname: str = "localhost",
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Set the server up; `hostname` is its name in greetings, port 0 takes any free one."""
        self._host = host
        self._port = port
        self._commit = GroupCommit(keep)
        self._reception = Reception(
            self._commit, accepts, clock, hostname=hostname, limits=limits or Limits(), tls=tls
        )
        self._listener: asyncio.Server | None = None

    @property
    def address(self) -> tuple[str, int]:
        """The host and port the server listens on; raises `RuntimeError` before it does."""
        if self._listener is None:
            raise RuntimeError("the intake server has not been started")
        host, port = self._listener.sockets[0].getsockname()[:2]
        return host, port

    async def start(self) -> None:
        """Listen; raises `OSError` if the address cannot be had."""
        # aiosmtpd's own log quotes addresses and whole commands; ours says what went wrong.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: SmtpSession(self._reception, loop), self._host, self._port, backlog=BACKLOG
        )

    async def stop(self) -> None:
        """Take no more mail, answer for what has arrived, and close."""
        if self._listener is None:
            return
        self._listener.close()
        for session in list(self._reception.sessions):
            session.stop()
        await self._commit.close()
        await self._see_off()
        self._listener = None

    async def _see_off(self) -> None:
        """Let the clients take their last replies, and cut off those that do not."""
        try:
            async with asyncio.timeout(self._reception.limits.farewell_seconds):
                await self._reception.vacant.wait()
        except TimeoutError:
            for session in list(self._reception.sessions):
                session.abort()
