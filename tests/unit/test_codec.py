"""Entities to JSON and back: nothing is lost, nothing is let through that is not known."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import codec
from core.model import ENTITIES, CaseState, Entity, InvoiceState, PromptState
from tests.support.deciding import opened

MOMENTS = st.integers(0, 10**16).map(
    lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def _whole_case() -> list[Entity]:
    found = opened("east-sussex", funding="boards")
    found.go_on_to_the_end()
    return list(found.case.entities())


ROWS = _whole_case()


def test_a_walked_case_has_rows_of_every_kind() -> None:
    assert {type(x) for x in ROWS} == set(ENTITIES.values())


@pytest.mark.parametrize("kind", ENTITIES)
def test_every_row_of_a_case_comes_back_as_it_was(kind: str) -> None:
    for row in (x for x in ROWS if type(x) is ENTITIES[kind]):
        values = {name: getattr(row, name) for name in codec.decoders(kind)}
        sent = json.loads(codec.text(codec.encode(values)))
        assert ENTITIES[kind](**codec.decode(kind, sent)) == row


@given(MOMENTS)
def test_a_moment_keeps_its_microsecond(moment: datetime) -> None:
    decode = codec.decoders("case")["opened_at"]
    assert decode(codec.encode(moment)) == moment


def test_moments_are_kept_in_utc_whatever_zone_they_were_handed_in() -> None:
    summer = datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    assert codec.encode(summer) == "2026-07-01T09:00:00+00:00"


@given(JSON)
def test_equal_values_give_equal_text_and_come_back_frozen(value: Any) -> None:
    encoded = codec.encode(value)
    assert codec.freeze(json.loads(codec.text(encoded))) == codec.freeze(value)


def test_the_order_of_names_makes_no_difference() -> None:
    assert codec.text({"b": 1, "a": {"d": 2, "c": 3}}) == codec.text(
        {"a": {"c": 3, "d": 2}, "b": 1}
    )


def test_text_is_kept_readable() -> None:
    assert codec.text("Wójcik – £350") == '"Wójcik – £350"'


@pytest.mark.parametrize(
    ("kind", "field", "expected"),
    [
        ("case", "state", CaseState),
        ("prompt", "state", PromptState),
        ("invoice", "state", InvoiceState),
        ("case", "requester", None),
        ("visit", "half_days", None),
    ],
)
def test_fields_that_are_enumerations_are_known(
    kind: str, field: str, expected: type[Any] | None
) -> None:
    assert codec.enum_of(kind, field) is expected


def test_an_optional_field_may_be_empty() -> None:
    decoders = codec.decoders("deployment")
    assert decoders["starts_on"](None) is None
    assert decoders["starts_on"]("2026-11-02") == date(2026, 11, 2)


def test_a_field_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        codec.decode("visit", {"weather": "snow"})


def test_a_word_that_is_none_of_an_enumeration_is_an_error() -> None:
    with pytest.raises(ValueError, match="forgotten"):
        codec.decode("case", {"state": "forgotten"})
