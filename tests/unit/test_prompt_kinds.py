"""A new kind of prompt is one module and one folder of templates: nothing else knows its name."""

import ast
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import forms, prompts
from core.prompts import KINDS, Answers, MoneyPart, Part, PromptKind

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "bot", "intake", "scheduler", "sle_broker")
TEMPLATES = ROOT / "core" / "notices" / "templates"
OWN = ROOT / "core" / "prompts"
FORMS = ROOT / "core" / "forms"
"""Forms and their fields have names of their own, and one is the same word: scope."""


def _elsewhere() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not path.is_relative_to(OWN) and not path.is_relative_to(FORMS):
                yield path


def test_no_code_knows_a_kind_of_prompt_by_name() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for path in _elsewhere()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in KINDS
    ]
    assert not named


def test_every_module_that_holds_a_kind_is_found_under_its_own_name() -> None:
    modules = {x.name for x in pkgutil.iter_modules(prompts.__path__)}
    written = {x for x in modules if "\nKIND = " in (OWN / f"{x}.py").read_text("utf-8")}
    assert set(KINDS) == written
    assert all(kind.name == name for name, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda x: x.name)
def test_every_kind_has_its_words_for_mail(kind: PromptKind) -> None:
    assert (TEMPLATES / kind.name / "subject.txt").is_file()
    assert (TEMPLATES / kind.name / "body.txt").is_file()


@pytest.mark.parametrize("part", Part)
def test_every_indispensable_part_is_played(part: Part) -> None:
    assert [x.name for x in KINDS.values() if x.part is part]


@pytest.mark.parametrize("part", MoneyPart)
def test_every_part_in_the_flow_of_money_is_played(part: MoneyPart) -> None:
    assert [x.name for x in KINDS.values() if x.money is part]


def test_what_is_to_be_read_is_a_form_that_somebody_fills_in() -> None:
    filled = {x.form for x in KINDS.values() if x.form}
    read = {form for x in KINDS.values() for form in x.reads}
    assert read <= filled


def test_one_kind_asks_for_the_request_itself() -> None:
    (asking,) = [x for x in KINDS.values() if x.tells_request]
    assert asking.for_the_case
    assert asking.form == forms.REQUEST


def test_only_what_is_simply_done_keeps_the_date_it_was_done_on() -> None:
    dated = {x.name for x in KINDS.values() if x.date_kept}
    assert dated == {x.name for x in KINDS.values() if x.answers is Answers.DONE}
