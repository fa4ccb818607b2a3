"""Forms as people fill them in: what stands in the fields, and what Slack itself objects to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sle_broker.practice.slack.errors import Cannot
from sle_broker.practice.slack.forms import REQUIRED, complaints
from sle_broker.practice.slack.state import FIELDS, filled, initial_state
from sle_broker.practice.slack.typed_text import as_stored

Json = dict[str, Any]

OPTIONS: list[Json] = [
    {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
    for name in ("Red", "Green", "Blue")
]


def _form(element: Json, **more: Any) -> Json:
    label = {"type": "plain_text", "text": "Field"}
    block = {"type": "input", "block_id": "b", "label": label, **more}
    blocks = [{**block, "element": {"action_id": "a", **element}}]
    return {"blocks": blocks, "state": {"values": initial_state(blocks)}}


def _filled(form: Json, value: Any) -> Json:
    state = filled(form["blocks"], form["state"]["values"], {"b": {"a": value}})
    return {**form, "state": {"values": state}}


TYPED: list[tuple[Json, Any, bool]] = [
    ({"type": "plain_text_input", "min_length": 3}, "abc", True),
    ({"type": "plain_text_input", "min_length": 3}, "ab", False),
    ({"type": "plain_text_input", "max_length": 3}, "abc", True),
    ({"type": "plain_text_input", "max_length": 3}, "abcd", False),
    ({"type": "plain_text_input"}, "x" * 3000, True),
    ({"type": "plain_text_input"}, "x" * 3001, False),
    ({"type": "email_text_input"}, "head@oakfield.example", True),
    ({"type": "email_text_input"}, "head@oakfield", False),
    ({"type": "email_text_input"}, "head at oakfield.example", False),
    ({"type": "url_text_input"}, "https://oakfield.example/", True),
    ({"type": "url_text_input"}, "oakfield.example", False),
    ({"type": "url_text_input"}, "ftp://oakfield.example", False),
    ({"type": "number_input", "is_decimal_allowed": False}, "12", True),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", False),
    ({"type": "number_input", "is_decimal_allowed": True}, "1.5", True),
    ({"type": "number_input", "is_decimal_allowed": True}, "a few", False),
    ({"type": "number_input", "is_decimal_allowed": True}, "NaN", False),
    ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "2", True),
    ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", False),
    ({"type": "number_input", "is_decimal_allowed": False, "max_value": "20"}, "20", True),
    ({"type": "number_input", "is_decimal_allowed": False, "max_value": "20"}, "21", False),
    ({"type": "checkboxes", "options": OPTIONS}, ["red"], True),
    ({"type": "checkboxes", "options": OPTIONS}, [], False),
    (
        {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 2},
        ["red", "blue"],
        True,
    ),
    (
        {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 2},
        ["red", "blue", "green"],
        False,
    ),
    ({"type": "datepicker"}, "2026-03-02", True),
    ({"type": "users_select"}, None, False),
]


@pytest.mark.parametrize(("element", "value", "sound"), TYPED)
def test_slack_looks_at_a_field_before_the_app_does(element: Json, value: Any, sound: bool) -> None:
    assert (complaints(_filled(_form(element), value)) == {}) == sound


@pytest.mark.parametrize("element", [{"type": kind} for kind in ("plain_text_input", "datepicker")])
def test_a_field_is_required_unless_it_says_otherwise(element: Json) -> None:
    assert complaints(_form(element)) == {"b": REQUIRED}
    assert complaints(_form(element, optional=True)) == {}
    assert complaints(_filled(_form(element, optional=True), None)) == {}


def test_an_option_is_chosen_by_its_value_or_as_slack_carries_it() -> None:
    form = _form({"type": "static_select", "options": OPTIONS})
    for given_value in ("green", OPTIONS[1], {"selected_option": OPTIONS[1]}):
        state = _filled(form, given_value)["state"]["values"]
        assert state == {"b": {"a": {"type": "static_select", "selected_option": OPTIONS[1]}}}


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "static_select", "options": OPTIONS}, "yellow"),
        ({"type": "checkboxes", "options": OPTIONS}, ["red", "yellow"]),
        ({"type": "checkboxes", "options": OPTIONS}, "red"),
        ({"type": "datepicker"}, "yesterday"),
        ({"type": "datepicker"}, "2026-02-30"),
        ({"type": "timepicker"}, "25:00"),
        ({"type": "datetimepicker"}, "now"),
        ({"type": "plain_text_input"}, 5),
    ],
)
def test_what_a_field_does_not_offer_cannot_be_put_into_it(element: Json, value: Any) -> None:
    with pytest.raises(Cannot):
        _filled(_form(element), value)


def test_a_field_that_is_not_there_cannot_be_filled() -> None:
    form = _form({"type": "plain_text_input"})
    with pytest.raises(Cannot, match="b/other"):
        filled(form["blocks"], form["state"]["values"], {"b": {"other": "text"}})


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ({"type": "plain_text_input", "initial_value": "Hi"}, {"value": "Hi"}),
        ({"type": "plain_text_input"}, {"value": None}),
        (
            {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[0]},
            {"selected_option": OPTIONS[0]},
        ),
        ({"type": "checkboxes", "options": OPTIONS}, {"selected_options": []}),
        ({"type": "datepicker", "initial_date": "2026-03-02"}, {"selected_date": "2026-03-02"}),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, {"selected_users": ["U1"]}),
    ],
)
def test_a_field_starts_from_its_initial_value(element: Json, expected: Json) -> None:
    state = _form(element)["state"]["values"]
    assert state == {"b": {"a": {"type": element["type"], **expected}}}


def test_what_was_filled_in_stays_where_the_field_stays() -> None:
    before = _filled(_form({"type": "plain_text_input"}), "typed")
    kept = initial_state(before["blocks"], before)
    assert kept["b"]["a"]["value"] == "typed"
    renamed = [{**before["blocks"][0], "block_id": "other"}]
    assert initial_state(renamed, before)["other"]["a"]["value"] is None


def test_a_choice_that_is_no_longer_offered_is_gone() -> None:
    before = _filled(_form({"type": "static_select", "options": OPTIONS}), "blue")
    fewer = _form({"type": "static_select", "options": OPTIONS[:2]})["blocks"]
    assert initial_state(fewer, before)["b"]["a"]["selected_option"] is None


@given(
    kind=st.sampled_from(sorted(FIELDS)),
    value=st.recursive(
        st.none() | st.integers() | st.text(max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=4,
    ),
)
def test_whatever_is_put_into_a_field_is_taken_or_refused(kind: str, value: Any) -> None:
    extra: Json = {"options": OPTIONS, "is_decimal_allowed": True}
    form = _form({"type": kind, **extra})
    try:
        after = _filled(form, value)
    except Cannot:
        return
    if kind != "rich_text_input":
        complaints(after)
    assert after["state"]["values"]["b"]["a"].keys() == {"type", FIELDS[kind].key}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        (
            "see https://oakfield.example/a?b=1&c=2.",
            "see <https://oakfield.example/a?b=1&amp;c=2>.",
        ),
        ("write to a.b@hub.example", "write to <mailto:a.b@hub.example|a.b@hub.example>"),
        ("thanks @ada!", "thanks <@U1>!"),
        ("thanks @nobody", "thanks @nobody"),
        ("thanks <@U2>", "thanks <@U2>"),
        ("<!channel> all", "&lt;!channel&gt; all"),
        ('she said "yes"', 'she said "yes"'),
    ],
)
def test_what_is_typed_is_stored_as_slack_stores_it(typed: str, stored: str) -> None:
    assert as_stored(typed, {"ada": "U1"}.get) == stored
