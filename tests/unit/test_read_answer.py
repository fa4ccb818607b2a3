"""A head's reply is read for what it says, and a "not" is never lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reading.answers import AnswerReading, read_answer

_FIXTURES = Path(__file__).parent.parent / "fixtures" / "answers"
_ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for name in sorted(_FIXTURES.glob("*.jsonl"))
    for line in name.read_text(encoding="utf-8").splitlines()
]
_WORDS = (
    "yes no not never ok approve agree happy to for we I she can cannot don't release but if "
    "unless "
    "only Thursdays five days a week no problem objection sorry unfortunately please fine . , ? - "
    "\n"
    "how much think about let you know half term PS Kind regards > On wrote: -- ~ ½ 👍"
).split(" ")
_RAMBLING = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
)


_CLAIMS = [f"{n}: {row['text'][:40]!r} is {row['answer']}" for n, row in enumerate(_ROWS)]


@pytest.mark.parametrize("row", _ROWS, ids=_CLAIMS)
def test_a_reply_is_read_for_what_it_says(row: dict[str, Any]) -> None:
    reading = read_answer(row["text"]).to_json()
    assert {name: reading[name] for name in row if name != "text"} == {
        name: value for name, value in row.items() if name != "text"
    }


def _lines(name: str) -> list[str]:
    return (_FIXTURES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", _lines("releasing_nobody.txt"))
def test_what_tells_of_a_teacher_but_agrees_to_nothing_releases_nobody(text: str) -> None:
    assert read_answer(text).answer not in {"yes", "conditional"}


@pytest.mark.parametrize("text", _lines("still_yes.txt"))
def test_an_ordinary_kind_reply_is_a_yes(text: str) -> None:
    assert read_answer(text) == AnswerReading("yes")


@given(_RAMBLING)
def test_whatever_is_written_is_read(text: str) -> None:
    reading = read_answer(text)
    assert reading.answer in {"yes", "no", "conditional", "question", "unclear"}
    assert reading.answer != "yes" or not reading.conditions
    assert reading.answer != "conditional" or reading.conditions
    assert json.dumps(reading.to_json())


@given(_RAMBLING)
def test_after_i_do_not_agree_nothing_makes_a_yes(text: str) -> None:
    assert read_answer(f"I do not agree. {text}").answer not in {"yes", "conditional"}


@given(_RAMBLING)
def test_a_yes_before_a_refusal_is_no_yes(text: str) -> None:
    assert read_answer(f"We cannot approve this.\n\n{text}").answer not in {"yes", "conditional"}


_PREFACES = (
    "Dear Carys, ",
    "Hi Carys ",
    "Dear Carys,\n\nThank you for your email.\n\n",
    "I have spoken to my governors and ",
    "Yes, ",
    "Yes. ",
    "Yes but ",
    "I agree, but ",
)


@pytest.mark.parametrize("preface", _PREFACES)
def test_a_refusal_stays_one_whatever_stands_before_it(preface: str) -> None:
    refusals = [row["text"] for row in _ROWS if row["answer"] == "no"]
    read = {text: read_answer(preface + text).answer for text in refusals}
    assert [text for text, answer in read.items() if answer in {"yes", "conditional"}] == []


_VERBS = (
    "find remove ask drop park move kill bin sell swap query forget burn close refuse sue".split()
)


@pytest.mark.parametrize(
    "yes", ["Yes, ", "Yes please ", "OK, please ", "Fine. ", "Happy to ", "👍 "]
)
@pytest.mark.parametrize("verb", _VERBS)
def test_a_yes_to_something_else_is_no_plain_yes(yes: str, verb: str) -> None:
    assert read_answer(f"{yes}{verb} it").answer != "yes"
    assert read_answer(f"{yes}{verb} her").answer != "yes"


@given(st.from_regex(r"[bcdfghjklmnpqrstvwz]{2}[aeiou][bcdfghjklmnpqrstvwxz]{3,6}", fullmatch=True))
def test_a_word_that_nobody_knows_makes_no_plain_yes(word: str) -> None:
    assert read_answer(f"Yes, {word} it").answer != "yes"
    assert read_answer(f"Yes. I will {word} her").answer != "yes"


_SIGNATURES = (
    "\n\n-- \nAnna Noakes\nHeadteacher\nI do not work on Fridays",
    "\n\nKind regards\n\nAnna No\nHeadteacher",
    "\n\nBest wishes,\nP. Nott (Mrs)\nNot for profit",
    "\n\n> I do not approve of this, unless Friday is free",
    (
        "\n\nOn Mon, 3 Nov 2025 at 10:02, Broker <b@x.example> wrote:\n> Do you approve? If not, "
        "say "
        "no."
    ),
    "\n\nSent from my iPhone",
    "\n\n-----Original Message-----\nFrom: Broker\nSubject: Yes or no?\n\nDo you not agree?",
    "\n\nMany thanks\nAnna\n\nThis email is confidential. If you are not the intended recipient...",
)


@pytest.mark.parametrize("signature", _SIGNATURES)
@given(row=st.sampled_from([row for row in _ROWS if "\n" not in row["text"]]))
def test_what_is_signed_or_quoted_below_changes_nothing(
    signature: str, row: dict[str, Any]
) -> None:
    if len(row["text"].split()) > 1:
        assert read_answer(row["text"] + signature) == read_answer(row["text"])


@pytest.mark.parametrize(
    "text",
    [
        "Yes. " * 300_000,
        "no more than " * 90_000,
        "not " * 300_000,
        "a" * 1_000_000,
        "\n" * 1_000_000,
        "> yes\n" * 200_000,
        "yes, but " * 120_000,
        "<" * 1_000_000,
        "&amp;" * 200_000,
        "~" * 1_000_000,
        "On " * 400_000,
        "and " * 300_000 + "yes",
        "Yes\n" + "I have thought " * 80_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_a_flood_is_no_answer(text: str) -> None:
    assert read_answer(text).answer == "unclear"


_VOCABULARY = sorted({word for row in _ROWS for word in row["text"].split(" ")})


@settings(deadline=None)
@given(st.lists(st.sampled_from(_VOCABULARY), min_size=1, max_size=3))
def test_any_words_said_over_and_over_are_read_before_the_clock_runs_out(words: list[str]) -> None:
    chant = " ".join(words) + " "
    assert read_answer((chant * 6_000)[:5_900]).answer


def test_a_long_quoted_thread_does_not_hide_the_answer() -> None:
    thread = "\n\nOn Mon, 3 Nov 2025 at 10:02, B <b@x.example> wrote:\n" + "> no, not yet\n" * 5_000
    assert read_answer("Yes, go ahead." + thread).answer == "yes"


def test_a_reading_is_printed_as_the_interface_says() -> None:
    assert read_answer("Yes, but not Thursdays and 2½ days at most").to_json() == {
        "answer": "conditional",
        "conditions": ["not Thursdays", "2½ days at most"],
        "days": 2.5,
        "weekdays_excluded": ["thursday"],
    }


def test_a_plain_yes_carries_nothing() -> None:
    assert read_answer("Yes") == AnswerReading("yes")
