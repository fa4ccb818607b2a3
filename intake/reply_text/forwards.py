"""Who first wrote what somebody passed on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.letter import Address, Letter
from intake.parsing import parse
from intake.parsing.addresses import parse_addresses
from intake.reply_text.introductions import HeaderBlock, header_block, introduction, next_filled
from intake.reply_text.labels import QUOTED
from intake.reply_text.splitting import MAX_TEXT, split

_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:(?:re|aw|sv|antw)\s?:\s*)*(?:fwd?|fw|tr|wg|rv|enc|i|vs|vb|doorst|vl|pd|továbbítás|anfon)\s?:",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s{0,3}>\s?")
_LINKED_ADDRESS = re.compile(r"\s?[\[<]mailto:([^\]>\s]{3,254})[\]>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message inside a message: its author, subject and text as far as they can be told."""

    sender: Address | None
    subject: str
    text: str


def forwarded(letter: Letter) -> Forwarded | None:
    """The message that ``letter`` passes on, ``None`` when it is no forward.

    A header block alone is no forward: Outlook puts one into every reply.
    """
    named = bool(_FORWARD_SUBJECT.match(letter.subject))
    lines = letter.text[:MAX_TEXT].split("\n")
    for number in range(len(lines)):
        said = introduction(lines, number)
        block = _block_from(lines, said.start if said else number, said is not None)
        if block is None:
            continue
        start, found = block
        is_forward = named or (said is not None and said.forward) or _nothing_above(lines, number)
        return _read(lines, start, found) if is_forward else None
    return _attached(letter) if named or not split(letter.text).reply.strip() else None


def _block_from(
    lines: Sequence[str],
    at: int,
    introduced: bool,  # noqa: FBT001
) -> tuple[int, HeaderBlock] | None:
    """The header block at ``at``, or just below when something introduces it there."""
    for _ in range(3 if introduced else 1):
        if at >= len(lines):
            return None
        found = header_block(lines, at)
        if found is not None:
            return at, found
        at = next_filled(lines, at + 1)
    return None


def _nothing_above(lines: Sequence[str], number: int) -> bool:
    return not split("\n".join(lines[:number])).reply.strip()


def _read(lines: Sequence[str], start: int, block: HeaderBlock) -> Forwarded:
    below = lines[block.end :]
    if QUOTED.match(lines[start]):
        end = next(
            (n for n, line in enumerate(below) if line.strip() and not QUOTED.match(line)), None
        )
        below = [_MARK.sub("", line) for line in below[:end]]
    written = _LINKED_ADDRESS.sub(r" <\1>", block.values.get("from", "").strip("* "))
    senders = parse_addresses(written)
    subject = block.values.get("subject", "").strip("* ")
    return Forwarded(senders[0] if senders else None, subject, "\n".join(below).strip("\n "))


def _attached(letter: Letter) -> Forwarded | None:
    for part in letter.real_attachments:
        if part.content_type == "message/rfc822":
            inner = parse(part.content)
            return Forwarded(inner.sender, inner.subject, inner.text)
    return None
