"""Agreements: who signs, when they are in force, and the price that they freeze."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.model import DeploymentState, PromptState
from core.process import Role
from tests.support.deciding import DIRECTOR, HEAD, HOME_HEAD, SLE, Matter, opened, sle
from tests.support.worlds import MONDAY, sle_id


def at(kind: str, slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter that waits for the answer to a kind of question."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found


def test_four_sign_in_east_sussex_and_the_last_puts_the_agreement_in_force() -> None:
    found = at("sign_agreement")
    prompts = found.all_asked("sign_agreement")
    assert {x.person for x in prompts} == {SLE, HOME_HEAD, DIRECTOR, HEAD}
    for prompt in prompts:
        assert found.deployment.state is DeploymentState.PROPOSED
        found.pass_time(hours=1)
        found.answer(prompt)
    assert found.deployment.state is DeploymentState.AGREED
    assert found.deployment.agreed_at == found.now
    assert found.events.count("agreement_in_force") == 1
    assert found.waiting() == ["make_contact"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_whoever_signs_last_puts_it_in_force(order: tuple[int, ...]) -> None:
    found = at("sign_agreement")
    prompts = found.all_asked("sign_agreement")
    for index in order:
        found.answer(prompts[index])
    assert found.deployment.state is DeploymentState.AGREED


def test_first_contact_is_due_seven_calendar_days_after_the_last_signature() -> None:
    found = at("sign_agreement")
    for prompt in found.all_asked("sign_agreement"):
        found.pass_time(days=1)
        found.answer(prompt)
    due = found.asked("make_contact").due_at
    assert due.date() == date(2026, 10, 16)


def test_the_price_is_frozen_when_the_agreement_is_put() -> None:
    found = at("sign_agreement", funding="boards")
    assert [(x["name"], x["payer"], x["per_day"]) for x in found.deployment.price] == [
        ("charge", "receiving_school", 15_000),
        ("grant", "board", 20_000),
    ]
    assert found.events.count("price_frozen") == 1


def test_a_later_edit_of_the_process_leaves_the_frozen_price_alone() -> None:
    found = at("log_visits", "linwood")
    frozen = found.deployment.price
    rate = found.process.rate
    dearer = tuple(x.model_copy(update={"per_day": x.per_day * 2}) for x in rate.line)
    found.process = found.process.model_copy(
        update={"rate": rate.model_copy(update={"day": rate.day * 2, "line": dearer})}
    )
    found.go_on_to_the_end()
    assert found.case.deployment[0].price == frozen
    assert [x.pence for x in found.case.invoice] == [105_000, 90_000]


def test_another_round_of_signatures_is_about_todays_price() -> None:
    found = at("sign_agreement", funding="boards")
    first = found.all_asked("sign_agreement")[0]
    found.decline(first, "Is the Board's money still there?")
    found.done(found.ask_again(first, "board funding"))
    found.decline("approve_funding", "It is not.")
    found.answer("request_form", values={"funding": "own"})
    assert set(found.waiting()) == {"sign_agreement"}
    assert [(x["name"], x["per_day"]) for x in found.deployment.price] == [("charge", 35_000)]


def test_one_signature_asked_again_does_not_change_the_price() -> None:
    found = at("sign_agreement")
    first, *others = found.all_asked("sign_agreement")
    for prompt in others:
        found.answer(prompt)
    found.decline(first)
    frozen = found.deployment.price
    form = next(x for x in reversed(found.case.form) if x.kind == "request")
    changed = form.with_(values={**form.values, "funding": "eip"})
    found.known = found.case.with_entity(changed)
    found.done(found.ask_again(first))
    assert found.deployment.price == frozen


def test_signatures_that_are_asked_for_in_turn_are_all_needed() -> None:
    found = at("approve_release")
    steps = list(found.process.step)
    where = found.process.step_index("agreement")
    spec = steps[where].prompt[0]
    schools = spec.model_copy(update={"to": (Role.RECEIVING_HEAD, Role.SLE)})
    director = spec.model_copy(update={"to": (Role.DIRECTOR,)})
    first = steps[where].model_copy(update={"prompt": (schools,)})
    second = steps[where].model_copy(update={"name": "director signs", "prompt": (director,)})
    found.process = found.process.model_copy(
        update={"step": (*steps[:where], first, second, *steps[where + 1 :])}
    )
    found.answer("approve_release")
    for prompt in found.all_asked("sign_agreement"):
        found.answer(prompt)
    assert found.deployment_states() == ["proposed"]
    found.answer("sign_agreement")
    assert found.deployment_states() == ["agreed"]


def test_a_head_who_sends_the_agreement_back_signs_the_next_draft() -> None:
    found = at("sign_agreement", "connected-partnership")
    mine = next(x for x in found.all_asked("sign_agreement") if x.person == HEAD)
    found.answer(next(x for x in found.all_asked("sign_agreement") if x.person == SLE))
    found.decline(mine, "Two days are missing.")
    assert sorted(found.waiting()) == ["draft_agreement", "draft_agreement"]
    for prompt in found.all_asked("draft_agreement"):
        found.answer(prompt)
    assert len(found.all_asked("sign_agreement")) == 3, "whoever signed the old text signs again"
    for prompt in found.all_asked("sign_agreement"):
        found.answer(prompt)
    assert found.deployment.state is DeploymentState.AGREED


# --- what the draft says of days and period ---


def drafted(**values: Any) -> Matter:
    """Have the SLE draft ConnectEd's agreement with these days and dates."""
    found = at("draft_agreement", "connected-partnership")
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    command = found.answering(mine)
    found.done(found.answering(mine, values={**command.values, **values}))
    return found


def test_the_draft_says_for_how_long_and_when() -> None:
    found = drafted(half_days=8, starts_on="2026-11-02", ends_on="2027-03-26")
    assert found.deployment.half_days == 8
    assert found.deployment.starts_on == date(2026, 11, 2)
    assert found.deployment.ends_on == date(2027, 3, 26)


def test_a_draft_cannot_promise_days_that_the_sle_does_not_have() -> None:
    found = at("draft_agreement", "connected-partnership")
    nearly = sle("Sana Leigh", promised={2026: 16})  # the six of this deployment among them
    found.know(sles={**found.facts.sles, sle_id("Sana Leigh"): nearly})
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    values = {**found.answering(mine).values, "half_days": 12}
    refusal = found.refused(found.answering(mine, values=values))
    assert "2 of 10 days left" in refusal.reason
    found.done(found.answering(mine, values={**values, "half_days": 10}))
    assert found.deployment.half_days == 10


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    found = at("draft_agreement", "connected-partnership")
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    values = {**found.answering(mine).values, "starts_on": "2026-11-02", "ends_on": "2026-10-02"}
    assert "ends before it begins" in found.refused(found.answering(mine, values=values)).reason


def later(days: int) -> str:
    return (MONDAY.date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        (later(-400), later(30), "is long past"),
        ("2006-11-02", "2007-03-26", "2 November 2006 is long past"),
        (later(7), later(4 * 366), "is years ahead"),
        ("2062-11-02", "2063-03-26", "2 November 2062 is years ahead"),
    ],
)
def test_a_period_with_a_year_that_cannot_be_meant_is_refused(
    starts: str, ends: str, why: str
) -> None:
    found = at("draft_agreement", "connected-partnership")
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    values = {**found.answering(mine).values, "starts_on": starts, "ends_on": ends}
    refusal = found.refused(found.answering(mine, values=values))
    assert why in refusal.reason
    assert refusal.hint == "Check the year."


def test_a_period_entered_late_or_longer_than_a_year_is_taken() -> None:
    found = drafted(starts_on=later(-300), ends_on=later(700))
    assert found.deployment.starts_on is not None


# --- days that nobody released ---


def release(found: Matter) -> list[PromptState]:
    return [x.state for x in found.case.prompt if x.kind == "approve_release"]


def test_more_days_than_were_released_are_put_to_the_home_head_again() -> None:
    found = drafted(half_days=8)
    assert release(found) == [PromptState.SUPERSEDED, PromptState.OPEN]
    again = found.asked("approve_release")
    assert (again.person, again.round) == (HOME_HEAD, 2)
    assert [x.recipient for x in found.told("prompt")] == [HOME_HEAD]
    for prompt in found.all_asked("draft_agreement"):
        found.answer(prompt)
    assert "sign_agreement" not in found.waiting(), "nobody signs for days that nobody released"
    found.answer(again)
    assert len(found.all_asked("sign_agreement")) == 3
    assert found.deployment.half_days == 8


@pytest.mark.parametrize("days", [6, 5, 1])
def test_no_more_days_than_were_released_need_no_second_release(days: int) -> None:
    found = drafted(half_days=days)
    assert release(found) == [PromptState.ANSWERED]
    assert found.deployment.half_days == days


def test_a_home_head_who_allows_fewer_is_not_overruled() -> None:
    found = drafted(half_days=8)
    found.answer("approve_release", conditions=("three days at most",), half_days=6)
    assert found.deployment.half_days == 6
    assert release(found) == [PromptState.SUPERSEDED, PromptState.ANSWERED]


def test_an_answer_about_fewer_days_does_not_release_still_more() -> None:
    found = drafted(half_days=8)
    first = found.asked("approve_release")
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "coordinator")
    values = {**found.answering(mine).values, "half_days": 10}
    found.done(found.answering(mine, values=values))
    assert found.latest(first).state is PromptState.WITHDRAWN
    assert found.asked("approve_release").round == 3
    assert found.deployment.half_days == 10
    assert "no longer open" in found.refused(found.answering(first)).reason


def test_a_board_that_agreed_to_pay_is_asked_about_more_days_too() -> None:
    found = at("approve_release", "connected-partnership")
    drafting = found.process.step_index("draft agreement")
    template = found.process.step[found.process.step_index("release")]
    ask = template.prompt[0].model_copy(
        update={"kind": "approve_funding", "to": (Role.BOARD,), "on_decline": None}
    )
    board = template.model_copy(update={"name": "funding", "prompt": (ask,)})
    steps = list(found.process.step)
    steps.insert(drafting, board)
    found.process = found.process.model_copy(update={"step": tuple(steps)})
    found.go_on_to("draft_agreement")
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    found.done(found.answering(mine, values={**found.answering(mine).values, "half_days": 8}))
    assert "approve_release" in found.waiting()
    assert "approve_funding" not in found.waiting(), "the Board is asked once there is a release"
    found.answer("approve_release")
    assert found.asked("approve_funding").round == 2


def test_a_refused_draft_asks_nobody_again() -> None:
    found = at("draft_agreement", "connected-partnership")
    nearly = sle("Sana Leigh", promised={2026: 16})
    found.know(sles={**found.facts.sles, sle_id("Sana Leigh"): nearly})
    mine = next(x for x in found.all_asked("draft_agreement") if x.role == "sle")
    found.refused(found.answering(mine, values={**found.answering(mine).values, "half_days": 12}))
    assert release(found) == [PromptState.ANSWERED]
