"""Reading bounces: whom a mail could not reach, why, and which mail it was."""

from __future__ import annotations

import contextlib
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flufl.bounce import all_failures

from intake.letter import Letter
from intake.parsing.addresses import parse_addresses
from intake.parsing.charsets import decode
from intake.parsing.header_text import header_end, read_headers

MAX_TEXT_BOUNCE = 100_000
"""Octets of a bounce without a delivery report that are searched for addresses."""
MAX_LINES = 3_000
"""Lines of it, likewise."""

_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ENCLOSED = frozenset(
    {"message/rfc822", "message/global", "message/global-headers", "text/rfc822-headers"}
)
_FIELD = re.compile(r"^([A-Za-z-]{1,60})\s*:\s*(.*)$")
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_BASIC = re.compile(r"(?<![\d.-])([45])\d\d(?:[\s-])")
_MESSAGE_ID = re.compile(
    r"^[> \t]{0,20}message-id:\s*<([^<>\s]{3,998})>", re.IGNORECASE | re.MULTILINE
)
_DAEMON = re.compile(r"^mail(?:er)?-?daemon@", re.IGNORECASE)
_SYSTEM_USER = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|mmdf|uucp|daemon|mail|mailer|mailadm|"
    r"microsoftexchange[0-9a-f]{10,40}|mailerdaemon|bounces?|complaints)$",
    re.IGNORECASE,
)
_SYSTEM_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon)|delivery (?:sub)?system|internet mail delivery|"
    r"postmaster|"
    r"system administrator|mail administrator|mail system|mail deliver",
    re.IGNORECASE,
)
_FAILURE_SUBJECT = re.compile(
    r"undeliver|returned (?:mail|to sender)|return(?:ed)? e?-?mail|mail delivery (?:fail|"
    r"problem|error|"
    r"system)|deliver[iy]?[a-z]* (?:status )?(?:notification|report|failure|problem|has failed|"
    r"delayed|unsuccessful|error)|failure notice|fail(?:ed|ure) (?:delivery|notification)|"
    r"non[- ]?deliver|could not be delivered|delivery failed|(?:mail|message) (?:failed|"
    r"has not)|not delivered|unzustellbar|non remis|no se puede entregar|"
    r"onbestelbaar|mancato recapito|mail failure|unknown user|user unknown|nondeliverable|"
    r"message status - undeliverable|mail could not|bounced|permanent fatal|"
    r"warning: could not send",
    re.IGNORECASE,
)
# What mail systems say in words, as the RFC 3463 status it amounts to.
_WORDED = tuple(
    (re.compile(words, re.IGNORECASE), status)
    for words, status in (
        (r"(?:mailbox|quota|disk)[^\n.]{0,40}(?:full|exceeded|quota)|over ?quota", "5.2.2"),
        (
            (
                r"(?:user|recipient|mailbox|account|address|alias)[^\n.]{0,30}(?:unknown|not found|"
                r"disabled|invalid|no longer)|(?:unknown|no such|invalid)[^\n.]{0,"
                r"20}(?:user|recipient|"
                r"mailbox|address|alias|person)|doesn['’]t have an? [^\n]{0,40}account"
            ),
            "5.1.1",
        ),
        (r"(?:host|domain)[^\n.]{0,30}(?:unknown|not found)|no such (?:host|domain)", "5.1.2"),
    )
)


@dataclass(frozen=True, slots=True)
class Bounced:
    """An address that could not be reached; ``status`` is RFC 3463's, empty when not given.

    ``hard``: it will not be reached by trying again.
    """

    address: str
    status: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient's group of fields in a delivery report (RFC 3464 section 2.3)."""

    address: str
    action: str
    status: str


def deliveries(letter: Letter) -> tuple[Delivery, ...]:
    """Every recipient that the letter's delivery reports speak of, whatever became of the mail."""
    return tuple(
        delivery
        for part in letter.attachments
        if part.content_type in _REPORTS
        for delivery in _groups(decode(part.content[:MAX_TEXT_BOUNCE]))
    )


def looks_like_bounce(letter: Letter, envelope_from: str | None = None) -> bool:
    """Whether a mail system wrote to say that a mail failed: the gate before guessing at text.

    ``envelope_from`` is empty for the null sender and ``None`` when unknown.
    """
    if any(part.content_type in _REPORTS for part in letter.attachments):
        return True
    if "x-failed-recipients" in letter.headers:
        return True
    if letter.sender and _DAEMON.match(letter.sender.address):
        return True
    named = bool(_FAILURE_SUBJECT.search(letter.subject))
    if _from_mail_system(letter):
        return named or bool(_FAILURE_SUBJECT.search(letter.text[:2_000]))
    return named and _from_nobody(letter, envelope_from)


def read(letter: Letter, raw: bytes) -> tuple[Bounced, ...]:
    """The addresses a bounce says were not reached, in its order; empty for any other mail.

    A delivery report is believed; without one the text is searched, if a mail system wrote it.
    """
    reported = deliveries(letter)
    if reported:
        found = [_judged(delivery) for delivery in reported]
        return _distinct(bounced for bounced in found if bounced)
    if not looks_like_bounce(letter):
        return ()
    return _distinct(_from_text(letter, raw))


def original_message_id(letter: Letter) -> str:
    """The Message-ID of the mail that bounced, from the copy enclosed or quoted; else empty."""
    for part in letter.attachments:
        if part.content_type in _ENCLOSED:
            stop, _ = header_end(part.content, 0, len(part.content))
            named = read_headers(part.content, 0, stop).first("message-id").strip("<> \t")
            if named:
                return named
    quoted = _MESSAGE_ID.search(letter.text)
    if quoted:
        return quoted[1]
    return letter.in_reply_to or (letter.references[-1] if letter.references else "")


def _groups(report: str) -> Iterator[Delivery]:
    fields: dict[str, str] = {}
    last = ""
    for line in [*report.splitlines(), "", "final-recipient:"]:
        field = _FIELD.match(line)
        if field is None:
            if line.strip() and last and line[0] in " \t":
                fields[last] += f" {line.strip()}"
            elif not line.strip() and _is_recipient_group(fields):
                yield _delivery(fields)
                fields, last = {}, ""
            continue
        name = field[1].lower()
        if name in fields and name in ("final-recipient", "action"):
            # Some reports leave the blank line between recipients out.
            if _is_recipient_group(fields):
                yield _delivery(fields)
            fields = {}
        last = name
        fields.setdefault(name, field[2])


def _is_recipient_group(fields: dict[str, str]) -> bool:
    return bool(_recipient(fields)) and ("action" in fields or "status" in fields)


def _recipient(fields: dict[str, str]) -> str:
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        address = fields.get(name, "").partition(";")[2] or fields.get(name, "")
        address = address.partition(" (")[0].strip().strip("<>\"' ")
        if "@" in address and " " not in address:
            return address
    return ""


def _delivery(fields: dict[str, str]) -> Delivery:
    words = fields.get("action", "").lower().split()
    status = _ENHANCED.search(fields.get("status", ""))
    detail = _ENHANCED.search(fields.get("diagnostic-code", ""))
    # "5.0.0" says no more than "failed"; the remote server's own words may know.
    vague = status is None or status[1].endswith(".0.0")
    chosen = detail if vague and detail else status
    return Delivery(
        _recipient(fields), words[0].strip(";,()") if words else "", chosen[1] if chosen else ""
    )


def _judged(delivery: Delivery) -> Bounced | None:
    action = delivery.action or {"5": "failed", "4": "delayed"}.get(delivery.status[:1], "")
    if action.startswith(("fail", "error")):
        return Bounced(delivery.address, delivery.status, not delivery.status.startswith("4"))
    if action.startswith("delay"):
        return Bounced(delivery.address, delivery.status, hard=False)
    return None


def _from_mail_system(letter: Letter) -> bool:
    if letter.sender is None:
        return bool(_SYSTEM_NAME.search(letter.headers.first("from")[:500]))
    user = letter.sender.address.partition("@")[0]
    return bool(_SYSTEM_USER.match(user) or _SYSTEM_NAME.search(letter.sender.name))


def _from_nobody(letter: Letter, envelope_from: str | None) -> bool:
    """Whether the return path is the null sender, or as good as."""
    if envelope_from is None:
        if "return-path" not in letter.headers:
            return False
        envelope_from = letter.headers.first("return-path")
    path = envelope_from.strip().strip("<>").lower()
    return not path or path.startswith("mailer-daemon")


def _from_text(letter: Letter, raw: bytes) -> Iterator[Bounced]:
    temporary: frozenset[bytes] = frozenset()
    permanent: frozenset[bytes] = frozenset()
    # The library goes over every line once per known wording, and expects well-formed text.
    head = b"\n".join(raw[:MAX_TEXT_BOUNCE].split(b"\n", MAX_LINES)[:MAX_LINES])
    with contextlib.suppress(Exception):
        temporary, permanent = all_failures(email.message_from_bytes(head))
    text = letter.text[:MAX_TEXT_BOUNCE]
    for address in sorted(permanent):
        yield _described(decode(address), text, hard=True)
    for address in sorted(temporary):
        yield _described(decode(address), text, hard=False)
    if not permanent and not temporary:
        for value in letter.headers.every("x-failed-recipients")[:10]:
            for mailbox in parse_addresses(value):
                yield _described(mailbox.address, text, hard=True)


def _described(address: str, text: str, *, hard: bool) -> Bounced:
    """The failure with the status that the text gives for it, near the address if it can."""
    at = text.lower().find(address.lower())
    near = text[at : at + 600] if at >= 0 else ""
    for place in (near, text):
        status = _ENHANCED.search(place)
        if status:
            return Bounced(address, status[1], hard and not status[1].startswith("4"))
    basic = _BASIC.search(near)
    return Bounced(address, worded_status(text), hard and not (basic and basic[1] == "4"))


def worded_status(text: str) -> str:
    """The RFC 3463 status that a mail system's words amount to; empty when they say nothing."""
    return next((status for pattern, status in _WORDED if pattern.search(text)), "")


def _distinct(found: Iterator[Bounced]) -> tuple[Bounced, ...]:
    by_address: dict[str, Bounced] = {}
    for bounced in found:
        if bounced.address:
            by_address.setdefault(bounced.address.lower(), bounced)
    return tuple(by_address.values())
