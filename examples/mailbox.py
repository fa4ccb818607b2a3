"""Everybody's mailbox, to try the product with: shows each letter, sends a request, replies.

    .venv/bin/python examples/mailbox.py                    show letters as they come
    .venv/bin/python examples/mailbox.py send FILE.eml      send a request
    .venv/bin/python examples/mailbox.py reply [NUMBER] TEXT   answer a letter, else the newest

It stands in for the mail host of an alliance, so it vouches for every author. Use it with invented
people only, on the machine that it runs on.
"""  # noqa: INP001 — a script among data, no package

import smtplib
import sys
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

FROM_THE_SERVICE = ("127.0.0.1", 2526)
TO_THE_SERVICE = ("127.0.0.1", 2525)
OUR_NAME = "walkthrough"
DOMAIN = "broker.localhost"
LETTERS = Path("data/letters")


class Mailbox:
    """Takes every letter, whoever it is for."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take one letter."""
        take(envelope.original_content or b"")
        return "250 OK"


def take(content: bytes) -> None:
    """Keep a letter in a file of its own, and show it as its reader would see it."""
    LETTERS.mkdir(parents=True, exist_ok=True)
    number = len(list(LETTERS.glob("*.eml"))) + 1
    (LETTERS / f"{number:03}.eml").write_bytes(content)
    letter = message_from_bytes(content, policy=policy.default)
    body = letter.get_body(("plain",))
    sys.stdout.write(f"{'=' * 78}\nLetter {number}\n")
    sys.stdout.write(f"To: {letter['To']}\nSubject: {letter['Subject']}\n\n")
    sys.stdout.write(f"{body.get_content() if body else ''}\n")
    sys.stdout.flush()


def show() -> None:
    """Show letters until Ctrl-C."""
    host, port = FROM_THE_SERVICE
    controller = Controller(Mailbox(), hostname=host, port=port)
    controller.start()
    sys.stdout.write(f"Letters to smtp://{host}:{port} are shown here. Ctrl-C ends it.\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        controller.stop()


def send(file: str) -> None:
    """Send a request as its author, to the alliance it names."""
    mail = message_from_bytes(Path(file).read_bytes(), policy=policy.default)
    alliance = mail["To"].addresses[0].username
    hand_over(mail, mail["From"].addresses[0].addr_spec, f"{alliance}@{DOMAIN}")


def reply(text: str, number: str = "") -> None:
    """Reply to a letter as the person it was for."""
    file = LETTERS / f"{int(number):03}.eml" if number else max(LETTERS.glob("*.eml"))
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    mail = EmailMessage()
    mail["From"] = letter["To"]
    mail["To"] = letter["Reply-To"]
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["Message-ID"] = make_msgid(domain="walkthrough.example")
    mail["In-Reply-To"] = letter["Message-ID"]
    mail.set_content(text)
    author, to = letter["To"].addresses[0].addr_spec, letter["Reply-To"].addresses[0].addr_spec
    hand_over(mail, author, to)


def hand_over(mail: EmailMessage, author: str, to: str) -> None:
    """Hand a mail to the service, saying that its author is proven."""
    proof = f"{OUR_NAME}; dmarc=pass header.from={author.rpartition('@')[2]}"
    vouched = f"Authentication-Results: {proof}\r\n".encode()
    with smtplib.SMTP(*TO_THE_SERVICE) as service:
        service.sendmail(author, [to], vouched + mail.as_bytes(policy=policy.SMTP))
    sys.stdout.write(f"Sent, as {author}, to {to}.\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            show()
        case ["send", file]:
            send(file)
        case ["reply", text]:
            reply(text)
        case ["reply", number, text]:
            reply(text, number)
        case _:
            sys.exit(__doc__)
