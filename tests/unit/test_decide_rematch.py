"""A "no" on the way: who is asked anew, who is not asked again, and what stays as it was."""

from typing import Any

import pytest

from core.model import CaseState, DeploymentState, PromptState
from tests.support.deciding import (
    COORDINATOR,
    DIRECTOR,
    HEAD,
    HOME_HEAD,
    SLE,
    Matter,
    opened,
    person,
    sle,
)
from tests.support.worlds import SLUGS, sle_id

SANA, SILAS = sle_id("Sana Leigh"), sle_id("Silas Emery")


def at(kind: str, slug: str = "east-sussex", **values: Any) -> Matter:
    """Return a matter that waits for the answer to a kind of question."""
    found = opened(slug, **values)
    found.go_on_to(kind)
    return found


# --- the order of asking ---


@pytest.mark.parametrize("slug", SLUGS)
def test_the_receiving_head_is_asked_before_the_home_head(slug: str) -> None:
    found = at("confirm_choice", slug)
    assert found.asked("confirm_choice").person == HEAD
    assert found.waiting() == ["confirm_choice"]
    found.go_on_to("approve_release")
    assert found.asked("approve_release").person == HOME_HEAD


def test_in_east_sussex_the_sle_is_asked_before_their_head() -> None:
    found = at("confirm_availability")
    assert found.asked("confirm_availability").person == SLE
    assert found.waiting() == ["confirm_availability"]


# --- a no that ends the deployment ---

REFUSERS = [
    ("east-sussex", "confirm_choice"),
    ("east-sussex", "confirm_availability"),
    ("east-sussex", "approve_release"),
    ("connected-partnership", "confirm_choice"),
    ("connected-partnership", "approve_release"),
    ("linwood", "confirm_choice"),
    ("linwood", "approve_release"),
]


@pytest.mark.parametrize(("slug", "kind"), REFUSERS)
def test_a_no_frees_the_sle_and_asks_for_another(slug: str, kind: str) -> None:
    found = at(kind, slug)
    refused = found.decline(kind, "Not this term, sorry.").case.deployment[0]
    assert refused.state is DeploymentState.ENDED
    assert not refused.holds_days
    assert found.deployment_states() == ["ended", "vacant"]
    assert found.deployment.replaces == refused.id
    assert found.deployment.half_days == 6
    assert found.waiting() == ["shortlist"]
    assert found.told(what="declined")


@pytest.mark.parametrize(("slug", "kind"), REFUSERS)
def test_the_sle_who_came_to_nothing_is_vetoed_until_a_reason_is_given(
    slug: str, kind: str
) -> None:
    found = at(kind, slug)
    found.decline(kind)
    refusal = found.refused(found.answering("shortlist", sle=SANA))
    assert "already proposed" in refusal.reason
    found.answer("shortlist", values={"sle": SANA, "override": "Their head has come round."})
    assert found.deployment.sle == SANA


@pytest.mark.parametrize(("slug", "kind"), REFUSERS)
def test_after_a_no_everybody_is_asked_again_about_the_next_sle(slug: str, kind: str) -> None:
    found = at(kind, slug)
    found.decline(kind)
    found.answer("shortlist", sle=SILAS)
    assert found.asked("confirm_choice").person == HEAD
    found.go_on_to("approve_release")
    assert found.asked("approve_release").person == "per-bea-hillier"
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
    assert [x.sle for x in found.case.deployment] == [SANA, SILAS]
    assert found.deployment_states() == ["ended", "completed"]


def test_the_record_keeps_who_said_no() -> None:
    found = at("approve_release")
    prompt = found.asked("approve_release")
    found.decline(prompt, "We cannot spare her.")
    kept = found.latest(prompt)
    assert (kept.state, kept.answered_by) == (PromptState.DECLINED, HOME_HEAD)
    assert kept.answer["text"] == "We cannot spare her."


# --- a no that goes back without ending the deployment ---


def test_the_boards_no_asks_who_pays_anew_and_keeps_the_sle() -> None:
    found = at("approve_funding", funding="boards")
    found.decline("approve_funding", "The budget is spent.")
    assert found.deployment.sle == SANA
    assert found.case.request["funding"] == ""
    prompt = found.asked("request_form")
    assert prompt.person == HEAD
    found.answer(prompt, values={"funding": "own"})
    assert set(found.waiting()) == {"sign_agreement"}
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
    assert [x.line for x in found.case.invoice] == ["charge"]


def test_a_board_that_said_no_can_be_asked_once_more() -> None:
    found = at("approve_funding", funding="boards")
    found.decline("approve_funding")
    found.answer("request_form", values={"funding": "boards"})
    again = found.asked("approve_funding")
    assert again.round == 2
    found.answer(again)
    assert set(found.waiting()) == {"sign_agreement"}


def test_a_head_who_sends_the_scope_back_is_asked_again_about_the_new_one() -> None:
    found = at("agree_scope", "linwood", half_days=None)
    found.decline("agree_scope", "Three days are too many.")
    assert found.asked("scope").person == DIRECTOR
    found.answer("scope", values={"half_days": 4})
    again = found.asked("agree_scope")
    assert (again.person, again.round) == (HEAD, 2)
    found.answer(again)
    found.answer("shortlist")
    assert found.deployment.half_days == 4


def test_the_days_that_were_scoped_count_whatever_the_first_mail_said() -> None:
    found = opened("linwood", half_days=6)
    found.answer("scope", values={"scope": "s", "when": "w", "outcomes": "o", "half_days": 10})
    found.answer("agree_scope")
    found.answer("shortlist")
    assert found.deployment.half_days == 10


def test_a_plan_that_is_sent_back_is_written_and_agreed_anew() -> None:
    found = at("agree_plan", "linwood")
    found.decline("agree_plan", "Year 2 is missing.")
    assert found.waiting() == ["action_plan"]
    found.answer("action_plan")
    assert found.asked("agree_plan").round == 2
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED


# --- a no that the coordinator has to see to ---


def test_a_declined_signature_stops_the_agreement_until_the_coordinator_acts() -> None:
    found = at("sign_agreement")
    mine, *others = found.all_asked("sign_agreement")
    found.decline(mine, "I will not sign that.")
    for prompt in others:
        found.answer(prompt)
    assert found.deployment.state is DeploymentState.PROPOSED
    assert found.deployment.agreed_at is None
    assert found.waiting() == []
    assert found.case.is_open
    assert COORDINATOR in {x.recipient for x in found.told_ever(what="declined")}


def test_a_declined_question_is_put_once_more_when_the_coordinator_says_so() -> None:
    found = at("sign_agreement")
    mine, *others = found.all_asked("sign_agreement")
    for prompt in others:
        found.answer(prompt)
    found.decline(mine)
    found.done(found.ask_again(mine))
    assert found.latest(mine).state is PromptState.SUPERSEDED
    again = found.asked("sign_agreement")
    assert again.person == mine.person
    assert again.round > found.latest(mine).round
    found.answer(again)
    assert found.deployment.state is DeploymentState.AGREED


def test_the_coordinator_can_go_back_to_an_earlier_step_because_of_a_no() -> None:
    found = at("sign_agreement")
    first, second, *others = found.all_asked("sign_agreement")
    found.decline(first)
    found.decline(second)
    found.answer(others[0])
    found.done(found.ask_again(first, "availability"))
    assert found.deployment.sle == SANA, "the SLE stays: the match is not undone"
    assert found.waiting() == ["confirm_availability"]
    found.go_on_to("sign_agreement")
    assert len(found.all_asked("sign_agreement")) == 4, "those who declined are asked again, too"
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED


def test_going_back_to_the_match_ends_the_deployment() -> None:
    found = at("sign_agreement")
    mine = found.all_asked("sign_agreement")[0]
    found.decline(mine)
    found.done(found.ask_again(mine, "match"))
    assert found.deployment_states() == ["ended", "vacant"]
    assert found.waiting() == ["shortlist"]


def test_going_back_to_a_step_that_there_is_none_of_names_those_there_are() -> None:
    found = at("sign_agreement")
    mine = found.all_asked("sign_agreement")[0]
    found.decline(mine)
    refusal = found.refused(found.ask_again(mine, "the beginning"))
    assert "'the beginning'" in refusal.reason
    assert "match, confirm choice" in refusal.hint


def test_only_a_declined_question_can_be_asked_again() -> None:
    found = at("sign_agreement")
    mine = found.all_asked("sign_agreement")[0]
    assert "declined" in found.refused(found.ask_again(mine)).reason


def test_a_no_that_was_seen_to_cannot_undo_what_came_after_it() -> None:
    found = at("approve_release")
    prompt = found.asked("approve_release")
    found.decline(prompt)
    found.answer("shortlist", sle=SILAS)
    for step in (None, "match"):
        refusal = found.refused(found.ask_again(prompt, step))
        assert "gone on" in refusal.reason
    assert found.deployment_states() == ["ended", "proposed"]


# --- somebody without a head, or nobody at all ---


def test_an_sle_whose_home_head_is_unknown_leaves_it_to_the_coordinator() -> None:
    found = at("confirm_availability")
    found.appoint("harbour", "head", None)
    found.answer("confirm_availability")
    prompt = found.asked("approve_release")
    assert prompt.person is None
    (told,) = found.told(what="nobody_to_ask")
    assert (told.recipient, told.facts["role"]) == (COORDINATOR, "home_head")
    found.on_behalf(prompt)
    assert set(found.waiting()) == {"sign_agreement"}
    assert None in {x.person for x in found.all_asked("sign_agreement")}


def test_an_unknown_sle_cannot_be_chosen() -> None:
    found = at("shortlist")
    assert "not known" in found.refused(found.answering("shortlist", sle="sle-nobody")).reason


def test_nobody_is_chosen_before_the_days_are_said() -> None:
    found = at("shortlist", "linwood", half_days=None)
    found.known = found.case.with_entity(found.deployment.with_(half_days=None))
    for form in found.case.form:
        kept = {k: v for k, v in form.values.items() if k != "half_days"}
        found.known = found.case.with_entity(form.with_(values=kept))
    refusal = found.refused(found.answering("shortlist", sle=SANA))
    assert "how many days" in refusal.reason
    found.answer("shortlist", sle=SANA, half_days=4)
    assert found.deployment.half_days == 4


def test_an_sle_without_days_left_cannot_be_overridden() -> None:
    found = at("shortlist", half_days=6)
    spent = sle("Sana Leigh", promised={2026: 18})
    found.know(sles={**found.facts.sles, SANA: spent})
    command = found.answering("shortlist", values={"sle": SANA, "override": "Please."})
    assert "1 of 10 days left" in found.refused(command).reason


def test_the_alliances_yearly_limit_gives_way_to_a_reason() -> None:
    found = at("shortlist", "linwood", half_days=6)
    busy = sle("Sana Leigh", promised={2026: 18}, half_days_per_year=None)
    found.know(sles={**found.facts.sles, SANA: busy})
    assert "10 days a school year" in found.refused(found.answering("shortlist", sle=SANA)).reason
    found.answer("shortlist", values={"sle": SANA, "override": "Nobody else knows phonics."})
    assert found.deployment.sle == SANA


def test_choosing_with_a_number_of_days_sets_no_condition() -> None:
    found = at("shortlist")
    found.answer("shortlist", sle=SANA, half_days=5)
    assert found.deployment.half_days == 5
    assert found.told(what="condition") == []
    assert "condition_set" not in found.events


def test_a_person_who_left_the_directory_still_signs_their_answer() -> None:
    found = at("approve_release")
    found.answer("approve_release")
    found.know(people={x: person("Nobody Else") for x in ("per-nobody-else",)})
    prompt = next(x for x in found.case.prompt if x.kind == "approve_release")
    assert HOME_HEAD in found.refused(found.answering(prompt)).reason
