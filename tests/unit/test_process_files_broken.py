"""A broken process file is refused with every fault told: file, line, what is wrong, the mend."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.process_files import Problem, ProcessFileError, load_source

FIXTURES = Path(__file__).parents[1] / "fixtures/processes"
NAME = "north_downs.toml"
SOUND = (FIXTURES / NAME).read_text("utf-8")


@dataclass(frozen=True)
class Broken:
    """One edit that breaks the sound file, and what has to be said about it."""

    claim: str
    old: str
    new: str
    line: str
    what: str
    mend: str
    nth: int = 1
    problems: int = 1

    @property
    def text(self) -> str:
        """The file after the edit."""
        assert self.old in SOUND, f"the sound file has no {self.old!r}"
        return SOUND.replace(self.old, self.new, 1)

    @property
    def line_number(self) -> int:
        """The number of the line that has to be named."""
        lines = list(enumerate(self.text.splitlines(), 1))
        whole = [n for n, x in lines if x == self.line]
        return (whole or [n for n, x in lines if self.line in x])[self.nth - 1]


ALL = [
    Broken(**row)
    for path in sorted((FIXTURES / "broken").glob("*.toml"))
    for row in tomllib.loads(path.read_text("utf-8"))["broken"]
]


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProcessFileError) as caught:
        load_source(text, NAME)
    return caught.value.problems


def test_the_file_that_the_broken_ones_are_made_of_is_sound() -> None:
    assert load_source(SOUND, NAME).process.slug == "north-downs"


@pytest.mark.parametrize("broken", ALL, ids=lambda x: x.claim)
def test_a_fault_is_told_with_its_line_and_its_mend(broken: Broken) -> None:
    problems = _problems(broken.text)
    told = [x for x in problems if broken.what in x.what]

    assert told, [str(x) for x in problems]
    assert told[0].line == broken.line_number, str(told[0])
    assert broken.mend in told[0].mend, str(told[0])
    assert len(problems) == broken.problems, "\n".join(str(x) for x in problems)


@pytest.mark.parametrize("broken", ALL, ids=lambda x: x.claim)
def test_every_problem_is_one_sentence_with_file_line_and_mend(broken: Broken) -> None:
    with pytest.raises(ProcessFileError) as caught:
        load_source(broken.text, NAME)

    for line in str(caught.value).splitlines():
        assert re.fullmatch(rf"{re.escape(NAME)}, line \d+: .+; .+", line), line


def test_faults_of_meaning_are_all_told_at_once_in_the_order_of_the_file() -> None:
    text = SOUND.replace('on_decline = "find"', 'on_decline = "fnid"').replace(
        '["evidence", "impact"]', '["evidense", "impact"]'
    )

    problems = _problems(text)

    assert [x.what.split(":")[0] for x in problems] == [
        "on_decline names no step of this process",
        "on_decline names no step of this process",
        "there is no form field 'evidense'",
    ]
    assert [x.line for x in problems] == sorted(x.line for x in problems)


def test_faults_of_shape_are_all_told_at_once() -> None:
    text = SOUND.replace('payer = "board"', 'payer = "bored"').replace("1 week", "1 wek")

    assert [x.what for x in _problems(text)] == [
        "payer cannot be 'bored'",
        "'1 wek' is not a length of time",
    ]


def test_a_key_written_in_dotted_form_is_found_on_its_own_line() -> None:
    text = SOUND.replace("[limits]", "titles2.boss = 1\n[limits]").replace(
        'slug = "north-downs"', 'titles3.boss = 1\nslug = "north-downs"'
    )

    problems = {x.what.split("'")[1]: x.line for x in _problems(text)}

    assert text.splitlines()[problems["titles2"] - 1] == "titles2.boss = 1"
    assert text.splitlines()[problems["titles3"] - 1] == "titles3.boss = 1"
