"""Contacts: who can be asked, in which post, and at which of the known schools."""

import pytest

from core.directory.contacts import ContactRow, read_contacts
from core.directory.files import DirectoryFileError
from core.directory.finding import SchoolFound
from core.directory.report import Reading

SCHOOLS = {
    "urn 900123": "oakfield",
    "oakfield primary school": "oakfield",
    "st mary’s, sandhaven": "mary-1",
    "st mary’s, wickmouth": "mary-2",
}


def find_school(text: str) -> SchoolFound:
    known = SCHOOLS.get(text.casefold())
    if known:
        return SchoolFound(known)
    if text.casefold() == "st mary’s":
        return SchoolFound(candidates=("St Mary’s, Sandhaven", "St Mary’s, Wickmouth"))
    if text.casefold() == "oakfeild":
        return SchoolFound(candidates=("Oakfield Primary School, Sandhaven (900123)",))
    return SchoolFound()


def read(text: str) -> Reading[ContactRow]:
    return read_contacts(text.encode(), find_school)


def only(text: str) -> ContactRow:
    reading = read(text)
    assert reading.ok, reading.problems
    [contact] = reading.records
    return contact


def test_a_contact_with_everything() -> None:
    contact = only(
        "School,Name,Role,Email,Organisation,Slack user ID\n"
        "Oakfield Primary School,Priya Nair,Headteacher,Head@Oakfield.example,,U012AB3CD\n"
    )
    assert contact == ContactRow(
        line=2,
        school="Oakfield Primary School",
        school_id="oakfield",
        name="Priya Nair",
        role="head",
        email="head@oakfield.example",
        organisation=None,
        slack_user_id="U012AB3CD",
        title="Headteacher",
    )


@pytest.mark.parametrize(
    ("role", "title", "expected"),
    [
        ("head", "", ("head", None)),
        ("Headteacher", "", ("head", "Headteacher")),
        ("", "School Business Manager", ("finance", "School Business Manager")),
        ("office", "PA to the Head", ("office", "PA to the Head")),
        ("head", "Mrs", ("head", None)),
        ("other", "Headteacher", ("other", "Headteacher")),
        ("Staff", "Head of School", ("head", "Head of School")),
        ("Head of Maths", "", ("other", "Head of Maths")),
    ],
)
def test_the_role_comes_from_a_word_or_a_job_title(
    role: str, title: str, expected: tuple[str, str | None]
) -> None:
    row = f"Oakfield Primary School,A Person,{role},{title},a@oakfield.example"
    contact = only(f"school,name,role,job title,email\n{row}\n")
    assert (contact.role, contact.title) == expected


def test_a_mailbox_needs_no_name() -> None:
    contact = only("school,role,email\n900123,office,office@oakfield.example\n")
    assert (contact.name, contact.school_id) == ("School office", "oakfield")


def test_first_and_last_names_may_stand_apart() -> None:
    contact = only(
        "school,first name,surname,role,email\n"
        "Oakfield Primary School,Priya,Nair,Head,p@oakfield.example\n"
    )
    assert contact.name == "Priya Nair"


def test_alliances_and_boards_need_no_school() -> None:
    reading = read(
        "school,organisation,name,role,email\n"
        ",Downland Network,Ann Orr,School Support Co-ordinator,ann@downland.example\n"
        ",Primary Board,Bo Lind,board,bo@downland.example\n"
    )
    assert reading.ok
    assert [(x.role, x.school_id, x.organisation) for x in reading.records] == [
        ("coordinator", None, "Downland Network"),
        ("board", None, "Primary Board"),
    ]


def test_a_head_of_no_school_is_a_problem() -> None:
    [problem] = read("school,name,role,email\n,Ann Orr,Head,ann@downland.example\n").problems
    assert problem.what == "The row says head but names no school."


def test_an_unknown_school_is_a_problem_with_its_mend() -> None:
    [problem] = read("school,name,role,email\nElsewhere,A B,head,a@b.example\n").problems
    assert problem.line == 2
    assert "“Elsewhere”" in problem.what
    assert "import the school first" in problem.mend


def test_a_school_that_fits_two_is_a_problem_naming_both() -> None:
    [problem] = read("school,name,role,email\nSt Mary’s,A B,head,a@b.example\n").problems
    assert "St Mary’s, Sandhaven; St Mary’s, Wickmouth" in problem.what
    assert "town" in problem.mend


def test_the_town_tells_two_schools_of_one_name_apart() -> None:
    rows = "St Mary’s,Wickmouth,A B,head,a@b.example"
    assert only(f"school,town,name,role,email\n{rows}\n").school_id == "mary-2"


def test_a_misspelt_school_is_a_problem_that_says_which_is_meant() -> None:
    [problem] = read("school,name,role,email\nOakfeild,A B,head,a@b.example\n").problems
    assert "perhaps Oakfield Primary School, Sandhaven (900123) is meant" in problem.what


def test_the_urn_comes_before_the_name() -> None:
    contact = only("urn,school,name,role,email\n900123,St Mary’s,A B,head,a@b.example\n")
    assert contact.school_id == "oakfield"


def test_one_person_in_one_post_twice_is_a_problem_naming_both_lines() -> None:
    reading = read(
        "school,name,role,email\n"
        "Oakfield Primary School,A B,head,a@b.example\n"
        "Oakfield Primary School,A B,finance,a@b.example\n"
        "900123,A Bee,Headteacher,A@B.example\n"
    )
    [problem] = reading.problems
    assert problem.what == "Lines 2 and 4 both have a@b.example as head at 900123."
    assert [x.role for x in reading.records] == ["head", "finance"]


def test_who_cannot_be_reached_is_noted() -> None:
    reading = read("school,name,role,email\nOakfield Primary School,A B,head,\n")
    assert reading.ok
    assert "cannot be asked anything" in reading.notes[0].what


def test_a_row_without_name_and_address_is_a_problem() -> None:
    assert len(read("school,name,role,email\n900123,,head,\n").problems) == 1


@pytest.mark.parametrize(
    "cells", ["a@b,", "a@b.example; c@d.example,", "a@b.example,@ann"], ids=str
)
def test_an_address_that_cannot_be_read_is_a_problem(cells: str) -> None:
    row = f"900123,A B,head,{cells}"
    assert len(read(f"school,name,role,email,slack id\n{row}\n").problems) == 1


@pytest.mark.parametrize(
    ("header", "lacking"),
    [
        ("name,role,email", "school or urn or organisation"),
        ("school,name,email", "role or title"),
        ("school,name,role", "email or slack_user_id"),
    ],
)
def test_a_file_without_a_needed_column_is_refused(header: str, lacking: str) -> None:
    with pytest.raises(DirectoryFileError, match=lacking):
        read(f"{header}\na,b,c\n")
