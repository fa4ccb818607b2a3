"""Alliance files are read whole or refused, and no two alliances claim the same."""

import re
from datetime import time
from pathlib import Path

import pytest

from core.alliance_files import load_alliance, load_alliances
from core.calendars import OfficeHours
from core.process_files import AllianceFileError, Problem, load_all

CORE = Path(__file__).parents[2] / "core"
PROCESSES = ("north-downs", "south-weald")
SOUND = """\
# An invented alliance.
slug = "north-downs"
name = "North Downs Partnership"
process = "north-downs"
ref_prefix = "ND"
mailboxes = ["support", "sle@northdowns.example"]
greeting = "Good to hear from you."
slack_channel = "sle-requests"
bank_details = "Sort code 00-00-00, account 00000000"
payment_reference_hint = "Please quote ND-…"
hours = { opens = 08:30:00, closes = 16:00:00 }
specialisms = ["mathematics", "early-years"]
timezone = "Europe/London"
"""
OTHER = """\
slug = "south-weald"
name = "South Weald Alliance"
process = "south-weald"
ref_prefix = "SW"
mailboxes = ["weald"]
"""


def _write(directory: Path, **files: str) -> Path:
    for name, text in files.items():
        (directory / f"{name}.toml").write_text(text, "utf-8")
    return directory


def _problems(directory: Path, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(AllianceFileError) as caught:
        load_alliances(_write(directory, **files), PROCESSES)
    return caught.value.problems


def test_the_shipped_alliances_follow_the_shipped_processes() -> None:
    processes = load_all(CORE / "processes")
    alliances = load_alliances(CORE / "alliances", processes)

    assert len(alliances) == len(list((CORE / "alliances").glob("*.toml"))) == 3
    assert {x.process for x in alliances.values()} == set(processes)
    assert all(slug == x.slug for slug, x in alliances.items())


def test_the_shipped_files_name_no_person_and_no_account() -> None:
    for path in (CORE / "alliances").glob("*.toml"):
        alliance = load_alliance(path)
        assert alliance.bank_details == ""
        assert not any("@" in x for x in alliance.mailboxes)


def test_everything_that_a_file_says_is_read(tmp_path: Path) -> None:
    alliance = load_alliances(_write(tmp_path, nd=SOUND), PROCESSES)["north-downs"]

    assert alliance.name == "North Downs Partnership"
    assert alliance.process == "north-downs"
    assert alliance.ref_prefix == "ND"
    assert alliance.mailboxes == ("support", "sle@northdowns.example")
    assert alliance.greeting == "Good to hear from you."
    assert alliance.slack_channel == "sle-requests"
    assert alliance.bank_details.endswith("account 00000000")
    assert alliance.payment_reference_hint == "Please quote ND-…"
    assert alliance.hours == OfficeHours(time(8, 30), time(16))
    assert alliance.specialisms == ("mathematics", "early-years")


def test_what_a_file_leaves_out_is_as_usual(tmp_path: Path) -> None:
    alliance = load_alliances(_write(tmp_path, sw=OTHER), PROCESSES)["south-weald"]

    assert alliance.slack_channel is None
    assert alliance.hours == OfficeHours()
    assert alliance.specialisms == ()


def test_without_a_list_of_processes_none_is_looked_for(tmp_path: Path) -> None:
    _write(tmp_path, nd=SOUND.replace('process = "north-downs"', 'process = "unheard-of"'))

    assert load_alliance(tmp_path / "nd.toml").process == "unheard-of"


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ('name = "North', "name = North", 3, "not valid TOML", "quotation marks"),
        ('slug = "north-downs"\n', "", 1, "'slug' is missing", "slug ="),
        ('slug = "north-downs"', 'slug = "North Downs"', 2, "slug cannot be", "lower-case"),
        ("North Downs Partnership", "", 3, "name is empty", "write name"),
        (
            'process = "north-downs"',
            'process = "north-down"',
            4,
            "no process 'north-down'",
            "did you mean 'north-downs'?",
        ),
        (
            'process = "north-downs"',
            'process = "elsewhere"',
            4,
            "no process 'elsewhere'",
            "put its file",
        ),
        ('"ND"', '"nd"', 5, "ref_prefix cannot be 'nd'", "capitals"),
        ('"ND"', '"N-D"', 5, "ref_prefix cannot be 'N-D'", "capitals"),
        ('["support", "sle@northdowns.example"]', "[]", 6, "mailboxes is empty", "mailboxes ="),
        ('["support", "sle@northdowns.example"]', '"support"', 6, "has to be a list", "[brackets]"),
        ('"support"', '"support+us"', 6, "mailboxes cannot be 'support+us'", "without +"),
        ('"support"', '"Support Us"', 6, "mailboxes cannot be 'Support Us'", "before the @"),
        ('"support"', '\n  "sle@northdowns.example"', 7, "names 'sle@northdowns.e", "keep one"),
        ('"sle-requests"', '"#sle-requests"', 8, "slack_channel cannot be", "without #"),
        ("opens = 08:30:00", "open = 08:30:00", 11, "'open' is not a setting", "did you mean 'op"),
        ("16:00:00", "08:00:00", 11, "leave no time", "let them open before they close"),
        ("opens = 08:30:00", 'opens = "early"', 11, "opens has to be a time of day", "08:00:00"),
        ('"early-years"', '"Early Years"', 12, "specialisms cannot be", "early-years"),
        ('"early-years"', '"mathematics"', 12, "specialisms names 'mathematics' twice", "keep one"),
        ("Europe/London", "Europe/Paris", 13, "not England's time", 'write "Europe/London"'),
        ("Europe/London", "Europe/Londres", 13, "no time zone", "did you mean 'Europe/London'?"),
        ("greeting", "greetings", 7, "'greetings' is not a setting", "did you mean 'greeting'?"),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_mend(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert old in SOUND
    (problem,) = _problems(tmp_path, nd=SOUND.replace(old, new, 1))

    assert (problem.file, problem.line) == ("nd.toml", line), str(problem)
    assert what in problem.what, str(problem)
    assert mend in problem.mend, str(problem)
    assert re.fullmatch(r"nd\.toml, line \d+: .+; .+", str(problem))


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('slug = "south-weald"', 'slug = "north-downs"', 1, "the slug 'north-downs' is nd.toml's"),
        ('"SW"', '"ND"', 4, "the ref_prefix 'ND' is nd.toml's"),
        ('"weald"', '"weald", "support"', 5, "the mailbox 'support' is nd.toml's"),
        ('"weald"', '"sle@northdowns.example"', 5, "the mailbox 'sle@northdowns.example' is nd"),
    ],
)
def test_two_alliances_cannot_claim_the_same(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    (problem,) = _problems(tmp_path, nd=SOUND, sw=OTHER.replace(old, new, 1))

    assert (problem.file, problem.line) == ("sw.toml", line)
    assert what in problem.what
    assert problem.mend == "give each alliance its own"


def test_two_alliances_may_broker_in_the_same_way(tmp_path: Path) -> None:
    text = OTHER.replace('process = "south-weald"', 'process = "north-downs"')

    assert len(load_alliances(_write(tmp_path, nd=SOUND, sw=text), PROCESSES)) == 2


def test_the_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path, nd=SOUND.replace('"ND"', '"nd"'), sw=OTHER.replace('"weald"', '"+"')
    )

    assert [x.file for x in problems] == ["nd.toml", "sw.toml"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AllianceFileError, match=r"gone\.toml, line 1: cannot be read"):
        load_alliance(tmp_path / "gone.toml")


def test_a_directory_without_alliances_is_told(tmp_path: Path) -> None:
    with pytest.raises(AllianceFileError, match="no alliance file here"):
        load_alliances(tmp_path)
