"""The bytes of a mail: headers that nothing breaks out of, and marks that no machine answers."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake import mime
from intake.mime import Envelope, build, message_id, thread_root, usable_message_id

ENVELOPE = Envelope(
    from_name="Downland Alliance",
    mailbox="support@broker.example",
    reply_to="support+da-0012.p3.abcdefghijklmnopqrst@broker.example",
    bounce_to="support+bounce-17.abcdefghijklmnopqrst@broker.example",
    to_name="Hanna Okafor",
    to="head@oakfield.example",
    message_id=message_id("prompt:DA-0012.p3:put", "broker.example"),
    thread=thread_root("DA-0012", "broker.example"),
    date=datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
)
HEADERS = [
    "Content-Type",
    "MIME-Version",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
]
ANYTHING = st.text(max_size=300) | st.sampled_from(
    [
        "Ann\r\nBcc: everybody@oakfield.example\r\n\r\nHello",
        'O"Brien, (Pat) \\ <pat@x.example>',
        "😀" * 400,
        "=?utf-8?q?Subject?=",
        "\u202egnp.exe",
        "x" * 10_000,
        "a\ud800b",
    ]
)


def read(body: bytes) -> EmailMessage:
    return email.message_from_bytes(body, policy=email.policy.default)


def plain(
    subject: str = "Hello", text: str = "Hello\n", html: str = "<p>Hello</p>"
) -> EmailMessage:
    return read(build(ENVELOPE, subject, text, html))


def test_a_mail_says_from_whom_to_whom_and_where_to_answer() -> None:
    mail = plain("[DA-0012] Hello")
    assert mail.keys() == HEADERS
    assert mail["From"] == "Downland Alliance <support@broker.example>"
    assert mail["To"] == "Hanna Okafor <head@oakfield.example>"
    assert mail["Reply-To"].addresses[0].addr_spec == ENVELOPE.reply_to
    assert mail["Subject"] == "[DA-0012] Hello"
    assert mail["Date"].datetime == ENVELOPE.date
    assert mail["Message-ID"] == ENVELOPE.message_id
    assert mail["References"] == mail["In-Reply-To"] == "<case.da-0012@broker.example>"


def test_a_mail_is_marked_as_written_by_a_machine_and_as_no_bulk() -> None:
    mail = plain()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert not [x for x in mail if x.lower().startswith(("list-", "precedence"))]


def test_text_and_html_say_it_twice() -> None:
    mail = plain(text="Schön, “ja” 😀\n" + "x" * 3000 + "\n", html="<p>Schön</p>\n")
    assert mail.get_content_type() == "multipart/alternative"
    first, second = mail.iter_parts()
    assert (first.get_content_type(), second.get_content_type()) == ("text/plain", "text/html")
    assert first.get_content().replace("\r\n", "\n") == "Schön, “ja” 😀\n" + "x" * 3000 + "\n"
    assert second.get_content().strip() == "<p>Schön</p>"


@given(ANYTHING, ANYTHING, ANYTHING)
@example("", "", "")
def test_no_name_and_no_subject_breaks_a_header(subject: str, to: str, sender: str) -> None:
    body = build(replace(ENVELOPE, to_name=to, from_name=sender), subject, "Hello\n", "<p></p>")
    head = body.partition(b"\r\n\r\n")[0]
    assert body.count(b"\n") == body.count(b"\r\n")
    assert all(len(x) <= 998 for x in body.split(b"\r\n"))
    assert head.isascii()
    mail = read(body)
    assert mail.keys() == HEADERS
    assert [x.addr_spec for x in mail["To"].addresses] == ["head@oakfield.example"]
    assert [x.addr_spec for x in mail["From"].addresses] == ["support@broker.example"]
    assert [x.addr_spec for x in mail["Reply-To"].addresses] == [ENVELOPE.reply_to]
    assert len(mail["Subject"]) <= 200
    assert len(list(mail.iter_parts())) == 2


@pytest.mark.parametrize(
    "name", ["Hanna Okafor", "O'Brien, Pat", 'Pat "Sunny" Jones', "Back\\slash", "Zoë Łukasz", ""]
)
def test_a_name_arrives_as_it_is(name: str) -> None:
    mail = read(build(replace(ENVELOPE, to_name=name), "Hello", "x", "y"))
    assert mail["To"].addresses[0].display_name == name


@pytest.mark.parametrize("subject", ["[DA-0012] Zoë’s visit", "word " * 39 + "end", "é" * 200])
def test_a_subject_arrives_as_it_is(subject: str) -> None:
    assert plain(subject)["Subject"] == subject


def test_a_subject_of_ten_thousand_letters_is_cut() -> None:
    subject = str(plain("y" * 10_000)["Subject"])
    assert len(subject) == 200
    assert subject.endswith("…")


def test_lines_that_mean_something_to_mail_programs_stay_text() -> None:
    text = ".\n..\nFrom me\n--\n=_\nSubject: x\n\n--=_not the boundary--\n"
    first, _ = plain(text=text).iter_parts()
    assert first.get_content().replace("\r\n", "\n") == text


def test_the_same_view_gives_the_same_bytes() -> None:
    assert build(ENVELOPE, "a", "b", "c") == build(ENVELOPE, "a", "b", "c")


# --- ids ----------------------------------------------------------------------------------------


def test_a_row_has_one_message_id_and_no_other_row_has_it() -> None:
    assert message_id("a", "x.example") == message_id("a", "x.example")
    assert message_id("a", "x.example") != message_id("b", "x.example")
    assert usable_message_id(message_id("nudge:ES-0012.p3:1:2", "x.example"))
    assert usable_message_id(thread_root("ES-0012", "x.example"))


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("<CAF+x=y.z_1@mail.oakfield.example>", True),
        ("", False),
        ("<a@b>\r\nBcc: x@y.example", False),
        ("<a b@c>", False),
        ("<a@b> <c@d>", False),
        ("no brackets@x.example", False),
        ("<" + "a" * 990 + "@b>", False),
        ("<é@b>", False),
    ],
)
def test_a_received_message_id_is_quoted_only_if_it_is_harmless(text: str, usable: bool) -> None:
    assert usable_message_id(text) is usable
    assert mime.usable_message_id(f"{text}\n") is False
