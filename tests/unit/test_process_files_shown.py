"""A process can be read as a table and seen as a picture."""

import re
from pathlib import Path

import pytest

from core.process import Process
from core.process_files import describe, diagram, load_all, load_source

SOUND = (Path(__file__).parents[1] / "fixtures/processes/north_downs.toml").read_text("utf-8")
PROCESSES = Path(__file__).parents[2] / "core/processes"
SHIPPED = {slug: x.process for slug, x in load_all(PROCESSES).items()}


@pytest.fixture(scope="module")
def process() -> Process:
    return load_source(SOUND, "north_downs.toml").process


def _row(text: str, step: str) -> list[str]:
    line = next(x for x in text.splitlines() if re.match(rf"\d+\. {step} ", x))
    return re.split(r" {2,}", line)


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_table_has_a_row_for_every_question(slug: str) -> None:
    rows = describe(SHIPPED[slug]).split("\n\n")[-1].splitlines()[2:]

    assert len(rows) == len(list(SHIPPED[slug].specs()))


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_columns_of_the_table_stand_under_each_other(slug: str) -> None:
    heading, _, *rows = describe(SHIPPED[slug]).split("\n\n")[-1].splitlines()

    for column in (heading.index("for each"), heading.index("asks"), heading.index("due")):
        assert all(row[column - 2 : column] == "  " for row in rows)


def test_a_row_says_who_is_asked_what_until_when_and_what_a_no_does(process: Process) -> None:
    text = describe(process)

    assert _row(text, "find") == [
        "3. find",
        "deployment",
        "shortlist",
        "coordinator",
        "2 working days",
        "1, 3 working days (3: director)",
    ]
    assert _row(text, "confirm")[-1] == "back to find"
    assert _row(text, "agree")[-1] == "the case ends"
    assert "approve funding if funding is boards" in _row(text, "subsidy")
    assert "raise invoice [fee]" in _row(text, "bill")


def test_the_money_is_told_line_by_line_in_pounds(process: Process) -> None:
    text = describe(process)

    assert "A day costs £420, half days pro rata." in text
    assert "rest: receiving school pays home school £120 a day (invoice raised by home" in text
    assert "grant: board pays home school £300 a day (grant raised by board)" in text
    assert "subsidised (funding is boards):" in text


def test_the_years_limit_is_told(process: Process) -> None:
    assert "up to 15 days a year for each SLE; more is refused" in describe(process)


def test_pence_are_told_where_there_are_any() -> None:
    text = SOUND.replace("420_00", "420_50").replace("120_00", "120_50")

    assert "A day costs £420.50" in describe(load_source(text, "pence").process)


def test_the_diagram_has_every_step_once_and_joins_each_to_the_next(process: Process) -> None:
    lines = diagram(process).splitlines()
    count = len(process.step)

    assert lines[0] == "flowchart TD"
    for index, step in enumerate(process.step):
        assert sum(f"<b>{index + 1}. {step.name}</b>" in x for x in lines) == 1
    for index in range(count - 1):
        assert f"    s{index} --> s{index + 1}" in lines
    assert f"    s{count - 1} --> done" in lines


def test_the_diagram_draws_every_way_back(process: Process) -> None:
    lines = diagram(process).splitlines()

    assert '    s3 -. "no: confirm choice" .-> s2' in lines
    assert '    s1 -. "no: agree request" .-> ended' in lines
    assert '    ended(["declined: the case ends"])' in lines


def test_the_diagram_has_no_end_by_refusal_where_no_refusal_ends_the_case(
    process: Process,
) -> None:
    text = SOUND.replace('on_decline = "close"\n', "")

    assert "ended" not in diagram(load_source(text, "open").process)


def test_a_name_cannot_break_out_of_the_diagram() -> None:
    text = SOUND.replace('name = "work"', "name = '\"]; x <b>#1'")

    label = next(x for x in diagram(load_source(text, "odd").process).splitlines() if "; x" in x)

    assert re.fullmatch(r' {4}s8\("[^"]*"\)', label)
    assert "#quot;]; x #lt;b#gt;#35;1" in label


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_node_that_an_arrow_names_is_drawn(slug: str) -> None:
    text = diagram(SHIPPED[slug])
    drawn = set(re.findall(r"^ {4}(\w+)[(\[]", text, re.MULTILINE))
    named = set(re.findall(r"-->\s*(\w+)|\.->\s*(\w+)", text))

    assert {a or b for a, b in named} <= drawn


def test_the_plain_picture_names_every_step_in_order(process: Process) -> None:
    text = diagram(process, "text")
    found = re.findall(r"^ {2}v {2}(\d+)\. (.+) \(each", text, re.MULTILINE)

    assert found == [(str(n), x.name) for n, x in enumerate(process.step, 1)]
    assert '"no": back to find' in text
    assert '"no": the case ends' in text
