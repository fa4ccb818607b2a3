"""Mail from files: taken apart, read, carried out, parked, released, read once more."""

import mailbox
from pathlib import Path
from typing import Any

import pytest

from core.clock import SystemClock
from core.settings import read_settings
from core.store import people
from intake.plus_addresses import PlusAddresses
from sle_broker.service import Service
from tests.support.command_line import ALLIANCE, EXAMPLES, LINWOOD, CommandLine, mail

BOX = f"{ALLIANCE}@broker.localhost"
HEAD = "d.okafor@furzeyjuniors.example"
STRANGER = "someone@elsewhere.test"
ASKING = """Dear all,

Please could we have 2 days of SLE support with phonics for our new Year 1 teacher this term?
"""
REQUIRED = {
    "file", "kind", "from", "on_behalf_of", "school", "schools", "specialisms", "phase", "days",
    "when", "teacher_standards", "funding", "need", "attachments", "author_proven", "unsure",
}  # fmt: skip


def file(cli: CommandLine, content: bytes, name: str = "mail.eml") -> Path:
    path = cli.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def asking(sender: str = HEAD, to: str = BOX, **more: Any) -> bytes:
    return mail(sender, to, "Phonics support", ASKING, **more)


def reply_address(ref: str, prompt: str, address: str) -> str:
    """Return where somebody was asked to send an answer, as our own mail to them says."""
    service = Service(read_settings(), SystemClock())
    try:
        with service.database.read() as connection:
            (person,) = people.find_people(connection, address)
        addresses = PlusAddresses(service.tokens, service.settings.mail_domain)
        alliance = service.library.alliance(ALLIANCE)
        return addresses.reply_address(alliance, ref, prompt, person)
    finally:
        service.close()


@pytest.fixture
def ready(cli: CommandLine) -> CommandLine:
    cli.import_examples()
    cli.set(BROKER_TRUSTED_AUTHSERV="mx.broker.test")
    return cli


# --- only taken apart -----------------------------------------------------------------------------


def test_taking_mail_apart_needs_no_database(cli: CommandLine) -> None:
    cli.set(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    row = cli.do("ingest", "--parse-only", "--json", file(cli, asking())).lines[0]
    assert row["from"] == HEAD
    assert row["to"] == [BOX]
    assert row["subject"] == "Phonics support"
    assert "2 days of SLE support" in row["text"]
    assert row["kind"] == "request"
    assert {
        "message_id",
        "date",
        "reply_text",
        "quoted_text",
        "attachments",
        "bounced",
    } <= row.keys()
    assert not (cli.folder / "data").exists()


def test_whatever_a_file_holds_is_taken_apart(cli: CommandLine) -> None:
    junk = file(cli, bytes(range(256)) * 4, "junk.eml")
    empty = file(cli, b"", "empty.eml")
    rows = cli.do("ingest", "--parse-only", "--json", junk, empty).lines
    assert [Path(x["file"]).name for x in rows] == ["junk.eml", "empty.eml"]


# --- how it is read -------------------------------------------------------------------------------


def test_a_dry_run_says_how_a_request_is_read_and_does_nothing(ready: CommandLine) -> None:
    row = ready.do("ingest", "--dry-run", "--json", file(ready, asking())).lines[0]
    assert row.keys() >= REQUIRED
    assert row["kind"] == "request"
    assert row["school"] == "Furzey Heath Junior School"
    assert row["schools"] == ["Furzey Heath Junior School"]
    assert row["specialisms"] == ["phonics"]
    assert row["days"] == 2
    assert row["author_proven"] is True
    assert ready.json("cases") == []
    assert ready.json("parked", "list") == []


def test_a_dry_run_needs_no_alliance_to_be_told(cli: CommandLine) -> None:
    path = file(cli, asking(STRANGER, "anybody@elsewhere.test"))
    assert cli.do("ingest", "--dry-run", "--json", path).lines[0]["kind"] == "request"


@pytest.mark.parametrize(
    ("headers", "text", "kind"),
    [
        ("Auto-Submitted: auto-replied", "I am away until Monday.", "auto_reply"),
        ("List-Id: <news.example>", "Our newsletter.", "bulk"),
        ("Return-Path: <>", "I am out of the office.", "auto_reply"),
        ("In-Reply-To: <1@x.test>", "Thank you, that suits us.", "reply"),
    ],
)
def test_what_is_no_request_is_told_apart(
    ready: CommandLine, headers: str, text: str, kind: str
) -> None:
    path = file(ready, mail(HEAD, BOX, "Hello", text, headers=headers))
    row = ready.do("ingest", "--dry-run", "--json", path).lines[0]
    assert row["kind"] == kind
    assert ("reply_text" in row) == (kind == "reply")


def test_a_bounce_names_whom_it_did_not_reach(ready: CommandLine) -> None:
    report = (
        b"From: MAILER-DAEMON@mx.test\r\nTo: " + BOX.encode() + b"\r\nSubject: Undelivered\r\n"
        b"Return-Path: <>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nNo.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        b"Final-Recipient: rfc822; gone@school.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b--\r\n"
    )
    row = ready.do("ingest", "--dry-run", "--json", file(ready, report)).lines[0]
    assert row["kind"] == "bounce"
    assert row["bounced"] == [{"address": "gone@school.test", "status": "5.1.1", "hard": True}]


def test_every_example_request_is_read_as_one_or_asked_about(ready: CommandLine) -> None:
    folder = LINWOOD / "requests"
    rows = ready.do("ingest", "--dry-run", "--json", folder).lines
    assert len(rows) == len(list(folder.glob("*.eml")))
    assert all(x.keys() >= REQUIRED for x in rows)


# --- carried out ----------------------------------------------------------------------------------


def test_a_request_becomes_a_case_once(either_cli: CommandLine) -> None:
    cli = either_cli
    cli.import_examples()
    path = file(cli, asking())
    first = cli.do("ingest", "--json", path).lines[0]
    assert first["case"] == cli.json("cases")[0]["ref"]
    assert first["done"]
    again = cli.do("ingest", "--json", path).lines[0]
    assert "copy" in again["done"]
    assert len(cli.json("cases")) == 1
    shown = cli.json("show", first["case"])
    assert shown["receiving_schools"] == ["Furzey Heath Junior School"]
    assert [x["direction"] for x in shown["mails"]].count("in") == 1
    assert "acknowledgement" in {x["kind"] for x in shown["mails"]}
    assert shown["timeline"][0]["what"].startswith("The request came in")


def test_mbox_maildir_and_folders_are_read_mail_by_mail(ready: CommandLine) -> None:
    box = mailbox.mbox(ready.folder / "all.mbox")
    maildir = mailbox.Maildir(ready.folder / "Maildir")
    for number in range(3):
        letter = asking(message_id=f"<{number}@furzeyjuniors.example>")
        box.add(letter)
        maildir.add(letter)
        file(ready, letter, f"folder/{number}.eml")
    box.close()
    maildir.close()
    for source in ("all.mbox", "Maildir", "folder"):
        rows = ready.do("ingest", "--dry-run", "--json", ready.folder / source).lines
        assert [x["kind"] for x in rows] == ["request"] * 3, source
        assert len({x["file"] for x in rows}) == 3


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_relays_own_word_on_the_recipient_counts_before_the_writers(
    ready: CommandLine, header: str
) -> None:
    other = next(x.name for x in EXAMPLES.iterdir() if (x / "sles.csv").exists() and x != LINWOOD)
    letter = asking(to=f"{other}@broker.localhost", headers=f"{header}: {BOX}")
    ready.do("ingest", "--json", file(ready, letter))
    assert [x["alliance"] for x in ready.json("cases")] == [ALLIANCE]


def test_mail_to_none_of_our_mailboxes_needs_an_alliance(ready: CommandLine) -> None:
    path = file(ready, asking(to="office@elsewhere.test"))
    refused = ready("ingest", "--json", path)
    assert refused.code == 1
    assert "--alliance" in refused.err
    ready.do("ingest", "--json", path, "--alliance", ALLIANCE)
    assert len(ready.json("cases")) == 1


def test_a_mailbox_of_ours_is_known_under_another_systems_domain(ready: CommandLine) -> None:
    ready.do("ingest", "--json", file(ready, asking(to=f"{ALLIANCE}@mailhost.test")))
    assert [x["alliance"] for x in ready.json("cases")] == [ALLIANCE]


# --- parked ---------------------------------------------------------------------------------------


def test_a_strangers_request_waits_until_it_is_released_with_a_reason(
    either_cli: CommandLine,
) -> None:
    cli = either_cli
    cli.import_examples()
    row = cli.do("ingest", "--json", file(cli, asking(STRANGER))).lines[0]
    assert row["case"] is None
    assert row["done"].startswith("parked")
    item = cli.json("parked", "list")[0]
    assert item["id"] == row["parked"]
    assert (item["from"], item["proposal"]) == (STRANGER, "OpenRequest")
    assert item["why"]
    assert item["since"]
    assert cli("parked", "release", item["id"]).code == 64
    by = "leo.fairbairn@linwood-alliance.example"
    told = cli.json("parked", "release", item["id"], "--reason", "I know them.", "--by", by)
    assert cli.json("cases")[0]["ref"] == told["case"]
    assert cli.json("parked", "list") == []
    shown = cli.json("show", told["case"])
    assert shown["author_proven"] is False
    assert shown["timeline"][0]["who"] == "Leo Fairbairn"
    assert [x["direction"] for x in shown["mails"]].count("in") == 1
    again = cli("parked", "release", item["id"], "--reason", "Once more.")
    assert again.code == 1
    assert len(cli.json("cases")) == 1


def test_an_unproven_answer_is_released_as_the_partys_own(ready: CommandLine) -> None:
    ref = ready.do("ingest", "--json", file(ready, asking())).lines[0]["case"]
    asked = ready.json("show", ref)["prompts"][0]
    director = "miriam.sutcliffe@linwood-alliance.example"
    text = (
        "Scope of the support: coaching\nTimescale: this term\n"
        "Outcomes hoped for: confidence\nDays of support: 2\n"
    )
    box = reply_address(ref, asked["id"], director)
    reply = mail(director, box, "Re: scope", text, proven=False)
    row = ready.do("ingest", "--json", file(ready, reply, "reply.eml")).lines[0]
    assert (row["kind"], row["case"], row["prompt"]) == ("reply", ref, asked["id"])
    assert "proven" in row["done"]
    assert ready.json("show", ref)["prompts"][0]["state"] == "open"
    item = ready.json("parked", "list")[0]
    assert (item["case"], item["prompt"], item["proposal"]) == (ref, asked["id"], "AnswerPrompt")
    by = "leo.fairbairn@linwood-alliance.example"
    ready.do("parked", "release", item["id"], "--reason", "She told me.", "--by", by)
    settled = ready.json("show", ref)["prompts"][0]
    assert (settled["state"], settled["channel"]) == ("answered", "email")
    assert settled["answered_by"] == "Leo Fairbairn"
    assert settled["person"] == "Miriam Sutcliffe"


def test_what_the_desk_refuses_stays_parked(ready: CommandLine) -> None:
    ref = ready.do("ingest", "--json", file(ready, asking())).lines[0]["case"]
    asked = ready.json("show", ref)["prompts"][0]
    director = "miriam.sutcliffe@linwood-alliance.example"
    box = reply_address(ref, asked["id"], director)
    reply = mail(director, box, "Re: scope", "Scope of the support: coaching", proven=False)
    ready.do("ingest", "--json", file(ready, reply, "reply.eml"))
    item = ready.json("parked", "list")[0]
    ready.do("withdraw", ref, "--reason", "We found somebody.")
    refused = ready("parked", "release", item["id"], "--reason", "She told me.")
    assert refused.code == 1
    assert "withdrawn" in refused.err
    assert [x["id"] for x in ready.json("parked", "list")] == [item["id"]]


def test_what_is_discarded_comes_to_nothing(ready: CommandLine) -> None:
    ready.do("ingest", "--json", file(ready, asking(STRANGER)))
    item = ready.json("parked", "list")[0]
    ready.do("parked", "discard", item["id"], "--reason", "Spam.")
    assert ready.json("parked", "list") == []
    assert ready.json("cases") == []
    assert ready("parked", "discard", item["id"], "--reason", "Spam.").code == 1


def test_parked_mail_is_read_once_more_when_the_sender_is_known(ready: CommandLine) -> None:
    row = ready.do("ingest", "--json", file(ready, asking(STRANGER))).lines[0]
    contacts = file(
        ready,
        f"school,name,role,email\nQuayside Primary School,Sam Stranger,head,{STRANGER}\n".encode(),
        "contacts.csv",
    )
    ready.do("import", "contacts", contacts)
    told = ready.json("replay", row["id"])
    assert told["case"] == ready.json("cases")[0]["ref"]
    assert ready.json("parked", "list") == []
    assert ready.json("replay", row["id"])["case"] == told["case"]
    assert len(ready.json("cases")) == 1


def test_mail_that_still_cannot_be_read_is_parked_anew(ready: CommandLine) -> None:
    row = ready.do("ingest", "--json", file(ready, asking(STRANGER))).lines[0]
    told = ready.json("replay", row["id"])
    assert told["parked"]
    assert [x["id"] for x in ready.json("parked", "list")] == [told["parked"]]


# --- outbox ---------------------------------------------------------------------------------------


def test_what_is_on_its_way_out_is_listed_and_tried_again(either_cli: CommandLine) -> None:
    cli = either_cli
    cli.import_examples()
    cli.do("ingest", file(cli, asking()))
    listed = cli.json("outbox", "list")
    assert listed
    assert all({"id", "why", "since"} <= x.keys() for x in listed)
    assert "Dominic Okafor" in {x["to"] for x in listed}
    assert cli.json("outbox", "retry", listed[0]["id"])["retried"] == [listed[0]["id"]]
    assert cli.json("outbox", "retry")["retried"] == []
    assert cli.json("outbox", "list", "--state", "sent") == []
    assert "acknowledgement" in cli.do("outbox", "list").out
