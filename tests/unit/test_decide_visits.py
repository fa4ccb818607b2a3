"""Days worked: what is recorded, what is refused, and when the work is done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.commands import VisitMade
from core.model import PromptState
from tests.support.deciding import COORDINATOR, SLE, Matter, opened

TODAY = date(2026, 10, 5)
BEFORE = TODAY - timedelta(days=1)


def running(slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter whose SLE is at work."""
    found = opened(slug, **values)
    found.go_on_to("log_visits")
    return found


def test_a_visit_is_kept_with_who_said_so() -> None:
    found = running()
    found.log((TODAY, 2), (BEFORE, 1))
    first, second = found.case.visit
    assert (first.on, first.half_days, first.by, first.school) == (TODAY, 2, SLE, "oakfield")
    assert second.half_days == 1
    assert found.case.half_days_logged(found.deployment.id) == 3
    assert found.last is not None
    assert found.last.result == {"visits": 2}


@pytest.mark.parametrize(
    ("visits", "why"),
    [
        ([(TODAY + timedelta(days=1), 2)], "still to come"),
        ([(TODAY, 3)], "half a day or a day"),
        ([(TODAY, 0)], "half a day or a day"),
        ([(TODAY, 2), (TODAY, 1)], "logged already"),
        ([(TODAY, 1), (TODAY, 1), (TODAY, 1)], "logged already"),
        ([], "No visit was named"),
    ],
)
def test_what_cannot_have_been_worked_is_refused(visits: list[tuple[date, int]], why: str) -> None:
    found = running()
    assert why in found.refused(found.logging(*visits)).reason
    assert found.case.visit == ()


def test_one_wrong_visit_refuses_them_all() -> None:
    found = running()
    refusal = found.refused(found.logging((BEFORE, 2), (TODAY + timedelta(days=3), 2)))
    assert refusal.reason
    assert found.case.visit == ()


def test_two_halves_make_a_day_and_a_third_does_not_fit() -> None:
    found = running()
    found.log((TODAY, 1))
    found.log((TODAY, 1))
    assert "5 October is logged already" in found.refused(found.logging((TODAY, 1))).reason


def test_a_school_that_is_not_part_of_the_deployment_is_refused() -> None:
    found = running()
    assert "not part" in found.refused(found.logging((TODAY, 2), school="harbour")).reason


def test_a_visit_at_midnight_counts_by_londons_clocks() -> None:
    found = running()
    found.now = datetime(2026, 10, 5, 23, 30, tzinfo=UTC)  # 00:30 on the 6th in London
    found.log((date(2026, 10, 6), 2))
    assert found.case.visit[0].on == date(2026, 10, 6)


def test_nothing_is_logged_for_somebody_who_was_never_matched() -> None:
    found = opened("east-sussex")
    assert "not running" in found.refused(found.logging((TODAY, 2))).reason
    made = (VisitMade(school="oakfield", on=TODAY, half_days=2),)
    command = found.logging(deployment="ES-0012.d9", visits=made)
    assert "not running" in found.refused(command).reason


def test_all_days_worked_settles_the_question_and_completes_the_deployment() -> None:
    found = running(days=4)
    prompt = found.asked("log_visits")
    found.log((TODAY, 2))
    assert found.latest(prompt).open
    assert found.deployment_states() == ["agreed"]
    found.log((BEFORE, 2))
    assert not found.latest(prompt).open
    assert found.deployment_states() == ["completed"]
    assert found.waiting() == ["evaluate"]


def test_a_day_over_what_was_agreed_is_recorded_with_a_warning() -> None:
    found = running(days=2)
    found.log((TODAY, 2))
    assert found.told(what="over_agreed_days") == []
    found.log((BEFORE, 1))
    (told,) = found.told(what="over_agreed_days")
    assert told.recipient == COORDINATOR
    assert (told.facts["logged"], told.facts["agreed"]) == (1.5, 1.0)
    assert found.case.half_days_logged(found.deployment.id) == 3
    found.log((BEFORE - timedelta(days=1), 2))
    assert found.told(what="over_agreed_days")
    assert found.events.count("work_finished") == 1


def test_what_is_worked_too_much_is_billed_too() -> None:
    found = running(days=2)
    found.log((TODAY, 2), (BEFORE, 1))
    found.go_on_to_the_end()
    assert [x.pence for x in found.case.invoice] == [52_500]


def test_the_sle_can_say_that_fewer_days_were_enough() -> None:
    found = running(days=6)
    found.log((TODAY, 2))
    prompt = found.asked("log_visits")
    found.done(found.answering(prompt))
    assert found.latest(prompt).state is PromptState.ANSWERED
    assert found.deployment_states() == ["completed"]
    found.go_on_to_the_end()
    assert [x.pence for x in found.case.invoice] == [35_000]


def test_work_without_a_visit_is_not_finished() -> None:
    found = running()
    assert "No visit has been logged" in found.refused(found.answering("log_visits")).reason


def test_nothing_more_is_worked_once_the_case_is_over() -> None:
    found = running()
    command = found.logging((TODAY, 2))
    found.done(found.withdraw())
    assert "is withdrawn" in found.refused(command).reason
