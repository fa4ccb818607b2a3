"""Modals and Home tabs: opened with a trigger, stacked, changed, submitted and closed."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sle_broker.practice.slack import Cannot
from tests.support.practice_slack import Bot, Slack, bolt, running, socket_mode

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def form(title: str = "Form", **more: Any) -> Json:
    field: Json = {
        "type": "input",
        "block_id": "note",
        "label": plain("Note"),
        "element": {"type": "plain_text_input", "action_id": "text"},
    }
    view = {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Send")}
    return {**view, "blocks": [field], **more}


HOME: Json = {
    "type": "home",
    "blocks": [
        {
            "type": "actions",
            "block_id": "row",
            "elements": [{"type": "button", "action_id": "go", "text": plain("Go"), "value": "7"}],
        }
    ],
}
NOTE = {"note": {"text": "Phonics"}}


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3") as found:
        yield found


def trigger(slack: Slack, view: str | None = None) -> str:
    return slack.workspace.triggers.issue(slack.ada.id, view, slack.clock.now())


async def opened(slack: Slack, **more: Any) -> Json:
    answer = await slack.answer("views.open", trigger_id=trigger(slack), view=form(**more))
    assert answer["ok"], answer
    view: Json = answer["view"]
    return view


async def test_a_trigger_serves_once_and_for_three_seconds(slack: Slack) -> None:
    first, late, edge = trigger(slack), trigger(slack), trigger(slack)
    assert (await slack.answer("views.open", trigger_id=first, view=form()))["ok"]
    again = await slack.refused("views.open", trigger_id=first, view=form())
    assert again == "exchanged_trigger_id"
    slack.clock.advance(timedelta(seconds=3))
    assert (await slack.answer("views.open", trigger_id=edge, view=form()))["ok"]
    slack.clock.advance(timedelta(milliseconds=1))
    assert await slack.refused("views.open", trigger_id=late, view=form()) == "expired_trigger_id"
    assert await slack.refused("views.open", trigger_id="x", view=form()) == "invalid_trigger_id"


async def test_a_refused_view_leaves_its_trigger_good(slack: Slack) -> None:
    trigger_id = trigger(slack)
    wrong = await slack.answer("views.open", trigger_id=trigger_id, view=form("T" * 25))
    assert wrong["error"] == "invalid_arguments"
    messages = wrong["response_metadata"]["messages"]
    assert "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]" in messages
    assert (await slack.answer("views.open", trigger_id=trigger_id, view=form()))["ok"]


async def test_a_stack_has_three_views(slack: Slack) -> None:
    first = await opened(slack)
    second = await slack.answer(
        "views.push", trigger_id=trigger(slack, first["id"]), view=form("Second")
    )
    assert second["view"]["root_view_id"] == first["id"]
    assert second["view"]["previous_view_id"] == first["id"]
    third = await slack.answer(
        "views.push", trigger_id=trigger(slack, second["view"]["id"]), view=form("Third")
    )
    fourth = trigger(slack, third["view"]["id"])
    refused = await slack.refused("views.push", trigger_id=fourth, view=form("Fourth"))
    assert refused == "push_limit_reached"
    assert slack.ada.modal_depth() == 3
    lost = await slack.refused("views.push", trigger_id=trigger(slack), view=form())
    assert lost == "not_found"


async def test_a_view_is_updated_by_either_identity_unless_it_changed(slack: Slack) -> None:
    view = await opened(slack, external_id="case-7")
    changed = await slack.answer("views.update", external_id="case-7", view=form("Changed"))
    assert changed["view"]["id"] == view["id"]
    assert changed["view"]["hash"] != view["hash"]
    stale = await slack.refused(
        "views.update", view_id=view["id"], hash=view["hash"], view=form("Stale")
    )
    assert stale == "hash_conflict"
    fresh = {"view_id": view["id"], "hash": changed["view"]["hash"]}
    assert (await slack.answer("views.update", **fresh, view=form("Fresh")))["ok"]
    assert slack.ada.modal() is not None
    assert await slack.refused("views.update", view_id="V0NONE", view=form()) == "not_found"
    assert await slack.refused("views.update", view=form()) == "invalid_arguments"


async def test_an_external_identity_serves_one_view(slack: Slack) -> None:
    await opened(slack, external_id="case-7")
    other = slack.workspace.triggers.issue(slack.ben.id, None, slack.clock.now())
    refused = await slack.refused("views.open", trigger_id=other, view=form(external_id="case-7"))
    assert refused == "duplicate_external_id"


async def test_a_view_of_more_than_250_kb_is_too_large(slack: Slack) -> None:
    options = [{"text": plain("ü" * 75), "value": f"{n}{'ü' * 140}"} for n in range(100)]
    blocks = [{"type": "actions", "elements": [{"type": "static_select", "options": options}] * 6}]
    refused = await slack.refused("views.open", trigger_id=trigger(slack), view=form(blocks=blocks))
    assert refused == "view_too_large"


async def test_what_was_typed_stays_when_the_view_is_updated(slack: Slack) -> None:
    view = await opened(slack)
    select: Json = {
        "type": "input",
        "block_id": "who",
        "label": plain("Who"),
        "element": {"type": "users_select", "action_id": "user"},
        "dispatch_action": True,
    }
    wider = form(blocks=[*form()["blocks"], select])
    await slack.answer("views.update", view_id=view["id"], view=wider)
    outcome = await slack.ada.press("user", choice=slack.ben.id, state=NOTE)
    assert outcome.error == "dispatch_failed"  # no app is connected; what was typed stays
    await slack.answer("views.update", view_id=view["id"], view=wider)
    shown = slack.ada.modal()
    assert shown is not None
    assert shown["state"]["values"]["note"]["text"]["value"] == "Phonics"
    assert shown["state"]["values"]["who"]["user"]["selected_user"] == slack.ben.id


async def test_each_person_has_a_home_tab_of_their_own(slack: Slack) -> None:
    published = await slack.client.views_publish(user_id=slack.ada.id, view=HOME)
    assert slack.ben.home() is None
    stale = await slack.answer("views.publish", user_id=slack.ada.id, view=HOME)
    assert stale["view"]["id"] == published["view"]["id"]
    conflict = await slack.refused(
        "views.publish", user_id=slack.ada.id, view=HOME, hash=published["view"]["hash"]
    )
    assert conflict == "hash_conflict"
    nobody = await slack.refused("views.publish", user_id="U0NOBODY", view=HOME)
    assert nobody == "invalid_arguments"
    modal = await slack.refused("views.publish", user_id=slack.ada.id, view=form())
    assert modal == "invalid_arguments"


# --- with an app --------------------------------------------------------------------------------


def answering(slack: Slack, **answer: Any) -> Bot:
    """Return an app that answers a submitted form like this."""
    bot = bolt(slack)

    @bot.app.view("form")
    async def submitted(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack(**answer)

    @bot.app.view_closed("form")
    async def closed(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    @bot.app.action("go")
    async def go(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    return bot


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ({}, ["First"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": form("Updated")}, ["First", "Updated"]),
        ({"response_action": "push", "view": form("Pushed")}, ["First", "Second", "Pushed"]),
        ({"response_action": "update", "view": form("T" * 25)}, ["First", "Second"]),
    ],
    ids=["close", "clear", "update", "push", "broken"],
)
async def test_a_submitted_form_is_followed_by_what_the_app_answers(
    slack: Slack, answer: Json, left: list[str]
) -> None:
    first = await opened(slack, title="First")
    await slack.answer("views.push", trigger_id=trigger(slack, first["id"]), view=form("Second"))
    bot = answering(slack, **answer)
    async with socket_mode(slack, bot):
        outcome = await slack.ada.submit(NOTE)
    assert outcome.ok == (left != ["First", "Second"])
    stack = slack.workspace.views.stack(slack.ada.id)
    assert [view["title"]["text"] for view in stack] == left


async def test_the_app_can_object_to_a_field_and_the_form_stays(slack: Slack) -> None:
    await opened(slack)
    bot = answering(slack, response_action="errors", errors={"note": "Which class?"})
    async with socket_mode(slack, bot):
        outcome = await slack.ada.submit(NOTE)
    assert outcome.errors == {"note": "Which class?"}
    assert not outcome.ok
    assert slack.ada.modal() is not None


async def test_an_objection_to_a_field_that_is_not_there_is_a_fault(slack: Slack) -> None:
    await opened(slack)
    bot = answering(slack, response_action="errors", errors={"other": "Which class?"})
    async with socket_mode(slack, bot):
        outcome = await slack.ada.submit(NOTE)
    assert (outcome.error, outcome.errors) == ("invalid_errors", {})


async def test_the_app_hears_of_a_closed_form_when_it_asked_to(slack: Slack) -> None:
    bot = answering(slack)
    async with socket_mode(slack, bot):
        await opened(slack)
        await slack.ada.close()
        await opened(slack, notify_on_close=True, private_metadata="case-7")
        await slack.ada.close()
    assert [body["type"] for body in bot.heard] == ["view_closed"]
    assert bot.heard[0]["view"]["private_metadata"] == "case-7"
    assert bot.heard[0]["is_cleared"] is False
    assert slack.ada.modal() is None


async def test_a_form_that_clears_on_close_takes_the_stack_along(slack: Slack) -> None:
    first = await opened(slack, notify_on_close=True)
    top = form("Top", clear_on_close=True, notify_on_close=True)
    await slack.answer("views.push", trigger_id=trigger(slack, first["id"]), view=top)
    bot = answering(slack)
    async with socket_mode(slack, bot):
        await slack.ada.close()
    assert [body["is_cleared"] for body in bot.heard] == [True, True]
    assert slack.ada.modal() is None


async def test_a_form_is_closed_once_and_by_its_owner(slack: Slack) -> None:
    view = await opened(slack)
    with pytest.raises(Cannot, match="not_found"):
        await slack.ben.close(view_id=view["id"])
    await slack.ada.close(view_id=view["id"])
    with pytest.raises(Cannot, match="not_found"):
        await slack.ada.submit(NOTE, view_id=view["id"])


async def test_a_form_without_submit_is_not_submitted(slack: Slack) -> None:
    blocks = [{"type": "section", "text": plain("One moment")}]
    view = {"type": "modal", "title": plain("Loading"), "blocks": blocks}
    await slack.answer("views.open", trigger_id=trigger(slack), view=view)
    with pytest.raises(Cannot, match="no_submit"):
        await slack.ada.submit()


async def test_opening_home_tells_the_app_and_its_buttons_work(slack: Slack) -> None:
    bot = answering(slack)

    @bot.app.event("app_home_opened")
    async def home(event: Json) -> None:
        bot.note(event)
        await bot.client.views_publish(user_id=event["user"], view=HOME)

    async with socket_mode(slack, bot):
        await slack.ada.open_home()
        await slack.workspace.settled()
        assert (await slack.ada.press("go", block_id="row")).ok
        await slack.ada.open_home()
        await slack.workspace.settled()
    first, pressed, again = bot.heard
    assert (first["tab"], "view" in first) == ("home", False)
    assert pressed["view"]["type"] == "home"
    assert pressed["container"] == {"type": "view", "view_id": pressed["view"]["id"]}
    assert again["view"]["id"] == pressed["view"]["id"]
