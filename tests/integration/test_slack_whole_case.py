"""A case from the request to the last payment, every kind of question answered in Slack."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ids import Action
from core.model import CaseState, Channel, Prompt, PromptState
from core.money import reconcile
from core.prompts import KINDS, Answers
from core.store.engine import Database
from tests.support.slack_office import CONNECTIONS, Connect, Office, actions_of, filled_in, office

BUTTON = {
    Answers.YES_NO: Action.YES,
    Answers.FORM: Action.FILL_IN,
    Answers.INVOICE: Action.FILL_IN,
    Answers.PAYMENT: Action.FILL_IN,
    Answers.CHOICE: Action.CHOOSE,
    Answers.DONE: Action.DONE,
    Answers.VISITS: Action.LOG_VISIT,
}
AT_ONCE = {Action.YES, Action.DONE}


@pytest.fixture
async def here(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, database) as found:
        yield found


@dataclass
class Parties:
    """Everybody who is asked, each with their own button; or the coordinator for all of them."""

    here: Office
    on_behalf: bool = False
    answered: list[str] = field(default_factory=list)

    async def answer(self, prompt: Prompt) -> None:
        self.answered.append(prompt.kind)
        if self.on_behalf:
            await self._for_them(prompt)
        elif KINDS[prompt.kind].answers is Answers.VISITS:
            await self._visits(prompt)
        else:
            who = prompt.person or ""
            action = BUTTON[KINDS[prompt.kind].answers]
            assert (await self.here.press(who, action)).ok
            if action not in AT_ONCE:
                await self._send(who)

    async def _send(self, who: str) -> None:
        member = self.here.people[who]
        view = member.modal()
        assert view is not None, f"{who} got no form"
        assert view.get("submit"), (self.answered[-1], str(view["blocks"])[:900])
        sent = await member.submit(filled_in(view))
        assert sent.ok, (view["title"], sent.errors, sent.text)

    async def _visits(self, prompt: Prompt) -> None:
        who = prompt.person or ""
        for n in range(3):
            assert (await self.here.press(who, Action.LOG_VISIT)).ok
            member = self.here.people[who]
            view = member.modal()
            assert view is not None
            on = (self.here.county.clock.now().date() - timedelta(days=n)).isoformat()
            sent = await member.submit(filled_in(view, length="2", on=on))
            assert sent.ok, sent.errors
        case = self.here.county.case(prompt.case)
        if any(x.id == prompt.id for x in case.open_prompts()):
            assert (await self.here.press(who, Action.FINISHED)).ok

    async def _for_them(self, prompt: Prompt) -> None:
        cora, channel = self.here.people["cora"], self.here.channel
        card = self.here.with_button("cora", Action.CASE_MENU, channel)
        menu = actions_of(card["blocks"])[Action.CASE_MENU]
        record = next(x for x in menu["options"] if "Record an answer" in x["text"]["text"])
        opened = await cora.press(
            Action.CASE_MENU, channel=channel, ts=card["ts"], choice=record["value"]
        )
        assert opened.ok
        assert (await cora.submit({"field:question": {"value": prompt.id}})).ok
        await self._send("cora")


async def _walk(here: Office, ref: str, parties: Parties) -> None:
    for _ in range(80):
        await here.deliver()
        waiting = here.county.open_prompts(ref)
        if not waiting:
            return
        here.tick_on(86_400)
        await parties.answer(waiting[0])
    raise AssertionError("the case never ended")


def _everybody_in_slack(here: Office) -> None:
    for person in ("hari", "phil", "finn", "bo"):
        here.join(person)


@pytest.mark.parametrize(
    ("funding", "not_asked"), [("boards", "supply_invoice"), ("own", "approve_funding")]
)
async def test_every_kind_of_question_is_answered_by_its_party(
    here: Office, connect: Connect, funding: str, not_asked: str
) -> None:
    _everybody_in_slack(here)
    request = {"need": "A new phonics leader.", "funding": funding}
    ref = here.county.ask(channel=Channel.SLACK, request=request)
    parties = Parties(here)
    async with connect(here.slack, here.app()):
        await _walk(here, ref, parties)
    case = here.county.case(ref)
    assert case.record.state is CaseState.CLOSED
    assert {*parties.answered, not_asked} == {x.kind for x in here.county.steps}
    settled = [x for x in case.prompt if x.state is PromptState.ANSWERED]
    assert {x.channel for x in settled} == {Channel.SLACK}
    assert not reconcile(case, {}).differences


async def test_a_coordinator_can_record_every_answer_for_those_who_were_asked(
    here: Office,
) -> None:
    ref = here.county.ask()
    parties = Parties(here, on_behalf=True)
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await _walk(here, ref, parties)
    case = here.county.case(ref)
    assert case.record.state is CaseState.CLOSED
    assert {x.answered_by for x in case.prompt if x.answered_by} == {"cora"}


@pytest.fixture(params=CONNECTIONS)
def connect(request: pytest.FixtureRequest) -> Connect:
    return CONNECTIONS[request.param]
