"""Where nobody acts for an alliance, what they should hear is parked and told later: never lost."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import text

from core import releasing
from core.desk import Handled
from core.errors import Refusal
from core.store import parking
from core.store.engine import Database
from tests.support.command_line import ALLIANCE, LINWOOD, CommandLine
from tests.support.desks import done, load, walked, yes
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import person_id

CARYS = person_id("Carys Orme")


@pytest.fixture
def mail(sqlite: Database) -> MailWorld:
    return make_mail_world(sqlite)


def leave(mail: MailWorld) -> list[tuple[Any, ...]]:
    """Have coordinator and director give up their posts; return these."""
    chosen = "school = '' AND role IN ('coordinator', 'director')"
    with mail.world.database.write() as connection:
        rows = connection.execute(text(f"SELECT * FROM post WHERE {chosen}")).all()  # noqa: S608
        connection.execute(text(f"DELETE FROM post WHERE {chosen}"))  # noqa: S608
    return [tuple(x) for x in rows]


def come_back(mail: MailWorld, posts: list[tuple[Any, ...]]) -> None:
    with mail.world.database.write() as connection:
        names = [f":v{n}" for n in range(len(posts[0]))]
        query = text(f"INSERT INTO post VALUES ({', '.join(names)})")  # noqa: S608
        for row in posts:
            connection.execute(query, {f"v{n}": x for n, x in enumerate(row)})


def parked(mail: MailWorld) -> list[Mapping[str, Any]]:
    """Return what is parked about the condition."""
    with mail.world.database.read() as connection:
        return [x for x in parking.waiting(connection) if "of this: condition" in x["why"]]


def told(mail: MailWorld) -> list[str]:
    with mail.world.database.read() as connection:
        query = text("SELECT dedup FROM outbox WHERE recipient = :who AND kind = 'news'")
        return [x.dedup for x in connection.execute(query, {"who": CARYS})]


def test_news_for_nobody_is_parked_with_a_word_what_it_is(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "approve_release")
    leave(mail)
    done(mail.world, yes(mail.world, case, "k", conditions=("not Thursdays",)))
    (item,) = parked(mail)
    assert (item["case"], item["prompt"]) == (case.ref, prompt.id)
    assert item["why"].endswith("has no coordinator or director to be told of this: condition.")
    assert releasing.proposed(item["proposal"]) == "TellAtLast"


def test_it_is_told_when_somebody_takes_the_post_and_not_before(mail: MailWorld) -> None:
    case, prompt = walked(mail.world, "w", "approve_release")
    posts = leave(mail)
    done(mail.world, yes(mail.world, case, "k", conditions=("not Thursdays",)))
    (item,) = parked(mail)
    refusal = releasing.release(mail.world.desk, item["id"], CARYS, "She is back.")
    assert isinstance(refusal, Refusal)
    assert "still nobody" in refusal.reason
    assert [x["id"] for x in parked(mail)] == [item["id"]]
    come_back(mail, posts)
    outcome = releasing.release(mail.world.desk, item["id"], CARYS, "She is back.")
    assert isinstance(outcome, Handled)
    assert told(mail) == [f"condition:{prompt.id}"]
    assert parked(mail) == []
    assert load(mail.world, case.ref).is_open


def test_an_alliance_without_contacts_shows_what_waits(cli: CommandLine) -> None:
    cli.do("import", "schools", LINWOOD / "schools.csv", "--alliance", ALLIANCE)
    cli.do("ingest", LINWOOD / "requests" / "01-maths-free-text.eml")
    (held,) = cli.json("parked", "list")
    cli.do("parked", "release", held["id"], "--reason", "We know them.")
    waiting = cli.json("parked", "list")
    assert ["nobody to ask" in x["why"] for x in waiting] == [True]
    assert waiting[0]["proposal"] == "TellAtLast"
    found = cli("doctor").out
    assert "has no coordinator or director" in found
    assert "wait for a person" in found
