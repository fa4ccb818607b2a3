"""SLEs: who can be lent, by which home school, for what, and how many days a year."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Literal

from core.directory.cells import (
    IsOurs,
    nobody_is_ours,
    parse_date,
    parse_email_but,
    parse_half_days,
    parse_slack_user,
    parse_weekdays,
)
from core.directory.contacts import person_name
from core.directory.files import Columns, Mistaken, read_rows
from core.directory.finding import FindSchool, find_in_row
from core.directory.phases import PHASES, Phase, phases_named
from core.directory.report import Key, Reading, drop_twins
from core.directory.rows import CellProblem, RowReader, read_records

Status = Literal["active", "on_hold", "ended"]
SlugOf = Callable[[str], str | None]

_COLUMNS = Columns(
    headers={
        "name": ("sle name", "sle", "full name"),
        "first_name": ("forename", "given name"),
        "last_name": ("surname", "family name"),
        "email": ("email address", "e-mail", "e-mail address", "sle email"),
        "home_school": ("school", "school name", "base school", "employing school"),
        "urn": ("home school urn", "school urn"),
        "town": (),
        "specialisms": ("specialism", "areas of expertise", "area of expertise", "expertise"),
        "phases": ("phase", "key stages", "key stage"),
        "days_per_year": ("days a year", "days", "annual days", "days available"),
        "designated_until": ("designation ends", "designation end date", "designation expires"),
        "status": ("designation status",),
        "portrait": ("pen portrait", "biography", "bio", "profile"),
        "slack_user_id": ("slack id", "slack member id", "slack user", "slack"),
        "weekdays": ("days of the week", "available days", "working days", "weekday"),
    },
    needed=(("name", "last_name"), ("email", "slack_user_id"), ("home_school", "urn")),
    mistaken=(
        Mistaken(
            "contacts", having=("role",), without=("home_school", "specialisms", "specialism")
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SleRow:
    """One SLE as a file states it.

    `half_days_per_year` is None where no limit is stated, `weekdays` (Monday 0) empty where any
    day will do, `designated_until` the last day of the designation.
    """

    line: int
    name: str
    email: str | None
    home_school: str
    home_school_id: str
    specialisms: tuple[str, ...]
    phases: tuple[Phase, ...]
    half_days_per_year: int | None
    designated_until: date | None
    status: Status
    portrait: str
    slack_user_id: str | None
    weekdays: tuple[int, ...]
    stated: frozenset[str] = field(default=frozenset(), compare=False)
    """The columns that the file has: of the others it says nothing."""


@dataclass(frozen=True, slots=True)
class _Known:
    """How specialisms are recognised: exactly, or by a name that is spelt nearly so."""

    slug_of: SlugOf
    names: Mapping[str, str]


def read_sles(
    content: bytes,
    find_school: FindSchool,
    slug_of: SlugOf,
    names: Iterable[str] = (),
    is_ours: IsOurs = nobody_is_ours,
) -> Reading[SleRow]:
    """Read a file of SLEs. Raise `DirectoryFileError` if it is none.

    `slug_of` gives the slug of a specialism, None for words it does not know; such words are kept
    as a slug of their own, with a note, since every alliance has some of its own. `names` are
    known names of specialisms, against which slips of the pen are told; `is_ours` knows our own
    mailboxes, which are no SLE's address.
    """
    parse_address = parse_email_but(is_ours)
    known = _Known(slug_of, {name.casefold(): name for name in names})

    def build(row: RowReader) -> SleRow:
        return _sle(row, find_school, known, parse_address)

    return drop_twins(read_records(read_rows(content, _COLUMNS), build), _unique_in_file)


def _unique_in_file(sle: SleRow) -> tuple[Key, ...]:
    keys = [Key(("email", sle.email), f"the address {sle.email}")] if sle.email else []
    if sle.slack_user_id:
        keys.append(Key(("slack", sle.slack_user_id), f"the Slack ID {sle.slack_user_id}"))
    return tuple(keys)


def _sle(
    row: RowReader, find_school: FindSchool, known: _Known, parse_address: Callable[[str], str]
) -> SleRow:
    name = person_name(row)
    if not name:
        row.problem("The row has no name.", "Write the SLE's name, or delete the row.")
    email, slack = _reach(row, name, parse_address)
    home_school = row.maybe("home_school") or row.maybe("urn")
    if home_school is None:
        row.problem("The row names no home school.", "Write the home school's name or URN.")
    home_school_id = find_in_row(row, "home_school", find_school)
    return SleRow(
        line=row.line,
        name=name,
        email=email,
        home_school=home_school or "",
        home_school_id=home_school_id or "",
        specialisms=_specialisms(row, known),
        phases=row.take("phases", _phases, ()),
        half_days_per_year=row.take("days_per_year", parse_half_days, None),
        designated_until=row.take("designated_until", parse_date, None),
        status=row.take("status", _status, "active"),
        portrait=row.prose("portrait"),
        slack_user_id=slack,
        stated=row.stated,
        weekdays=row.take("weekdays", parse_weekdays, ()),
    )


def _reach(
    row: RowReader, name: str, parse_address: Callable[[str], str]
) -> tuple[str | None, str | None]:
    email = row.take("email", parse_address, None)
    slack = row.take("slack_user_id", parse_slack_user, None)
    if row.maybe("email") is None and row.maybe("slack_user_id") is None:
        row.problem(
            f"{name or 'The SLE'} has no email address.", "Fill it in: an SLE has to be reachable."
        )
    return email, slack


def _phases(text: str) -> tuple[Phase, ...]:
    named: set[Phase] = set()
    for part in re.split(r"[;|\n]", text):
        found = phases_named(part)
        if part.strip().casefold() in {"all", "any", "all phases", "any phase"}:
            found = PHASES
        elif part.strip() and not found:
            raise CellProblem(
                f"“{part.strip()[:40]}” is not a phase.",
                f"Write any of {', '.join(PHASES)}, with semicolons between them.",
            )
        named.update(found)
    return tuple(phase for phase in PHASES if phase in named)


_STATUSES: tuple[tuple[Status, tuple[str, ...]], ...] = (
    (
        "on_hold",
        (
            *("on hold", "hold", "pause", "suspended", "unavailable", "not available"),
            *("maternity", "paternity", "sabbatical", "on leave", "long term leave", "sick"),
        ),
    ),
    (
        "ended",
        (
            *("ended", "expired", "left", "retired", "resigned", "inactive", "lapsed", "former"),
            *("withdrawn", "de designated", "dedesignated", "stood down", "closed"),
        ),
    ),
    ("active", ("active", "available", "designated", "current", "live", "open", "yes")),
)


def _status(text: str) -> Status:
    plain = " ".join(re.sub(r"[_\W]+", " ", text.casefold()).split())
    for status, words in _STATUSES:
        if plain.startswith(words):
            return status
    raise CellProblem(
        f"“{text[:40]}” is not a status.", "Write active, on hold or ended, or leave it empty."
    )


def _specialisms(row: RowReader, known: _Known) -> tuple[str, ...]:
    slugs: dict[str, None] = {}
    for phrase in _phrases(row.prose("specialisms"), known.slug_of):
        slug = known.slug_of(phrase) or _own_slug(row, phrase, known)
        if slug:
            slugs[slug] = None
    if not slugs:
        row.note("No specialism is stated, so this SLE will not be proposed for any.")
    return tuple(slugs)


def _phrases(text: str, slug_of: SlugOf) -> Iterator[str]:
    """Part a cell at semicolons and, where that leaves words unknown, at commas and "and"."""
    for part in re.split(r"[;|\n•]", text):
        phrase = " ".join(part.split()).strip(" .,-")
        if phrase and slug_of(phrase):
            yield phrase
            continue
        for piece in filter(None, re.split(r"\s*[,/]\s*", phrase)):
            joined = re.split(r"\s*(?:&|\band\b)\s*", piece)
            apart = not slug_of(piece) and all(slug_of(word) for word in joined)
            yield from joined if apart else [piece]


def _own_slug(row: RowReader, phrase: str, known: _Known) -> str:
    near = get_close_matches(phrase.casefold(), known.names, n=1, cutoff=0.85)
    slug = known.slug_of(known.names[near[0]]) if near else None
    if slug:
        row.note(f"“{phrase}” was read as {known.names[near[0]]}.")
        return slug
    slug = re.sub(r"[\W_]+", "-", phrase.casefold()).strip("-")
    if slug:
        row.note(f"“{phrase}” is not in the list of specialisms and was kept as {slug}.")
    return slug
