"""Term dates, from tables and from calendars."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.directory.files import DirectoryFileError
from core.directory.finding import SchoolFound
from core.directory.report import Reading
from core.directory.term_calendars import read_terms
from core.directory.terms import TermRow, kind_of

FIXTURES = Path(__file__).parents[1] / "fixtures" / "directory"


def find_school(text: str) -> SchoolFound:
    if text in {"Oakfield Primary School", "URN 900123"}:
        return SchoolFound("oakfield")
    return SchoolFound(candidates=("Oakfield Primary School, Sandhaven",) if "Oak" in text else ())


def read(text: str) -> Reading[TermRow]:
    return read_terms(text.encode(), find_school)


def days(reading: Reading[TermRow]) -> list[tuple[str, str, str]]:
    assert reading.problems == ()
    return [(x.kind, str(x.start), str(x.end)) for x in reading.records]


def test_a_table_for_schools_and_authorities() -> None:
    reading = read(
        "School,Local authority,Start,End,Kind\n"
        "Oakfield Primary School,,02/09/2026,23/10/2026,term\n"
        ",Downland,2026-10-26,2026-10-30,half term\n"
        "Oakfield Primary School,Downland,1 Sept 2026,,INSET\n"
    )
    assert reading.problems == ()
    assert reading.records == (
        TermRow(
            line=2,
            school="Oakfield Primary School",
            school_id="oakfield",
            local_authority=None,
            start=date(2026, 9, 2),
            end=date(2026, 10, 23),
            kind="term",
        ),
        TermRow(
            line=3,
            school=None,
            school_id=None,
            local_authority="Downland",
            start=date(2026, 10, 26),
            end=date(2026, 10, 30),
            kind="holiday",
        ),
        TermRow(
            line=4,
            school="Oakfield Primary School",
            school_id="oakfield",
            local_authority=None,
            start=date(2026, 9, 1),
            end=date(2026, 9, 1),
            kind="inset",
        ),
    )


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (",Downland,2026-12-18,2026-09-02,term", "before it starts on 18 December 2026"),
        (",Downland,2026-09-02,2027-12-18,term", "more than a year"),
        (",Downland,2026-09-02,,term", "no end date"),
        (",Downland,,2026-09-02,term", "no start date"),
        (",Downland,2026-09-02,2026-09-31,term", "not a date"),
        (",Downland,2026-09-02,2026-09-03,sports", "not a kind of date"),
        (",Downland,2026-09-02,2026-09-03,", "not a kind of date"),
        (",,2026-09-02,2026-12-18,term", "neither which school nor which local authority"),
        ("Nowhere School,,2026-09-02,2026-12-18,term", "No known school"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, what: str) -> None:
    reading = read(f"school,local authority,start,end,kind\n{row}\n")
    [problem] = reading.problems
    assert what in problem.what
    assert problem.mend
    assert reading.records == ()


def test_stretches_may_overlap() -> None:
    rows = ",Downland,2026-09-02,2026-12-18,term\n,Downland,2026-10-26,2026-10-30,holiday\n"
    assert len(read(f"school,la,start,end,kind\n{rows}").records) == 2


WEEK, TERM = timedelta(days=4), timedelta(days=50)


@pytest.mark.parametrize(
    ("words", "length", "kind"),
    [
        ("term", TERM, "term"),
        ("Autumn Term", TERM, "term"),
        ("Term 1", TERM, "term"),
        ("Spring 2", TERM, "term"),
        ("Half term", WEEK, "holiday"),
        ("October half-term", WEEK, "holiday"),
        ("Autumn half term", WEEK, "holiday"),
        ("Half term 1", TERM, "term"),
        ("Autumn, first half", TERM, "term"),
        ("Half term holiday", WEEK, "holiday"),
        ("Christmas break", WEEK, "holiday"),
        ("Easter", WEEK, "holiday"),
        ("Summer holidays", TERM, "holiday"),
        ("School closed", WEEK, "holiday"),
        ("Early May bank holiday", timedelta(0), "holiday"),
        ("INSET", timedelta(0), "inset"),
        ("Inset days", WEEK, "inset"),
        ("Staff training day", timedelta(0), "inset"),
        ("Non-pupil day", timedelta(0), "inset"),
        ("School closed to pupils – staff development", timedelta(0), "inset"),
        ("Sports day", timedelta(0), None),
        ("Breakfast club", timedelta(0), None),
        ("Insetting stones", timedelta(0), None),
        ("", timedelta(0), None),
    ],
)
def test_words_and_length_tell_the_kind(words: str, length: timedelta, kind: str | None) -> None:
    assert kind_of(words, length) == kind


def test_a_councils_calendar_ends_its_days_exclusively() -> None:
    reading = read_terms((FIXTURES / "council.ics").read_bytes(), find_school)
    assert days(reading) == [
        ("term", "2026-09-02", "2026-12-18"),
        ("holiday", "2026-10-26", "2026-10-30"),
        ("holiday", "2026-12-21", "2027-01-01"),
        ("inset", "2026-09-01", "2026-09-01"),
        ("inset", "2026-11-23", "2026-11-23"),
        ("holiday", "2027-05-03", "2027-05-03"),
        ("term", "2027-01-04", "2027-03-25"),
        ("holiday", "2027-03-29", "2027-04-09"),
    ]
    assert {(x.school_id, x.local_authority) for x in reading.records} == {(None, "Downland")}
    [note] = reading.notes
    assert "Year 6 residential" in note.what


def test_the_line_of_an_event_is_where_it_begins() -> None:
    content = (FIXTURES / "council.ics").read_bytes()
    lines = content.decode().splitlines()
    for term in read_terms(content, find_school).records:
        assert lines[term.line - 1] == "BEGIN:VEVENT"


def test_a_schools_calendar_of_first_and_last_days_is_paired() -> None:
    reading = read_terms((FIXTURES / "school.ics").read_bytes(), find_school)
    assert days(reading) == [
        ("term", "2026-09-03", "2026-10-23"),
        ("term", "2026-11-02", "2026-12-18"),
        ("term", "2027-01-05", "2027-02-12"),
        ("holiday", "2027-02-15", "2027-02-19"),
    ]
    assert {x.school_id for x in reading.records} == {"oakfield"}
    told = " ".join(x.what for x in reading.notes)
    assert "“Summer term starts” on 12 April 2027 has no day that goes with it" in told
    assert "2 other events were left out" in told


def test_whose_dates_they_are_may_be_said() -> None:
    content = (FIXTURES / "council.ics").read_bytes()
    for owner, school_id, authority in (
        ("Oakfield Primary School", "oakfield", None),
        ("Wessex Coast", None, "Wessex Coast"),
        ("Wessex Coast Council", None, "Wessex Coast"),
        ("Wessex Coast schools", None, "Wessex Coast"),
    ):
        records = read_terms(content, find_school, owner=owner).records
        assert {(x.school_id, x.local_authority) for x in records} == {(school_id, authority)}


def test_a_known_authority_is_named_as_it_is_known() -> None:
    content = (FIXTURES / "council.ics").read_bytes()
    known = ("Wessex Coast", "Downland County Council")
    records = read_terms(content, find_school, authorities=known).records
    assert {x.local_authority for x in records} == {"Downland County Council"}


def test_a_calendar_of_a_school_nobody_knows_is_refused() -> None:
    content = (FIXTURES / "school.ics").read_bytes().replace(b"Oakfield", b"Oakham")
    with pytest.raises(DirectoryFileError, match="perhaps Oakfield Primary School, Sandhaven"):
        read_terms(content, find_school)


def test_a_calendar_that_names_nobody_holds_for_everybody() -> None:
    content = (FIXTURES / "council.ics").read_bytes()
    content = content.replace(b"Downland County Council school term dates 2026-27", b"Term dates")
    records = read_terms(content, find_school).records
    assert {(x.school, x.local_authority) for x in records} == {(None, None)}


def calendar(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\r\n{x}\r\nEND:VEVENT\r\n" for x in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n"


def test_an_event_without_a_readable_date_is_left_out_with_a_note() -> None:
    reading = read(
        calendar(
            "SUMMARY:INSET\r\nDTSTART;VALUE=DATE:2026",
            "SUMMARY:INSET",
            "SUMMARY:INSET\r\nDTSTART;VALUE=DATE:20260901",
        )
    )
    assert days(reading) == [("inset", "2026-09-01", "2026-09-01")]
    assert [x.line for x in reading.notes] == [4, 8]


def test_an_event_that_runs_backwards_is_a_problem() -> None:
    reading = read(
        calendar("SUMMARY:Term\r\nDTSTART;VALUE=DATE:20261218\r\nDTEND;VALUE=DATE:20260902")
    )
    assert [(x.line, "before it starts" in x.what) for x in reading.problems] == [(4, True)]


def test_an_event_that_repeats_is_read_once_with_a_note() -> None:
    event = "SUMMARY:Bank holiday\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY"
    reading = read(calendar(event))
    assert days(reading) == [("holiday", "2026-12-25", "2026-12-25")]
    assert "repeats" in reading.notes[0].what


@pytest.mark.parametrize(
    "text",
    [
        calendar(),
        calendar("SUMMARY:Sports day\r\nDTSTART;VALUE=DATE:20270701"),
        "BEGIN:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_calendar_without_term_dates_is_refused(text: str) -> None:
    with pytest.raises(DirectoryFileError):
        read(text)
