"""The Date header (RFC 5322 section 3.3) as an aware datetime, however it was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from intake.parsing.header_text import one_line

_SUMMER_TIMES = {"BST": 3600, "CET": 3600, "CEST": 7200}
_LATEST_OFFSET = 14 * 3600


def parse_date(value: str) -> datetime | None:
    """The moment named, ``None`` when none can be read; without an offset it is taken as UTC."""
    text = one_line(value[:200])
    try:
        fields = parsedate_tz(text)
        if fields is None:
            return _from_iso(text)
        seconds = fields[9] or _SUMMER_TIMES.get(text.rsplit(" ", 1)[-1].strip("()").upper(), 0)
        if abs(seconds) > _LATEST_OFFSET:
            seconds = 0
        return datetime(*fields[:6], tzinfo=timezone(timedelta(seconds=seconds)))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _from_iso(text: str) -> datetime | None:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
