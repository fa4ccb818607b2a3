"""Whatever is typed, piped or pointed at: no command falls over, and none shows a traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sle_broker import logs
from sle_broker.cli import COMMANDS
from tests.support.command_line import ALLIANCE, LINWOOD, CommandLine

REF = "LW-0001"
LONG = "x" * 10_000
WORDS = (
    *("", " ", "-1", "0", "99999999999999999999", "1e9", "nan", "\uff19", "½", "--", "-"),
    *("a\0b", "\udcff", "é" * 200, "\u202eevil", "🙂", "line\nbreak", LONG, "../../etc/passwd"),
    *("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "nobody", "=", "a=b"),
    *(
        "school=",
        "ES-0001.p1",
        ".",
        "..",
        "LW-0001.p999999999999999999999",
        "@",
        "\\",
        "%s",
        "{}",
        "'; DROP",
    ),
)
SLOT = "HERE"
COMMAND_LINES = (
    f"{SLOT}",
    f"serve --only {SLOT}",
    f"import schools {SLOT}",
    f"import {SLOT} FILE",
    f"import contacts FILE --alliance {SLOT}",
    f"import schools FILE --dry-run --by {SLOT}",
    f"import bank {SLOT} --alliance {ALLIANCE}",
    f"ingest {SLOT}",
    f"ingest --dry-run --alliance {SLOT} FILE",
    f"ingest --dry-run {SLOT}",
    f"ingest --parse-only {SLOT}",
    f"replay {SLOT}",
    f"replay 1 --by {SLOT}",
    f"parked {SLOT}",
    f"parked release {SLOT} --reason x",
    f"parked discard {SLOT} --reason x",
    f"parked discard 1 --reason x --by {SLOT}",
    f"outbox retry {SLOT}",
    f"outbox list --state {SLOT}",
    f"cases --alliance {SLOT}",
    f"cases --state {SLOT}",
    f"show {SLOT}",
    f"audit {SLOT}",
    f"audit {SLOT} --verify",
    f"match {SLOT}",
    f"match {REF} --deployment {SLOT}",
    f"match {REF} --limit {SLOT}",
    f"answer {SLOT} yes",
    f"answer {REF}.p1 {SLOT}",
    f"answer {REF}.p1 --text {SLOT}",
    f"answer {REF}.p1 --field {SLOT}",
    f"answer {REF}.p1 yes --sle {SLOT}",
    f"answer {REF}.p1 yes --days {SLOT}",
    f"answer {REF}.p1 yes --by {SLOT}",
    f"answer {REF}.p1 no --key {SLOT}",
    f"log-visits {SLOT} 2026-11-03 FULL",
    f"log-visits {REF} {SLOT} FULL",
    f"log-visits {REF} 2026-11-03 {SLOT}",
    f"log-visits {REF} 2026-11-03 FULL --school {SLOT}",
    f"withdraw {SLOT} --reason x",
    f"withdraw {REF} --reason x --by {SLOT}",
    f"record-invoice {SLOT} INV-1 350.00",
    f"record-invoice {REF} {SLOT} 350.00",
    f"record-invoice {REF} INV-1 {SLOT}",
    f"record-invoice {REF} INV-1 350.00 --date {SLOT}",
    f"record-invoice {REF} INV-1 350.00 --line {SLOT}",
    f"record-payment {SLOT} INV-1 350.00",
    f"record-payment {REF} INV-1 {SLOT}",
    f"record-payment {REF} INV-1 350.00 --date {SLOT}",
    f"reconcile {SLOT}",
    f"reconcile --alliance {SLOT}",
    f"nudges --as-of {SLOT}",
    f"tick --now {SLOT}",
    f"holidays {SLOT}",
    f"clock advance {SLOT}",
    f"slack-manifest --http {SLOT}",
    f"read-visit {SLOT} --as nobody",
    f"read-visit text --as {SLOT}",
    f"read-visit text --deployments {SLOT}",
    f"read-visit text --on {SLOT} --deployments JSON",
    f"read-visit {SLOT} --on 2026-11-03 --deployments JSON",
    f"read-answer {SLOT}",
    f"process {SLOT}",
    f"process check {SLOT}",
    f"process diagram {SLOT}",
    f"process diagram linwood --style {SLOT}",
    f"migrate {SLOT}",
    f"doctor {SLOT}",
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an alliance's directory and one case."""
    folder = tmp_path_factory.mktemp("furnished")
    steps = [
        ["import", what, str(LINWOOD / f"{what}.csv"), "--alliance", ALLIANCE]
        for what in ("schools", "contacts", "sles", "terms")
    ]
    steps.append(["ingest", str(LINWOOD / "requests" / "01-maths-free-text.eml")])
    for words in steps:
        environment = {**os.environ, "BROKER_DATA_DIR": str(folder)}
        subprocess.run(
            [sys.executable, "-m", "sle_broker", *words],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder


@pytest.fixture
def line(
    tmp_path: Path,
    furnished: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[CommandLine]:
    """The command line where there is something to break; stdin holds bytes that are no text."""
    found = CommandLine(tmp_path, "", capsys, monkeypatch)
    found.set(BROKER_DATA_DIR=str(furnished), BROKER_INTAKE_PORT="0", BROKER_HTTP_PORT="0")
    noise = tmp_path / "noise"
    noise.write_bytes(b"\xff\xfe\x00not text\n")
    with noise.open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield found
    logs.remove()


def _unharmed(line: CommandLine, words: list[str]) -> None:
    ended = line(*words)
    told = ended.err + ended.out
    assert ended.code in (0, 1, 64, 69), (words, ended)
    assert "Traceback" not in told, words
    assert ended.code == 0 or ended.err.strip(), words


def _words(command: str, given: str, tmp_path: Path) -> list[str]:
    json = tmp_path / "deployments.json"
    json.write_text("[]")
    stand_ins = {SLOT: given, "FILE": str(LINWOOD / "schools.csv"), "JSON": str(json)}
    return [stand_ins.get(x, x) for x in command.split()]


def test_every_command_is_swept() -> None:
    assert {x.split()[0] for x in COMMAND_LINES} == {*COMMANDS, SLOT}


@pytest.mark.parametrize("command", COMMAND_LINES)
def test_no_words_make_a_command_fall_over(line: CommandLine, tmp_path: Path, command: str) -> None:
    for given in WORDS:
        if (command, given) != (f"{SLOT}", "serve"):
            _unharmed(line, _words(command, given, tmp_path))


TAKES_A_FILE = (
    *(
        f"import {x} {SLOT} --alliance {ALLIANCE}"
        for x in "schools contacts sles terms bank".split()
    ),
    *(f"ingest {x} {SLOT}" for x in ("--dry-run", "--parse-only", f"--alliance {ALLIANCE}")),
    f"read-visit text --deployments {SLOT}",
    f"process check {SLOT}",
    f"process diagram {SLOT}",
)


@pytest.fixture
def odd_files(tmp_path: Path) -> Iterator[list[Path]]:
    """Things that are not the file somebody meant."""
    contents = {
        "empty": b"",
        "zeros": b"\0" * 100_000,
        "binary": bytes(range(256)) * 100,
        "no-text.toml": b'slug = "\xff"',
        "deep.json": b"[" * 100_000,
        "wrong.json": b'[{"ref": 1, "school": [], "start": 7, "end": null}]',
        "numbers.json": b"12",
        "huge-number.json": b"9" * 5_000,
        "header": b"name,email,home_school,school,role,start,end,date,amount\n",
        "commas": b"," * 50_000 + b"\n" + b"," * 50_000,
        "quote": b'name,urn\n"never closed',
        "from": b"From \nFrom \n\nFrom x\n",
        "headers": b"From: =?utf-8?b?////?=\r\nDate: 99\r\nContent-Type: multipart/mixed\r\n\r\n",
    }
    found = []
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        found.append(tmp_path / name)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    locked = tmp_path / "locked"
    locked.write_bytes(b"name\nA School\n")
    locked.chmod(0)
    yield [
        *found,
        tmp_path / "folder.toml",
        tmp_path / "dangling.csv",
        tmp_path / "loop",
        locked,
        locked / "below",
        Path("/dev/null"),
        Path("/proc/self/mem"),
    ]
    locked.chmod(0o600)


@pytest.mark.parametrize("command", TAKES_A_FILE)
def test_no_file_makes_a_command_fall_over(
    line: CommandLine, tmp_path: Path, odd_files: list[Path], command: str
) -> None:
    for file in odd_files:
        _unharmed(line, _words(command, str(file), tmp_path))


SHOWS = (("--help",), ("--version",), ("show", "--help"), ("show", REF), ("cases", "--json"))


def _into(line: CommandLine, words: tuple[str, ...], command: str) -> tuple[int, str]:
    told = " ".join([sys.executable, "-m", "sle_broker", *words])
    done = subprocess.run(
        ["bash", "-c", command.format(told)],
        env=line.environment(),
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", SHOWS, ids=" ".join)
def test_output_that_cannot_be_written_is_told_and_no_success(
    line: CommandLine, words: tuple[str, ...]
) -> None:
    code, told = _into(line, words, "{} > /dev/full")
    assert code == 69
    assert "No space left on device" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("words", SHOWS, ids=" ".join)
def test_a_reader_who_leaves_and_a_closed_output_are_no_fault(
    line: CommandLine, words: tuple[str, ...]
) -> None:
    assert _into(line, words, "{}; exit ${{PIPESTATUS[0]}}")[0] == 0
    assert _into(line, words, "{} | true; exit ${{PIPESTATUS[0]}}") == (0, "")
    assert _into(line, words, "{} >&- 2>&- <&-") == (0, "")


def test_a_terminal_that_knows_few_letters_gets_them_spelt_out(line: CommandLine) -> None:
    line.set(PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    environment = {**line.environment(), "PYTHONIOENCODING": "ascii"}
    for words in (["read-answer", "Yes – £350", "--json"], ["read-answer", "Yes, 2½ days – £350"]):
        done = subprocess.run(
            [sys.executable, "-m", "sle_broker", *words],
            env=environment,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()


@pytest.mark.parametrize(
    ("content", "told"),
    [("x = " + "9" * 100_000, "too many digits"), ("# much\n" * 1_500_000, "more than 256 KB")],
    ids=["a long number", "a large file"],
)
def test_a_process_file_beyond_reason_is_refused_at_once(
    line: CommandLine, tmp_path: Path, content: str, told: str
) -> None:
    path = tmp_path / "county.toml"
    path.write_text(content)
    ended = line("process", "check", str(path))
    assert ended.code not in {0, 70}
    assert told in ended.out + ended.err


def test_what_never_ends_and_what_is_too_large_is_not_imported(
    line: CommandLine, tmp_path: Path
) -> None:
    large = tmp_path / "contacts.csv"
    with large.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    for path, told in (("/dev/zero", "is no file"), (str(large), "more than 64 MB")):
        ended = line("import", "contacts", path)
        assert ended.code == 1
        assert told in ended.err
