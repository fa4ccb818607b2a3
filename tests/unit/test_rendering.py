"""Every letter there is, put into words: with all that may be known, and with next to nothing."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError, meta
from jinja2.exceptions import TemplateNotFound

from core.notices.ask import HOW
from core.notices.view import NoticeView
from core.notices.wording import TEMPLATES
from core.prompts import KINDS, Answers
from intake.rendering import TEMPLATES as FRAME
from intake.rendering import WORDING
from tests.support.views import BARE, EVERY, FULL, NEWS, asked

words = WORDING.words
ROOT = Path(__file__).resolve().parents[2]


# --- each letter is there -----------------------------------------------------------------------


def product() -> Iterator[ast.AST]:
    """Yield every node of the product's code."""
    for package in ("core", "bot", "intake", "scheduler", "sle_broker"):
        for path in (ROOT / package).rglob("*.py"):
            yield from ast.walk(ast.parse(path.read_text("utf-8")))


def words_in(*nodes: ast.AST) -> set[str]:
    """Return the words written out in these nodes."""
    return {
        x.value
        for node in nodes
        for x in ast.walk(node)
        if isinstance(x, ast.Constant) and isinstance(x.value, str)
    }


def kinds_told() -> set[str]:
    """Return the kinds of notice that are told anywhere."""
    found = set()
    for node in product():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "tell":
            kind = [x.value for x in node.keywords if x.arg == "kind"]
            found |= words_in(*kind, *node.args[1:2])
    return found


def news_told() -> set[str]:
    """Return what is news anywhere: `what` of a notice, of a mail to be noted, or of a helper."""
    found = set()
    for node in product():
        if isinstance(node, ast.keyword) and node.arg == "what":
            found |= words_in(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_note":
            found |= words_in(*node.args[3:])
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "tell_coordinator":
            found |= words_in(*node.args[:1])
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found |= words_in(*(value for key, value in pairs if key and words_in(key) == {"what"}))
        if isinstance(node, ast.FunctionDef) and node.name == "_remark":
            found |= words_in(*(x for x in node.body if isinstance(x, ast.Return)))
    return found


def test_every_notice_that_is_told_has_its_words() -> None:
    kinds = kinds_told()
    assert {"prompt", "nudge", "news"} <= kinds
    folders = {x.name for x in TEMPLATES.iterdir() if (x / "body.txt").exists()}
    assert kinds <= folders
    assert set(KINDS) <= folders


def test_all_news_that_is_told_has_its_words() -> None:
    """A question is answered with where things stand; what its writer is told is no news."""
    what = news_told() - {"question"}
    assert {"nobody_to_ask", "undelivered", "late_answer", "remark", "bounced"} <= what
    assert not {x for x in what if f"news/{x}" not in NEWS and not (TEMPLATES / x).is_dir()}
    assert set(NEWS) <= {f"news/{x}" for x in what}


def test_every_way_to_answer_is_explained() -> None:
    assert set(HOW) == set(Answers)
    assert {f"{x}.txt" for x in HOW.values()} == {x.name for x in (FRAME / "how").iterdir()}


def test_no_template_asks_for_what_a_view_has_not() -> None:
    environment = Environment(loader=FileSystemLoader((FRAME, TEMPLATES)), autoescape=True)
    environment.filters |= {"pounds": str, "capital": str}
    known = set(NoticeView.__slots__)
    for path in (*TEMPLATES.rglob("*.txt"), *FRAME.rglob("*.txt")):
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
        Answers.YES_NO: "Yes or No on the first line",
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


@pytest.mark.parametrize("kind", ["approve_release", "approve_funding"])
def test_who_is_asked_again_about_other_days_is_told_so(kind: str) -> None:
    assert FULL.ask is not None
    view = replace(FULL, ask=replace(FULL.ask, again=True))
    _, text = words(asked(view, "prompt", kind))
    assert "The arrangements have changed since" in text
    assert "The arrangements have changed since" not in words(asked(FULL, "prompt", kind))[1]


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
        text.index("What happens next: once we have your answer, the Support Lead will look at"),
    )
    assert understood < missing < after
    assert "Nobody will come to your school until you have agreed to them." in text


def test_an_acknowledgement_of_a_complete_request_asks_nothing() -> None:
    view = replace(FULL, template="acknowledgement", ask=None)
    text = words(view)[1]
    assert "Please answer" not in text
    assert "What happens next: the Support Lead will look at your request" in text


def test_doubts_about_the_author_are_told_where_there_are_any() -> None:
    for kind in ("agree_request", "shortlist"):
        assert "could not confirm that Hanna Okafor wrote" in words(asked(FULL, "prompt", kind))[1]
        sure = replace(FULL, unproven="")
        assert "could not confirm" not in words(asked(sure, "prompt", kind))[1]


def test_a_shortlist_tells_what_speaks_for_and_against_each() -> None:
    text = words(asked(FULL, "prompt", "shortlist"))[1]
    assert (
        "- Noor Aziz, Elmbrook: phonics\n"
        "- Sol Ray, Elmbrook: no particular strength for this request. But: no phonics\n"
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
