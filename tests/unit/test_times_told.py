"""Times as they are told: England's civil time everywhere, with its offset where programs read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.calendars import civil
from core.model import Channel
from core.outbox import State
from core.outbox_listing import Listed
from core.views import moments
from scheduler.due import Due
from sle_broker.commands import waiting

SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
WINTER = datetime(2026, 12, 1, 9, tzinfo=UTC)
NOTICE = Listed(
    id=1,
    why="",
    since=SUMMER,
    state=State.WAITING,
    kind="news",
    recipient="per-1",
    case="ES-0001",
    tries=0,
    next_at=WINTER,
)
REMINDER = Due(
    case="ES-0001",
    prompt="ES-0001.p1",
    kind="scope",
    round=0,
    rung=1,
    person="Ann Head",
    role="coordinator",
    also_to=None,
    channel=Channel.EMAIL,
    at=SUMMER,
    why="",
)
PARKED: dict[str, Any] = dict.fromkeys(
    ("id", "why", "hint", "alliance", "case", "prompt", "raw", "proposal")
) | {"since": SUMMER}


@pytest.mark.parametrize(
    "told",
    [
        NOTICE.to_json()["since"],
        REMINDER.to_json()["at"],
        waiting._parked_row(PARKED, None)["since"],
        moments.iso(SUMMER),
    ],
    ids=["outbox", "nudges", "parked", "cases"],
)
def test_programs_read_one_moment_alike_wherever_it_stands(told: str) -> None:
    assert told == "2026-07-01T23:30:00+01:00"


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (datetime(2026, 11, 26, tzinfo=UTC), "26 Nov 2026"),
        (datetime(2026, 6, 30, 23, tzinfo=UTC), "1 Jul 2026"),
        (WINTER, "1 Dec 2026 09:00"),
        (None, ""),
    ],
)
def test_a_deadline_at_englands_midnight_is_told_as_its_day_alone(
    due: datetime | None, told: str
) -> None:
    assert moments.due(due) == told


def test_people_read_one_moment_alike_wherever_it_stands() -> None:
    assert moments.told(SUMMER) == "1 Jul 2026 23:30"
    assert "1 Jul 2026 23:30" in waiting._outbox_line(NOTICE, "Ann Head")
    assert NOTICE.to_json()["next_at"] == "2026-12-01T09:00:00+00:00"


def test_a_moment_without_an_offset_is_no_moment() -> None:
    with pytest.raises(ValueError, match="aware"):
        civil(SUMMER.replace(tzinfo=None))
