"""Bounces say whom a mail did not reach; nothing else says so."""

import pytest

from intake import bounces
from intake.bounces import Bounced
from intake.parsing import parse


def report(*groups: str, enclosed: str = "") -> bytes:
    status = "\n\n".join(("Reporting-MTA: dns; mx.sle.example", *groups))
    return (
        "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.sle.example>\n"
        "Subject: Undelivered Mail Returned to Sender\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n"
        "--r\n\nIt failed.\n"
        f"--r\nContent-Type: message/delivery-status\n\n{status}\n"
        f"--r\nContent-Type: message/rfc822\n\n{enclosed}\n--r--\n"
    ).encode()


def plain(text: str) -> bytes:
    head = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.sle.example\nSubject: failure notice\n"
    return f"{head}\n{text}\n".encode()


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (
            "Final-Recipient: rfc822; gone@oak.example\nAction: failed\nStatus: 5.1.1",
            Bounced("gone@oak.example", "5.1.1", hard=True),
        ),
        (
            (
                "Final-Recipient: rfc822; x@in.example\n"
                "Original-Recipient: rfc822;gone@oak.example\n"
                "Action: failed\nStatus: 5.1.1"
            ),
            Bounced("gone@oak.example", "5.1.1", hard=True),
        ),
        (
            "Final-Recipient: rfc822; full@oak.example\nAction: failed\nStatus: 4.2.2",
            Bounced("full@oak.example", "4.2.2", hard=False),
        ),
        (
            "Final-Recipient: rfc822; slow@oak.example\nAction: delayed\nStatus: 4.4.1",
            Bounced("slow@oak.example", "4.4.1", hard=False),
        ),
        (
            (
                "Final-Recipient: RFC822; <gone@oak.example>\nAction: Failed (bad)\nStatus: 5.0.0\n"
                "Diagnostic-Code: smtp; 550\n 5.1.10 no such user"
            ),
            Bounced("gone@oak.example", "5.1.10", hard=True),
        ),
        (
            "Final-Recipient: rfc822;gone@oak.example\nStatus: 5.1.1",
            Bounced("gone@oak.example", "5.1.1", hard=True),
        ),
        (
            "Final-Recipient: utf-8; zoë@oak.example\nAction: failed\nStatus: 5.1.1",
            Bounced("zoë@oak.example", "5.1.1", hard=True),
        ),
    ],
)
def test_a_delivery_report_is_read(group: str, expected: Bounced) -> None:
    raw = report(group)
    assert bounces.read(parse(raw), raw) == (expected,)


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["apart", "no blank line"])
def test_each_recipient_of_a_report_is_read_once(gap: str) -> None:
    group = "Final-Recipient: rfc822;{}@oak.example\nAction: failed\nStatus: 5.1.1"
    raw = report(gap.join(group.format(name) for name in ("a", "b", "A")))
    assert [item.address for item in bounces.read(parse(raw), raw)] == [
        "a@oak.example", "b@oak.example",
    ]  # fmt: skip


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_delivered_mail_did_not_bounce(action: str) -> None:
    raw = report(f"Final-Recipient: rfc822;a@oak.example\nAction: {action}\nStatus: 2.0.0")
    assert bounces.read(parse(raw), raw) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Hi. This is the qmail-send program at mx.sle.example.\nI'm afraid I wasn't "
                "able to deliver your message.\n\n<gone@oak.example>:\nuser unknown"
            ),
            Bounced("gone@oak.example", "5.1.1", hard=True),
        ),
        (
            (
                "This message was created automatically by mail software.\nA message "
                "that you sent could not be delivered to its recipients.\n\n  full@oak.example\n"
                "    552 5.2.2 mailbox is full\n"
            ),
            Bounced("full@oak.example", "5.2.2", hard=True),
        ),
    ],
)
def test_a_mail_systems_words_are_read_where_there_is_no_report(
    text: str, expected: Bounced
) -> None:
    raw = plain(text)
    assert bounces.read(parse(raw), raw) == (expected,)


def test_a_persons_words_about_a_bounce_are_not_read() -> None:
    text = "A message that you sent could not be delivered to one or more of its recipients."
    raw = (
        "Return-Path: <head@oak.example>\nFrom: H <head@oak.example>\nSubject: Undeliverable\n\n"
        f"{text}\n\n  gone@oak.example\n    550 5.1.1 user unknown\n"
    ).encode()
    letter = parse(raw)
    assert not bounces.looks_like_bounce(letter)
    assert bounces.read(letter, raw) == ()


@pytest.mark.parametrize(
    ("enclosed", "expected"),
    [
        ("From: b@sle.example\nMessage-ID: <out1@sle.example>\n\nText", "out1@sle.example"),
        ("From: b@sle.example\nMessage-Id:\n <out2@sle.example>\n\nText", "out2@sle.example"),
        ("", ""),
    ],
)
def test_the_mail_that_bounced_is_named_by_its_copy(enclosed: str, expected: str) -> None:
    assert bounces.original_message_id(parse(report(enclosed=enclosed))) == expected


def test_the_mail_that_bounced_is_named_by_its_quoted_headers() -> None:
    raw = plain("--- Below is a copy of the message.\n\nMessage-ID: <out3@sle.example>\nTo: x")
    assert bounces.original_message_id(parse(raw)) == "out3@sle.example"
