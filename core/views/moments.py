"""Dates and times: ISO 8601 with its offset for programs, as British people write them for people.

All of them stand in England's time, whatever clock the machine goes by: it is what deadlines, quiet
hours, terms and bank holidays are counted in (`core.calendars`), so there is no other zone to set.
"""

from datetime import date, datetime, time

from core.calendars import civil


def iso(moment: datetime | None) -> str | None:
    """Return a moment for programs, such as `2026-11-03T14:05:00+00:00`."""
    return None if moment is None else civil(moment).isoformat(timespec="seconds")


def told(moment: datetime | None) -> str:
    """Return a moment for people, such as `3 Nov 2026 14:05`; nothing for none."""
    return "" if moment is None else f"{civil(moment):%-d %b %Y %H:%M}"


def due(moment: datetime | None) -> str:
    """Return a deadline for people: at midnight the day alone, as 00:00 reads like the eve."""
    if moment is None or civil(moment).time() != time.min:
        return told(moment)
    return day(civil(moment).date())


def day(on: date | None) -> str:
    """Return a day for people, such as `3 Nov 2026`; nothing for none."""
    return "" if on is None else f"{on:%-d %b %Y}"


def days(half_days: int | None) -> float | None:
    """Return days as decimals in halves."""
    return None if half_days is None else half_days / 2


def days_told(half_days: int | None) -> str:
    """Return days for people: `2½`, `½`, nothing for none."""
    if half_days is None:
        return ""
    whole, half = divmod(half_days, 2)
    return f"{whole or ('' if half else 0)}{'½' if half else ''}"
