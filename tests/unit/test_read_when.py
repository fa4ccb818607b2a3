"""A year that names a class is no time, and a year that is a time stays one."""

import pytest

from core.reading.cues import cued
from core.reading.request.timing import find_when
from core.reading.wording import Text


def _when(text: str) -> str | None:
    read = Text.of(text)
    found = find_when(read, cued(read, read.sentences()))
    return found.value if found is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "Could you help our new Year 1 teacher with phonics?",
        "We would like support for the new year 6 team",
        "We need help for our new Year R lead please",
        "Please could someone coach the Year 4 teachers?",
        "We need support with this Year 3 class",
        "Can someone work with the current Year 11 group?",
        "We want help with the year five writing",
        "Could an SLE support the new Year group leaders?",
        "Our following Year 2 SATs review needs help",
    ],
)
def test_a_year_that_names_a_class_is_no_time_frame(text: str) -> None:
    assert _when(text) is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("We would like support in the new year", "in the new year"),
        ("Could we have 3 days in the new year, 1 day a week?", "in the new year"),
        ("Could you help us next year please?", "next year"),
        ("Please could someone visit this academic year?", "this academic year"),
        ("We would like visits in the new year 2 days each", "in the new year"),
        ("Our new Year 1 teacher needs support from January", "from January"),
        ("Can someone help the new Year 6 lead in the summer term?", "in the summer term"),
    ],
)
def test_a_year_that_is_a_time_stays_the_time_frame(text: str, when: str) -> None:
    assert _when(text) == when
