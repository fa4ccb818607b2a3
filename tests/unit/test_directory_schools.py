"""Schools come from an alliance's list or from the national register (GIAS)."""

from datetime import date
from pathlib import Path

import pytest

from core.directory.files import DirectoryFileError
from core.directory.report import Reading
from core.directory.schools import SchoolRow, read_links, read_schools

EXTRACT = Path(__file__).parents[1] / "fixtures" / "directory" / "register.csv"


def read(text: str) -> Reading[SchoolRow]:
    return read_schools(text.encode())


def only(text: str) -> SchoolRow:
    reading = read(text)
    assert reading.ok, reading.problems
    [school] = reading.records
    return school


def problems(text: str) -> list[tuple[int, str]]:
    return [(x.line, x.what) for x in read(text).problems]


def test_a_name_is_all_a_school_needs() -> None:
    assert only("name\nOakfield Academy\n") == SchoolRow(line=2, name="Oakfield Academy")


def test_a_school_with_everything_an_alliance_writes() -> None:
    school = only(
        "Name,URN,Phase,Local Authority,Postcode,Town,Domain,Trust,Easting,Northing\n"
        "Oakfield School,900123,Primary,Wessex Coast,xd4 2ab,Sandhaven,@oakfield.example,"
        "Tidewater Trust,405210,91830\n"
    )
    assert school == SchoolRow(
        line=2,
        name="Oakfield School",
        urn="900123",
        phase="primary",
        local_authority="Wessex Coast",
        postcode="XD4 2AB",
        town="Sandhaven",
        domain="oakfield.example",
        trust="Tidewater Trust",
        easting=405_210,
        northing=91_830,
    )


def test_the_registers_own_headers_and_bytes_are_read() -> None:
    content = EXTRACT.read_bytes()
    assert b"\x92" in content, "the fixture is to be cp1252, as the register is"
    reading = read_schools(content)
    assert reading.ok
    assert [x.name for x in reading.records][:2] == [
        "St Brannoc’s Church of England Primary School",
        "École Saint-Aldwyn",
    ]
    first = reading.records[0]
    assert (first.urn, first.la_code, first.establishment_number) == ("900701", "998", "3051")
    assert (first.phase, first.status, first.town) == ("primary", "open", "Sandhaven")
    assert first.website_domain == "st-brannocs.example"
    assert first.domain is None, "a website is a hint, never proof"
    assert (first.head_title, first.head_name) == ("Mrs", "Zoë Penhaligon")
    assert first.changed_on == date(2026, 8, 14)
    assert (first.low_age, first.high_age, first.pupils) == (4, 11, 212)
    assert first.address == ("Kiln Lane", "Upper Sandhaven")


def test_a_closed_school_is_kept_beside_its_successor() -> None:
    found = {x.urn: x for x in read_schools(EXTRACT.read_bytes()).records}
    assert found["900702"].name == found["900703"].name
    assert (found["900702"].status, found["900703"].status) == ("closed", "open")
    assert found["900702"].closed_on == date(2025, 8, 31)


def test_phases_of_the_register_come_from_type_phase_or_ages() -> None:
    found = {x.urn: x.phase for x in read_schools(EXTRACT.read_bytes()).records}
    assert found == {
        "900701": "primary",
        "900702": "primary",
        "900703": "primary",
        "900704": "special",
        "900705": "all-through",
        "900706": "secondary",
        "900707": "post-16",
        "900708": "early-years",
        "900709": "secondary",
    }


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Open", "open"),
        ("", "open"),
        ("Closed", "closed"),
        ("Open, but proposed to close", "closing"),
        ("Proposed to open", "proposed"),
    ],
)
def test_the_registers_statuses(said: str, status: str) -> None:
    assert only(f'name,status\nOakfield,"{said}"\n').status == status


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("urn", "12345", "not a URN"),
        ("urn", "twelve", "not a URN"),
        ("phase", "wibble", "not a phase"),
        ("domain", "Oakfield School", "not a domain"),
        ("status", "perhaps", "not a status"),
        ("easting", "north", "not an easting"),
        ("northing", "99999999", "not an easting"),
        ("pupils", "many", "not a whole number"),
        ("close date", "31/02/2026", "not a date"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_with_its_mend(
    column: str, cell: str, what: str
) -> None:
    reading = read(f"name,{column}\nGood School,\nOakfield,{cell}\n")
    [found] = reading.problems
    assert found.line == 3
    assert what in found.what
    assert cell in found.what
    assert found.mend
    assert [x.name for x in reading.records] == ["Good School"]


def test_all_that_is_wrong_with_a_row_is_told_together() -> None:
    reading = read("name,urn,phase\n,1,wibble\n")
    assert len(reading.problems) == 3
    assert {x.line for x in reading.problems} == {2}


def test_two_rows_with_one_urn_are_a_problem_naming_both_lines() -> None:
    found = problems("name,urn\nOakfield,900123\nOther,900124\nOakfield Academy,900123\n")
    assert found == [(4, "Lines 2 and 4 both have the URN 900123.")]


def test_two_rows_with_one_name_and_town_and_no_urn_are_a_problem() -> None:
    found = problems("name,town\nSt Mary’s,Poole\nSt Mary’s,Wool\nST MARY’S,poole\n")
    assert found == [(4, "Lines 2 and 4 both have a school called ST MARY’S in poole.")]


def test_a_school_without_urn_that_repeats_one_with_a_urn_is_a_problem() -> None:
    assert len(problems("name,urn\nOakfield,900123\nOakfield,\n")) == 1
    assert len(problems("name,urn\nOakfield,\nOakfield,900123\n")) == 1


def test_the_same_name_with_two_urns_is_no_problem() -> None:
    assert problems("name,urn\nOakfield,900123\nOakfield,900124\n") == []


def test_an_odd_postcode_is_noted_and_kept() -> None:
    reading = read("name,postcode\nOakfield,PO Box 12\n")
    assert [x.postcode for x in reading.records] == ["PO Box 12"]
    assert [(x.line, x.what) for x in reading.notes] == [
        (2, "“PO Box 12” does not look like a postcode.")
    ]


@pytest.mark.parametrize("place", ["0,0", ",", "405210,"])
def test_a_place_is_both_numbers_or_none(place: str) -> None:
    school = only(f"name,easting,northing\nOakfield,{place}\n")
    assert (school.easting, school.northing) == (None, None)


def test_a_file_without_names_of_schools_is_refused() -> None:
    with pytest.raises(DirectoryFileError, match="no column name"):
        read("urn,phase\n900123,Primary\n")


def test_links_tell_predecessors_from_successors() -> None:
    reading = read_links(
        b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\r\n"
        b"900703,900702,Harbour School,Predecessor,01-09-2025\r\n"
        b"900702,900703,Harbour School,Successor,01-09-2025\r\n"
        b"900703,900710,Quay School,Predecessor - amalgamated,\r\n"
        b"900703,900711,Pier School,Sixth Form Centre Link,\r\n"
    )
    assert reading.ok
    assert [(x.urn, x.link_urn, x.kind, x.on) for x in reading.records] == [
        ("900703", "900702", "predecessor", date(2025, 9, 1)),
        ("900702", "900703", "successor", date(2025, 9, 1)),
        ("900703", "900710", "predecessor", None),
        ("900703", "900711", "other", None),
    ]


def test_a_link_to_nowhere_is_a_problem() -> None:
    reading = read_links(b"URN,LinkURN,LinkType\n900703,,Successor\n900703,x,Successor\n")
    assert [x.line for x in reading.problems] == [2, 3]
