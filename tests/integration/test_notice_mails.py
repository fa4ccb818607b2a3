"""From a case in the database to the mail that arrives: who is told what, and what is kept back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, update

from core import forms, outbox
from core.commands import NoteMail, Nudge, Readdress, Withdraw
from core.model import Channel
from core.outbox import Listed, State
from core.prompts import KINDS
from core.prompts.replies import Asking, Given, read_reply
from core.reading.forms import read_form
from core.settings import Settings
from core.store import directory_tables, mail_tables, tables
from core.store.cases import table_of
from core.store.engine import Database
from core.tokens import Tokens
from intake.mime import message_id
from intake.outlet import MailOutlet
from intake.parsing.html_text import html_to_text
from intake.plus_addresses import PlusAddresses
from scheduler.relay import Relay, RelayTally
from tests.support.brokering import ALLIANCE, MONDAY, REQUESTED, WHOLE, Brokering
from tests.support.receiving_server import Mailbox, Received, receiving

DOMAIN = "broker.example"
TOKENS = Tokens("a secret")
PEOPLE = table_of(directory_tables.PersonRow)
POSTS = table_of(directory_tables.PostRow)


class Post:
    """A county whose mail goes out to a real server."""

    def __init__(self, county: Brokering, mailbox: Mailbox, **settings: str) -> None:
        self.county = county
        self.mailbox = mailbox
        told = {"BROKER_SMTP_URL": mailbox.url, "BROKER_MAIL_DOMAIN": DOMAIN, **settings}
        outlet = MailOutlet(Settings.model_validate(told), county.library, TOKENS, county.clock)
        self.relay = Relay(county.database, county.clock, {Channel.EMAIL: outlet})

    def drain(self) -> RelayTally:
        return self.relay.drain_once()

    def mails(self, to: str = "") -> list[Received]:
        """Send what waits; return every mail so far (to one person)."""
        self.drain()
        return [x for x in self.mailbox.received if x.recipient.startswith(to)]

    def last(self, to: str = "") -> Received:
        return self.mails(to)[-1]

    def rows(self, *states: State) -> list[Listed]:
        with self.county.database.read() as connection:
            return outbox.listing(connection, states or tuple(State))


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(sqlite: Database, mailbox: Mailbox) -> Post:
    return Post(Brokering(sqlite), mailbox)


def local_part(address: str) -> str:
    return address.partition("@")[0]


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
    post.county.answer(prompt, values={"days": 6}, verdict="done")
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
    assert reading.values == {"need": "A new leader would like to plan with somebody.", "days": 5}
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


# --- what need not be sent any more -------------------------------------------------------------


def nudge(post: Post, ref: str, rung: int) -> None:
    [prompt] = post.county.open_prompts(ref)
    post.county.clock.set(datetime(2025, 3, 5 + rung, 10, tzinfo=UTC))
    post.county.handle(
        Nudge(
            key=post.county.key(), actor="system", channel=Channel.SYSTEM, case=ref,
            prompt=prompt.id, round=1, rung=rung,
        )
    )  # fmt: skip


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
    assert mail.mail["Subject"] == "[DA-0001] A mail could not be delivered"
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


# --- who sees what ------------------------------------------------------------------------------

PRIVATE = {
    **REQUESTED,
    "need": "NEED-TOLD",
    "who_needs_support": "WHO-TOLD",
    "unwanted_sle": "UNWANTED-TOLD",
    "po_number": "PO-TOLD",
    "funding": "boards",
}


@pytest.mark.parametrize(
    ("kind", "to", "sees"),
    [
        ("agree_request", "cora", {"NEED", "WHO", "UNWANTED", "PO"}),
        ("shortlist", "cora", {"NEED", "WHO", "UNWANTED", "PO"}),
        ("confirm_choice", "head@oakfield", {"NEED", "WHO", "UNWANTED", "PO"}),
        ("confirm_availability", "noor", {"NEED", "WHO"}),
        ("make_contact", "noor", {"NEED", "WHO"}),
        ("approve_release", "head@elmbrook", set[str]()),
        ("approve_funding", "board", set[str]()),
        ("raise_invoice", "finance@downland", {"PO"}),
        ("pay_invoice", "finance@oakfield", {"PO"}),
    ],
)
def test_each_party_sees_of_a_request_what_it_needs(
    post: Post, kind: str, to: str, sees: set[str]
) -> None:
    post.county.go_on_to(post.county.ask(request=PRIVATE), kind)
    text = post.last(to).text
    assert {x for x in ("NEED", "WHO", "UNWANTED", "PO") if f"{x}-TOLD" in text} == sees


def test_another_head_of_a_group_does_not_see_whom_the_requester_does_not_want(
    post: Post,
) -> None:
    post.county.go_on_to(
        post.county.ask(request=PRIVATE, requester="bo", requester_address="board@county.example"),
        "confirm_choice",
    )
    text = post.last("head@oakfield").text
    assert "NEED-TOLD" in text
    assert "UNWANTED-TOLD" not in text


def test_a_board_is_not_told_who_the_sle_is(post: Post) -> None:
    post.county.go_on_to(post.county.ask(request=PRIVATE), "approve_funding")
    text = post.last("board").text
    assert "Noor" not in text
    assert "The Standards Board pays Elmbrook Academy £200.00 a day as a grant: £600.00" in text


def test_doubts_about_the_author_are_told_to_the_coordinator_alone(post: Post) -> None:
    ref = post.county.ask(author_proven=False, author_why="the signature failed")
    assert "the signature failed" in post.last("cora").text
    post.county.go_on_to(ref, "confirm_choice")
    assert len(post.mails("head@oakfield")) == 2
    assert not any("signature failed" in x.text for x in post.mails("head@"))


def test_each_party_sees_its_own_money(post: Post) -> None:
    ref = post.county.ask()
    charge = "Oakfield Primary School pays Downland Alliance £350.00 a day: £1,050.00 for 3 days."
    part = "Downland Alliance pays Elmbrook Academy £300.00 a day: £900.00 for 3 days."
    for kind, to, shown in (
        ("shortlist", "cora", set[str]()),
        ("approve_release", "head@elmbrook", {part}),
        ("draft_agreement", "noor", {charge, part}),
        ("sign_agreement", "head@oakfield", {charge}),
    ):
        post.county.go_on_to(ref, kind)
        text = post.last(to).text
        assert {x for x in (charge, part) if f"- {x}\n" in text} == shown


def test_a_school_of_a_group_is_told_its_own_share(post: Post) -> None:
    ref = post.county.ask(schools=("oakfield", "harbour"))
    post.county.go_on_to(ref, "confirm_choice")
    text = post.last("head@harbour").text
    assert "to support Harbour View Infant School (3 days in all, shared with Oakfield" in text
    assert (
        "- Harbour View Infant School pays Downland Alliance £350.00 a day, "
        "for the days worked there.\n"
    ) in text
    post.county.go_on_to(ref, "draft_agreement")
    assert (
        "- Oakfield Primary School and Harbour View Infant School pay Downland Alliance "
        "£350.00 a day: £1,050.00 for 3 days.\n"
    ) in post.last("noor").text
    prompt = post.county.go_on_to(ref, "log_visits")
    post.county.log(prompt, [(MONDAY.date(), 2)])
    post.county.answer(prompt, verdict="done")
    post.county.go_on_to(ref, "evaluate")
    post.county.go_on_to(ref, "sign_off_evaluation")
    post.county.go_on_to(ref, "raise_invoice")
    shares = [x.text for x in post.mails("finance@downland")]
    assert any("- For 1 day worked: £350.00\n" in x for x in shares)


def test_a_subject_counts_the_schools_of_a_large_group(post: Post) -> None:
    post.county.ask(schools=("oakfield", "harbour", "elmbrook"))
    assert post.last("cora").mail["Subject"] == (
        "[DA-0001] A new request from 3 schools: shall we take it on?"
    )


def test_a_condition_is_carried_to_whoever_is_asked_next(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "confirm_choice")
    post.county.answer(prompt, verdict="yes", conditions=("not Thursdays",))
    assert "has said yes" in post.last("cora").text
    assert "- not Thursdays\n" in post.last("cora").text
    for kind, to in (("confirm_availability", "noor"), ("sign_agreement", "head@oakfield")):
        post.county.go_on_to(prompt.case, kind)
        assert "- not Thursdays\n" in post.last(to).text


def test_a_proposal_introduces_the_sle(post: Post) -> None:
    post.county.go_on_to(post.county.ask(), "confirm_choice")
    text = post.last("head@oakfield").text
    assert "Noor Aziz, Specialist Leader of Education:\n- Home school: Elmbrook Academy\n" in text
    assert "- Specialisms: " in text
    assert "Noor has led phonics for ten years." in text


def test_a_shortlist_is_drawn_up_from_the_directory(post: Post) -> None:
    with post.county.database.write() as connection:
        for number, status in enumerate(["active", "on_hold"]):
            id_ = f"extra{number}"
            connection.execute(insert(PEOPLE).values(id=id_, name=f"Extra {number}"))
            connection.execute(
                insert(table_of(directory_tables.SleRow)).values(
                    id=id_, person=id_, alliance="", home_school="elmbrook", phases=["secondary"],
                    portrait="", weekdays=[], status=status,
                )
            )  # fmt: skip
            connection.execute(
                insert(table_of(directory_tables.SleSpecialismRow)).values(
                    specialism="phonics", sle=id_
                )
            )
    post.county.go_on_to(post.county.ask(), "shortlist")
    text = post.last("cora").text
    best, other, barred = (text.index(x) for x in ("Noor Aziz", "- Extra 0", "- Extra 1"))
    assert best < other < barred
    assert "Against it: does not work in the primary phase" in text
    assert "Cannot be asked: designation is on hold" in text


def test_the_evaluation_is_there_to_be_read(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "evaluate")
    post.county.answer(prompt)
    post.county.go_on_to(prompt.case, "sign_off_evaluation")
    text = post.last("head@oakfield").text
    assert "Evaluation (Specialist Leader of Education, Monday 3 March):\n" in text
    assert "- Evidence of impact: Lesson visits.\n" in text
    assert "Evaluation (headteacher of Oakfield Primary School, Monday 3 March):\n" in text


def test_finance_is_told_what_who_and_when(post: Post) -> None:
    post.county.go_on_to(post.county.ask(), "pay_invoice")
    text = post.last("finance@oakfield").text
    for line in (
        "- Specialist Leader of Education: Noor Aziz, Elmbrook Academy",
        "- For 3 days worked: £1,050.00",
        "- Invoice INV-7 of Monday 3 March: £1,050.00, to be paid by Wednesday 2 April",
        "Where to pay: Sort code 00-00-00, account 12345678",
        "Please quote the invoice number with the payment.",
    ):
        assert f"{line}\n" in text


# --- news ---------------------------------------------------------------------------------------


def test_a_refusal_tells_the_coordinator_in_the_partys_own_words(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "approve_release")
    post.county.answer(prompt, verdict="no", text="Sorry, no.\n\nWe are short of cover.")
    mail = next(x for x in post.mails("cora") if "Declined" in x.mail["Subject"])
    assert "Gwen Pryce (headteacher of Elmbrook Academy) has said no" in mail.text
    assert "Sorry, no.\n\nWe are short of cover.\n" in mail.text
    assert "The request goes on" in mail.text


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
    assert "the directory knows nobody for it: no headteacher of Elmbrook Academy." in text


def test_a_notice_of_a_case_that_is_gone_is_a_fault_and_ends_in_the_list(post: Post) -> None:
    post.county.ask()
    with post.county.database.write() as connection:
        row = table_of(tables.OutboxRow)
        connection.execute(update(row).values(case="DA-9999"))
    assert post.drain().bugs == 2
    assert all("a fault of ours, reference " in x.why for x in post.rows(State.WAITING))
