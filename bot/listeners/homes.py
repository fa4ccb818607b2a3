"""The home tab, shown when somebody opens it."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.counter import Counter
from bot.listeners.payloads import event_key


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen for whoever comes home."""

    @app.event("app_home_opened")
    async def come_home(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            key = event_key(body)
            await counter.serve(str(event["user"]), key, lambda turn: turn.queue("home"))
