"""Whether a command works in the practice world, found out without loading any of it."""

from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock, SystemClock
from core.settings import Settings
from sle_broker.practice.clock import PracticeClock

FOLDER = "practice"
DATABASE_FILE = "practice.sqlite3"
CLOCK_FILE = "clock.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a command works on: settings, a clock, and whether that is the practice world."""

    settings: Settings
    clock: Clock
    practice: bool


def nothing_connected(settings: Settings) -> bool:
    """Whether neither Slack, nor a mail relay, nor a database is named: then `serve` practises."""
    named = (
        settings.smtp_url,
        settings.database_url,
        settings.slack_bot_token.get_secret_value(),
        settings.slack_app_token.get_secret_value(),
        settings.slack_signing_secret.get_secret_value(),
    )
    return not any(named)


def as_they_are(settings: Settings) -> Standing:
    """Return real work by these settings."""
    return Standing(settings, SystemClock(), practice=False)


def standing(settings: Settings) -> Standing:
    """Return what the commands beside `serve` work on.

    It is the practice world where that is all there is: nothing is connected, somebody has
    practised, and there is no database for real work, which the first import begins.
    """
    folder = settings.data_dir / FOLDER
    real = Path(settings.database.removeprefix("sqlite:///"))
    only_practice = nothing_connected(settings) and not real.exists()
    if not (only_practice and (folder / DATABASE_FILE).exists()):
        return as_they_are(settings)
    told = {"data_dir": folder, "database_url": f"sqlite:///{folder / DATABASE_FILE}"}
    clock = PracticeClock(folder / CLOCK_FILE)
    return Standing(settings.model_copy(update=told), clock, practice=True)
