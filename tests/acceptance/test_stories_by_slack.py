"""From a head's first mail to a closed, reconciled case, by mail and Slack, for each alliance.

The service runs as a process of its own in the practice world and is restarted between steps;
everybody answers where they were asked, through the practice page's HTTP interface alone.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.practice_story import Json, PracticeStory

pytestmark = pytest.mark.timeout(300)

EAST_SUSSEX = {
    "alliance": "east-sussex",
    "sle": "Martin Gosling",
    "fields": {"days": "2", "funding": "own"},
    "visits": (
        "Half day at Marshgate today, assessment with Year 5.",
        "Half day at Marshgate on %A %-d %B.",
        "Morning at Marshgate Primary on %-d %B",
        "Half day today, %-d/%-m.",
    ),
}
LINWOOD = {
    "alliance": "linwood",
    "sle": "Ewa Kowalczyk",
    "fields": {"days": "3"},
    "visits": (
        "Full day at Furzey Heath Juniors on %A %-d %B",
        "Half day at Furzey Heath today with the new teachers",
        "A half day on %A %-d %B",
        "All day on %A %-d %B",
    ),
}
CONNECTED = {
    "alliance": "connected-partnership",
    "sle": "Gemma Round",
    "fields": {"days": "1.5", "funding": "own", "specialisms": "Early years"},
    "visits": (
        "Half day at Hollowell Green Nursery on %A %-d %B",
        "Half day today, key-person time",
        "Morning of %-d %B at Hollowell Green",
    ),
}


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """A folder with nothing in it and nothing connected: the service practises there."""
    return CommandLine(tmp_path, "", capsys, monkeypatch)


@pytest.fixture
def story(cli: CommandLine, request: pytest.FixtureRequest) -> Iterator[PracticeStory]:
    """An alliance in a practice world of its own."""
    found = PracticeStory(cli, **request.param)
    yield found
    found.kill()


def paid(case: Json) -> dict[tuple[str, str], int]:
    """Return what each payer paid each payee, in pence."""
    found: Counter[tuple[str, str]] = Counter()
    for row in case["money"]:
        found[row["payer"], row["payee"]] += row["paid"]
    return dict(found)


def check_the_end(story: PracticeStory, case: Json) -> None:
    """Closed, every bill paid to the penny, and answered where each was asked."""
    story.stop()
    assert story.restarts >= 3
    assert case["closed_at"]
    assert {(x["state"], x["paid"] - x["amount"]) for x in case["money"]} == {("paid", 0)}
    assert not [x for x in case["prompts"] if x["state"] == "open"]
    answered = {x["id"]: x for x in case["prompts"] if x["answered_at"]}
    assert {x: answered[x]["channel"] for x in answered} == {x: story.answers[x] for x in answered}
    ways = {(x["to"], x["channel"]) for x in answered.values()}
    assert ("sle", "slack") in ways
    assert all(way == "slack" for to, way in ways if to in ("coordinator", "director", "sle"))
    assert {way for to, way in ways if to.endswith("_finance")} == {"email"}
    assert {x["channel"] for x in case["visits"]} == {"slack"}


@pytest.mark.parametrize("story", [EAST_SUSSEX], indirect=True)
def test_east_sussex_by_mail_and_slack(story: PracticeStory) -> None:
    """Four half days, the school's own money: £175 each, from school to home school directly."""
    case = story.live("SLE request: standards 5 and 6")
    check_the_end(story, case)
    assert paid(case) == {("receiving_school", "home_school"): 4 * 175_00}


@pytest.mark.parametrize("story", [LINWOOD], indirect=True)
def test_linwood_by_mail_and_slack(story: PracticeStory) -> None:
    """Three days: the alliance bills £350 a day, the home school bills it £300, £50 stay."""
    case = story.live("Maths help in Years 3 and 4")
    check_the_end(story, case)
    assert paid(case) == {
        ("receiving_school", "alliance"): 3 * 350_00,
        ("alliance", "home_school"): 3 * 300_00,
    }


@pytest.mark.parametrize("story", [CONNECTED], indirect=True)
def test_connected_partnership_by_mail_and_slack(story: PracticeStory) -> None:
    """Half days are pro rata to the penny: £175 in, £150 out, £25 stay."""
    case = story.live("Support for our two-year-old room")
    check_the_end(story, case)
    assert paid(case) == {
        ("receiving_school", "alliance"): 3 * 175_00,
        ("alliance", "home_school"): 3 * 150_00,
    }
