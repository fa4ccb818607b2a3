"""The practice page in a real browser."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Watched, browsing
from tests.support.practice_bot import Bot, living_in
from tests.support.practice_pages import BLOCKS, be, deliver, in_slack, note
from tests.support.practice_world import World, practice_world

pytestmark = pytest.mark.browser
HEAD, COORDINATOR = "Chidi Eze", "Paul Novello"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh practice world in which everything goes by mail."""
    async with practice_world(tmp_path, slack=False) as found:
        yield found


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    """A small bot in its Slack."""
    async with living_in(world.practice.settings) as found:
        yield found


@pytest.fixture
async def browser() -> AsyncIterator[Watched]:
    """A browser as wide as a laptop; whatever fails in the page fails the test."""
    async with browsing() as found:
        yield found
        assert found.wrong == []


@pytest.fixture
async def page(world: World, browser: Watched) -> Page:
    """The practice page."""
    await browser.page.goto(world.url)
    await expect(browser.page.get_by_role("heading", name="Welcome")).to_be_visible()
    return browser.page


# --- people and mail ----------------------------------------------------------------------------


async def test_a_request_by_mail_becomes_a_case_before_ones_eyes(page: Page) -> None:
    story = page.get_by_label("Your first case")
    await expect(story).to_contain_text("step 1 of")
    await story.get_by_role("button", name=f"Show me: be {HEAD}").click()
    await page.get_by_role("form", name="New mail").get_by_role("button", name="Send").click()
    await expect(story).to_contain_text("step 2 of")
    await page.locator(".case-row").click()
    await expect(page.locator(".timeline")).to_contain_text("The request came in")
    await expect(page.locator(".waits")).to_contain_text(COORDINATOR)
    await expect(page.locator(".mail-row").first).to_contain_text("We have your request")


async def test_a_mail_is_read_answered_and_forwarded(world: World, page: Page) -> None:
    await be(page, HEAD)
    await page.get_by_role("button", name="New mail").click()
    form = page.locator(".compose")
    await form.get_by_label("An example").select_option(index=1)
    await form.get_by_role("button", name="Send").click()
    await page.locator(".mail-row", has_text="We have your request").click()
    inside = page.frame_locator(".mail-frame")
    await expect(inside.locator("body")).to_contain_text("Dear Chidi Eze")
    await page.get_by_role("button", name="Plain text").click()
    await expect(page.locator(".mail-text")).to_contain_text("Dear Chidi Eze")
    await page.get_by_role("button", name="Forward").click()
    await form.get_by_label("To", exact=True).fill("finance@marshgate.example")
    await form.get_by_label("Files").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"hello"}
    )
    await form.get_by_role("button", name="Send").click()
    await be(page, "Pat Catt")
    await page.locator(".mail-row", has_text="Fwd:").click()
    await expect(page.locator(".files")).to_contain_text("plan.txt")
    [mail] = await world.mails("Pat Catt")
    assert "Forwarded message" in mail["text"]


async def test_what_is_refused_is_said_and_what_was_written_stays(page: Page) -> None:
    await be(page, HEAD)
    await page.get_by_role("button", name="New mail").click()
    form = page.locator(".compose")
    await form.get_by_label("Your words").fill("Hello")
    await form.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_contain_text("Say who the mail is for")
    await expect(form.get_by_label("Your words")).to_have_value("Hello")


# --- Slack --------------------------------------------------------------------------------------


async def test_whatever_can_be_pressed_is_told_to_the_app(
    world: World, bot: Bot, page: Page
) -> None:
    user = await in_slack(world, COORDINATOR)
    await be(page, COORDINATOR)
    await bot.say(user, "A request", BLOCKS)
    message = page.locator(".message", has_text="ES-0001")
    await expect(message.locator("strong").nth(1)).to_have_text("Maths")
    await expect(message.locator("blockquote")).to_have_text("quoted")
    await message.get_by_role("button", name="Agree").click()
    await message.get_by_role("button", name="Decline").click()
    await page.get_by_role("dialog").get_by_role("button", name="Do not").click()
    await message.get_by_label("Choose an SLE").select_option("duncan")
    await message.locator("input[type=date]").fill("2026-12-01")
    await message.locator("summary", has_text="⋯").click()
    await message.get_by_role("button", name="Withdraw").click()

    async def heard() -> bool:
        return len(bot.actions) >= 4

    await world.until(heard, f"the app heard only {bot.actions}")
    assert [x["action_id"] for x in bot.actions] == ["yes", "pick", "day", "more"]
    assert bot.actions[1]["selected_option"]["value"] == "duncan"
    assert bot.actions[2]["selected_date"] == "2026-12-01"
    assert bot.actions[3]["selected_option"]["value"] == "withdraw"


async def test_a_form_shows_what_is_wrong_with_it_and_goes_once_it_is_mended(
    world: World, bot: Bot, page: Page
) -> None:
    await be(page, COORDINATOR)
    box = page.get_by_label("Write to SLE broker")
    await box.fill("/sle request")
    await box.press("Enter")
    form = page.get_by_role("dialog", name="A form")
    await form.get_by_role("button", name="Send it").click()
    await expect(form.locator(".error")).to_have_count(4)
    words = form.get_by_label("Priorities")
    await expect(words).to_be_focused()
    await words.fill("As quickly as can be")
    await form.get_by_label("Payer").select_option("boards")
    await form.get_by_label("Day").fill("2026-12-01")
    await form.get_by_label("B", exact=True).check()
    await form.get_by_label("Two", exact=True).check()
    await form.get_by_role("button", name="Send it").click()
    await expect(form.locator(".error")).to_have_count(1)
    await expect(form.locator(".error")).to_have_text("Please take your time.")
    await words.fill("In our own time")
    await form.get_by_role("button", name="Send it").click()
    await expect(form).to_have_count(0)
    [values] = bot.submitted
    assert values["Priorities"]["x"]["value"] == "In our own time"
    assert values["Payer"]["x"]["selected_option"]["value"] == "boards"
    assert values["Day"]["x"]["selected_date"] == "2026-12-01"
    assert values["Phase"]["x"]["selected_option"]["value"] == "b"
    assert [x["value"] for x in values["Subjects"]["x"]["selected_options"]] == ["two"]


async def test_escape_closes_a_form_for_the_app_too(world: World, bot: Bot, page: Page) -> None:
    await be(page, COORDINATOR)
    box = page.get_by_label("Write to SLE broker")
    await box.fill("/sle request")
    await box.press("Enter")
    await expect(page.get_by_role("dialog", name="A form")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    async def told() -> bool:
        return bool(bot.closed)

    await world.until(told, "the app was not told")


async def test_news_takes_nothing_away_that_is_being_written(
    world: World, bot: Bot, page: Page
) -> None:
    user = await in_slack(world, COORDINATOR)
    await be(page, COORDINATOR)
    box = page.get_by_label("Write to SLE broker")
    await box.fill("Half a senten")
    for number in range(3):
        await bot.say(user, f"News {number}")
    await expect(page.locator(".message", has_text="News 2")).to_be_visible()
    await expect(box).to_be_focused()
    await box.press_sequentially("ce")
    await expect(box).to_have_value("Half a sentence")
    await box.press("Enter")
    await expect(page.locator(".message", has_text="Half a sentence")).to_be_visible()

    async def heard() -> bool:
        return any(x.get("text") == "Half a sentence" for x in bot.messages)

    await world.until(heard, "the app did not hear it")


async def test_a_thread_and_the_home_tab_can_be_read(world: World, bot: Bot, page: Page) -> None:
    user = await in_slack(world, COORDINATOR)
    ts = await bot.say(user, "The beginning")
    room = (await bot.client.conversations_open(users=[user]))["channel"]["id"]
    await bot.client.chat_postMessage(channel=room, thread_ts=ts, text="The answer")
    await bot.client.chat_postEphemeral(channel=room, user=user, text="A whisper")
    await be(page, COORDINATOR)
    await page.get_by_text("1 reply").click()
    await expect(page.locator(".thread")).to_contain_text("The answer")
    await expect(page.locator(".ephemeral")).to_contain_text("Only you can see this")
    await page.locator(".rooms").get_by_role("button", name="Home").click()
    await expect(page.locator(".home-tab")).to_have_text("Nothing waits")


# --- time, and staying alive --------------------------------------------------------------------


async def test_moving_time_says_what_happened(page: Page) -> None:
    await page.get_by_role("button", name=f"Show me: be {HEAD}").click()
    await page.locator(".compose").get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="To the next thing due").click()
    await expect(page.locator(".happened")).to_contain_text(f"({COORDINATOR})")
    await page.locator(".happened").get_by_role("button", name="Close").click()
    await expect(page.get_by_role("button", name="To the next thing due")).to_be_focused()


async def test_the_page_comes_back_after_the_service_was_away(
    tmp_path: Path, browser: Watched
) -> None:
    page = browser.page
    async with practice_world(tmp_path, slack=False) as world:
        port = int(urlsplit(world.url).port or 0)
        await page.goto(world.url)
        await be(page, HEAD)
    await expect(page.locator("body.away")).to_be_visible()
    async with practice_world(tmp_path, port, slack=False) as world:
        await expect(page.locator("body:not(.away)")).to_be_visible(timeout=15_000)
        await asyncio.to_thread(deliver, world, note("Welcome back"))
        await expect(page.locator(".mail-row")).to_contain_text("Welcome back")


async def test_a_reload_and_the_back_button_keep_ones_place(page: Page) -> None:
    await be(page, COORDINATOR)
    await page.locator(".desk-head").get_by_role("button", name="Mail").click()
    await page.reload()
    await expect(page.locator(".desk-head h2")).to_have_text(COORDINATOR)
    await expect(page.locator(".mail")).to_be_visible()
    await page.go_back()
    await expect(page.locator(".slack")).to_be_visible()
