"""A real case as Slack shows it: what stands on its card at each turn, and what never does."""

from dataclasses import replace

import pytest

from bot.views.case_card import case_card
from bot.views.shown import CaseCard
from bot.views.standing import (
    Standing,
    bills,
    card_of,
    choices,
    ending,
    lendings,
    open_invoices,
    places,
    questions,
)
from core.matching import Candidate, Veto
from core.model import PromptState
from core.names import Names
from core.parties import Person, Sle
from core.store import naming
from core.store.engine import Database
from tests.support.brokering import REQUESTED, Brokering
from tests.support.slack_views import sound

PRIVATE = {
    **REQUESTED,
    "need": "NEED-TOLD",
    "who_needs_support": "WHO-TOLD",
    "priorities": "PRIORITIES-TOLD",
    "unwanted_sle": "UNWANTED-TOLD",
    "wanted_sle": "WANTED-TOLD",
    "contact": "CONTACT-TOLD",
    "po_number": "PO-TOLD",
    "when": "Summer term",
}


@pytest.fixture
def county(sqlite: Database) -> Brokering:
    return Brokering(sqlite)


def standing(county: Brokering, ref: str) -> Standing:
    case = county.case(ref)
    with county.database.read() as connection:
        names = naming.names_for(connection, [case])
        process = county.library.pinned_process(connection, case.record.process)
    return Standing(case=case, names=names, process=process, now=county.clock.now())


def card(county: Brokering, ref: str) -> CaseCard:
    return card_of(standing(county, ref))


# --- what stands on a card ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["agree_request", "shortlist", "log_visits", "confirm_receipt"])
def test_no_card_tells_the_story_of_a_request_or_who_needs_support(
    county: Brokering, kind: str
) -> None:
    ref = county.ask(request=PRIVATE, subject="SUBJECT-TOLD")
    county.go_on_to(ref, kind)
    shown = sound(case_card(card(county, ref)))
    assert "TOLD" not in f"{shown.text}{shown.blocks}"
    assert "Phonics" in str(shown.blocks)
    assert "Oakfield Primary School" in str(shown.blocks)


def test_a_card_waits_for_who_was_asked_in_the_alliances_own_titles(county: Brokering) -> None:
    ref = county.ask()
    prompt = county.go_on_to(ref, "shortlist")
    found = card(county, ref)
    assert [x.who for x in found.waiting] == ["Cora Dean (Support Lead)"]
    assert found.match is not None
    assert found.match.prompt == prompt.id
    assert found.match.deployment == prompt.about


def test_only_a_signature_is_marked_as_one(county: Brokering) -> None:
    ref = county.ask()
    county.go_on_to(ref, "confirm_choice")
    assert not any(x.signs for x in questions(standing(county, ref)))
    county.go_on_to(ref, "sign_agreement")
    assert all(x.signs for x in questions(standing(county, ref)))


def test_visits_can_be_logged_once_all_is_agreed(county: Brokering) -> None:
    ref = county.ask()
    county.go_on_to(ref, "sign_agreement")
    assert not places(standing(county, ref))
    county.go_on_to(ref, "log_visits")
    (place,) = places(standing(county, ref))
    assert (place.school, place.name) == ("oakfield", "Oakfield Primary School")
    (lent,) = lendings(standing(county, ref))
    assert (lent.sle, lent.half_days_agreed, lent.half_days_logged) == ("Noor Aziz", 6, 0)
    assert lent.under_way


def test_what_is_due_and_what_is_open_comes_to_the_penny(county: Brokering) -> None:
    ref = county.ask()
    county.go_on_to(ref, "raise_invoice")
    assert {(x.line, x.open) for x in bills(standing(county, ref))} == {
        ("charge", 105_000),
        ("home part", 90_000),
    }
    assert not open_invoices(standing(county, ref))
    county.go_on_to(ref, "confirm_receipt")
    seen = standing(county, ref)
    assert not bills(seen)
    assert sorted(x.open for x in open_invoices(seen)) == [90_000, 105_000]
    found = card_of(seen)
    assert (found.may_invoice, found.may_pay) == (False, True)
    assert "Invoice INV-7 (charge): £1,050.00, raised" in found.money


def test_a_case_that_is_over_has_a_quiet_card(county: Brokering) -> None:
    ref = county.ask()
    for _ in range(100):
        for prompt in county.open_prompts(ref):
            county.answer(prompt)
    found = card(county, ref)
    assert (found.state, found.closed) == ("closed", "Monday 3 March")
    assert not found.waiting
    assert len(sound(case_card(found)).blocks) <= 3


def test_an_ending_is_read_from_the_question_itself(county: Brokering) -> None:
    ref = county.ask()
    prompt = county.go_on_to(ref, "confirm_choice")
    county.answer(prompt, conditions=("not Thursdays",))
    seen = standing(county, ref)
    answered = seen.case.find_prompt(prompt.id)
    assert answered is not None
    found = ending(seen, answered)
    assert (found.state, found.verdict, found.by) == (PromptState.ANSWERED, "yes", "Cora Dean")
    assert found.conditions == ("not Thursdays",)


def test_a_question_that_is_late_says_so(county: Brokering) -> None:
    ref = county.ask()
    prompt = county.go_on_to(ref, "agree_request")
    seen = standing(county, ref)
    assert not questions(seen)[0].overdue
    late = replace(seen, now=prompt.due_at.replace(year=prompt.due_at.year + 1))
    assert questions(late)[0].overdue


# --- the shortlist --------------------------------------------------------------------------------


def test_a_shortlist_keeps_its_order_its_reasons_and_which_vetoes_are_firm() -> None:
    noor = Sle(
        "noor", Person(id="p", name="Noor Aziz", email=None), "elmbrook", ("phonics",), (), None
    )
    found = choices(
        [
            Candidate(noor, 60, ("specialism: Phonics",), ()),
            Candidate(noor, 10, (), (Veto("own trust", firm=False), Veto("on hold", firm=True))),
        ],
        Names({"elmbrook": "Elmbrook Academy"}),
    )
    assert [(x.home_school, x.reasons, x.vetoes, x.firm) for x in found] == [
        ("Elmbrook Academy", ("specialism: Phonics",), (), False),
        ("Elmbrook Academy", (), ("own trust", "on hold"), True),
    ]
