"""What people and programs are shown of a case."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.audit import FIRST, Link
from core.matching import Candidate, Veto
from core.model import (
    Case,
    CaseRecord,
    CaseState,
    Channel,
    Deployment,
    DeploymentState,
    Invoice,
    InvoiceState,
    Payment,
    Prompt,
    PromptState,
    Visit,
)
from core.names import Names, words
from core.parties import Alliance, Person, Sle
from core.ports import MailSeen
from core.views import cases, moments, rows
from core.views.candidates import candidate_rows
from core.views.layout import pairs, table

AT = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
ALLIANCE = Alliance("downs", "Downs Alliance", "downs", "DA", ("support",))
NAMES = Names(
    {"oak": "Oak School", "elm": "Elm School"},
    {"ann": "Ann Head", "bo": "Bo Lee"},
    {"sle-bo": "Bo Lee"},
)
LINE = {
    "name": "charge",
    "payer": "receiving_school",
    "payee": "home_school",
    "per_day": 35_000,
    "document": "invoice",
    "raised_by": "home_school",
}


def record(**more: Any) -> CaseRecord:
    told: dict[str, Any] = {
        "id": "DA-0001",
        "case": "DA-0001",
        "alliance": "downs",
        "process": "0" * 64,
        "state": CaseState.OPEN,
        "opened_at": AT,
        "requester": "ann",
        "author_proven": True,
        "schools": ("oak",),
        "step": "visits",
    }
    return CaseRecord(**(told | more))


def deployment(id_: str = "DA-0001.d1", **more: Any) -> Deployment:
    told: dict[str, Any] = {
        "id": id_,
        "case": "DA-0001",
        "state": DeploymentState.AGREED,
        "schools": ("oak",),
        "half_days": 5,
        "sle": "sle-bo",
        "home_school": "elm",
        "agreed_at": AT,
        "price": (LINE,),
    }
    return Deployment(**(told | more))


def prompt(id_: str = "DA-0001.p1", **more: Any) -> Prompt:
    told: dict[str, Any] = {
        "id": id_,
        "case": "DA-0001",
        "step": "visits",
        "kind": "log_visits",
        "slot": "5.0",
        "about": "DA-0001.d1",
        "role": "sle",
        "state": PromptState.OPEN,
        "person": "bo",
        "school": None,
        "put_at": AT,
        "due_at": datetime(2026, 6, 9, 16, tzinfo=UTC),
    }
    return Prompt(**(told | more))


def visit(id_: str, half_days: int, on: date = date(2026, 6, 3)) -> Visit:
    return Visit(
        id=id_,
        case="DA-0001",
        deployment="DA-0001.d1",
        school="oak",
        on=on,
        half_days=half_days,
        logged_at=AT,
        by="bo",
        channel=Channel.EMAIL,
    )


def invoice(id_: str, pence: int, number: str) -> Invoice:
    return Invoice(
        id=id_,
        case="DA-0001",
        deployment="DA-0001.d1",
        line="charge",
        payer="receiving_school",
        payee="home_school",
        school="oak",
        document="invoice",
        number=number,
        pence=pence,
        issued_on=date(2026, 6, 5),
        due_on=date(2026, 7, 5),
        state=InvoiceState.RAISED,
        by="bo",
    )


def payment(invoice_id: str, pence: int) -> Payment:
    return Payment(
        id=f"{invoice_id}.y",
        case="DA-0001",
        invoice=invoice_id,
        pence=pence,
        paid_on=date(2026, 6, 8),
        source="bank statement",
        by="bo",
    )


def case(**parts: Any) -> Case:
    told = {"deployment": (deployment(),), "prompt": (prompt(),)} | parts
    return Case(record(), **told)


def link(seq: int, name: str, *facts: dict[str, Any], actor: str = "ann") -> Link:
    return Link(
        chain="DA-0001",
        seq=seq,
        at=AT,
        name=name,
        actor=actor,
        channel="email",
        command_key="k",
        process="",
        facts=facts,
        digest="",
        previous=FIRST,
        hash="",
        salt="",
        content=(),
    )


def fact(kind: str, id_: str, **told: Any) -> dict[str, Any]:
    return {"row": kind, "id": id_, "new": True, "set": told}


# --- a row ----------------------------------------------------------------------------------------


def test_a_case_as_a_row_has_the_fields_that_scripts_rely_on() -> None:
    assert rows.case_row(case(visit=(visit("DA-0001.v1", 1),)), NAMES) == {
        "ref": "DA-0001",
        "alliance": "downs",
        "state": "open",
        "step": "visits",
        "receiving_schools": ["Oak School"],
        "sle": "Bo Lee",
        "home_school": "Elm School",
        "opened": "2026-06-01T09:30:00+01:00",
        "due": "2026-06-09T17:00:00+01:00",
        "days_asked": 2.5,
        "days_agreed": 2.5,
        "days_logged": 0.5,
    }


def test_a_deployment_that_came_to_nothing_counts_for_nothing() -> None:
    ended = deployment("DA-0001.d0", state=DeploymentState.ENDED, sle="sle-x", half_days=9)
    row = rows.case_row(case(deployment=(ended, deployment())), NAMES)
    assert (row["sle"], row["days_agreed"]) == ("Bo Lee", 2.5)


def test_days_that_nobody_has_named_yet_are_unknown_not_none() -> None:
    row = rows.case_row(case(deployment=(deployment(half_days=None),)), NAMES)
    assert row["days_agreed"] is None


def test_days_that_nobody_has_signed_for_are_asked_for_and_not_agreed() -> None:
    proposed = deployment(state=DeploymentState.PROPOSED, agreed_at=None)
    for row in (
        rows.case_row(case(deployment=(proposed,)), NAMES),
        rows.deployment_row(proposed, case(), NAMES),
    ):
        assert (row["days_asked"], row["days_agreed"]) == (2.5, None)


def test_a_list_tells_days_asked_for_from_days_agreed() -> None:
    proposed = deployment(state=DeploymentState.PROPOSED, agreed_at=None)
    asked, agreed = (rows.case_row(case(deployment=(x,)), NAMES) for x in (proposed, deployment()))
    page = cases.list_page([asked, agreed], ["", ""])
    assert "2.5 asked" in page
    assert "0 of 2.5" in page


def test_the_day_on_which_something_was_done_stands_with_its_question() -> None:
    done = prompt(kind="make_contact", answer={"verdict": "done", "contact_date": "2026-06-03"})
    assert rows.prompt_row(done, case(), NAMES)["done_on"] == "2026-06-03"
    assert rows.prompt_row(prompt(), case(), NAMES)["done_on"] is None


def test_the_next_due_time_is_the_earliest_of_the_open_questions() -> None:
    later = prompt("DA-0001.p2", due_at=datetime(2026, 7, 1, tzinfo=UTC))
    done = prompt("DA-0001.p3", state=PromptState.ANSWERED, due_at=AT)
    row = rows.case_row(case(prompt=(later, prompt(), done)), NAMES)
    assert row["due"] == "2026-06-09T17:00:00+01:00"
    assert rows.case_row(case(prompt=(done,)), NAMES)["due"] is None


def test_a_question_says_who_answered_it_when_and_where() -> None:
    answered = prompt(
        state=PromptState.ANSWERED,
        answered_at=AT,
        answered_by="ann",
        channel=Channel.SLACK,
        conditions=("not on Thursdays",),
    )
    row = rows.prompt_row(answered, case(), NAMES)
    told = ("kind", "to", "person", "channel", "state", "answered_by", "answered_at", "conditions")
    assert [row[x] for x in told] == [
        "log_visits",
        "sle",
        "Bo Lee",
        "slack",
        "answered",
        "Ann Head",
        "2026-06-01T09:30:00+01:00",
        ["not on Thursdays"],
    ]


def test_a_requester_whom_the_directory_does_not_know_is_named_all_the_same() -> None:
    unknown = Case(record(requester=None, requester_name="", requester_address="x@y.test"))
    asked = prompt(role="requester", person=None)
    assert rows.prompt_row(asked, unknown, NAMES)["person"] == "x@y.test"
    nobody = prompt(role="home_head", person=None)
    assert rows.prompt_row(nobody, unknown, NAMES)["person"] is None


# --- money ----------------------------------------------------------------------------------------


def test_nothing_worked_is_nothing_due() -> None:
    assert rows.money_rows(case(), NAMES) == []


# --- a page ---------------------------------------------------------------------------------------


def seen(found: Case, *links: Link, mails: tuple[MailSeen, ...] = ()) -> cases.Seen:
    return cases.Seen(found, NAMES, ALLIANCE, mails, links)


def test_a_page_has_each_part_that_has_anything_in_it() -> None:
    letter = MailSeen(
        id=1,
        incoming=True,
        at=AT,
        kind="human",
        party="ann",
        state="OpenRequest: done",
        subject="Phonics",
    )
    full = case(visit=(visit("v1", 2), visit("v2", 1, date(2026, 6, 4))))
    page = cases.page(seen(full, link(1, "request_opened"), mails=(letter,)))
    for heading in ("Deployments", "Questions", "Visits", "Money", "Mail", "What happened"):
        assert f"\n{heading}\n" in page
    for words_ in ("3 Jun 2026", "1½ days in all", "£525.00", "Phonics", "9 Jun 2026 17:00"):
        assert words_ in page, words_
    assert "\nVisits\n" not in cases.page(seen(case()))


def test_an_unproven_author_is_marked() -> None:
    doubtful = Case(record(author_proven=False))
    assert "author not proven" in cases.page(seen(doubtful))
    assert "not proven" not in cases.page(seen(Case(record())))


def test_a_page_says_since_when_the_request_is_complete() -> None:
    complete = Case(record(completed_request_at=AT))
    assert "1 Jun 2026 09:30" in cases.page(seen(complete)).split("complete", 1)[1]
    told = cases.document(seen(complete))
    assert told["request_completed_at"] == "2026-06-01T09:30:00+01:00"
    assert "complete" not in cases.page(seen(Case(record())))


def test_a_document_has_the_fields_that_scripts_rely_on() -> None:
    told = cases.document(seen(case(), link(1, "request_opened")))
    assert told.keys() >= {"ref", "prompts", "visits", "money", "mails", "timeline", "step"}
    assert told["deployments"][0]["price"] == [LINE]


# --- small things ---------------------------------------------------------------------------------


def test_candidates_are_told_with_reasons_and_vetoes() -> None:
    bo = Person(id="bo", name="Bo Lee", email=None)
    sle = Sle("s1", bo, "elm", ("phonics",), ("primary",), 20)
    candidate = Candidate(sle, 60, ("specialism: phonics",), (Veto("is on hold", firm=True),))
    assert candidate_rows([candidate], NAMES) == [
        {
            "sle": "Bo Lee",
            "id": "s1",
            "home_school": "Elm School",
            "score": 60,
            "reasons": ["specialism: phonics"],
            "vetoes": ["is on hold"],
            "firm": True,
        }
    ]


@pytest.mark.parametrize(
    ("half_days", "told"), [(None, ""), (0, "0"), (1, "½"), (2, "1"), (3, "1½"), (10, "5")]
)
def test_days_are_told_in_halves(half_days: int | None, told: str) -> None:
    assert moments.days_told(half_days) == told


def test_times_are_british_and_local() -> None:
    assert moments.told(AT) == "1 Jun 2026 09:30"
    assert moments.told(None) == ""
    assert moments.iso(datetime(2026, 12, 1, 9, tzinfo=UTC)) == ("2026-12-01T09:00:00+00:00")


def test_columns_line_up_and_long_cells_are_cut() -> None:
    text = table(("a", "bb"), [("x" * 70, 1), ("y", None)])
    lines = text.splitlines()
    assert lines[1].startswith("x" * 59 + "…  1")
    assert {x.find("bb") for x in lines[:1]} == {62}
    assert lines[2] == "y"
    assert pairs({"one": 1, "none": "", "three": 3}) == "one    1\nthree  3"


def test_our_words_are_told_as_people_write_them() -> None:
    assert words("receiving_head") == "receiving head"
    assert words("sle") == "SLE"


def test_names_that_nobody_knows_stand_for_themselves() -> None:
    assert (NAMES.school("ash"), NAMES.school(None)) == ("ash", None)
    assert NAMES.who("x@y.test") == "x@y.test"
    assert NAMES.sle("sle-bo") == "Bo Lee"
