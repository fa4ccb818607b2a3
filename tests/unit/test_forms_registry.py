"""Every form field has one name, one heading and one home."""

from typing import get_args

import pytest

from core.forms import FIELDS, FORMS, fields
from core.reading import funding, phases
from core.reading.forms import Field, FieldKind

ALL = [field for form in FORMS.values() for field in form]


def test_no_two_fields_share_a_name() -> None:
    assert len(FIELDS) == len(ALL)


def test_no_two_fields_share_a_heading_since_answers_are_found_by_it() -> None:
    assert len({field.title.casefold() for field in ALL}) == len(ALL)


def test_fields_come_in_the_order_they_are_asked_for() -> None:
    assert [x.name for x in fields(["days", "need", "school"])] == ["half_days", "need", "school"]


def test_an_unknown_field_is_an_error_naming_it() -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        fields(["need", "shoe_size"])


@pytest.mark.parametrize("field", ALL, ids=lambda x: x.name)
def test_a_field_can_be_asked_in_a_form(field: Field) -> None:
    assert field.name.isidentifier()
    assert field.name == field.name.lower()
    assert field.kind in get_args(FieldKind)
    assert field.title[0].isupper()
    assert len(field.title) <= 48, "a heading that wraps is not found again in a reply"
    assert ":" not in field.title
    assert "\n" not in field.title
    assert field.help.endswith((".", "?")), "a help text is whole sentences"


@pytest.mark.parametrize("field", ALL, ids=lambda x: x.name)
def test_choices_are_given_where_there_is_something_to_choose(field: Field) -> None:
    assert (len(field.choices) > 1) == (field.kind == "choice")


ASKED = {
    "request": """school contact specialisms teacher_standards phase key_stage who_needs_support
        need outcomes measures when days funding po_number invoice_address wanted_sle
        unwanted_sle""",
    "scope": "scope",
    "agreement": """purpose activities starts_on ends_on visits_planned costs invoicing
        release_period confidentiality cancellation""",
    "action plan": "targets actions baseline evidence_planned next_steps charges",
    "visit record": "visit_date visit_length seen visit_activities actions_agreed next_visit",
    "evaluation": """outcome_impact evidence sle_effectiveness overall what_next use_again
        comments""",
    "review": "feedback_review outcomes_review impact_review quality_review",
}


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form, names in ASKED.items() for name in names.split()]
)
def test_what_the_alliances_own_forms_ask_can_be_asked(form: str, name: str) -> None:
    assert name in {field.written for field in FORMS[form]}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("days", "days"),
        ("specialisms", "specialisms"),
        ("teacher_standards", "standards"),
        ("starts_on", "date"),
        ("impact", "scale"),
        ("use_again", "yes_no"),
        ("funding", "choice"),
    ],
)
def test_an_answer_that_is_reckoned_with_is_read_as_what_it_is(name: str, kind: str) -> None:
    assert FIELDS[name].kind == kind


@pytest.mark.parametrize("name", ["seen", "who_needs_support"])
def test_people_are_asked_for_by_role_and_not_by_name(name: str) -> None:
    assert "role" in FIELDS[name].help
    assert "not" in FIELDS[name].help


def test_who_pays_is_written_as_mails_are_read() -> None:
    assert set(FIELDS["funding"].choices) == set(get_args(funding.Funding))


def test_phases_are_written_as_mails_are_read() -> None:
    assert FIELDS["phase"].choices == phases.PHASES


def test_days_are_kept_in_half_days_and_written_in_days() -> None:
    kept = {x.name: x.written for x in ALL if x.kind == "days"}
    assert kept == {"half_days": "days"}
    assert all(x.written == x.name for x in ALL if x.kind != "days")
