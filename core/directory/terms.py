"""Term dates: terms, holidays and INSET days of a school or of a whole local authority."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from core.directory.cells import parse_date
from core.directory.files import Columns, read_rows
from core.directory.finding import FindSchool, find_in_row
from core.directory.report import Reading
from core.directory.rows import RowReader, read_records

Kind = Literal["term", "holiday", "inset"]

_COLUMNS = Columns(
    headers={
        "school": ("school name", "establishment", "establishment name"),
        "urn": ("school urn",),
        "town": (),
        "local_authority": ("LA (name)", "la", "la name", "lea", "authority", "council"),
        "start": ("start date", "from", "begins", "first day", "starts", "date"),
        "end": ("end date", "to", "until", "ends", "last day", "finish"),
        "kind": ("type", "what", "name", "description", "term", "event", "title"),
    },
    needed=(("school", "urn", "local_authority"), ("start",), ("kind",)),
)

_LONGEST = timedelta(days=366)
_HALF_TERM_BREAK = timedelta(days=23)  # two weeks with the weekends around them
_INSET = re.compile(
    r"\binsets?\b|\bstaff (?:training|development|days?)\b|\btraining days?\b|\bbaker days?\b"
    r"|\bnon (?:pupil|contact) days?\b|\bpupil free days?\b|\bcpd days?\b|\boccasional days?\b"
    r"|\bprofessional (?:development|learning)\b|\bdisaggregated\b"
    r"|\bclosed (?:to|for) (?:pupils|children|students|staff training)\b"
)
_HOLIDAY = re.compile(
    r"\bholidays?\b|\bvacation\b|\bbreak\b|\bbank\b|\bclosure\b|\bclosed\b|\bclosure days?\b"
    r"|\b(?:good friday|easter monday|may day|new years? day|christmas day|boxing day)\b"
)
_HALF_TERM = re.compile(r"\bhalf terms?\b|\bmid term\b")
_TAUGHT_HALF = re.compile(
    r"\b(?:first|second|1st|2nd|autumn|spring|summer) half\b|\bhalf terms? \d\b|\bht ?\d\b"
)
_TERM = re.compile(
    r"\bterms?\b|^(?:autumn|spring|summer)(?: [12]| first half| second half)?$"
    r"|\b(?:michaelmas|lent|trinity)\b|\bht ?\d\b|\bin session\b|\bschool open\b"
)
_SEASON_BREAK = re.compile(
    r"^(?:october|february|may|christmas|easter|whitsun|winter|summer hols?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term, a holiday or an INSET day; `start` and `end` are both inside it.

    It holds for one school, or for a local authority's schools; where it names neither, for every
    school that has no dates of its own.
    """

    line: int
    school: str | None
    school_id: str | None
    local_authority: str | None
    start: date
    end: date
    kind: Kind


def plain_words(text: str) -> str:
    """Return a phrase in lower case with single spaces for everything but letters and digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def kind_of(words: str, length: timedelta) -> Kind | None:
    """Return what a phrase for a stretch of the school year means; None if it says nothing of it.

    "Half term" is the break between two halves, unless it lasts too long for a break.
    """
    plain = plain_words(words)
    if _INSET.search(plain):
        return "inset"
    if _HOLIDAY.search(plain):
        return "holiday"
    if _TAUGHT_HALF.search(plain) and length > _HALF_TERM_BREAK:
        return "term"
    if _HALF_TERM.search(plain):
        return "holiday" if length <= _HALF_TERM_BREAK else "term"
    if _TERM.search(plain) or _TAUGHT_HALF.search(plain):
        return "term"
    return "holiday" if _SEASON_BREAK.search(plain) else None


def read_term_rows(content: bytes, find_school: FindSchool) -> Reading[TermRow]:
    """Read a CSV file of term dates. Raise `DirectoryFileError` if it is none."""

    def build(row: RowReader) -> TermRow | None:
        return _term(row, find_school)

    return read_records(read_rows(content, _COLUMNS), build)


def _term(row: RowReader, find_school: FindSchool) -> TermRow | None:
    school_id = find_in_row(row, "school", find_school)
    school, authority = row.maybe("school") or row.maybe("urn"), row.maybe("local_authority")
    if not (school or authority):
        row.problem(
            "The row says neither which school nor which local authority it is for.",
            "Fill in one of the two.",
        )
    start, end = _dates(row)
    if start is None or end is None:
        return None
    kind = _kind(row, end - start)
    check_dates(row, start, end)
    return kind and TermRow(
        line=row.line,
        school=school,
        school_id=school_id,
        local_authority=None if school else authority,
        start=start,
        end=end,
        kind=kind,
    )


def _dates(row: RowReader) -> tuple[date | None, date | None]:
    start, end = row.take("start", parse_date, None), row.take("end", parse_date, None)
    if row.maybe("start") is None:
        row.problem("The row has no start date.", "Write it as 2026-09-01 or 01/09/2026.")
    elif row.maybe("end") is None and _kind_of_one_day(row) == "term":
        row.problem("The term has no end date.", "Write its last day as 2026-12-18 or 18/12/2026.")
    return start, start if row.maybe("end") is None else end


def _kind_of_one_day(row: RowReader) -> Kind | None:
    return kind_of(row.text("kind"), timedelta(0))


def _kind(row: RowReader, length: timedelta) -> Kind | None:
    kind = kind_of(row.text("kind"), length)
    if kind is None:
        row.problem(
            f"“{row.text('kind')[:40]}” is not a kind of date.", "Write term, holiday or inset."
        )
    return kind


def check_dates(row: RowReader, start: date, end: date) -> None:
    """Say what is wrong with a stretch of time that runs backwards or for more than a year."""
    if end < start:
        row.problem(
            f"It ends on {end:%-d %B %Y}, before it starts on {start:%-d %B %Y}.",
            "Correct one of the two dates, or swap them.",
        )
    elif end - start > _LONGEST:
        row.problem(
            f"It lasts from {start:%-d %B %Y} to {end:%-d %B %Y}, more than a year.",
            "Check the years.",
        )
