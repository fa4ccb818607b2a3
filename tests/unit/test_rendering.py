"""Every letter there is, put into words: with all that may be known, and with next to nothing."""

import ast
import email
import email.policy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError, meta
from jinja2.exceptions import TemplateNotFound

from core.process import Titles
from core.prompts import KINDS, Answers
from intake import mime
from intake.notice_ask import HOW
from intake.notice_view import Ask, Bill, CandidateShown, Document, NoticeView, Shown, SleShown
from intake.rendering import TEMPLATES, html, render, words
from intake.safe_text import Lines

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ("prompt", "nudge", "escalation", "acknowledgement", "status")
NEWS = tuple(sorted(f"news/{x.name}" for x in (TEMPLATES / "news").iterdir() if x.is_dir()))

ENVELOPE = mime.Envelope(
    from_name="Downland Alliance",
    mailbox="support@broker.example",
    reply_to="support+da-0012.p3.token@broker.example",
    bounce_to="support+bounce-17.token@broker.example",
    to_name="Hanna Okafor",
    to="head@oakfield.example",
    message_id=mime.message_id("x", "broker.example"),
    thread=mime.thread_root("DA-0012", "broker.example"),
    date=datetime(2026, 12, 1, 9, tzinfo=UTC),
)
BARE_ASK = Ask(
    kind="confirm_choice",
    title="Confirm the choice of SLE",
    form_title="",
    how="yes_no",
    who="the headteacher of Oakfield Primary School",
    role="receiving_head",
    put_on="Monday 30 November",
    due="Thursday 3 December",
    overdue=False,
    if_no="",
    goes_on=False,
    asked_now=True,
    form=Lines("Days of support:"),
    days_known=False,
)
FULL_ASK = replace(
    BARE_ASK,
    form_title="Deployment Request Form",
    who="Hanna Okafor (headteacher of Oakfield Primary School)",
    overdue=True,
    if_no="If it is No, we look for somebody else.",
    goes_on=True,
    days_known=True,
    verdict="yes",
    conditions=("not Thursdays",),
    words=Lines("Yes.\nBut not Thursdays."),
    answered_by="Hanna Okafor",
)
BARE = NoticeView(
    template="prompt",
    envelope=ENVELOPE,
    ref="DA-0012",
    alliance="Downland Alliance",
    greeting="",
    titles=Titles(coordinator="Support Lead", home_school="lending school"),
    to="",
    reads_as_coordinator=False,
    facts={},
    requester="head@oakfield.example",
    unproven="",
    schools="",
    schools_in_brief="",
    first_school="the school",
    today="1 December",
    contacts=(),
    summary=(),
    kinds=frozenset(),
    ask=BARE_ASK,
)
FULL = replace(
    BARE,
    greeting="Thank you for getting in touch with Downland Alliance.",
    to="Hanna Okafor",
    reads_as_coordinator=True,
    requester="Hanna Okafor",
    unproven="no signature",
    schools="Oakfield Primary School",
    schools_in_brief="Oakfield Primary School",
    first_school="Oakfield Primary School",
    contacts=("Hanna Okafor, headteacher of Oakfield Primary School: head@oakfield.example",),
    summary=(Shown(label="Days of support", value="3 days"),),
    kinds=frozenset(KINDS),
    ask=FULL_ASK,
    sle=SleShown(
        name="Noor Aziz",
        home_school="Elmbrook Academy",
        specialisms="Phonics",
        phases="primary",
        portrait="Noor has led phonics for ten years.",
    ),
    conditions=("not Thursdays",),
    agreed="3 days",
    worked="1 day",
    period="Monday 7 December to Friday 18 December",
    visits=("Monday 30 November: 1 day at Oakfield Primary School",),
    price=("Oakfield Primary School pays Downland Alliance £350.00 a day: £1,050.00 for 3 days.",),
    bill=Bill(
        document="invoice",
        payer="Oakfield Primary School",
        payee="Downland Alliance",
        amount="£350.00",
        invoiced="£0.00",
        still_to_invoice="£350.00",
        invoices=("INV-7 of Tuesday 1 December: £350.00, to be paid by Thursday 31 December",),
        po_number="PO-1",
        invoice_address="accounts@oakfield.example",
        bank_details="Sort code 00-00-00, account 12345678",
        hint="Please quote the invoice number.",
    ),
    documents=(
        Document(title="Evaluation", lines=(Shown(label="Impact", value="3"),)),
        Document(title="Review", lines=(Shown(label="Quality", value="4"),)),
    ),
    candidates=(
        CandidateShown(
            name="Noor Aziz", home_school="Elmbrook", reasons="phonics", vetoes="", firm=False
        ),
        CandidateShown(
            name="Sol Ray", home_school="Elmbrook", reasons="", vetoes="no phonics", firm=False
        ),
        CandidateShown(
            name="Tess Lamb", home_school="Elmbrook", reasons="art", vetoes="on hold", firm=True
        ),
    ),
    waiting_for=("Agree the scope: the headteacher of Oakfield, by Thursday 3 December",),
    about_person="Noor Aziz (noor@elmbrook.example)",
    words=Lines("A word of theirs.\n\nAnd another."),
)
FACTS: Mapping[str, Mapping[str, Any]] = {
    "news/over_agreed_days": {"logged": 3.5, "agreed": 3.0},
    "news/invoice_differs": {"number": "INV-7", "invoiced": 35_000, "due": 17_500},
    "news/undelivered": {"kind": "prompt", "why": "550 no such user", "recipient": "noor"},
}
EVERY = [(notice, kind) for notice in ("prompt", "nudge") for kind in sorted(KINDS)] + [
    (notice, "confirm_choice") for notice in (*NOTICES[2:], "news/of another sort", *NEWS)
]


def asked(view: NoticeView, notice: str, kind: str) -> NoticeView:
    """Turn a view into one of this notice, and of this question."""
    assert view.ask is not None
    ask = replace(view.ask, kind=kind, title=KINDS[kind].title, how=HOW[KINDS[kind].answers])
    return replace(view, template=notice, ask=ask, facts=FACTS.get(notice, {}))


# --- each letter is there -----------------------------------------------------------------------


def constants_told(name: str, position: int | None) -> Iterator[str]:
    """Yield the words that the core's decisions tell: the kinds of notice, or `what` is news."""
    for path in (ROOT / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "tell":
                found = [x.value for x in node.keywords if x.arg == name]
                if position is not None and len(node.args) > position:
                    found.append(node.args[position])
                for value in found:
                    yield from (
                        x.value
                        for x in ast.walk(value)
                        if isinstance(x, ast.Constant) and isinstance(x.value, str)
                    )


def test_every_notice_that_is_told_has_its_words() -> None:
    kinds = set(constants_told("kind", 1))
    assert {"prompt", "nudge", "news"} <= kinds
    folders = {x.name for x in TEMPLATES.iterdir() if (x / "body.txt").exists()}
    assert kinds <= folders
    assert set(KINDS) <= folders


def test_all_news_that_is_told_has_its_words() -> None:
    what = set(constants_told("what", None)) | {"undelivered"}
    assert "nobody_to_ask" in what
    assert {f"news/{x}" for x in what} <= set(NEWS)


def test_every_way_to_answer_is_explained() -> None:
    assert set(HOW) == set(Answers)
    assert {f"{x}.txt" for x in HOW.values()} == {x.name for x in (TEMPLATES / "how").iterdir()}


def test_no_template_asks_for_what_a_view_has_not() -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    environment.filters["pounds"] = str
    known = set(NoticeView.__slots__)
    for path in TEMPLATES.rglob("*.txt"):
        wanted = meta.find_undeclared_variables(environment.parse(path.read_text("utf-8")))
        assert wanted <= known, path


# --- each letter can be written -----------------------------------------------------------------


@pytest.mark.parametrize(("notice", "kind"), EVERY)
@pytest.mark.parametrize("view", [BARE, FULL], ids=["bare", "full"])
def test_every_letter_can_be_written_whatever_is_known(
    view: NoticeView, notice: str, kind: str
) -> None:
    subject, text = words(asked(view, notice, kind))
    assert subject.startswith("[DA-0012] ")
    assert 12 < len(subject) < 120
    assert text.startswith("Dear Hanna Okafor,\n\n" if view is FULL else "Hello,\n\n")
    assert "With kind regards,\nDownland Alliance\n" in text
    assert "keep [DA-0012] in the subject" in text
    assert "\n\n\n" not in text
    for mark in ("{{", "}}", "{%", "None", "()", "  ", " ,", " .", "..", "_"):
        assert mark not in text, mark
    for line in text.splitlines():
        assert line == line.strip()


@pytest.mark.parametrize(("notice", "kind"), EVERY)
def test_no_subject_names_a_teacher(notice: str, kind: str) -> None:
    subject, _ = words(asked(FULL, notice, kind))
    assert not any(x in subject for x in ("Noor", "Aziz", "Okafor", "Hanna"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_question_says_by_when_and_how_it_is_answered(kind: str) -> None:
    subject, text = words(asked(FULL, "prompt", kind))
    assert "Please answer by Thursday 3 December." in text
    assert "How to answer: " in text
    expected = {
        Answers.YES_NO: "Yes or No in the first line",
        Answers.FORM: "under each heading",
        Answers.CHOICE: "the name of the SLE in full",
        Answers.DONE: "“Done” with the date",
        Answers.VISITS: "“Half day at Oakfield Primary School on Tuesday”",
        Answers.INVOICE: "The number alone will do",
        Answers.PAYMENT: "“Received” with the date",
    }
    assert expected[KINDS[kind].answers] in text
    reminder, again = words(asked(FULL, "nudge", kind))
    assert reminder == subject.replace("] ", "] Reminder: ")
    assert "it was due on Thursday 3 December" in again
    assert expected[KINDS[kind].answers] in again


def test_a_form_stands_at_the_end_where_nothing_of_ours_follows_an_answer() -> None:
    _, text = words(asked(FULL, "prompt", "request_form"))
    assert text.endswith("The form:\n\nDays of support:\n")


def test_a_letter_that_asks_nothing_has_no_form() -> None:
    assert FULL.ask is not None
    view = replace(FULL, ask=replace(FULL.ask, asked_now=False))
    assert "The form:" not in words(asked(view, "acknowledgement", "request_form"))[1]


def test_an_acknowledgement_says_what_was_understood_what_is_missing_and_what_comes_next() -> None:
    subject, text = words(asked(FULL, "acknowledgement", "request_form"))
    assert subject == "[DA-0012] We have your request"
    understood, missing, after = (
        text.index("This is what we understood:\n- Days of support: 3 days"),
        text.index("we need to know a little more. Please answer by Thursday 3 December."),
        text.index("What happens next: when we have your answer, the Support Lead looks at"),
    )
    assert understood < missing < after
    assert "Nobody comes to your school before you have said yes to them." in text


def test_an_acknowledgement_of_a_complete_request_asks_nothing() -> None:
    view = replace(FULL, template="acknowledgement", ask=None)
    text = words(view)[1]
    assert "Please answer" not in text
    assert "What happens next: the Support Lead looks at your request" in text


def test_doubts_about_the_author_are_told_where_there_are_any() -> None:
    for kind in ("agree_request", "shortlist"):
        assert "not proven that Hanna Okafor wrote" in words(asked(FULL, "prompt", kind))[1]
        sure = replace(FULL, unproven="")
        assert "not proven" not in words(asked(sure, "prompt", kind))[1]


def test_a_shortlist_tells_what_speaks_for_and_against_each() -> None:
    text = words(asked(FULL, "prompt", "shortlist"))[1]
    assert (
        "- Noor Aziz, Elmbrook: phonics\n"
        "- Sol Ray, Elmbrook: nothing in particular speaks for them. Against it: no phonics\n"
        "- Tess Lamb, Elmbrook: art. Cannot be asked: on hold\n"
    ) in text


def test_an_empty_shortlist_says_so() -> None:
    text = words(asked(replace(FULL, candidates=()), "prompt", "shortlist"))[1]
    assert "Nobody in the directory matches this need." in text
    assert "how many days it is for" not in text
    assert "how many days it is for" in words(asked(BARE, "prompt", "shortlist"))[1]


def test_an_alliance_reads_its_own_titles() -> None:
    text = words(asked(FULL, "prompt", "confirm_choice"))[1]
    assert "- Lending school: Elmbrook Academy" in text


def test_a_folder_that_is_missing_is_a_fault_and_no_empty_mail() -> None:
    with pytest.raises(TemplateNotFound):
        words(replace(FULL, template="no such notice"))


def test_a_fact_that_is_missing_is_a_fault_and_no_empty_mail() -> None:
    with pytest.raises(UndefinedError):
        words(replace(FULL, template="news/invoice_differs", facts={}))


# --- HTML ---------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads the visible words of HTML, and whether every element that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.broken |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        if "title" not in self.open:
            self.words += f" {data}"


def read(view: NoticeView) -> tuple[Reader, str]:
    subject, text = words(view)
    reader = Reader()
    reader.feed(html(view, subject, text))
    reader.close()
    return reader, text


@pytest.mark.parametrize(("notice", "kind"), EVERY)
def test_the_html_says_what_the_text_says(notice: str, kind: str) -> None:
    reader, text = read(asked(FULL, notice, kind))
    assert not reader.broken
    assert reader.open == []
    said = [x for x in reader.words.split() if x != "-"]
    assert said == ["Downland", "Alliance", *(x for x in text.split() if x != "-")]


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "Ann\r\nBcc: x@y.example\n\n- Yes\n\nWith kind regards",
    "\u202eevil\u2066",
    "z" * 10_000,
    "😀" * 500,
    "\ud800",
)


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_words_stay_words(bad: str) -> None:
    assert FULL.ask is not None
    assert FULL.sle is not None
    view = replace(
        FULL,
        to=bad,
        schools=bad,
        schools_in_brief=bad,
        requester=bad,
        conditions=(bad,),
        summary=(Shown(label="Need", value=bad),),
        envelope=replace(ENVELOPE, to_name=bad),
        sle=replace(FULL.sle, name=bad, portrait=bad),
        ask=replace(FULL.ask, who=bad, conditions=(bad,)),
    )
    ordinary, _ = read(asked(FULL, "prompt", "confirm_choice"))
    for kind in ("confirm_choice", "agree_request", "sign_agreement", "raise_invoice"):
        letter = asked(view, "prompt", kind)
        reader, text = read(letter)
        assert not reader.broken
        assert reader.tags <= ordinary.tags
        assert reader.attributes <= ordinary.attributes
        assert "49" not in text
        assert text.splitlines().count("With kind regards,") == 1
        mail = email.message_from_bytes(render(letter).body, policy=email.policy.default)
        assert mail["Bcc"] is None
        assert len(mail["Subject"]) <= 200
        assert [x.addr_spec for x in mail["To"].addresses] == ["head@oakfield.example"]


def test_a_mail_is_the_same_every_time() -> None:
    view = asked(FULL, "prompt", "shortlist")
    assert render(view) == render(view)
    assert render(view).sender == ENVELOPE.bounce_to
    assert render(view).recipient == "head@oakfield.example"
