"""Who may answer, how often, and what an answer carries on to the next party."""

from dataclasses import replace
from typing import Any

import pytest

from core.errors import Refusal
from core.model import Channel, DeploymentState, PromptState
from tests.support.deciding import COORDINATOR, DIRECTOR, HEAD, HOME_HEAD, SLE, Matter, opened
from tests.support.worlds import person_id


def at(kind: str, slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter that waits for the answer to a kind of question."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found


# --- who, and how often ---


@pytest.mark.parametrize("actor", [SLE, HOME_HEAD, COORDINATOR, "stranger@elsewhere.example", ""])
def test_an_answer_by_somebody_else_is_refused(actor: str) -> None:
    found = at("confirm_choice")
    refusal = found.refused(found.answering("confirm_choice", actor=actor))
    assert "Somebody else was asked" in refusal.reason
    assert found.asked("confirm_choice").state is PromptState.OPEN


def test_a_coordinator_can_record_what_somebody_said_by_telephone() -> None:
    found = at("confirm_choice")
    found.on_behalf("confirm_choice")
    prompt = next(x for x in found.case.prompt if x.kind == "confirm_choice")
    assert (prompt.state, prompt.answered_by) == (PromptState.ANSWERED, COORDINATOR)


def test_nobody_answers_for_a_party_that_is_not_known_without_saying_so() -> None:
    found = at("confirm_availability")
    found.appoint("harbour", "head", None)
    found.answer("confirm_availability")
    assert found.refused(found.answering("approve_release", actor="")).reason


def test_a_second_answer_is_told_who_settled_it_and_when() -> None:
    found = at("confirm_choice")
    prompt = found.asked("confirm_choice")
    found.answer(prompt, channel=Channel.SLACK)
    found.pass_time(hours=2)
    refusal = found.refused(found.answering(prompt, verdict="no"))
    assert (
        refusal.reason == "This was already settled by Harriet Oakley on 5 October 2026 at 10:00."
    )


def test_an_answer_to_a_question_that_was_taken_back_changes_nothing() -> None:
    found = at("sign_agreement", "connected-partnership")
    first, *others = found.all_asked("sign_agreement")
    found.decline(first, "Not yet.")
    refusal = found.refused(found.answering(others[0]))
    assert "no longer open" in refusal.reason


def test_an_answer_to_no_question_at_all_is_refused() -> None:
    found = at("confirm_choice")
    command = replace(found.answering("confirm_choice"), prompt="ES-0012.p99")
    refusal = found.refused(command)
    assert "no such question" in refusal.reason


@pytest.mark.parametrize("verdict", [None, "", "done", "perhaps"])
def test_a_yes_or_no_question_takes_nothing_else(verdict: str | None) -> None:
    found = at("confirm_choice")
    assert (
        "neither yes nor no"
        in found.refused(found.answering("confirm_choice", verdict=verdict)).reason
    )


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("linwood", "scope"),
        ("east-sussex", "shortlist"),
        ("east-sussex", "make_contact"),
        ("east-sussex", "log_visits"),
        ("east-sussex", "evaluate"),
        ("east-sussex", "raise_invoice"),
        ("east-sussex", "pay_invoice"),
        ("east-sussex", "confirm_receipt"),
    ],
)
def test_what_asks_for_more_than_a_yes_cannot_be_declined(slug: str, kind: str) -> None:
    found = at(kind, slug)
    outcome = found.hand_in(found.answering(kind, verdict="no", values={}))
    assert isinstance(outcome, Refusal)
    assert "cannot be answered with no" in outcome.reason


def test_the_channel_of_an_answer_is_kept_with_it() -> None:
    found = at("confirm_choice")
    prompt = found.asked("confirm_choice")
    found.answer(prompt, channel=Channel.SLACK, text="Yes please")
    kept = found.latest(prompt)
    assert (kept.channel, kept.answered_at) == (Channel.SLACK, found.now)
    assert kept.answer["text"] == "Yes please"
    assert kept.nudge_at is None


# --- conditions ---


def test_a_condition_and_fewer_days_are_carried_to_the_deployment() -> None:
    found = at("approve_release")
    found.answer("approve_release", conditions=("not Thursdays",), half_days=4)
    assert found.deployment.conditions == ("not Thursdays",)
    assert found.deployment.half_days == 4
    (told,) = found.told(what="condition")
    assert told.recipient == COORDINATOR


def test_conditions_of_several_parties_add_up_and_the_fewest_days_hold() -> None:
    found = at("confirm_choice")
    found.answer("confirm_choice", conditions=("mornings only",), half_days=5)
    found.answer("confirm_availability", conditions=("not before half-term",), half_days=4)
    found.answer("approve_release", conditions=("not Thursdays",), half_days=6)
    expected = ("mornings only", "not before half-term", "not Thursdays")
    assert found.deployment.conditions == expected
    assert found.deployment.half_days == 4


def test_more_days_than_were_asked_for_are_not_given() -> None:
    found = at("approve_release", half_days=4)
    found.answer("approve_release", half_days=10, conditions=("any day",))
    assert found.deployment.half_days == 4


def test_what_is_signed_for_stays_whatever_a_later_yes_says_of_days() -> None:
    found = at("agree_plan", "linwood", half_days=6)
    signed = found.case.with_entity(
        found.deployment.with_(state=DeploymentState.AGREED, agreed_at=found.now)
    )
    found.known = signed
    found.answer("agree_plan", conditions=("two days at most",), half_days=4)
    assert found.deployment.half_days_agreed == 6
    assert found.deployment.conditions == ("two days at most",)


def test_days_are_agreed_once_all_have_signed() -> None:
    found = at("sign_agreement", half_days=6)
    assert (found.deployment.half_days, found.deployment.half_days_agreed) == (6, None)
    found.go_on_to("log_visits")
    assert found.deployment.half_days_agreed == 6


def test_a_condition_on_the_scope_holds_for_whoever_comes() -> None:
    found = at("agree_scope", "linwood", half_days=8)
    found.answer("agree_scope", conditions=("Tuesdays",), half_days=5)
    found.answer("shortlist")
    assert found.deployment.conditions == ("Tuesdays",)
    assert found.deployment.half_days == 5
    found.decline("confirm_choice")
    found.answer("shortlist", sle="sle-silas-emery")
    assert found.deployment.conditions == ("Tuesdays",)
    assert found.deployment.half_days == 5


def test_a_condition_about_one_sle_goes_with_that_sle() -> None:
    found = at("confirm_availability")
    found.answer("confirm_availability", conditions=("not Fridays",))
    found.decline("approve_release")
    assert found.deployment.conditions == ()


# --- forms ---


def test_every_answer_to_a_form_is_a_version_and_none_is_overwritten() -> None:
    found = at("action_plan")
    prompt = found.asked("action_plan")
    found.done(found.answering(prompt, values={"targets": "All can blend."}))
    found.done(found.answering(prompt, values={"actions": "Coach twice."}))
    first, second = (x for x in found.case.form if x.kind == "action_plan")
    assert (first.version, second.version) == (1, 2)
    assert dict(first.values) == {"targets": "All can blend."}
    assert dict(second.values) == {"targets": "All can blend.", "actions": "Coach twice."}
    assert found.asked("action_plan") == prompt


def test_a_false_and_a_nought_are_answers() -> None:
    found = at("sign_off_evaluation")
    form = found.case.latest_form("evaluation", found.deployment.id, "receiving_head")
    assert form is not None
    assert form.values["use_again"] is True
    again = opened("east-sussex")
    again.go_on_to("forward_evaluation")
    again.answer("forward_evaluation")
    command = again.answering("evaluate")
    values = {**command.values, "use_again": False}
    again.answer("evaluate", values=values)
    assert again.waiting() == ["sign_off_evaluation"]


def test_sle_and_head_each_write_their_own_evaluation() -> None:
    found = at("evaluate", "linwood")
    both = found.all_asked("evaluate")
    assert {x.person for x in both} == {SLE, HEAD}
    mine = next(x for x in both if x.person == SLE)
    found.answer(mine, values={**found.answering(mine).values, "overall": "Went well."})
    theirs = next(x for x in both if x.person == HEAD)
    assert found.latest(theirs).open
    found.done(found.answering(theirs, values={"overall": "A great help."}))
    assert found.latest(theirs).open, "the rest is the head's own to write"
    form = found.case.latest_form("evaluation", found.deployment.id, "receiving_head")
    assert form is not None
    assert dict(form.values) == {"overall": "A great help."}
    found.go_on_to("sign_off_evaluation")
    assert found.asked("sign_off_evaluation").person == DIRECTOR


# --- readdressing ---


def test_a_question_waits_until_the_directory_knows_whom_to_ask() -> None:
    found = at("confirm_availability")
    found.appoint("harbour", "head", None)
    found.answer("confirm_availability")
    prompt = found.asked("approve_release")
    assert found.refused(found.readdress(prompt)).reason
    found.appoint("harbour", "head", "Nell Newcome")
    found.done(found.readdress(prompt))
    assert found.latest(prompt).person == person_id("Nell Newcome")
    (told,) = found.told("prompt")
    assert (told.recipient, told.prompt) == (person_id("Nell Newcome"), prompt.id)
    found.answer(prompt)
    assert set(found.waiting()) == {"sign_agreement"}


def test_an_open_question_goes_to_the_successor_of_a_head_who_left() -> None:
    found = at("confirm_choice")
    prompt = found.asked("confirm_choice")
    found.appoint("oakfield", "head", "Nell Newcome")
    found.done(found.readdress(prompt))
    moved = found.latest(prompt)
    assert moved.person == person_id("Nell Newcome")
    assert (moved.put_at, moved.due_at) == (prompt.put_at, prompt.due_at)
    assert found.refused(found.answering(prompt, actor=HEAD)).reason
    refusal = found.refused(found.readdress(prompt))
    assert refusal.reason == "The question is already with the right person."


def test_a_post_that_goes_to_and_fro_is_told_each_time() -> None:
    found = at("confirm_choice")
    prompt = found.asked("confirm_choice")
    for name in ("Nell Newcome", "Harriet Oakley", "Nell Newcome", "Harriet Oakley"):
        found.appoint("oakfield", "head", name)
        found.done(found.readdress(prompt))
        assert [x.recipient for x in found.told("prompt")] == [person_id(name)]
    told = [x.dedup for x in found.notices]
    assert len(told) == len(set(told)), "a second notice under one name could never be stored"
