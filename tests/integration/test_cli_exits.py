"""How commands end: codes that scripts can rely on, and sentences that people can act on."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sle_broker import cli as program
from tests.support.command_line import ALLIANCE, LINWOOD, ROOT, CommandLine


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("no-such-command",),
        ("show",),
        ("cases", "--no-such-option"),
        ("holidays", "soon"),
        ("log-visits", "AB-0001", "2026-11-03"),
        ("log-visits", "AB-0001", "2026-11-03", "LONG"),
        ("record-payment", "AB-0001", "INV-1", "a lot"),
        ("answer", "AB-0001.p1", "maybe"),
        ("answer", "AB-0001.p1", "--days", "1.3"),
        ("nudges", "--as-of", "yesterday"),
        ("serve", "--only", "kitchen"),
        ("import", "cats", "cats.csv"),
        ("ingest", "--dry-run", "--parse-only", "x.eml"),
        ("read-visit", "a day"),
        ("nudges", "--as-of", "9999-12-31"),
        ("tick", "--now", "9999-12-31T09:00"),
        ("parked", "discard", "99999999999999999999", "--reason", "x"),
        ("outbox", "retry", "99999999999999999999"),
        ("replay", "99999999999999999999"),
        ("match", "AB-0001", "--limit", "-1"),
        ("show", "AB-\0001"),
        ("show", "AB-\udcff"),
    ],
)
def test_wrong_usage_ends_with_64(cli: CommandLine, words: tuple[str, ...]) -> None:
    ended = cli(*words)
    assert ended.code == 64
    assert "usage:" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("cases", "--help")])
def test_asking_for_help_is_no_mistake(cli: CommandLine, words: tuple[str, ...]) -> None:
    ended = cli(*words)
    assert ended.code == 0
    assert ended.out


def test_the_exit_code_is_the_one_of_the_process(cli: CommandLine) -> None:
    assert cli.apart("cases", "--json").json == []
    refused = cli.apart("show", "XX-0001")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "There is no such case.\nsle-broker cases lists those there are.\n"
    assert cli.apart("show").code == 64


@pytest.mark.parametrize(
    "words",
    [
        ("show", "XX-0001"),
        ("audit", "XX-0001"),
        ("match", "XX-0001"),
        ("reconcile", "XX-0001"),
        ("answer", "XX-0001.p1", "yes"),
        ("log-visits", "XX-0001", "2026-11-03", "FULL"),
        ("withdraw", "XX-0001", "--reason", "No need."),
        ("record-invoice", "XX-0001", "INV-1", "350.00"),
        ("record-payment", "XX-0001", "INV-1", "350.00"),
        ("parked", "release", "1", "--reason", "x"),
        ("parked", "discard", "1", "--reason", "x"),
        ("outbox", "retry", "1"),
        ("replay", "1"),
        ("import", "schools", "not-there.csv"),
        ("ingest", "not-there.eml"),
        ("ingest", "--parse-only", "not-there.eml"),
        ("process", "check", "not-there"),
        ("withdraw", "XX-0001", "--reason", "No need.", "--by", "nobody@nowhere.test"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(
    cli: CommandLine, words: tuple[str, ...]
) -> None:
    ended = cli(*words)
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.strip()
    assert "Traceback" not in ended.err


def test_a_setting_that_is_wrong_is_named(cli: CommandLine) -> None:
    cli.set(BROKER_HTTP_PORT="eighty")
    ended = cli("cases")
    assert ended.code == 69
    assert "BROKER_HTTP_PORT" in ended.err


def test_a_database_of_an_unknown_kind_is_refused(cli: CommandLine) -> None:
    cli.set(DATABASE_URL="oracle://somewhere/else")
    ended = cli("cases")
    assert ended.code == 69
    assert "DATABASE_URL" in ended.err


def test_an_unknown_alliance_names_those_there_are(cli: CommandLine) -> None:
    for words in ("cases", "reconcile", f"import schools {LINWOOD / 'schools.csv'}"):
        ended = cli(*words.split(), "--alliance", "nowhere")
        assert ended.code == 1
        assert ALLIANCE in ended.err


@pytest.mark.postgres
def test_an_empty_postgresql_says_to_migrate(cli: CommandLine, postgres_url: str) -> None:
    cli.set(DATABASE_URL=postgres_url)
    ended = cli("cases")
    assert ended.code == 69
    assert "sle-broker migrate" in ended.err
    cli.do("migrate")
    assert cli.json("cases") == []


UNUSABLE_DATABASES = ("a file that is no database", "a folder", "below a file")


@pytest.mark.parametrize("what", UNUSABLE_DATABASES)
def test_a_database_that_waiting_does_not_mend_is_named(
    cli: CommandLine, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "there"
    if what == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b"name,urn\n" * 1000)
    url = f"sqlite:///{path / 'broker.sqlite3' if what == 'below a file' else path}"
    cli.set(DATABASE_URL=url)
    ended = cli("cases")
    assert ended.code == 69
    assert str(path) in ended.err
    assert "DATABASE_URL" in ended.err


def test_a_database_out_of_reach_can_be_tried_again(cli: CommandLine) -> None:
    cli.set(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    ended = cli("cases")
    assert ended.code == 75
    assert "try again" in ended.err


def test_a_locked_database_can_be_tried_again(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.do("migrate")
    monkeypatch.setattr("core.store.engine.BUSY_TIMEOUT_MS", 100)
    held = sqlite3.connect(cli.folder / "data" / "sle-broker.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        ended = cli("import", "schools", LINWOOD / "schools.csv")
    finally:
        held.execute("ROLLBACK")
        held.close()
    assert ended.code == 75
    cli.do("import", "schools", LINWOOD / "schools.csv")


def _break(cli: CommandLine) -> None:
    """Leave a database that no version of ours would have made."""
    cli.do("migrate")
    with sqlite3.connect(cli.folder / "data" / "sle-broker.sqlite3") as connection:
        connection.execute("DROP TABLE case_record")
        connection.execute("CREATE TABLE case_record (id TEXT, opened_at INTEGER)")
        connection.execute("INSERT INTO case_record VALUES ('Ann Smith', 7)")
    connection.close()


def test_a_fault_of_ours_is_given_a_reference_and_tells_nothing_else(cli: CommandLine) -> None:
    _break(cli)
    ended = cli("cases")
    assert ended.code in (70, 75)
    assert "Traceback" not in ended.err


def test_a_bug_ends_with_70_and_a_traceback_only_for_debug(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("Ann Smith")

    spec = program.find("cases")
    found = type(spec)(spec.arguments, broken)  # type: ignore[arg-type]
    monkeypatch.setattr(program, "find", lambda _name: found)
    ended = cli("cases")
    assert ended.code == 70
    assert "Quote reference" in ended.err
    assert "Traceback" not in ended.err
    assert "Ann Smith" not in ended.err
    cli.set(BROKER_LOG_LEVEL="DEBUG")
    assert "Traceback" in cli("cases").err


def test_logs_never_mix_with_results(cli: CommandLine) -> None:
    cli.set(BROKER_LOG_LEVEL="DEBUG")
    assert cli.json("cases") == []
    assert json.loads(cli.apart("process", "list", "--json").out)


def test_whoever_stops_reading_causes_no_fault(cli: CommandLine) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "sle_broker", "holidays", "2026"],
            env=cli.environment(),
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_secret_key_is_made_once_and_kept_from_others(cli: CommandLine) -> None:
    cli.import_examples()
    cli.do("ingest", LINWOOD / "requests" / "01-maths-free-text.eml")
    kept = cli.folder / "data" / "secret.key"
    first = kept.read_text()
    assert len(first.strip()) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    cli.do("ingest", LINWOOD / "requests" / "02-deputy-writes-for-the-head.eml")
    assert kept.read_text() == first


def test_migrating_twice_changes_nothing(either_cli: CommandLine) -> None:
    again = either_cli.json("migrate")
    assert again["before"] == again["after"]
    assert again["after"]


def test_process_files_are_checked_with_line_and_mend(cli: CommandLine, tmp_path: Path) -> None:
    broken = tmp_path / "ours.toml"
    broken.write_text('slug = "ours"\nname = 3\n')
    ended = cli("process", "check", broken, "--json")
    assert ended.code == 1
    assert ended.json["ok"] is False
    assert {x["line"] for x in ended.json["problems"]} >= {2}
    assert "ours.toml, line 2" in ended.err


def test_an_alliance_file_is_checked_too(cli: CommandLine, tmp_path: Path) -> None:
    shipped = next((ROOT / "core" / "alliances").glob("*.toml")).read_text("utf-8")
    ours = tmp_path / "ours.toml"
    ours.write_text(shipped, "utf-8")
    assert len(cli.json("process", "check", ours)["alliances"]) == 1
    ours.write_text(shipped.replace("mailboxes", "mailboxs"), "utf-8")
    ended = cli("process", "check", ours)
    assert ended.code == 1
    assert "mailboxes" in ended.err


def test_the_shipped_processes_are_listed_checked_and_drawn(cli: CommandLine) -> None:
    listed = cli.json("process", "list")
    assert len(listed) == 3
    assert cli.json("process", "check")["ok"] is True
    assert "asks" in cli.do("process", "check", listed[0]["slug"]).out
    for style, word in (("mermaid", "flowchart"), ("text", "settled")):
        assert word in cli.do("process", "diagram", listed[0]["slug"], "--style", style).out


def test_bank_holidays_are_englands(cli: CommandLine) -> None:
    found = [x["date"] for x in cli.json("holidays", "2026")]
    assert found[:2] == ["2026-01-01", "2026-04-03"]
    assert "2026-12-28" in found
