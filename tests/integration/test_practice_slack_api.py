"""The Web API of the practice Slack, asked by slack_sdk itself."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from core.clock import FixedClock
from sle_broker.practice.slack import RequestUrls, SlackApp, SlackServer, Workspace
from tests.support.practice_slack import NOW, Slack, running, slack_app

SECTION: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": "*Oakfield*"}}


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[Slack]:
    async with running(tmp_path / "slack.sqlite3") as found:
        yield found


async def test_the_bot_learns_who_it_is(slack: Slack) -> None:
    answer = await slack.client.auth_test()
    assert answer["user_id"] == slack.workspace.app.bot_user_id
    assert answer["bot_id"] == slack.workspace.app.bot_id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")
    bot = await slack.client.bots_info(bot=str(answer["bot_id"]))
    assert bot["bot"]["user_id"] == answer["user_id"]


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-somebody-elses", "auth.test", "invalid_auth"),
        ("xapp-practice-test", "auth.test", "not_allowed_token_type"),
        ("xoxb-practice-test", "apps.connections.open", "not_allowed_token_type"),
        ("xoxb-practice-test", "chat.postPoem", "unknown_method"),
    ],
)
async def test_a_wrong_token_or_method_is_refused(
    slack: Slack, token: str, method: str, error: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(slack.server.api_url + method) as response,
    ):
        assert response.status == 200
        assert (await response.json())["error"] == error


async def test_a_method_beyond_the_scopes_names_what_it_needs(tmp_path: Path) -> None:
    app = slack_app(frozenset({"chat:write", "users:read"}))
    async with running(tmp_path / "slack.sqlite3", app=app) as slack:
        for method, arguments, needed in (
            ("users.lookupByEmail", {"email": "ada@hub.example"}, "users:read.email"),
            ("conversations.history", {"channel": slack.channel}, "channels:history"),
            ("conversations.list", {"types": "private_channel"}, "groups:read"),
            ("conversations.open", {"users": slack.ada.id}, "im:write"),
            ("files.getUploadURLExternal", {"filename": "a.pdf", "length": 3}, "files:write"),
            ("reactions.add", {}, "reactions:write"),
        ):
            answer = await slack.answer(method, **arguments)
            assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
            assert answer["provided"] == "chat:write,users:read"
        shown = await slack.client.users_info(user=slack.ada.id)
        assert "email" not in shown["user"]["profile"]


async def test_arguments_come_as_json_or_as_a_form(slack: Slack) -> None:
    as_form = {"channel": slack.channel, "blocks": f"[{json.dumps(SECTION)}]", "text": "As a form"}
    answer = await slack.client.api_call("chat.postMessage", data=as_form)
    assert answer["message"]["blocks"][0]["text"] == SECTION["text"]
    answer = await slack.client.api_call("chat.postMessage", json={**as_form, "blocks": [SECTION]})
    assert answer["message"]["blocks"][0]["text"] == SECTION["text"]


async def test_a_body_that_is_no_json_object_is_refused(slack: Slack) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.post(slack.server.api_url + "auth.test", data=body) as response,
        ):
            assert (await response.json())["error"] == error


# --- messages -----------------------------------------------------------------------------------


async def test_timestamps_are_unique_and_rise_though_the_clock_stands_still(slack: Slack) -> None:
    stamps = [
        str((await slack.client.chat_postMessage(channel=slack.channel, text="Hello"))["ts"])
        for _ in range(5)
    ]
    assert stamps == sorted(set(stamps))
    assert all(len(stamp.split(".")[1]) == 6 for stamp in stamps)
    assert float(stamps[0]) == pytest.approx(NOW.timestamp())
    slack.clock.advance(timedelta(days=-1))
    later = await slack.client.chat_postMessage(channel=slack.channel, text="Earlier?")
    assert str(later["ts"]) > stamps[-1]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0UNKNOWN"}, "channel_not_found"),
        ({"channel": ""}, "invalid_arguments"),
        ({"text": ""}, "no_text"),
        ({"text": None, "blocks": []}, "no_text"),
        ({"blocks": "nothing"}, "invalid_blocks_format"),
        ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"attachments": [{"colour": "red"}]}, "invalid_attachments"),
        ({"metadata": {"event_type": "notice"}}, "invalid_metadata_format"),
        ({"metadata": "{"}, "invalid_metadata_format"),
        (
            {"metadata": {"event_type": "notice", "event_payload": {"text": "x" * 17_000}}},
            "metadata_too_large",
        ),
        ({"thread_ts": "1000000000.000000"}, "thread_not_found"),
    ],
)
async def test_a_message_that_slack_would_refuse_is_refused(
    slack: Slack, arguments: dict[str, Any], error: str
) -> None:
    sound = {"channel": slack.channel, "text": "Hello"}
    assert await slack.refused("chat.postMessage", **{**sound, **arguments}) == error
    assert slack.ada.messages(slack.channel) == []


async def test_a_refusal_says_what_is_wrong_and_where(slack: Slack) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}
    answer = await slack.answer("chat.postMessage", channel=slack.channel, blocks=[header])
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_a_long_text_is_cut_when_posted_and_refused_in_an_update(slack: Slack) -> None:
    posted = await slack.answer("chat.postMessage", channel=slack.channel, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert posted["warning"] == "message_truncated"
    place = {"channel": slack.channel, "ts": posted["ts"]}
    assert (await slack.answer("chat.update", **place, text="x" * 4000))["ok"]
    assert await slack.refused("chat.update", **place, text="x" * 4001) == "msg_too_long"


async def test_the_bot_speaks_only_where_it_is(slack: Slack) -> None:
    workspace = slack.workspace
    elsewhere = workspace.add_channel("elsewhere", [slack.ada.id], with_bot=False)
    hidden = workspace.add_channel("hidden", [slack.ada.id], private=True, with_bot=False)
    post = "chat.postMessage"
    assert await slack.refused(post, channel=elsewhere, text="Hello") == "not_in_channel"
    assert await slack.refused(post, channel=hidden, text="Hello") == "channel_not_found"
    assert await slack.refused("conversations.history", channel=elsewhere) == "not_in_channel"
    await slack.client.conversations_join(channel=elsewhere)
    assert (await slack.answer(post, channel="#elsewhere", text="Hello"))["ok"]


async def test_an_update_without_blocks_loses_them_and_marks_the_message(slack: Slack) -> None:
    posted = await slack.client.chat_postMessage(
        channel=slack.channel,
        text="Card",
        blocks=[SECTION],
        metadata={"event_type": "notice", "event_payload": {"row": "7"}},
    )
    await slack.client.chat_update(channel=slack.channel, ts=str(posted["ts"]), text="Changed")
    seen = slack.ada.messages(slack.channel)[0]
    assert (seen["text"], seen["blocks"], seen["edited"]) == ("Changed", [], True)
    history = await slack.client.conversations_history(
        channel=slack.channel, include_all_metadata=True
    )
    assert history["messages"][0]["metadata"]["event_payload"] == {"row": "7"}
    plain = await slack.client.conversations_history(channel=slack.channel)
    assert "metadata" not in plain["messages"][0]


async def test_only_the_bots_own_messages_are_changed_or_deleted_by_it(slack: Slack) -> None:
    ts = await slack.ada.post(slack.channel, "Mine")
    place = {"channel": slack.channel, "ts": ts}
    assert await slack.refused("chat.update", **place, text="Yours") == "cant_update_message"
    assert await slack.refused("chat.delete", **place) == "cant_delete_message"
    gone = {"channel": slack.channel, "ts": "1000000000.000000"}
    assert await slack.refused("chat.update", **gone, text="Gone") == "message_not_found"
    posted = await slack.client.chat_postMessage(channel=slack.channel, text="The bot's")
    await slack.client.chat_delete(channel=slack.channel, ts=str(posted["ts"]))
    assert [message["text"] for message in slack.ben.messages(slack.channel)] == ["Mine"]


async def test_what_is_ephemeral_is_seen_by_one_person_and_no_history(slack: Slack) -> None:
    channel = slack.channel
    posted = await slack.client.chat_postEphemeral(
        channel=channel, user=slack.ada.id, text="For you"
    )
    assert [message["ephemeral"] for message in slack.ada.messages(channel)] == [True]
    assert slack.ben.messages(channel) == []
    history = await slack.client.conversations_history(channel=channel)
    assert history["messages"] == []
    place = {"channel": channel, "ts": posted["message_ts"]}
    assert await slack.refused("chat.update", **place, text="New") == "message_not_found"
    refused = await slack.refused(
        "chat.postEphemeral", channel=channel, user=slack.outsider.id, text="For you"
    )
    assert refused == "user_not_in_channel"


async def test_a_thread_is_told_apart_from_the_channel(slack: Slack) -> None:
    channel = slack.channel
    parent = str((await slack.client.chat_postMessage(channel=channel, text="Card"))["ts"])
    reply = await slack.ada.post(channel, "Looks good", thread_ts=parent)
    await slack.client.chat_postMessage(channel=channel, text="Noted", thread_ts=reply)
    history = await slack.client.conversations_history(channel=channel)
    assert [message["text"] for message in history["messages"]] == ["Card"]
    assert history["messages"][0]["reply_count"] == 2
    thread = await slack.client.conversations_replies(channel=channel, ts=parent)
    assert [message["text"] for message in thread["messages"]] == ["Card", "Looks good", "Noted"]
    assert all(message["thread_ts"] == parent for message in thread["messages"])
    unknown = await slack.refused("conversations.replies", channel=channel, ts="1000000000.0")
    assert unknown == "thread_not_found"


async def test_history_comes_in_pages_the_newest_first(slack: Slack) -> None:
    stamps = [await slack.ada.post(slack.channel, f"Number {n}") for n in range(7)]
    texts: list[str] = []
    async for page in await slack.client.conversations_history(channel=slack.channel, limit=3):
        texts += [message["text"] for message in page["messages"]]
    assert texts == [f"Number {n}" for n in reversed(range(7))]
    since = await slack.client.conversations_history(channel=slack.channel, oldest=stamps[5])
    assert [message["text"] for message in since["messages"]] == ["Number 6"]
    both = await slack.client.conversations_history(
        channel=slack.channel, oldest=stamps[5], inclusive=True
    )
    assert len(both["messages"]) == 2


async def test_a_permalink_leads_to_a_message_that_is_there(slack: Slack) -> None:
    ts = await slack.ada.post(slack.channel, "Here")
    answer = await slack.client.chat_getPermalink(channel=slack.channel, message_ts=ts)
    link = f"https://practice.slack.com/archives/{slack.channel}/p{ts.replace('.', '')}"
    assert answer["permalink"] == link
    lost = {"channel": slack.channel, "message_ts": "1000000000.000000"}
    assert await slack.refused("chat.getPermalink", **lost) == "message_not_found"


async def test_a_reaction_is_given_once(slack: Slack) -> None:
    ts = await slack.ada.post(slack.channel, "Done")
    mark = {"channel": slack.channel, "timestamp": ts, "name": "white_check_mark"}
    assert (await slack.answer("reactions.add", **mark))["ok"]
    assert await slack.refused("reactions.add", **mark) == "already_reacted"
    assert await slack.refused("reactions.add", **{**mark, "name": "No Such!"}) == "invalid_name"
    assert slack.ada.messages(slack.channel)[0]["reactions"][0]["count"] == 1


# --- people and conversations -------------------------------------------------------------------


async def test_people_are_found_by_address_and_identity(slack: Slack) -> None:
    found = await slack.client.users_lookupByEmail(email="Ada@Hub.example")
    assert found["user"]["id"] == slack.ada.id
    assert (await slack.client.users_info(user=slack.ada.id))["user"]["tz_offset"] == 0
    assert await slack.refused("users.lookupByEmail", email="no@one.example") == "users_not_found"
    assert await slack.refused("users.info", user="U0NOBODY") == "user_not_found"
    names: list[str] = []
    async for page in await slack.client.users_list(limit=2):
        names += [user["real_name"] for user in page["members"]]
    assert len(names) == 5
    assert {"Ada Coordinator", "Ben Specialist", "Olive Outsider"} < set(names)


async def test_a_direct_conversation_is_opened_once(slack: Slack) -> None:
    first = await slack.client.conversations_open(users=slack.outsider.id)
    again = await slack.client.conversations_open(users=[slack.outsider.id])
    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"]
    await slack.client.chat_postMessage(channel=slack.outsider.id, text="Hello Olive")
    dm = slack.outsider.conversations()[0]
    assert (dm["kind"], dm["messages"][0]["text"]) == ("im", "Hello Olive")
    assert await slack.refused("conversations.open", users="U0NOBODY") == "user_not_found"
    assert await slack.refused("conversations.open") == "users_list_not_supplied"


async def test_conversations_and_their_members_are_listed(slack: Slack) -> None:
    slack.workspace.add_channel("second", [slack.ben.id])
    channels: list[str] = []
    async for page in await slack.client.conversations_list(limit=1):
        channels += [channel["name"] for channel in page["channels"]]
    assert channels == ["south-alliance", "second"]
    assert await slack.refused("conversations.list", types="rooms") == "invalid_types"
    info = await slack.client.conversations_info(channel=slack.channel, include_num_members=True)
    assert (info["channel"]["num_members"], info["channel"]["is_member"]) == (3, True)
    members = await slack.client.conversations_members(channel=slack.channel)
    bot = slack.workspace.app.bot_user_id
    assert set(members["members"]) == {slack.ada.id, slack.ben.id, bot}


# --- it is kept ---------------------------------------------------------------------------------


async def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "slack.sqlite3"
    async with running(path) as slack:
        ts = await slack.ada.post(slack.channel, "Before")
        view = {"type": "home", "blocks": [SECTION]}
        await slack.client.views_publish(user_id=slack.ada.id, view=view)
        identities = (slack.channel, slack.ada.id, slack.ben.id)
    async with running(path) as again:
        assert (again.channel, again.ada.id, again.ben.id) == identities
        assert [m["text"] for m in again.ben.messages(again.channel)] == ["Before"]
        assert again.ada.home() is not None
        assert await again.ada.post(again.channel, "After") > ts


async def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "slack.sqlite3", FixedClock(NOW), SlackApp.made_up())
    with pytest.raises(ValueError, match="this machine only"):
        SlackServer(workspace, host="0.0.0.0")  # noqa: S104 — what must be refused
    elsewhere = RequestUrls.all_at("https://hub.example/slack/events")
    with pytest.raises(ValueError, match="practice stays on loopback"):
        workspace.deliver_to(elsewhere)
    await workspace.close()


async def test_two_clients_share_the_workspace(slack: Slack) -> None:
    other = AsyncWebClient(token="xoxb-practice-test", base_url=slack.server.api_url)
    await other.chat_postMessage(channel=slack.channel, text="From the other process")
    history = await slack.client.conversations_history(channel=slack.channel)
    assert history["messages"][0]["text"] == "From the other process"
