"""The practice world as a whole, over its HTTP interface, with real mail and a Slack server."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from core.clock import SystemClock
from core.errors import ConfigError
from core.settings import Settings
from sle_broker.practice.choosing import FOLDER
from sle_broker.practice.practice import MadeUp, Practice
from sle_broker.service import Service
from tests.support.practice_world import World, practice_world

HEAD, COORDINATOR = "Chidi Eze", "Paul Novello"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh practice world in which everything goes by mail."""
    async with practice_world(tmp_path, slack=False) as found:
        yield found


async def send(world: World, name: str, status: int = 200, **told: Any) -> Any:
    person = await world.person(name)
    return await world.post_to(f"people/{person['id']}/mail", told, status)


async def letter(world: World) -> dict[str, Any]:
    """Return the letter that the first story begins with."""
    told: dict[str, Any] = (await world.get("story"))["steps"][0]["suggestion"]
    return {x: told[x] for x in ("to", "subject", "text")}


async def request(world: World) -> str:
    """Send a request and wait for its case."""
    before = len(await world.get("cases"))
    await send(world, HEAD, **await letter(world))

    async def opened() -> Any:
        found = await world.get("cases")
        return found if len(found) > before else None

    found = await world.until(opened, "no case was opened")
    return str(found[-1]["ref"])


async def inbox(world: World, name: str, words: str) -> Any:
    """Wait for a mail to somebody whose subject has these words."""

    async def come() -> Any:
        found = [x for x in await world.mails(name) if x["folder"] == "in"]
        return next((x for x in found if words in x["subject"]), None)

    return await world.until(come, f"{name} got no mail about “{words}”")


async def quiet(world: World, ref: str) -> None:
    """Wait until nothing more is written to anybody about a case."""

    async def same() -> bool:
        before = await world.get(f"cases/{ref}")
        await asyncio.sleep(1.2)
        return bool(before == await world.get(f"cases/{ref}"))

    await world.until(same, "there is always more to write")


# --- people -------------------------------------------------------------------------------------


async def test_everybody_is_told_with_what_they_do(world: World) -> None:
    people = await world.get("people")
    assert {x["alliance"] for p in people for x in p["roles"]} == set(
        world.service.library.alliances
    )
    paul = await world.person(COORDINATOR)
    assert paul["roles"][0]["title"] == "School Support Co-ordinator"
    assert paul["slack_user_id"]
    assert (await world.person(HEAD))["slack_user_id"] is None
    assert all(x["address"] or x["slack_user_id"] for x in people)


async def test_whoever_is_waited_for_is_marked(world: World) -> None:
    await request(world)

    async def waited() -> bool:
        return bool((await world.person(COORDINATOR))["waiting"] == 1)

    await world.until(waited, "nobody is marked")
    assert (await world.person(HEAD))["waiting"] == 0


async def test_those_with_an_account_are_in_slack_and_staff_in_their_channel(world: World) -> None:
    settings = world.practice.settings
    token = settings.slack_bot_token.get_secret_value()
    client = AsyncWebClient(token=token, base_url=settings.slack_api_url)
    people = [x for x in await world.get("people") if x["slack_user_id"]]
    for person in people[:5]:
        user = (await client.users_info(user=person["slack_user_id"]))["user"]
        assert user["real_name"] == person["name"]
    paul = await world.person(COORDINATOR)
    seen = await world.get(f"people/{paul['id']}/slack")
    channels = [x["name"] for x in seen["conversations"] if x["kind"] == "channel"]
    alliance = world.service.library.alliances[paul["roles"][0]["alliance"]]
    assert channels == [alliance.slack_channel]


async def test_nobody_unknown_has_a_mailbox_or_a_case(world: World) -> None:
    for path in ("people/nobody/mail", "people/nobody/slack", "cases/XX-0001"):
        async with world.client.get(f"/practice/api/{path}") as answer:
            assert answer.status == 404


# --- mail both ways -----------------------------------------------------------------------------


async def test_a_request_becomes_a_case_and_is_acknowledged(world: World) -> None:
    ref = await request(world)
    mail = await inbox(world, HEAD, ref)
    assert "Marshgate Primary School" in mail["text"]
    case = await world.get(f"cases/{ref.lower()}")
    assert case["author_proven"] is True
    assert case["timeline"][0]["event"] == "request_opened"


async def test_an_answer_by_mail_settles_the_question(world: World) -> None:
    ref = await request(world)
    asked = await inbox(world, COORDINATOR, ref)
    await send(world, COORDINATOR, reply_to=asked["id"], text="Yes")

    async def settled() -> bool:
        case = await world.get(f"cases/{ref}")
        prompt = next(x for x in case["prompts"] if x["kind"] == "agree_request")
        return bool(prompt["state"] == "answered")

    await world.until(settled, "the question is still open")
    sent = (await world.mails(COORDINATOR))[0]
    assert sent["folder"] == "sent"
    assert sent["in_reply_to"] == asked["message_id"]


async def test_a_forwarded_mail_reaches_another_persons_mailbox_with_its_files(
    world: World,
) -> None:
    asked = await inbox(world, HEAD, await request(world))
    debbie = await world.person("Debbie Relf")
    file = {"name": "plän.txt", "type": "text/plain", "base64": "aGVsbG8="}
    await send(
        world,
        HEAD,
        forward=asked["id"],
        to=debbie["address"],
        text="See below.",
        attachments=[file],
    )
    mail = await inbox(world, "Debbie Relf", "Fwd:")
    assert "Forwarded message" in mail["text"]
    assert [x["name"] for x in mail["attachments"]] == ["plän.txt"]
    path = f"/practice/api/people/{debbie['id']}/mail/{mail['id']}/attachments/"
    async with world.client.get(f"{path}0") as answer:
        assert await answer.read() == b"hello"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    async with world.client.get(f"{path}1") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"to": "", "text": "x"}, "Say who the mail is for"),
        ({"to": "not an address", "text": "x"}, "is not an address"),
        ({"reply_to": 999, "text": "x"}, "not in this mailbox"),
    ],
)
async def test_what_no_mail_program_would_send_is_refused(
    world: World, told: dict[str, Any], words: str
) -> None:
    assert words in (await send(world, HEAD, 422, **told))["error"]
    assert await world.mails(HEAD) == []


async def test_every_example_opens_a_case_or_joins_one(world: World) -> None:
    examples = await world.get("examples")
    senders = {x["address"]: x["name"] for x in await world.get("people")}
    ours = [x for x in examples if x["from"] in senders]
    assert {x["alliance"] for x in ours} == set(world.service.library.alliances)
    for one in ours:
        told = {x: one[x] for x in ("to", "subject", "text")}
        await send(world, senders[one["from"]], **told)

    async def all_read() -> bool:
        found = await world.get("cases")
        return {x["alliance"] for x in found} == {x["alliance"] for x in ours}

    await world.until(all_read, "an example opened no case")


# --- time ---------------------------------------------------------------------------------------


async def test_moving_to_the_next_thing_due_reminds_whoever_is_waited_for(world: World) -> None:
    ref = await request(world)
    due = (await world.get("clock"))["next_due"]
    moved = await world.post_to("clock", {"advance": "next"})
    assert moved["now"] > due > moved["moved_from"]
    assert (ref, "prompt_nudged") in [(x["case"], x["event"]) for x in moved["happened"]]
    assert moved["local"] == (await world.get("clock"))["local"]


async def test_a_long_step_lets_each_thing_happen_in_its_own_time(world: World) -> None:
    await request(world)
    moved = await world.post_to("clock", {"advance": "14d"})
    nudges = [x["at"] for x in moved["happened"] if x["event"] == "prompt_nudged"]
    assert len(nudges) >= 3
    assert len({x[:10] for x in nudges}) == len(nudges)


async def test_a_step_that_is_none_is_refused(world: World) -> None:
    refused = await world.post_to("clock", {"advance": "backwards"}, 422)
    assert "such as 1d" in refused["error"]


# --- news ---------------------------------------------------------------------------------------


async def test_whoever_looks_is_told_of_every_change(world: World) -> None:
    async with world.client.get("/practice/api/live") as live:
        assert live.content_type == "text/event-stream"
        await asyncio.gather(request(world), asyncio.wait_for(_event(live), 10))


async def test_whoever_looks_does_not_hold_up_the_end(tmp_path: Path) -> None:
    async with practice_world(tmp_path, slack=False) as world:
        live = await world.client.get("/practice/api/live")
        loop = asyncio.get_running_loop()
        begun = loop.time()
    assert loop.time() - begun < 5
    assert live.status == 200


async def test_whoever_looks_is_told_of_what_another_program_wrote(world: World) -> None:
    with_another = Service(world.service.settings, world.practice.clock, practice=True)
    async with world.client.get("/practice/api/live") as live:
        await asyncio.sleep(0.7)
        with with_another.database.write() as connection:
            connection.exec_driver_sql("insert into series (name, last) values ('x', 1)")
        await asyncio.wait_for(_event(live), 10)
    with_another.close()


async def _event(live: aiohttp.ClientResponse) -> None:
    async for line in live.content:
        if line == b"event: changed\n":
            return
    raise AssertionError("the stream ended")


# --- staying the same ---------------------------------------------------------------------------


async def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    async with practice_world(tmp_path, slack=False) as world:
        ref = await request(world)
        await inbox(world, HEAD, ref)
        await world.post_to("clock", {"advance": "7d"})
        await quiet(world, ref)
        before = [await world.get(x) for x in ("people", "cases", f"cases/{ref}", "story")]
        mails, made_up = await world.mails(HEAD), world.practice.made_up
        day = (await world.get("clock"))["local"][:-7]
    async with practice_world(tmp_path, slack=False) as world:
        assert [await world.get(x) for x in ("people", "cases", f"cases/{ref}", "story")] == before
        assert await world.mails(HEAD) == mails
        assert world.practice.made_up == made_up
        assert (await world.get("clock"))["local"][:-7] == day


async def test_an_answer_to_a_mail_from_before_a_restart_counts(tmp_path: Path) -> None:
    async with practice_world(tmp_path, slack=False) as world:
        ref = await request(world)
        asked = await inbox(world, COORDINATOR, ref)
    async with practice_world(tmp_path, slack=False) as world:
        await send(world, COORDINATOR, reply_to=asked["id"], text="Yes")

        async def moved_on() -> bool:
            return bool((await world.get(f"cases/{ref}"))["step"] == "request form")

        await world.until(moved_on, "the answer did not count")


def test_what_is_made_up_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    made_up = MadeUp.kept_in(folder)
    assert MadeUp.kept_in(folder) == made_up
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made_up.bot_token not in repr(Practice(_real(tmp_path)).settings)


# --- practice and real work never meet ----------------------------------------------------------


def _real(folder: Path, **more: Any) -> Settings:
    return Settings(_env_file=None, BROKER_DATA_DIR=folder, **more)


async def test_real_work_refuses_a_practice_database(world: World) -> None:
    settings = _real(world.practice.folder, DATABASE_URL=world.practice.settings.database)
    with pytest.raises(ConfigError, match="practice workspace"):
        _ = Service(settings, SystemClock()).database


def test_practice_refuses_the_database_of_real_work(tmp_path: Path) -> None:
    practice = Practice(_real(tmp_path))
    practice.folder.mkdir()
    real = Service(practice.settings, SystemClock())
    assert real.database.is_sqlite
    real.close()
    with pytest.raises(ConfigError, match="not a practice workspace"):
        _ = Service(practice.settings, practice.clock, practice=True).database


def test_practice_stays_on_this_machine_and_apart_whatever_is_set(tmp_path: Path) -> None:
    settings = Practice(
        _real(
            tmp_path,
            DATABASE_URL="postgresql://somewhere.example/real",
            BROKER_SMTP_URL="smtp://relay.example",
            BROKER_INTAKE_HOST="0.0.0.0",  # noqa: S104 — this is what must not be taken over
            BROKER_TRUSTED_AUTHSERV="mx.example",
            SLACK_BOT_TOKEN="xoxb-real",
        )
    ).settings
    assert settings.database.startswith(f"sqlite:///{tmp_path / FOLDER}")
    assert settings.smtp_url == ""
    assert settings.intake_host == settings.http_host == "127.0.0.1"
    assert settings.trusted_authserv != "mx.example"
    assert settings.slack_bot_token.get_secret_value() != "xoxb-real"


async def test_a_page_of_another_site_can_do_nothing_here(world: World) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain"}
    told = json.dumps({"advance": "1d"})
    async with world.client.post("/practice/api/clock", data=told, headers=headers) as answer:
        assert answer.status == 403


# --- the first story ----------------------------------------------------------------------------


async def test_the_first_story_is_walked_to_its_end_by_whoever_it_names(world: World) -> None:
    """Each step's own example is what is sent; every person is the one the story says."""
    told = await world.get("story")
    lived: list[str] = []
    for _ in range(len(told["steps"]) + 6):
        if told["finished"]:
            break
        step = next(x for x in told["steps"] if x["current"])
        lived.append(step["title"])
        await _live_through(world, step)
        told = await world.until(lambda: _after(world, step), f"stuck at {step['title']}")  # noqa: B023 — awaited within the round
    assert told["finished"]
    assert dict.fromkeys(lived) == dict.fromkeys(x["title"] for x in told["steps"])
    case = await world.get(f"cases/{told['case']}")
    assert case["state"] == "closed"
    assert {(x["amount"], x["state"]) for x in case["money"]} == {(350_00, "paid")}


async def _after(world: World, step: dict[str, Any]) -> Any:
    """Return the story once it has moved on from a step, and what is to be answered is there."""
    told = await world.get("story")
    now = next((x for x in told["steps"] if x["current"]), None)
    if now is None:
        return told
    if (now["title"], now["person"]) == (step["title"], step["person"]):
        return None
    return told if now["mail"] or now["where"] == "clock" else None


async def _live_through(world: World, step: dict[str, Any]) -> None:
    if step["where"] == "clock":
        await world.post_to("clock", {"advance": "next"})
        return
    words = {"Find the SLE": "Martin Gosling please.", "Pass it on": "Done."}
    suggestion = step["suggestion"] or {"text": words.get(step["title"], "Yes")}
    told = {x: y for x, y in suggestion.items() if x in ("to", "subject", "text")}
    if step["mail"]:
        told["reply_to"] = step["mail"]
    await world.post_to(f"people/{step['person']}/mail", told)
