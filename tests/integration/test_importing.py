"""Directory files on their way into both databases: all or nothing, and again without harm."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from core.directory.importing import Into, plan_import, write_plan
from core.directory.report import FileReport, Outcome
from core.store import directory_tables as d
from core.store import people
from core.store.cases import table_of
from core.store.engine import Database
from core.store.schools import calendars as calendars_of
from core.store.schools import schools_by_id
from core.store.sles import sles_by_id
from tests.support.worlds import alliance

EXAMPLES = Path("examples")
FOLDERS = ("linwood", "connected-partnership", "east-sussex")
KINDS = ("schools", "contacts", "sles", "terms")
TABLES = ("school", "person", "post", "sle", "sle_specialism", "term_date", "series")

SCHOOLS = """name,urn,phase,local_authority,town
Oakfield Primary School,900001,primary,Downland,Lewes
Harbour View Academy,900002,primary,Downland,Newhaven
"""
CONTACTS = """school,name,role,email
Oakfield Primary School,Harriet Oakley,Headteacher,h.oakley@oakfield.example
Oakfield Primary School,Femi Okafor,School Business Manager,finance@oakfield.example
Harbour View Academy,Hugh Marina,Headteacher,h.marina@harbour.example
"""
SLES = """name,email,home_school,specialisms,days_per_year
Sana Leigh,s.leigh@harbour.example,Harbour View Academy,phonics; English,10
"""


def bring_in(
    database: Database, what: str, content: str | bytes, *, dry_run: bool = False
) -> FileReport:
    """Import a file as the command line does: all rows or none."""
    raw = content.encode() if isinstance(content, str) else content
    with database.read() as connection:
        plan = plan_import(what, raw, Into(connection, "east-sussex", {}))
    if plan.report.ok and not dry_run:
        with database.write() as connection:
            assert write_plan(connection, plan)
    return plan.report


def furnish(database: Database) -> None:
    """Bring the small directory in."""
    for what, content in (("schools", SCHOOLS), ("contacts", CONTACTS), ("sles", SLES)):
        assert bring_in(database, what, content).ok


def stored(database: Database) -> dict[str, list[Any]]:
    """Return the directory as it is stored."""
    with database.read() as connection:
        return {
            name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608
            for name in TABLES
        }


def outcomes(report: FileReport) -> list[str]:
    return [str(x.outcome) for x in report.rows]


def head_of(database: Database, school: str) -> list[str]:
    """Return the names of those who hold a school's headship."""
    school_row, post = table_of(d.SchoolRow), table_of(d.PostRow)
    person = table_of(d.PersonRow)
    query = (
        select(person.c.name)
        .join(post, post.c.person == person.c.id)
        .join(school_row, school_row.c.id == post.c.school)
        .where(school_row.c.name == school, post.c.role == "head")
        .order_by(person.c.name)
    )
    with database.read() as connection:
        return list(connection.execute(query).scalars())


# --- the examples ---


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_examples_come_in_and_a_second_time_change_nothing(
    database: Database, folder: str
) -> None:
    for what in KINDS:
        report = bring_in(database, what, (EXAMPLES / folder / f"{what}.csv").read_bytes())
        assert report.ok, report.to_text()
        assert report.count(Outcome.NEW) > 0
    before = stored(database)
    for what in KINDS:
        report = bring_in(database, what, (EXAMPLES / folder / f"{what}.csv").read_bytes())
        assert set(outcomes(report)) == {"same"}, report.to_text()
    after = stored(database)
    assert {k: v for k, v in after.items() if k != "series"} == {
        k: v for k, v in before.items() if k != "series"
    }


def test_the_national_register_comes_in_as_it_is_published(database: Database) -> None:
    content = next((EXAMPLES / "gias").glob("edubase*.csv")).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    report = bring_in(database, "schools", content)
    assert report.ok, report.to_text()
    assert report.count(Outcome.NEW) > 20
    with database.read() as connection:
        names = {x.name for x in people.school_entries(connection)}
    assert not any("�" in x for x in names)
    assert any("’" in x for x in names)


def test_the_examples_of_all_alliances_live_in_one_directory(database: Database) -> None:
    for folder in FOLDERS:
        for what in KINDS:
            report = bring_in(database, what, (EXAMPLES / folder / f"{what}.csv").read_bytes())
            assert report.ok, report.to_text()


# --- all or nothing ---

BROKEN: dict[str, str] = {
    "schools": SCHOOLS + "Third School,not-a-urn,primary,Downland,Seaford\n",
    "contacts": CONTACTS + "Nowhere School,Nell Newcome,Headteacher,n@nowhere.example\n",
    "sles": SLES + "Silas Emery,s.emery@harbour.example,Nowhere School,maths,6\n",
    "terms": "school,start,end,kind\nOakfield Primary School,2026-09-02,2026-10-23,term\n"
    "Oakfield Primary School,2026-12-01,2026-11-01,term\n",
}


@pytest.mark.parametrize("what", BROKEN)
def test_one_wrong_row_keeps_the_whole_file_out(database: Database, what: str) -> None:
    furnish(database)
    before = stored(database)
    changed = BROKEN[what].replace("Harriet Oakley", "Somebody Else").replace("Lewes", "Hove")
    report = bring_in(database, what, changed)
    assert not report.ok
    assert report.count(Outcome.PROBLEM) == 1
    assert stored(database) == before


@pytest.mark.parametrize("what", ["schools", "contacts", "sles"])
def test_a_dry_run_says_the_same_and_writes_nothing(database: Database, what: str) -> None:
    files = {"schools": SCHOOLS, "contacts": CONTACTS, "sles": SLES}
    for name, content in files.items():
        if name == what:
            break
        bring_in(database, name, content)
    before = stored(database)
    promised = bring_in(database, what, files[what], dry_run=True)
    assert stored(database) == before
    assert bring_in(database, what, files[what]) == promised
    assert stored(database) != before


def test_the_directorys_version_counts_imports_and_not_dry_runs(database: Database) -> None:
    def version() -> int:
        with database.read() as connection:
            found = connection.execute(text("SELECT last FROM series WHERE name = 'directory'"))
            return found.scalar() or 0

    bring_in(database, "schools", SCHOOLS, dry_run=True)
    assert version() == 0
    bring_in(database, "schools", SCHOOLS)
    bring_in(database, "schools", BROKEN["schools"])
    assert version() == 1


# --- changes ---

CHANGES: list[tuple[str, str, str]] = [
    ("schools", "Newhaven", "Seaford"),
    ("contacts", "Femi Okafor", "Femi Okafor-Reid"),
    ("contacts", "School Business Manager", "Bursar"),
    ("sles", ",10\n", ",8\n"),
    ("sles", "phonics; English", "phonics; mathematics"),
]


@pytest.mark.parametrize(("what", "old", "new"), CHANGES)
def test_a_row_that_changed_is_changed_and_only_that(
    database: Database, what: str, old: str, new: str
) -> None:
    furnish(database)
    content = {"schools": SCHOOLS, "contacts": CONTACTS, "sles": SLES}[what]
    report = bring_in(database, what, content.replace(old, new))
    assert report.count(Outcome.CHANGED) == 1
    assert report.count(Outcome.SAME) == len(report.rows) - 1
    assert set(outcomes(bring_in(database, what, content.replace(old, new)))) == {"same"}


def test_a_new_head_takes_the_old_ones_place(database: Database) -> None:
    furnish(database)
    row = "Oakfield Primary School,Nell Newcome,Headteacher,n.newcome@oakfield.example"
    report = bring_in(database, "contacts", f"school,name,role,email\n{row}\n")
    assert outcomes(report) == ["new"]
    assert head_of(database, "Oakfield Primary School") == ["Nell Newcome"]
    assert head_of(database, "Harbour View Academy") == ["Hugh Marina"]


def test_a_former_head_is_still_known_by_their_address(database: Database) -> None:
    furnish(database)
    row = "Oakfield Primary School,Nell Newcome,Headteacher,n.newcome@oakfield.example"
    bring_in(database, "contacts", f"school,name,role,email\n{row}\n")
    with database.read() as connection:
        found = people.by_address(connection, "H.Oakley@oakfield.example")
    assert found is not None
    assert found.person.name == "Harriet Oakley"
    assert not found.holds("head")


def test_co_heads_of_one_file_both_stay_and_come_in_again_as_they_were(
    database: Database,
) -> None:
    furnish(database)
    both = CONTACTS + "Oakfield Primary School,Olive Twin,Co-Headteacher,o.twin@oakfield.example\n"
    assert bring_in(database, "contacts", both).ok
    assert head_of(database, "Oakfield Primary School") == ["Harriet Oakley", "Olive Twin"]
    assert set(outcomes(bring_in(database, "contacts", both))) == {"same"}


def test_a_shared_mailbox_does_not_change_its_name_with_every_import(database: Database) -> None:
    furnish(database)
    shared = """school,name,role,email
Oakfield Primary School,Olga Desk,Office Manager,office@oakfield.example
Oakfield Primary School,Femi Okafor,Finance Officer,office@oakfield.example
"""
    assert bring_in(database, "contacts", shared).ok
    assert set(outcomes(bring_in(database, "contacts", shared))) == {"same"}


def test_somebody_without_an_address_is_the_same_person_once_it_is_known(
    database: Database,
) -> None:
    bring_in(database, "schools", SCHOOLS)
    row = "Oakfield Primary School,Harriet Oakley,Headteacher,"
    bring_in(database, "contacts", f"school,name,role,email\n{row}\n")
    report = bring_in(database, "contacts", CONTACTS)
    assert report.ok
    assert head_of(database, "Oakfield Primary School") == ["Harriet Oakley"]
    with database.read() as connection:
        named = connection.execute(text("SELECT count(*) FROM person WHERE name LIKE 'Harriet%'"))
        assert named.scalar() == 1
    again = bring_in(database, "contacts", f"school,name,role,email\n{row}\n")
    assert again.ok
    with database.read() as connection:
        assert people.by_address(connection, "h.oakley@oakfield.example") is not None


def test_an_address_in_capitals_is_the_same_address(database: Database) -> None:
    furnish(database)
    report = bring_in(database, "contacts", CONTACTS.replace("h.oakley@", "H.Oakley@"))
    assert set(outcomes(report)) == {"same"}


def test_an_sle_who_changes_school_keeps_their_days_and_gets_a_new_home(
    database: Database,
) -> None:
    furnish(database)
    report = bring_in(
        database, "sles", SLES.replace("Harbour View Academy", "Oakfield Primary School")
    )
    assert outcomes(report) == ["changed"]
    sle = table_of(d.SleRow)
    with database.read() as connection:
        (id_,) = connection.execute(select(sle.c.id)).scalars()
        found = sles_by_id(connection, [id_])[id_]
        schools = schools_by_id(connection, [found.home_school])
    assert schools[found.home_school].name == "Oakfield Primary School"
    assert found.specialisms == ("english", "phonics")
    assert found.half_days_per_year == 20


def test_a_school_that_got_its_urn_later_stays_one_school(database: Database) -> None:
    bring_in(database, "schools", "name,town\nOakfield Primary School,Lewes\n")
    report = bring_in(database, "schools", SCHOOLS)
    assert sorted(outcomes(report)) == ["changed", "new"]
    with database.read() as connection:
        assert len(list(people.school_entries(connection))) == 2


def test_own_term_dates_go_before_the_authoritys(database: Database) -> None:
    bring_in(database, "schools", SCHOOLS)
    terms = """school,local_authority,start,end,kind
,Downland,2026-09-02,2026-10-23,term
Oakfield Primary School,,2026-09-07,2026-10-16,term
"""
    assert bring_in(database, "terms", terms).ok
    with database.read() as connection:
        found = {x.name: x.id for x in people.school_entries(connection)}
        schools = schools_by_id(connection, found.values())
        calendars = calendars_of(connection, schools)
    starts = {name: calendars[id_].terms[0].start.day for name, id_ in found.items()}
    assert starts == {"Oakfield Primary School": 7, "Harbour View Academy": 2}


ENCODED: dict[str, Callable[[str], bytes]] = {
    "cp1252": lambda x: x.encode("cp1252"),
    "utf-8": lambda x: x.encode(),
    "utf-8 with a mark": lambda x: x.encode("utf-8-sig"),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_names_come_in_whatever_the_file_was_saved_as(database: Database, encoding: str) -> None:
    content = "name,town\nSt Brannoc’s – École Zoë,Lewes\n"
    report = bring_in(database, "schools", ENCODED[encoding](content))
    assert report.ok
    with database.read() as connection:
        assert [x.name for x in people.school_entries(connection)] == ["St Brannoc’s – École Zoë"]


def test_who_holds_a_post_at_the_alliance_is_found_for_its_cases(database: Database) -> None:
    furnish(database)
    rows = "organisation,name,role,email\nEast Sussex,Carys Orme,Co-ordinator,c@es.example\n"
    assert bring_in(database, "contacts", rows).ok
    with database.read() as connection:
        found = people.holders(connection, alliance("east-sussex").slug, set())[0]
        other = people.holders(connection, "linwood", set())[0]
    assert ("", "coordinator") in found
    assert ("", "coordinator") not in other


@pytest.mark.parametrize("what", ["contacts", "sles"])
def test_a_slack_id_that_is_somebody_elses_keeps_the_file_out(
    database: Database, what: str
) -> None:
    furnish(database)
    taken = "school,name,role,email,slack_user_id\nOakfield Primary School,Harriet Oakley,"
    bring_in(database, "contacts", f"{taken}Headteacher,h.oakley@oakfield.example,U0123456789\n")
    before = stored(database)
    rows = {
        "contacts": f"{taken}Deputy Headteacher,finance@oakfield.example,U0123456789\n",
        "sles": "name,email,home_school,slack_user_id\n"
        "Sana Leigh,s.leigh@harbour.example,Harbour View Academy,U0123456789\n",
    }
    report = bring_in(database, what, rows[what])
    assert outcomes(report) == ["problem"]
    assert "it is Harriet Oakley's already" in report.to_text()
    assert stored(database) == before


@pytest.mark.parametrize(
    ("what", "sparse"),
    [
        ("schools", "name,town\nOakfield Primary School,Lewes\nHarbour View Academy,Newhaven\n"),
        (
            "sles",
            "name,email,home_school\nSana Leigh,s.leigh@harbour.example,Harbour View Academy\n",
        ),
    ],
)
def test_a_file_with_fewer_columns_takes_nothing_away(
    database: Database, what: str, sparse: str
) -> None:
    furnish(database)
    before = stored(database)
    assert outcomes(bring_in(database, what, sparse)) == ["same"] * (sparse.count("\n") - 1)
    after = stored(database)
    assert {**after, "series": []} == {**before, "series": []}


def test_a_website_does_not_replace_the_domain_that_an_alliance_gave(database: Database) -> None:
    named = "name,town,domain\nOakfield Primary School,Lewes,oakfield.example\n"
    listed = "name,town,website\nOakfield Primary School,Lewes,https://www.oakfield-pta.example\n"
    furnish(database)
    for content in (named, listed):
        assert bring_in(database, "schools", content).ok
    with database.read() as connection:
        found = connection.execute(text("SELECT domain FROM school WHERE town = 'Lewes'")).scalar()
    assert found == "oakfield.example"
