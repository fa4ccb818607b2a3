"""Modals: what they ask and offer, and how what was filled in is read."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from bot.ids import Action, Carried, View, field_block, unpacked
from bot.views import modals, shortlist, visits
from bot.views.inputs import input_of
from bot.views.shown import BillLine, OpenInvoice, Place, VisitShown
from bot.views.state import MISSING, entered, read_state, require, text_in
from core import forms
from core.notices.view import Shown
from core.reading.forms import Field
from tests.support.slack_views import (
    ABOUT,
    HOSTILE,
    PARKED,
    QUESTION,
    TODAY,
    actions_of,
    choices,
    elements,
    sound_view,
    texts,
)

EVERY_FIELD = tuple(forms.FIELDS.values())
KNOWN: Mapping[str, Any] = {
    "text": "As discussed",
    "long": "First line.\nSecond line.",
    "number": 3,
    "money": 35_050,
    "date": "2026-11-04",
    "days": 5,
    "yes_no": False,
    "specialisms": ("mathematics", "phonics"),
    "standards": (3, 5),
    "scale": 2,
}
"""By kind of field, a value as the record keeps it."""


def known(field: Field) -> Any:
    return field.choices[-1] if field.kind == "choice" else KNOWN[field.kind]


def untouched(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return the state that Slack hands back with a modal in which nothing was changed."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {element["action_id"]: _initial(element)}
    return state


def _initial(element: Mapping[str, Any]) -> dict[str, Any]:
    kind = {"type": element["type"]}
    match element["type"]:
        case "plain_text_input":
            return kind | {"value": element.get("initial_value")}
        case "datepicker":
            return kind | {"selected_date": element.get("initial_date")}
        case "checkboxes" | "multi_static_select":
            return kind | {"selected_options": element.get("initial_options", [])}
        case _:
            return kind | {"selected_option": element.get("initial_option")}


def written(name: str, text: str | None) -> dict[str, Any]:
    """Return the state of a modal with a text in one field."""
    value = {"type": "plain_text_input", "value": text}
    return {field_block(name): {str(Action.VALUE): value}}


# --- forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda x: x.name)
def test_what_is_known_stands_in_the_form_and_comes_back_as_it_was(field: Field) -> None:
    view = sound_view(modals.form("A form", [field], {field.name: known(field)}, ABOUT))
    filled = read_state(untouched(view), [field])
    assert not filled.errors
    assert filled.values == {field.name: known(field)}


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda x: x.name)
def test_an_empty_field_has_no_value_and_is_optional_unless_it_is_needed(field: Field) -> None:
    view = sound_view(modals.form("A form", [field], {}, ABOUT))
    assert read_state(untouched(view), [field]).values == {}
    assert view["blocks"][0]["optional"] is not field.required


def test_the_fields_tried_are_of_every_kind() -> None:
    assert {x.kind for x in EVERY_FIELD} | {"number"} == {*KNOWN, "choice"}


@pytest.mark.parametrize("name", forms.FORMS)
def test_every_form_there_is_fits_a_modal(name: str) -> None:
    view = sound_view(modals.form(name, forms.FORMS[name], {}, ABOUT, intro="Please fill this in."))
    assert unpacked(view["private_metadata"]) == ABOUT
    assert view["callback_id"] == View.FORM


def test_a_title_too_long_for_slack_stands_in_full_above_the_form() -> None:
    title = "School Support Review/Evaluation Form"
    view = sound_view(modals.form(title, [forms.FIELDS["need"]], {}, ABOUT))
    assert view["title"]["text"] == "School Support Review/E…"
    assert view["blocks"][0]["text"]["text"] == title


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("days", "2½ days", 5),
        ("days", "three days", 6),
        ("invoice_amount", "£1,050", 105_000),
        ("need", "  A new leader.  ", "A new leader."),
        ("po_number", "PO-7", "PO-7"),
    ],
)
def test_words_in_a_modal_mean_what_they_mean_in_a_mail(name: str, text: str, value: Any) -> None:
    field = forms.FIELDS[name]
    filled = read_state(written(field.name, text), [field])
    assert filled.values == {field.name: value}


@pytest.mark.parametrize(
    ("name", "text", "instead"),
    [
        ("days", "some time", "one number of days"),
        ("days", "between 3 and 5", "one number of days"),
        ("invoice_amount", "about £300", "one amount in pounds"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_own_place(name: str, text: str, instead: str) -> None:
    field = forms.FIELDS[name]
    filled = read_state(written(field.name, text), [field])
    assert instead in filled.errors[field_block(field.name)]
    assert not filled.values


@pytest.mark.parametrize("text", [None, "", "   ", "n/a", "tbc", "-"])
def test_what_says_nothing_is_no_value(text: str | None) -> None:
    filled = read_state(written("po_number", text), [forms.FIELDS["po_number"]])
    assert filled.values == {}
    assert not filled.errors


def test_what_is_needed_and_empty_is_said_at_its_own_place() -> None:
    filled = read_state(written("need", " "), [forms.FIELDS["need"]])
    assert require(filled, ["need"]).errors == {field_block("need"): MISSING}


def test_a_field_that_was_not_shown_is_neither_a_value_nor_an_error() -> None:
    filled = read_state({}, EVERY_FIELD)
    assert (dict(filled.values), dict(filled.errors)) == ({}, {})


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_anything_written_anywhere_is_a_value_or_an_error(text: str) -> None:
    typed = [x for x in EVERY_FIELD if x.kind in ("text", "long", "money", "days")]
    state = {k: v for x in typed for k, v in written(x.name, text).items()}
    filled = read_state(state, typed)
    assert not set(filled.errors) & {field_block(x) for x in filled.values}


def test_a_request_needs_only_a_school_and_a_need() -> None:
    view = sound_view(modals.request(forms.FORMS["request"], {}, Carried(alliance="downland")))
    needed = {x["block_id"] for x in view["blocks"] if x["type"] == "input" and not x["optional"]}
    assert needed == {field_block("school"), field_block("need")}
    assert view["callback_id"] == View.REQUEST


def test_a_choice_is_offered_in_words_and_kept_as_it_is_named() -> None:
    element = input_of(forms.FIELDS["funding"])["element"]
    shown = {x["value"]: x["text"]["text"] for x in element["options"]}
    assert shown["own"] == "Your school's budget"
    assert shown["eip"] == "Your Education Improvement Partnership"
    phases = input_of(forms.FIELDS["phase"])["element"]["options"]
    assert {"early-years": "Early years"}.items() <= {
        x["value"]: x["text"]["text"] for x in phases
    }.items()


# --- the shortlist --------------------------------------------------------------------------------

NEED = (Shown(label="Specialisms", value="Phonics"),)


@pytest.mark.parametrize(("number", "firm"), [(1, 0), (6, 2), (10, 0), (60, 5), (100, 0), (130, 0)])
def test_a_shortlist_shows_everybody_it_can_best_first_and_why(number: int, firm: int) -> None:
    found = choices(number, firm=firm)
    view = sound_view(shortlist.shortlist(ABOUT, "Oakfield Primary School", NEED, found, 6))
    offered = next(elements(view))["options"]
    assert [x["value"] for x in offered] == [x.sle for x in found if not x.firm][:100]
    told = texts(view["blocks"])
    assert "10 days left this school year" in told
    assert ("But: has none" in told) is (number > 2)
    assert ("Cannot be asked" in told) is (firm > 0)
    assert view["callback_id"] == View.CHOICE


@pytest.mark.parametrize("found", [(), choices(4, firm=4)], ids=["nobody", "all barred"])
def test_a_shortlist_of_nobody_is_only_to_be_read(found: Any) -> None:
    view = sound_view(shortlist.shortlist(ABOUT, "", (), found, None))
    assert "submit" not in view
    assert "Nobody in the directory can be asked" in texts(view["blocks"])
    assert ("Cannot be asked" in texts(view["blocks"])) is bool(found)


def test_a_shortlist_knows_the_days_that_were_asked_for_and_takes_a_reason() -> None:
    view = sound_view(shortlist.shortlist(ABOUT, "Oakfield", NEED, choices(3), 5))
    state = untouched(view)
    assert text_in(state, shortlist.DAYS) == "2.5"
    assert entered(state, shortlist.SLE) is None
    assert entered(state, shortlist.REASON) is None


# --- answers with words ---------------------------------------------------------------------------


def test_a_yes_with_a_condition_and_a_no_with_its_reason_are_asked_for() -> None:
    but = sound_view(modals.yes_but("Release of Noor Aziz", ABOUT))
    assert {modals.CONDITION, modals.DAYS} <= set(untouched(but))
    no = sound_view(modals.no_because("Release of Noor Aziz", ABOUT, "We look for somebody else."))
    assert set(untouched(no)) == {modals.WHY}
    assert "somebody else" in texts(no["blocks"])
    way = sound_view(modals.in_the_way("Make first contact", ABOUT))
    assert set(untouched(way)) == {modals.WHY}


def test_an_answer_is_recorded_for_one_of_those_who_were_asked() -> None:
    view = sound_view(modals.on_behalf([QUESTION], ABOUT))
    assert entered(untouched(view), modals.QUESTION) == QUESTION.prompt
    assert "Gwen Pryce" in str(view)


def test_nothing_to_choose_from_is_said_instead_of_asked() -> None:
    for view in (
        modals.on_behalf([], ABOUT),
        modals.invoice([], ABOUT),
        modals.payment([], ABOUT),
        modals.loading("Shortlist"),
    ):
        assert sound_view(view)["callback_id"] == View.READ_ONLY
        assert not actions_of(view)


# --- money ----------------------------------------------------------------------------------------


def test_the_only_bill_and_the_only_invoice_are_chosen_already() -> None:
    bill = BillLine(deployment="d1", line="home part", school="oak", title="Home part", open=1)
    view = sound_view(modals.invoice([bill], ABOUT))
    chosen = entered(untouched(view), modals.LINE)
    assert modals.bill_of(chosen) == ("d1", "home part", "oak")
    paid = OpenInvoice(invoice="inv-1", title="Invoice INV-7", open=35_000)
    view = sound_view(modals.payment([paid], ABOUT))
    assert entered(untouched(view), modals.INVOICE) == "inv-1"
    assert "£350.00 open" in str(view)


# --- parked ---------------------------------------------------------------------------------------


def test_what_was_parked_is_released_discarded_or_linked_with_what_it_is_in_sight() -> None:
    for view in (
        modals.release(PARKED, ABOUT),
        modals.discard(PARKED, ABOUT),
        modals.link(PARKED, [("hanna", "Hanna Okafor")], ABOUT),
    ):
        assert PARKED.why in texts(sound_view(view)["blocks"])
    linked = modals.link(PARKED, [], ABOUT)
    assert [x["optional"] for x in sound_view(linked)["blocks"] if x["type"] == "input"] == [False]


# --- reading --------------------------------------------------------------------------------------


def test_a_case_is_shown_part_by_part_without_empty_ones() -> None:
    parts = [("Visits", "3 Nov 2026: 1 day"), ("Money", "  "), ("Request", "- Days: 3 days")]
    view = sound_view(modals.case_details("DA-0012", parts, ABOUT))
    told = texts(view["blocks"])
    assert "Visits" in told
    assert "Money" not in told
    assert "• *Days:* 3 days" in told


# --- visits ---------------------------------------------------------------------------------------

PLACE = Place(case="DA-0012", deployment="DA-0012.d1", school="oak", name="Oakfield Primary School")


def test_a_visit_is_logged_from_today_at_the_only_school_unless_told_otherwise() -> None:
    state = untouched(sound_view(visits.log_visit([PLACE], ABOUT, TODAY)))
    assert visits.place_of(entered(state, visits.PLACE)) == ("DA-0012.d1", "oak")
    assert entered(state, visits.ON) == "2026-11-03"
    assert entered(state, visits.LENGTH) is None


def test_changing_what_was_understood_begins_with_it() -> None:
    other = Place(case="DA-0013", deployment="DA-0013.d1", school="elm", name="Elmbrook Academy")
    first = VisitShown(school="Elmbrook Academy", on=TODAY, half_days=2)
    about = ABOUT.with_(said="All day at Elmbrook")
    view = sound_view(visits.log_visit([PLACE, other], about, TODAY, first))
    state = untouched(view)
    assert visits.place_of(entered(state, visits.PLACE)) == ("DA-0013.d1", "elm")
    assert entered(state, visits.LENGTH) == "2"
    assert text_in(state, visits.NOTE) == "All day at Elmbrook"
