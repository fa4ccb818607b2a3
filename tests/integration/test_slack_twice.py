"""The same thing twice: delivered again, pressed by two, after a restart, in two processes."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.ids import Action
from core.commands import AnswerPrompt
from core.desk import Desk, Handled
from core.library import Library
from core.model import Channel, PromptState
from core.store.engine import Database
from tests.support.brokering import Step
from tests.support.slack_office import CONNECTIONS, Connect, Office, actions_of, filled_in, office

ONE = (Step("agree_request", "coordinator", "case", 'on_decline = "close"'),)
SOCKETS = CONNECTIONS["sockets"]


@pytest.fixture(params=CONNECTIONS)
def connect(request: pytest.FixtureRequest) -> Connect:
    return CONNECTIONS[request.param]


@pytest.fixture
async def here(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, database, ONE) as found:
        yield found


@pytest.mark.postgres
async def test_of_two_people_one_decides_and_the_other_is_told_by_whom(
    tmp_path: Path, furnished_postgres_url: str
) -> None:
    count, chance = 200, random.Random(5)
    one, two = Database(furnished_postgres_url), Database(furnished_postgres_url)
    try:
        async with office(tmp_path, one, ONE) as here:
            here.county.library.pinned.clear()
            refs = [here.county.ask() for _ in range(count)]
            stamps = [await _button(here, ref) for ref in refs]
            other = Library(here.county.library.processes, here.county.library.alliances, {})
            desks = [here.county.desk, Desk(two, here.county.clock, other, slack=True)]
            apps = [here.app(x) for x in desks]
            async with SOCKETS(here.slack, apps[0]), SOCKETS(here.slack, apps[1]):
                for start in range(0, count, 20):
                    presses = [
                        _press_soon(here, who, ts, chance.random() / 2)
                        for ts in stamps[start : start + 20]
                        for who in ("cora", "dirk")
                    ]
                    outcomes = await asyncio.gather(*presses)
                    assert all(x.ok for x in outcomes)
            prompts = [here.county.case(ref).prompt[0] for ref in refs]
            assert {x.state for x in prompts} == {PromptState.ANSWERED}
            notes = {x["facts"]["text"]: x["recipient"] for x in here.county.outbox(kind="note")}
            assert len(notes) == count
            for prompt in prompts:
                [text] = [x for x in notes if f"({prompt.case})" in x]
                winner, loser = prompt.answered_by, notes[text]
                assert {winner, loser} == {"cora", "dirk"}
                name = {"cora": "Cora Dean", "dirk": "Dirk Vale"}[winner or ""]
                assert f"already settled by {name} on 3 March 2025 at 10:00" in text
            assert len({x.answered_by for x in prompts}) == 2, "one of them always won"
    finally:
        two.close()
        one.close()


async def _button(here: Office, ref: str) -> str:
    """Post a button that both can press."""
    value = f'{{"case":"{ref}","prompt":"{ref}.p1"}}'
    yes = {
        "type": "button",
        "action_id": str(Action.YES),
        "value": value,
        "text": {"type": "plain_text", "text": "Yes"},
    }
    posted = await here.slack.client.chat_postMessage(
        channel=here.channel, text=ref, blocks=[{"type": "actions", "elements": [yes]}]
    )
    return str(posted["ts"])


async def _press_soon(here: Office, who: str, ts: str, seconds: float) -> Any:
    await asyncio.sleep(seconds)
    return await here.people[who].press(Action.YES, channel=here.channel, ts=ts)


async def test_buttons_and_forms_outlive_the_process_that_sent_them(
    here: Office, connect: Connect
) -> None:
    ref = here.county.ask()
    async with connect(here.slack, here.app()):
        await here.deliver()
    async with connect(here.slack, here.app()):
        assert (await here.press("cora", Action.NO)).ok
    async with connect(here.slack, here.app()):
        view = here.people["cora"].modal()
        assert view is not None
        assert (await here.people["cora"].submit(filled_in(view))).ok
    here.relay = here.new_relay()
    await here.deliver()
    assert here.county.case(ref).prompt[0].state is PromptState.DECLINED
    assert "answer_no" not in actions_of(here.messages("cora")[0]["blocks"])


async def test_pressing_twice_is_answering_once_and_nobody_is_scolded(here: Office) -> None:
    ref = here.county.ask()
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        message = here.with_button("cora", Action.YES)
        cora = here.people["cora"]
        room = cora.open_dm()
        for _ in range(2):
            assert (await cora.press(Action.YES, channel=room, ts=message["ts"])).ok
    assert here.county.case(ref).prompt[0].answered_by == "cora"
    assert not here.county.outbox(kind="note")


def _answered_by_mail(here: Office, ref: str) -> None:
    command = AnswerPrompt(
        key="mail",
        actor="dirk",
        channel=Channel.EMAIL,
        case=ref,
        prompt=here.county.open_prompts(ref)[0].id,
        verdict="yes",
        on_behalf=True,
    )
    assert isinstance(here.county.handle(command), Handled)


async def test_an_answer_by_mail_is_told_to_whoever_presses_after_it(here: Office) -> None:
    ref = here.county.ask()
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        message = here.with_button("cora", Action.YES_BUT)
        _answered_by_mail(here, ref)
        cora = here.people["cora"]
        pressed = await cora.press(Action.YES_BUT, channel=cora.open_dm(), ts=message["ts"])
        assert pressed.ok
        assert "already settled by Dirk Vale" in str(cora.modal())
        await here.deliver()
    [question, *_] = here.messages("cora")
    assert "Answered Yes by Dirk Vale" in question["text"]
    assert "by email" in question["text"]


async def test_a_form_that_comes_second_says_so_at_its_field(here: Office) -> None:
    ref = here.county.ask()
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        assert (await here.press("cora", Action.NO)).ok
        _answered_by_mail(here, ref)
        view = here.people["cora"].modal()
        assert view is not None
        sent = await here.people["cora"].submit(filled_in(view))
    assert "already settled by Dirk Vale" in sent.errors["field:why"]


async def test_a_failing_listener_acknowledges_no_event_and_owns_up_to_a_press(
    here: Office, connect: Connect
) -> None:
    ref = here.county.ask()
    desk = here.county.desk
    async with connect(here.slack, here.app()):
        await here.deliver()
        message = here.with_button("cora", Action.YES)
        cora = here.people["cora"]
        room = cora.open_dm()
        working, desk.database = desk.database, Database("postgresql://nobody@127.0.0.1:1/none")
        try:
            pressed = await cora.press(Action.YES, channel=room, ts=message["ts"])
            assert pressed.ok
            [told] = [x for x in here.messages("cora") if x["ephemeral"]]
            assert "nothing has changed" in told["text"]
            helped = await cora.command(room, "/sle", "help")
            assert helped.ok
            assert "nothing has changed" in here.messages("cora")[-1]["text"]
            await cora.post(room, "Yes")
        finally:
            broken, desk.database = desk.database, working
            broken.close()
        await here.slack.workspace.settled()
        await here.deliver()
    prompt = here.county.case(ref).prompt[0]
    assert prompt.state is PromptState.ANSWERED, "the event was not delivered again"
    assert prompt.answer["text"] == "Yes"
