"""What is left of free words for those who need no story."""

import pytest

from core.notices.need_to_know import is_of_days_or_cover, without_story

STORIES = [
    ("when", "before Mrs T's capability hearing in March", "March"),
    ("when", "Thursdays, or before Mrs May's hearing on 4 March 2027", "Thursdays, 4 March 2027"),
    ("when", "as soon as Jo Bloggs is back from sick leave", ""),
    ("key_stage", "Year 5 (Mrs T)", "KS2"),
    ("key_stage", "the class of Mrs Thompson", ""),
    ("po_number", "4521 (Mrs T, capability)", ""),
    ("po_number", "Mrs T's budget 12", ""),
    ("po_number", "MRS-12", ""),
    ("po_number", "Thompson", ""),
    ("support_kinds", "coaching for Mrs T", ""),
    ("invoice_address", "Finance office, c/o Mrs T who is under capability", "Finance office"),
    ("invoice_address", "Capability, Thompson", ""),
    ("invoice_address", "the failing Thompson school", ""),
]


@pytest.mark.parametrize(("field", "text", "left"), STORIES)
def test_a_story_in_a_field_is_kept_back(field: str, text: str, left: str) -> None:
    assert without_story(field, text) == left


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("when", "Spring term, not Thursdays"),
        ("when", "from 4 November 2026 to 27 March 2027"),
        ("when", "as soon as possible, before half term if possible"),
        ("key_stage", "Year 5 and Year 6"),
        ("key_stage", "EYFS, KS1"),
        ("po_number", "PO-12345"),
        ("po_number", "OAK/2026/114"),
        ("po_number", "4500012345"),
        ("support_kinds", "coaching and modelling"),
        ("invoice_address", "Oakfield Primary School, 12 High Street, Lewes, BN7 1AA"),
        ("invoice_address", "finance@oakfield.example"),
    ],
)
def test_what_is_plainly_no_story_is_shown_as_it_was_written(field: str, text: str) -> None:
    assert without_story(field, text) == text


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("not Thursdays", True),
        ("provided cover is found", True),
        ("not before Easter", True),
        ("but Mrs T must never be told why", False),
        ("not on the day of Mrs T's hearing", False),
        ("cover because of the capability process", False),
        ("", False),
    ],
)
def test_only_conditions_on_days_and_cover_are_for_everybody(condition: str, shown: bool) -> None:
    assert is_of_days_or_cover(condition) is shown
