"""Which SLEs suit a need: ranked, with reasons, and every veto named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import matching
from core.matching import Need, Veto
from core.parties import School, Sle
from core.process import DayLimits, YearLimit
from tests.support.deciding import opened, sle

OAKFIELD = School("oakfield", "Oakfield Primary School", "primary", "Lewes", trust="Weald Trust")


def need(**changes: Any) -> Need:
    """Return a need for three days of phonics at a primary school."""
    told: dict[str, Any] = {
        "specialisms": ("phonics",),
        "phase": "primary",
        "schools": (OAKFIELD,),
        "half_days": 6,
        "on": date(2026, 10, 5),
        "year": 2026,
        "limits": DayLimits(),
    }
    return Need(**(told | changes))


def somebody(**changes: Any) -> Sle:
    """Return an SLE against whom there is nothing."""
    return sle("Sana Leigh", **changes)


def against(asked: Need, who: Sle) -> list[Veto]:
    """Return what stands against asking somebody."""
    return list(matching.vetoes(asked, who))


def test_nothing_stands_against_somebody_who_suits() -> None:
    assert against(need(), somebody()) == []


VETOES: list[tuple[str, Need, Sle, str, bool]] = [
    ("on hold", need(), somebody(status="on_hold"), "designation is on hold", True),
    (
        "designation over",
        need(),
        somebody(designated_until=date(2026, 10, 4)),
        "designation ended on 4 October 2026",
        True,
    ),
    ("own school", need(), somebody(home_school="oakfield"), "works at the receiving school", True),
    (
        "own trust",
        need(),
        somebody(home_trust="Weald Trust"),
        "works in the receiving school's own trust",
        False,
    ),
    (
        "refused before",
        need(refused=frozenset({"sle-sana-leigh"})),
        somebody(),
        "was already proposed for this request, and it came to nothing",
        False,
    ),
    (
        "not wanted",
        need(unwanted="Anybody but sana leigh, please"),
        somebody(),
        "the school asked not to have them",
        False,
    ),
    (
        "other specialism",
        need(specialisms=("mathematics",)),
        somebody(),
        "has none of the specialisms asked for",
        False,
    ),
    (
        "other phase",
        need(phase="secondary"),
        somebody(),
        "does not work in the secondary phase",
        False,
    ),
    (
        "no days of their own left",
        need(half_days=6),
        somebody(half_days_per_year=20, promised={2026: 15}),
        "has 2.5 of 10 days left this school year, 3 are needed",
        True,
    ),
    (
        "more promised than there were",
        need(half_days=1),
        somebody(half_days_per_year=20, promised={2026: 23}),
        "has 0 of 10 days left this school year, 0.5 are needed",
        True,
    ),
    (
        "over the alliance's limit, which warns",
        need(limits=DayLimits(days_per_year=10)),
        somebody(half_days_per_year=None, promised={2026: 15}),
        "would go over the alliance's 10 days a school year (7.5 promised, 3 needed)",
        False,
    ),
    (
        "over the alliance's limit, which refuses",
        need(limits=DayLimits(days_per_year=10, over=YearLimit.REFUSE)),
        somebody(half_days_per_year=None, promised={2026: 15}),
        "would go over the alliance's 10 days a school year (7.5 promised, 3 needed)",
        True,
    ),
]


@pytest.mark.parametrize(
    ("_name", "asked", "who", "why", "firm"), VETOES, ids=[x[0] for x in VETOES]
)
def test_a_veto_says_why_and_whether_it_can_be_overridden(
    _name: str, asked: Need, who: Sle, why: str, firm: bool
) -> None:
    assert against(asked, who) == [Veto(why, firm)]


FREE: list[tuple[str, Need, Sle]] = [
    ("to the very last half day", need(half_days=6), somebody(promised={2026: 14})),
    ("another year's days", need(half_days=6), somebody(promised={2025: 20})),
    ("designated until today", need(), somebody(designated_until=date(2026, 10, 5))),
    ("in no trust at all", need(schools=(replace(OAKFIELD, trust=None),)), somebody()),
    ("in another trust", need(), somebody(home_trust="Downs Trust")),
    ("phases not stated", need(phase="secondary"), somebody(phases=())),
    ("no phase asked for", need(phase=None), somebody(phases=("secondary",))),
    ("no specialism asked for", need(specialisms=()), somebody(specialisms=("music",))),
    ("somebody else unwanted", need(unwanted="Silas Emery"), somebody()),
]


@pytest.mark.parametrize(("_name", "asked", "who"), FREE, ids=[x[0] for x in FREE])
def test_what_is_no_veto(_name: str, asked: Need, who: Sle) -> None:
    assert against(asked, who) == []


def test_the_reasons_are_those_a_head_would_give() -> None:
    asked = need(specialisms=("phonics", "english", "music"), wanted="Could Sana Leigh come?")
    found = matching.consider(asked, somebody(promised={2026: 4}))
    assert found.reasons == (
        "specialism: Phonics, English",
        "works in the primary phase",
        "8 days left this school year",
        "the school asked for them by name",
    )


def test_the_better_fit_comes_first_and_whoever_is_vetoed_last() -> None:
    both = sle("Beth Both", specialisms=("phonics", "english"))
    one = sle("Olly One", specialisms=("phonics",))
    held = sle("Hal Held", specialisms=("phonics", "english"), status="on_hold")
    found = matching.rank(need(specialisms=("phonics", "english")), [held, one, both])
    assert [x.sle.person.name for x in found] == ["Beth Both", "Olly One", "Hal Held"]
    assert found[-1].vetoes


def test_equal_candidates_come_by_name() -> None:
    names = ["Cy Third", "Al First", "Bo Second"]
    found = matching.rank(need(), [sle(x) for x in names])
    assert [x.sle.person.name for x in found] == sorted(names)


@given(st.permutations([sle(f"Ann Other{n}", promised={2026: n}) for n in range(6)]))
def test_the_order_of_the_directory_makes_no_difference(given_: list[Sle]) -> None:
    expected = matching.rank(need(), sorted(given_, key=lambda x: x.id))
    assert matching.rank(need(), given_) == expected


def test_a_need_is_put_together_from_the_request_and_the_deployment() -> None:
    found = opened(wanted_sle="Silas Emery", unwanted_sle="Sol Ellery", half_days=6)
    found.go_on_to("confirm_choice")
    found.decline("confirm_choice")
    asked = matching.need_of(
        found.case,
        found.deployment,
        found.facts.schools.values(),
        found.process.limits,
        date(2026, 10, 5),
        2026,
    )
    assert asked.specialisms == ("phonics",)
    assert asked.phase == "primary", "the school's own, since the request names none"
    assert [x.id for x in asked.schools] == ["oakfield"]
    assert (asked.half_days, asked.wanted, asked.unwanted) == (6, "Silas Emery", "Sol Ellery")
    assert asked.refused == {"sle-sana-leigh"}
