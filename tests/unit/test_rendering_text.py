"""Other people's words made safe, and days, money and lists as a letter says them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.notices.plain_english import day, days, listed
from core.notices.safe_text import Lines, one_line, several_lines
from intake.letter_html import Part, parts

HOSTILE = [
    "Ann\r\nBcc: everybody@oakfield.example",
    "a\x00b\x1b[31mc\x7f\x85d",
    "invoice\u202efdp.exe",
    "\u2066hidden\u2069 \u200bletters\ufeff",
    "line\u2028separator\u2029paragraph",
    "half a character \ud800 here",
    "😀" * 3000,
    "x" * 10_000,
    " \t\n ",
    "<script>alert(1)</script>",
    "\u202e" * 50_000 + "x",
]


# --- one line -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_one_harmless_line(text: str) -> None:
    line = one_line(text, 200)
    assert len(line) <= 200
    assert line == " ".join(line.split())
    assert not {unicodedata.category(x) for x in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    line.encode("utf-8")


@given(st.text(), st.integers(min_value=1, max_value=50))
@example("a\ud800", 1)
def test_one_line_is_short_one_line_and_stays_as_it_is(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert one_line(line, limit) == line


@pytest.mark.parametrize(
    "text", ["Zoë Łukasz-O’Brien", "😀 👩‍🏫 great", "שלום", "العربية", "5 × 3 = 15", "a <b> & c"]
)
def test_ordinary_words_of_any_language_are_left_alone(text: str) -> None:
    assert one_line(text) == text


def test_a_cut_is_shown() -> None:
    assert one_line("abcdef", 4) == "abc…"
    assert one_line("abcd", 4) == "abcd"


# --- several lines ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_few_harmless_lines(text: str) -> None:
    lines = several_lines(text, 200)
    assert len(lines) <= 200
    assert all(one_line(x, 200) == x for x in lines.split("\n"))


def test_paragraphs_are_kept_and_gaps_are_not() -> None:
    assert several_lines("\n\nDear all,\r\n\r\n\r\n\r\nYes.\nAnn \n") == "Dear all,\n\nYes.\nAnn"
    assert isinstance(several_lines("x"), Lines)


# --- plain English ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("half_days", "words"),
    [(1, "half a day"), (2, "1 day"), (3, "1.5 days"), (12, "6 days"), (0, "0 days")],
)
def test_days_are_said_as_people_say_them(half_days: int, words: str) -> None:
    assert days(half_days) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 12, 3), "Thursday 3 December"),
        (date(2027, 1, 4), "Monday 4 January 2027"),
    ],
)
def test_a_day_has_its_year_only_if_it_is_another(on: date, words: str) -> None:
    assert day(on, date(2026, 11, 20)) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


# --- the parts of a letter ----------------------------------------------------------------------


def test_a_letter_is_cut_into_paragraphs_and_lists() -> None:
    text = "Dear Ann,\n\nWhat we know:\n- School: Oakfield\n- a plain item\n\nYours,\nDownland\n"
    assert list(parts(text)) == [
        Part(is_list=False, lines=(("", "Dear Ann,"),)),
        Part(is_list=False, lines=(("", "What we know:"),)),
        Part(is_list=True, lines=(("School:", "Oakfield"), ("", "a plain item"))),
        Part(is_list=False, lines=(("", "Yours,"), ("", "Downland"))),
    ]


def test_a_dash_amid_other_lines_is_no_list() -> None:
    [part] = parts("one\n- two\nthree")
    assert part == Part(is_list=False, lines=(("", "one"), ("", "- two"), ("", "three")))


@given(st.text(alphabet="ab- :\n", max_size=200))
def test_no_word_of_a_letter_is_lost_in_its_parts(text: str) -> None:
    shown = " ".join(f"{a} {b}" for part in parts(text) for a, b in part.lines)
    assert shown.replace("-", "").split() == text.replace("-", "").split()
