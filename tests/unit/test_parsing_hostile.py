"""Mail made to hurt: it is read in bounded work, and whatever it is, reading it does not raise."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.letter import Letter
from intake.parse_only import parse_only_row
from intake.parsing import parse
from intake.parsing.structure import MAX_DEPTH, MAX_PARTS

MAIL = Path(__file__).parents[1] / "fixtures" / "mail"
SEEDS = [path.read_bytes() for path in sorted(MAIL.glob("*.eml"))]
MULTIPART = b"Content-Type: multipart/mixed; boundary=b\n\n"

HOSTILE = {
    "empty parts": MULTIPART + b"--b\n" * 244_000,
    "parts without end": MULTIPART + b"--b\n\nx\n" * 100_000,
    "chain of enclosed messages": b"Content-Type: message/rfc822\n\n" * 35_000,
    "multiparts in multiparts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)
    ),
    "one boundary for all": (MULTIPART + b"--b\n") * 20_000,
    "boundary prefixes": MULTIPART + b"\n--bx" * 200_000,
    "encoded words": b"Subject: " + b"=?utf-8?q?a?=\n " * 20_000 + b"\n\nx",
    "encoded words never closed": b"Subject: " + b"=?a?B?" * 100_000 + b"\n\nx",
    "addresses": b"To: " + b"=?utf-8?q?a?= <a@b.example>,\n " * 20_000 + b"\n\nx",
    "comments": b"From: " + b"(" * 500_000 + b"\n\n",
    "quotes": b"From: " + b'"\\' * 250_000 + b"\n\n",
    "parameters": b"Content-Type: text/plain;" + b'a*0="' * 200_000 + b"\n\n",
    "header lines": b"X: y\n" * 200_000 + b"\nx",
    "lines that are no header": b"x y\n" * 250_000,
    "unclosed divs": b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
    "unclosed font tags": b"Content-Type: text/html\n\n" + b"<p><font a=1>" * 77_000,
    "tables in tables": b"Content-Type: text/html\n\n" + b"<table><tr><td>x" * 60_000,
    "unpaired quotes": b"Content-Type: text/html\n\n" + b'<a "' * 250_000,
    "one long number": b"Content-Type: text/html\n\n&#" + b"9" * 900_000,
    "quoted header blocks": b"\n" + b"From: a@b.example\n\n" * 50_000,
    "attributions": b"\nOn 3 Nov 2025 at 10:00\n" * 40_000,
    "endless bounce": b"Return-Path: <>\nFrom: MAILER-DAEMON@x.example\n\n" + b"\n" * 1_000_000,
}


def assert_storable(letter: Letter) -> None:
    """PostgreSQL takes neither NUL nor lone surrogates, and a subject must be one line."""
    texts = [letter.subject, letter.text, letter.html or "", letter.message_id]
    texts += [part.name for part in letter.attachments]
    texts += [letter.sender.name if letter.sender else ""]
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text
    for line in (letter.subject, letter.message_id, *(part.name for part in letter.attachments)):
        assert "\n" not in line
        assert "\r" not in line
    assert all("/" not in part.name and part.name for part in letter.attachments)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_in_bounded_work(name: str) -> None:
    letter = parse(HOSTILE[name])
    assert len(letter.attachments) <= MAX_PARTS
    assert_storable(letter)
    parse_only_row(HOSTILE[name])


def test_what_was_left_out_is_said() -> None:
    assert any("parts" in problem for problem in parse(HOSTILE["empty parts"]).problems)
    deep = parse(HOSTILE["multiparts in multiparts"])
    assert any(str(MAX_DEPTH) in problem for problem in deep.problems)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_mail_is_read_all_the_same(seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(raw))
        match chance.randrange(4):
            case 0:
                raw[at] = chance.randrange(256)
            case 1:
                del raw[at : at + chance.randint(1, 40)]
            case 2:
                raw[at:at] = bytes(raw[at : at + chance.randint(1, 200)])
            case _:
                raw[at:at] = chance.choice([b"\n", b'"', b"=?", b"\x00", b"--", b"<", b"\r", b";"])
        raw = raw or bytearray(b"x")
    assert_storable(parse(bytes(raw)))
    json.dumps(parse_only_row(bytes(raw)))


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert_storable(parse(raw))


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(
        "From To Cc Date Subject Message-ID References Content-Type Content-Disposition "
        "Content-Transfer-Encoding Authentication-Results Auto-Submitted".split()
    ),
    value=st.text(max_size=120),
    body=st.text(max_size=120),
)
def test_any_header_is_read(name: str, value: str, body: str) -> None:
    raw = f"{name}: {value}\n\n{body}".encode("utf-8", "replace")
    assert_storable(parse(raw))
    json.dumps(parse_only_row(raw))
