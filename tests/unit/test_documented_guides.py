"""What the guides say holds: their commands can be typed, their settings exist, letters say so."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from core.settings import Settings
from intake.rendering import WORDING
from sle_broker.cli import COMMANDS, find
from sle_broker.command import Parser
from tests.support.views import BARE, EVERY, FULL, asked

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]
)
NAMES = {path: path.relative_to(ROOT).as_posix() for path in DOCUMENTS}
TEXTS = {NAMES[path]: path.read_text("utf-8") for path in DOCUMENTS}
QUOTING = [name for name, text in TEXTS.items() if re.search(r"^> ", text, re.MULTILINE)]


def commands(text: str) -> list[str]:
    """Return the command lines of ours in a document's blocks of code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("$what", "schools").splitlines()
    return [
        line.strip().removeprefix(".venv/bin/")
        for line in lines
        if line.strip().removeprefix(".venv/bin/").startswith("sle-broker ")
    ]


WRITTEN = [(name, line) for name, text in TEXTS.items() for line in commands(text)]


def test_the_guides_are_being_read() -> None:
    assert {name for name, _ in WRITTEN} >= {"README.md", "docs/coordinator.md"}
    assert {"docs/head-faq.md", "docs/sle.md"} <= set(QUOTING)


@pytest.mark.parametrize(("name", "line"), WRITTEN)
def test_every_command_line_in_the_documents_can_be_typed(name: str, line: str) -> None:
    _, command, *arguments = shlex.split(line)
    assert command in COMMANDS, name
    parser = Parser(prog=command)
    find(command).arguments(parser)
    parser.parse_args(arguments)


def test_every_command_named_in_a_sentence_exists() -> None:
    named = {
        (name, command)
        for name, text in TEXTS.items()
        for command in re.findall(r"`sle-broker ([a-z][a-z-]+)", text)
    }
    assert named
    assert not {(name, command) for name, command in named if command not in COMMANDS}


def test_every_setting_named_in_the_documents_exists() -> None:
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    named = {
        (name, setting)
        for name, text in TEXTS.items()
        for setting in re.findall(r"\b(?:BROKER_[A-Z_]+|DATABASE_URL)\b", text)
    }
    assert named
    assert not {(name, setting) for name, setting in named if setting not in known}


def test_every_file_named_in_the_documents_exists() -> None:
    """Those of the repository, written as code: `core/…`, `docs/…`, `examples/…`."""
    named = {
        (name, path)
        for name, text in TEXTS.items()
        for path in re.findall(r"`((?:core|intake|scheduler|docs|examples|tests)/[\w./-]+)`", text)
    }
    assert named
    assert not {(name, path) for name, path in named if not (ROOT / path).exists()}


@cache
def letters() -> tuple[str, ...]:
    """Return every letter there is, in one line each."""
    views = [asked(view, *one) for view in (BARE, FULL) for one in EVERY]
    return tuple(" ".join(WORDING.words(view)[1].split()) for view in views)


@pytest.mark.parametrize("name", QUOTING)
def test_what_is_quoted_from_a_letter_stands_in_one(name: str) -> None:
    quotations = re.findall(r"(?:^> .*\n?)+", TEXTS[name], re.MULTILINE)
    for quotation in quotations:
        said = " ".join(re.sub(r"^> ", "", quotation, flags=re.MULTILINE).split())
        assert any(said in letter for letter in letters()), said
