"""What can go wrong, as a tree.

Expected answers are values, not exceptions::

    Refusal(reason, hint)      an expected "no" from the domain

    BrokerError
     ├── Transient             try again: nothing has changed
     │    ├── DatabaseBusy
     │    ├── RemoteUnavailable
     │    └── RateLimited      carries retry_after, in seconds
     ├── Permanent             trying again cannot help
     │    ├── RecipientGone
     │    └── NoticeRejected
     └── ConfigError           refuse to start, naming the setting and the mend

Anything else is a bug: it is logged with a reference and never swallowed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no": why, and what the person can do about it."""

    reason: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.reason} {self.hint}".strip()


class BrokerError(Exception):
    """Root of everything this product raises on purpose."""


class Transient(BrokerError):
    """Nothing has changed; the same thing may work in a moment."""


class DatabaseBusy(Transient):
    """The database is locked or out of reach."""


class RemoteUnavailable(Transient):
    """A mail relay or Slack did not answer, or asked us to come back."""


class RateLimited(Transient):
    """A remote service asked us to slow down."""

    def __init__(self, what: str, retry_after: float) -> None:
        """Keep how long to wait, in seconds."""
        super().__init__(what)
        self.retry_after = retry_after


class Permanent(BrokerError):
    """Trying again cannot help; somebody has to be told."""


class RecipientGone(Permanent):
    """The address or the Slack user no longer exists."""

    def __init__(self, why: str, address: str = "") -> None:
        """Keep the address that the other side says there is not; empty: it does not say so."""
        super().__init__(why)
        self.address = address


class NoticeRejected(Permanent):
    """The other side refused what we sent."""


class ConfigError(BrokerError):
    """A setting or a process file is wrong; the sentence says which and what to write instead."""
