"""Arguments that several commands share, and how their words become values."""

import re
from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from core.calendars import LONDON
from core.directory.cells import parse_date
from core.directory.rows import CellProblem


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


def day(words: str) -> date:
    """Read a day: 2026-11-03 or, as British people write it, 3/11/2026."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return parse_date(words)
    except CellProblem as error:
        raise ArgumentTypeError(f"{error.what} {error.mend}") from error


def moment(words: str) -> datetime:
    """Read a moment: 2026-11-03T09:00, in London's time unless an offset is given; or a day."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError as error:
        message = f"{words!r} is no time: write it as 2026-11-03T09:00"
        raise ArgumentTypeError(message) from error
    if found.tzinfo is None:
        found = found.replace(tzinfo=LONDON)
    return found.astimezone(UTC)


def half_days(words: str) -> int:
    """Read days in halves, such as 2.5, as half days."""
    try:
        doubled = Decimal(words) * 2
    except InvalidOperation as error:
        message = f"{words!r} is no number of days: write it as 3 or 2.5"
        raise ArgumentTypeError(message) from error
    if doubled != doubled.to_integral_value() or doubled <= 0:
        message = f"{words} days cannot be: write whole and half days, such as 3 or 2.5"
        raise ArgumentTypeError(message)
    return int(doubled)


_POUNDS = re.compile(r"-?£?\d{1,9}(?:\.\d{2})?")


def pence(words: str) -> int:
    """Read an amount in pounds, such as 1050.00 or £1,050, as pence."""
    plain = words.replace(",", "").strip()
    if not _POUNDS.fullmatch(plain):
        message = f"{words!r} is no amount: write pounds, such as 1050.00"
        raise ArgumentTypeError(message)
    return int(Decimal(plain.replace("£", "")) * 100)


def year(words: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"(?:19|20)\d\d", words):
        message = f"{words!r} is no year: write it as 2026"
        raise ArgumentTypeError(message)
    return int(words)


VISIT_LENGTHS = {"FULL": 2, "HALF": 1, "AM": 1, "PM": 1, "1": 2, "0.5": 1}


def visit_length(words: str) -> int:
    """Read how long a visit was, as half days."""
    found = VISIT_LENGTHS.get(words.upper())
    if found is None:
        message = f"{words!r} is no length of a visit: write FULL or HALF"
        raise ArgumentTypeError(message)
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
