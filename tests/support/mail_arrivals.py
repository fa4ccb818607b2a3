"""Mail that arrives in a mail world: written, handed over, read."""

from core.model import Prompt
from intake.ports import Incoming
from intake.worker import Done
from tests.support.mail_worlds import DOMAIN, TRUSTED, MailWorld
from tests.support.worlds import MONDAY, address, alliance

BOX = f"east-sussex@{DOMAIN}"
ASKING = "Could we please have 2 days of SLE support with phonics for our Year 1 teacher?"


def written(
    text: str = ASKING,
    who: str = "Harriet Oakley",
    *,
    sender: str = "",
    message_id: str = "1@schools.example",
    headers: str = "",
    subject: str = "Support with phonics",
    proven: bool = True,
) -> bytes:
    """Return a mail as it comes from the relay, which vouches for its author or does not."""
    author = sender or address(who)
    domain = author.rpartition("@")[2]
    stamp = f"Authentication-Results: {TRUSTED}; dmarc=pass header.from={domain}\n"
    named = f"Message-ID: <{message_id}>\n" if message_id else ""
    head = f"From: {who} <{author}>\nTo: {BOX}\nSubject: {subject}\n{named}{headers}"
    return f"{stamp if proven else ''}{head}\n{text}\n".replace("\n", "\r\n").encode()


def arrive(
    mail: MailWorld, body: bytes, *to: str, envelope_from: str = "someone@schools.example"
) -> list[Done]:
    """Let a mail come in for one or several of our addresses, and have it read."""
    recipients = to or (BOX,)
    mail.store([Incoming(envelope_from, recipients, "127.0.0.1", "mx", body, MONDAY, tls=False)])
    return mail.worker.run_once()


def reply_address(mail: MailWorld, prompt: Prompt, recipient: str = "") -> str:
    """Return where whoever was asked is to answer."""
    asked = recipient or prompt.person or ""
    return mail.addresses.reply_address(alliance("east-sussex"), prompt.case, prompt.id, asked)
