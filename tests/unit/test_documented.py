"""Every command is documented, and nothing is documented that is no command."""

import ast
import re
from argparse import Action
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.bank import statement
from core.directory import contacts, schools, sles, terms
from core.directory.files import Columns
from core.views.timeline import PHRASES, UNTOLD
from sle_broker.cli import COMMANDS, find
from sle_broker.command import Parser

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "bot", "intake", "scheduler", "sle_broker")
DOCUMENT = (ROOT / "docs" / "commands.md").read_text("utf-8")
SECTIONS = {
    name: section
    for heading, section in re.findall(
        r"^### (.+?)\n(.*?)(?=^##|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL
    )
    for name in re.findall(r"`sle-broker ([a-z-]+)", heading)
}


def parser_of(name: str) -> Parser:
    parser = Parser(prog=name)
    find(name).arguments(parser)
    return parser


def options(parser: Parser) -> set[str]:
    """Every long option of a command and of its verbs."""
    found: set[str] = set()
    for action in parser._actions:
        found.update(x for x in action.option_strings if x.startswith("--"))
        for verb in verbs(action).values():
            found |= options(verb)
    return found - {"--help"}


def verbs(action: Action) -> dict[str, Parser]:
    choices = action.choices
    if not isinstance(choices, dict):
        return {}
    return {name: x for name, x in choices.items() if isinstance(x, Parser)}


def test_every_command_is_documented_and_the_other_way_round() -> None:
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_the_other_way_round(name: str) -> None:
    written = set(re.findall(r"`(--[a-z-]+)", SECTIONS[name]))
    assert written == options(parser_of(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_is_documented(name: str) -> None:
    for action in parser_of(name)._actions:
        for verb in verbs(action):
            assert re.search(rf"`[^`]*\b{verb}\b", SECTIONS[name]), verb


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_says_what_it_is_for(name: str) -> None:
    parser = parser_of(name)
    told = [x for x in parser._actions if not verbs(x)]
    for action in parser._actions:
        for verb in verbs(action).values():
            told += verb._actions
    vague = [x.dest for x in told if not (x.help or x.metavar or x.choices)]
    assert not vague


# --- the columns of import files ------------------------------------------------------------------

COLUMNS: dict[str, Columns] = {
    "schools": schools._COLUMNS,
    "contacts": contacts._COLUMNS,
    "sles": sles._COLUMNS,
    "terms": terms._COLUMNS,
    "bank": statement._COLUMNS,
}
FILES: dict[str, str] = dict(
    re.findall(
        r"^## `([a-z]+)`\n(.*?)(?=^## |\Z)",
        (ROOT / "docs" / "import-files.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)


def test_every_kind_of_import_file_is_documented() -> None:
    (what,) = (x for x in parser_of("import")._actions if x.dest == "what")
    assert list(FILES) == list(COLUMNS) == list(what.choices or ())


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_of_an_import_file_is_documented_with_all_its_names(kind: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.+?) \|$", FILES[kind], re.MULTILINE)
    written = {name: tuple(filter(None, others.split("; "))) for name, others, _ in rows}
    assert written == dict(COLUMNS[kind].headers)
    assert len(rows) == len(written)
    assert all(what.strip() for *_, what in rows)


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_columns_that_an_import_file_needs_are_documented(kind: str) -> None:
    (written,) = re.findall(r"^Needed: (.+)\.$", FILES[kind], re.MULTILINE)
    groups = [tuple(re.findall(r"`(\w+)`", group)) for group in written.split(";")]
    assert tuple(groups) == COLUMNS[kind].needed


# --- what a timeline says -------------------------------------------------------------------------


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the product, with the file it stands in."""
    for folder in PACKAGES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield path.relative_to(ROOT).as_posix(), node


def event_names(call: ast.Call) -> list[ast.expr]:
    """Return what a call records: an event's name, or the event that a case is closed with."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"record", "change_case", "Event"}:
        return call.args[:1] + [x.value for x in call.keywords if x.arg == "name"]
    if name == "close":
        return call.args[2:3] + [x.value for x in call.keywords if x.arg == "event"]
    return []


def written_out(name: ast.expr) -> set[str] | None:
    """Return the names that an expression may be; None: it is put together when it runs."""
    if isinstance(name, ast.Constant):
        return {str(name.value)}
    if isinstance(name, ast.IfExp):
        either, other = written_out(name.body), written_out(name.orelse)
        return None if either is None or other is None else either | other
    return None


def recorded_names() -> set[str]:
    """Every event name that is written out wherever events are recorded."""
    found = (written_out(name) for _, call in calls() for name in event_names(call))
    return {name for names in found for name in names or ()}


def test_the_event_names_are_found_in_the_source() -> None:
    assert recorded_names() >= {"request_opened", "prompt_put", "case_closed", "visit_logged"}


def test_event_names_are_written_out() -> None:
    """But where a name is handed on, and for the directory, whose chain is no case's."""
    put_together = {
        file for file, call in calls() for name in event_names(call) if written_out(name) is None
    }
    assert put_together == {
        "core/decide/advance.py",
        "core/decide/draft.py",
        "sle_broker/directory_import.py",
    }


def test_every_event_that_can_be_recorded_has_its_phrase() -> None:
    assert recorded_names() == set(PHRASES)
    assert set(PHRASES) >= UNTOLD
