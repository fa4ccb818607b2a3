"""Mail that comes more than once: read once, parked once, released once, and never lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core import releasing
from core.desk import Handled
from core.errors import Refusal
from core.store import parking
from core.store.engine import Database
from intake import raw_store
from intake.ports import Incoming
from tests.support.mail_arrivals import ASKING, BOX, arrive, written
from tests.support.mail_worlds import MailWorld, make_mail_world
from tests.support.worlds import person_id

CARYS = person_id("Carys Orme")


@pytest.fixture
def mail(database: Database) -> MailWorld:
    return make_mail_world(database)


def parked(mail: MailWorld) -> list[Any]:
    with mail.world.database.read() as connection:
        return parking.waiting(connection)


def cases(mail: MailWorld) -> int:
    with mail.world.database.read() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM case_record")).scalar_one()
    return found


def test_other_words_under_a_message_id_make_one_parked_entry_one_release_one_case(
    mail: MailWorld,
) -> None:
    arrive(mail, written())
    (changed,) = arrive(mail, written(f"{ASKING} Make it 4 days."))
    (third,) = arrive(mail, written(f"{ASKING} Make it 4 days."))
    (item,) = parked(mail)
    assert changed.parked == item["id"]
    assert third.done == "a copy of a mail already read"
    assert (item["raw"], item["alliance"]) == (changed.raw, "east-sussex")
    assert cases(mail) == 1
    desk = mail.world.desk
    assert isinstance(releasing.release(desk, item["id"], CARYS, "She means it."), Handled)
    assert cases(mail) == 2
    again = releasing.release(desk, item["id"], person_id("Dinah Rector"), "Me too.")
    assert isinstance(again, Refusal)
    assert "Carys Orme" in again.reason
    assert "She means it." in again.reason
    assert cases(mail) == 2
    assert parked(mail) == []


def test_a_second_discard_is_told_who_discarded(mail: MailWorld) -> None:
    arrive(mail, written(sender="stranger@elsewhere.test"))
    (item,) = parked(mail)
    assert releasing.discard(mail.world.desk, item["id"], CARYS, "Spam.") is None
    again = releasing.discard(mail.world.desk, item["id"], "somebody", "Spam.")
    assert again is not None
    assert "Carys Orme" in again.reason


def test_one_mail_to_two_of_our_addresses_is_parked_once_even_without_a_message_id(
    mail: MailWorld,
) -> None:
    body = written(sender="stranger@elsewhere.test", message_id="")
    arrive(mail, body, BOX, BOX.replace("@", "+office@"))
    assert len(parked(mail)) == 1


@pytest.mark.parametrize(
    "again", ["Harriet.Oakley@Schools.Example", "HARRIET.OAKLEY@schools.example"]
)
def test_a_copy_is_known_whatever_the_case_of_its_senders_letters(
    mail: MailWorld, again: str
) -> None:
    arrive(mail, written())
    (copy,) = arrive(mail, written(sender=again))
    assert copy.done == "a copy of a mail already read"
    assert parked(mail) == []
    assert cases(mail) == 1


def test_another_authors_mail_under_the_same_message_id_is_no_copy(mail: MailWorld) -> None:
    arrive(mail, written())
    arrive(mail, written(who="Hugh Marina"))
    assert cases(mail) == 2


def test_a_copy_with_another_attachment_is_no_copy(mail: MailWorld) -> None:
    def with_attachment(content: str) -> bytes:
        head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
        part = (
            f"--b\nContent-Type: text/plain\n\n{ASKING}\n--b\nContent-Type: text/csv; name=a.csv\n"
        )
        return written(f"{part}Content-Disposition: attachment\n\n{content}\n--b--", headers=head)

    arrive(mail, with_attachment("days,2"))
    (other,) = arrive(mail, with_attachment("days,4"))
    assert other.case is not None
    (copy,) = arrive(mail, with_attachment("days,4"))
    assert copy.done == "a copy of a mail already read"


def test_the_first_of_two_copies_can_be_read_once_more(mail: MailWorld) -> None:
    (first, _) = arrive(
        mail, written(sender="stranger@elsewhere.test"), BOX, BOX.replace("@", "+o@")
    )
    releasing.set_aside_mail(mail.world.desk, first.raw, "x")
    (again,) = mail.worker.read_again(first.raw) or []
    assert again.parked is not None
    assert [x["id"] for x in parked(mail)] == [again.parked]


def test_mail_that_came_while_the_clock_was_ahead_is_read(mail: MailWorld) -> None:
    clock = mail.world.clock
    right = clock.now()
    for ahead in (timedelta(minutes=3), timedelta(hours=2)):
        later = right + ahead
        mail.store(
            [Incoming("a@s.example", (BOX,), "127.0.0.1", "mx", written(), later, tls=False)]
        )
    clock.set(right)
    with mail.world.database.read() as connection:
        assert raw_store.ahead(connection, right) == 2
    assert len(mail.worker.run_once()) == 2


def test_a_claim_made_while_the_clock_was_ahead_holds_nothing_up(mail: MailWorld) -> None:
    right = mail.world.clock.now()
    mail.world.clock.advance(timedelta(hours=2))
    mail.store([Incoming("a@s.example", (BOX,), "127.0.0.1", "mx", written(), right, tls=False)])
    assert len(mail.store.claim("a worker that died", 10)) == 1
    mail.world.clock.set(right)
    assert len(mail.worker.run_once()) == 1
