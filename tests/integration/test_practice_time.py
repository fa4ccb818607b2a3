"""Practice time: it moves on and never back, and a restart, or another process, sees it moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.store.engine import Database
from sle_broker.practice.clock import PracticeClock
from sle_broker.practice.moving import TimeMachine, local

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the clock keeps how far it is ahead."""
    return tmp_path / "clock.json"


def test_it_is_the_real_time_until_it_is_moved(file: Path) -> None:
    assert PracticeClock(file, FixedClock(NOW)).now() == NOW


def test_it_goes_on_from_where_it_was_moved_to(file: Path) -> None:
    real = FixedClock(NOW)
    clock = PracticeClock(file, real)
    assert clock.advance(7 * DAY) == NOW + 7 * DAY
    real.advance(timedelta(hours=1))
    assert clock.now() == NOW + 7 * DAY + timedelta(hours=1)


def test_another_process_moves_the_clock_of_this_one(file: Path) -> None:
    here, there = PracticeClock(file, FixedClock(NOW)), PracticeClock(file, FixedClock(NOW))
    for days in range(1, 4):
        there.advance(DAY)
        assert here.now() == NOW + days * DAY


@pytest.mark.parametrize("step", [timedelta(seconds=-1), timedelta(days=366 * 21)])
def test_it_goes_neither_back_nor_out_of_sight(file: Path, step: timedelta) -> None:
    clock = PracticeClock(file, FixedClock(NOW))
    with pytest.raises(ValueError, match="clock"):
        clock.advance(step)
    assert clock.now() == NOW


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("1d", DAY),
        ("7d", 7 * DAY),
        ("2h", timedelta(hours=2)),
        (" 2 W ", 14 * DAY),
        ("90m", timedelta(minutes=90)),
    ],
)
def test_steps_are_told_in_short_words(
    file: Path, sqlite: Database, words: str, step: timedelta
) -> None:
    ticks: list[int] = []
    machine = TimeMachine(PracticeClock(file, FixedClock(NOW)), sqlite, lambda: ticks.append(1))
    moved = machine.advance(words)
    assert moved.after - moved.before == step
    assert ticks


@pytest.mark.parametrize("words", ["", "tomorrow", "-1d", "1y", "99999d", "1d;2d", "\u0661d"])
def test_other_words_are_refused_with_an_example(file: Path, sqlite: Database, words: str) -> None:
    clock = PracticeClock(file, FixedClock(NOW))
    with pytest.raises(ValueError, match=r"such as 1d|twenty years"):
        TimeMachine(clock, sqlite, lambda: None).advance(words)
    assert clock.now() == NOW


def test_there_is_no_next_thing_when_nothing_waits(file: Path, sqlite: Database) -> None:
    machine = TimeMachine(PracticeClock(file, FixedClock(NOW)), sqlite, lambda: None)
    assert machine.next_due() is None
    with pytest.raises(ValueError, match="Nothing is waiting"):
        machine.advance("next")


def test_a_moment_is_told_in_british_time() -> None:
    assert local(datetime(2026, 7, 1, 23, 5, tzinfo=UTC)) == "Thursday 2 July 2026, 00:05"
