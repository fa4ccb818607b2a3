"""The shipped ways of brokering are walked from request to last receipt by the real desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, groupby
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from core.commands import Command, LogVisits, VisitMade
from core.desk import Handled
from core.model import Case, Channel, Prompt
from core.store import cases
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.worlds import World, make_world, processes, request, sle_id

LINWOOD, CONNECTED, EAST_SUSSEX = "linwood", "connected-partnership", "east-sussex"
PLAINLY = {"phase": "primary", "half_days": 6}
MOST_ANSWERS = 100


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    database = Database(f"sqlite:///{tmp_path / 'walk.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    yield make_world(database)
    database.close()


@dataclass
class Walk:
    """One case whose every question is answered, in the order they are put."""

    world: World
    slug: str
    funding: str = "own"
    board: list[str] = field(default_factory=lambda: ["yes"])
    schools: tuple[str, ...] = ("oakfield",)
    asked: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def to_the_end(self) -> Case:
        opened = self.world.desk.handle(request("open", slug=self.slug, schools=self.schools))
        assert isinstance(opened, Handled)
        assert opened.case is not None
        for _ in range(MOST_ANSWERS):
            with self.world.database.read() as connection:
                case = cases.load(connection, opened.case)
            assert case is not None
            waiting = case.open_prompts()
            if not waiting:
                return case
            self.answer(case, waiting[0])
        raise AssertionError(f"the case goes round in circles: {self.asked[-10:]}")

    def answer(self, case: Case, prompt: Prompt) -> None:
        self.asked.append(" ".join(x for x in (prompt.kind, prompt.role, prompt.line) if x))
        outcome = self.world.desk.handle(self.command(case, prompt))
        assert isinstance(outcome, Handled), outcome

    def command(self, case: Case, prompt: Prompt) -> Command:
        key = f"answer-{next(self.numbers)}"
        if prompt.kind == "log_visits":
            return self.visit(case, prompt, key)
        given: dict[str, Any] = {}
        if prompt.kind == "shortlist":
            given = {"sle": sle_id("Sana Leigh")}
        if prompt.kind == "approve_funding":
            given = {"verdict": self.board.pop(0)}
            self.funding = "own" if given["verdict"] == "no" else self.funding
        command = answer_to(case, prompt, processes()[self.slug].process, key, **given)
        told = {**PLAINLY, "funding": self.funding}
        values = {name: told.get(name, value) for name, value in command.values.items()}
        return answer_to(
            case, prompt, processes()[self.slug].process, key, **{**given, "values": values}
        )

    def visit(self, case: Case, prompt: Prompt, key: str) -> Command:
        """Work half a day more, at the school that had the fewest."""
        deployment = case.find_deployment(prompt.about)
        assert deployment is not None
        made = len(case.visit)
        self.world.clock.advance(timedelta(days=1))
        today = self.world.clock.now().date()
        school = deployment.schools[made % len(deployment.schools)]
        return LogVisits(
            key=key,
            actor=prompt.person or "",
            channel=Channel.EMAIL,
            case=case.ref,
            deployment=prompt.about,
            visits=(VisitMade(school=school, on=today, half_days=1),),
        )

    @property
    def road(self) -> list[str]:
        """What was asked of whom, each run of the same question once."""
        return [question for question, _ in groupby(self.asked)]


def money(case: Case) -> set[tuple[str, str, str, int, str]]:
    return {(x.payer, x.payee, x.document, x.pence, str(x.state)) for x in case.invoice}


BILLED = [
    "raise_invoice alliance_finance charge",
    "supply_invoice home_finance home school part",
    "pay_invoice receiving_finance charge",
    "confirm_receipt alliance_finance charge",
    "pay_invoice alliance_finance home school part",
    "confirm_receipt home_finance home school part",
]
LINWOOD_ROAD = [
    "scope director",
    "agree_scope receiving_head",
    "shortlist director",
    "confirm_choice receiving_head",
    "approve_release home_head",
    "make_contact sle",
    "action_plan sle",
    "agree_plan receiving_head",
    "finalise_arrangements sle",
    "sign_agreement sle",
    "sign_agreement receiving_head",
    "sign_agreement director",
    "log_visits sle",
    "evaluate sle",
    "evaluate receiving_head",
    "sign_off_evaluation director",
    *BILLED,
]
CONNECTED_ROAD = [
    "request_form requester",
    "shortlist coordinator",
    "confirm_choice receiving_head",
    "approve_release home_head",
    "make_contact sle",
    "draft_agreement sle",
    "draft_agreement coordinator",
    "sign_agreement sle",
    "sign_agreement receiving_head",
    "sign_agreement coordinator",
    "log_visits sle",
    "evaluate sle",
    "evaluate receiving_head",
    "review_quality coordinator",
    *BILLED,
]
AGREED = [
    "request_form requester",
    "agree_request coordinator",
    "request_form requester",
    "shortlist coordinator",
    "confirm_choice receiving_head",
    "confirm_availability sle",
    "approve_release home_head",
]
WORKED = [
    "sign_agreement sle",
    "sign_agreement home_head",
    "sign_agreement director",
    "sign_agreement receiving_head",
    "make_contact sle",
    "action_plan sle",
    "log_visits sle",
    "evaluate sle",
    "forward_evaluation coordinator",
    "evaluate receiving_head",
    "sign_off_evaluation receiving_head",
    "report_to_boards coordinator",
]
OWN = [
    "raise_invoice home_finance charge",
    "pay_invoice receiving_finance charge",
    "confirm_receipt home_finance charge",
]
EIP = [
    "raise_invoice home_finance EIP charge",
    "pay_invoice requester EIP charge",
    "confirm_receipt home_finance EIP charge",
]
SUBSIDISED = [
    "raise_invoice home_finance charge",
    "raise_invoice board grant",
    "pay_invoice receiving_finance charge",
    "pay_invoice board grant",
    "confirm_receipt home_finance charge",
    "confirm_receipt home_finance grant",
]


@pytest.mark.parametrize(
    ("slug", "funding", "road"),
    [
        (LINWOOD, "own", LINWOOD_ROAD),
        (CONNECTED, "own", CONNECTED_ROAD),
        (EAST_SUSSEX, "own", [*AGREED, *WORKED, *OWN]),
        (EAST_SUSSEX, "eip", [*AGREED, *WORKED, *EIP]),
        (EAST_SUSSEX, "boards", [*AGREED, "approve_funding board", *WORKED, *SUBSIDISED]),
    ],
)
def test_a_case_goes_the_whole_road_and_closes(
    world: World, slug: str, funding: str, road: list[str]
) -> None:
    walk = Walk(world, slug, funding)

    case = walk.to_the_end()

    assert walk.road == road
    assert case.record.state == "closed"


@pytest.mark.parametrize(
    ("slug", "funding", "flows"),
    [
        (
            LINWOOD,
            "own",
            {
                ("receiving_school", "alliance", "invoice", 1050_00, "paid"),
                ("alliance", "home_school", "invoice", 900_00, "paid"),
            },
        ),
        (EAST_SUSSEX, "own", {("receiving_school", "home_school", "invoice", 1050_00, "paid")}),
        (EAST_SUSSEX, "eip", {("eip", "home_school", "invoice", 1050_00, "paid")}),
        (
            EAST_SUSSEX,
            "boards",
            {
                ("receiving_school", "home_school", "invoice", 450_00, "paid"),
                ("board", "home_school", "grant", 600_00, "paid"),
            },
        ),
    ],
)
def test_three_days_cost_what_the_document_says(
    world: World, slug: str, funding: str, flows: set[tuple[str, str, str, int, str]]
) -> None:
    case = Walk(world, slug, funding).to_the_end()

    assert case.half_days_logged(case.deployment[0].id) == 6
    assert money(case) == flows


def test_a_board_that_refuses_leaves_the_sle_in_place_and_asks_who_pays(world: World) -> None:
    walk = Walk(world, EAST_SUSSEX, "boards", board=["no"])

    case = walk.to_the_end()

    refused = ["approve_funding board", "request_form requester"]
    assert walk.road == [*AGREED, *refused, *WORKED, *OWN]
    assert len(case.deployment) == 1
    assert case.record.state == "closed"


def test_in_a_group_every_head_confirms_signs_and_pays_for_its_own_visits(world: World) -> None:
    walk = Walk(world, EAST_SUSSEX, schools=("oakfield", "beacon"))

    case = walk.to_the_end()

    for question in ("confirm_choice receiving_head", "sign_agreement receiving_head"):
        assert walk.asked.count(question) == 2
    assert {(x.school, x.pence) for x in case.invoice} == {("oakfield", 525_00), ("beacon", 525_00)}
    assert case.record.state == "closed"
