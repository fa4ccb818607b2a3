"""The same letters as HTML, and with hostile words in them."""

import email
import email.policy
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from core.notices.view import NoticeView, Shown
from core.prompts import KINDS
from intake.rendering import WORDING, html, render
from tests.support.views import ENVELOPE, EVERY, FULL, asked

words = WORDING.words


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


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_by_when_and_how_to_answer_stands_out(kind: str) -> None:
    view = asked(FULL, "prompt", kind)
    shown = html(view, *words(view))
    assert "<strong>Please answer by Thursday 3 December.</strong>" in shown
    assert "<strong>How to answer:</strong> " in shown


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
        mail = email.message_from_bytes(
            render(letter, replace(ENVELOPE, to_name=bad)).body, policy=email.policy.default
        )
        assert mail["Bcc"] is None
        assert len(mail["Subject"]) <= 200
        assert [x.addr_spec for x in mail["To"].addresses] == ["head@oakfield.example"]


def test_a_mail_is_the_same_every_time() -> None:
    view = asked(FULL, "prompt", "shortlist")
    assert render(view, ENVELOPE) == render(view, ENVELOPE)
    assert render(view, ENVELOPE).sender == ENVELOPE.bounce_to
    assert render(view, ENVELOPE).recipient == "head@oakfield.example"
