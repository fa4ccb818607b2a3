"""What people write to the app: visits, answers in words, "any news?"; remarks in a card's thread.

What was understood for certain is done or put forward; anything else gets a hint, never a guess.
"""

from typing import Any, Final

from slack_bolt.app.async_app import AsyncApp

from bot.counter import Counter, Turn
from bot.listeners import talking
from bot.listeners.answering import remark
from bot.listeners.payloads import Body, event_key
from core.commands import Command
from core.model import Prompt
from core.store import posted
from core.store.posted import Posted

_BY_A_PERSON: Final = (None, "file_share", "thread_broadcast")
"""Subtypes of messages that somebody wrote; others tell of edits, joins and the like."""


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen to direct messages and to the threads of what we posted."""

    @app.event("message")
    async def hear(event: dict[str, Any], body: Body) -> None:
        if event.get("subtype") not in _BY_A_PERSON or event.get("bot_id"):
            return
        if event.get("channel_type") != "im" and not _in_thread(event):
            return
        key = event_key(body)
        await counter.serve(str(event["user"]), key, lambda turn: _heard(turn, event))


def _in_thread(event: dict[str, Any]) -> bool:
    return event.get("thread_ts") not in (None, event.get("ts"))


def _heard(turn: Turn, event: dict[str, Any]) -> None:
    direct = event.get("channel_type") == "im"
    if turn.who is None:
        if direct:
            turn.say(turn.welcome_stranger())
        return
    text = talking.plain(str(event.get("text") or ""))
    about = None
    if _in_thread(event):
        place = Posted(str(event["channel"]), str(event["thread_ts"]))
        about = posted.subject_at(turn.connection, place)
    if direct:
        talking.direct_message(turn, text, _asked_in(turn, about))
    elif about is not None and about.startswith("card:") and text.strip():
        _note_on_case(turn, about.removeprefix("card:"), text)


def _asked_in(turn: Turn, subject: str | None) -> Prompt | None:
    """Return the question whose thread somebody writes in."""
    if subject is None or not subject.startswith("prompt:"):
        return None
    prompt = subject.split(":")[1]
    case = turn.case(prompt.partition(".")[0])
    return case.find_prompt(prompt) if case else None


def _note_on_case(turn: Turn, ref: str, text: str) -> None:
    """File what is said about a case in its thread; whoever coordinates it is told of it."""
    case = turn.case(ref)
    if case is None:
        return
    command: Command = remark(turn, case, text)
    turn.hand_in(command)
