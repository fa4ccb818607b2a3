"""Each alliance brokers as its own document says: one claim a rule, read off the loaded data."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from core.process import Process, PromptSpec, RateLine, Role, YearLimit
from core.process_files import load_all

DIRECTORY = Path(__file__).parents[2] / "core/processes"
LOADED = {slug: x.process for slug, x in load_all(DIRECTORY).items()}
LINWOOD, CONNECTED, EAST_SUSSEX = "linwood", "connected-partnership", "east-sussex"
HEADS = {Role.RECEIVING_HEAD, Role.HOME_HEAD}
ALLIANCE = {Role.COORDINATOR, Role.DIRECTOR, Role.ALLIANCE_FINANCE}


def specs(p: Process, kind: str) -> list[PromptSpec]:
    return [slot.spec for slot in p.specs() if slot.spec.kind == kind]


def has(p: Process, kind: str) -> bool:
    return bool(specs(p, kind))


def to(p: Process, kind: str, line: str | None = None) -> str:
    return ", ".join(" ".join(x.to) for x in specs(p, kind) if line in (None, x.line))


def back(p: Process, kind: str) -> str | None:
    (spec,) = specs(p, kind)
    return spec.on_decline


def due(p: Process, kind: str) -> str:
    (spec,) = specs(p, kind)
    return str(spec.due)


def forms(p: Process, kind: str) -> set[str | None]:
    return {x.form for x in specs(p, kind)}


def asks(p: Process, kind: str, names: str, form: str | None = None) -> bool:
    asked = [set(x.fields) for x in specs(p, kind) if form in (None, x.form)]
    return bool(asked) and all(set(names.split()) <= x for x in asked)


def each(p: Process, kind: str) -> str:
    return ", ".join({str(slot.step.each) for slot in p.specs() if slot.spec.kind == kind})


def order(p: Process, kinds: str) -> bool:
    first = [next(x.step_index for x in p.specs() if x.spec.kind == kind) for kind in kinds.split()]
    return all(a < b for a, b in pairwise(first))


def next_to(p: Process, one: str, other: str) -> bool:
    return p.step_index(other) == p.step_index(one) + 1


def line(p: Process, name: str) -> RateLine:
    (found,) = [x for x in p.rate.line if x.name == name]
    return found


def kept(p: Process) -> int:
    return line(p, "charge").per_day - line(p, "home school part").per_day


def flows(p: Process, **request: object) -> set[str]:
    return {
        f"{x.payer} > {x.payee} {x.per_day // 100} {x.document} by {x.raised_by}"
        for x in p.rate.lines_for(request)
    }


def roles(p: Process, until: str | None = None) -> set[Role]:
    last = p.step_index(until) if until else len(p.step)
    return {role for slot in p.specs() if slot.step_index <= last for role in slot.spec.to}


Rule = Callable[[Process], object]

LINWOOD_RULES: dict[str, Rule] = {
    "requests need no form of the alliance's": lambda p: forms(p, "request_form") == {None},
    "the Director settles the scope": lambda p: to(p, "scope") == "director",
    "scope, timescale, outcomes, days": lambda p: asks(p, "scope", "scope when outcomes days"),
    "the head agrees the scope": lambda p: to(p, "agree_scope") == "receiving_head",
    "or sends it back": lambda p: back(p, "agree_scope") == "scope",
    "the match follows the scope": lambda p: order(p, "scope agree_scope shortlist"),
    "the Director matches": lambda p: to(p, "shortlist") == "director",
    "the SLE takes no part before": lambda p: Role.SLE not in roles(p, until="match"),
    "the SLE contacts the head": lambda p: to(p, "make_contact") == "sle",
    "within seven calendar days": lambda p: due(p, "make_contact") == "7 calendar days",
    "of the release": lambda p: next_to(p, "release", "contact"),
    "the plan's name": lambda p: forms(p, "action_plan") == {"System Leader Action Plan"},
    "the SLE writes the plan": lambda p: to(p, "action_plan") == "sle",
    "the head agrees the plan": lambda p: to(p, "agree_plan") == "receiving_head",
    "or sends the plan back": lambda p: back(p, "agree_plan") == "action plan",
    "the SLE meets the Director": lambda p: to(p, "finalise_arrangements") == "sle",
    "once the plan stands": lambda p: order(p, "action_plan agree_plan finalise_arrangements"),
    "a written agreement": lambda p: to(p, "sign_agreement") == "sle receiving_head director",
    "up to ten days a year": lambda p: p.limits.half_days_per_year == 20,
    "more is a warning": lambda p: p.limits.over is YearLimit.WARN,
    "a day is £350": lambda p: p.rate.day == 350_00,
    "£300 for the home school": lambda p: line(p, "home school part").per_day == 300_00,
    "£50 stays with the alliance": lambda p: kept(p) == 50_00,
    "the evaluation's name": lambda p: forms(p, "evaluate") == {"SLE evaluation form"},
    "SLE and head evaluate": lambda p: to(p, "evaluate") == "sle, receiving_head",
    "impact with evidence": lambda p: asks(p, "evaluate", "outcome_impact evidence"),
    "the evaluation goes to the Director": lambda p: to(p, "sign_off_evaluation") == "director",
    "after it is written": lambda p: order(p, "evaluate sign_off_evaluation"),
    "no Board is in it": lambda p: Role.BOARD not in roles(p),
    "schools are hosts": lambda p: p.titles.receiving_school == "host school",
}

INITIAL_FORM = "School to School Support Initial Request Form"
REVIEW_FORM = "School Support Review/Evaluation Form"
RECORD = "SLE Deployment Record"

CONNECTED_RULES: dict[str, Rule] = {
    "the request form's name": lambda p: forms(p, "request_form") == {INITIAL_FORM},
    "the request states needs": lambda p: asks(p, "request_form", "need"),
    "outcomes are agreed at the start": lambda p: asks(p, "request_form", "outcomes"),
    "the Coordinator matches": lambda p: to(p, "shortlist") == "coordinator",
    "on expertise and capacity": lambda p: asks(p, "request_form", "specialisms days"),
    "the SLE contacts the school": lambda p: to(p, "make_contact") == "sle",
    "after the match": lambda p: order(p, "shortlist make_contact"),
    "within seven calendar days": lambda p: due(p, "make_contact") == "7 calendar days",
    "of the release": lambda p: next_to(p, "release", "contact"),
    "the plan is in the agreement": lambda p: not has(p, "action_plan"),
    "the SLE drafts": lambda p: to(p, "draft_agreement").startswith("sle"),
    "the agreement's name": lambda p: "School Support Agreement" in forms(p, "draft_agreement"),
    "drafted after contact": lambda p: order(p, "make_contact draft_agreement sign_agreement"),
    "negotiated": lambda p: back(p, "sign_agreement") == "draft agreement",
    "an agreement a deployment": lambda p: each(p, "sign_agreement") == "deployment",
    "the record": lambda p: asks(p, "draft_agreement", "costs invoicing", form=RECORD),
    "three sign": lambda p: to(p, "sign_agreement") == "sle receiving_head coordinator",
    "no limit of days": lambda p: p.limits.days_per_year is None,
    "£350 in every phase": lambda p: p.rate.day == 350_00 and not p.rate.variant,
    "£300 to the SLE's school": lambda p: line(p, "home school part").per_day == 300_00,
    "a brokerage fee of £50": lambda p: kept(p) == 50_00,
    "the review form's name": lambda p: forms(p, "evaluate") == {REVIEW_FORM},
    "SLE and school fill it in": lambda p: to(p, "evaluate") == "sle, receiving_head",
    "the partnership reviews": lambda p: to(p, "review_quality") == "coordinator",
    "feedback": lambda p: asks(p, "review_quality", "feedback_review"),
    "impact and quality": lambda p: asks(p, "review_quality", "impact_review quality_review"),
    "against the outcomes agreed": lambda p: asks(p, "review_quality", "outcomes_review"),
    "after each deployment": lambda p: each(p, "review_quality") == "deployment",
    "no Board is in it": lambda p: Role.BOARD not in roles(p),
    "schools purchase": lambda p: p.titles.receiving_school == "purchasing school",
    "and supply": lambda p: p.titles.home_school == "supplying school",
}

FOUR = "sle home_head director receiving_head"
FIRST_THREE = ["request", "agree request", "request form"]
REQUEST = "priorities expectations when measures outcomes"
FUNDING = "approve_release approve_funding sign_agreement"
OWN = {"receiving_school > home_school 350 invoice by home_school"}
EIP = {"eip > home_school 350 invoice by home_school"}
SUBSIDISED = {
    "receiving_school > home_school 150 invoice by home_school",
    "board > home_school 200 grant by board",
}
EVALUATION = [
    ("evaluate", "sle"),
    ("forward_evaluation", "coordinator"),
    ("evaluate", "receiving_head"),
    ("sign_off_evaluation", "receiving_head"),
]
DECISION_1 = """request_form agree_request shortlist confirm_choice confirm_availability
    approve_release approve_funding sign_agreement make_contact action_plan log_visits evaluate
    sign_off_evaluation report_to_boards raise_invoice confirm_receipt"""


def evaluation(p: Process) -> list[tuple[str, str]]:
    found = [x for x in p.specs() if "evaluat" in x.spec.kind]
    assert len({x.step_index for x in found}) == len(found), "one waits for the other"
    return [(x.spec.kind, " ".join(x.spec.to)) for x in found]


def refused_by_board(p: Process) -> list[tuple[str, ...]]:
    step = p.step[p.step_index(back(p, "approve_funding") or "")]
    return [(x.kind, *x.to, *x.fields) for x in step.prompt]


EAST_SUSSEX_RULES: dict[str, Rule] = {
    "the broker's title": lambda p: p.titles.coordinator == "School Support Co-ordinator",
    "the need in standards": lambda p: "teacher_standards" in p.step[0].prompt[0].fields,
    "agreed before the form": lambda p: [x.name for x in p.step[:3]] == FIRST_THREE,
    "the Co-ordinator agrees": lambda p: to(p, "agree_request") == "coordinator",
    "or the case ends": lambda p: back(p, "agree_request") == "close",
    "the form's name": lambda p: p.step[2].prompt[0].form == "Deployment Request Form",
    "what it asks": lambda p: asks(p, "request_form", REQUEST, "Deployment Request Form"),
    "and": lambda p: asks(p, "request_form", "funding days", "Deployment Request Form"),
    "the Co-ordinator matches": lambda p: to(p, "shortlist") == "coordinator",
    "48 hours are two working days": lambda p: due(p, "shortlist") == "2 working days",
    "from the request being complete": lambda p: next_to(p, "request form", "match"),
    "late: the Director": lambda p: specs(p, "shortlist")[0].nudge[-1].to_role == "director",
    "the head confirms": lambda p: to(p, "confirm_choice") == "receiving_head",
    "before the home head": lambda p: order(p, "shortlist confirm_choice approve_release"),
    "every head of a group": lambda p: each(p, "confirm_choice") == "deployment",
    "the SLE is asked": lambda p: to(p, "confirm_availability") == "sle",
    "before their head": lambda p: order(p, "confirm_availability approve_release"),
    "if not, another": lambda p: back(p, "confirm_availability") == "match",
    "Boards decide on subsidies": lambda p: to(p, "approve_funding") == "board",
    "only there": lambda p: specs(p, "approve_funding")[0].when == {"funding": "boards"},
    "after release, before signing": lambda p: order(p, FUNDING),
    "refused: who pays?": lambda p: (
        refused_by_board(p) == [("request_form", "requester", "funding")]
    ),
    "refused: the SLE is kept": lambda p: (
        p.step_index(back(p, "approve_funding") or "") > p.step_index("match")
    ),
    "signed by four": lambda p: to(p, "sign_agreement") == FOUR,
    "the Director's title": lambda p: p.titles.director == "Teaching School Director",
    "the SLE makes contact": lambda p: to(p, "make_contact") == "sle",
    "within seven calendar days": lambda p: due(p, "make_contact") == "7 calendar days",
    "of the last signature": lambda p: next_to(p, "agreement", "contact"),
    "the proforma": lambda p: forms(p, "action_plan") == {"Action plan (network proforma)"},
    "outcomes and next steps": lambda p: asks(p, "action_plan", "outcomes next_steps"),
    "charges in the plan": lambda p: asks(p, "action_plan", "charges"),
    "agreed before the work": lambda p: order(p, "action_plan log_visits"),
    "no limit of days": lambda p: p.limits.days_per_year is None,
    "£350, all the home school's": lambda p: p.rate.day == 350_00 and flows(p) == OWN,
    "£200 grant and £150": lambda p: flows(p, funding="boards") == SUBSIDISED,
    "an EIP pays instead": lambda p: flows(p, funding="eip") == EIP,
    "own budget is usual": lambda p: flows(p, funding="own") == OWN,
    "the network takes no money": lambda p: Role.ALLIANCE_FINANCE not in roles(p),
    "the home school invoices": lambda p: to(p, "raise_invoice", "charge") == "home_finance",
    "the school pays": lambda p: to(p, "pay_invoice", "charge") == "receiving_finance",
    "the Board pays its grant": lambda p: to(p, "pay_invoice", "grant") == "board",
    "the EIP's representative": lambda p: to(p, "pay_invoice", "EIP charge") == "requester",
    "the payee confirms the charge": lambda p: to(p, "confirm_receipt", "charge") == "home_finance",
    "and the grant": lambda p: to(p, "confirm_receipt", "grant") == "home_finance",
    "and the EIP's": lambda p: to(p, "confirm_receipt", "EIP charge") == "home_finance",
    "paid after the deployment": lambda p: order(p, "log_visits raise_invoice confirm_receipt"),
    "SLE, Co-ordinator, school, sign-off": lambda p: evaluation(p) == EVALUATION,
    "impact is reported": lambda p: to(p, "report_to_boards") == "coordinator",
    "always": lambda p: specs(p, "report_to_boards")[0].when == {},
    "the order of decision 1": lambda p: order(p, DECISION_1),
}

BILLED = {
    "receiving_school > alliance 350 invoice by alliance",
    "alliance > home_school 300 invoice by home_school",
}

BILLED_RULES: dict[str, Rule] = {
    "the alliance bills all, the home school its part": lambda p: flows(p) == BILLED,
    "the alliance invoices": lambda p: to(p, "raise_invoice", "charge") == "alliance_finance",
    "the home school invoices": lambda p: to(p, "supply_invoice") == "home_finance",
    "the school pays": lambda p: to(p, "pay_invoice", "charge") == "receiving_finance",
    "to the alliance": lambda p: to(p, "confirm_receipt", "charge") == "alliance_finance",
    "which pays": lambda p: to(p, "pay_invoice", "home school part") == "alliance_finance",
    "the home school": lambda p: to(p, "confirm_receipt", "home school part") == "home_finance",
}

COMMON_RULES: dict[str, Rule] = {
    "half days are pro rata": lambda p: p.rate.half_day == "pro rata",
    "a half day is £175": lambda p: p.rate.day // 2 == 175_00,
    "the home head releases": lambda p: to(p, "approve_release") == "home_head",
    "before contact": lambda p: order(p, "approve_release make_contact"),
    "refused: another match": lambda p: back(p, "approve_release") == "match",
    "the receiving head confirms": lambda p: to(p, "confirm_choice") == "receiving_head",
    "if not: another match": lambda p: back(p, "confirm_choice") == "match",
    "invoices fall due in 30 days": lambda p: str(p.rate.payment_due) == "30 calendar days",
    "London's civil time": lambda p: p.timezone == "Europe/London",
    "the requester is asked first": lambda p: p.step[0].prompt[0].to == (Role.REQUESTER,),
    "for the essentials": lambda p: (
        {"school", "specialisms", "need"} <= set(p.step[0].prompt[0].fields)
    ),
    "heads are asked and chased on school days": lambda p: all(
        x.unit == "school days"
        for slot in p.specs()
        if HEADS & set(slot.spec.to)
        for x in (slot.spec.due, *(rung.span for rung in slot.spec.nudge))
    ),
    "the alliance's people are chased on working days": lambda p: all(
        rung.span.unit == "working days"
        for slot in p.specs()
        if set(slot.spec.to) <= ALLIANCE
        for rung in slot.spec.nudge
    ),
    "every ladder ends with somebody else": lambda p: all(
        slot.spec.nudge and slot.spec.nudge[-1].to_role for slot in p.specs()
    ),
}

CLAIMS = [
    pytest.param(slug, rule, id=f"{slug}: {claim}")
    for slugs, rules in (
        ((LINWOOD,), LINWOOD_RULES),
        ((CONNECTED,), CONNECTED_RULES),
        ((EAST_SUSSEX,), EAST_SUSSEX_RULES),
        ((LINWOOD, CONNECTED), BILLED_RULES),
        ((LINWOOD, CONNECTED, EAST_SUSSEX), COMMON_RULES),
    )
    for slug in slugs
    for claim, rule in rules.items()
]


@pytest.mark.parametrize(("slug", "rule"), CLAIMS)
def test_an_alliance_brokers_to_the_letter(slug: str, rule: Rule) -> None:
    assert rule(LOADED[slug])


@pytest.mark.parametrize("slug", LOADED)
def test_every_step_says_in_a_comment_where_it_comes_from(slug: str) -> None:
    path = DIRECTORY / f"{slug.replace('-', '_')}.toml"
    lines = path.read_text("utf-8").splitlines()
    steps = [n for n, x in enumerate(lines) if x == "[[step]]"]

    assert len(steps) == len(LOADED[slug].step)
    assert [lines[n + 1] for n in steps if not re.match(r"# [^-]", lines[n - 1])] == []
