"""Our own addresses with something after the plus: where answers go, and where bounces go.

A reply address carries the token of a question (`core.tokens`); a bounce address carries the token
of an outbox row, so that a delivery report is tied to the mail it is about even when it quotes
nothing of it (variable envelope return path).
"""

from typing import Final

from core.parties import Alliance
from core.tokens import Tokens

_BOUNCE: Final = "BOUNCE-"
_OUTBOX: Final = "outbox"
"""Whom a bounce token is made for: no person's id and no address is written like this."""


class PlusAddresses:
    """Makes the addresses of every alliance's mail, and reads a bounce's."""

    def __init__(self, tokens: Tokens, mail_domain: str) -> None:
        """Sign with `tokens`; mailboxes without a domain of their own are under `mail_domain`."""
        self._tokens = tokens
        self._domain = mail_domain

    def mailbox(self, alliance: Alliance) -> str:
        """Return the address that an alliance writes from: the first of its mailboxes."""
        first = alliance.mailboxes[0] if alliance.mailboxes else alliance.slug
        return first if "@" in first else f"{first}@{self._domain}"

    def reply_address(
        self, alliance: Alliance, case: str, prompt: str | None, recipient: str
    ) -> str:
        """Return where a recipient (a person's id, or an address) is to answer a question.

        Without a prompt it is the address of the case as a whole.
        """
        return self._plus(alliance, self._tokens.encode(case, prompt, recipient))

    def bounce_address(self, alliance: Alliance, row: int) -> str:
        """Return the envelope's sender for an outbox row: where its delivery report comes to."""
        return self._plus(alliance, self._tokens.encode(f"{_BOUNCE}{row}", None, _OUTBOX))

    def row_of_bounce_address(self, local_part: str) -> int | None:
        """Return the outbox row that a bounce came back for; None: not ours, or forged.

        `local_part` is what stands before the @, with the mailbox's name or without.
        """
        token = self._tokens.decode(local_part.rpartition("+")[2])
        if token is None or not token.case.startswith(_BOUNCE):
            return None
        number = token.case.removeprefix(_BOUNCE)
        proven = number.isascii() and number.isdigit() and self._tokens.proves(token, _OUTBOX)
        return int(number) if proven else None

    def _plus(self, alliance: Alliance, extension: str) -> str:
        local, _, domain = self.mailbox(alliance).rpartition("@")
        return f"{local}+{extension}@{domain}"
