"""The words of every notice in Slack: short, and answered with buttons instead of replies."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, meta

from bot.views.shown import Ending
from bot.views.wording import TEMPLATES, WORDING, body_text, ended
from core.model import Channel, PromptState
from core.notices import wording
from core.notices.ask import HOW
from core.notices.view import NoticeView
from tests.support.slack_views import AT
from tests.support.views import BARE, EVERY, FULL, asked

REPLYING = re.compile(
    r"(?i:please reply|you reply|under your)|this email|ignore|form below|at the end|headings"
    r"|\bDear\b|regards"
)


@pytest.mark.parametrize(("notice", "kind"), EVERY)
@pytest.mark.parametrize("view", [BARE, FULL], ids=["bare", "full"])
def test_every_notice_can_be_worded_for_slack_whatever_is_known(
    view: NoticeView, notice: str, kind: str
) -> None:
    subject, text = WORDING.words(asked(view, notice, kind))
    assert 12 < len(subject) < 120
    assert len(text.strip()) > 20
    assert "\n\n\n" not in text
    for mark in ("{{", "}}", "{%", "None", "()", "  ", " ,", " .", ".."):
        assert mark not in text, mark


@pytest.mark.parametrize(("notice", "kind"), EVERY)
def test_no_notice_in_slack_asks_for_a_reply_or_has_a_letters_frame(notice: str, kind: str) -> None:
    _, text = WORDING.words(asked(FULL, notice, kind))
    assert not REPLYING.search(text), REPLYING.search(text)


def test_the_frame_of_a_letter_would_be_noticed() -> None:
    assert REPLYING.search("Dear Hanna Okafor,")
    assert REPLYING.search("please reply and say so")


def test_every_way_to_answer_has_its_line_in_slack() -> None:
    assert {f"{x}.txt" for x in HOW.values()} == {x.name for x in (TEMPLATES / "how").iterdir()}


def test_slack_replaces_only_templates_that_there_are() -> None:
    own = {x.relative_to(TEMPLATES) for x in TEMPLATES.rglob("*.txt")}
    frame = {x for x in own if x.parts[0] in ("how", "layout.txt")}
    assert all((wording.TEMPLATES / x).exists() for x in own - frame)


def test_no_template_of_slack_asks_for_what_a_view_has_not() -> None:
    environment = Environment(
        loader=FileSystemLoader((TEMPLATES, wording.TEMPLATES)), autoescape=True
    )
    environment.filters |= {"pounds": str, "capital": str}
    known = set(NoticeView.__slots__)
    for path in TEMPLATES.rglob("*.txt"):
        wanted = meta.find_undeclared_variables(environment.parse(path.read_text("utf-8")))
        assert wanted <= known, path


# --- layout -----------------------------------------------------------------------------------


def test_a_list_shows_as_a_list_with_its_labels_and_its_heading_in_bold() -> None:
    assert body_text("About the request:\n- Days: 3 days\n- not Thursdays") == (
        "*About the request:*\n• *Days:* 3 days\n• not Thursdays"
    )


def test_a_sentence_in_a_list_is_not_taken_for_a_label() -> None:
    told = "- We have spoken to the head, who would like one thing above all: an early start"
    assert "*" not in body_text(told)


def test_somebodys_words_in_a_list_cannot_make_anything_bold_or_ping_anybody() -> None:
    shown = body_text("- Days: *3* <!channel>\n> `x`")
    assert shown == "• *Days:* \u22173\u2217 &lt;!channel&gt;\n\u203a 'x'"


# --- endings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        (
            Ending(
                state=PromptState.ANSWERED,
                at=AT,
                by="Hanna Okafor",
                channel=Channel.EMAIL,
                verdict="yes",
            ),
            "Answered Yes by Hanna Okafor on 3 November at 14:05, by email",
        ),
        (
            Ending(state=PromptState.DECLINED, at=AT, by="Gwen Pryce", channel=Channel.SLACK),
            "Answered No by Gwen Pryce on 3 November at 14:05, in Slack",
        ),
        (
            Ending(state=PromptState.ANSWERED, at=AT, verdict="done"),
            "Answered on 3 November at 14:05",
        ),
        (Ending(state=PromptState.WITHDRAWN, at=AT), "No longer needed since 3 November at 14:05"),
        (
            Ending(state=PromptState.SUPERSEDED, at=AT),
            "Asked anew on 3 November at 14:05, since something has changed",
        ),
        (
            Ending(state=PromptState.OPEN, at=AT, passed_to="Hari Dunn"),
            "Passed on to Hari Dunn on 3 November at 14:05",
        ),
    ],
)
def test_an_ending_says_what_by_whom_when_and_through_which_channel(
    ending: Ending, told: str
) -> None:
    assert ended(ending) == told
