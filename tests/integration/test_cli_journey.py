"""A request is walked to its last receipt with nothing but the command line."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from core.calendars import is_bank_holiday, local_date
from core.clock import SystemClock
from core.forms import FIELDS
from core.prompts import KINDS, Answers
from tests.support.command_line import ALLIANCE, EXAMPLES, LINWOOD, CommandLine, mail

_WRITTEN = {
    "text": "as discussed",
    "long": "Pupils blend sounds with confidence.",
    "number": "3",
    "money": "350.00",
    "date": "6 October 2026",
    "days": "3",
    "yes_no": "yes",
    "specialisms": "phonics",
    "standards": "3",
    "scale": "3",
}
_NUMBERS = count(1)
TODAY = local_date(SystemClock().now())
LAST_WEEK = TODAY - timedelta(days=7)
MOST_ANSWERS = 80


def open_case(cli: CommandLine) -> str:
    cli.import_examples()
    cli.do("ingest", LINWOOD / "requests" / "01-maths-free-text.eml", "--json")
    listed = cli.json("cases")
    assert len(listed) == 1
    return str(listed[0]["ref"])


def waiting(cli: CommandLine, ref: str) -> list[dict[str, Any]]:
    return [x for x in cli.json("show", ref)["prompts"] if x["state"] == "open"]


def written(name: str) -> str:
    field = FIELDS[name]
    return field.choices[0] if field.kind == "choice" else _WRITTEN[field.kind]


def answer(cli: CommandLine, ref: str, prompt: dict[str, Any]) -> None:
    """Answer one question as whoever heard it by phone would enter it."""
    kind = KINDS[prompt["kind"]]
    if kind.answers is Answers.YES_NO:
        cli.do("answer", prompt["id"], "yes")
    elif kind.answers is Answers.CHOICE:
        choose(cli, ref, prompt)
    elif kind.answers is Answers.VISITS:
        days = [str(LAST_WEEK), "FULL", str(TODAY), "HALF"]
        early = cli("log-visits", prompt["about"], *days)
        assert "is before the deployment's first day" in early.err
        cli.do("log-visits", prompt["about"], *days, "--override", "Signed on paper last week.")
    elif kind.answers is Answers.INVOICE:
        cli.do("answer", prompt["id"], "--field", f"invoice_number=INV-{next(_NUMBERS)}")
    elif kind.answers is Answers.FORM:
        fill(cli, prompt)
    else:
        cli.do("answer", prompt["id"], "done")


def choose(cli: CommandLine, ref: str, prompt: dict[str, Any]) -> None:
    best = cli.json("match", ref)["candidates"][0]
    assert not best["vetoes"]
    cli.do("answer", prompt["id"], "--sle", best["sle"], "--days", "1.5")


def fill(cli: CommandLine, prompt: dict[str, Any], *by: str) -> None:
    told = cli.do("answer", prompt["id"], "done", *by, "--json").json
    missing = told["result"].get("missing", [])
    fields = [word for name in missing for word in ("--field", f"{name}={written(name)}")]
    if fields:
        rest = cli.do("answer", prompt["id"], *fields, *by, "--json").json
        assert "missing" not in rest["result"], rest


def walk(cli: CommandLine, ref: str) -> list[str]:
    asked: list[str] = []
    for _ in range(MOST_ANSWERS):
        left = waiting(cli, ref)
        if not left:
            return asked
        asked.append(left[0]["kind"])
        answer(cli, ref, left[0])
    raise AssertionError(f"the case goes round in circles: {asked[-10:]}")


def walk_to(cli: CommandLine, ref: str, kind: str) -> dict[str, Any]:
    for _ in range(MOST_ANSWERS):
        prompt = waiting(cli, ref)[0]
        if prompt["kind"] == kind:
            return prompt
        answer(cli, ref, prompt)
    raise AssertionError(f"{kind} is never asked")


def test_a_request_is_walked_to_its_last_receipt(either_cli: CommandLine) -> None:
    cli = either_cli
    ref = open_case(cli)
    asked = walk(cli, ref)
    assert {"shortlist", "approve_release", "log_visits", "confirm_receipt"} <= set(asked)
    shown = cli.json("show", ref)
    assert shown["state"] == "closed"
    assert (shown["days_agreed"], shown["days_logged"]) == (1.5, 1.5)
    assert [(x["date"], x["days"]) for x in shown["visits"]] == [
        (str(LAST_WEEK), 1.0),
        (str(TODAY), 0.5),
    ]
    assert sorted((x["payer"], x["payee"], x["amount"], x["state"]) for x in shown["money"]) == [
        ("alliance", "home_school", 45_000, "paid"),
        ("receiving_school", "alliance", 52_500, "paid"),
    ]
    found = cli.json("reconcile", ref)[0]
    assert found["differences"] == []
    assert (found["invoiced_out"], found["invoiced_in"], found["paid"]) == (52_500, 45_000, 97_500)
    assert cli.json("audit", ref, "--verify")["intact"] is True


def test_every_answer_stands_with_who_gave_it_and_how(cli: CommandLine) -> None:
    ref = open_case(cli)
    first = waiting(cli, ref)[0]
    fill(cli, first, "--by", "miriam.sutcliffe@linwood-alliance.example")
    prompt = next(x for x in cli.json("show", ref)["prompts"] if x["id"] == first["id"])
    assert prompt["state"] == "answered"
    assert prompt["answered_by"] == "Miriam Sutcliffe"
    assert prompt["channel"] == "command line"
    assert prompt["answered_at"]


def test_a_condition_in_words_is_kept_and_carried_on(cli: CommandLine) -> None:
    ref = open_case(cli)
    while True:
        prompt = waiting(cli, ref)[0]
        if prompt["kind"] == "confirm_choice":
            break
        answer(cli, ref, prompt)
    cli.do("answer", prompt["id"], "--text", "Yes, but not Thursdays please")
    shown = cli.json("show", ref)
    told = next(x for x in shown["prompts"] if x["id"] == prompt["id"])
    assert told["state"] == "answered"
    assert any("Thursday" in x for x in told["conditions"])
    assert any("Thursday" in x for x in shown["deployments"][0]["conditions"])


def test_words_beside_a_yes_are_read_and_may_not_say_no(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["kind"] != "confirm_choice":
        answer(cli, ref, prompt)
    assert cli("answer", prompt["id"], "yes", "--text", "No, sorry.").code == 1
    cli.do("answer", prompt["id"], "yes", "--text", "Yes, but not Thursdays please")
    told = next(x for x in cli.json("show", ref)["prompts"] if x["id"] == prompt["id"])
    assert any("Thursday" in x for x in told["conditions"])


def test_no_is_an_answer_where_the_process_says_what_then(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["kind"] != "confirm_choice":
        answer(cli, ref, prompt)
    proposed = cli.json("show", ref)["sle"]
    cli.do("answer", prompt["id"], "no", "--text", "They taught here until July.")
    shown = cli.json("show", ref)
    assert shown["sle"] is None
    assert [x["kind"] for x in shown["prompts"] if x["state"] == "open"] == ["shortlist"]
    again = next(x for x in cli.json("match", ref)["candidates"] if x["sle"] == proposed)
    assert again["vetoes"]


def test_a_vetoed_sle_is_taken_only_with_a_reason(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["kind"] != "shortlist":
        answer(cli, ref, prompt)
    listed = cli.json("match", ref)["candidates"]
    vetoed = next(x for x in listed if x["vetoes"] and not x["firm"])
    refused = cli("answer", prompt["id"], "--sle", vetoed["sle"])
    assert refused.code == 1
    assert vetoed["vetoes"][0] in refused.err
    cli.do("answer", prompt["id"], "--sle", vetoed["sle"], "--override", "The head insists.")
    assert cli.json("show", ref)["sle"] == vetoed["sle"]


def test_a_firmly_vetoed_sle_is_never_taken(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["kind"] != "shortlist":
        answer(cli, ref, prompt)
    firm = next(x for x in cli.json("match", ref)["candidates"] if x["firm"])
    refused = cli("answer", prompt["id"], "--sle", firm["sle"], "--override", "All the same.")
    assert refused.code == 1
    assert cli.json("show", ref)["sle"] is None


def test_a_question_is_settled_once(cli: CommandLine) -> None:
    ref = open_case(cli)
    prompt = waiting(cli, ref)[0]
    answer(cli, ref, prompt)
    again = cli("answer", prompt["id"], "done")
    assert again.code == 1
    assert "already settled" in again.err


def test_a_command_under_the_same_key_is_carried_out_once(cli: CommandLine) -> None:
    ref = open_case(cli)
    words = ("withdraw", ref, "--reason", "We found somebody.", "--key", "letter-7")
    assert cli.json(*words)["again"] is False
    assert cli.json(*words)["again"] is True
    other = cli(*words[:3], "Another reason.", *words[4:])
    assert other.code == 1
    assert len(cli.json("parked", "list")) == 1
    assert cli.json("show", ref)["state"] == "withdrawn"


def test_the_matches_are_ranked_with_the_vetoed_last_and_always_the_same(cli: CommandLine) -> None:
    ref = open_case(cli)
    listed = cli.json("match", ref)["candidates"]
    assert [bool(x["vetoes"]) for x in listed] == sorted(bool(x["vetoes"]) for x in listed)
    assert all(x["reasons"] for x in listed if not x["vetoes"])
    assert cli.json("match", ref)["candidates"] == listed
    home = cli.json("show", ref)["receiving_schools"][0]
    own = next(x for x in listed if x["home_school"] == home)
    assert "works at the receiving school" in own["vetoes"]


def test_a_request_without_a_specialism_is_matched_by_its_phase(cli: CommandLine) -> None:
    cli.import_examples()
    cli.set(BROKER_TRUSTED_AUTHSERV="mx.broker.test")
    text = "Could we ask for the support of an SLE, 2 days? Our new leaders would be glad of it."
    letter = cli.folder / "plain.eml"
    head = "d.okafor@furzeyjuniors.example"
    letter.write_bytes(mail(head, f"{ALLIANCE}@broker.localhost", "SLE support request", text))
    done = cli.do("ingest", letter, "--json").lines[0]
    if done["parked"]:
        cli.do("parked", "release", done["parked"], "--reason", "It is a request.")
    ref = cli.json("cases")[0]["ref"]
    assert not cli.json("show", ref)["request"].get("specialisms")
    listed = cli.json("match", ref)["candidates"]
    assert listed
    assert all("specialism" not in reason for x in listed for reason in x["reasons"])


@pytest.mark.parametrize(
    "alliance", [x.name for x in EXAMPLES.iterdir() if (x / "sles.csv").exists()]
)
def test_every_alliance_can_be_shown_to_people(cli: CommandLine, alliance: str) -> None:
    cli.import_examples(alliance)
    for path in sorted((EXAMPLES / alliance / "requests").glob("*.eml")):
        cli.do("ingest", path)
    listed = cli.json("cases")
    assert listed
    assert cli.do("cases").out.count("\n") == len(listed) + 1
    for case in listed:
        page = cli.do("show", case["ref"]).out
        assert "The request came in" in page
        assert "Questions" in page


@pytest.mark.skipif(is_bank_holiday(TODAY), reason="a visit on a bank holiday is asked about")
def test_a_visit_told_by_telephone_is_entered_in_the_sles_own_words(cli: CommandLine) -> None:
    ref = open_case(cli)
    prompt = walk_to(cli, ref, "log_visits")
    told = f"Half day on {TODAY:%d/%m/%Y}"
    refused = cli("answer", prompt["id"], "--text", "I was there today.")
    assert (refused.code, "how long" in refused.err) == (1, True)
    assert cli("answer", prompt["id"], "done", "--text", told).code == 1
    cli.do("answer", prompt["id"], "--text", told)
    shown = cli.json("show", ref)
    assert [(x["date"], x["days"], x["note"]) for x in shown["visits"]] == [(str(TODAY), 0.5, told)]
    assert [x["id"] for x in waiting(cli, ref)] == [prompt["id"]]


def test_a_free_answer_to_the_request_form_is_entered_in_the_writers_own_words(
    cli: CommandLine,
) -> None:
    there = EXAMPLES / "connected-partnership"
    cli.import_examples(there.name)
    cli.do("ingest", there / "requests" / "03-half-a-day-a-week.eml")
    ref = cli.json("cases")[0]["ref"]
    (asked,) = [x for x in waiting(cli, ref) if x["kind"] == "request_form"]
    ended = cli.do("answer", asked["id"], "--text", "Four days, please.", "--json")
    assert "days" not in ended.json["result"]["missing"]
    assert cli.json("show", ref)["request"]["days"] == 4
