"""What has happened meanwhile, told to whoever should know."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, update

from core.commands import NoteMail, Nudge
from core.model import Channel
from core.outbox import State
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.brokering import Brokering
from tests.support.posts import POSTS, Post, nudge
from tests.support.receiving_server import Mailbox, receiving


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(sqlite: Database, mailbox: Mailbox) -> Post:
    return Post(Brokering(sqlite), mailbox)


# --- news ---------------------------------------------------------------------------------------


def test_a_refusal_tells_the_coordinator_in_the_partys_own_words(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    post.county.answer(prompt, verdict="no", text="Sorry, no.\n\nWe are short of cover.")
    mail = next(x for x in post.mails("cora") if "Declined" in x.mail["Subject"])
    assert "Gwen Pryce (headteacher of Elmbrook Academy) has said no" in mail.text
    assert "Sorry, no.\n\nWe are short of cover.\n" in mail.text
    assert "The request goes on" in mail.text


def test_days_are_called_agreed_only_once_all_have_signed(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    assert "(3 days)" in post.last("head@elmbrook").text
    post.county.answer(prompt, verdict="yes", conditions=("two days at most",), half_days=4)
    text = post.last("cora").text
    assert "- Days asked for now: 2 days\n" in text
    assert "agreed" not in text.partition("Days asked for now")[2].partition("\n")[0]


def test_a_declined_request_is_told_kindly_to_whoever_asked(post: Post) -> None:
    ref = post.county.ask()
    [prompt] = post.county.open_prompts(ref)
    post.county.answer(prompt, verdict="no", text="No SLE for Latin.")
    text = post.last("head@oakfield").text
    assert "We are sorry that we cannot take it on this time." in text
    assert "No SLE for Latin." in text


def test_whoever_asks_how_things_stand_is_told(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    post.county.handle(
        NoteMail(
            key="n", actor="hanna", channel=Channel.EMAIL, case=prompt.case, what="question",
            text="Any news?", reply_to="head@oakfield.example", person="hanna",
        )
    )  # fmt: skip
    mail = post.last("head@oakfield")
    assert mail.mail["Subject"] == "[DA-0001] Where things stand"
    assert (
        "- Approve the release: the headteacher of Elmbrook Academy, by Wednesday 5 March\n"
    ) in mail.text
    assert "Noor" not in mail.text


@pytest.mark.parametrize("what", ["remark", "late_answer", "bounced", "something new"])
def test_a_mail_that_decides_nothing_is_shown_to_the_coordinator(post: Post, what: str) -> None:
    ref = post.county.ask()
    post.county.handle(
        NoteMail(
            key="n", actor="hanna", channel=Channel.EMAIL, case=ref, what=what,
            text="We have a new roof.\nRegards",
        )
    )  # fmt: skip
    assert "We have a new roof.\nRegards\n" in post.last("cora").text


def test_an_escalation_says_whom_to_get_in_touch_with(post: Post) -> None:
    ref = post.county.ask()
    nudge(post, ref, 1)
    post.county.clock.set(datetime(2025, 3, 10, 10, tzinfo=UTC))
    [prompt] = post.county.open_prompts(ref)
    post.county.handle(
        Nudge(
            key="n3", actor="system", channel=Channel.SYSTEM, case=ref,
            prompt=prompt.id, round=1, rung=3,
        )
    )  # fmt: skip
    mail = post.last("dirk")
    assert mail.mail["Subject"] == "[DA-0001] No answer yet: Agree the request"
    assert "- Cora Dean (Support Lead): cora@downland.example\n" in mail.text


def test_a_post_that_nobody_holds_is_told_to_the_coordinator(post: Post) -> None:
    with post.county.database.write() as connection:
        connection.execute(delete(POSTS).where(POSTS.c.person == "gwen"))
    post.county.go_on_to(post.county.ask(), "approve_release")
    text = post.last("cora").text
    assert "there is nobody in the directory to ask: no headteacher of Elmbrook Academy." in text


def test_a_notice_of_a_case_that_is_gone_is_a_fault_and_ends_in_the_list(post: Post) -> None:
    post.county.ask()
    with post.county.database.write() as connection:
        row = table_of(tables.OutboxRow)
        connection.execute(update(row).values(case="DA-9999"))
    assert post.drain().bugs == 2
    assert all("a fault of ours, reference " in x.why for x in post.rows(State.WAITING))


# --- who wrote ----------------------------------------------------------------------------------

STRANGER = "hanna.okafor@lookalike.example"


def _noted(post: Post, what: str, **changes: Any) -> str:
    """Have a mail noted that is about a question put to the headteacher; return the news of it."""
    prompt = post.county.go_on_to(post.county.ask(), "confirm_choice")
    told: dict[str, Any] = {"actor": STRANGER, "reply_to": STRANGER} | changes
    post.county.handle(
        NoteMail(
            key="n", channel=Channel.EMAIL, case=prompt.case, what=what,
            text="Yes, of course.", prompt=prompt.id, **told,
        )
    )  # fmt: skip
    return post.last("cora").text


@pytest.mark.parametrize("what", ["late_answer", "remark", "question_to_coordinator"])
def test_a_strangers_mail_never_reads_as_if_the_party_had_written(post: Post, what: str) -> None:
    text = _noted(post, what)
    assert f"Written by {STRANGER}; it is not proven that they wrote it." in text
    assert "Somebody else was asked: Hanna Okafor (headteacher of Oakfield Primary School)." in text
    assert "Hanna Okafor (headteacher of Oakfield Primary School) has" not in text


def test_the_partys_late_answer_names_them_and_says_that_it_is_proven(post: Post) -> None:
    head = {"actor": "hanna", "person": "hanna", "reply_to": "head@oakfield.example"}
    text = _noted(post, "late_answer", proven=True, from_party=True, **head)
    assert "Written by Hanna Okafor (head@oakfield.example).\n" in text
    assert "Somebody else" not in text
    assert "“Confirm the choice of SLE”, which is no longer open" in text


def test_a_colleagues_late_answer_says_who_was_asked(post: Post) -> None:
    other = {"actor": "gwen", "person": "gwen", "reply_to": "head@elmbrook.example"}
    text = _noted(post, "late_answer", proven=True, **other)
    assert "Written by Gwen Pryce (head@elmbrook.example). Somebody else was asked: Hanna" in text
