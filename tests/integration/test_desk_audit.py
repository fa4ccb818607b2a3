"""What is stored can be proved: whoever goes behind the desk is found out, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text, update

from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database
from tests.support.desks import done, opened, verify, yes
from tests.support.worlds import MONDAY, World, make_world


@pytest.fixture
def world(database: Database) -> World:
    return make_world(database)


# --- the audit -----------------------------------------------------------------------------------


def _set(table: Any, where: Callable[[Any], Any], **values: Any) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        target = table_of(table)
        done_ = connection.execute(update(target).where(where(target.c)).values(**values))
        assert done_.rowcount, "nothing was touched"

    return tamper


def _delete_last(connection: Connection) -> None:
    connection.execute(
        text("DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)")
    )


def _append(connection: Connection) -> None:
    row = (
        connection.execute(
            text("SELECT * FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)")
        )
        .mappings()
        .one()
    )
    values = {**row, "seq": row["seq"] + 1, "facts": [], "at": MONDAY}
    connection.execute(insert(table_of(tables.AuditRow)).values(**values))


TAMPERING: dict[str, Callable[[Connection], None]] = {
    "a fact": _set(tables.AuditRow, lambda c: c.seq == 2, facts=[]),
    "who it was": _set(tables.AuditRow, lambda c: c.seq == 2, actor="per-somebody-else"),
    "a text": _set(tables.ContentRow, lambda c: c.seq == 1, content=[{"row": "form"}]),
    "a hash": _set(tables.AuditRow, lambda c: c.seq == 1, hash="0" * 64),
    "the last event": _delete_last,
    "an event put in": _append,
    "a row's state": _set(tables.PromptRow, lambda c: c.state == "open", state="answered"),
    "a row's text": _set(tables.CaseRow, lambda c: c.id != "", subject="Something else"),
    "a half day": _set(tables.DeploymentRow, lambda c: c.id != "", half_days=20),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_whoever_goes_behind_the_desk_is_found_out(world: World, what: str) -> None:
    case = opened(world)
    done(world, yes(world, case, "agree"))
    assert verify(world, case.ref).intact
    with world.database.write() as connection:
        TAMPERING[what](connection)
    found = verify(world, case.ref)
    assert not found.intact
    assert found.why


def erase_texts(connection: Connection) -> None:
    """Erase every personal text of the audit, as a person may ask for."""
    connection.execute(update(table_of(tables.ContentRow)).values(salt="", content=None))


def test_texts_that_were_wiped_and_not_erased_are_missed(world: World) -> None:
    case = opened(world)
    done(world, yes(world, case, "agree", text="Gladly, for Harriet."))
    whole = verify(world, case.ref)
    assert (whole.intact, whole.erased, whole.lost) == (True, 0, 0)
    with world.database.write() as connection:
        connection.execute(text("DELETE FROM audit_content"))
    found = verify(world, case.ref)
    assert (found.intact, found.first_broken) == (False, 1)
    assert "missing" in found.why
    assert (found.events, found.kept, found.erased, found.lost) == (whole.events, 0, 0, whole.kept)


def test_erasing_texts_keeps_the_chain_whole(world: World) -> None:
    case = opened(world)
    done(world, yes(world, case, "agree", text="Gladly, for Harriet."))
    with world.database.write() as connection:
        erase_texts(connection)
        values: dict[str, Any] = {
            "requester_address": "", "requester_name": "", "subject": "",
        }  # fmt: skip
        connection.execute(update(table_of(tables.CaseRow)).values(**values))
        connection.execute(update(table_of(tables.FormRow)).values(values={}))
        connection.execute(update(table_of(tables.PromptRow)).values(answer={}))
    found = verify(world, case.ref)
    assert found.intact
    assert (found.kept, found.lost) == (0, 0)
    assert found.erased > 0
    with world.database.write() as connection:
        connection.execute(update(table_of(tables.PromptRow)).values(state="open"))
    assert not verify(world, case.ref).intact


def test_a_case_goes_on_after_its_texts_were_erased(world: World) -> None:
    case = opened(world)
    with world.database.write() as connection:
        erase_texts(connection)
    done(world, yes(world, case, "agree"))
    assert verify(world, case.ref).events > 2
