"""A form of ours, however it comes back, says what its writer said: or that it is not clear."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms import FIELDS, FORMS
from core.reading.forms import Field, FormReading, blank_form, read_form
from core.reading.forms.values import points_elsewhere, says_nothing

REPLIES = Path(__file__).parent.parent / "fixtures" / "forms"


@pytest.mark.parametrize("path", sorted(REPLIES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_filled_in_form_reads_as_it_was_meant(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reply, _, rest = file.read().partition("\n~~~~\n")
    meant = json.loads(rest)
    fields = FORMS[meant["form"]]
    reading = read_form(reply, fields)

    assert json.loads(json.dumps(reading.values)) == meant["values"]
    problems = reading.problems
    assert len(problems) == len(meant["problems"]), problems
    for title in meant["problems"]:
        assert any(f"“{title}”" in problem for problem in problems), problems
    settled = {field.title for field in fields if field.name in reading.values}
    unclear = {field.title for field in fields if any(f"“{field.title}”" in x for x in problems)}
    assert set(reading.unread) >= {field.title for field in fields} - settled - unclear
    assert not set(reading.unread) & settled


TEXT = Field("said", "Said", "text")
KINDS = {
    "number": Field("n", "How many pupils", "number"),
    "money": FIELDS["invoice_amount"],
    "date": FIELDS["visit_date"],
    "days": FIELDS["days"],
    "yes_no": FIELDS["use_again"],
    "specialisms": FIELDS["specialisms"],
    "standards": FIELDS["teacher_standards"],
    "scale": FIELDS["impact"],
    "funding": FIELDS["funding"],
    "phase": FIELDS["phase"],
    "length": FIELDS["visit_length"],
}
READ: dict[str, dict[str, Any]] = {
    "number": {"25": 25, "1,050": 1050, "2.5": 2.5, "25 pupils": 25, "-3": -3, "0": 0},
    "money": {
        "£1,050": 105_000,
        "350.00": 35_000,
        "350 pounds": 35_000,
        "£ 12.50": 1250,
        "GBP 350": 35_000,
        "Total: £2,100": 210_000,
        "0": 0,
        "£1,050 (3 days)": 105_000,
        "£350.00 – thank you": 35_000,
    },
    "date": {
        "4 November 2026": "2026-11-04",
        "4/11/26": "2026-11-04",
        "04.11.2026": "2026-11-04",
        "4th Nov 2026": "2026-11-04",
        "Wed 4 November 2026": "2026-11-04",
        "2026-11-04": "2026-11-04",
        "on the 4th of November, 2026": "2026-11-04",
        "4/11/2026 at 9.30am": "2026-11-04",
        "29 February 2028": "2028-02-29",
    },
    "days": {
        "6 days": 12,
        "2.5": 5,
        "2½ days": 5,
        "six half days": 6,
        "half a day": 1,
        "Two and a half days": 5,
        "one day": 2,
        "three": 6,
        "Three.": 6,
        "twelve": 24,
        "two and a half": 5,
        "four please": 8,
        "a couple": 4,
        "a couple of days": 4,
        "10 half-days": 10,
        "2 full days and 2 half days": 6,
        "half a day a week for six weeks": 6,
        "6 days please, spread over two terms": 12,
    },
    "yes_no": {
        "Yes": True,
        "y": True,
        "Yes, very much so": True,
        "definitely!": True,
        "No": False,
        "No thank you": False,
        "Definitely not": False,
        "[ ] Yes [x] No": False,
    },
    "specialisms": {
        "maths": ("mathematics",),
        "Phonics and SEND": ("phonics", "send"),
        "maths, particularly fluency in Year 5": ("mathematics",),
        "- maths\n- science": ("mathematics", "science"),
    },
    "standards": {
        "TS3 and 5": (3, 5),
        "Standards 3, 4": (3, 4),
        "behaviour (7)": (7,),
        "2": (2,),
        "1-3": (1, 2, 3),
        "Assessment": (6,),
        "all": (1, 2, 3, 4, 5, 6, 7, 8),
        "Teaching standard 3": (3,),
        "5 and 3": (3, 5),
    },
    "scale": {
        "3 – good": 3,
        "4/4": 4,
        "2 out of 4": 2,
        "three": 3,
        "*3*": 3,
        "1": 1,
        "4 (strong)": 4,
        "3\nThe team was pleased.": 3,
    },
    "funding": {
        "own": "own",
        "our own budget": "own",
        "The school's budget": "own",
        "Board": "boards",
        "a subsidy by the Primary Board": "boards",
        "Education Improvement Partnership": "eip",
        "EIP please": "eip",
        "eip ✓": "eip",
        "we will pay for this ourselves": "own",
        "The governors have agreed to fund it": "own",
    },
    "phase": {"Primary": "primary", "early years": "early-years", "Post 16": "post-16"},
    "length": {
        "Half": "half day",
        "0.5 day": "half day",
        "½": "half day",
        "twilight": "half day",
        "a full day": "full day",
    },
}
UNCLEAR = {
    "number": ["about 25", "20-25", "25 or 26", "many", "1.2.3", "25%"],
    "money": ["£350 per day", "350 + VAT", "£1k", "about £300", "$350", "none", "1.050,00"],
    "date": [
        "next Tuesday",
        "today",
        "4 November",
        "31/11/2026",
        "11/25/2026",
        "Monday 4 November 2026",
        "4 or 5 November 2026",
        "4/11/26 - 6/11/26",
        "not 4 November 2026",
        "4 November 1926",
    ],
    "days": [
        "5-6 days",
        "up to 6",
        "about 6 days",
        "roughly four",
        "two or three",
        "three or so",
        "some",
        "a few",
        "one a week",
        "a few days",
        "two days a week",
        "2.3",
        "0",
        "not 6 days",
        "We had 3 days last year and would like 6",
        "3 or 4",
        "6 days each",
        "minus 2",
        "-2",
    ],
    "yes_no": ["Yes but not soon", "maybe", "Yes/No", "Y/N", "yes? no?", "No problem", "perhaps"],
    "specialisms": ["English and underwater weaving", "something nice", "not maths", "12"],
    "standards": ["9", "0", "TS12", "not TS3", "behaviour (6)", "3 or 4", "Year 4 staff", "some"],
    "scale": ["5", "3-4", "3/5", "3.5", "good", "0", "34", "one of the best", "3 of 4 met", "-1"],
    "funding": [
        "own or EIP",
        "not sure who",
        "school and Board",
        "the governors",
        "Could the EIP?",
    ],
    "phase": ["KS2", "primary and secondary", "Primary and nursery", "both"],
    "length": ["day", "three hours", "one full and one half", "not a full day"],
}


@pytest.mark.parametrize(
    ("kind", "words", "value"), [(k, w, v) for k, said in READ.items() for w, v in said.items()]
)
def test_an_answer_becomes_its_value(kind: str, words: str, value: Any) -> None:
    field = KINDS[kind]
    reading = read_form(f"{field.title}: {words}", [field])
    assert reading == FormReading({field.name: value})
    assert type(reading.values[field.name]) is type(value)


@pytest.mark.parametrize(("kind", "words"), [(k, w) for k, said in UNCLEAR.items() for w in said])
def test_what_is_not_certain_is_a_problem_and_no_value(kind: str, words: str) -> None:
    field = KINDS[kind]
    reading = read_form(f"{field.title}: {words}", [field])
    assert reading.values == {}
    assert len(reading.problems) == 1
    assert f"“{field.title}”" in reading.problems[0]
    assert reading.problems[0].endswith(".")


AN_AMOUNT = "one amount in pounds, for example £1,050 or 350.00"
EASTERN = {ord("0") + n: 0x0660 + n for n in range(10)}
"""Arabic-Indic digits for ours."""


@pytest.mark.parametrize("words", ["£1,0,5,0.00", "10,50", "£10,5000", "1050.5", "-350"])
def test_an_amount_whose_figures_are_slips_is_asked_about(words: str) -> None:
    field = KINDS["money"]
    reading = read_form(f"{field.title}: {words}", [field])
    assert reading.values == {}
    assert reading.problems == (
        f"“{field.title}” is not quite clear to us; please write {AN_AMOUNT}.",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("money", "£1050"), ("number", "25"), ("days", "6 days"), ("days", "6"),
        ("date", "4 November 2026"), ("standards", "3"), ("scale", "3"),
    ],
)  # fmt: skip
def test_digits_of_another_script_are_asked_about(kind: str, words: str) -> None:
    field = KINDS[kind]
    assert read_form(f"{field.title}: {words}", [field]).values
    reading = read_form(f"{field.title}: {words.translate(EASTERN)}", [field])
    assert reading.values == {}
    assert "please write its figures with the digits 0 to 9" in reading.problems[0]


def test_a_problem_with_a_choice_names_the_choices() -> None:
    (problem,) = read_form("Who pays: somebody else", [KINDS["funding"]]).problems
    assert all(choice in problem for choice in KINDS["funding"].choices)


@pytest.mark.parametrize("words", ["", "-", "n/a", "N/A.", "none", "TBC", "to be confirmed", "???"])
def test_an_answer_that_says_nothing_leaves_the_question_open(words: str) -> None:
    assert read_form(f"Said: {words}", [TEXT]) == FormReading({}, ("Said",))


def test_a_reply_far_too_long_is_refused_in_a_sentence() -> None:
    reading = read_form("Said: " + "x" * 600_000, [TEXT])
    assert reading.unread == ("Said",)
    assert len(reading.problems) == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_shows_every_heading_help_and_choice_and_answers_nothing(form: str) -> None:
    blank = blank_form(FORMS[form])
    for field in FORMS[form]:
        assert field.title in blank
        assert field.help in blank
        assert all(choice in blank for choice in field.choices)
    reading = read_form(blank, FORMS[form])
    assert reading == FormReading({}, tuple(field.title for field in FORMS[form]))


# --- round trips ----------------------------------------------------------------------------------

TITLES = [field.title for field in FIELDS.values()]
MARKS = {form: [f"== {field.title} ==" for field in FORMS[form]] for form in FORMS}
HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_characters="=\r", exclude_categories=["Cs"])),
    st.lists(
        st.one_of(
            st.sampled_from(TITLES),
            st.sampled_from(TITLES).map(lambda title: f"{title}: no"),
            st.sampled_from([field.help for field in FIELDS.values()]),
            st.sampled_from(
                [
                    *(
                        "Yes: no",
                        "> quoted",
                        ">> 6 days",
                        ": : :",
                        "From: me\nTo: you",
                        "-- ",
                        "===",
                    ),
                    *("Kind regards", "🎒📚", "\u200f\u202ertl", "1. Days\t6", "| x | y |", "a"),
                    *("**Phase**: own", "On Monday Jo wrote:", "_______________________"),
                ]
            ),
        ),
        min_size=1,
        max_size=6,
    ).map("\n".join),
    st.integers(1, 10_000).map(lambda length: "long " * (length // 5) + "x"),
)
ANSWERS = HOSTILE.map(str.strip).filter(
    lambda x: bool(x) and not says_nothing(TEXT, x) and not points_elsewhere(x)
)


def written(field: Field, marks: Sequence[str]) -> st.SearchStrategy[tuple[str, Any]]:
    """Answers to a question with the values they stand for; some hold marked headings."""
    match field.kind:
        case "text" | "long":
            lines = st.lists(st.one_of(ANSWERS, st.sampled_from(marks)), min_size=1, max_size=3)
            return lines.map("\n".join).map(lambda x: (x, x))
        case "choice":
            return st.sampled_from(field.choices).map(lambda x: (x, x))
        case "date":
            days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
            return days.map(lambda x: (f"{x:%d/%m/%Y}", x.isoformat()))
        case _:
            return st.sampled_from(sorted(READ[field.kind].items(), key=str))


def filled(blank: str, answers: Mapping[str, str], *, above_help: bool) -> str:
    """Type answers under the headings of a form, before or after the printed help."""
    blocks = []
    for block in blank.split("\n\n"):
        heading, *printed = block.strip("\n").split("\n")
        answer = answers.get(heading.strip("= "))
        if answer is None:
            blocks.append(block)
        else:
            typed = [heading, answer, *printed] if above_help else [heading, *printed, answer]
            blocks.append("\n".join(typed))
    return "\n\n".join(blocks)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(sorted(FORMS)), st.booleans())
def test_answers_under_each_heading_read_back_exactly(
    data: st.DataObject, form: str, windows: bool
) -> None:
    fields = FORMS[form]
    answers = {field.title: data.draw(written(field, MARKS[form])) for field in fields}
    text = filled(blank_form(fields), {k: v[0] for k, v in answers.items()}, above_help=False)
    reading = read_form(text.replace("\n", "\r\n") if windows else text, fields)
    assert reading.problems == ()
    assert reading.values == {field.name: answers[field.title][1] for field in fields}
    assert reading.unread == ()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(FORMS)))
def test_answers_typed_between_heading_and_help_read_back_too(
    data: st.DataObject, form: str
) -> None:
    fields = FORMS[form]
    plain = (
        st.text("abc :>-\n🎒\u200f", min_size=1)
        .map(str.strip)
        .filter(lambda x: bool(x) and not says_nothing(TEXT, x))
    )
    answers = {
        x.title: (a, a)
        if x.kind in ("text", "long") and (a := data.draw(plain))
        else data.draw(written(x, MARKS[form]))
        for x in fields
    }
    text = filled(blank_form(fields), {k: v[0] for k, v in answers.items()}, above_help=True)
    reading = read_form(text, fields)
    assert reading.values == {field.name: answers[field.title][1] for field in fields}


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), HOSTILE), st.sampled_from(sorted(FORMS)))
def test_any_text_is_read_without_an_error(text: str, form: str) -> None:
    fields = FORMS[form]
    reading = read_form(text, fields)
    assert set(reading.values) <= {field.name for field in fields}
    json.dumps(reading.values)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.one_of(st.text(), HOSTILE))
def test_any_answer_is_a_value_a_problem_or_none(kind: str, words: str) -> None:
    reading = read_form(f"== {KINDS[kind].title} ==\n{words}", [KINDS[kind]])
    assert bool(reading.values) + bool(reading.problems) + bool(reading.unread) >= 1
