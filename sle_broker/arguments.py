"""Arguments that several commands share, and how their words become values."""

import re
from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from core.calendars import LONDON
from core.directory.cells import parse_date
from core.directory.rows import CellProblem
from core.reading.figures import has_other_digits, signed_pence
from core.reading.wording import fold


def add_json(parser: ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def add_actor(parser: ArgumentParser) -> None:
    """Let a command say who is behind it."""
    parser.add_argument(
        "--by",
        metavar="WHO",
        default="",
        help="on whose behalf this is entered: a name or an email address of the directory",
    )
    parser.add_argument(
        "--key",
        default="",
        help="a key of your own: the same command under the same key is carried out once only",
    )


_MOST = 2**31 - 1
"""The largest number that every database can keep in a column of numbers."""


def list_number(words: str) -> int:
    """Read the number under which a list shows something."""
    if not re.fullmatch(r"[0-9]{1,10}", words) or not 0 < int(words) <= _MOST:
        raise _slip(words, "a number of that list", "write the digits it shows, such as 12")
    return int(words)


def how_many(words: str) -> int:
    """Read how many of something are wanted; 0 stands for all."""
    if not re.fullmatch(r"[0-9]{1,9}", words):
        raise _slip(words, "a count", "write a whole number such as 5, or 0 for all")
    return int(words)


_YEARS = range(1900, 2100)
"""The years that a day or a moment can be in: any other is a slip."""


def _slip(words: str, what: str, instead: str) -> ArgumentTypeError:
    return ArgumentTypeError(f"“{words[:40]}” is not {what}; {instead}")


def day(words: str) -> date:
    """Read a day: 2026-11-03 or, as British people write it, 3/11/2026."""
    found = _day(words)
    if found is None or found.year not in _YEARS:
        raise _slip(words, "a date", "give one such as 2026-11-03 or 3/11/2026, day first")
    return found


def _day(words: str) -> date | None:
    if has_other_digits(words):
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return parse_date(words)
    except CellProblem:
        return None


def moment(words: str) -> datetime:
    """Read a moment: 2026-11-03T09:00, in London's time unless an offset is given; or a day."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise _slip(words, "a time", "give one such as 2026-11-03T09:00")
    if found.tzinfo is None:
        found = found.replace(tzinfo=LONDON)
    return found.astimezone(UTC)


_DAYS = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<tenth>[05])0?)?")


def half_days(words: str) -> int:
    """Read days in halves, such as 2.5, as half days."""
    found = _DAYS.fullmatch(words.strip())
    doubled = int(found["whole"]) * 2 + (found["tenth"] == "5") if found else 0
    if doubled == 0:
        raise _slip(words, "a number of whole and half days", "give one such as 3 or 2.5")
    return doubled


def pence(words: str) -> int:
    """Read an amount in pounds, such as 1050.00 or £1,050, as pence; below nothing with a minus."""
    found = signed_pence(fold(words))
    if found is None:
        raise _slip(words, "an amount in pounds", "give one such as 1050.00 or £1,050")
    return found


def year(words: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", words):
        raise _slip(words, "a year", "give one such as 2026")
    return int(words)


VISIT_LENGTHS = {"FULL": 2, "HALF": 1, "AM": 1, "PM": 1, "1": 2, "0.5": 1}


def visit_length(words: str) -> int:
    """Read how long a visit was, as half days."""
    found = VISIT_LENGTHS.get(words.upper())
    if found is None:
        raise _slip(words, "the length of a visit", "give FULL or HALF")
    return found


class VisitsAction(Action):
    """Takes days and lengths in pairs: 2026-11-03 HALF 2026-11-10 FULL."""

    def __call__(
        self,
        _parser: ArgumentParser,
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        _option: str | None = None,
    ) -> None:
        """Keep each pair as a date and its half days."""
        words = [str(x) for x in values or ()]
        if len(words) % 2:
            raise ArgumentError(self, "each date needs its length: 2026-11-03 HALF")
        try:
            pairs = zip(words[::2], words[1::2], strict=True)
            found = [(day(on), visit_length(length)) for on, length in pairs]
        except ArgumentTypeError as error:
            raise ArgumentError(self, str(error)) from error
        setattr(namespace, self.dest, found)
