"""How an SLE's message is read: certain visits are put forward, everything else is asked."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendars import is_bank_holiday
from core.reading.visits import OpenDeployment, VisitReading, read_visits

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "visits"
MESSAGES = [
    json.loads(line)
    for name in ("messages.jsonl", "everyday_messages.jsonl")
    for line in (FIXTURES / name).read_text("utf-8").splitlines()
]
THURSDAY = date(2026, 11, 12)


@cache
def deployments(name: str) -> tuple[OpenDeployment, ...]:
    """Return one of the fixture's lists of deployments."""
    rows = json.loads((FIXTURES / "deployments.json").read_text("utf-8"))[name]
    return tuple(
        OpenDeployment(
            ref=row["ref"],
            school=row["school"],
            town=row["town"],
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"]),
            days_agreed=row["days_agreed"],
        )
        for row in rows
    )


def read(text: str, at: str = "two", on: date = THURSDAY) -> VisitReading:
    return read_visits(text, on, deployments(at))


def visits(reading: VisitReading) -> list[list[Any]]:
    return [[x.ref, x.date.isoformat(), x.half_days / 2] for x in reading.visits]


# --- the table of messages ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", MESSAGES, ids=[f"{n}-{x['text'][:40]!r}" for n, x in enumerate(MESSAGES)]
)
def test_a_message_is_read_as_the_rules_say(row: dict[str, Any]) -> None:
    reading = read(row["text"], row["at"], date.fromisoformat(row["on"]))
    assert (reading.kind, visits(reading), reading.ask_about) == (
        row["kind"],
        row["visits"],
        row["ask"],
    )


def test_the_table_speaks_of_every_kind_and_every_question() -> None:
    assert len(MESSAGES) >= 150
    assert {x["kind"] for x in MESSAGES} == {
        "visits", "planned", "cancelled", "correction", "question", "none", "must_ask",
    }  # fmt: skip
    assert {x["ask"] for x in MESSAGES} == {"which_school", "which_date", "how_long", None}


# --- what is printed ----------------------------------------------------------------------------


def test_days_are_printed_as_decimals_in_halves() -> None:
    printed = read("Oakfield Mon full day, Tues half").to_json()
    assert json.loads(json.dumps(printed)) == {
        "kind": "visits",
        "visits": [
            {"ref": "D1", "date": "2026-11-09", "days": 1},
            {"ref": "D1", "date": "2026-11-10", "days": 0.5},
        ],
        "ask_about": None,
        "change": None,
    }


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("sorry, half day", {"ref": None, "date": None, "days": 0.5}),
        ("make that Tuesday", {"ref": None, "date": "2026-11-10", "days": None}),
        ("Oops, it was St Mary's not Oakfield", {"ref": "D2", "date": None, "days": None}),
        ("Not Tuesday, Wednesday", {"ref": None, "date": "2026-11-11", "days": None}),
        ("ignore my last message", None),
    ],
)
def test_a_correction_says_what_it_puts_right(text: str, change: object) -> None:
    reading = read(text)
    assert reading.kind == "correction"
    assert reading.to_json()["change"] == change


# --- rules that hold whatever the words ---------------------------------------------------------


@pytest.mark.parametrize("days_agreed", [0, 0.5, 100])
def test_visits_over_the_agreed_days_are_read_like_any_other(days_agreed: float) -> None:
    one = deployments("one")[0]
    spent = OpenDeployment(one.ref, one.school, one.town, one.start, one.end, days_agreed)
    assert visits(read_visits("full day at Oakfield today", THURSDAY, [spent])) == [
        ["D1", "2026-11-12", 1]
    ]


@pytest.mark.parametrize(
    ("day", "kind"),
    [("2026-09-06", "must_ask"), ("2026-09-07", "visits"), ("2027-07-20", "visits"),
     ("2027-07-21", "must_ask")],
)  # fmt: skip
def test_both_days_of_a_deployments_period_are_inside_it(day: str, kind: str) -> None:
    reading = read("full day at Oakfield today", "one", date.fromisoformat(day))
    assert reading.kind == kind


@pytest.mark.parametrize("written", [THURSDAY + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("name", ["Mon", "Tuesday", "weds", "Thurs", "FRIDAY"])
def test_a_weekday_is_its_latest_occurrence(written: date, name: str) -> None:
    reading = read(f"full day at Oakfield {name}", "one", written)
    (visit,) = reading.visits
    assert 0 <= (written - visit.date).days < 7
    assert visit.date.strftime("%A")[:3].lower() == name[:3].lower()


@pytest.mark.parametrize("written", [THURSDAY + timedelta(days=n) for n in range(7)])
def test_last_friday_is_asked_about_when_it_has_two_readings(written: date) -> None:
    reading = read("full day at Oakfield last Friday", "one", written)
    friday_of_this_week_is_past = written.weekday() in (5, 6)
    assert reading.kind == ("must_ask" if friday_of_this_week_is_past else "visits")


def test_a_message_beyond_any_report_is_not_read() -> None:
    reading = read("Full day at Oakfield today. " * 1000)
    assert (reading.kind, reading.visits) == ("must_ask", ())


def test_nothing_open_leaves_nothing_to_record() -> None:
    assert read_visits("Full day at Oakfield today", THURSDAY, []).visits == ()


# --- properties ---------------------------------------------------------------------------------

WORDS = (
    "I was at Oakfield St Mary's Priory today yesterday tomorrow Tues Thursday last week next 3rd "
    "3/11 31/2 Nov am pm morning half full day days 9-12 2hrs each and but not cancelled will be "
    "Jane did my school zoom sorry actually ? ! . , - \n twilight snow both or maybe 1.5 1/2 "
    "had been in the a on w/c 2 to"
).split(" ")
messages = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
written_on = st.dates(date(2026, 9, 1), date(2027, 7, 31))
lists = st.sampled_from(["one", "two", "three", "saints", "oaks", "ended", "twice", "none"])


def _is_sound(reading: VisitReading, on: date, open_: Sequence[OpenDeployment]) -> None:
    by_ref = {x.ref: x for x in open_}
    worked: dict[date, int] = {}
    for visit in reading.visits:
        place = by_ref[visit.ref]
        assert place.start <= visit.date <= place.end
        assert visit.date <= on
        assert not is_bank_holiday(visit.date)
        assert visit.half_days in (1, 2)
        worked[visit.date] = worked.get(visit.date, 0) + visit.half_days
    assert all(half_days <= 2 for half_days in worked.values())
    assert len({(x.ref, x.date) for x in reading.visits}) == len(reading.visits)
    assert (reading.ask_about is not None) == (reading.kind == "must_ask")
    assert reading.visits or reading.kind != "visits"
    if reading.kind in ("planned", "cancelled", "question", "none"):
        assert reading.visits == ()


@given(messages, written_on, lists)
def test_whatever_is_written_only_possible_visits_are_put_forward(
    text: str, on: date, at: str
) -> None:
    _is_sound(read(text, at, on), on, deployments(at))


@given(st.text(max_size=300), written_on)
def test_any_text_is_read_without_an_error(text: str, on: date) -> None:
    _is_sound(read(text, "three", on), on, deployments("three"))


@given(messages, st.sampled_from(["  ", "\n", " 🙂", "\u200b"]))
def test_blanks_and_emoji_at_the_ends_change_nothing(text: str, noise: str) -> None:
    assert read(noise + text + noise) == read(text)


@pytest.mark.parametrize("again", ["same again", "ditto", "the same again", "likewise", "as above"])
@pytest.mark.parametrize("day", ["today", "yesterday", "on Tuesday", "for Monday"])
def test_same_again_with_nothing_before_it_is_asked_about(again: str, day: str) -> None:
    reading = read(f"{again} {day}", "one")
    assert (reading.kind, reading.visits, reading.ask_about) == ("must_ask", (), "how_long")


CERTAIN = [x for x in MESSAGES if x["kind"] == "visits"]


@pytest.mark.parametrize("spelt", [str.lower, str.upper])
def test_capitals_never_make_another_visit(spelt: Callable[[str], str]) -> None:
    for row in CERTAIN:
        reading = read(spelt(row["text"]), row["at"], date.fromisoformat(row["on"]))
        assert all(x in row["visits"] for x in visits(reading)), row["text"]


def test_thanks_at_the_end_change_nothing() -> None:
    for row in CERTAIN:
        if "\n" in row["text"] or row["text"].endswith("?"):
            continue
        reading = read(f"{row['text']}. Thanks!", row["at"], date.fromisoformat(row["on"]))
        assert visits(reading) == row["visits"], row["text"]


@given(st.sampled_from(CERTAIN))
def test_a_plan_beside_a_done_visit_does_not_change_it(row: dict[str, Any]) -> None:
    if row["text"].rstrip()[-1] in "?:" or "\n" in row["text"]:
        return
    on = date.fromisoformat(row["on"])
    reading = read(row["text"].rstrip(". ") + ". Will be back there next Friday.", row["at"], on)
    assert visits(reading) == row["visits"]
