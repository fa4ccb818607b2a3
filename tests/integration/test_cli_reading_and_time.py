"""How words are read, and what falls due when."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_cli_journey import answer, open_case, waiting
from tests.support.command_line import CommandLine
from tests.support.receiving_server import receiving

DEPLOYMENTS = [
    {
        "ref": "AB-0001.d1",
        "school": "Oak Primary School",
        "town": "Sandhaven",
        "start": "2026-09-01",
        "end": "2026-12-18",
        "days_agreed": 3,
    }
]


def listed(cli: CommandLine, content: Any = DEPLOYMENTS) -> Path:
    path = cli.folder / "deployments.json"
    path.write_text(json.dumps(content))
    return path


# --- words ----------------------------------------------------------------------------------------


def test_a_visit_is_read_without_a_database(cli: CommandLine) -> None:
    cli.set(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    words = ("read-visit", "Full day at Oak Primary today", "--on", "2026-11-03")
    assert cli.json(*words, "--deployments", listed(cli)) == {
        "kind": "visits",
        "visits": [{"ref": "AB-0001.d1", "date": "2026-11-03", "days": 1}],
        "ask_about": None,
        "change": None,
    }


def test_what_a_visit_leaves_open_is_asked(cli: CommandLine) -> None:
    words = ("read-visit", "Was at Oak Primary today", "--on", "2026-11-03")
    told = cli.json(*words, "--deployments", listed(cli))
    assert (told["kind"], told["ask_about"]) == ("must_ask", "how_long")


def test_a_message_can_come_from_standard_input(cli: CommandLine) -> None:
    words = ("read-visit", "-", "--on", "2026-11-03", "--deployments", listed(cli), "--json")
    ended = cli.apart(*words, stdin="Half day at Oak Primary today")
    assert ended.json["visits"][0]["days"] == 0.5


@pytest.mark.parametrize("content", [{"ref": 1}, [{"ref": "x"}], [1], "x"])
def test_a_list_of_deployments_that_is_none_is_refused(cli: CommandLine, content: Any) -> None:
    ended = cli("read-visit", "x", "--deployments", listed(cli, content), "--on", "2026-11-03")
    assert ended.code == 1
    assert "ref, school, town" in ended.err


def test_a_visit_is_read_against_the_slesown_deployments(cli: CommandLine) -> None:
    ref = open_case(cli)
    while (prompt := waiting(cli, ref)[0])["kind"] != "log_visits":
        answer(cli, ref, prompt)
    shown = cli.json("show", ref)
    today = datetime.fromisoformat(prompt["put_at"]).date().isoformat()
    words = ("read-visit", "Full day today", "--as", shown["sle"], "--on", today)
    told = cli.json(*words)
    assert [(x["ref"], x["days"]) for x in told["visits"]] == [(prompt["about"], 1)]
    assert cli("read-visit", "x", "--as", "Nobody Here").code == 1


@pytest.mark.parametrize(("text", "answer_"), [("Yes, that is fine.", "yes"), ("No, sorry.", "no")])
def test_an_answer_is_read(cli: CommandLine, text: str, answer_: str) -> None:
    told = cli.json("read-answer", text)
    assert told["answer"] == answer_
    assert told.keys() >= {"answer", "conditions", "days", "weekdays_excluded"}


# --- time -----------------------------------------------------------------------------------------


def chased_at(cli: CommandLine, ref: str) -> str:
    """Return when the first reminder of a case's only question falls due."""
    return str(waiting(cli, ref)[0]["nudge_at"])


def test_who_would_be_chased_is_told_and_nothing_happens(either_cli: CommandLine) -> None:
    cli = either_cli
    ref = open_case(cli)
    assert cli.json("nudges") == []
    at = chased_at(cli, ref)
    found = cli.json("nudges", "--as-of", at)
    assert [(x["case"], x["rung"], x["channel"]) for x in found] == [(ref, 1, "email")]
    assert found[0]["person"]
    assert found[0]["why"]
    assert "held_because" not in found[0]
    assert cli.json("nudges", "--as-of", at) == found


def test_nobody_is_chased_at_night_and_it_says_so(cli: CommandLine) -> None:
    ref = open_case(cli)
    at = datetime.fromisoformat(chased_at(cli, ref)).replace(hour=23)
    found = cli.json("nudges", "--as-of", at.isoformat())
    assert found[0]["held_because"]


def test_a_tick_chases_whoever_is_due_once(either_cli: CommandLine) -> None:
    cli = either_cli
    ref = open_case(cli)
    at = chased_at(cli, ref)
    assert cli.json("tick", "--now", at)["nudges"]["done"] == 1
    assert cli.json("tick", "--now", at)["nudges"]["done"] == 0
    assert waiting(cli, ref)[0]["rung"] == 1
    assert "nudge" in {x["kind"] for x in cli.json("outbox", "list")}
    assert "Reminded of" in cli.do("show", ref).out


@pytest.mark.parametrize("words", ["tick --now", "nudges --as-of"])
def test_a_case_that_cannot_be_looked_at_is_no_success(cli: CommandLine, words: str) -> None:
    open_case(cli)
    path = cli.folder / "data" / "sle-broker.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM process_version")
    ended = cli(*words.split(), "2027-06-01T10:00")
    assert ended.code == 70
    assert "One case could not be looked at" in ended.err
    assert "Traceback" not in ended.err


def test_after_a_long_silence_only_the_highest_rung_speaks(cli: CommandLine) -> None:
    ref = open_case(cli)
    late = datetime.fromisoformat(chased_at(cli, ref)) + timedelta(weeks=8)
    late = late.replace(hour=11) + timedelta(days=(1 - late.weekday()) % 7)
    found = cli.json("nudges", "--as-of", late.isoformat())
    assert len(found) == 1
    assert found[0]["rung"] > 1


def test_a_tick_sends_what_waits_where_there_is_a_mail_relay(cli: CommandLine) -> None:
    ref = open_case(cli)
    with receiving() as box:
        cli.set(BROKER_SMTP_URL=box.url)
        told = cli.json("tick")
    assert told["mail"]["sent"] == len(box.received) > 0
    assert {x.mail["Subject"].startswith(f"[{ref}]") for x in box.received} == {True}
    assert cli.json("outbox", "list") == []
    assert cli.json("outbox", "list", "--state", "sent")
