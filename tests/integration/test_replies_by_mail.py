"""What replies to questions come to, from the mail as it arrives to what is stored."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text

from core import forms
from core.model import Prompt
from core.reading.forms import blank_form
from core.store import parking
from core.store.automatic import MOST_A_DAY
from core.store.engine import Database
from intake.worker import Done
from tests.support.answers import value_of
from tests.support.desks import done, load, walked, yes
from tests.support.mail_arrivals import ASKING, arrive, reply_address, written
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import MONDAY, address, person_id

HOME_HEAD, SLE, CARYS = "Hugh Marina", "Sana Leigh", person_id("Carys Orme")


@pytest.fixture
def mail(sqlite: Database) -> MailWorld:
    return make_mail_world(sqlite)


def reply(mail: MailWorld, prompt: Prompt, words: str, who: str, **more: Any) -> Done:
    """Let somebody write to a question's reply address."""
    body = written(words, who, message_id="r@schools.example", subject="Re: a question", **more)
    (found,) = arrive(mail, body, reply_address(mail, prompt))
    return found


def news(mail: MailWorld, what: str) -> list[Mapping[str, Any]]:
    """Return what the coordinator was told of a kind."""
    with mail.world.database.read() as connection:
        rows = connection.execute(
            text("SELECT facts FROM outbox WHERE recipient = :who ORDER BY id"), {"who": CARYS}
        ).all()
    told = [json.loads(row.facts) for row in rows]
    return [x for x in told if x.get("what") == what]


# --- too late -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "more", "proven", "from_party"),
    [
        (HOME_HEAD, {}, True, True),
        (HOME_HEAD, {"proven": False}, False, True),
        ("Hugh Marina", {"sender": "hugh.marina@lookalike.example"}, True, False),
        ("Bea Hillier", {}, True, False),
    ],
    ids=["the party", "unproven", "a stranger", "another head"],
)
def test_news_of_a_late_answer_says_who_wrote_and_whether_that_is_proven(
    mail: MailWorld, who: str, more: dict[str, Any], proven: bool, from_party: bool
) -> None:
    case, prompt = walked(mail.world, "w", "approve_release")
    done(mail.world, yes(mail.world, case, "released"))
    reply(mail, prompt, "No, I am sorry.", who, **more)
    (told,) = news(mail, "late_answer")
    assert told["address"] == more.get("sender", address(who))
    assert (told["proven"], told["from_party"]) == (proven, from_party)
    settled = load(mail.world, case.ref).find_prompt(prompt.id)
    assert settled is not None
    assert settled.state == "answered"


# --- visits -------------------------------------------------------------------------------------


def test_a_visit_told_by_mail_is_logged(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "log_visits")
    found = reply(mail, prompt, f"Half day on {MONDAY:%d/%m/%Y}.", SLE)
    assert found.done == "LogVisits: done"
    (visit,) = load(mail.world, case.ref).visit
    assert (visit.on, visit.half_days) == (MONDAY.date(), 1)


def test_a_visit_before_the_agreement_is_asked_about_and_not_logged(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "log_visits")
    found = reply(mail, prompt, "Half day on 28/09/2026.", SLE)
    assert "which day" in found.done
    assert load(mail.world, case.ref).visit == ()


# --- forms --------------------------------------------------------------------------------------


def test_what_is_typed_into_a_form_that_the_reply_quotes_unmarked_is_taken(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "action_plan")
    with mail.world.database.read() as connection:
        process = mail.world.desk.library.pinned_process(connection, case.record.process)
    fields = forms.fields(process.slot_at(prompt.place).spec.fields)
    form = blank_form(fields)
    for one in fields:
        typed = "yes" if one.kind == "yes_no" else str(value_of(one.name))
        form = form.replace(f"== {one.title} ==\n", f"== {one.title} ==\n{typed}\n")
    letter = (
        f"\nFrom: The Network <{reply_address(mail, prompt)}>\n"
        "Sent: Monday, 5 October 2026 10:00\nTo: Sana Leigh\n"
        f"Subject: [{case.ref}] The plan\n\nDear Sana Leigh,\n\nThe form:\n\n{form}\n"
    )
    found = reply(mail, prompt, letter, SLE)
    assert found.done == "AnswerPrompt: done"
    kept = load(mail.world, case.ref).latest_form("action_plan", prompt.about)
    assert kept is not None
    assert kept.values["targets"] == value_of("targets")
    settled = load(mail.world, case.ref).find_prompt(prompt.id)
    assert settled is not None
    assert settled.state == "answered"


# --- whose address ------------------------------------------------------------------------------


def test_a_reply_address_counts_at_no_other_alliances_mailbox(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "approve_release")
    strayed = reply_address(mail, prompt).replace("east-sussex", "linwood")
    (found,) = arrive(mail, written("Yes, gladly.", HOME_HEAD, message_id="s@a.example"), strayed)
    assert found.case is None
    kept = load(mail.world, case.ref).find_prompt(prompt.id)
    assert kept is not None
    assert kept.state == "open"
    with mail.world.database.read() as connection:
        (item,) = parking.waiting(connection)
    assert item["alliance"] == "east-sussex"
    assert "came to another alliance" in item["why"]


# --- what is kept for ever ----------------------------------------------------------------------


def test_no_key_that_is_kept_for_ever_names_whoever_wrote(mail: MailWorld) -> None:
    arrive(mail, written())
    _, prompt = walked(mail.world, "w", "approve_release")
    reply(mail, prompt, "Yes.", HOME_HEAD)
    with mail.world.database.read() as connection:
        query = text("SELECT command_key FROM audit_event UNION SELECT key FROM command_log")
        keys = list(connection.execute(query).scalars())
    assert sum(x.startswith("email:") for x in keys) == 2
    assert not [x for x in keys if "@" in x or "harriet" in x.lower() or "hugh" in x.lower()]


def test_an_address_answered_too_often_is_parked_without_being_named_in_the_key(
    mail: MailWorld,
) -> None:
    for number in range(MOST_A_DAY + 1):
        arrive(mail, written(f"{ASKING} Case {number}.", message_id=f"{number}@s.example"))
    with mail.world.database.read() as connection:
        keys = list(connection.execute(text("SELECT dedup FROM parked")).scalars())
    assert any(x.startswith("automatic:") for x in keys)
    assert not [x for x in keys if "@" in x]


# --- plainness ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "who", "words"),
    [
        ("make_contact", SLE, "Contacted? By whom?"),
        ("make_contact", SLE, "Done with this, I resign."),
        ("log_visits", SLE, "All visits were cancelled because the head is ill."),
        ("log_visits", SLE, "All of this is on hold."),
    ],
)
def test_what_is_no_plain_answer_settles_nothing(
    mail: MailWorld, kind: str, who: str, words: str
) -> None:
    case, prompt = walked(mail.world, "w", kind)
    reply(mail, prompt, words, who)
    asked = load(mail.world, case.ref).find_prompt(prompt.id)
    assert asked is not None
    assert asked.open
