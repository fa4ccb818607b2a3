"""Which alliance an envelope's recipient belongs to, and what stands after its plus sign."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.parties import Alliance


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A recipient of ours: the alliance it is for, and the part after the plus (may be empty)."""

    alliance: str
    extension: str


class Mailboxes:
    """Every address that receives mail here (docs/rules.md#envelope-decides)."""

    def __init__(self, alliances: Iterable[Alliance], domain: str) -> None:
        """Take each alliance's mailboxes; one without a domain of its own is under `domain`."""
        self._owners: dict[str, str] = {}
        for alliance in alliances:
            for mailbox in (alliance.slug, *alliance.mailboxes):
                address = mailbox if "@" in mailbox else f"{mailbox}@{domain}"
                self._owners[address.lower()] = alliance.slug

    def find(self, recipient: str) -> Mailbox | None:
        """Return what a recipient names; None: it is not ours."""
        local, _, domain = recipient.strip().lower().rpartition("@")
        mailbox, _, extension = local.partition("+")
        alliance = self._owners.get(f"{mailbox}@{domain}")
        return None if alliance is None else Mailbox(alliance, extension)

    def accepts(self, recipient: str) -> bool:
        """Whether mail to this address is taken; the full check comes with the worker."""
        return self.find(recipient) is not None

    def is_ours(self, address: str) -> bool:
        """Whether an address is one of our own mailboxes: such mail is never answered."""
        return self.find(address) is not None
