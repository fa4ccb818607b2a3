"""Mail as people of the practice world write and keep it."""

import email
import email.policy
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sle_broker.practice.mail.letters import (
    Attached,
    Draft,
    MailRefused,
    attachments,
    compose,
    forwarded,
    quoted,
)
from sle_broker.practice.mail.store import IN, SENT, MailStore

AT = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)


def draft(subject: str = "Phonics", files: tuple[Attached, ...] = ()) -> Draft:
    return Draft(
        sender_name="Zoë Head",
        sender="z.head@oakfield.example",
        to=("south@broker.localhost",),
        subject=subject,
        text="Dear all,\n\n…",
        attachments=files,
        answers="<b@x.example>",
        references="<a@x.example>",
    )


def test_a_mail_is_vouched_for_by_its_senders_host() -> None:
    mail = compose(draft(), AT, "mx.practice.test")
    said = str(mail["Authentication-Results"])
    assert said.startswith("mx.practice.test; dmarc=pass header.from=oakfield.example")


def test_a_reply_says_what_it_answers() -> None:
    mail = compose(draft(), AT, "mx.practice.test")
    assert mail["In-Reply-To"] == "<b@x.example>"
    assert mail["References"] == "<a@x.example> <b@x.example>"


def test_a_mail_is_dated_in_british_time() -> None:
    assert str(compose(draft(), AT, "mx")["Date"]) == "Wed, 01 Jul 2026 10:05:00 +0100"


def test_a_subject_of_several_lines_adds_no_header() -> None:
    mail = compose(draft("Phonics\r\nBcc: all@elsewhere.example"), AT, "mx")
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Phonics Bcc: all@elsewhere.example"


def test_what_is_attached_arrives_as_it_was() -> None:
    [file] = attachments([{"name": "plan.txt", "type": "text/plain", "base64": "aGVsbG8="}])
    mail = compose(draft(files=(file,)), AT, "mx")
    [part] = mail.iter_attachments()
    assert (part.get_filename(), part.get_payload(decode=True)) == ("plan.txt", b"hello")


@pytest.mark.parametrize("given", [{"name": "x"}, {"name": "x", "base64": "###"}])
def test_a_broken_attachment_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(MailRefused, match="attach it again"):
        attachments([given])


def test_attachments_have_their_limit() -> None:
    most = {"name": "x", "base64": "AAAA" * (1024 * 1024 * 4)}
    with pytest.raises(MailRefused, match="at most 10 MB"):
        attachments([most])


def test_quotations_look_as_mail_programs_make_them() -> None:
    assert quoted("One\n\nTwo", "Ann", AT) == (
        "On Wed, 1 Jul 2026 at 10:05, Ann wrote:\n> One\n>\n> Two\n"
    )
    assert "From: Ann\n" in forwarded("One", "Ann", AT, "Ben", "Phonics")


def test_a_mail_is_kept_once_for_each_mailbox(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail.sqlite3")
    raw = compose(draft(), AT, "mx").as_bytes()
    assert store.keep("Ann@x.example", IN, AT, raw)
    assert not store.keep("ann@x.example", IN, AT, raw)
    assert store.keep("z.head@oakfield.example", SENT, AT, raw)
    [kept] = store.of("ANN@x.example")
    assert kept.header("Message-ID") == email.message_from_bytes(raw)["Message-ID"]
    assert store.find("z.head@oakfield.example", kept.id) is None
    store.close()


def test_a_mail_without_any_text_can_be_shown(tmp_path: Path) -> None:
    store = MailStore(tmp_path / "mail.sqlite3")
    store.keep("ann@x.example", IN, AT, b"From: x\r\n\r\n")
    store.keep("ann@x.example", IN, AT, b"Message-ID: <2>\r\nContent-Type: image/png\r\n\r\nx")
    shown = [x.to_json() for x in store.of("ann@x.example")]
    assert [x["html"] for x in shown] == ["", ""]
    store.close()
