"""An answer that can be seen in two ways is nobody's yes: it waits for a person."""

import pytest

from core.store import parking
from core.store.engine import Database
from tests.support.desks import load, walked
from tests.support.mail_arrivals import arrive, reply_address, written
from tests.support.mail_worlds import MailWorld, make_mail_world

HTML = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
BOTH = "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n"


@pytest.fixture
def mail(sqlite: Database) -> MailWorld:
    return make_mail_world(sqlite)


def settled(mail: MailWorld, body: str, headers: str) -> bool:
    """Let a home head answer; say whether their answer counted, and that it is shown if not."""
    case, prompt = walked(mail.world, "w", "approve_release")
    sent = written(body, "Hugh Marina", headers=headers, subject="Re: Release")
    (done,) = arrive(mail, sent, reply_address(mail, prompt))
    found = load(mail.world, case.ref).find_prompt(prompt.id)
    assert found is not None
    with mail.world.database.read() as connection:
        shown = [x["id"] for x in parking.waiting(connection)]
    assert shown == ([done.parked] if found.open else [])
    return not found.open


@pytest.mark.parametrize(
    "answer",
    [
        "<p>Yes, we release her<span style='display:none'> not at all</span>.</p>",
        "<p>Yes. <s>Only in May.</s></p>",
        "<p><del>No</del> Yes</p>",
        "<p>Yes<font color=white>, but not this year</font></p>",
        "<p><span style='font-size:0'>Yes</span> No</p>",
    ],
)
def test_words_struck_out_or_hidden_leave_an_answer_to_a_person(
    mail: MailWorld, answer: str
) -> None:
    assert not settled(mail, answer, HTML)


def test_an_answer_in_html_alone_counts(mail: MailWorld) -> None:
    assert settled(mail, "<p style='color:#1f497d;font-size:11pt'>Yes, gladly.</p>", HTML)


def both(plain: str, html: str) -> str:
    return (
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--"
    )


def test_a_mail_that_says_yes_in_plain_text_and_no_in_html_settles_nothing(mail: MailWorld) -> None:
    assert not settled(mail, both("Yes, gladly.", "<p>No, sorry.</p>"), BOTH)


def test_a_mail_that_says_the_same_in_both_versions_counts(mail: MailWorld) -> None:
    shown = "<p>Yes, gladly.</p><p><b>Hugh</b><br><a href='https://harbour.example'>Harbour</a>"
    assert settled(
        mail, both("Yes, gladly.\n\nHugh\nHarbour <https://harbour.example>", shown), BOTH
    )
