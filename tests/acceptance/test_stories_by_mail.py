"""From a head's first mail to a closed, reconciled case, by letters alone, for each alliance.

Everybody answers by replying to the letter they got; the product is restarted between every two
steps; the clock moves a working day at a time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core import audit, money
from core.clock import FixedClock
from core.model import CaseState
from core.settings import Settings
from core.store import chain
from tests.support.receiving_server import receiving
from tests.support.stories import RELAY_HOST, Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    """A story on a database of its own, with the world outside listening."""
    with receiving() as outside:
        settings = Settings(
            _env_file=None,
            BROKER_DATA_DIR=tmp_path,
            BROKER_SMTP_URL=outside.url,
            BROKER_TRUSTED_AUTHSERV=RELAY_HOST,
            BROKER_INTAKE_PORT=0,
        )
        clock = FixedClock(datetime(2026, 11, 2, 10, 0, tzinfo=UTC))
        yield Story(settings, outside, clock, sle="")


def live_through(story: Story, slug: str, request: str, sender: str) -> None:
    """Send a first mail, and let everybody answer until the case is over."""
    story.furnish(slug)
    story.send(Path(request).read_bytes(), sender, f"{slug}@broker.localhost")
    for _ in range(90):
        if not story.case().is_open:
            return
        while story.answer_one():
            if not story.case().is_open:
                return
        story.next_working_day()
    pytest.fail(f"the case still waits for {[x.kind for x in story.case().open_prompts()]}")


def check_the_end(story: Story) -> None:
    """Closed, reconciled to the penny, its chain whole, nothing undelivered, nobody unanswered."""
    case = story.case()
    assert case.record.state is CaseState.CLOSED
    found = money.reconcile(case, {})
    assert found.differences == ()
    with story.opened() as (service, _), service.database.read() as connection:
        links = chain.links(connection, case.ref)
        head, _ = chain.end_of(connection, case.ref)
        assert audit.verify(links, head, case).intact
    assert not case.open_prompts()


def paid_by(story: Story) -> dict[tuple[str, str], int]:
    """Return what each payer paid each payee, in pence."""
    found: dict[tuple[str, str], int] = {}
    case = story.case()
    for invoice in case.invoice:
        key = (invoice.payer, invoice.payee)
        found[key] = found.get(key, 0) + case.paid(invoice.id)
    return found


def test_east_sussex_from_a_heads_mail_to_money_settled(story: Story) -> None:
    """Four half days, the school's own money: £175 each, from school to home school directly."""
    story.sle = "Martin Gosling"
    story.visits = (
        (date(2026, 11, 24), "Half day at Marshgate today, assessment with Year 5."),
        (date(2026, 11, 26), "Half day at Marshgate on Thursday 26 November."),
        (date(2026, 12, 1), "Morning at Marshgate Primary on 1 December"),
        (date(2026, 12, 3), "Half day today, 3/12."),
    )
    story.fields = {"days": "2", "funding": "own", "specialisms": "Mathematics"}
    live_through(
        story,
        "east-sussex",
        "examples/east-sussex/requests/01-teachers-standards.eml",
        "c.eze@marshgate.example",
    )
    check_the_end(story)
    assert paid_by(story) == {("receiving_school", "home_school"): 4 * 175_00}


def test_linwood_from_a_heads_mail_to_money_settled(story: Story) -> None:
    """Three days: the alliance bills £350 a day, the home school bills it £300, £50 stay."""
    story.sle = "Ewa Kowalczyk"
    story.visits = (
        (date(2026, 11, 24), "Full day at Furzey Heath Juniors on Tuesday 24 November"),
        (date(2026, 12, 1), "Half day at Furzey Heath on 1 December with the new teachers"),
        (date(2026, 12, 2), "A half day on Wednesday 2 December"),
        (date(2026, 12, 8), "All day on Tuesday 8 December"),
    )
    story.fields = {"days": "3", "specialisms": "Mathematics"}
    live_through(
        story,
        "linwood",
        "examples/linwood/requests/01-maths-free-text.eml",
        "d.okafor@furzeyjuniors.example",
    )
    check_the_end(story)
    assert paid_by(story) == {
        ("receiving_school", "alliance"): 3 * 350_00,
        ("alliance", "home_school"): 3 * 300_00,
    }


def test_connected_partnership_from_a_heads_mail_to_money_settled(story: Story) -> None:
    """Half days are pro rata to the penny: £175 in, £150 out, £25 stay."""
    story.sle = "Gemma Round"
    story.visits = (
        (date(2026, 11, 24), "Half day at Hollowell Green Nursery on Tuesday 24 November"),
        (date(2026, 12, 1), "Half day on Tuesday 1 December"),
        (date(2026, 12, 8), "Morning of 8 December at Hollowell Green"),
    )
    story.fields = {"days": "1.5", "funding": "own", "specialisms": "Early years"}
    live_through(
        story,
        "connected-partnership",
        "examples/connected-partnership/requests/03-half-a-day-a-week.eml",
        "j.cartwright@hollowellnursery.example",
    )
    check_the_end(story)
    assert paid_by(story) == {
        ("receiving_school", "alliance"): 3 * 175_00,
        ("alliance", "home_school"): 3 * 150_00,
    }
