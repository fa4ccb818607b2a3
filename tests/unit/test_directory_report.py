"""The row-by-row report: what a person reads before anything is written."""

import json
from dataclasses import dataclass

from core.directory.report import (
    FileReport,
    Key,
    Note,
    Outcome,
    Reading,
    RowReport,
    drop_twins,
    problem,
    report_on,
)


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    name: str


def judge(row: Row) -> tuple[Outcome, str]:
    outcomes = {"A": Outcome.NEW, "B": Outcome.CHANGED, "C": Outcome.SAME, "D": Outcome.PROBLEM}
    return outcomes[row.name], f"school {row.name}"


READING = Reading(
    records=(Row(2, "A"), Row(3, "B"), Row(6, "C")),
    problems=(problem(4, "“x” is not a URN.", "A URN has six digits."),),
    notes=(Note(3, "Odd postcode."), Note(7, "Sports day was left out.")),
)


def test_a_report_follows_the_file() -> None:
    report = report_on("schools", READING, judge)
    assert [(x.line, str(x.outcome)) for x in report.rows] == [
        (2, "new"),
        (3, "changed"),
        (4, "problem"),
        (6, "same"),
        (7, "same"),
    ]


def test_one_problem_and_the_file_is_not_fit_to_be_written() -> None:
    assert not report_on("schools", READING, judge).ok
    assert report_on("schools", Reading((Row(2, "A"),)), judge).ok
    assert not report_on("schools", Reading((Row(2, "D"),)), judge).ok, "only the database knew"


def test_json_counts_every_outcome() -> None:
    document = json.loads(json.dumps(report_on("schools", READING, judge).to_json()))
    assert document["kind"] == "schools"
    assert document["ok"] is False
    assert document["counts"] == {"new": 1, "changed": 1, "same": 2, "problem": 1}
    assert document["rows"][2] == {
        "line": 4,
        "outcome": "problem",
        "what": "“x” is not a URN.",
        "mend": "A URN has six digits.",
        "note": "",
    }


def test_people_read_problems_first_and_nothing_of_what_stays_the_same() -> None:
    lines = report_on("schools", READING, judge).to_text().splitlines()
    assert lines[0] == "line 4: problem: “x” is not a URN. A URN has six digits."
    assert lines[1:3] == ["line 2: new: school A", "line 3: changed: school B (Odd postcode.)"]
    assert "school C" not in "".join(lines)
    assert lines[-1].startswith("schools: 1 problem, so nothing was imported")


def test_what_was_left_out_of_a_calendar_is_told() -> None:
    told = report_on("x", READING, judge).to_text()
    assert "line 7: same: nothing to import (Sports day was left out.)" in told


def test_a_clean_report_ends_in_its_counts() -> None:
    report = FileReport("sles", (RowReport(2, Outcome.NEW, "Ann Orr"),))
    assert report.to_text().splitlines()[-1] == "sles: 1 new, 0 changed, 0 same."


def test_of_twins_the_first_stays() -> None:
    rows = Reading((Row(2, "A"), Row(3, "A"), Row(4, "A")))
    kept = drop_twins(rows, lambda row: (Key(row.name, f"the name {row.name}"),))
    assert kept.records == (Row(2, "A"),)
    assert [x.what for x in kept.problems] == [
        "Lines 2 and 3 both have the name A.",
        "Lines 2 and 4 both have the name A.",
    ]
