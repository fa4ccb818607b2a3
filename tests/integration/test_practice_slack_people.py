"""The people's side over HTTP, and files on their way."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sle_broker.practice.slack import Cannot, Upload, people_application
from tests.support.practice_slack import Slack, bolt, running, socket_mode

Json = dict[str, Any]
People = TestClient[web.Request, web.Application]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(name: str) -> Json:
    return {"text": plain(name), "value": name.lower()}


SELECT: Json = {
    "type": "static_select",
    "action_id": "who",
    "options": [option("Ben"), option("Cas")],
}
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Form"),
    "submit": plain("Send"),
    "blocks": [
        {"type": "input", "block_id": "who", "label": plain("Who"), "element": SELECT},
        {
            "type": "input",
            "block_id": "days",
            "label": plain("Days"),
            "element": {"type": "number_input", "action_id": "n", "is_decimal_allowed": True},
        },
    ],
}


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3") as found:
        yield found


@pytest.fixture
async def people(slack: Slack) -> AsyncIterator[People]:
    app = web.Application()
    ids = {"ada": slack.ada.id, "ben": slack.ben.id, "ghost": "U0GHOST"}
    app.add_subapp("/practice/api/people", people_application(slack.workspace, ids))
    async with TestClient(TestServer(app)) as client:
        yield client


async def seen(people: People, person: str) -> Json:
    async with people.get(f"/practice/api/people/{person}/slack") as response:
        assert response.status == 200
        body: Json = await response.json()
        return body


async def act(people: People, person: str, what: str, **body: Any) -> tuple[int, Json]:
    url = f"/practice/api/people/{person}/slack/{what}"
    async with people.post(url, json=body) as response:
        return response.status, await response.json()


async def test_a_person_sees_their_conversations_home_and_form(
    slack: Slack, people: People
) -> None:
    await slack.client.chat_postMessage(channel=slack.channel, text="A case")
    await slack.client.chat_postEphemeral(channel=slack.channel, user=slack.ada.id, text="Psst")
    mine = await seen(people, "ada")
    assert (mine["home"], mine["modal"]) == (None, None)
    channel, dm = mine["conversations"]
    assert (channel["name"], channel["kind"], dm["kind"]) == ("south-alliance", "channel", "im")
    assert [(m["text"], m["ephemeral"]) for m in channel["messages"]] == [
        ("A case", False),
        ("Psst", True),
    ]
    assert channel["messages"][0]["name"] == "SLE broker"
    theirs = await seen(people, "ben")
    assert [m["text"] for m in theirs["conversations"][0]["messages"]] == ["A case"]


async def test_the_whole_way_from_a_word_to_a_submitted_form(slack: Slack, people: People) -> None:
    bot = bolt(slack)

    @bot.app.event("message")
    async def hear(event: Json) -> None:
        element = {**SELECT, "action_id": "choose"}
        blocks = [{"type": "actions", "block_id": "row", "elements": [element]}]
        await bot.client.chat_postMessage(channel=event["channel"], text="Who?", blocks=blocks)

    @bot.app.action("choose")
    async def choose(ack: Any, body: Json) -> None:
        bot.note(body)
        await bot.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @bot.app.view("form")
    async def submit(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    async with socket_mode(slack, bot):
        dm = (await seen(people, "ada"))["conversations"][1]["id"]
        status, told = await act(people, "ada", "messages", channel=dm, text="Half day today")
        assert (status, set(told)) == (200, {"ts"})
        await slack.workspace.settled()
        message = (await seen(people, "ada"))["conversations"][1]["messages"][-1]
        place = {"channel": dm, "ts": message["ts"], "block_id": "row", "action_id": "choose"}
        pressed = await act(people, "ada", "press", **place, selected_option=option("Ben"))
        assert pressed == (200, {})
        view_id = (await seen(people, "ada"))["modal"]["id"]
        view = {"view_id": view_id, "do": "submit"}
        values = {"who": {"who": {"type": "static_select", "selected_option": option("Cas")}}}
        status, told = await act(people, "ada", "view", **view, state={"values": values})
        assert (status, set(told["errors"])) == (200, {"days"})
        values["days"] = {"n": {"type": "number_input", "value": "1.5"}}
        assert await act(people, "ada", "view", **view, state={"values": values}) == (200, {})
        await slack.workspace.settled()
    chosen, submitted = bot.heard
    assert chosen["actions"][0]["selected_option"] == option("Ben")
    assert chosen["state"]["values"]["row"]["choose"]["selected_option"] == option("Ben")
    state = submitted["view"]["state"]["values"]
    assert state["who"]["who"]["selected_option"] == option("Cas")
    assert state["days"]["n"]["value"] == "1.5"
    assert (await seen(people, "ada"))["modal"] is None


async def test_a_command_that_fails_says_so(slack: Slack, people: People) -> None:
    place = {"channel": slack.channel, "command": "/sle", "text": "help"}
    status, told = await act(people, "ada", "command", **place)
    assert (status, told["error"]) == (200, "dispatch_failed")
    assert "dispatch_failed" in told["text"]


async def test_opening_home_is_told_to_the_app(slack: Slack, people: People) -> None:
    bot = bolt(slack)

    @bot.app.event("app_home_opened")
    async def home(event: Json) -> None:
        await bot.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": []})

    async with socket_mode(slack, bot):
        assert await act(people, "ada", "home") == (200, {})
        await slack.workspace.settled()
    assert (await seen(people, "ada"))["home"]["type"] == "home"


@pytest.mark.parametrize(
    ("person", "what", "body", "status", "error"),
    [
        ("nobody", "home", {}, 404, "user_not_found"),
        ("ghost", "home", {}, 404, "user_not_found"),
        ("ada", "messages", {"text": "Hi"}, 400, "invalid_arguments"),
        ("ada", "messages", {"channel": "C0NONE", "text": "Hi"}, 404, "channel_not_found"),
        ("ada", "messages", {"channel": "south-alliance", "text": " "}, 400, "no_text"),
        (
            "ada",
            "messages",
            {"channel": "south-alliance", "text": "Hi", "thread_ts": "1.0"},
            404,
            "thread_not_found",
        ),
        (
            "ada",
            "messages",
            {"channel": "south-alliance", "text": "x" * 12_001},
            400,
            "msg_too_long",
        ),
        (
            "ada",
            "messages",
            {"channel": "south-alliance", "files": [{"name": "a"}]},
            400,
            "invalid_arguments",
        ),
        (
            "ada",
            "command",
            {"channel": "south-alliance", "command": "/pay"},
            400,
            "unknown_command",
        ),
        ("ada", "press", {"action_id": "a"}, 404, "not_found"),
        ("ada", "press", {"action_id": "a", "channel": "south-alliance"}, 404, "message_not_found"),
        ("ada", "view", {"view_id": "V1", "do": "submit"}, 404, "not_found"),
        ("ada", "view", {"view_id": "V1", "do": "tear"}, 400, "invalid_arguments"),
        ("ada", "view", {"view_id": "V1", "do": "submit", "state": 5}, 400, "invalid_arguments"),
    ],
)
async def test_what_slacks_window_would_not_let_one_do_is_refused_with_a_sentence(
    people: People, person: str, what: str, body: Json, status: int, error: str
) -> None:
    got, told = await act(people, person, what, **body)
    assert (got, told["error"]) == (status, error)
    assert told["text"].endswith((".", "form."))


async def test_a_button_that_has_gone_cannot_be_pressed(slack: Slack) -> None:
    row = {"type": "actions", "elements": [{**SELECT, "action_id": "choose"}]}
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="Who?", blocks=[row])
    ts = str(posted["ts"])
    with pytest.raises(Cannot, match="invalid_option"):
        await slack.ada.press("choose", channel=slack.channel, ts=ts, choice="dee")
    with pytest.raises(Cannot, match="channel_not_found"):
        await slack.outsider.press("choose", channel=slack.channel, ts=ts, choice="ben")
    await slack.client.chat_update(channel=slack.channel, ts=ts, text="Settled")
    with pytest.raises(Cannot, match="action_not_found"):
        await slack.ada.press("choose", channel=slack.channel, ts=ts, choice="ben")
    await slack.client.chat_delete(channel=slack.channel, ts=ts)
    with pytest.raises(Cannot, match="message_not_found"):
        await slack.ada.press("choose", channel=slack.channel, ts=ts, choice="ben")


# --- menus that the app fills -------------------------------------------------------------------


async def test_an_app_is_asked_what_a_menu_offers(slack: Slack, people: People) -> None:
    bot = bolt(slack)
    menu = {"type": "external_select", "action_id": "school", "min_query_length": 2}
    label = plain("School")
    field = {"type": "input", "block_id": "school", "label": label, "element": menu}
    view = {**FORM, "blocks": [field]}

    @bot.app.options("school")
    async def offer(ack: Any, body: Json) -> None:
        bot.note(body)
        name = body["value"].title()
        await ack(options=[option(name)] if name != "Broken" else [{"text": name}])

    @bot.app.view("form")
    async def submit(ack: Any, body: Json) -> None:
        bot.note(body)
        await ack()

    trigger = slack.workspace.triggers.issue(slack.ada.id, None, slack.clock.now())
    opened = await slack.answer("views.open", trigger_id=trigger, view=view)
    view_id = opened["view"]["id"]
    async with socket_mode(slack, bot):
        place = {"view_id": view_id, "action_id": "school"}
        assert await act(people, "ada", "suggest", **place, value="oakfield") == (
            200,
            {"options": [option("Oakfield")]},
        )
        broken = await act(people, "ada", "suggest", **place, value="broken")
        assert broken[1]["error"] == "operation_timeout"
        with pytest.raises(Cannot, match="invalid_option"):
            await slack.ada.submit({"school": {"school": "oakfield"}})
        assert (await slack.ada.submit({"school": {"school": option("Oakfield")}})).ok
    assert bot.heard[0]["type"] == "block_suggestion"
    state = bot.heard[-1]["view"]["state"]["values"]
    assert state["school"]["school"]["selected_option"] == option("Oakfield")


async def test_only_people_who_are_there_can_be_chosen(slack: Slack) -> None:
    menu = {"type": "users_select", "action_id": "who"}
    posted = await slack.client.chat_postMessage(
        channel=slack.channel, text="Who?", blocks=[{"type": "actions", "elements": [menu]}]
    )
    place: Json = {"channel": slack.channel, "ts": str(posted["ts"])}
    with pytest.raises(Cannot, match="user_not_found"):
        await slack.ada.press("who", **place, choice="U0NOBODY")
    assert (await slack.ada.press("who", **place, choice=slack.ben.id)).error == "dispatch_failed"


# --- files --------------------------------------------------------------------------------------


async def test_a_file_the_bot_uploads_is_seen_where_it_is_shared(
    slack: Slack, people: People
) -> None:
    content = b"%PDF-1.7 invoice"
    await slack.client.files_upload_v2(
        filename="invoice.pdf",
        content=content,
        title="Invoice 7",
        channel=slack.channel,
        initial_comment="Here it is",
    )
    message = slack.ada.messages(slack.channel)[-1]
    file = message["files"][0]
    assert message["text"] == "Here it is"
    assert (file["title"], file["mimetype"], file["size"]) == (
        "Invoice 7",
        "application/pdf",
        len(content),
    )
    async with people.get(f"/practice/api/people/ada/slack/files/{file['id']}") as response:
        assert await response.read() == content
        assert response.headers["Content-Disposition"].startswith("attachment")
    with pytest.raises(Cannot, match="file_not_found"):
        slack.outsider.file(file["id"])


async def test_a_file_a_person_drops_is_read_by_the_bot_with_its_token(
    slack: Slack, people: People
) -> None:
    bot = bolt(slack)

    @bot.app.event({"type": "message", "subtype": "file_share"})
    async def hear(event: Json) -> None:
        bot.note(event)

    content = base64.b64encode(b"a form").decode()
    files = [{"name": "form.docx", "base64": content}]
    async with socket_mode(slack, bot):
        dm = slack.ada.open_dm()
        assert (await act(people, "ada", "messages", channel=dm, files=files))[0] == 200
        await slack.workspace.settled()
    url = bot.heard[0]["files"][0]["url_private_download"]
    token = {"Authorization": f"Bearer {slack.workspace.app.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers=token) as response:
            assert await response.read() == b"a form"
        async with session.get(url) as response:
            assert response.status == 403


async def test_an_upload_nobody_asked_for_or_finished_is_refused(slack: Slack) -> None:
    ask = {"filename": "a.pdf", "length": 3}
    promised = await slack.answer("files.getUploadURLExternal", **ask)
    complete = "files.completeUploadExternal"
    unfinished = await slack.refused(complete, files=[{"id": promised["file_id"]}])
    assert unfinished == "file_not_uploaded"
    assert await slack.refused(complete, files=[{"id": "F0NONE"}]) == "file_not_found"
    assert await slack.refused(complete, files=[]) == "invalid_arguments"
    too_large = await slack.refused("files.getUploadURLExternal", filename="a", length=10**9)
    assert too_large == "file_upload_size_restricted"
    nothing = await slack.refused("files.getUploadURLExternal", filename="a", length="some")
    assert nothing == "invalid_arguments"
    url = promised["upload_url"].rsplit("/", 1)[0] + "/unknown"
    async with aiohttp.ClientSession() as session, session.post(url, data=b"abc") as response:
        assert response.status == 404


async def test_an_empty_file_cannot_be_shared(slack: Slack) -> None:
    with pytest.raises(Cannot, match="file_too_large"):
        await slack.ada.post(slack.channel, "", files=[Upload("a.txt", b"")])
