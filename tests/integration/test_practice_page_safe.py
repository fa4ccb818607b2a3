"""The practice page is safe from what it shows, and open to everybody."""

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import Watched, browsing
from tests.support.practice_bot import Bot, living_in, plain
from tests.support.practice_pages import BLOCKS, be, deliver, in_slack
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


# --- hostile ------------------------------------------------------------------------------------

HOSTILE = (
    "<script>window.top.hurt = 1</script><img src=x onerror='top.hurt = 1'>"
    "<svg onload='top.hurt = 1'></svg><img src='https://spy.example/pixel.png'>"
    "<link rel=stylesheet href='https://spy.example/a.css'>"
    "<meta http-equiv=refresh content='0;url=https://spy.example/'>"
    "<iframe src='https://spy.example/frame'></iframe>"
    "<a href='javascript:top.hurt = 1' id=bad>press</a><base href='https://spy.example/'>"
)


async def test_a_hostile_mail_runs_nothing_fetches_nothing_and_stays_in_its_frame(
    world: World, page: Page, browser: Watched
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = f'"{HOSTILE[:80]}" <x@evil.example>', "c.eze@marshgate.example"
    mail["Subject"] = HOSTILE.replace("\n", "")
    mail["Message-ID"] = "<hostile@evil.example>"
    mail.set_content(HOSTILE)
    mail.add_alternative(f"<html><body>{HOSTILE}<p>Hello</p></body></html>", subtype="html")
    mail.add_attachment(b"x", maintype="text", subtype="html", filename="<img src=x>.html")
    await asyncio.to_thread(deliver, world, mail)
    await be(page, HEAD)
    await page.locator(".mail-row").click()
    inside = page.frame_locator(".mail-frame")
    await expect(inside.locator("p")).to_have_text("Hello")
    await inside.locator("#bad").click()
    await page.get_by_role("button", name="Plain text").click()
    await expect(page.locator(".mail-text")).to_contain_text("<script>")
    await page.wait_for_timeout(500)
    await _nothing_happened(world, page, browser)


async def test_a_hostile_message_or_form_runs_nothing(
    world: World, bot: Bot, page: Page, browser: Watched
) -> None:
    user = await in_slack(world, COORDINATOR)
    await be(page, COORDINATOR)
    mrkdwn = f"{HOSTILE} <javascript:top.hurt=1|press> <https://x.example|{HOSTILE[:40]}>"
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain(HOSTILE[:150])},
        {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}},
        {"type": "markdown", "text": f"# {HOSTILE}\n\n[a](javascript:top.hurt=1)\n\n- {HOSTILE}"},
        {
            "type": "image",
            "image_url": "https://spy.example/pixel.png",
            "alt_text": HOSTILE,
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": HOSTILE}]]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": HOSTILE},
                        {"type": "link", "url": "javascript://x/%0atop.hurt=1", "text": "press"},
                    ],
                }
            ],
        },
    ]
    await bot.say(user, HOSTILE, blocks)
    message = page.locator(".message").last
    await expect(message.locator("h4")).to_contain_text("<script>")
    assert await message.locator("script, svg, iframe, img, link, meta, base").count() == 0
    hrefs = await message.locator("a").evaluate_all("all => all.map((x) => x.href)")
    assert all(urlsplit(x).scheme == "https" for x in hrefs)
    await _nothing_happened(world, page, browser)


async def _nothing_happened(world: World, page: Page, browser: Watched) -> None:
    assert await page.evaluate("window.hurt") is None
    assert page.url.startswith(world.url)
    assert [x for x in browser.asked if not x.startswith((world.url, "about:", "data:"))] == []


# --- for everybody ------------------------------------------------------------------------------


async def test_the_keyboard_alone_is_enough(page: Page, world: World) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to what this person sees")).to_be_focused()
    await page.get_by_label("Find somebody").focus()
    await page.keyboard.type(HEAD)
    await expect(page.locator(".who")).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".desk-head h2")).to_have_text(HEAD)


async def test_everything_that_can_be_used_has_a_name(world: World, bot: Bot, page: Page) -> None:
    user = await in_slack(world, COORDINATOR)
    await bot.say(user, "A request", BLOCKS)
    await be(page, COORDINATOR)
    await expect(page.locator(".message")).to_be_visible()
    assert await _nameless(page) == []
    await page.locator(".desk-head").get_by_role("button", name="Mail").click()
    await page.get_by_role("button", name="New mail").click()
    assert await _nameless(page) == []


async def _nameless(page: Page) -> list[str]:
    """Return what has no accessible name, by Chromium's own reckoning."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    roles = {"button", "textbox", "searchbox", "combobox", "checkbox", "radio", "link", "dialog"}
    return [
        node["role"]["value"]
        for node in tree["nodes"]
        if not node["ignored"]
        and node["role"]["value"] in roles
        and not node.get("name", {}).get("value")
    ]


@pytest.mark.parametrize("dark", [False, True])
async def test_a_telephone_shows_it_all_without_scrolling_sideways(
    world: World, bot: Bot, dark: bool
) -> None:
    user = await in_slack(world, COORDINATOR)
    await bot.say(user, "x" * 300, BLOCKS)
    person = await world.person(COORDINATOR)
    async with browsing(width=390, height=844, dark=dark) as browser:
        page = browser.page
        for at in ("", f"#person={person['id']}&at=slack", f"#person={person['id']}&at=mail"):
            await page.goto(f"{world.url}{at}")
            await page.reload()
            await expect(page.locator(".story h2")).to_be_visible()
            for part in ("People", "Cases", "Their desk"):
                await page.locator(".columns-nav").get_by_role("button", name=part).click()
                wide = await page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 390, (at, part)
        assert browser.wrong == []
