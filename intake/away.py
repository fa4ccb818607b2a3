"""When an out-of-office reply says its sender is back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_LATEST = timedelta(days=2 * 366)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_RETURNS = re.compile(
    r"\b(?:back|return(?:ing|s)?|re-?opens?|re-?opening|resum(?:e|ing)|zurück|wieder (?:da|im)|"
    r"de retour|di ritorno|terug|tillbaka|tilbage|nôl)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|up to|through|bis|jusqu['’]au|hasta|fino al|tot|até|tan)\b", re.IGNORECASE
)
_INCLUSIVE = re.compile(r"\bthrough\b|\binclusive\b", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s(?:of\s)?(?P<month>{_MONTH})\b\.?"
    r"(?:,?\s(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>(?:20)?\d\d))?(?![\d/])"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)


def back_on(text: str, on: date) -> date | None:
    """The day from which the writer is there again, read from ``text`` written on ``on``.

    ``None`` when no day is named, or only days that have passed. "Until" names the day of return;
    a missing year is the next to come, a weekday is the first after ``on``.
    """
    text = text[:5_000]
    for cue in (_RETURNS, _UNTIL):
        for found in cue.finditer(text):
            sentence = re.split(r"[!?\n]|\.\s", text[found.end() : found.end() + 80], maxsplit=1)[0]
            day = _day(sentence, on)
            if day is not None:
                last = cue is _UNTIL and _INCLUSIVE.search(found[0] + sentence)
                return day + timedelta(days=1) if last else day
    return None


def _day(sentence: str, on: date) -> date | None:
    """The first day named that has not passed."""
    return next((day for day in _days(sentence, on) if on <= day <= on + _LATEST), None)


def _days(sentence: str, on: date) -> Iterator[date]:
    for pattern in (_DAY_MONTH, _MONTH_DAY, _NUMERIC):
        for found in pattern.finditer(sentence):
            named = found["month"].lower()
            month = _MONTHS[named] if named in _MONTHS else int(named)
            day = _dated(int(found["day"]), month, found["year"], on)
            if day is not None:
                yield day
    for weekday in _WEEKDAY.finditer(sentence):
        ahead = (_WEEKDAYS.index(weekday[0].lower()) - on.weekday() - 1) % 7 + 1
        yield on + timedelta(days=ahead)
    if re.search(r"\btomorrow\b", sentence, re.IGNORECASE):
        yield on + timedelta(days=1)


def _dated(day: int, month: int, year: str | None, on: date) -> date | None:
    try:
        if year:
            return date(int(year) % 100 + 2000, month, day)
        this_year = date(on.year, month, day)
        # Only a year's end is meant to roll over: "back on 5 January", written in December.
        return this_year if this_year >= on - timedelta(days=180) else date(on.year + 1, month, day)
    except ValueError:
        return None
