"""Schools: an alliance's own list, or an extract of the national register (GIAS).

GIAS (Get Information about Schools) publishes `edubasealldataYYYYMMDD.csv`, cp1252 with dates as
dd-mm-yyyy, and `links_edubasealldataYYYYMMDD.csv` with predecessors and successors. Both are read
by column name, and any column may be absent but the name (or, in the links, the two URNs).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

from core.directory.cells import host_of, parse_date, parse_domain
from core.directory.files import Columns, Mistaken, read_rows
from core.directory.phases import PHASES, Phase, phase_of, phase_of_ages, phase_of_name
from core.directory.report import Key, Reading, drop_twins
from core.directory.rows import CellProblem, RowReader, read_records

Status = Literal["open", "closed", "closing", "proposed"]
LinkKind = Literal["predecessor", "successor", "other"]

_COLUMNS = Columns(
    headers={
        "name": ("establishment name", "school name", "school", "organisation name"),
        "urn": ("unique reference number", "school urn", "urn number"),
        "phase": ("phase of education (name)", "phase of education", "school phase"),
        "local_authority": ("LA (name)", "la name", "la", "lea", "authority"),
        "la_code": ("LA (code)", "local authority code", "la number"),
        "establishment_number": ("estab number", "estab"),
        "type": ("type of establishment (name)", "type of establishment", "school type"),
        "status": ("establishment status (name)", "establishment status"),
        "closed_on": ("close date", "date closed"),
        "low_age": ("statutory low age", "lowest age"),
        "high_age": ("statutory high age", "highest age"),
        "pupils": ("number of pupils", "number on roll", "nor", "pupil numbers"),
        "trust": ("trusts (name)", "trust name", "mat", "multi academy trust"),
        "trust_code": ("trusts (code)",),
        "federation": ("federations (name)", "federation name"),
        "street": ("address", "address 1", "address line 1"),
        "locality": ("address 2", "address line 2"),
        "address_3": ("address line 3",),
        "town": ("town/city", "city", "post town"),
        "county": ("county (name)",),
        "postcode": ("post code",),
        "domain": ("email domain", "mail domain", "domains"),
        "website": ("school website", "web site", "url", "web"),
        "telephone": ("telephone num", "telephone number", "phone", "tel"),
        "head_title": ("head title (name)",),
        "head_first_name": (),
        "head_last_name": (),
        "head_name": ("headteacher", "head teacher", "headteacher name", "head"),
        "head_job_title": ("head preferred job title",),
        "easting": (),
        "northing": (),
        "changed_on": ("last changed date",),
    },
    needed=(("name",),),
    mistaken=(
        Mistaken("sles", having=("home_school",)),
        Mistaken("terms", having=("start", "end")),
        Mistaken("contacts", having=("role", "email"), without=("urn", "phase")),
    ),
)

_LINK_COLUMNS = Columns(
    headers={
        "urn": (),
        "link_urn": (),
        "link_name": (),
        "link_type": (),
        "on": ("link established date",),
    },
    needed=(("urn",), ("link_urn",), ("link_type",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """One school as a file states it; None where the file says nothing.

    `easting` and `northing` are metres on the National Grid (OSGB36). `domain` is the alliance's
    own word for where the school's mail comes from; `website` is only a hint of it.
    """

    line: int
    name: str
    stated: frozenset[str] = field(default=frozenset(), compare=False)
    """The columns that the file has: of the others it says nothing."""
    urn: str | None = None
    phase: Phase | None = None
    local_authority: str | None = None
    la_code: str | None = None
    establishment_number: str | None = None
    type: str | None = None
    status: Status = "open"
    closed_on: date | None = None
    low_age: int | None = None
    high_age: int | None = None
    pupils: int | None = None
    trust: str | None = None
    trust_code: str | None = None
    federation: str | None = None
    address: tuple[str, ...] = ()
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    domain: str | None = None
    website: str | None = None
    telephone: str | None = None
    head_title: str | None = None
    head_name: str | None = None
    head_job_title: str | None = None
    easting: int | None = None
    northing: int | None = None
    changed_on: date | None = None

    @property
    def website_domain(self) -> str | None:
        """The website's domain: a hint of where mail comes from, never proof."""
        return host_of(self.website) if self.website else None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One school became, or came from, another: `link_urn` is the predecessor or successor."""

    line: int
    urn: str
    link_urn: str
    link_name: str | None
    kind: LinkKind
    link_type: str
    on: date | None


def read_schools(content: bytes) -> Reading[SchoolRow]:
    """Read a file of schools. Raise `DirectoryFileError` if it is none."""
    return drop_twins(read_records(read_rows(content, _COLUMNS), _school), _unique_in_file)


def read_links(content: bytes) -> Reading[LinkRow]:
    """Read GIAS's file of links between schools. Raise `DirectoryFileError` if it is none."""
    return read_records(read_rows(content, _LINK_COLUMNS), _link)


def _unique_in_file(school: SchoolRow) -> tuple[Key, ...]:
    """Schools with URNs may share a name and town, as an academy and its predecessor do."""
    where = f" in {school.town}" if school.town else ""
    place = ("name", school.name.casefold(), (school.town or "").casefold())
    named = Key(place, f"a school called {school.name}{where}", strict=school.urn is None)
    return (Key(("urn", school.urn), f"the URN {school.urn}"), named) if school.urn else (named,)


def _school(row: RowReader) -> SchoolRow:
    name = row.text("name")
    if not name:
        row.problem("The row has no school name.", "Write the school's name, or delete the row.")
    low_age, high_age = row.take("low_age", _number, None), row.take("high_age", _number, None)
    easting, northing = _place(row)
    return SchoolRow(
        line=row.line,
        name=name,
        stated=row.stated,
        urn=row.take("urn", parse_urn, None),
        phase=_phase(row, name, low_age, high_age),
        local_authority=row.maybe("local_authority"),
        la_code=row.maybe("la_code"),
        establishment_number=row.maybe("establishment_number"),
        type=row.maybe("type"),
        status=row.take("status", _status, "open"),
        closed_on=row.take("closed_on", parse_date, None),
        low_age=low_age,
        high_age=high_age,
        pupils=row.take("pupils", _number, None),
        trust=row.maybe("trust"),
        trust_code=row.maybe("trust_code"),
        federation=row.maybe("federation"),
        address=_address(row),
        town=row.maybe("town"),
        county=row.maybe("county"),
        postcode=_postcode(row),
        domain=row.take("domain", parse_domain, None),
        website=row.maybe("website"),
        telephone=row.maybe("telephone"),
        head_title=row.maybe("head_title"),
        head_name=_head_name(row),
        head_job_title=row.maybe("head_job_title"),
        easting=easting,
        northing=northing,
        changed_on=row.take("changed_on", parse_date, None),
    )


def _phase(row: RowReader, name: str, low: int | None, high: int | None) -> Phase | None:
    """Special schools have no phase in GIAS and are known by their type; others by what is said."""
    kind = phase_of(row.text("type"))
    if kind == "special":
        return kind
    said = row.take("phase", _one_phase, None)
    if said or row.maybe("phase"):
        return said
    return kind or phase_of_ages(low, high) or phase_of_name(name)


def _one_phase(text: str) -> Phase:
    phase = phase_of(text)
    if phase is None:
        raise CellProblem(
            f"“{text[:40]}” is not a phase.",
            f"Write one of {', '.join(PHASES)}, or leave it empty.",
        )
    return phase


def parse_urn(text: str) -> str:
    """Read a school's URN: six digits. A spreadsheet's `123456.0` is undone."""
    plain = re.sub(r"\.0+$", "", text.strip())
    if not re.fullmatch(r"\d{6}", plain, re.ASCII):
        raise CellProblem(
            f"“{text[:20]}” is not a URN.", "A URN has six digits; leave it empty if you have none."
        )
    return plain


def _status(text: str) -> Status:
    plain = text.casefold()
    if "propose" in plain and "open" in plain:
        return "closing" if "clos" in plain else "proposed"
    for word, status in _STATUS_WORDS.items():
        if plain.startswith(word):
            return status
    raise CellProblem(
        f"“{text[:40]}” is not a status of a school.",
        "Write open or closed, or leave it empty for open.",
    )


_STATUS_WORDS: dict[str, Status] = {
    "open": "open",
    "active": "open",
    "closing": "closing",
    "closed": "closed",
    "proposed": "proposed",
}


def _number(text: str) -> int:
    found = re.fullmatch(r"(\d{1,7})(\.0+)?", text.replace(",", "").strip(), re.ASCII)
    if found is None:
        raise CellProblem(f"“{text[:20]}” is not a whole number.", "Write digits only.")
    return int(found[1])


def _metres(text: str, *, most: int) -> int:
    found = re.fullmatch(r"(\d{1,7})(\.\d+)?", text.strip(), re.ASCII)
    if found is None or int(found[1]) > most:
        raise CellProblem(
            f"“{text[:20]}” is not an easting or northing.",
            "Write National Grid metres, such as 405210 and 91830, or leave both empty.",
        )
    return int(found[1])


def _place(row: RowReader) -> tuple[int | None, int | None]:
    """Return easting and northing, both or neither; GIAS's 0, 0 means that it is not known."""
    easting = row.take("easting", partial(_metres, most=700_000), None)
    northing = row.take("northing", partial(_metres, most=1_300_000), None)
    return (easting, northing) if easting and northing else (None, None)


_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})")


def _postcode(row: RowReader) -> str | None:
    text = row.maybe("postcode")
    if text is None:
        return None
    found = _POSTCODE.fullmatch(text.upper().replace(" ", ""))
    if found is None:
        row.note(f"“{text}” does not look like a postcode.")
        return text
    return f"{found[1]} {found[2]}"


def _address(row: RowReader) -> tuple[str, ...]:
    lines = (row.maybe(name) for name in ("street", "locality", "address_3"))
    return tuple(line for line in lines if line)


def _head_name(row: RowReader) -> str | None:
    parts = (row.maybe("head_first_name"), row.maybe("head_last_name"))
    return " ".join(part for part in parts if part) or row.maybe("head_name")


def _link(row: RowReader) -> LinkRow | None:
    urn, link_urn = row.take("urn", parse_urn, None), row.take("link_urn", parse_urn, None)
    if not (urn and link_urn):
        if not row.problems:
            row.problem("The row lacks one of its two URNs.", "Fill it in, or delete the row.")
        return None
    link_type = row.text("link_type")
    return LinkRow(
        line=row.line,
        urn=urn,
        link_urn=link_urn,
        link_name=row.maybe("link_name"),
        kind=_link_kind(link_type),
        link_type=link_type,
        on=row.take("on", parse_date, None),
    )


def _link_kind(text: str) -> LinkKind:
    plain = unicodedata.normalize("NFKC", text).casefold()
    # DfE itself treats "Merged - …" as naming the school that went into this one.
    if plain.startswith(("predecessor", "merged")):
        return "predecessor"
    return "successor" if plain.startswith("successor") else "other"
