"""A real Chromium, as Debian packages it, with its eyes on what a page must not do."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Page, Request, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Watched:
    """A page, and what went wrong in it."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, but for what the page's own policy held back."""

    def failed(self, request: Request) -> None:
        """Take back a request that never left the browser."""
        if request.failure == "csp":
            self.asked.remove(request.url)


def chromium() -> str:
    """Return where Chromium is; without one the test is skipped, and says so."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine (on Debian: apt install chromium)")
    return found


@asynccontextmanager
async def browsing(
    *, width: int = 1280, height: int = 860, dark: bool = False
) -> AsyncIterator[Watched]:
    """Open an empty page of a size."""
    path = chromium()
    async with async_playwright() as playwright:
        # Without its sandbox, as tests may run as root; it sees nothing but our own pages.
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            color_scheme="dark" if dark else "light",
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        watched = Watched(page)
        page.on("pageerror", lambda error: watched.wrong.append(str(error)))
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("requestfailed", watched.failed)
        try:
            yield watched
        finally:
            await browser.close()
