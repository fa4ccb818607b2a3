"""Invented mail of the kinds a broker gets, read as a coordinator would read it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intake import bounces
from intake.away import back_on
from intake.kinds import MailKind, classify, unanswerable_because
from intake.letter import Letter
from intake.parse_only import parse_only_row
from intake.parsing import parse
from intake.reply_text import forwarded

MAIL = Path(__file__).parents[1] / "fixtures" / "mail"
EXPECTED: dict[str, dict[str, Any]] = json.loads((MAIL / "expectations.json").read_text("utf-8"))
ROW_FIELDS = (
    "subject", "from", "to", "message_id", "date", "reply_text", "quoted_text", "kind", "bounced",
)  # fmt: skip
LINE_ENDS = pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])


def message(name: str, line_end: bytes = b"\n") -> bytes:
    return (MAIL / f"{name}.eml").read_bytes().replace(b"\n", line_end)


def named(field: str) -> list[str]:
    return [name for name, expected in EXPECTED.items() if field in expected]


def return_path(letter: Letter) -> str | None:
    return letter.headers.first("return-path") if "return-path" in letter.headers else None


def test_every_message_has_expectations_and_the_other_way_round() -> None:
    assert {path.stem for path in MAIL.glob("*.eml")} == set(EXPECTED)
    assert len(EXPECTED) >= 50


@LINE_ENDS
@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_read_as_expected(name: str, line_end: bytes) -> None:
    row = parse_only_row(message(name, line_end))
    expected = {field: EXPECTED[name][field] for field in ROW_FIELDS if field in EXPECTED[name]}
    assert {field: row[field] for field in expected} == expected


@LINE_ENDS
@pytest.mark.parametrize("name", named("text"))
def test_the_text_is_the_one_a_person_sees(name: str, line_end: bytes) -> None:
    assert parse(message(name, line_end)).text == EXPECTED[name]["text"]


@LINE_ENDS
@pytest.mark.parametrize("name", named("attachments"))
def test_attachments_have_safe_names_and_their_types(name: str, line_end: bytes) -> None:
    found = [[part.name, part.content_type] for part in parse(message(name, line_end)).attachments]
    assert found == EXPECTED[name]["attachments"]


@pytest.mark.parametrize("name", named("real"))
def test_logos_reports_and_signatures_are_no_attachments(name: str) -> None:
    assert len(parse(message(name)).real_attachments) == EXPECTED[name]["real"]


@pytest.mark.parametrize("name", named("answerable"))
def test_only_a_persons_own_mail_may_be_answered(name: str) -> None:
    letter = parse(message(name))
    kind = classify(letter, return_path(letter), "sle.example")
    answerable = not unanswerable_because(letter, return_path(letter), kind)
    assert answerable is EXPECTED[name]["answerable"]


@pytest.mark.parametrize("name", named("own"))
def test_our_own_mail_is_told_from_a_colleagues(name: str) -> None:
    letter = parse(message(name))
    kind = classify(letter, return_path(letter), "sle.example")
    assert (kind is MailKind.OWN_MAIL) is EXPECTED[name]["own"]


@pytest.mark.parametrize("name", named("back_on"))
def test_an_out_of_office_tells_the_day_of_return(name: str) -> None:
    letter = parse(message(name))
    assert back_on(letter.text, date(2025, 11, 3)) == date.fromisoformat(EXPECTED[name]["back_on"])


@LINE_ENDS
@pytest.mark.parametrize("name", named("forwarded"))
def test_a_forward_names_its_first_author(name: str, line_end: bytes) -> None:
    expected = EXPECTED[name]["forwarded"]
    found = forwarded(parse(message(name, line_end)))
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert found.sender is not None
    assert (found.sender.address or None, found.subject, found.text) == (
        expected["from"], expected["subject"], expected["text"],
    )  # fmt: skip
    assert found.sender.name == expected.get("name", found.sender.name)


@pytest.mark.parametrize("name", named("original"))
def test_a_bounce_leads_back_to_the_mail_that_bounced(name: str) -> None:
    letter = parse(message(name))
    assert bounces.original_message_id(letter) == EXPECTED[name]["original"]


@pytest.mark.parametrize("name", named("problem"))
def test_what_was_malformed_is_said(name: str) -> None:
    assert any(EXPECTED[name]["problem"] in problem for problem in parse(message(name)).problems)


@pytest.mark.parametrize("name", named("name"))
def test_a_senders_name_is_decoded(name: str) -> None:
    sender = parse(message(name)).sender
    assert sender is not None
    assert sender.name == EXPECTED[name]["name"]
