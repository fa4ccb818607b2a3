"""What people write to the app, and what comes of it; everything delivered four times, shuffled."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ids import Action
from core.model import CaseState, Channel, PromptState
from core.store.engine import Database
from tests.support.brokering import Step
from tests.support.slack_office import CONNECTIONS, Connect, Office, actions_of, filled_in, office

STEPS = (
    Step("agree_request", "coordinator", "case", 'on_decline = "close"'),
    Step("shortlist", "coordinator"),
    Step("sign_agreement", "receiving_head"),
    Step("log_visits", "sle"),
    Step("evaluate", "sle", more='fields = ["evidence", "impact"]'),
)


@pytest.fixture
async def here(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, database, STEPS) as found:
        found.slack.workspace.faults.copies = 4
        found.slack.workspace.faults.shuffled = 0.05
        yield found


@pytest.fixture(params=CONNECTIONS)
def connect(request: pytest.FixtureRequest) -> Connect:
    return CONNECTIONS[request.param]


async def _say(here: Office, who: str, text: str, thread_ts: str | None = None) -> list[str]:
    """Say something directly and return what the app answers."""
    member = here.people[who]
    before = len(here.texts(who))
    await member.post(member.open_dm(), text, thread_ts=thread_ts)
    await here.slack.workspace.settled()
    await here.deliver()
    return here.texts(who)[before + 1 :]


async def test_a_visit_told_in_chat_is_put_forward_and_counts_once_confirmed(
    here: Office, connect: Connect
) -> None:
    ref = here.county.ask()
    here.county.go_on_to(ref, "log_visits")
    async with connect(here.slack, here.app()):
        await here.deliver()
        [asked] = await _say(here, "noor", "Half day at Oakfield today, phonics with Y1")
        assert "Half day at Oakfield Primary School, Monday 3 March" in asked
        assert not here.county.case(ref).visit
        assert (await here.press("noor", Action.CONFIRM_VISITS)).ok
        await here.deliver()
    [visit] = here.county.case(ref).visit
    assert (visit.half_days, visit.on.isoformat(), visit.by) == (1, "2025-03-03", "noor")
    assert visit.channel is Channel.SLACK
    assert "phonics with Y1" in visit.note
    [told] = [x for x in here.messages("noor") if "Logged" in x["text"]]
    assert "half a day of 3 days logged" in str(told["blocks"])
    assert not actions_of(told["blocks"])


async def test_a_visit_can_be_changed_before_it_counts(here: Office) -> None:
    ref = here.county.ask()
    here.county.go_on_to(ref, "log_visits")
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        await _say(here, "noor", "Half day at Oakfield today")
        assert (await here.press("noor", Action.CHANGE_VISITS)).ok
        view = here.people["noor"].modal()
        assert view is not None
        sent = await here.people["noor"].submit(filled_in(view, length="2", note="All day."))
        assert sent.ok, sent.errors
        await here.deliver()
    [visit] = here.county.case(ref).visit
    assert visit.half_days == 2
    assert Action.CONFIRM_VISITS not in str([x["blocks"] for x in here.messages("noor")])


async def test_what_is_uncertain_of_a_visit_is_asked(here: Office) -> None:
    ref = here.county.ask()
    here.county.go_on_to(ref, "log_visits")
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        [asked] = await _say(here, "noor", "I was at Oakfield today")
        assert "How long was it" in asked
        [dropped] = await _say(here, "noor", "I will be at Oakfield all day next Tuesday")
        assert "still to come" in dropped
    assert not here.county.case(ref).visit


async def test_words_answer_the_one_open_question(here: Office, connect: Connect) -> None:
    ref = here.county.ask()
    async with connect(here.slack, here.app()):
        await here.deliver()
        told = await _say(here, "cora", "Yes please, go ahead")
        assert any("taken that as your answer" in x for x in told)
    prompt = here.county.case(ref).prompt[0]
    assert (prompt.state, prompt.answered_by) == (PromptState.ANSWERED, "cora")
    assert prompt.channel is Channel.SLACK


async def test_a_reply_in_a_questions_thread_answers_that_question(here: Office) -> None:
    first, second = here.county.ask(), here.county.ask()
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        [told] = await _say(here, "cora", "Yes")
        assert "2 open questions" in told
        message = next(x for x in here.messages("cora") if second in str(x["blocks"]))
        await _say(here, "cora", "Yes", thread_ts=message["ts"])
    assert here.county.case(first).prompt[0].open
    assert not here.county.case(second).prompt[0].open


async def test_any_news_is_answered_with_where_the_case_stands(here: Office) -> None:
    ref = here.county.ask()
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        [told] = await _say(here, "hanna", "Any news?")
        assert ref in told
        assert "Support Lead" in told
        [nothing] = await _say(here, "fay", "Any news?")
        assert "Nothing of yours is open" in nothing


async def test_what_is_not_understood_gets_a_hint(here: Office) -> None:
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        [hint] = await _say(here, "hanna", "<!channel> *lovely* weather & <b>sun</b>")
        assert "did not understand" in hint


async def test_a_stranger_is_told_whom_to_ask_and_a_coordinator_sees_it(here: Office) -> None:
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        [told] = await _say(here, "olive", "Half day at Oakfield today")
        assert "Cora Dean" in told
        card = here.with_button("cora", Action.LINK, here.channel)
        assert f"<@{here.people['olive'].id}>" in str(card["blocks"])
        assert len(here.messages("cora", here.channel)) == 1
        pressed = await here.press("cora", Action.LINK, channel=here.channel)
        assert pressed.ok
        linked = await here.people["cora"].submit({"field:person": {"value": "hari"}})
        assert linked.ok, linked.errors
        await here.deliver()
        [told] = await _say(here, "olive", "Any news?")
        assert "Nothing of yours is open" in told
    assert "Cora Dean" in here.card()["text"]


async def test_a_remark_in_a_cards_thread_is_told_to_the_coordinator(here: Office) -> None:
    ref = here.county.ask()
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        before = len(here.texts("cora"))
        dirk = here.people["dirk"]
        await dirk.post(here.channel, "They rang: Tuesdays are best", thread_ts=here.card()["ts"])
        await dirk.post(here.channel, "Unrelated chatter")
        await here.slack.workspace.settled()
        await here.deliver()
        [told] = here.texts("cora")[before:]
    assert "Tuesdays are best" in told
    assert ref in told


async def test_a_no_with_its_reason_closes_the_case(here: Office) -> None:
    ref = here.county.ask(channel=Channel.SLACK)
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        assert (await here.press("cora", Action.NO)).ok
        cora = here.people["cora"]
        sent = await cora.submit({"field:why": {"value": "No budget & <!channel> *left*"}})
        assert sent.ok
        await here.deliver()
        [told] = [x for x in here.messages("hanna") if "No budget" in str(x["blocks"])]
    assert "<!channel>" not in str(told["blocks"])
    assert here.county.case(ref).record.state is CaseState.DECLINED
    assert "Withdraw" not in str(here.card()["blocks"])


async def test_somebody_who_was_not_asked_is_told_kindly(here: Office) -> None:
    ref = here.county.ask()
    async with CONNECTIONS["sockets"](here.slack, here.app()):
        await here.deliver()
        here.slack.workspace.add_channel("sle-downland", [here.people["fay"].id])
        card = here.with_button("fay", Action.SEE_CASE, here.channel)
        fay = here.people["fay"]
        assert (await fay.press(Action.SEE_CASE, channel=here.channel, ts=card["ts"])).ok
        assert "Only those who have a part" in str(fay.modal())
    assert here.county.case(ref).prompt[0].open


async def test_home_shows_what_waits_and_stays_true(here: Office, connect: Connect) -> None:
    ref = here.county.ask()
    async with connect(here.slack, here.app()):
        await here.people["cora"].open_home()
        await here.slack.workspace.settled()
        await here.deliver()
        home = here.people["cora"].home()
        assert home is not None
        assert ref in str(home)
        pressed = await here.people["cora"].press(Action.YES, view_id=home["id"])
        assert pressed.ok
        await here.deliver()
        home = here.people["cora"].home()
    assert Action.YES not in actions_of((home or {"blocks": []})["blocks"])


async def test_support_is_asked_for_with_a_command(here: Office, connect: Connect) -> None:
    hanna = here.people["hanna"]
    async with connect(here.slack, here.app()):
        assert (await hanna.command(hanna.open_dm(), "/sle", "request")).ok
        view = hanna.modal()
        assert view is not None
        assert "Oakfield Primary School" in str(view)
        wrong = await hanna.submit(filled_in(view, school="Hogwarts"))
        assert "not certain which school" in wrong.errors["field:school"]
        sent = await hanna.submit(filled_in(view))
        assert sent.ok, sent.errors
        await here.deliver()
        assert "See the case" in str(here.card()["blocks"])
        for words in ("", "help", "nonsense"):
            assert (await hanna.command(hanna.open_dm(), "/sle", words)).ok
        assert "What I can do" in here.texts("hanna")[-1]
    [ref] = _refs(here)
    case = here.county.case(ref)
    assert case.record.requester == "hanna"
    assert case.record.schools == ("oakfield",)
    assert case.record.author_proven


def _refs(here: Office) -> list[str]:
    from core.store import case_lists  # noqa: PLC0415

    with here.database.read() as connection:
        return case_lists.case_refs(connection)
