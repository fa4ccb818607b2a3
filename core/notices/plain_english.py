"""Dates, days, money and lists as people say them in a letter."""

from collections.abc import Sequence
from datetime import date


def day(on: date, today: date) -> str:
    """Return a day as a letter says it: "Thursday 3 December", with the year if it is another."""
    return f"{on:%A %-d %B}" if on.year == today.year else f"{on:%A %-d %B %Y}"


def days(half_days: int) -> str:
    """Return a number of half days: "half a day", "1 day", "2.5 days"."""
    if half_days == 1:
        return "half a day"
    return "1 day" if half_days == 2 else f"{half_days / 2:g} days"


def capital(words: str) -> str:
    """Return words with a capital first and the rest as it was: "SLE's school", "Host school"."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
