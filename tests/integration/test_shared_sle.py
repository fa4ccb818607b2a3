"""An SLE whom two alliances list has one year of days, whoever promises them."""

import pytest
from sqlalchemy import insert, select, update

from core.calendars import academic_year
from core.commands import AnswerPrompt
from core.directory.importing import Into, plan_import, write_plan
from core.errors import Refusal
from core.model import Case, DeploymentState, Prompt
from core.store import directory_tables as d
from core.store import promises, tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.answers import answer_to
from tests.support.desks import done, load, opened
from tests.support.rival import rival
from tests.support.worlds import MONDAY, World, make_world, processes, sle_id

SILAS = "Silas Emery"
"""Six days a year in either list."""
EAST_SUSSEX, LINWOOD = "east-sussex", "linwood"
YEAR = academic_year(MONDAY.date())
ROUNDS = 6


@pytest.fixture
def world(database: Database) -> World:
    """Return a world in which Linwood lists Silas too."""
    found = make_world(database)
    sles, specialisms = table_of(d.SleRow), table_of(d.SleSpecialismRow)
    with database.write() as connection:
        known = connection.execute(select(sles).where(sles.c.id == sle_id(SILAS))).one()
        again = {"id": listed(LINWOOD), "alliance": LINWOOD}
        connection.execute(insert(sles).values(**(dict(known._mapping) | again)))
        connection.execute(insert(specialisms).values(sle=listed(LINWOOD), specialism="phonics"))
    return found


def listed(slug: str) -> str:
    """Return Silas's id in an alliance's list."""
    return sle_id(SILAS) + ("-lw" if slug == LINWOOD else "")


def to_be_matched(world: World, key: str, slug: str) -> tuple[Case, Prompt]:
    """Open a request for three days and answer everything until an SLE is to be chosen."""
    case = opened(world, key, slug=slug, half_days=6)
    for number in range(30):
        found = [x for x in case.open_prompts() if x.kind == "shortlist"]
        if found:
            return case, found[0]
        process = processes()[slug].process
        done(world, answer_to(case, case.open_prompts()[0], process, f"{key}-{number}"))
        case = load(world, case.ref)
    raise AssertionError("nobody was ever asked for a match")


def choosing(world: World, key: str, slug: str) -> AnswerPrompt:
    """Return the choice of Silas for three days of a new case."""
    case, prompt = to_be_matched(world, key, slug)
    process = processes()[slug].process
    return answer_to(case, prompt, process, f"{key}-choose", sle=listed(slug))


def promised(database: Database) -> dict[str, int]:
    with database.read() as connection:
        found = promises.by_year(connection, [listed(EAST_SUSSEX), listed(LINWOOD)])
    return {sle: years[YEAR] for sle, years in found.items()}


def test_days_promised_by_one_alliance_are_gone_for_the_other(world: World) -> None:
    done(world, choosing(world, "one", EAST_SUSSEX))
    assert promised(world.database) == {listed(EAST_SUSSEX): 6, listed(LINWOOD): 6}
    done(world, choosing(world, "two", LINWOOD))
    assert promised(world.database) == {listed(EAST_SUSSEX): 12, listed(LINWOOD): 12}
    for slug in (EAST_SUSSEX, LINWOOD):
        refusal = world.desk.handle(choosing(world, f"three-{slug}", slug))
        assert isinstance(refusal, Refusal)
        assert "0 of 6 days left" in refusal.reason


def test_both_listings_take_the_same_lock_and_nobody_elses(world: World) -> None:
    with world.database.read() as connection:
        ours = promises.locks(connection, [listed(EAST_SUSSEX)])
        assert promises.locks(connection, [listed(LINWOOD)]) == ours
        assert promises.locks(connection, [sle_id("Sana Leigh")]).isdisjoint(ours)


def test_a_colleague_at_the_same_school_keeps_days_of_their_own(world: World) -> None:
    done(world, choosing(world, "one", EAST_SUSSEX))
    with world.database.read() as connection:
        assert promises.by_year(connection, [sle_id("Sana Leigh")]) == {}


def test_two_processes_promise_the_last_days_once_for_two_alliances(world: World) -> None:
    with rival(world.database.url) as one, rival(world.database.url) as other:
        for number in range(ROUNDS):
            done(world, choosing(world, f"first-{number}", EAST_SUSSEX))
            here = choosing(world, f"es-{number}", EAST_SUSSEX)
            there = choosing(world, f"lw-{number}", LINWOOD)
            one.send(here)
            other.send(there)
            outcomes = [one.outcome(), other.outcome()]
            assert sorted(x["done"] for x in outcomes) == [False, True], (number, outcomes)
            assert promised(world.database) == {listed(EAST_SUSSEX): 12, listed(LINWOOD): 12}
            free_his_days(world)


def free_his_days(world: World) -> None:
    """Let everything promised of Silas's days come to nothing, behind the desk's back."""
    deployments = table_of(tables.DeploymentRow)
    with world.database.write() as connection:
        connection.execute(
            update(deployments)
            .where(deployments.c.sle.in_([listed(EAST_SUSSEX), listed(LINWOOD)]))
            .values(state=str(DeploymentState.ENDED))
        )


def test_one_address_in_two_alliances_lists_is_one_person_with_one_year(
    database: Database,
) -> None:
    make_world(database)
    for slug, address in (
        (EAST_SUSSEX, "Noor.Patel@Harbour.example"),
        (LINWOOD, "noor.patel@harbour.example"),
    ):
        rows = (
            f"name,email,home_school,days_per_year\nNoor Patel,{address},Harbour View Academy,6\n"
        )
        with database.write() as connection:
            assert write_plan(
                connection, plan_import("sles", rows.encode(), Into(connection, slug, {}))
            )
    sles, persons = table_of(d.SleRow), table_of(d.PersonRow)
    with database.read() as connection:
        rows_of = select(sles.c.id).join(persons, persons.c.id == sles.c.person)
        ids = connection.execute(rows_of.where(persons.c.name == "Noor Patel")).scalars().all()
        assert len(ids) == 2
        assert len(promises.locks(connection, ids)) == 1
