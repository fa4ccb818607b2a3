"""The guided first story, done by hand in a real browser: mail, Slack's buttons and forms, time."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.support.browser import browsing
from tests.support.practice_world import World, practice_world

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh practice world, the bot in its Slack."""
    async with practice_world(tmp_path) as found:
        yield found


async def by_mail(page: Page) -> None:
    await page.locator(".compose").get_by_role("button", name="Send").click()


async def by_clock(page: Page) -> None:
    await page.get_by_role("button", name="To the next thing due").click()


def pressing(button: str, *then: str, choose: str = "") -> Callable[[Page], Awaitable[None]]:
    """Press a button of the bot's newest question, and in what opens what follows."""

    async def press(page: Page) -> None:
        asked = page.locator(".messages .b-actions", has=_button(page, button)).last
        await _button(asked, button).click()
        dialog = page.get_by_role("dialog")
        if choose:
            await dialog.get_by_label(choose).check()
        for one in then:
            await _button(dialog, one).click()

    return press


def _button(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name, exact=True)


async def by_chat(page: Page) -> None:
    """Send the words that stand in the box, and confirm what was understood."""
    await page.locator(".room > div:last-child").get_by_role("button", name="Send").click()
    await pressing("Confirm")(page)


filled = pressing("Fill in…", "Fill in the example", "Send")
IN_SLACK: Mapping[str, Callable[[Page], Awaitable[None]]] = {
    "Agree to it": pressing("Yes"),
    "Find the SLE": pressing("See the shortlist…", "Propose", choose="Martin Gosling"),
    "Ask the SLE": pressing("Yes"),
    "Ask the SLE's own head": pressing("Yes"),
    "Four sign": pressing("Yes, I sign", "Sign"),
    "Make contact": pressing("Done"),
    "Make a plan": filled,
    "Report the visit": by_chat,
    "The SLE looks back": filled,
    "Pass it on": pressing("Done"),
    "Report to the Boards": pressing("Done"),
}


async def test_a_newcomer_takes_a_case_from_its_first_mail_to_its_last_penny(world: World) -> None:
    async with browsing() as browser:
        page = browser.page
        await page.goto(world.url)
        told = await world.get("story")
        for _ in range(30):
            if told["finished"]:
                break
            told = await _take_step(world, page, told)
        await expect(page.get_by_role("heading", name="Well done")).to_be_visible()
        await expect(page.locator(".case")).to_contain_text("£350.00, paid")
        assert browser.wrong == []
    case = await world.get(f"cases/{told['case']}")
    assert case["state"] == "closed"
    assert {x["channel"] for x in case["timeline"]} >= {"email", "slack"}


async def _take_step(world: World, page: Page, told: dict[str, Any]) -> dict[str, Any]:
    """Do what the story asks for, by the page alone, and wait until it has moved on."""
    step = next(x for x in told["steps"] if x["current"])
    await expect(page.locator(".story h2")).to_have_text(step["title"])
    await expect(page.locator(".story [data-focus=show]")).to_contain_text(
        "clock" if step["where"] == "clock" else step["name"]
    )
    await page.locator(".story [data-focus=show]").click()
    if step["where"] == "clock":
        await by_clock(page)
    else:
        await expect(page.locator(".desk-head h2")).to_have_text(step["name"])
        await (by_mail if step["where"] == "mail" else IN_SLACK[step["title"]])(page)

    async def moved_on() -> dict[str, Any] | None:
        after: dict[str, Any] = await world.get("story")
        now = next((x for x in after["steps"] if x["current"]), None)
        if now and (now["title"], now["person"]) == (step["title"], step["person"]):
            return None
        reachable = now is None or now["where"] != "mail" or now["mail"] is not None
        return after if reachable else None

    found: dict[str, Any] = await world.until(moved_on, f"stuck at “{step['title']}”")
    return found
