"""Where mail is put together, both ways: the server that takes it in, the worker; and the relay."""

from functools import cached_property
from typing import Any

from core import releasing
from core.model import Channel
from core.outbox import Outlet
from core.parties import Alliance
from intake.bounce_desk import BounceDesk
from intake.gathering import Gatherer
from intake.limits import Limits
from intake.mailboxes import Mailboxes
from intake.outlet import MailOutlet
from intake.plus_addresses import PlusAddresses
from intake.raw_store import RawStore
from intake.server import IntakeServer, Keep
from intake.worker import Done, Worker
from scheduler.relay import Relay, RelayTally
from sle_broker.mail_files import Addressing
from sle_broker.service import Service
from sle_broker.slack_settings import is_on


class Post:
    """The parts of the mail face, each made when it is first asked for."""

    def __init__(self, core: Service) -> None:
        """Stand on the core's parts."""
        self._core = core

    @cached_property
    def mailboxes(self) -> Mailboxes:
        """Every address that takes mail here."""
        return Mailboxes(self._core.library.alliances.values(), self._core.settings.mail_domain)

    @cached_property
    def raw_store(self) -> RawStore:
        """Mail as it came."""
        return RawStore(self._core.database, self._core.clock)

    @cached_property
    def gatherer(self) -> Gatherer:
        """What is known around a mail."""
        return Gatherer(
            self._core.desk,
            self.mailboxes,
            self._core.tokens,
            self._core.clock,
            self._core.settings.trusted_hosts,
            self._core.settings.mail_domain,
        )

    @cached_property
    def worker(self) -> Worker:
        """Whoever reads stored mail."""
        addresses = PlusAddresses(self._core.tokens, self._core.settings.mail_domain)
        bounces = BounceDesk(addresses, self._core.clock)
        return Worker(self._core.desk, self.raw_store, self.gatherer, bounces, self._core.clock)

    def intake_server(self, keep: Keep) -> IntakeServer:
        """Return the mail server, which hands what it takes in to `keep`."""
        return IntakeServer(
            keep,
            self.mailboxes.accepts,
            self._core.clock,
            host=self._core.settings.intake_host,
            port=self._core.settings.intake_port,
            hostname=self._core.settings.mail_domain,
            limits=Limits(message_bytes=self._core.settings.max_mail_bytes),
        )

    def addressing(self, alliance: Alliance | None) -> Addressing:
        """Return what tells whose a mail in a file is; `alliance`: whose it is otherwise."""
        return Addressing(
            self.mailboxes, self._core.tokens, self._core.settings.mail_domain, alliance
        )

    def replay(self, raw: int, actor: str) -> list[Done] | None:
        """Read a stored mail once more; what was parked of it is parked anew or done with."""
        releasing.set_aside_mail(self._core.desk, raw, actor)
        return self.worker.read_again(raw)

    @cached_property
    def relay(self) -> Relay | None:
        """What sends mail and Slack's messages; None: neither a mail relay nor Slack is named.

        What has no way out waits in the outbox.
        """
        outlets: dict[Channel, Outlet[Any]] = {}
        core = self._core
        if core.settings.smtp_url:
            outlets[Channel.EMAIL] = MailOutlet(
                core.settings, core.library, core.tokens, core.clock
            )
        if is_on(core.settings):
            from sle_broker.chat import slack_outlet  # noqa: PLC0415 — Slack's libraries are large

            outlets[Channel.SLACK] = slack_outlet(core)
        return Relay(core.database, core.clock, outlets) if outlets else None

    def relay_once(self) -> RelayTally | None:
        """Send whatever waits; None: there is no way out."""
        return None if self.relay is None else self.relay.drain_once()
