"""Slips of whoever types a command: each is told with what was meant, and nothing is done."""

import re
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.calendars import civil
from core.clock import SystemClock
from core.process import Process
from core.process_files import load_process
from tests.integration.test_cli_journey import open_case, waiting, walk_to
from tests.support.command_line import ROOT, CommandLine
from tests.support.receiving_server import receiving


def linwood() -> Process:
    return load_process(ROOT / "core" / "processes" / "linwood.toml").process


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("shwo", "ES-0001"), "there is no command 'shwo'; did you mean show?"),
        (("Cases",), "there is no command 'Cases'; did you mean cases?"),
        (("gibberish", "--json"), "there is no command 'gibberish': sle-broker --help lists them"),
    ],
)
def test_a_command_there_is_not_is_told_with_the_one_that_is_meant(
    cli: CommandLine, words: tuple[str, ...], meant: str
) -> None:
    ended = cli(*words)
    assert ended.code == 64
    assert ended.err.endswith(f"{meant}\n")


@pytest.mark.parametrize("words", [("cases", "--js"), ("process", "check", "--js")])
def test_an_option_counts_only_when_it_is_written_out(
    cli: CommandLine, words: tuple[str, ...]
) -> None:
    assert cli(*words).code == 64


@pytest.mark.parametrize("verb", ["check", "diagram"])
def test_a_process_there_is_not_is_told_with_those_there_are(cli: CommandLine, verb: str) -> None:
    ended = cli("process", verb, "lynwood")
    assert ended.code == 1
    assert "'lynwood'" in ended.err
    assert "connected-partnership, east-sussex, linwood" in ended.err


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("action_plan", "There are: {fields}."),
        ("approve_release", "This question asks for none."),
        ("raise_invoice", "There are: invoice_number, invoice_date, invoice_amount."),
    ],
)
def test_a_field_there_is_not_is_told_with_those_of_that_question(
    cli: CommandLine, kind: str, told: str
) -> None:
    ref = open_case(cli)
    fields = next(x.spec.fields for x in linwood().specs() if x.spec.kind == kind)
    prompt = walk_to(cli, ref, kind)
    ended = cli("answer", prompt["id"], "--field", "dayz=3")
    assert ended.code == 1
    assert ended.err == f"There is no field 'dayz'.\n{told.format(fields=', '.join(fields))}\n"


def test_an_invoice_before_any_agreement_is_told_that_no_price_is_agreed(cli: CommandLine) -> None:
    ref = open_case(cli)
    walk_to(cli, ref, "approve_release")
    ended = cli("record-invoice", ref, "INV-1")
    assert ended.code == 1
    assert "No price has been agreed" in ended.err


# --- moments ------------------------------------------------------------------------------------


@pytest.mark.parametrize("connected", ["relay", "slack"])
def test_a_tick_at_a_moment_to_come_writes_to_nobody_unless_it_is_really_meant(
    cli: CommandLine, connected: str
) -> None:
    open_case(cli)
    later = (SystemClock().now() + timedelta(days=30)).isoformat()
    with receiving() as box:
        if connected == "relay":
            cli.set(BROKER_SMTP_URL=box.url)
        else:
            cli.set(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
        waits = cli.json("outbox", "list")
        ended = cli("tick", "--now", later)
        assert ended.code == 1
        assert "nudges --as-of" in ended.err
        assert box.received == []
        assert cli.json("outbox", "list") == waits
        if connected == "relay":
            cli.do("tick", "--now", "2026-01-05T09:00")
            cli.do("tick", "--now", later, "--really")
            assert box.received


def test_a_deadline_at_midnight_is_shown_as_its_day_alone(cli: CommandLine) -> None:
    ref = open_case(cli)
    row = waiting(cli, ref)[0]
    due = civil(datetime.fromisoformat(row["due"]))
    shown = cli.do("show", ref).out + cli.do("cases").out
    assert " 00:00" not in shown
    clock = "" if due.time() == datetime.min.time() else f" {due:%H:%M}"
    assert len(re.findall(rf"\b{due:%-d %b %Y}{clock}", shown)) >= 3


# --- documents ----------------------------------------------------------------------------------


def test_the_example_of_reading_visits_works_as_it_is_written(cli: CommandLine) -> None:
    document = (ROOT / "docs" / "commands.md").read_text("utf-8")
    section = document.split("### `sle-broker read-visit")[1].split("\n### ")[0]
    block = section.split("```sh\n")[1].split("```")[0]
    program = f'sle-broker() {{ {sys.executable} -m sle_broker "$@"; }}\n'
    told: Any = subprocess.run(
        ["bash", "-euc", program + block],
        cwd=cli.folder, env=cli.environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "LW-0001.d1: 3 November 2026, 0.5 days" in told.stdout
