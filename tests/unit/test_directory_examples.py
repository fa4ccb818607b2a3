"""What we ship as examples imports without a problem, and could be sent to nobody."""

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.bank.statement import read_bank
from core.directory.contacts import ContactRow, read_contacts
from core.directory.files import DirectoryFileError
from core.directory.finding import FindSchool, SchoolFound
from core.directory.report import Reading
from core.directory.schools import SchoolRow, read_links, read_schools
from core.directory.sles import SleRow, read_sles
from core.directory.term_calendars import read_terms
from core.reading.schools import SchoolEntry, SchoolIndex
from core.reading.specialisms import VOCABULARY

EXAMPLES = Path(__file__).parents[2] / "examples"
ALLIANCES = sorted(path.parent.name for path in EXAMPLES.glob("*/sles.csv"))
REGISTER = EXAMPLES / "gias" / "edubasealldata20260901.csv"


def schools_of(alliance: str) -> Reading[SchoolRow]:
    return read_schools((EXAMPLES / alliance / "schools.csv").read_bytes())


def finder(alliance: str) -> FindSchool:
    schools = schools_of(alliance).records
    names = {str(x.urn): f"{x.name}, {x.town}" for x in schools}
    index = SchoolIndex(
        SchoolEntry(id=str(x.urn), name=x.name, town=x.town, urn=x.urn, phase=x.phase)
        for x in schools
    )

    def find(words: str) -> SchoolFound:
        match = index.match(words)
        return SchoolFound(match.certain, tuple(names[x] for x in match.candidates))

    return find


def contacts_of(alliance: str) -> Reading[ContactRow]:
    return read_contacts((EXAMPLES / alliance / "contacts.csv").read_bytes(), finder(alliance))


def sles_of(alliance: str) -> Reading[SleRow]:
    content = (EXAMPLES / alliance / "sles.csv").read_bytes()
    return read_sles(content, finder(alliance), VOCABULARY.slug_of)


def test_there_are_three_alliances() -> None:
    assert len(ALLIANCES) == 3


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_schools_and_contacts_import(alliance: str) -> None:
    schools, contacts = schools_of(alliance), contacts_of(alliance)
    assert schools.problems == contacts.problems == ()
    assert 12 <= len(schools.records) <= 20
    roles = {x.role for x in contacts.records}
    assert {"head", "office", "finance", "deputy", "coordinator", "director"} <= roles


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_every_school_has_one_head_and_one_head_lacks_an_address(alliance: str) -> None:
    heads = [x for x in contacts_of(alliance).records if x.role == "head"]
    assert sorted(str(x.school_id) for x in heads) == sorted(
        str(x.urn) for x in schools_of(alliance).records
    )
    assert len([x for x in heads if not x.email]) == 1


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_sles_import_with_specialisms_that_are_known(alliance: str) -> None:
    sles = sles_of(alliance)
    assert sles.problems == ()
    assert sles.notes == ()
    assert 10 <= len(sles.records) <= 15
    assert all(set(x.specialisms) <= {y.slug for y in VOCABULARY} for x in sles.records)
    assert len({x.status for x in sles.records}) > 1


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_terms_cover_a_year_of_the_authority_and_of_some_schools(alliance: str) -> None:
    terms = read_terms((EXAMPLES / alliance / "terms.csv").read_bytes(), finder(alliance))
    assert terms.problems == ()
    authority = [x for x in terms.records if x.local_authority]
    assert min(x.start for x in authority).isoformat() == "2026-09-01"
    assert max(x.end for x in authority).isoformat() == "2027-08-31"
    assert [x.kind for x in authority].count("term") == 6
    assert {x.kind for x in terms.records if x.school_id} == {"term", "holiday", "inset"}
    assert {x.local_authority for x in authority} == {
        x.local_authority for x in schools_of(alliance).records
    }


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_bank_statements_import_with_money_both_ways(alliance: str) -> None:
    bank = read_bank((EXAMPLES / alliance / "bank.csv").read_bytes())
    assert bank.problems == ()
    assert {x.pence > 0 for x in bank.records} == {True, False}


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_requests_come_from_people_the_directory_knows(alliance: str) -> None:
    known = {x.email for x in contacts_of(alliance).records}
    mails = sorted((EXAMPLES / alliance / "requests").glob("*.eml"))
    assert len(mails) >= 3
    for path in mails:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n"), path.name
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert mail["From"].addresses[0].addr_spec in known, path.name
        assert not mail.defects, path.name


def test_the_register_is_in_its_own_layout_and_bytes() -> None:
    content = REGISTER.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    text = content.decode("cp1252")
    assert text.startswith("URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,")
    assert {"’", "é", "É"} <= set(text)
    reading = read_schools(content)
    assert reading.problems == ()
    assert reading.notes == ()
    assert len(reading.records) == 30
    assert {x.status for x in reading.records} == {"open", "closed", "closing", "proposed"}
    assert {x.phase for x in reading.records} >= {"early-years", "primary", "special", "post-16"}


def test_the_register_agrees_with_the_alliances() -> None:
    listed = {x.urn: x for alliance in ALLIANCES for x in schools_of(alliance).records}
    shared = [
        (x, listed[x.urn]) for x in read_schools(REGISTER.read_bytes()).records if x.urn in listed
    ]
    assert len(shared) > 20
    for theirs, ours in shared:
        for name in ("name", "phase", "town", "postcode", "trust", "local_authority", "easting"):
            assert getattr(theirs, name) == getattr(ours, name), ours.name
        assert theirs.website_domain == ours.domain


def test_links_lead_from_the_closed_to_the_open() -> None:
    found = {x.urn: x for x in read_schools(REGISTER.read_bytes()).records}
    links = read_links((EXAMPLES / "gias" / "links_edubasealldata20260901.csv").read_bytes())
    assert links.problems == ()
    for link in links.records:
        before, after = (
            (link.urn, link.link_urn) if link.kind == "successor" else (link.link_urn, link.urn)
        )
        assert (found[before].status, found[after].status) == ("closed", "open")


READERS: dict[str, Callable[[bytes], object]] = {
    "schools": read_schools,
    "contacts": lambda content: read_contacts(content, lambda _: SchoolFound("any")),
    "sles": lambda content: read_sles(content, lambda _: SchoolFound("any"), VOCABULARY.slug_of),
    "terms": lambda content: read_terms(content, lambda _: SchoolFound("any")),
    "bank": read_bank,
}


@pytest.mark.parametrize(("kind", "other"), [(x, y) for x in READERS for y in READERS if x != y])
def test_a_file_is_not_taken_for_one_of_another_kind(kind: str, other: str) -> None:
    content = (EXAMPLES / ALLIANCES[0] / f"{other}.csv").read_bytes()
    with pytest.raises(DirectoryFileError):
        READERS[kind](content)


def test_no_example_could_reach_anybody() -> None:
    for path in EXAMPLES.rglob("*.*"):
        text = path.read_bytes().decode("cp1252", errors="replace")
        for domain in re.findall(r"[\w.+-]+@([A-Za-z][\w-]*(?:\.[\w-]+)+)", text):
            assert domain.lower().endswith((".example", ".localhost")), (path.name, domain)


def test_one_address_belongs_to_one_name() -> None:
    names: dict[str, set[str]] = {}
    for alliance in ALLIANCES:
        people = [(x.email, x.name) for x in contacts_of(alliance).records]
        people += [(x.email, x.name) for x in sles_of(alliance).records]
        for address, name in people:
            if address:
                names.setdefault(address, set()).add(name)
    assert [address for address, who in names.items() if len(who) > 1] == []


def test_every_file_that_is_read_is_described() -> None:
    described = (EXAMPLES / "README.md").read_text()
    for alliance in ALLIANCES:
        assert f"`{alliance}/`" in described
        for path in (EXAMPLES / alliance).glob("*.csv"):
            assert f"`{path.name}`" in described
