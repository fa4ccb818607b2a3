"""Dates as British people write them: "Tues am", "3/11", "the 3rd", "a week last Friday"."""

from core.reading.dates.reading import (
    find_dates,
    read_date,
)

__all__ = [
    "find_dates",
    "read_date",
]
