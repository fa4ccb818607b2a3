"""A whole alliance at its letters: people who read their mail and answer it, day after day.

Mail goes both ways through real SMTP servers; between every two steps everything is closed and
opened again from the files, as after a restart.
"""

import asyncio
import smtplib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.calendars import is_working_day, local_date
from core.clock import FixedClock
from core.forms import FIELDS
from core.model import Case, Prompt
from core.prompts import KINDS, Answers
from core.reading.forms import Field
from core.settings import Settings
from core.store import cases, directory_tables, tables
from core.store.cases import table_of
from sle_broker.directory_import import import_file
from sle_broker.post import Post
from sle_broker.service import Service
from tests.support.receiving_server import Mailbox, Received

RELAY_HOST = "mx.broker.localhost"
"""The mail host in front of us, whose word about authors the settings trust."""

EXAMPLES = Path("examples")
_CASE, _PERSON = table_of(tables.CaseRow), table_of(directory_tables.PersonRow)

_VALUES: Mapping[str, str] = {
    "text": "As we discussed on the telephone",
    "long": "Pupils read with growing confidence, and two teachers lead it themselves.",
    "number": "3",
    "money": "£350.00",
    "date": "12 January 2027",
    "days": "3",
    "yes_no": "Yes",
    "specialisms": "Phonics",
    "standards": "3",
    "scale": "3",
}


@dataclass
class Story:
    """One alliance's people, their letters, and the parts of the product as they stand now."""

    settings: Settings
    outside: Mailbox
    clock: FixedClock
    sle: str
    fields: Mapping[str, str] = field(default_factory=dict)
    visits: tuple[tuple[date, str], ...] = ()
    answered: set[str] = field(default_factory=set)
    told: dict[str, int] = field(default_factory=dict)

    def furnish(self, slug: str) -> None:
        """Import an example alliance's directory."""
        with self.opened() as (service, _):
            for what in ("schools", "contacts", "sles", "terms"):
                content = (EXAMPLES / slug / f"{what}.csv").read_bytes()
                report = import_file(service, what, content, slug, "test", dry_run=False)
                assert report.ok, report.to_text()

    @contextmanager
    def opened(self) -> Iterator[tuple[Service, Post]]:
        """Open everything afresh, as a restart does, and close it again."""
        service = Service(self.settings, self.clock)
        try:
            yield service, Post(service)
        finally:
            service.close()

    # --- sending and receiving ---

    def send(self, mail: bytes, sender: str, recipient: str) -> None:
        """Hand a mail to the intake server over SMTP, by way of the trusted host in front of it."""
        stamp = (
            f"Authentication-Results: {RELAY_HOST}; dmarc=pass header.from="
            f"{sender.rpartition('@')[2]}\r\n"
        ).encode()
        wire = stamp + mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        with (
            self.opened() as (_, post),
            _listening(post) as port,
            smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=10) as client,
        ):
            client.sendmail(sender, [recipient], wire)
        self.work()

    def work(self) -> None:
        """Let worker, ticker and relay do what there is to do, each after a restart."""
        with self.opened() as (_, post):
            while post.worker.run_once():
                pass
        with self.opened() as (service, _):
            service.ticker.tick()
        with self.opened() as (_, post):
            post.relay_once()

    def next_working_day(self) -> None:
        """Move to ten in the morning of the next working day."""
        now = self.clock.now() + timedelta(days=1)
        while not is_working_day(local_date(now)):
            now += timedelta(days=1)
        self.clock.set(now.replace(hour=10, minute=0))
        self.work()

    # --- the people ---

    def case(self) -> Case:
        """Return the one case of the story."""
        with self.opened() as (service, _), service.database.read() as connection:
            ref = connection.execute(select(_CASE.c.id).order_by(_CASE.c.id)).scalars().one()
            found = cases.load(connection, ref)
        assert found is not None
        return found

    def letter_for(self, prompt: Prompt) -> Received:
        """Return the newest letter that asks this question."""
        with self.opened() as (service, _):
            tokens = service.tokens
            for letter in reversed(self.outside.received):
                extension = _extension(letter.mail["Reply-To"])
                token = tokens.decode(extension)
                if token is not None and token.prompt == prompt.id:
                    return letter
        message = f"nobody was written to about {prompt.id} ({prompt.kind})"
        raise AssertionError(message)

    def answer_one(self) -> bool:
        """Let whoever was asked first answer; False: nobody has anything to answer."""
        case = self.case()
        for prompt in case.open_prompts():
            key = f"{prompt.id}:{len(case.visit)}:{len(case.form)}:{len(case.invoice)}"
            text = None if key in self.answered else self._answer(case, prompt)
            if text is not None:
                self.answered.add(key)
                self.reply(self.letter_for(prompt), text)
                return True
        return False

    def reply(self, letter: Received, text: str) -> None:
        """Answer a letter as a mail program does: quoted beneath, to its reply address."""
        asked = letter.mail
        reply = EmailMessage()
        reply["From"] = letter.recipient
        reply["To"] = asked["Reply-To"]
        reply["Subject"] = f"Re: {asked['Subject']}"
        reply["Date"] = format_datetime(self.clock.now())
        reply["Message-ID"] = make_msgid(domain="schools.example")
        reply["In-Reply-To"] = asked["Message-ID"]
        reply["References"] = asked["Message-ID"]
        quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
        reply.set_content(f"{text}\n\nKind regards\n\nOn Monday the alliance wrote:\n{quoted}\n")
        address = _address(asked["Reply-To"])
        self.send(reply.as_bytes(), letter.recipient, address)

    def _answer(self, case: Case, prompt: Prompt) -> str | None:
        kind = KINDS[prompt.kind]
        match kind.answers:
            case Answers.YES_NO:
                return "Yes"
            case Answers.CHOICE:
                return f"{self.sle} please."
            case Answers.VISITS:
                return self._visit(case)
            case Answers.FORM:
                return self._form(case, prompt)
            case Answers.INVOICE:
                return f"Invoice number: INV-{prompt.id[-3:].replace('.', '')}1"
            case Answers.PAYMENT:
                return "Received in full today, thank you."
            case Answers.DONE:
                return "Done."

    def _visit(self, case: Case) -> str | None:
        """Return what the SLE writes on the evening of the next visit; None: it is to come."""
        for day, text in self.visits[len(case.visit) :]:
            return text if day <= local_date(self.clock.now()) else None
        return None

    def _form(self, case: Case, prompt: Prompt) -> str:
        with self.opened() as (service, _), service.database.read() as connection:
            process = service.library.pinned_process(connection, case.record.process)
        names = process.slot_at(prompt.place).spec.fields
        wanted = [FIELDS[name] for name in names if FIELDS[name].required]
        return "\n".join(f"{x.title}: {self._value(x)}" for x in wanted)

    def _value(self, one: Field) -> str:
        if one.written in self.fields:
            return self.fields[one.written]
        return one.choices[0] if one.choices else _VALUES[one.kind]


def _extension(header: Any) -> str:
    local = _address(header).rpartition("@")[0]
    return local.partition("+")[2]


def _address(header: Any) -> str:
    return str(header.addresses[0].addr_spec) if header is not None else ""


@contextmanager
def _listening(post: Post) -> Iterator[int]:
    """Run the intake server in a loop of its own for as long as the block."""
    loop = asyncio.new_event_loop()
    server = post.intake_server(post.raw_store)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        yield server.address[1]
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
