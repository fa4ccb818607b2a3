"""A form of one question, answered without its heading."""

from typing import Any

import pytest

from core.forms import FIELDS
from core.reading.forms import Field, FormReading, read_form

TEXT = Field("said", "Said", "text")
KINDS = {
    "days": FIELDS["days"],
    "yes_no": FIELDS["use_again"],
    "specialisms": FIELDS["specialisms"],
    "phase": FIELDS["phase"],
}


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("days", "Three", 6),
        ("days", "3\n\nBest wishes\nGwen", 6),
        ("days", "Two and a half days please.\n\n> == Days of support ==", 5),
        ("yes_no", "Yes", True),
        ("specialisms", "Maths\n\nThanks\nGwen", ("mathematics",)),
    ],
)
def test_the_only_question_may_be_answered_without_its_heading(
    kind: str, words: str, value: Any
) -> None:
    field = KINDS[kind]
    assert read_form(words, [field]) == FormReading({field.name: value})


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("days", "About three"),
        ("days", "Three\n\nNo, make it four"),
        ("days", "> Three"),
        ("days", "Thanks!"),
        ("said", "I will ask our governors."),
    ],
)
def test_a_reply_without_heading_that_is_no_plain_answer_says_nothing(
    kind: str, words: str
) -> None:
    field = TEXT if kind == "said" else KINDS[kind]
    assert read_form(words, [field]).values == {}


def test_without_a_heading_nothing_is_read_for_one_of_several_questions() -> None:
    assert read_form("Three", [KINDS["days"], KINDS["phase"]]).values == {}
