"""SLEs: what they can be asked for, and how much of it."""

from datetime import date

import pytest

from core.directory.finding import SchoolFound
from core.directory.report import Reading
from core.directory.sles import SleRow, read_sles
from core.reading.specialisms import VOCABULARY

HEADER = "name,email,home_school"


def find_school(text: str) -> SchoolFound:
    return SchoolFound("oakfield") if text == "Oakfield" else SchoolFound()


def read(text: str) -> Reading[SleRow]:
    names = [specialism.title for specialism in VOCABULARY]
    return read_sles(text.encode(), find_school, VOCABULARY.slug_of, names)


def sle(column: str, cell: str) -> SleRow:
    reading = read(f'{HEADER},{column}\nAnn Orr,ann@oakfield.example,Oakfield,"{cell}"\n')
    assert reading.ok, reading.problems
    [found] = reading.records
    return found


def test_an_sle_with_everything() -> None:
    reading = read(
        "name,email,home_school,specialisms,phases,days_per_year,designated_until,status,"
        "portrait,slack_user_id,weekdays\n"
        "Ann Orr,Ann@Oakfield.example,Oakfield,Maths; Early Years,primary;early-years,7.5,"
        '31/08/2028,Active,"Ann leads maths.\nShe coaches.",U012AB3CD,Tue; Thu\n'
    )
    assert reading.problems == ()
    assert reading.records == (
        SleRow(
            line=2,
            name="Ann Orr",
            email="ann@oakfield.example",
            home_school="Oakfield",
            home_school_id="oakfield",
            specialisms=("mathematics", "early-years"),
            phases=("early-years", "primary"),
            half_days_per_year=15,
            designated_until=date(2028, 8, 31),
            status="active",
            portrait="Ann leads maths.\nShe coaches.",
            slack_user_id="U012AB3CD",
            weekdays=(1, 3),
        ),
    )


@pytest.mark.parametrize(
    ("cell", "slugs"),
    [
        ("maths;phonics", ("mathematics", "phonics")),
        ("Maths | Mathematics", ("mathematics",)),
        ("maths, phonics", ("mathematics", "phonics")),
        ("English and Maths", ("english", "mathematics")),
        ("Behaviour and discipline", ("behaviour-and-discipline",)),
        ("behaviour, attendance & phonics", ("behaviour-and-discipline", "attendance", "phonics")),
        ("early-years", ("early-years",)),
        ("behaviour-and-discipline", ("behaviour-and-discipline",)),
    ],
)
def test_specialisms_are_read_as_slugs(cell: str, slugs: tuple[str, ...]) -> None:
    reading = read(f'{HEADER},specialisms\nAnn,a@b.example,Oakfield,"{cell}"\n')
    assert reading.records[0].specialisms == slugs
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("cell", "slugs", "words"),
    [
        ("Lesson Study", ("lesson-study",), "kept as lesson-study"),
        ("Mathmatics", ("mathematics",), "was read as Mathematics"),
        ("", (), "No specialism"),
    ],
)
def test_an_odd_specialism_is_taken_with_a_note(
    cell: str, slugs: tuple[str, ...], words: str
) -> None:
    reading = read(f"{HEADER},specialisms\nAnn,a@b.example,Oakfield,{cell}\n")
    assert reading.records[0].specialisms == slugs
    [note] = reading.notes
    assert (note.line, words in note.what) == (2, True)


@pytest.mark.parametrize(
    ("cell", "phases"),
    [
        ("Primary", ("primary",)),
        ("secondary; primary", ("primary", "secondary")),
        ("EYFS/KS1", ("early-years", "primary")),
        ("Early years, primary and special", ("early-years", "primary", "special")),
        (
            "All",
            ("early-years", "primary", "secondary", "special", "all-through", "post-16"),
        ),
        ("", ()),
    ],
)
def test_phases(cell: str, phases: tuple[str, ...]) -> None:
    assert sle("phases", cell).phases == phases


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("", "active"),
        ("Active", "active"),
        ("on hold", "on_hold"),
        ("On-hold", "on_hold"),
        ("on_hold", "on_hold"),
        ("Maternity leave", "on_hold"),
        ("Not available", "on_hold"),
        ("ended", "ended"),
        ("Retired", "ended"),
        ("De-designated", "ended"),
    ],
)
def test_statuses(cell: str, status: str) -> None:
    assert sle("status", cell).status == status


def test_no_days_stated_is_not_no_days() -> None:
    assert sle("days_per_year", "").half_days_per_year is None
    assert sle("days_per_year", "0").half_days_per_year == 0


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("phases", "primary; wibble", "“wibble” is not a phase"),
        ("status", "perhaps", "not a status"),
        ("days_per_year", "7.3", "not a number of days"),
        ("designated_until", "2028", "not a date"),
        ("weekdays", "mornings", "days of the week"),
        ("slack_user_id", "@ann", "Slack member ID"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_with_its_mend(
    column: str, cell: str, what: str
) -> None:
    reading = read(f"{HEADER},{column}\nAnn,a@b.example,Oakfield,{cell}\n")
    [problem] = reading.problems
    assert what in problem.what
    assert problem.mend
    assert reading.records == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Ann,,Oakfield", "Ann has no email address."),
        ("Ann,a@b.example,", "The row names no home school."),
        (",a@b.example,Oakfield", "The row has no name."),
        ("Ann,a@b.example,Elsewhere", "No known school is called “Elsewhere”."),
    ],
)
def test_an_sle_needs_a_name_an_address_and_a_known_home_school(row: str, what: str) -> None:
    assert [x.what for x in read(f"{HEADER}\n{row}\n").problems] == [what]


def test_two_rows_with_one_address_are_a_problem_naming_both_lines() -> None:
    rows = "Ann,a@b.example,Oakfield\nBo,b@b.example,Oakfield\nAnn O,A@b.example,Oakfield\n"
    [problem] = read(f"{HEADER}\n{rows}").problems
    assert problem.what == "Lines 2 and 4 both have the address a@b.example."
