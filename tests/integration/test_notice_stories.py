"""A named teacher's story, told in every free field, in each alliance: whom it reaches."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from core import outbox
from core.commands import LogVisits, VisitMade
from core.desk import Handled
from core.library import Library
from core.model import Case, Channel, Prompt
from core.outbox import Skip
from core.process import Role
from core.prompts import KINDS, Answers
from core.settings import Settings
from core.store import cases
from core.store.engine import Database
from core.tokens import Tokens
from intake.outlet import MailOutlet
from tests.support.answers import answer_to
from tests.support.worlds import SLUGS, World, alliance, make_world, processes, request, sle_id

NO_STORY = {
    Role.HOME_HEAD,
    Role.HOME_FINANCE,
    Role.RECEIVING_FINANCE,
    Role.ALLIANCE_FINANCE,
    Role.BOARD,
}
STORY = {
    "need": "Mrs Thrumble's capability case.",
    "who_needs_support": "Mrs Thrumble",
    "when": "before Mrs Thrumble's capability hearing in March",
    "key_stage": "Year 5 (Mrs Thrumble)",
    "support_kinds": "coaching of Mrs Thrumble",
    "po_number": "4521 (Mrs Thrumble, capability)",
    "invoice_address": "Finance office, about Mrs Thrumble's capability",
}
PLAINLY = {"phase": "primary", "half_days": 2, "funding": "boards"}


TOLD: dict[str, Any] = {**STORY, "funding": "boards"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    database = Database(f"sqlite:///{tmp_path / 'story.sqlite3'}")
    SQLModel.metadata.create_all(database.engine)
    yield make_world(database)
    database.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_who_needs_no_story_is_told_one(world: World, slug: str) -> None:
    opened = world.desk.handle(request("open", slug=slug, **TOLD))
    assert isinstance(opened, Handled)
    told: set[str] = set()
    case: Case | None = None
    for number in range(80):
        with world.database.read() as connection:
            case = cases.load(connection, opened.case or "")
        if case is None:
            raise AssertionError("the case is gone")
        told |= _read_everything(world, case)
        waiting = case.open_prompts()
        if not waiting:
            break
        outcome = world.desk.handle(_answer(world, case, waiting[0], f"k{number}"))
        assert isinstance(outcome, Handled), outcome
    else:
        raise AssertionError("the case goes round in circles")
    assert case is not None
    assert told == NO_STORY & {x.role for x in case.prompt}
    assert {Role.HOME_HEAD, Role.RECEIVING_FINANCE} <= told


def _answer(world: World, case: Case, prompt: Prompt, key: str) -> Any:
    if prompt.kind == "log_visits":
        deployment = case.find_deployment(prompt.about)
        assert deployment is not None
        world.clock.advance(timedelta(days=1))
        made = VisitMade(school="oakfield", on=world.clock.now().date(), half_days=1)
        return LogVisits(
            key=key, actor=prompt.person or "", channel=Channel.EMAIL, case=case.ref,
            deployment=prompt.about, visits=(made,),
        )  # fmt: skip
    given: dict[str, Any] = {}
    if KINDS[prompt.kind].answers is Answers.CHOICE:
        given["sle"] = sle_id("Sana Leigh")
    if KINDS[prompt.kind].answers is Answers.YES_NO:
        given["conditions"] = ("not Thursdays", "but Mrs Thrumble must never be told why")
    process = processes()[str(case.record.alliance)].process
    command = answer_to(case, prompt, process, key, **given)
    values = {x: {**STORY, **PLAINLY}.get(x, y) for x, y in command.values.items()}
    return answer_to(case, prompt, process, key, **{**given, "values": {**values}})


def _read_everything(world: World, case: Case) -> set[str]:
    """Send all that waits; return the roles without need of a story that were asked something."""
    library = Library(dict(processes()), {x: alliance(x) for x in SLUGS}, {})
    settings = Settings.model_validate({"BROKER_SMTP_URL": "smtp://127.0.0.1:2525"})
    outlet = MailOutlet(settings, library, Tokens("a secret"), world.clock)
    seen: set[str] = set()
    while found := outbox.claim(world.database, world.clock.now(), "reader", 50):
        for row in found:
            with world.database.read() as connection:
                mail = outlet.render(connection, row)
            prompt = case.find_prompt(row.prompt) if row.prompt else None
            if isinstance(mail, Skip) or prompt is None or row.recipient != prompt.person:
                pass
            elif prompt.role in NO_STORY:
                words = _words(mail.body)
                assert "Thrumble" not in words, (prompt.kind, prompt.role, words)
                assert "capability" not in words, (prompt.kind, prompt.role, words)
                seen.add(prompt.role)
            outbox.settle_sent(world.database, row, world.clock.now())
    return seen


def _words(body: bytes) -> str:
    message = message_from_bytes(body, policy=policy.default)
    return "\n".join(x.get_content() for x in message.walk() if not x.is_multipart())
