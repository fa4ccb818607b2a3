"""Parked items and a case's menu: worked from Slack, kept true whoever works them elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.ids import Action
from core import commands, releasing
from core.commands import AnswerPrompt, Command, OpenRequest
from core.model import CaseState, Channel, InvoiceState, PromptState
from core.ports import Parked
from core.store import case_lists, parking
from core.store.engine import Database
from tests.support.brokering import Step
from tests.support.slack_office import CONNECTIONS, Office, actions_of, filled_in, office

STEPS = (
    Step("agree_request", "coordinator", "case", 'on_decline = "close"'),
    Step("shortlist", "coordinator"),
    Step("sign_agreement", "receiving_head"),
    Step("log_visits", "sle"),
    Step("raise_invoice", "alliance_finance", more='line = "charge"'),
    Step("confirm_receipt", "alliance_finance", more='line = "charge"'),
)
SOCKETS = CONNECTIONS["sockets"]
TODAY = "2025-03-03"


@pytest.fixture
async def here(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    async with office(tmp_path, database, STEPS) as found:
        yield found


def _park(here: Office, why: str, proposal: Command | None = None, **more: Any) -> int:
    told = {"command": commands.canonical(proposal)} if proposal else None
    item = Parked(dedup=why, why=why, hint="Read it.", proposal=told, **more)
    with here.database.write() as connection:
        return parking.park(connection, item, here.county.clock.now())


def _request(key: str) -> OpenRequest:
    return OpenRequest(
        key=key,
        actor="head@oakfield-primary.example",
        channel=Channel.EMAIL,
        alliance="downland",
        requester=None,
        requester_address="head@oakfield-primary.example",
        requester_name="H. Okafor",
        subject="Phonics",
        schools=("oakfield",),
        request={"need": "Help with phonics."},
        author_proven=False,
    )


async def test_a_parked_answer_is_released_with_a_reason(here: Office) -> None:
    ref = here.county.ask()
    answer = AnswerPrompt(
        key="parked",
        actor="cora",
        channel=Channel.EMAIL,
        case=ref,
        prompt=f"{ref}.p1",
        verdict="yes",
    )
    _park(here, "It is not proven who wrote this.", answer, alliance="downland", case=ref)
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        assert (await here.press("dirk", Action.RELEASE, channel=here.channel)).ok
        dirk = here.people["dirk"]
        assert "It is not proven" in str(dirk.modal())
        sent = await dirk.submit({"field:why": {"value": "I rang them."}})
        assert sent.ok, sent.errors
        await here.deliver()
    assert here.county.case(ref).prompt[0].state is PromptState.ANSWERED
    [card] = [x for x in here.messages("cora", here.channel) if "It is not proven" in x["text"]]
    assert "by Dirk Vale" in card["text"]
    assert not actions_of(card["blocks"])


async def test_what_is_dealt_with_elsewhere_is_closed_here_and_never_done_twice(
    here: Office,
) -> None:
    id_ = _park(here, "The sender is not in the directory.", _request("a"), alliance="downland")
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        assert (await here.press("cora", Action.RELEASE, channel=here.channel)).ok
        assert releasing.discard(here.county.desk, id_, "dirk", "Not for us.") is None
        sent = await here.people["cora"].submit({"field:why": {"value": "Known to me."}})
        assert "dealt with already, by Dirk Vale" in sent.errors["field:why"]
        await here.deliver()
    assert "by Dirk Vale" in here.card()["text"]
    with here.database.read() as connection:
        assert not case_lists.case_refs(connection)


async def test_an_unknown_sender_is_linked_to_a_person_whose_request_it_becomes(
    here: Office,
) -> None:
    _park(here, "The sender is not in the directory.", _request("b"), alliance="downland")
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        assert (await here.press("cora", Action.LINK, channel=here.channel)).ok
        cora = here.people["cora"]
        wrong = await cora.submit({"field:address": {"value": "nobody@elsewhere.example"}})
        assert "nobody with this address" in wrong.errors["field:address"]
        sent = await cora.submit({"field:address": {"value": "head@oakfield.example"}})
        assert sent.ok, sent.errors
        await here.deliver()
    with here.database.read() as connection:
        [ref] = case_lists.case_refs(connection)
    assert here.county.case(ref).record.requester == "hanna"


async def test_what_belongs_to_no_alliance_is_shown_to_every_one(here: Office) -> None:
    _park(here, "This mail could not be read <!channel>.")
    await here.deliver()
    card = here.card()
    assert "could not be read" in card["text"]
    assert "<!channel>" not in card["text"] + str(card["blocks"])


async def test_only_who_acts_for_the_alliance_may_work_it(here: Office) -> None:
    _park(here, "The sender is not in the directory.", _request("c"), alliance="downland")
    here.slack.workspace.add_channel("sle-downland", [here.people["fay"].id])
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        assert (await here.press("fay", Action.RELEASE, channel=here.channel)).ok
        assert "coordinator or director" in str(here.people["fay"].modal())


async def _choose(here: Office, what: str) -> dict[str, Any]:
    """Choose from the menu of the newest card, as the coordinator; return the modal."""
    card = here.with_button("cora", Action.CASE_MENU, here.channel)
    options = actions_of(card["blocks"])[Action.CASE_MENU]["options"]
    chosen = next(x["value"] for x in options if what in x["text"]["text"])
    cora = here.people["cora"]
    pressed = await cora.press(Action.CASE_MENU, channel=here.channel, ts=card["ts"], choice=chosen)
    assert pressed.ok
    view = cora.modal()
    assert view is not None
    return view


async def test_invoice_and_payment_are_recorded_from_the_card(here: Office) -> None:
    ref = here.county.ask()
    prompt = here.county.go_on_to(ref, "log_visits")
    here.county.log(prompt)
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        cora = here.people["cora"]
        view = await _choose(here, "invoice")
        far_off = await cora.submit(filled_in(view, invoice_date=TODAY, invoice_amount="£105000"))
        assert "far too much" in str(far_off.errors)
        sent = await cora.submit(filled_in(view, invoice_date=TODAY, invoice_amount="£1,050.00"))
        assert sent.ok, sent.errors
        await here.deliver()
        sent = await cora.submit(filled_in(await _choose(here, "payment"), received_on=TODAY))
        assert sent.ok, sent.errors
        await here.deliver()
    [invoice] = here.county.case(ref).invoice
    assert (invoice.pence, invoice.state) == (1050_00, InvoiceState.PAID)
    assert sum(x.pence for x in here.county.case(ref).payment) == 1050_00


async def test_a_case_is_withdrawn_from_its_card(here: Office) -> None:
    ref = here.county.ask()
    async with SOCKETS(here.slack, here.app()):
        await here.deliver()
        await _choose(here, "Withdraw")
        sent = await here.people["cora"].submit({"field:why": {"value": "They found somebody."}})
        assert sent.ok, sent.errors
        await here.deliver()
        assert (await here.press("cora", Action.SEE_CASE, channel=here.channel)).ok
        assert "The request was withdrawn" in str(here.people["cora"].modal())
    assert here.county.case(ref).record.state is CaseState.WITHDRAWN
    assert "withdrawn" in here.card()["text"]
