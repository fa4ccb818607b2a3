"""Days worked: what is recorded, what is refused, and when the work is done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.commands import VisitMade
from core.model import PromptState
from tests.support.deciding import COORDINATOR, SLE, Matter, opened

TODAY = date(2026, 10, 5)
BEFORE = TODAY - timedelta(days=1)
AGREED = TODAY - timedelta(weeks=1)


def running(slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter whose SLE has been at work for a week."""
    found = opened(slug, **values)
    found.pass_time(weeks=-1)
    found.go_on_to("log_visits")
    found.pass_time(weeks=1)
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


@pytest.mark.parametrize(
    "on", [AGREED - timedelta(days=1), date(2025, 10, 5), date(2006, 10, 5), date(1, 1, 1)]
)
def test_a_day_before_the_agreement_is_refused_with_the_first_day_that_counts(on: date) -> None:
    found = running()
    refusal = found.refused(found.logging((on, 2)))
    assert "is before the deployment's first day, 28 September 2026" in refusal.reason
    assert f"{on.year}" in refusal.reason
    assert found.case.visit == ()


def test_a_reason_lets_days_before_the_agreement_count_but_not_for_ever() -> None:
    found = running()
    early = AGREED - timedelta(days=20)
    found.log((early, 2), override="Signed on paper in early September.")
    assert [x.on for x in found.case.visit] == [early]
    for absurd in (date(1, 1, 1), AGREED - timedelta(days=400)):
        command = found.logging((absurd, 2), override="Because.")
        assert "first day" in found.refused(command).reason


def test_the_day_of_the_agreement_counts() -> None:
    found = running()
    found.log((AGREED, 1))
    assert [x.on for x in found.case.visit] == [AGREED]


@pytest.mark.parametrize(("begins", "first"), [(-10, -10), (3, 0)])
def test_work_counts_from_the_period_or_the_agreement_whichever_is_earlier(
    begins: int, first: int
) -> None:
    found = running()
    starts, first_day = AGREED + timedelta(days=begins), AGREED + timedelta(days=first)
    found.known = found.case.with_entity(found.deployment.with_(starts_on=starts))
    assert "first day" in found.refused(found.logging((first_day - timedelta(days=1), 2))).reason
    found.log((first_day, 2))


def test_nothing_is_logged_before_all_have_signed() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_agreement")
    refusal = found.refused(found.logging((TODAY, 2)))
    assert refusal.reason == "That deployment is not running."
    assert "once all have signed" in refusal.hint


def test_a_visit_may_be_reported_late_when_all_days_are_worked() -> None:
    found = running(half_days=2)
    found.log((TODAY, 2))
    assert found.deployment_states() == ["completed"]
    found.log((BEFORE, 1))
    assert found.case.half_days_logged(found.deployment.id) == 3


def test_nothing_is_logged_for_somebody_who_was_never_matched() -> None:
    found = opened("east-sussex")
    assert "not running" in found.refused(found.logging((TODAY, 2))).reason
    made = (VisitMade(school="oakfield", on=TODAY, half_days=2),)
    command = found.logging(deployment="ES-0012.d9", visits=made)
    assert "not running" in found.refused(command).reason


def test_all_days_worked_settles_the_question_and_completes_the_deployment() -> None:
    found = running(half_days=4)
    prompt = found.asked("log_visits")
    found.log((TODAY, 2))
    assert found.latest(prompt).open
    assert found.deployment_states() == ["agreed"]
    found.log((BEFORE, 2))
    assert not found.latest(prompt).open
    assert found.deployment_states() == ["completed"]
    assert found.waiting() == ["evaluate"]


def test_a_day_over_what_was_agreed_is_recorded_with_a_warning() -> None:
    found = running(half_days=2)
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
    found = running(half_days=2)
    found.log((TODAY, 2), (BEFORE, 1))
    found.go_on_to_the_end()
    assert [x.pence for x in found.case.invoice] == [52_500]


def test_the_sle_can_say_that_fewer_days_were_enough() -> None:
    found = running(half_days=6)
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
