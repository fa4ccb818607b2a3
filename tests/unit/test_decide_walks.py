"""The three ways of brokering, walked from the request to the last pound, in pure values."""

from collections import Counter
from typing import Any

import pytest

from core import money
from core.errors import Refusal
from core.model import Case, CaseState
from core.process import Payer, Process, Role
from tests.support.deciding import Matter, opened
from tests.support.worlds import SLUGS, processes

IN_SHORT = {
    "linwood": """
        scope agree_scope shortlist confirm_choice approve_release make_contact action_plan
        agree_plan finalise_arrangements sign_agreement sign_agreement sign_agreement log_visits
        evaluate evaluate sign_off_evaluation raise_invoice supply_invoice
        pay_invoice confirm_receipt pay_invoice confirm_receipt""",
    "connected-partnership": """
        shortlist confirm_choice approve_release make_contact draft_agreement draft_agreement
        sign_agreement sign_agreement sign_agreement log_visits evaluate evaluate review_quality
        raise_invoice supply_invoice pay_invoice confirm_receipt pay_invoice confirm_receipt""",
    "east-sussex": """
        agree_request shortlist confirm_choice confirm_availability approve_release
        sign_agreement sign_agreement sign_agreement sign_agreement make_contact action_plan
        log_visits evaluate forward_evaluation evaluate sign_off_evaluation report_to_boards
        raise_invoice pay_invoice confirm_receipt""",
}
"""What is asked, in its order, when a complete request meets nobody but the willing."""


@pytest.mark.parametrize("slug", SLUGS)
def test_a_complete_request_walks_to_its_end(slug: str) -> None:
    found = opened(slug)
    assert found.go_on_to_the_end().record.state is CaseState.CLOSED
    assert found.kinds_put() == IN_SHORT[slug].split()
    assert found.case.record.closed_at == found.now
    assert found.case.record.step == ""
    assert found.case.record.next_due_at is None
    assert found.deployment_states() == ["completed"]


MONEY: list[tuple[str, str, int, dict[str, int]]] = [
    ("linwood", "own", 6, {"charge": 105_000, "home school part": 90_000}),
    ("linwood", "own", 1, {"charge": 17_500, "home school part": 15_000}),
    ("connected-partnership", "own", 6, {"charge": 105_000, "home school part": 90_000}),
    ("connected-partnership", "own", 5, {"charge": 87_500, "home school part": 75_000}),
    ("east-sussex", "own", 7, {"charge": 122_500}),
    ("east-sussex", "boards", 6, {"charge": 45_000, "grant": 60_000}),
    ("east-sussex", "boards", 1, {"charge": 7_500, "grant": 10_000}),
    ("east-sussex", "eip", 3, {"EIP charge": 52_500}),
]
"""£350 = £300 + £50 or £200 + £150 a day, and halves of it, in pence (docs/rules.md#day-rate)."""


@pytest.mark.parametrize(("slug", "funding", "half_days", "lines"), MONEY)
def test_every_penny_of_a_walk_is_as_the_alliances_say(
    slug: str, funding: str, half_days: int, lines: dict[str, int]
) -> None:
    found = opened(slug, funding=funding, half_days=half_days)
    found.go_on_to_the_end()
    assert {x.line: x.pence for x in found.case.invoice} == lines
    assert Counter(x.pence for x in found.case.payment) == Counter(lines.values())
    kept = money_kept(found.case)
    assert sum(kept.values()) == 35_000 * half_days // 2
    assert kept.get("alliance", 0) == (0 if slug == "east-sussex" else 5_000 * half_days // 2)
    assert money.reconcile(found.case, {}).differences == ()


def money_kept(case: Case) -> dict[str, int]:
    """Return what home school and alliance are left with."""
    left: Counter[str] = Counter()
    for invoice in case.invoice:
        left[invoice.payee] += invoice.pence
        left[invoice.payer] -= invoice.pence
    return {who: left[who] for who in (Payer.HOME_SCHOOL, Payer.ALLIANCE) if left[who]}


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_is_told_the_same_thing_twice(slug: str) -> None:
    found = opened(slug)
    found.go_on_to_the_end()
    told = Counter(x.dedup for x in found.notices)
    assert [x for x, times in told.items() if times > 1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_went_to_somebody(slug: str) -> None:
    found = opened(slug)
    found.go_on_to_the_end()
    assert [x.id for x in found.case.prompt if x.person is None] == []
    put = {x.prompt for x in found.notices if x.kind == "prompt"}
    assert put == {x.id for x in found.case.prompt}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_walk_without_anybody_in_the_directory_ends_by_the_coordinators_hand(slug: str) -> None:
    found = opened(slug)
    found.know(posts={})
    for _ in range(60):
        for prompt in found.case.open_prompts():
            if found.latest(prompt).open:
                found.on_behalf(prompt) if prompt.kind != "log_visits" else found.answer(prompt)
        if not found.case.is_open:
            break
    assert found.case.record.state is CaseState.CLOSED


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_values_give_the_same_decision(slug: str) -> None:
    one, other = opened(slug), opened(slug)
    one.go_on_to_the_end()
    other.go_on_to_the_end()
    assert one.case == other.case
    assert one.notices == other.notices


@pytest.mark.parametrize("slug", SLUGS)
def test_a_refusal_at_any_point_leaves_the_case_as_it_was(slug: str) -> None:
    found = opened(slug)
    for _ in range(60):
        if not found.case.is_open:
            break
        prompt = found.case.open_prompts()[0]
        before = found.case
        refusal = found.refused(found.answering(prompt, actor="stranger@elsewhere.example"))
        assert isinstance(refusal, Refusal)
        assert found.case == before
        found.answer(prompt)


# --- withdrawn on the way ---


def _every_kind(process: Process) -> list[str]:
    asked = [x.spec.kind for x in process.specs() if Role.BOARD not in x.spec.to]
    return list(dict.fromkeys(x for x in asked if x != "request_form"))


STOPS: list[Any] = [
    (slug, kind) for slug in SLUGS for kind in _every_kind(processes()[slug].process)
]


@pytest.mark.parametrize(("slug", "kind"), STOPS)
def test_a_case_can_be_withdrawn_wherever_it_stands(slug: str, kind: str) -> None:
    found = opened(slug)
    found.go_on_to(kind)
    found.done(found.withdraw())
    assert found.case.record.state is CaseState.WITHDRAWN
    assert found.waiting() == []
    assert not any(x.holds_days for x in found.case.deployment)


# --- money after a change of mind ---


def test_days_worked_for_an_sle_who_dropped_out_are_still_billed() -> None:
    found: Matter = opened("east-sussex", half_days=2)
    found.go_on_to("sign_off_evaluation")
    first = found.deployment
    declined = found.all_asked("sign_off_evaluation")[0]
    found.decline(declined)
    found.done(found.ask_again(declined, "match"))
    differences = money.reconcile(found.case, {"oakfield": "Oakfield"}).differences
    assert differences == ("No invoice 'charge' for Oakfield has been recorded; £350.00 is due.",)
    found.done(found.invoice(deployment=first.id, pence=35_000))
    assert found.case.invoice[0].deployment == first.id
