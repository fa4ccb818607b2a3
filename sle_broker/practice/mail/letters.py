"""Mails as people in the practice world write them with an ordinary mail program, and read them."""

import base64
import binascii
import email.policy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_POLICY = email.policy.SMTP
_MOST_ATTACHED = 10 * 1024 * 1024


class MailRefused(ValueError):
    """A mail that an ordinary mail program would not send; its text says why."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file sent along."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to send."""

    sender_name: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[Attached, ...] = ()
    answers: str = ""
    """The Message-ID that this is a reply to."""
    references: str = ""


def compose(draft: Draft, at: datetime, authserv: str) -> EmailMessage:
    """Return the mail as it leaves the sender's mail host, which vouches for them as `authserv`."""
    domain = draft.sender.rpartition("@")[2]
    mail = EmailMessage(policy=_POLICY)
    mail["Authentication-Results"] = (
        f"{authserv}; dmarc=pass header.from={domain}; spf=pass smtp.mailfrom={draft.sender}"
    )
    mail["From"] = formataddr((draft.sender_name, draft.sender))
    mail["To"] = ", ".join(draft.to)
    mail["Subject"] = " ".join(draft.subject.split())
    mail["Date"] = format_datetime(at.astimezone(LONDON))
    mail["Message-ID"] = make_msgid(domain=domain)
    if draft.answers:
        mail["In-Reply-To"] = draft.answers
        mail["References"] = f"{draft.references} {draft.answers}".strip()
    mail.set_content(draft.text)
    for attached in draft.attachments:
        major, _, minor = attached.type.partition("/")
        mail.add_attachment(
            attached.content, maintype=major, subtype=minor or "octet-stream",
            filename=attached.name,
        )  # fmt: skip
    return mail


def attachments(given: Sequence[Mapping[str, str]]) -> tuple[Attached, ...]:
    """Read attachments as the page sends them; raises MailRefused."""
    found = tuple(_attachments(given))
    if sum(len(x.content) for x in found) > _MOST_ATTACHED:
        raise MailRefused("The attachments are too large: together at most 10 MB.")
    return found


def _attachments(given: Sequence[Mapping[str, str]]) -> Iterator[Attached]:
    for one in given:
        try:
            content = base64.b64decode(one["base64"], validate=True)
        except (KeyError, binascii.Error) as error:
            raise MailRefused("An attachment could not be read; attach it again.") from error
        kind = one.get("type") or "application/octet-stream"
        yield Attached(one.get("name") or "attachment", kind, content)


def quoted(text: str, who: str, at: datetime) -> str:
    """Return a mail's text as mail programs quote it below a reply."""
    below = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"On {at.astimezone(LONDON):%a, %-d %b %Y at %H:%M}, {who} wrote:\n{below}\n"


def forwarded(text: str, who: str, at: datetime, to: str, subject: str) -> str:
    """Return a mail's text as mail programs put it into a forwarded mail."""
    return (
        "---------- Forwarded message ---------\n"
        f"From: {who}\nDate: {at.astimezone(LONDON):%a, %-d %b %Y at %H:%M}\n"
        f"Subject: {subject}\nTo: {to}\n\n{text}"
    )
