"""Who is told what of a case, and what is kept back from whom."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from core.commands import AnswerPrompt, NoteMail
from core.model import Channel
from core.store import directory_tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.brokering import MONDAY, REQUESTED, Brokering
from tests.support.posts import PEOPLE, Post
from tests.support.receiving_server import Mailbox, receiving


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(sqlite: Database, mailbox: Mailbox) -> Post:
    return Post(Brokering(sqlite), mailbox)


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
        ("raise_invoice", "finance@downland", set[str]()),
        ("pay_invoice", "finance@oakfield", set[str]()),
    ],
)
def test_each_party_sees_of_a_request_what_it_needs(
    post: Post, kind: str, to: str, sees: set[str]
) -> None:
    post.county.go_on_to(post.county.ask(request=PRIVATE), kind)
    text = post.last(to).text
    assert {x for x in ("NEED", "WHO", "UNWANTED", "PO") if f"{x}-TOLD" in text} == sees


@pytest.mark.parametrize(
    ("kind", "to"), [("raise_invoice", "finance@downland"), ("pay_invoice", "finance@oakfield")]
)
def test_finance_is_told_a_number_that_reads_as_one(post: Post, kind: str, to: str) -> None:
    post.county.go_on_to(post.county.ask(request={**PRIVATE, "po_number": "OAK-2025/117"}), kind)
    assert "OAK-2025/117" in post.last(to).text


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
    assert "could not confirm that" in post.last("cora").text
    post.county.go_on_to(ref, "confirm_choice")
    assert len(post.mails("head@oakfield")) == 2
    assert not any("could not confirm" in x.text for x in post.mails("head@"))
    assert not any("signature failed" in x.text for x in post.mails(""))


@pytest.mark.parametrize(("actor", "by_hand"), [("party", False), ("cora", True)])
def test_doubts_about_the_author_end_with_an_answer_of_their_own(
    post: Post, actor: str, by_hand: bool
) -> None:
    county = post.county
    ref = county.ask(author_proven=False)
    prompt = county.go_on_to(ref, "confirm_choice")
    assert prompt.person == county.case(ref).record.requester
    by = str(prompt.person) if actor == "party" else actor
    county.handle(
        AnswerPrompt(
            key=county.key(), actor=by, channel=Channel.EMAIL, case=ref, prompt=prompt.id,
            on_behalf=by_hand, verdict="yes",
        )
    )  # fmt: skip
    county.handle(
        NoteMail(
            key=county.key(), actor="x", channel=Channel.EMAIL, case=ref, what="remark", text="Hm"
        )
    )
    assert ("could not confirm" in post.last("cora").text) is by_hand


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


def test_a_condition_that_tells_a_story_goes_no_further_than_the_parties(post: Post) -> None:
    told = ("not Thursdays", "but Mrs T must never be told why")
    prompt = post.county.go_on_to(post.county.ask(), "confirm_choice")
    post.county.answer(prompt, verdict="yes", conditions=told)
    news = post.last("cora").text
    assert "- but Mrs T must never be told why\n" in news
    assert "please pass it on yourself" in news
    post.county.go_on_to(prompt.case, "approve_release")
    text = post.last("head@elmbrook").text
    assert "- not Thursdays\n" in text
    assert "Mrs T" not in text


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
    assert "But: does not work in the primary phase" in text
    assert "Cannot be asked: designation is on hold" in text


def test_the_evaluation_is_there_to_be_read(post: Post) -> None:
    prompt = post.county.go_on_to(post.county.ask(), "evaluate")
    post.county.answer(prompt)
    post.county.go_on_to(prompt.case, "sign_off_evaluation")
    text = post.last("head@oakfield").text
    assert "Evaluation (Specialist Leader of Education, Monday 3 March):\n" in text
    assert "- Evidence of impact: Lesson visits.\n" in text
    assert "Evaluation (headteacher of Oakfield Primary School, Monday 3 March):\n" in text


def test_each_school_of_a_group_has_an_evaluation_of_its_own_to_be_read(post: Post) -> None:
    ref = post.county.ask(schools=("oakfield", "harbour"))
    prompt = post.county.go_on_to(ref, "evaluate")
    post.county.answer(prompt)
    post.county.answer(post.county.go_on_to(ref, "forward_evaluation"))
    said = {"oakfield": "Splendid.", "harbour": "Patchy."}
    for asked in post.county.open_prompts(ref):
        values = {"evidence": said[asked.school or ""], "use_again": "yes"}
        post.county.answer(asked, verdict="done", values=values)
    post.county.go_on_to(ref, "sign_off_evaluation")
    for head in ("head@oakfield", "head@harbour"):
        text = post.last(head).text
        heads = {"Oakfield Primary": "Splendid.", "Harbour View Infant": "Patchy."}
        for school, words in heads.items():
            own = text.partition(f"Evaluation (headteacher of {school} School,")[2]
            assert own.splitlines()[1] == f"- Evidence of impact: {words}"


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
