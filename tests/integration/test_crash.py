"""Ten deaths while three hundred mails arrive: no request is lost, and none becomes two cases."""

import contextlib
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from core.store import mail_tables, tables
from core.store.cases import table_of
from core.store.engine import Database
from intake.raw_store import LEASE
from tests.support.desks import verify
from tests.support.mail_lives import Lives, lives
from tests.support.mail_worlds import DOMAIN, MailWorld, make_mail_world
from tests.support.worlds import address

pytestmark = pytest.mark.crash

MAILS, DEATHS = 300, 10
_RAW, _LETTER = table_of(mail_tables.RawEmailRow), table_of(mail_tables.LetterRow)
_CASE = table_of(tables.CaseRow)


def mail(number: int) -> bytes:
    """Return a head's request, told from the others by its Message-ID and its subject."""
    lines = (
        f"From: Harriet Oakley <{address('Harriet Oakley')}>",
        f"To: east-sussex@{DOMAIN}",
        f"Subject: Support with phonics, {number}",
        f"Message-ID: <crash-{number}@schools.example>",
        "Date: Mon, 5 Oct 2026 09:00:00 +0100",
        "",
        "Dear colleagues, could we please have an SLE for phonics at Oakfield Primary School?",
        "Our Year 1 results have slipped, and we would like three days of support this term.",
        "",
    )
    return "\r\n".join(lines).encode()


def send(lives: Lives, number: int) -> None:
    """Send a mail again and again until the server says that it has it."""
    hangs_up = number % 10 == 0
    while True:
        with contextlib.suppress(OSError):
            taken = _once(lives.port, mail(number), hangs_up=hangs_up)
            if taken:
                return
            hangs_up = False
        time.sleep(0.01)


def _once(port: int, content: bytes, *, hangs_up: bool) -> bool:
    """Send a mail once, and say whether it was taken; who hangs up does not hear that it was."""
    commands = (
        b"EHLO relay.schools.example\r\n",
        b"MAIL FROM:<%s>\r\n" % address("Harriet Oakley").encode(),
        b"RCPT TO:<east-sussex@%s>\r\n" % DOMAIN.encode(),
        b"DATA\r\n",
    )
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as client,
        client.makefile("rb") as replies,
    ):
        _reply(replies)
        for command in commands:
            client.sendall(command)
            _reply(replies)
        client.sendall(content + b".\r\n")
        return not hangs_up and _reply(replies) == 250


def _reply(replies: BinaryIO) -> int:
    """Return the code of a reply's last line; an OSError if the server is gone."""
    while True:
        line = replies.readline()
        if not line:
            raise ConnectionError("the server is gone")
        if line[3:4] == b" ":
            return int(line[:3])


@pytest.fixture
def world(tmp_path: Path) -> MailWorld:
    database = Database(f"sqlite:///{tmp_path / 'crash.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    return make_mail_world(database)


def arrive_and_die(world: MailWorld) -> Lives:
    """Send all mails from four clients while the server is killed again and again."""
    taken = threading.Semaphore(0)

    def one(number: int) -> None:
        send(found, number)
        taken.release()

    with lives(world.world.database.url) as found, ThreadPoolExecutor(4) as clients:
        sent = [clients.submit(one, number) for number in range(MAILS)]
        for _ in range(DEATHS):
            for _ in range(MAILS // (DEATHS + 1)):
                taken.acquire()
            found.die_and_begin()
        for each in sent:
            each.result()
    return found


def read_the_rest(world: MailWorld) -> None:
    """Let a last worker read what the killed ones had claimed."""
    world.world.clock.advance(LEASE)
    while world.worker.run_once():
        pass


def test_no_mail_is_lost_and_none_becomes_two_cases(world: MailWorld) -> None:
    assert arrive_and_die(world).deaths == DEATHS
    read_the_rest(world)
    database = world.world.database
    with database.read() as connection:
        states = Counter(connection.execute(select(_RAW.c.state)).scalars())
        letters = connection.execute(select(_LETTER.c.raw, _LETTER.c.message_id)).all()
        cases = connection.execute(select(_CASE.c.id, _CASE.c.subject)).all()
        told = connection.execute(
            text("SELECT count(*), count(DISTINCT dedup) FROM outbox WHERE kind = :kind"),
            {"kind": "acknowledgement"},
        ).one()
    assert set(states) == {"done"}, states
    assert states["done"] > MAILS, "who hung up has left a mail twice, which is the point"
    assert len(letters) == states["done"], "each stored mail was read once"
    ids = {x.message_id.strip("<>") for x in letters}
    assert ids == {f"crash-{n}@schools.example" for n in range(MAILS)}
    assert Counter(x.subject for x in cases) == Counter(
        f"Support with phonics, {n}" for n in range(MAILS)
    )
    assert sorted(x.id for x in cases) == [f"ES-{n:04d}" for n in range(1, MAILS + 1)]
    assert tuple(told) == (MAILS, MAILS)
    for case in cases[::25]:
        assert verify(world.world, case.id).intact
    database.close()
