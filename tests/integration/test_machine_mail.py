"""Machines' mail settles nothing and is never answered; a person's is never hidden for it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core import releasing
from core.desk import Handled
from core.model import Case, Prompt
from core.store import parking
from core.store.automatic import MOST_A_DAY
from core.store.engine import Database
from intake.worker import Done
from tests.support.desks import load, walked, yes
from tests.support.mail_arrivals import BOX, arrive, reply_address, written
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import address, alliance, person_id, request

HARRIET, CARYS = person_id("Harriet Oakley"), person_id("Carys Orme")


@pytest.fixture
def mail(sqlite: Database) -> MailWorld:
    return make_mail_world(sqlite)


def parked(mail: MailWorld) -> list[Mapping[str, Any]]:
    with mail.world.database.read() as connection:
        return parking.waiting(connection)


def told(mail: MailWorld, who: str) -> list[tuple[str, str]]:
    """Return the kinds (and the news) of all notices to somebody."""
    with mail.world.database.read() as connection:
        rows = connection.execute(
            text("SELECT kind, facts FROM outbox WHERE recipient = :who ORDER BY id"), {"who": who}
        ).all()
    return [(x.kind, _what(x.facts)) for x in rows]


def _what(facts: str) -> str:
    return facts.partition('"what": "')[2].partition('"')[0]


def asked(mail: MailWorld) -> tuple[Case, Prompt]:
    """Return a case in which Hugh Marina, a home head, is asked to release an SLE."""
    case, prompt = walked(mail.world, "w", "approve_release")
    assert prompt.person == person_id("Hugh Marina")
    return case, prompt


def answer(mail: MailWorld, prompt: Prompt, words: str, number: int = 1, **more: Any) -> Done:
    """Let Hugh Marina answer at the reply address."""
    envelope = more.pop("envelope_from", address("Hugh Marina"))
    body = written(
        words,
        "Hugh Marina",
        message_id=f"a{number}@schools.example",
        subject=more.pop("subject", "Re: Release of an SLE"),
        **more,
    )
    (done,) = arrive(mail, body, reply_address(mail, prompt), envelope_from=envelope)
    return done


# --- what is not answered -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "envelope_from"),
    [
        ("", ""),
        ("", "<>"),
        ("Precedence: bulk\n", "x@schools.example"),
        ("Precedence: junk\n", "x@schools.example"),
        ("Precedence: list\n", "x@schools.example"),
        ("List-Id: <office.schools.example>\n", "x@schools.example"),
        ("List-Post: <mailto:office@schools.example>\n", "x@schools.example"),
        ("Auto-Submitted: auto-generated\n", "x@schools.example"),
        ("X-Auto-Response-Suppress: All\n", "x@schools.example"),
    ],
)
def test_a_request_that_may_not_be_answered_is_shown_and_released_as_usual(
    mail: MailWorld, headers: str, envelope_from: str
) -> None:
    (done,) = arrive(mail, written(headers=headers), envelope_from=envelope_from)
    assert done.case is None
    assert told(mail, HARRIET) == []
    (item,) = parked(mail)
    assert item["id"] == done.parked
    outcome = releasing.release(mail.world.desk, item["id"], CARYS, "She wrote it.")
    assert isinstance(outcome, Handled)
    assert [x[0] for x in told(mail, HARRIET)] == ["acknowledgement"]


def test_mail_under_the_name_of_our_own_mailbox_is_shown_and_not_answered(mail: MailWorld) -> None:
    (done,) = arrive(mail, written(sender=BOX))
    assert done.parked is not None
    assert told(mail, BOX) == []


def test_our_own_mail_and_a_newsletter_are_kept_quietly(mail: MailWorld) -> None:
    own = written("Could we have support?", sender=BOX, headers="Auto-Submitted: auto-generated\n")
    news = written(
        "Our summer fair was sunny.", headers="Precedence: bulk\n", subject="Autumn news"
    )
    assert [x.parked for body in (own, news) for x in arrive(mail, body)] == [None, None]


def test_a_newsletter_is_kept_quietly_unless_it_comes_from_somebody_we_know(
    mail: MailWorld,
) -> None:
    news: dict[str, Any] = {"headers": "List-Id: <n.x.example>\n", "subject": "Autumn news"}
    (strange,) = arrive(mail, written("Our fair was sunny.", sender="n@paper.test", **news))
    (known,) = arrive(mail, written("Our fair was sunny.", **news))
    assert (strange.kind, strange.parked) == ("bulk", None)
    assert known.kind == "bulk"
    assert known.parked is not None


@pytest.mark.parametrize("headers", ["List-Id: <o.x.example>\n", "X-Auto-Response-Suppress: All\n"])
def test_what_a_group_address_or_exchange_adds_does_not_undo_an_answer(
    mail: MailWorld, headers: str
) -> None:
    case, prompt = asked(mail)
    answer(mail, prompt, "Yes, gladly.", headers=headers)
    assert load(mail.world, case.ref).find_prompt(prompt.id) not in case.open_prompts()
    assert parked(mail) == []


# --- loops end ----------------------------------------------------------------------------------


def sent(mail: MailWorld, who: str, kind: str) -> int:
    """Count the notices of a kind to somebody that were not left out."""
    with mail.world.database.read() as connection:
        query = text(
            "SELECT count(*) FROM outbox WHERE recipient = :who AND kind = :kind "
            "AND state <> 'skipped'"
        )
        found: int = connection.execute(query, {"who": who, "kind": kind}).scalar_one()
    return found


def test_two_machines_that_answer_each_other_fall_silent(mail: MailWorld) -> None:
    _, prompt = asked(mail)
    hugh = person_id("Hugh Marina")
    for number in range(MOST_A_DAY + 5):
        answer(mail, prompt, f"Your message has been received. Ticket {number}.", number)
    assert sent(mail, hugh, "unclear_answer") == MOST_A_DAY
    (shown,) = [x for x in parked(mail) if x["raw"] is None]
    assert "two machines" in shown["why"]
    assert len(parked(mail)) == MOST_A_DAY + 5 + 1
    mail.world.clock.advance(timedelta(hours=25))
    answer(mail, prompt, "Hm, let me think about that.", 99)
    assert sent(mail, hugh, "unclear_answer") == MOST_A_DAY + 1


def test_requests_beyond_a_days_answers_are_taken_up_without_an_answer(mail: MailWorld) -> None:
    for number in range(MOST_A_DAY + 2):
        (done,) = arrive(mail, written(message_id=f"r{number}@schools.example"))
        assert done.case is not None
    assert sent(mail, HARRIET, "acknowledgement") == MOST_A_DAY
    assert len(parked(mail)) == 1
    arrive(mail, written(who="Hugh Marina", message_id="h@schools.example"))
    assert sent(mail, person_id("Hugh Marina"), "acknowledgement") == 1


def test_what_a_coordinator_releases_is_answered_however_many_there_were(mail: MailWorld) -> None:
    for number in range(MOST_A_DAY):
        arrive(mail, written(message_id=f"r{number}@schools.example"))
    (done,) = arrive(mail, written(message_id="l@x", headers="List-Id: <o.x.example>\n"))
    releasing.release(mail.world.desk, done.parked or 0, CARYS, "She wrote it.")
    assert sent(mail, HARRIET, "acknowledgement") == MOST_A_DAY + 1


def test_a_question_that_may_not_be_answered_goes_to_the_coordinator(mail: MailWorld) -> None:
    mail.world.desk.handle(request("k"))
    arrive(
        mail,
        written("How do things stand with our request?", headers="List-Id: <o.x.example>\n"),
    )
    assert "status" not in [x[0] for x in told(mail, HARRIET)]
    assert ("news", "question_to_coordinator") in told(mail, CARYS)


def test_the_coordinators_own_mail_is_no_news_to_the_coordinator(mail: MailWorld) -> None:
    outcome = mail.world.desk.handle(request("k"))
    assert isinstance(outcome, Handled)
    assert outcome.case
    back = mail.addresses.reply_address(alliance("east-sussex"), outcome.case, None, CARYS)
    before = told(mail, CARYS)
    body = written("I have moved to another office.", "Carys Orme", subject="Re: News")
    (done,) = arrive(mail, body, back)
    assert done.case == outcome.case
    assert told(mail, CARYS) == before


# --- answers that could not be read -------------------------------------------------------------


def test_whoever_was_not_understood_is_told_and_the_entry_closes_when_they_answer(
    mail: MailWorld,
) -> None:
    case, prompt = asked(mail)
    hugh = person_id("Hugh Marina")
    first = answer(mail, prompt, "Hm. It has been a long term.")
    assert [x["id"] for x in parked(mail)] == [first.parked]
    assert ("unclear_answer", "") in told(mail, hugh)
    answer(mail, prompt, "Yes, that is fine.", 2)
    assert parked(mail) == []
    with mail.world.database.read() as connection:
        item = parking.find(connection, first.parked or 0)
    assert item is not None
    assert (item["resolved_by"], item["resolution"]) == (hugh, "answered clearly since")
    assert load(mail.world, case.ref).find_prompt(prompt.id) not in case.open_prompts()


@pytest.mark.parametrize(
    "more",
    [{"proven": False}, {"headers": "X-Auto-Response-Suppress: All\n"}, {"envelope_from": ""}],
)
def test_nobody_unproven_or_unanswerable_is_told_that_they_were_not_understood(
    mail: MailWorld, more: dict[str, Any]
) -> None:
    _, prompt = asked(mail)
    done = answer(mail, prompt, "Hm. It has been a long term.", **more)
    assert done.parked is not None
    assert "unclear_answer" not in [x[0] for x in told(mail, person_id("Hugh Marina"))]


def test_somebody_elses_unclear_words_are_not_answered(mail: MailWorld) -> None:
    _, prompt = asked(mail)
    body = written("Hm. It has been a long term.", "Bea Hillier", subject="Re: Release")
    (done,) = arrive(mail, body, reply_address(mail, prompt))
    assert done.parked is not None
    assert told(mail, person_id("Bea Hillier")) == []


# --- automatic replies to a question ------------------------------------------------------------

AWAY = "Thank you for your mail. I am away until Monday 12 October and will answer then."


def test_an_out_of_office_reply_tells_the_coordinator_until_when_and_nothing_else(
    mail: MailWorld,
) -> None:
    case, prompt = asked(mail)
    for number in (1, 2):
        done = answer(
            mail,
            prompt,
            AWAY,
            number,
            headers="Auto-Submitted: auto-replied\n",
            subject="Automatic reply: Release of an SLE",
            envelope_from="",
        )
        assert done.parked is None
    assert told(mail, CARYS).count(("news", "away")) == 1
    assert told(mail, person_id("Hugh Marina"))[-1][0] == "prompt"
    found = load(mail.world, case.ref).find_prompt(prompt.id)
    assert found == prompt
    with mail.world.database.read() as connection:
        said = connection.execute(
            text("SELECT done FROM letter WHERE prompt IS NOT NULL")
        ).scalars()
        assert "Hugh Marina is away until Monday 12 October 2026." in set(said)


def test_an_out_of_office_reply_to_the_return_path_is_tied_to_its_question(
    mail: MailWorld,
) -> None:
    _, prompt = asked(mail)
    with mail.world.database.read() as connection:
        row = connection.execute(
            text("SELECT id FROM outbox WHERE kind = 'prompt' AND prompt = :id"), {"id": prompt.id}
        ).scalar_one()
    body = written(AWAY, "Hugh Marina", headers="Auto-Submitted: auto-replied\n", subject="Away")
    back = mail.addresses.bounce_address(alliance("east-sussex"), row)
    arrive(mail, body, back, envelope_from="")
    assert ("news", "away") in told(mail, CARYS)
    assert parked(mail) == []


def test_an_absence_that_somebody_else_reports_is_no_news_of_the_party(mail: MailWorld) -> None:
    _, prompt = asked(mail)
    body = written(
        AWAY, "Bea Hillier", headers="Auto-Submitted: auto-replied\n", subject="Automatic reply: x"
    )
    (done,) = arrive(mail, body, reply_address(mail, prompt), envelope_from="")
    assert done.parked is not None
    assert ("news", "away") not in told(mail, CARYS)


@pytest.mark.parametrize(
    ("words", "headers", "envelope_from"),
    [
        ("Yes, gladly.", "", ""),
        ("Yes, gladly.", "Precedence: list\n", "x@schools.example"),
        ("Yes. I read mail on Fridays.", "Auto-Submitted: auto-replied\n", ""),
    ],
)
def test_what_may_be_an_answer_after_all_is_shown_and_settles_nothing(
    mail: MailWorld, words: str, headers: str, envelope_from: str
) -> None:
    case, prompt = asked(mail)
    done = answer(mail, prompt, words, headers=headers, envelope_from=envelope_from)
    (item,) = parked(mail)
    assert (item["id"], item["prompt"], item["proposal"]) == (done.parked, prompt.id, None)
    found = load(mail.world, case.ref).find_prompt(prompt.id)
    assert found is not None
    assert found.open
    mail.world.desk.handle(yes(mail.world, case, "by phone"))
    assert parked(mail) == []
