"""A mail's bytes: headers that nothing can break out of, and its text twice, plain and HTML.

Values are made safe before they are encoded (`core.notices.safe_text`), so that a received name or
subject cannot begin a header of its own. RFC 5322 for the headers, RFC 2047 for letters outside
ASCII in them, RFC 3834 for the marks of machine-written mail.
"""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

from core.notices.safe_text import one_line

_POLICY = email.policy.compat32.clone(linesep="\r\n", max_line_length=76)
_LONGEST_SUBJECT: Final = 200
_LONGEST_NAME: Final = 80
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}@[!-;=?-~]{1,240}>")
_SPECIALS = re.compile(r'["\\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom to whom a mail goes, and which mails it belongs with."""

    from_name: str
    mailbox: str
    reply_to: str
    bounce_to: str
    to_name: str
    to: str
    message_id: str
    thread: str
    """The Message-ID of the mail that began the conversation."""
    date: datetime


def message_id(dedup: str, domain: str) -> str:
    """Return the Message-ID of an outbox row: the same for every try, so a second copy is known."""
    return f"<{sha256(dedup.encode()).hexdigest()[:40]}@{domain}>"


def thread_root(case: str, domain: str) -> str:
    """Return a Message-ID for a case's conversation with a party who wrote us no mail about it."""
    return f"<case.{case.lower()}@{domain}>"


def usable_message_id(text: str) -> bool:
    """Whether a received Message-ID can be quoted in a header of ours."""
    return bool(_MESSAGE_ID.fullmatch(text))


def build(envelope: Envelope, subject: str, text: str, html: str) -> bytes:
    """Return the whole mail as it goes over the wire, lines ended by CRLF."""
    boundary = f"=_{sha256(envelope.message_id.encode()).hexdigest()[:24]}"
    mail = MIMEMultipart("alternative", boundary)
    for name, value in _headers(envelope, subject):
        mail[name] = value  # type: ignore[assignment]
    mail.attach(MIMEText(text, "plain", _charset()))  # type: ignore[arg-type]
    mail.attach(MIMEText(html, "html", _charset()))  # type: ignore[arg-type]
    return mail.as_bytes(policy=_POLICY)


def _headers(envelope: Envelope, subject: str) -> Iterator[tuple[str, Header | str]]:
    yield "From", _mailbox("From", envelope.from_name, envelope.mailbox)
    yield "To", _mailbox("To", envelope.to_name, envelope.to)
    yield "Reply-To", _mailbox("Reply-To", envelope.from_name, envelope.reply_to)
    yield "Subject", _text("Subject", one_line(subject, _LONGEST_SUBJECT))
    yield "Date", format_datetime(envelope.date)
    yield "Message-ID", envelope.message_id
    yield "In-Reply-To", envelope.thread
    yield "References", envelope.thread
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"


def _text(header: str, value: str) -> Header:
    charset = "us-ascii" if value.isascii() else "utf-8"
    return Header(value, charset, maxlinelen=76, header_name=header)


def _mailbox(header: str, name: str, address: str) -> Header:
    """Return a name with its address; the name in quotes, or encoded where it is not ASCII."""
    name = one_line(name, _LONGEST_NAME)
    value = Header(maxlinelen=76, header_name=header)
    if name.isascii():
        quoted = _SPECIALS.sub(r"\\\g<0>", name)
        value.append(f'"{quoted}"' if name else "", "us-ascii")
    else:
        value.append(name, "utf-8")
    value.append(f"<{address}>", "us-ascii" if address.isascii() else "utf-8")
    return value


def _charset() -> Charset:
    """UTF-8 as quoted-printable: short lines, and readable in the source."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset
