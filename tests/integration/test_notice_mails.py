"""From a case to the mail that arrives: whole, threaded, and to be answered as it says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core import forms
from core.outbox import State
from core.prompts import KINDS
from core.prompts.replies import Asking, Given, read_reply
from core.reading.forms import read_form
from core.store.engine import Database
from intake.mime import message_id
from intake.parsing.html_text import html_to_text
from intake.plus_addresses import PlusAddresses
from tests.support.brokering import ALLIANCE, MONDAY, REQUESTED, WHOLE, Brokering
from tests.support.posts import DOMAIN, TOKENS, Post, local_part
from tests.support.receiving_server import Mailbox, receiving


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(sqlite: Database, mailbox: Mailbox) -> Post:
    return Post(Brokering(sqlite), mailbox)


# --- a whole case -------------------------------------------------------------------------------


@pytest.mark.parametrize("funding", ["own", "boards"])
def test_every_mail_of_a_whole_case_arrives(
    database: Database, mailbox: Mailbox, funding: str
) -> None:
    post = Post(Brokering(database), mailbox)
    county = post.county
    ref = county.ask(request={**REQUESTED, "need": "", "funding": funding})
    asked = set()
    while prompts := county.open_prompts(ref):
        asked |= {x.kind for x in prompts}
        values = {"verdict": "done", "values": {"need": "A new leader."}}
        county.answer(prompts[0], **(values if prompts[0].kind == "request_form" else {}))
        county.clock.advance(timedelta(hours=1))
    wanted = set(KINDS) - ({"approve_funding"} if funding == "own" else {"supply_invoice"})
    assert asked == wanted
    received = post.mails()
    assert {x.state for x in post.rows()} == {State.SENT, State.SKIPPED}
    assert len({x.mail["Message-ID"] for x in received}) == len(received)
    for mail in received:
        assert mail.mail["Subject"].startswith(f"[{ref}] ")
        assert mail.mail["From"].addresses[0].addr_spec == f"support@{DOMAIN}"
        assert mail.mail["To"].addresses[0].addr_spec == mail.recipient
        assert f"[{ref}]" in mail.text


def test_a_reply_goes_to_an_address_that_proves_question_and_party(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "confirm_choice")
    mail = post.last("head@oakfield").mail
    extension = local_part(mail["Reply-To"].addresses[0].addr_spec).partition("+")[2]
    token = TOKENS.decode(extension)
    assert token is not None
    assert (token.case, token.prompt) == (prompt.case, prompt.id)
    assert TOKENS.proves(token, "hanna")


def test_a_bounce_leads_back_to_its_row(post: Post) -> None:
    post.county.ask()
    addresses = PlusAddresses(TOKENS, DOMAIN)
    received = post.mails()
    rows = [addresses.row_of_bounce_address(local_part(x.sender)) for x in received]
    assert rows == [x.id for x in post.rows(State.SENT)]


def test_a_mail_joins_the_thread_it_belongs_to(post: Post) -> None:
    post.county.go_on_to(post.county.ask(), "approve_release")
    own = {x.mail["In-Reply-To"] for x in post.mails("head@oakfield")}
    others = {x.mail["References"] for x in post.mails() if not x.recipient.startswith("head@oak")}
    assert own == {"<first@oakfield.example>"}
    assert others == {f"<case.da-0001@{DOMAIN}>"}


def test_a_hostile_thread_is_not_joined(post: Post) -> None:
    post.county.ask(thread="<a@b>\r\nBcc: everybody@oakfield.example")
    mail = post.last("head@oakfield").mail
    assert mail["References"] == f"<case.da-0001@{DOMAIN}>"
    assert mail["Bcc"] is None


def test_a_notice_has_the_same_id_at_every_try(post: Post) -> None:
    post.mailbox.drop_after_keeping = 1
    post.county.ask()
    post.drain()
    post.county.clock.advance(timedelta(minutes=1))
    first, second, *_ = post.mails("head@oakfield") or post.mails()
    ids = {x.mail["Message-ID"] for x in (first, second)}
    dedup = post.county.outbox()[0]["dedup"]
    assert message_id(dedup, DOMAIN) in ids
    sent = [x.mail["Message-ID"] for x in post.mails()]
    assert len(set(sent)) == len(sent) - 1


def test_a_mail_is_dated_by_the_clock(post: Post) -> None:
    post.county.ask()
    assert post.last().mail["Date"].datetime == post.county.clock.now()


def test_an_alliance_writes_from_its_own_domain_and_name(
    sqlite: Database, mailbox: Mailbox
) -> None:
    alliance = replace(ALLIANCE, mailboxes=("sle@downland.example",))
    post = Post(Brokering(sqlite, WHOLE, alliance), mailbox, BROKER_MAIL_FROM_NAME="Downland (SLE)")
    post.county.ask()
    mail = post.last().mail
    assert mail["From"].addresses[0].addr_spec == "sle@downland.example"
    assert mail["From"].addresses[0].display_name == "Downland (SLE)"
    assert mail["Reply-To"].addresses[0].addr_spec.startswith("sle+da-0001.")
    assert mail["Reply-To"].addresses[0].addr_spec.endswith("@downland.example")


# --- the acknowledgement ------------------------------------------------------------------------


def test_what_is_missing_is_asked_once_and_together_with_the_acknowledgement(post: Post) -> None:
    post.county.ask(request={"specialisms": ["phonics"], "funding": "own"})
    [mail] = post.mails()
    assert mail.recipient == "head@oakfield.example"
    assert mail.mail["Subject"] == "[DA-0001] We have your request"
    assert "- Subject or specialism: Phonics\n" in mail.text
    form = mail.text.partition("The form:")[2]
    assert "Days of support" in form
    assert "What you would like support with" in form
    assert "Subject or specialism" not in form


def test_a_complete_request_is_acknowledged_without_a_question(post: Post) -> None:
    post.county.ask()
    text = post.mails("head@oakfield")[0].text
    assert "- Days of support: 3 days\n" in text
    assert "The form:" not in text


def test_a_requester_whom_the_directory_does_not_know_is_answered(post: Post) -> None:
    post.county.ask(
        requester=None,
        requester_name="Pat Office",
        requester_address="office@oakfield.example",
        request={"specialisms": ["phonics"]},
    )
    [mail] = post.mails()
    assert mail.recipient == "office@oakfield.example"
    assert mail.text.startswith("Dear Pat Office,")
    token = TOKENS.decode(local_part(mail.mail["Reply-To"].addresses[0].addr_spec).split("+")[1])
    assert token is not None
    assert TOKENS.proves(token, "office@oakfield.example")


def test_after_a_partial_answer_only_the_rest_is_asked(post: Post) -> None:
    ref = post.county.ask(request={"specialisms": ["phonics"], "funding": "own"})
    [prompt] = post.county.open_prompts(ref)
    post.county.answer(prompt, values={"half_days": 6}, verdict="done")
    text = post.last("head@oakfield").text
    assert "Thank you for your answer. A little is still missing" in text
    form = text.partition("The form:")[2]
    assert "What you would like support with" in form
    assert "Days of support" not in form


def test_an_acknowledgement_whose_question_was_answered_meanwhile_asks_nothing(post: Post) -> None:
    ref = post.county.ask(request={"specialisms": ["phonics"]})
    [prompt] = post.county.open_prompts(ref)
    post.county.answer(prompt)
    mail = post.mails("head@oakfield")[0]
    assert "The form:" not in mail.text
    token = TOKENS.decode(local_part(mail.mail["Reply-To"].addresses[0].addr_spec).split("+")[1])
    assert token is not None
    assert token.prompt is None


# --- answering as the mails say -----------------------------------------------------------------


def filled(text: str, answers: dict[str, str]) -> str:
    """Write answers under the headings of a mail's form, leaving all else as it is."""
    for title, answer in answers.items():
        assert f"== {title} ==" in text
        before, _, after = text.partition(f"== {title} ==")
        printed, _, rest = after.partition("\n==")
        text = f"{before}== {title} =={printed}\n{answer}\n=={rest}"
    return text


@pytest.mark.parametrize("part", ["plain", "html"])
def test_a_form_filled_in_within_the_mail_is_read_back(post: Post, part: str) -> None:
    post.county.ask(request={"specialisms": ["phonics"], "funding": "own"})
    mail = post.last("head@oakfield")
    body = mail.mail.get_body((part,))
    assert body is not None
    text = str(body.get_content()).replace("\r\n", "\n")
    reply = filled(
        html_to_text(text) if part == "html" else text,
        {
            "What you would like support with": "A new leader would like to plan with somebody.",
            "Days of support": "2.5",
        },
    )
    reading = read_form(reply, forms.fields(["need", "days"]))
    assert reading.values == {
        "need": "A new leader would like to plan with somebody.",
        "half_days": 5,
    }
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("kind", "to"), [("scope", "dirk"), ("evaluate", "head@oakfield"), ("raise_invoice", "finance")]
)
def test_what_is_known_already_is_not_taken_for_an_answer_when_the_letter_comes_back(
    post: Post, kind: str, to: str
) -> None:
    ref = post.county.ask(request={**REQUESTED, "outcomes": "Happier readers.", "when": "Spring"})
    prompt = post.county.go_on_to(ref, kind)
    if kind == "evaluate":
        post.county.answer(prompt)
        prompt = post.county.go_on_to(ref, kind)
    text = post.last(to).text
    known = {"scope": "Happier readers.", "evaluate": "Lesson visits.", "raise_invoice": "£1,050"}
    assert known[kind] in text
    fields = tuple(x for x in forms.FIELDS.values() if f"== {x.title} ==" in text)
    assert fields
    assert read_form(text, fields).values == {}
    assert read_form(f"> {text}".replace("\n", "\n> "), fields).values == {}


@pytest.mark.parametrize(
    ("kind", "to", "reply"),
    [
        ("confirm_choice", "head@oakfield", "Yes"),
        ("confirm_choice", "head@oakfield", "No"),
        ("confirm_choice", "head@oakfield", "Yes, but not Thursdays"),
        ("confirm_choice", "head@oakfield", "Yes, 4 days at most"),
        ("shortlist", "cora", "Noor Aziz"),
        ("make_contact", "noor", "Done on 3 March"),
        ("log_visits", "noor", "Finished"),
        ("confirm_receipt", "finance@downland", "Received"),
    ],
)
def test_what_a_mail_suggests_to_reply_is_understood(
    post: Post, kind: str, to: str, reply: str
) -> None:
    post.county.go_on_to(post.county.ask(), kind)
    text = post.last(to).text
    suggested = "name of the SLE" if kind == "shortlist" else reply.split(" on ", maxsplit=1)[0]
    assert suggested in text.replace("“", "").replace("”", "")
    asking = Asking(KINDS[kind], (), MONDAY.date(), {"noor": "Noor Aziz"})
    assert isinstance(read_reply(reply, asking), Given)
