"""Reminders: the highest rung only, at decent hours, to an end, and to whom else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from core.calendars import SchoolCalendar, TermDate
from core.model import Prompt
from core.nudges import Times
from core.process import Process
from tests.support.deciding import COORDINATOR, DIRECTOR, HEAD, Matter, matter, opened
from tests.support.worlds import SLUGS, processes, request

HALF_TERM = SchoolCalendar(
    (
        TermDate(date(2026, 9, 2), date(2026, 10, 23), "term"),
        TermDate(date(2026, 10, 26), date(2026, 10, 30), "holiday"),
        TermDate(date(2026, 11, 2), date(2026, 12, 18), "term"),
    )
)


def asked(kind: str, slug: str = "east-sussex", **values: Any) -> tuple[Matter, Prompt]:
    """Return a matter that waits for the answer to a kind of question, and that question."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found, found.asked(kind)


def at(found: Matter, moment: datetime) -> None:
    """Let it be that moment."""
    found.now = moment


def utc(day: int, hour: int, month: int = 10) -> datetime:
    """Return a moment of autumn 2026."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


# --- one rung ---


def test_a_reminder_goes_to_whoever_was_asked() -> None:
    found, prompt = asked("confirm_choice")
    at(found, prompt.nudge_at or found.now)
    found.done(found.nudge(prompt, 1))
    (told,) = found.told("nudge")
    assert (told.recipient, told.prompt, told.facts["rung"]) == (HEAD, prompt.id, 1)
    assert found.latest(prompt).rung == 1


def test_a_reminder_is_refused_before_its_time() -> None:
    found, prompt = asked("confirm_choice")
    assert prompt.nudge_at is not None
    at(found, prompt.nudge_at - timedelta(minutes=1))
    assert "not due" in found.refused(found.nudge(prompt, 1)).reason


def test_a_rung_speaks_once() -> None:
    found, prompt = asked("confirm_choice")
    at(found, prompt.nudge_at or found.now)
    found.done(found.nudge(prompt, 1))
    assert "not due" in found.refused(found.nudge(prompt, 1)).reason


@pytest.mark.parametrize("verdict", ["yes", "no"])
def test_a_settled_question_is_not_chased(verdict: str) -> None:
    found, prompt = asked("confirm_choice")
    found.answer(prompt, verdict=verdict)
    at(found, utc(20, 10))
    assert "no longer open" in found.refused(found.nudge(prompt, 1)).reason


def test_a_reminder_of_an_earlier_round_is_refused() -> None:
    found, prompt = asked("confirm_choice")
    at(found, prompt.nudge_at or found.now)
    assert "no longer open" in found.refused(found.nudge(prompt, 1, round_=2)).reason


def test_an_unknown_requester_is_reminded_at_their_address() -> None:
    found = matter("east-sussex")
    command = request("open")
    found.done(replace(command, requester=None, requester_address="head@elsewhere.example"))
    prompt = found.asked("request_form")
    at(found, prompt.nudge_at or found.now)
    found.done(found.nudge(prompt, 1))
    assert [x.recipient for x in found.told("nudge")] == ["head@elsewhere.example"]


def test_the_coordinator_is_told_again_that_nobody_is_known() -> None:
    found = opened("east-sussex")
    found.go_on_to("confirm_availability")
    found.appoint("harbour", "head", None)
    found.answer("confirm_availability")
    prompt = found.asked("approve_release")
    at(found, prompt.nudge_at or found.now)
    found.done(found.nudge(prompt, 1))
    assert found.told("nudge") == []
    assert [x.recipient for x in found.told(what="nobody_to_ask")] == [COORDINATOR]


# --- after an outage ---


def test_after_an_outage_only_the_highest_rung_speaks() -> None:
    found, prompt = asked("confirm_choice")
    at(found, utc(10, 11, month=11))
    assert "not due" in found.refused(found.nudge(prompt, 1)).reason
    assert "not due" in found.refused(found.nudge(prompt, 2)).reason
    found.done(found.nudge(prompt, 3))
    assert len(found.told("nudge")) == 1
    assert [x.recipient for x in found.told("escalation")] == [COORDINATOR]


def test_a_rung_that_there_is_none_of_is_refused() -> None:
    found, prompt = asked("confirm_choice")
    at(found, utc(10, 11, month=11))
    assert "not due" in found.refused(found.nudge(prompt, 4)).reason


def test_a_ladder_ends() -> None:
    found, prompt = asked("shortlist")
    spoken = []
    for _ in range(60):
        waiting = found.latest(prompt)
        if waiting.nudge_at is None:
            break
        at(found, waiting.nudge_at)
        found.done(found.nudge(prompt, waiting.rung + 1))
        spoken.append(found.told("nudge")[0].facts["rung"])
    assert spoken == [1, 2, 3]
    assert [x.recipient for x in found.told("escalation")] == [DIRECTOR]
    assert found.case.record.next_due_at is None
    assert found.latest(prompt).open, "the question itself still waits"


# --- decent hours ---


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (utc(9, 20), "in the evening"),
        (utc(9, 5), "before school"),
        (utc(10, 11), "on a Saturday"),
        (utc(27, 11), "at half-term"),
    ],
)
def test_nobody_is_chased_when_they_cannot_be_reached(moment: datetime, why: str) -> None:
    found = opened("east-sussex")
    found.shut("oakfield", HALF_TERM)
    found.go_on_to("confirm_choice")
    prompt = found.asked("confirm_choice")
    at(found, moment)
    rung = 1 if moment < utc(20, 0) else 3
    refusal = found.refused(found.nudge(prompt, rung))
    assert refusal.reason, why


def test_chasing_pauses_at_half_term_and_resumes_after_it() -> None:
    found = opened("east-sussex")
    found.shut("oakfield", HALF_TERM)
    at(found, utc(22, 9))
    found.go_on_to("confirm_choice")
    prompt = found.asked("confirm_choice")
    assert prompt.due_at.date() == date(2026, 11, 3), "three school days, a week's holiday between"
    assert prompt.nudge_at is not None
    assert prompt.nudge_at.date() == date(2026, 11, 4)


def test_a_coordinator_works_through_half_term() -> None:
    found = opened("east-sussex")
    found.shut("oakfield", HALF_TERM)
    at(found, utc(22, 9))
    found.go_on_to("shortlist")
    assert found.asked("shortlist").due_at.date() == date(2026, 10, 26)


def test_a_home_head_is_chased_by_their_own_schools_dates() -> None:
    found = opened("east-sussex")
    found.shut("harbour", HALF_TERM)
    at(found, utc(22, 9))
    found.go_on_to("approve_release")
    assert found.asked("approve_release").due_at.date() == date(2026, 11, 3)


def test_the_case_wants_attention_when_its_first_question_does() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_agreement")
    first = min(x.nudge_at for x in found.case.open_prompts() if x.nudge_at)
    assert found.case.record.next_due_at == first
    found.done(found.withdraw())
    assert found.case.record.next_due_at is None


# --- every ladder of every process ---


def _ladders() -> list[tuple[str, Process]]:
    return [(slug, processes()[slug].process) for slug in SLUGS]


@pytest.mark.parametrize(("slug", "process"), _ladders())
def test_every_ladder_rises_and_speaks_at_decent_hours(slug: str, process: Process) -> None:
    hours = opened(slug).facts.alliance.hours
    start = utc(5, 9)
    for slot in process.specs():
        times = Times(slot.spec, HALF_TERM, hours)
        due = times.due(start)
        assert due > start
        rungs = [times.rung(due, n) for n in range(1, len(slot.spec.nudge) + 1)]
        moments = [x for x in rungs if x is not None]
        assert len(moments) == len(slot.spec.nudge)
        assert all(earlier <= later for earlier, later in pairwise([due, *moments]))
        assert all(times.closure(x) is None for x in moments)
        assert times.rung(due, len(slot.spec.nudge) + 1) is None
