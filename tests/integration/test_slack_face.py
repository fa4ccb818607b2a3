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


HOSTILE = "<!channel> <https://evil.example|click> *bold* _x_ `code` ~s~ > quote\n" + "🙂" * 3000


async def test_hostile_words_reach_slack_as_words_and_within_its_limits(here: Office) -> None:
    request = {"specialisms": ["phonics"], "need": HOSTILE, "when": HOSTILE, "outcomes": HOSTILE}
    ref = here.county.ask(
        request=request, requester_name=HOSTILE[:200], subject=HOSTILE[:300], author_proven=False
    )
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        tally = await here.deliver()
        assert (tally.dead, tally.bugs) == (0, 0)
        assert (await here.press("cora", "case_see", channel=here.channel)).ok
        seen = [*here.messages("cora"), *here.messages("cora", here.channel)]
        for shown in (*seen, here.people["cora"].modal()):
            assert "<!channel>" not in str(shown)
            assert "<https://evil" not in str(shown)
        assert (await here.press("cora", "answer_no")).ok
        sent = await here.people["cora"].submit({"field:why": {"value": HOSTILE[:2900]}})
        assert sent.ok, sent.errors
        tally = await here.deliver()
        assert (tally.dead, tally.bugs) == (0, 0)
    assert "quote" in str(here.county.case(ref).prompt[0].answer["text"])
