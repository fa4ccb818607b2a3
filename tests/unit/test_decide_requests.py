"""How a case begins: what is acknowledged, what is asked, and what is not asked again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from core.model import CaseState, DeploymentState, PromptState
from tests.support.deciding import COMPLETE, COORDINATOR, DIRECTOR, HEAD, Matter, matter, opened
from tests.support.worlds import SLUGS, request


def begun(slug: str, without: tuple[str, ...] = (), **values: Any) -> Matter:
    """Open a request that leaves some things out."""
    found = matter(slug)
    told = {k: v for k, v in {**COMPLETE, **values}.items() if k not in without}
    command = request("open", slug=slug)
    found.done(replace(command, request=told))
    return found


def test_the_reference_counts_up_under_the_alliances_own_letters() -> None:
    assert opened("east-sussex").case.ref == "ES-0012"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_complete_request_is_acknowledged_plainly_and_goes_on(slug: str) -> None:
    found = opened(slug)
    (told,) = found.told("acknowledgement")
    assert (told.recipient, told.prompt) == (HEAD, None)
    assert "request_form" not in found.kinds_put()
    assert found.waiting(), "somebody has to be asked next"
    assert found.case.record.completed_request_at == found.now


@pytest.mark.parametrize(
    ("slug", "without"),
    [
        ("linwood", ("need",)),
        ("linwood", ("specialisms", "need")),
        ("connected-partnership", ("outcomes", "when", "days")),
        ("east-sussex", ("teacher_standards",)),
        ("east-sussex", ("teacher_standards", "specialisms", "need")),
    ],
)
def test_the_acknowledgement_carries_the_first_questions(
    slug: str, without: tuple[str, ...]
) -> None:
    found = begun(slug, without)
    (told,) = found.told("acknowledgement")
    prompt = found.asked("request_form")
    assert (told.recipient, told.prompt) == (HEAD, prompt.id)
    assert found.told("prompt") == [], "one letter, not two"
    assert found.case.record.completed_request_at is None


def test_only_what_is_missing_is_asked() -> None:
    found = begun("east-sussex", ("teacher_standards",))
    found.answer("request_form", values={"teacher_standards": (6,)})
    assert found.case.request["teacher_standards"] == (6,)
    assert found.case.request["need"] == COMPLETE["need"]
    assert found.waiting() == ["agree_request"]


def test_a_partly_filled_form_stays_open_and_asks_the_rest_once() -> None:
    found = begun("east-sussex", ("teacher_standards", "need"))
    found.answer("request_form", values={"need": "Phonics in Year 1."})
    prompt = found.asked("request_form")
    (told,) = found.told("prompt")
    assert told.facts["missing"] == ["teacher_standards"]
    assert (told.recipient, told.prompt) == (HEAD, prompt.id)
    assert found.last is not None
    assert found.last.result["missing"] == ["teacher_standards"]
    found.answer(prompt, values={"teacher_standards": (3,)})
    assert found.latest(prompt).state is PromptState.ANSWERED
    assert found.case.request["need"] == "Phonics in Year 1."


def test_a_second_form_that_the_first_mail_answered_is_never_put() -> None:
    found = opened("east-sussex")
    found.answer("agree_request")
    assert found.waiting() == ["shortlist"]


def test_a_second_form_asks_for_what_the_first_mail_left_out() -> None:
    found = begun("east-sussex", ("days", "funding"))
    found.answer("agree_request")
    prompt = found.asked("request_form")
    found.answer(prompt, values={"half_days": 5, "funding": "own"})
    assert found.deployment.half_days == 5
    assert found.waiting() == ["shortlist"]


def test_a_request_with_nothing_to_ask_at_once_is_acknowledged_only_once() -> None:
    for slug in SLUGS:
        assert len(opened(slug).told_ever("acknowledgement")) == 1


def test_a_no_of_the_coordinator_ends_the_request_and_the_head_is_told_why() -> None:
    found = opened("east-sussex")
    found.decline("agree_request", "We have nobody for sixth-form Latin.")
    assert found.case.record.state is CaseState.DECLINED
    assert found.deployment_states() == [DeploymentState.ENDED]
    (told,) = found.told(what="request_declined")
    assert told.recipient == HEAD
    assert told.facts["reason"] == "We have nobody for sixth-form Latin."
    assert found.case.record.next_due_at is None


# --- somebody whom the directory does not know ---


def unknown(**values: Any) -> Matter:
    """Open a request of somebody who is not in the directory."""
    found = matter("east-sussex")
    told: dict[str, Any] = {
        "actor": "New.Head@elsewhere.example",
        "requester": None,
        "requester_address": "New.Head@elsewhere.example",
        "author_proven": False,
    }
    found.done(replace(request("open"), **(told | values)))
    return found


def test_an_unknown_requester_is_asked_at_their_address() -> None:
    found = unknown()
    prompt = found.asked("request_form")
    assert prompt.person is None
    assert [x.recipient for x in found.told("acknowledgement")] == ["New.Head@elsewhere.example"]


def test_an_unknown_requester_can_answer_from_their_address() -> None:
    found = unknown()
    found.answer(
        "request_form",
        actor="new.head@elsewhere.example",
        values={"teacher_standards": (3,)},
    )
    assert found.waiting() == ["agree_request"]


def test_the_rest_of_somebody_elses_form_is_never_asked_of_the_requester() -> None:
    found = matter("linwood")
    found.appoint("", "director", None)
    found.appoint("", "coordinator", None)
    found.done(request("open", slug="linwood", **_without("half_days")))
    prompt = found.asked("scope")
    assert prompt.person is None
    found.answer(prompt, actor="cli", on_behalf=True, values={"scope": "Year 1 phonics."})
    assert found.told("prompt") == []


def _without(*names: str) -> Mapping[str, Any]:
    return {k: v for k, v in COMPLETE.items() if k not in names}


# --- withdrawing ---


def test_everybody_who_was_asked_hears_that_a_request_is_withdrawn() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_agreement")
    found.answer(found.all_asked("sign_agreement")[0])
    found.done(found.withdraw("We have found somebody ourselves."))
    told = found.told(what="withdrawn")
    asked = {x.person for x in found.case.prompt}
    assert {x.recipient for x in told} == asked | {HEAD, COORDINATOR}
    assert DIRECTOR in asked
    assert {x.facts["reason"] for x in told} == {"We have found somebody ourselves."}
    assert found.case.record.state is CaseState.WITHDRAWN
    assert not found.case.open_prompts()


def test_an_unknown_requester_hears_at_their_address_that_the_case_was_withdrawn() -> None:
    found = unknown()
    found.done(found.withdraw())
    assert "New.Head@elsewhere.example" in {x.recipient for x in found.told(what="withdrawn")}


def test_a_case_that_is_over_takes_no_more_answers() -> None:
    found = opened("east-sussex")
    prompt = found.asked("agree_request")
    command = found.answering(prompt)
    found.done(found.withdraw())
    refusal = found.refused(command)
    assert "ES-0012 is withdrawn" in refusal.reason
