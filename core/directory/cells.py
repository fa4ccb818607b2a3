"""Reading single cells: dates, days, money, addresses, weekdays, as people write them.

Each function takes a cell that is not empty and returns its value, or raises `CellProblem` with
what is wrong and what to write instead.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from core.directory.rows import CellProblem

IsOurs = Callable[[str], bool]
"""Whether an address is a mailbox that this service itself receives mail in."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEARS = range(1900, 2100)
_TIME_OF_DAY = re.compile(
    r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*([ap]m|Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_WEEKDAY_WORD = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE
)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_BRITISH = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4}|\d\d)")
_WORDED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[- /.]?(?:of )?(?P<month>[a-z]{3,9})"
    r"\.?,?[- /]?(?P<year>\d{4}|\d\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.IGNORECASE
)


def parse_date(text: str) -> date:
    """Read a date; numbers are day first unless the year leads. A time of day is dropped."""
    plain = _WEEKDAY_WORD.sub("", _TIME_OF_DAY.sub("", text.strip()))
    for pattern in (_ISO, _COMPACT, _BRITISH, _WORDED, _MONTH_FIRST):
        found = pattern.fullmatch(plain)
        if found:
            return _date_of(text, found["day"], found["month"], found["year"])
    raise _not_a_date(text)


def _date_of(text: str, day: str, month: str, year: str) -> date:
    number = int(month) if month.isdigit() else _month_number(month)
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if number is None or full_year not in _YEARS:
        raise _not_a_date(text)
    try:
        return date(full_year, number, int(day))
    except ValueError:
        raise _not_a_date(text) from None


def _month_number(word: str) -> int | None:
    plain = word.casefold()
    found = (n for n, month in enumerate(_MONTHS, 1) if month.startswith(plain))
    return 9 if plain == "sept" else next(found, None)


def _not_a_date(text: str) -> CellProblem:
    return CellProblem(
        f"“{text[:40]}” is not a date.", "Write dates as 2026-09-01 or 01/09/2026 (day first)."
    )


def parse_half_days(text: str) -> int:
    """Read a number of days in a year, in halves ("10", "7½ days"), as half days.

    A teacher's working year has 195 days (School Teachers' Pay and Conditions Document).
    """
    plain = re.sub(r"\s*days?( (a|per) year)?$", "", text.strip().casefold())
    plain = re.sub(r"^½$", "0.5", plain).replace(" ½", ".5").replace("½", ".5").replace(",", ".")
    number = _decimal(plain)
    if number is None or number < 0 or (number * 2) % 1 or number > 195:
        raise CellProblem(
            f"“{text[:40]}” is not a number of days a year.",
            "Write whole or half days from 0 to 195, such as 10 or 7.5.",
        )
    return int(number * 2)


def _decimal(text: str) -> Decimal | None:
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{0,6})?|[+-]?\.\d{1,6}", text, re.ASCII):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def parse_pence(text: str) -> int:
    """Read an amount of pounds as pence; a minus, brackets or DR mean money that went out."""
    plain = text.strip().upper().replace("\N{MINUS SIGN}", "-").replace("–", "-")
    negative = bool(re.search(r"^\(.*\)$|-|(?:(?<=\d)|\s)D[RB]?$", plain))
    digits = re.sub(r"[£\s()+-]|GBP|(?:(?<=\d)|(?<=\s))[CD][RB]?$", "", plain)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", digits):
        digits = digits.replace(",", "")
    amount = _decimal(digits.replace(",", "."))
    if amount is None or (amount * 100) % 1:
        raise CellProblem(
            f"“{text[:40]}” is not an amount of money.", "Write pounds and pence, such as 1,050.00."
        )
    return -int(amount * 100) if negative else int(amount * 100)


_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[\w-]{2,}", re.ASCII)


def parse_email(text: str) -> str:
    """Read one email address, in lower case; `Name <address>` and `mailto:` are undone."""
    bracketed = re.search(r"<([^<>]*)>", text)
    plain = (bracketed[1] if bracketed else text).strip()
    plain = re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE).strip(" .,;'\"")
    if not _ADDRESS.fullmatch(plain) or ".." in plain:
        several = text.count("@") > 1
        raise CellProblem(
            f"“{text[:60]}” is {'more than one' if several else 'not an'} email address.",
            "Write one address in each row, such as office@oakfield.example.",
        )
    return plain.lower()


def parse_email_but(is_ours: IsOurs) -> Callable[[str], str]:
    """Return a reader of addresses that refuses our own mailboxes: mail that we send there comes
    back to us and reaches nobody.
    """

    def parse(text: str) -> str:
        address = parse_email(text)
        if is_ours(address):
            raise CellProblem(
                f"{address} is this service’s own mailbox, so nobody reads it.",
                "Write the person’s own address.",
            )
        return address

    return parse


def nobody_is_ours(_address: str) -> bool:
    """Whether an address is ours where no mailbox of ours is known: never."""
    return False


_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+")


def host_of(text: str) -> str | None:
    """Return the host in a web or email address, without `www.`; None if there is none."""
    plain = re.sub(r"\s+", "", text.casefold())
    plain = re.sub(r"^(?:https?[:;]?/*)+", "", plain).rpartition("@")[2]
    host = re.split(r"[/?#:]", plain)[0].strip(".").removeprefix("www.")
    return host if _HOST.fullmatch(host) else None


def parse_domain(text: str) -> str:
    """Read the domain of a school's mail; an address or a link in its place is taken apart."""
    host = host_of(text)
    if host is None or text.count("@") > 1:
        raise CellProblem(
            f"“{text[:60]}” is not a domain.",
            "Write what stands after the @ in the school's addresses, such as oakfield.example.",
        )
    return host


def parse_slack_user(text: str) -> str:
    """Read a Slack member ID; a mention such as `<@U012AB3CD>` is undone."""
    plain = re.sub(r"^<@|(\|.*)?>$|^@", "", text.strip()).upper()
    if not re.fullmatch(r"[UW][A-Z0-9]{5,}", plain):
        raise CellProblem(
            f"“{text[:40]}” is not a Slack member ID.",
            "In Slack, open the person's profile, choose ⋮ and “Copy member ID”: it begins with U.",
        )
    return plain


_DAY_WORDS = {"mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "m": 0, "w": 2, "f": 4}
_EVERY_DAY = frozenset({"any", "any day", "all", "all days", "every day", "weekdays", "all week"})
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:days?)?|mo|tu|we|th|fr|m|w|f"
_DAY_OR_RANGE = re.compile(rf"({_DAY})\.?(?:\s*(?:-|–|to)\s*({_DAY})\.?)?", re.IGNORECASE)
_BETWEEN_DAYS = re.compile(r"\s*(?:[;,/&+|]|\band\b|\bor\b)\s*|\s+(?=[a-z])", re.IGNORECASE)


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read the days of the week somebody can work, Monday 0 to Friday 4; "not Fridays" too."""
    plain = " ".join(text.split()).casefold()
    if plain in _EVERY_DAY:
        return tuple(range(5))
    exclusion = re.match(r"(?:any(?: day)?,? |all,? )?(?:not|except|but not|no)\b(?: on)?", plain)
    listed = plain[exclusion.end() :] if exclusion else plain
    listed = re.sub(r"\bonly\b", "", listed)
    listed = re.sub(r"\s*(-|–|\bto\b)\s*", "-", listed.strip(" .;,"))
    days: set[int] = set()
    for part in filter(None, _BETWEEN_DAYS.split(listed)):
        days |= _days_of(part, text)
    return tuple(day for day in range(5) if (day in days) != bool(exclusion))


def _days_of(part: str, text: str) -> set[int]:
    found = _DAY_OR_RANGE.fullmatch(part)
    if found is None:
        raise CellProblem(
            f"“{text[:40]}” does not name days of the week.", "Write them as Mon; Wed; Fri."
        )
    first = _day_number(found[1])
    last = _day_number(found[2]) if found[2] else first
    return {day % 7 for day in range(first, last + 1 if last >= first else last + 8)} & set(
        range(5)
    )


def _day_number(word: str) -> int:
    return _DAY_WORDS[word.casefold()[:2]]
