"""Mail that is malformed, huge or out to fool us is kept whole, on either database."""

from base64 import b64encode
from random import Random

import pytest
from sqlalchemy import text

from core.store import parking
from core.store.engine import Database
from tests.support.desks import load, walked
from tests.support.mail_arrivals import ASKING, arrive, reply_address, written
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import address

MIME = "MIME-Version: 1.0\nContent-Type: "


@pytest.fixture
def mail(database: Database) -> MailWorld:
    return make_mail_world(database)


NOISE = Random(7).randbytes(10_000).hex()
"""Incompressible, so long in an index too."""
STRANGE = "".join(map(chr, Random(7).choices(range(0x4E00, 0x9000), k=980)))


def nested(depth: int) -> str:
    inner = "From: a@oak.test\nSubject: inner\n\nDeep down."
    for level in range(depth):
        inner = f"{MIME}message/rfc822\nFrom: x{level}@oak.test\n\n{inner}"
    return f"\n{inner}"


MAILS = {
    "Message-ID of 2,000 characters": written(message_id=f"{'a' * 2000}@schools.example"),
    "Message-ID of 20,000 random characters": written(message_id=f"{NOISE}@schools.example"),
    "Message-ID of 980 signs of three octets": written(message_id=f"{STRANGE}@schools.example"),
    "an address of 20,000 random characters": written(sender=f"{NOISE}@schools.example"),
    "Message-ID with NUL": written(message_id="a\0b@schools.example"),
    "subject with NUL": written(subject="Help\0 with phonics"),
    "text with NUL": written(f"{ASKING}\0 More."),
    "attachment's name with NUL": written(
        f'--b\n\n{ASKING}\n--b\nContent-Type: text/csv; name="a\0.csv"\n\n1\n--b--',
        headers=f"{MIME}multipart/mixed; boundary=b\n",
    ),
    "5,000 recipients": written(
        headers="Cc: " + ", ".join(f"p{n}@schools.example" for n in range(5000)) + "\n"
    ),
    "two authors": written(headers="From: x@evil.test\n"),
    "nested 40 deep": written(nested(40), headers=f"{MIME}message/rfc822\n"),
    "a charset that is none": written(headers=f'{MIME}text/plain; charset="x-\0-none"\n'),
    "a charset that lies": written(
        headers=f"{MIME}text/plain; charset=utf-8\n"
    ).replace(b"phonics", b"phonics \xe9\xff"),
    "lone surrogates": written(subject="=?utf-8?B?7aCA?= =?utf-16?B?2AA=?="),
    "a name of 100,000 letters": written("Yes", "A" * 100_000, sender=address("Harriet Oakley")),
    "an address of 70,000 letters": written(sender=f"{'a' * 70_000}@schools.example"),
    "a year of five digits": written(headers="Date: Fri, 31 Dec 99999 23:59:59 +9999\n"),
    "nothing at all": b"",
}  # fmt: skip


@pytest.mark.parametrize("body", MAILS.values(), ids=MAILS.keys())
def test_no_mail_is_lost_however_it_is_made(mail: MailWorld, body: bytes) -> None:
    (done,) = arrive(mail, body)
    assert (done.case is None) is (done.parked is not None)
    with mail.world.database.read() as connection:
        kept = connection.execute(text("SELECT body, state FROM raw_email")).one()
        assert bytes(kept.body) == body
        assert kept.state == ("parked" if done.parked else "done")
        assert len(parking.waiting(connection)) == bool(done.parked)


def test_an_attachment_of_twenty_megabytes_is_kept_with_its_request(mail: MailWorld) -> None:
    line = b64encode(b"x" * 57) + b"\n"
    parts = f"--b\n\n{ASKING}\n--b\nContent-Type: application/pdf; name=a.pdf\n"
    head = f"{parts}Content-Transfer-Encoding: base64\n\n"
    body = written(f"{head}@@\n--b--", headers=f"{MIME}multipart/mixed; boundary=b\n")
    (done,) = arrive(mail, body.replace(b"@@", line * (20_000_000 // 57)))
    assert done.case is not None


@pytest.mark.parametrize(
    "authors",
    [
        "From: Hugh Marina <hugh.marina@schools.example>\nFrom: x@evil.test\n",
        "From: x@evil.test\nFrom: hugh.marina@schools.example\n",
        "From: x@evil.test\rFrom: hugh.marina@schools.example\n",
        "From: hugh.marina@schools.example, x@evil.test\n",
        "From: <hugh.marina@schools.example> <x@evil.test>\n",
        'From: "hugh.marina@schools.example" <x@evil.test>\n',
        "From: =?utf-8?Q?Hugh_=3Chugh=2Emarina=40schools=2Eexample=3E=2C?= <x@evil.test>\n",
        "From: Hugh <=?utf-8?Q?hugh=2Emarina=40schools=2Eexample?=>\n",
        'From: "hugh.marina@schools.example"@evil.test\n',
        "From: hugh.marina@schools.example:x@evil.test;\n",
        "From: hugh.marina@schools.example (x@evil.test)\n",
        "From: x@evil.test (hugh.marina@schools.example)\n",
        "From: hugh.marina@schools.example\nSender: x@evil.test\n",
        "From: hugh.marina@schools.ex\u0430mple\n",
    ],
)
def test_no_writing_of_an_author_makes_a_stranger_the_party(mail: MailWorld, authors: str) -> None:
    case, prompt = walked(mail.world, "w", "approve_release")
    stamp = "Authentication-Results: mx.broker.example; dmarc=pass header.from=evil.test;"
    head = f"{stamp} dkim=pass header.d=evil.test; spf=pass smtp.mailfrom=evil.test\n{authors}"
    body = f"{head}Message-ID: <1@evil.test>\nSubject: Re: Release\n\nYes, gladly.\n"
    (done,) = arrive(mail, body.replace("\n", "\r\n").encode(), reply_address(mail, prompt))
    found = load(mail.world, case.ref).find_prompt(prompt.id)
    assert found is not None
    assert found.open
    assert done.parked is not None


def test_an_address_in_a_strangers_name_is_not_taken_for_a_name(mail: MailWorld) -> None:
    body = written(who='"head@schools.example"', sender="x@evil.test")
    arrive(mail, body)
    with mail.world.database.read() as connection:
        (item,) = parking.waiting(connection)
    assert '"requester_name": ""' in item["proposal"]["command"]
