"""What need not be sent any more, and whom nothing reaches."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, update

from core.commands import Readdress, Withdraw
from core.model import Channel
from core.outbox import State
from core.store import mail_tables
from core.store.cases import table_of
from core.store.engine import Database
from scheduler.relay import RelayTally
from tests.support.brokering import Brokering
from tests.support.posts import PEOPLE, POSTS, Post, nudge
from tests.support.receiving_server import Mailbox, receiving


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(sqlite: Database, mailbox: Mailbox) -> Post:
    return Post(Brokering(sqlite), mailbox)


# --- what need not be sent any more -------------------------------------------------------------


def test_a_question_settled_meanwhile_is_not_sent(post: Post) -> None:
    ref = post.county.ask()
    [prompt] = post.county.open_prompts(ref)
    nudge(post, ref, 1)
    post.county.answer(prompt)
    assert prompt.kind == "agree_request"
    assert post.drain() == RelayTally(sent=2, skipped=2)
    assert [(x.kind, x.why) for x in post.rows(State.SKIPPED)] == [
        ("prompt", "no longer needed"),
        ("nudge", "no longer needed"),
    ]
    assert post.mails("cora") == []


def test_a_question_of_a_request_that_was_withdrawn_is_not_sent(post: Post) -> None:
    ref = post.county.ask()
    post.county.handle(
        Withdraw(key="w", actor="hanna", channel=Channel.EMAIL, case=ref, reason="Solved.")
    )
    assert [x.mail["Subject"] for x in post.mails("cora")] == ["[DA-0001] No longer needed"]
    assert "Solved." in post.last("cora").text


def test_of_two_reminders_that_waited_only_the_later_is_sent(post: Post) -> None:
    ref = post.county.ask()
    nudge(post, ref, 1)
    nudge(post, ref, 2)
    post.drain()
    assert [x["facts"].get("rung") for x in post.county.outbox(state="skipped")] == [1]
    assert "Reminder: " in post.last("cora").mail["Subject"]


def test_a_question_put_to_somebody_else_meanwhile_is_sent_to_them_alone(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    with post.county.database.write() as connection:
        connection.execute(update(POSTS).where(POSTS.c.person == "gwen").values(person="phil"))
    post.county.handle(
        Readdress(key="r", actor="cora", channel=Channel.EMAIL, case=prompt.case, prompt=prompt.id)
    )
    assert post.mails("head@elmbrook") == []
    assert "Release of an SLE" in post.last("finance@elmbrook").mail["Subject"]


def test_an_empty_post_that_was_filled_meanwhile_is_not_reported(post: Post) -> None:
    with post.county.database.write() as connection:
        connection.execute(delete(POSTS).where(POSTS.c.person == "gwen"))
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    with post.county.database.write() as connection:
        connection.execute(
            insert(POSTS).values(school="elmbrook", alliance="", role="head", person="gwen")
        )
    post.county.handle(
        Readdress(key="r", actor="cora", channel=Channel.EMAIL, case=prompt.case, prompt=prompt.id)
    )
    post.drain()
    assert [x["facts"]["what"] for x in post.county.outbox(kind="news", state="skipped")] == [
        "nobody_to_ask"
    ]
    assert "Release of an SLE" in post.last("head@elmbrook").mail["Subject"]


# --- nobody there -------------------------------------------------------------------------------


def test_a_domain_outside_ascii_is_written_as_mail_systems_take_it(post: Post) -> None:
    with post.county.database.write() as connection:
        values = {"email": "head@bücher.example"}
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == "hanna").values(**values))
    post.county.ask()
    mail = post.last("head@")
    assert mail.recipient == "head@xn--bcher-kva.example"
    assert mail.mail["To"].addresses[0].addr_spec == mail.recipient


@pytest.mark.parametrize(
    "address", [None, "not an address", "a@b@c", "zoë@y.example", "x@y.example\r\nBcc: z@y"]
)
def test_somebody_without_a_usable_address_is_told_to_the_coordinator(
    post: Post, address: str | None
) -> None:
    with post.county.database.write() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == "hanna").values(email=address))
    post.county.go_on_to(post.county.ask(), "scope")
    post.drain()
    assert [x.kind for x in post.rows(State.DEAD)] == ["acknowledgement"]
    mail = post.last("cora")
    assert mail.mail["Subject"] == "[DA-0001] An email could not be delivered"
    assert "- To: Hanna Okafor" in mail.text
    assert "no usable address" in mail.text


def test_nothing_is_sent_to_an_address_that_bounced(post: Post) -> None:
    with post.county.database.write() as connection:
        connection.execute(
            insert(table_of(mail_tables.StoppedAddressRow)).values(
                address="head@oakfield.example", why="bounced 5.1.1", since=post.county.clock.now()
            )
        )
    post.county.ask()
    assert post.mails("head@oakfield") == []
    assert "bounced 5.1.1" in post.rows(State.DEAD)[0].why


def test_a_refused_recipient_is_told_to_the_coordinator(post: Post) -> None:
    post.mailbox.refused["head@oakfield.example"] = "550 5.1.1 no such user"
    post.county.ask()
    texts = [x.text for x in post.mails("cora")]
    assert any("550 5.1.1 no such user" in x for x in texts)
