"""One request for several schools, and requests whose school is not known yet."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.model import CaseState, DeploymentState
from tests.support.deciding import COMPLETE, COORDINATOR, HEAD, Matter, matter, opened, person
from tests.support.worlds import person_id, request

DAY = timedelta(days=1)
THREE = ("oakfield", "beacon", "elmbrook")
ELMBROOK_HEAD = person_id("Ella Brook")
BEACON_HEAD = person_id("Bea Hillier")


def group(slug: str = "east-sussex", **values: Any) -> Matter:
    """Open a request for three schools, each with a head of its own."""
    found = matter(slug)
    found.know(
        posts={**found.facts.posts, ("elmbrook", "head"): ELMBROOK_HEAD},
        people={**found.facts.people, ELMBROOK_HEAD: person("Ella Brook")},
    )
    found.done(request("open", slug=slug, schools=THREE, **{**COMPLETE, **values}))
    return found


def test_each_head_of_a_group_is_asked() -> None:
    found = group()
    found.go_on_to("confirm_choice")
    asked = {x.school: x.person for x in found.all_asked("confirm_choice")}
    assert asked == {"oakfield": HEAD, "beacon": BEACON_HEAD, "elmbrook": ELMBROOK_HEAD}


def test_what_comes_next_waits_for_all_of_them() -> None:
    found = group()
    found.go_on_to("confirm_choice")
    one, two, three = found.all_asked("confirm_choice")
    found.answer(two)
    found.answer(three)
    assert found.waiting() == ["confirm_choice"]
    found.answer(one)
    assert found.waiting() == ["confirm_availability"]


def test_one_heads_no_ends_the_deployment_for_the_group() -> None:
    found = group()
    found.go_on_to("confirm_choice")
    one, two, _ = found.all_asked("confirm_choice")
    found.answer(one)
    found.decline(two, "Not her, please.")
    assert found.deployment_states() == ["ended", "vacant"]
    assert found.deployment.schools == THREE
    assert found.waiting() == ["shortlist"]


def test_all_heads_of_a_group_sign() -> None:
    found = group()
    found.go_on_to("sign_agreement")
    assert len(found.all_asked("sign_agreement")) == 6
    for prompt in found.all_asked("sign_agreement"):
        assert found.deployment.state is DeploymentState.PROPOSED
        found.answer(prompt)
    assert found.deployment.agreed_at == found.now


def test_each_school_of_a_group_writes_its_own_evaluation() -> None:
    found = group()
    found.go_on_to("forward_evaluation")
    found.answer("forward_evaluation")
    one, two, three = found.all_asked("evaluate")
    whole = dict(found.answering(one).values)
    found.answer(one, values={**whole, "overall": "Splendid."})
    found.done(found.answering(two, values={"overall": "Middling."}))
    assert found.latest(two).open, "what the first school wrote does not answer for the second"
    found.answer(two, values=whole)
    found.answer(three, values=whole)
    written = {
        x: found.case.latest_form("evaluation", found.deployment.id, "receiving_head", x)
        for x in THREE
    }
    assert {x: form.values["overall"] if form else "" for x, form in written.items()} == {
        "oakfield": "Splendid.",
        "beacon": whole["overall"],
        "elmbrook": whole["overall"],
    }


def test_each_school_of_a_group_pays_for_its_own_days() -> None:
    found = group(half_days=6)
    found.go_on_to("log_visits")
    today = found.pass_time(weeks=1).date()
    found.log((today, 2), school="oakfield")
    found.log((today - DAY, 2), (today - 2 * DAY, 1), school="beacon")
    found.log((today - 3 * DAY, 1), school="elmbrook")
    found.go_on_to_the_end()
    billed = {x.school: x.pence for x in found.case.invoice}
    assert billed == {"oakfield": 35_000, "beacon": 52_500, "elmbrook": 17_500}
    assert found.case.record.state is CaseState.CLOSED


def test_a_school_that_was_not_visited_pays_nothing_and_is_asked_for_nothing() -> None:
    found = group(half_days=2)
    found.go_on_to("log_visits")
    found.log((found.now.date(), 2), school="beacon")
    found.go_on_to("raise_invoice")
    assert [x.school for x in found.all_asked("raise_invoice")] == ["beacon"]
    found.go_on_to_the_end()
    assert [(x.school, x.pence) for x in found.case.invoice] == [("beacon", 35_000)]


# --- a school that is not known yet ---


def nowhere(slug: str = "east-sussex", **values: Any) -> Matter:
    """Open a request that says everything but for which school it is."""
    found = matter(slug)
    told = {k: v for k, v in {**COMPLETE, **values}.items() if k != "school"}
    found.done(replace(request("open", slug=slug), schools=(), request=told))
    return found


def test_a_request_for_an_unknown_school_is_asked_for_it() -> None:
    for slug in ("linwood", "connected-partnership", "east-sussex"):
        found = nowhere(slug)
        assert found.waiting() == ["request_form"]
        found.done(
            found.answering(
                "request_form",
                values={"school": "Oakfield Primary School", "school_ids": ("oakfield",)},
            )
        )
        assert found.case.record.schools == ("oakfield",)
        assert found.deployment.schools == ("oakfield",)
        found.go_on_to("confirm_choice")
        assert found.asked("confirm_choice").person == HEAD
        assert found.go_on_to_the_end().record.state is CaseState.CLOSED


def test_a_name_that_fits_no_school_leaves_the_question_open() -> None:
    found = nowhere()
    found.done(found.answering("request_form", values={"school": "The old school"}))
    assert found.waiting() == ["request_form"]
    (told,) = found.told("prompt")
    assert told.facts["missing"] == ["school"]
    found.on_behalf(
        "request_form", values={"school": "Oakfield Primary School", "school_ids": ("oakfield",)}
    )
    assert found.waiting() == ["agree_request"]


def test_a_school_said_in_the_first_of_two_answers_is_not_forgotten() -> None:
    found = nowhere(need="")
    found.done(
        found.answering("request_form", values={"school": "Oakfield", "school_ids": ("oakfield",)})
    )
    assert found.waiting() == ["request_form"]
    found.done(found.answering("request_form", values={"need": "Phonics."}))
    assert found.case.record.schools == ("oakfield",)
    assert found.waiting() == ["agree_request"]


def test_a_head_whose_school_nobody_knows_is_not_passed_by() -> None:
    found = opened("east-sussex")
    found.go_on_to("shortlist")
    found.known = found.case.with_entity(found.deployment.with_(schools=()))
    found.answer("shortlist")
    assert found.asked("confirm_choice").person is None
    assert COORDINATOR in {x.recipient for x in found.told(what="nobody_to_ask")}


def test_the_eip_pays_for_its_group_and_is_asked_through_whoever_wrote() -> None:
    found = group(funding="eip", half_days=4)
    found.go_on_to("log_visits")
    today = found.pass_time(weeks=1).date()
    found.log((today, 2), school="oakfield")
    found.log((today - DAY, 2), school="beacon")
    found.go_on_to("pay_invoice")
    asked = found.all_asked("pay_invoice")
    assert {(x.school, x.person) for x in asked} == {("oakfield", HEAD), ("beacon", HEAD)}
    found.go_on_to_the_end()
    assert {(x.line, x.payer, x.pence) for x in found.case.invoice} == {
        ("EIP charge", "eip", 35_000)
    }


def test_opened_without_days_a_case_still_comes_to_its_end() -> None:
    found = opened("linwood", half_days=None)
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
