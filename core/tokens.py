"""The plus-address that a question asks to be answered to, and what such an address proves.

`east-sussex+es-0012.p3.MAC@domain` names the prompt and carries a keyed hash over the prompt and
the party it was put to (HMAC, RFC 2104), so it can be neither guessed nor used by another party.
It proves that the writer has our mail, not who the writer is: that is `intake.authenticity`'s part.
Local parts are compared without regard to letter case, as mail systems may change it.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

_MAC_CHARACTERS = 20  # of base32: 100 bits


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """What the part after the plus names: a case, or one of its prompts, and its proof."""

    case: str
    prompt: str | None
    mac: str


class Tokens:
    """Makes and checks reply tokens under one secret."""

    def __init__(self, secret: str) -> None:
        """Use `secret` (BROKER_SECRET_KEY)."""
        self._key = hashlib.sha256(f"reply-token:{secret}".encode()).digest()

    def encode(self, case: str, prompt: str | None, recipient: str) -> str:
        """Return the part after the plus for a prompt (or for the case as a whole)."""
        return f"{(prompt or case).lower()}.{self._mac(case, prompt, recipient)}"

    def decode(self, extension: str) -> ReplyToken | None:
        """Read the part after the plus; None: it has not the form of a token."""
        parts = extension.lower().split(".")
        if not extension.isascii() or len(parts) not in (2, 3) or not all(parts):
            return None
        case = parts[0].upper()
        prompt = f"{case}.{parts[1]}" if len(parts) == 3 else None
        return ReplyToken(case, prompt, parts[-1])

    def proves(self, token: ReplyToken, recipient: str) -> bool:
        """Whether the token was made for this recipient (a person's id, or an address)."""
        expected = self._mac(token.case, token.prompt, recipient)
        return hmac.compare_digest(expected, token.mac)

    def _mac(self, case: str, prompt: str | None, recipient: str) -> str:
        told = "\n".join((case, prompt or "", recipient)).encode()
        digest = hmac.new(self._key, told, hashlib.sha256).digest()
        return base64.b32encode(digest).decode().lower()[:_MAC_CHARACTERS]
