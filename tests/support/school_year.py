"""A school year to count in."""

from datetime import date, datetime

from core.calendars import LONDON, SchoolCalendar, TermDate

YEAR = SchoolCalendar(
    (
        TermDate(date(2026, 9, 2), date(2026, 12, 18), "term"),
        TermDate(date(2026, 10, 26), date(2026, 10, 30), "holiday"),
        TermDate(date(2026, 9, 2), date(2026, 9, 2), "inset"),
        TermDate(date(2027, 1, 5), date(2027, 3, 25), "term"),
        TermDate(date(2027, 2, 15), date(2027, 2, 19), "holiday"),
        TermDate(date(2027, 4, 12), date(2027, 7, 21), "term"),
        TermDate(date(2027, 5, 31), date(2027, 6, 4), "holiday"),
    )
)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
