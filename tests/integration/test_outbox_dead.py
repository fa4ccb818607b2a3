"""What becomes of notices that could not be delivered."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from core import outbox
from core.model import Channel
from core.outbox import State, Waiting
from core.outbox_listing import Listed, listing
from core.store import directory_tables, parking, tables
from core.store.cases import table_of
from core.store.engine import Database

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
_OUTBOX = table_of(tables.OutboxRow)


def put(
    database: Database,
    *recipients: str,
    channel: Channel = Channel.EMAIL,
    at: datetime = NOW,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write one notice after the other."""
    with database.write() as connection:
        for recipient in recipients:
            number = len(connection.execute(select(_OUTBOX.c.id)).all()) + 1
            connection.execute(
                insert(_OUTBOX).values(
                    dedup=f"prompt:{number}",
                    case="SX-0001",
                    alliance="south-downs",
                    channel=str(channel),
                    recipient=recipient,
                    kind="prompt",
                    prompt="SX-0001.p1",
                    facts=facts or {"rung": 1},
                    state="waiting",
                    tries=0,
                    created_at=min(at, NOW),
                    next_at=at,
                    why="",
                )
            )


def name_coordinator(database: Database, person: str, role: str = "coordinator") -> None:
    with database.write() as connection:
        connection.execute(
            insert(table_of(directory_tables.PersonRow)).values(
                id=person, name="Cora Dean", email=f"{person}@alliance.example"
            )
        )
        connection.execute(
            insert(table_of(directory_tables.PostRow)).values(
                school="",
                alliance="south-downs",
                role=role,
                person=person,
                title="",
                organisation="",
            )
        )


def parked(database: Database) -> list[Mapping[str, Any]]:
    with database.read() as connection:
        return parking.waiting(connection)


def claim(database: Database, now: datetime = NOW, owner: str = "a", limit: int = 10) -> list[int]:
    return [x.id for x in outbox.claim(database, now, owner, limit)]


def claim_one(database: Database, now: datetime = NOW, owner: str = "a") -> Waiting:
    [row] = outbox.claim(database, now, owner, 1)
    return row


def listed(database: Database, states: Iterable[State] = tuple(State)) -> list[Listed]:
    with database.read() as connection:
        return listing(connection, tuple(states))


def state(database: Database, id_: int = 1) -> tuple[State, str, int]:
    [row] = [x for x in listed(database) if x.id == id_]
    return row.state, row.why, row.tries


def test_a_dead_notice_is_told_to_the_coordinator(database: Database) -> None:
    name_coordinator(database, "cora")
    name_coordinator(database, "dirk", "director")
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "550 no such user", NOW)
    row = claim_one(database)
    assert (row.recipient, row.kind, row.case, row.prompt) == (
        "cora",
        "news",
        "SX-0001",
        "SX-0001.p1",
    )
    assert row.facts == {
        "what": "undelivered",
        "recipient": "ann",
        "kind": "prompt",
        "why": "550 no such user",
    }


def test_without_a_coordinator_the_director_is_told(database: Database) -> None:
    name_coordinator(database, "dirk", "director")
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert claim_one(database).recipient == "dirk"


def test_a_coordinator_whom_nothing_reaches_is_not_written_to_about_it(database: Database) -> None:
    name_coordinator(database, "cora")
    put(database, "cora")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert len(listed(database)) == 1
    assert [x["case"] for x in parked(database)] == ["SX-0001"]


def test_of_a_coordinator_whom_nothing_reaches_the_director_is_told(database: Database) -> None:
    name_coordinator(database, "cora")
    name_coordinator(database, "dirk", "director")
    put(database, "cora")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert claim_one(database).recipient == "dirk"
    assert parked(database) == []


def test_news_of_a_dead_notice_that_dies_brings_no_more_news(database: Database) -> None:
    name_coordinator(database, "cora")
    put(database, "old-coordinator", facts={"what": "undelivered", "recipient": "ann"})
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert len(listed(database)) == 1
    assert len(parked(database)) == 1


def test_what_nobody_can_be_told_is_parked_for_whoever_looks(database: Database) -> None:
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "550 no such user", NOW)
    [item] = parked(database)
    assert item["why"].endswith("nobody could be told: 550 no such user")
    assert item["hint"].endswith("then: outbox retry 1.")
    assert (item["alliance"], item["case"]) == ("south-downs", "SX-0001")


def test_with_nobody_to_tell_a_dead_notice_is_still_shown(database: Database) -> None:
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    [row] = listed(database, [State.DEAD])
    assert row.to_json() == {
        "id": 1,
        "why": "gone",
        "since": "2025-03-03T12:00:00+00:00",
        "state": "dead",
        "kind": "prompt",
        "recipient": "ann",
        "case": "SX-0001",
        "tries": 1,
        "next_at": "2025-03-03T12:00:00+00:00",
    }


def test_the_list_leaves_out_what_went_well(database: Database) -> None:
    put(database, "ann", "bea", "cem", "dot")
    ann, bea, cem = outbox.claim(database, NOW, "a", 3)
    outbox.settle_sent(database, ann, NOW)
    outbox.settle_dead(database, bea, "gone", NOW)
    outbox.settle_skipped(database, cem, "no longer needed")
    with database.read() as connection:
        assert [x.id for x in listing(connection)] == [2, 4]


def test_a_dead_notice_can_be_put_back(database: Database) -> None:
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    assert outbox.retry(database, 1, NOW)
    assert state(database) == (State.WAITING, "", 0)
    outbox.settle_dead(database, claim_one(database), "gone again", NOW + A_SECOND)
    assert state(database) == (State.DEAD, "gone again", 1)


def test_a_second_death_is_told_again(database: Database) -> None:
    name_coordinator(database, "cora")
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "gone", NOW)
    outbox.retry(database, 1, NOW)
    outbox.settle_dead(database, claim_one(database), "gone", NOW + A_SECOND)
    assert [x.recipient for x in listed(database)] == ["ann", "cora", "cora"]


def test_a_notice_in_backoff_can_be_hurried(database: Database) -> None:
    put(database, "ann")
    outbox.settle_retry(database, claim_one(database), "later", NOW)
    assert outbox.retry(database, 1, NOW)
    assert claim(database) == [1]


def test_what_is_sent_or_on_its_way_is_not_put_back(database: Database) -> None:
    put(database, "ann")
    row = claim_one(database)
    assert not outbox.retry(database, 1, NOW)
    outbox.settle_sent(database, row, NOW)
    assert not outbox.retry(database, 1, NOW)
    assert not outbox.retry(database, 99, NOW)


def test_the_reason_that_is_kept_is_short(database: Database) -> None:
    put(database, "ann")
    outbox.settle_dead(database, claim_one(database), "x" * 5000, NOW)
    assert len(state(database)[1]) == 300
