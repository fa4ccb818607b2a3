"""People's mail is told from machines' mail, and only people's may settle anything."""

from datetime import date

import pytest

from intake.away import back_on
from intake.kinds import MailKind, classify, unanswerable_because
from intake.letter import Letter
from intake.parsing import parse

OURS = "sle.example"
HEAD = "head@oak.example"


def letter(
    headers: str = "",
    subject: str = "Choice of SLE",
    text: str = "Yes, please.",
    sender: str = HEAD,
) -> Letter:
    head = f"From: {sender}\nSubject: {subject}\nMessage-ID: <1@oak.example>\n"
    return parse(f"{head}{headers}\n{text}\n".encode())


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("", MailKind.HUMAN),
        ("Auto-Submitted: no\n", MailKind.HUMAN),
        ("Auto-Submitted: No (typed by hand)\n", MailKind.HUMAN),
        ("Auto-Submitted: auto-replied\n", MailKind.AUTO_REPLY),
        ('Auto-Submitted: auto-replied; owner-email="x@y"\n', MailKind.AUTO_REPLY),
        ("Auto-Submitted: auto-generated\n", MailKind.AUTO_REPLY),
        ("Auto-Submitted: auto-generated\nPrecedence: bulk\n", MailKind.BULK),
        ("Auto-Submitted: auto-generated\nList-Id: <news.x.example>\n", MailKind.AUTO_REPLY),
        ("X-Autoreply: yes\n", MailKind.AUTO_REPLY),
        ("X-Autoreply: no\n", MailKind.HUMAN),
        ("X-Autorespond: re: visit\n", MailKind.AUTO_REPLY),
        ("Precedence: auto_reply\n", MailKind.AUTO_REPLY),
        ("Precedence: bulk\n", MailKind.BULK),
        ("Precedence: List\n", MailKind.BULK),
        ("Precedence: first-class\n", MailKind.HUMAN),
        ("List-Unsubscribe: <mailto:u@x.example>\n", MailKind.BULK),
        ("X-Auto-Response-Suppress: All\n", MailKind.HUMAN),
        ("List-Id: <office.oak.example>\n", MailKind.HUMAN),
        ("List-Id: <office.oak.example>\nPrecedence: list\n", MailKind.BULK),
        ("X-Auto-Response-Suppress: DR, RN, NRN\n", MailKind.HUMAN),
        ("Auto-Submitted: no\nList-Id: <heads.x.example>\n", MailKind.HUMAN),
        ("Auto-Submitted: no\nList-Unsubscribe: <mailto:u@x.example>\n", MailKind.BULK),
    ],
)
def test_headers_tell_machines_from_people(headers: str, kind: MailKind) -> None:
    assert classify(letter(headers), HEAD, OURS) is kind


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Choice of SLE",
        "Auto: Choice of SLE",
        "AutoReply: Choice of SLE",
        "[EXTERNAL] Automatic reply: Choice of SLE",
        "Out of Office: Choice of SLE",
        "Out of Office AutoReply: Choice of SLE",
        "Abwesenheitsnotiz: Anfrage",
        "Automatische Antwort: Anfrage",
        "Réponse automatique : demande",
        "Respuesta automática: solicitud",
        "Automatisch antwoord: verzoek",
        "Autosvar: förfrågan",
        "Automatyczna odpowiedź: prośba",
        "Risposta automatica: richiesta",
        "Ymateb awtomatig: cais",
    ],
)
def test_an_out_of_office_is_known_by_its_subject(subject: str) -> None:
    assert classify(letter(subject=subject), HEAD, OURS) is MailKind.AUTO_REPLY
    assert classify(letter("Auto-Submitted: no\n", subject=subject), HEAD, OURS) is MailKind.HUMAN


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of office cover for maths", "Who covers?"),
        ("Re: Automatic reply", "I got your automatic reply, and I agree."),
        ("Visit", "I am out of the office on Monday, so come on Tuesday."),
        ("Automation in the school office", "Can an SLE help?"),
        ("Autumn term", "We would like some support."),
        ("Undeliverable: my last mail", "It came back: 550 5.1.1 user unknown."),
        ("Read: phonics", "Have you read it?"),
    ],
)
def test_a_persons_mail_about_such_things_stays_a_persons(subject: str, text: str) -> None:
    found = letter(subject=subject, text=text)
    if subject == "Re: Automatic reply":
        assert classify(found, HEAD, OURS) is MailKind.AUTO_REPLY  # parked and seen, never lost
    else:
        assert classify(found, HEAD, OURS) is MailKind.HUMAN


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Hello", "This is an automated response.", MailKind.AUTO_REPLY),
        ("Hello", "Thanks.\n\nThis mailbox is not monitored.", MailKind.AUTO_REPLY),
        ("Hello", "This email was automatically generated.", MailKind.AUTO_REPLY),
        ("Hello", "Yes.\n\nThis email has been automatically scanned.", MailKind.HUMAN),
        ("Out of office", "I am on annual leave.", MailKind.AUTO_REPLY),
        ("Out of office", "Is anybody in?", MailKind.HUMAN),
        ("Hello", "Yes\n\nOn 3 Nov 2025 at 10:02, B wrote:\n> This is an automated message.",
         MailKind.HUMAN),
    ],
)  # fmt: skip
def test_text_counts_only_where_it_says_so_itself(subject: str, text: str, kind: MailKind) -> None:
    assert classify(letter(subject=subject, text=text), HEAD, OURS) is kind


def test_nobody_writes_from_the_null_sender() -> None:
    assert classify(letter(), "", OURS) is MailKind.AUTO_REPLY
    assert classify(letter(), "<>", OURS) is MailKind.AUTO_REPLY
    assert classify(letter(), None, OURS) is MailKind.HUMAN


def test_a_delivery_failure_from_the_null_sender_is_a_bounce() -> None:
    failed = letter(subject="Undelivered Mail Returned to Sender", sender="postmaster@x.example")
    assert classify(failed, "", OURS) is MailKind.BOUNCE


@pytest.mark.parametrize(
    ("headers", "sender", "kind"),
    [
        ("Auto-Submitted: auto-generated\n", "broker@sle.example", MailKind.OWN_MAIL),
        ("", "coordinator@sle.example", MailKind.HUMAN),
        ("Auto-Submitted: no\n", "coordinator@sle.example", MailKind.HUMAN),
        ("Auto-Submitted: auto-generated\n", "x@other-sle.example", MailKind.AUTO_REPLY),
    ],
)
def test_our_own_mail_coming_back_is_recognised(headers: str, sender: str, kind: MailKind) -> None:
    assert classify(letter(headers, sender=sender), HEAD, OURS) is kind


def test_our_own_mail_is_known_by_its_message_id_when_the_sender_was_rewritten() -> None:
    raw = b"From: list@x.example\nMessage-ID: <1@sle.example>\nAuto-Submitted: auto-generated\n\nx"
    assert classify(parse(raw), HEAD, OURS) is MailKind.OWN_MAIL
    assert classify(parse(raw), HEAD, "") is MailKind.AUTO_REPLY


@pytest.mark.parametrize(
    ("headers", "envelope", "sender", "answerable"),
    [
        ("", HEAD, HEAD, True),
        ("", None, HEAD, True),
        ("", "", HEAD, False),
        ("X-Auto-Response-Suppress: None\n", HEAD, HEAD, True),
        ("X-Auto-Response-Suppress: DR, RN, NRN\n", HEAD, HEAD, True),
        ("X-Auto-Response-Suppress: OOF\n", HEAD, HEAD, False),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply\n", HEAD, HEAD, False),
        ("X-Auto-Response-Suppress: All\n", HEAD, HEAD, False),
        ("List-Id: <office.oak.example>\n", HEAD, HEAD, False),
        ("Precedence: bulk\n", HEAD, HEAD, False),
        ("Precedence: junk\n", HEAD, HEAD, False),
        ("Precedence: list\n", HEAD, HEAD, False),
        ("Auto-Submitted: auto-generated\n", HEAD, HEAD, False),
        ("Auto-Submitted: no\n", HEAD, HEAD, True),
        ("", HEAD, "no-reply@oak.example", False),
        ("", HEAD, "donotreply@oak.example", False),
        ("", HEAD, "noreply+x@oak.example", False),
        ("", HEAD, "norah@oak.example", True),
        ("", HEAD, "nobody", False),
    ],
)
def test_only_what_cannot_loop_is_answered(
    headers: str, envelope: str | None, sender: str, answerable: bool
) -> None:
    found = letter(headers, sender=sender)
    kind = classify(found, envelope, OURS)
    assert (not unanswerable_because(found, envelope, kind)) is answerable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am away until Monday 3rd November.", date(2025, 11, 3)),
        ("back on 3 November", date(2025, 11, 3)),
        ("On leave from 20 October, returning Monday.", date(2025, 10, 27)),
        ("Returning to work on 05/01/2026.", date(2026, 1, 5)),
        ("I will be back on January 5th", date(2026, 1, 5)),
        ("School re-opens on Tuesday 4 Nov 2025", date(2025, 11, 4)),
        ("away through 31 October", date(2025, 11, 1)),
        ("back tomorrow", date(2025, 10, 23)),
        ("I was away until 1 October and am back on 27 October", date(2025, 10, 27)),
        ("back on Wednesday", date(2025, 10, 29)),
        ("I am back. Lunch is on 12 November.", None),
        ("until 31 February", None),
        ("I work Monday to Wednesday", None),
        ("", None),
    ],
)
def test_the_day_of_return_is_read(text: str, expected: date | None) -> None:
    assert back_on(text, date(2025, 10, 22)) == expected


def test_what_exchange_stamps_on_ordinary_mail_counts_only_with_words_of_absence() -> None:
    stamped = "X-Auto-Response-Suppress: All\n"
    away = letter(stamped, text="I am on annual leave until Monday.")
    assert classify(away, HEAD, OURS) is MailKind.AUTO_REPLY
    assert classify(letter(stamped, text="Yes, please."), HEAD, OURS) is MailKind.HUMAN
