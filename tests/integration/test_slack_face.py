"""A case in Slack: its card, a question answered by a button, and what everybody sees of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.model import PromptState
from core.store.engine import Database
from tests.support.brokering import Step
from tests.support.slack_office import CONNECTIONS, Connect, Office, actions_of, office

TWO = (
    Step("agree_request", "coordinator", "case", 'on_decline = "close"'),
    Step("approve_funding", "board", "case"),
)


@pytest.fixture
async def here(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, database, TWO) as found:
        yield found


@pytest.fixture(params=CONNECTIONS)
def connect(request: pytest.FixtureRequest) -> Connect:
    return CONNECTIONS[request.param]


async def test_a_case_has_one_card_which_is_kept_true(here: Office, connect: Connect) -> None:
    ref = here.county.ask()
    async with connect(here.slack, here.app()):
        await here.deliver()
        [card] = here.messages("cora", here.channel)
        assert ref in card["text"]
        assert "Cora Dean" in card["text"]
        assert (await here.press("cora", "answer_yes")).ok
        await here.deliver()
    [card] = here.messages("cora", here.channel)
    assert "Bo" in card["text"]
    [prompt, _] = here.county.case(ref).prompt
    assert prompt.state is PromptState.ANSWERED
    assert prompt.answered_by == "cora"
    [asked, *_] = here.messages("cora")
    assert "Answered Yes by Cora Dean" in asked["text"]
    assert "answer_yes" not in actions_of(asked["blocks"])
