"""Buttons and menus: those that decide at once, and those that open a modal."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.counter import Counter, Turn
from bot.ids import Action
from bot.listeners import visiting
from bot.listeners.answering import answer, tell_second
from bot.listeners.opening import OPENERS, opened
from bot.listeners.payloads import Body, Pressed, pressed


def _yes(turn: Turn, press: Pressed) -> None:
    _answered(turn, press, "yes")


def _done(turn: Turn, press: Pressed) -> None:
    _answered(turn, press, "done")


def _answered(turn: Turn, press: Pressed, verdict: str) -> None:
    refusal = answer(turn, press.carried, verdict)
    if refusal is not None:
        tell_second(turn, press.carried, refusal)


_DECIDING: Final[Mapping[Action, Callable[[Turn, Pressed], None]]] = {
    Action.YES: _yes,
    Action.DONE: _done,
    Action.FINISHED: _done,
    Action.CONFIRM_VISITS: visiting.confirm,
    Action.DROP_VISITS: visiting.drop,
}
"""What a press settles by itself."""


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen to every button and menu that we show."""

    async def decide(ack: Any, body: Body) -> None:
        press = pressed(body)
        work = _DECIDING[Action(press.action)]
        await counter.serve(press.user, press.key, lambda turn: _by_somebody(turn, press, work))
        await ack()

    async def open_modal(ack: Any, body: Body, client: AsyncWebClient) -> None:
        press = pressed(body)
        view = await counter.look(press.user, lambda turn: _modal(turn, press))
        if view is None:
            await counter.serve(press.user, press.key, lambda turn: _stranger(turn, press))
        elif (body.get("view") or {}).get("type") == "modal":
            await client.views_push(trigger_id=press.trigger, view=view)
        else:
            await client.views_open(trigger_id=press.trigger, view=view)
        await ack()

    async def only_acknowledge(ack: Any) -> None:
        await ack()

    for action in _DECIDING:
        app.action(str(action))(decide)
    for action in (*OPENERS, Action.CASE_MENU):
        app.action(str(action))(open_modal)
    app.action(str(Action.VALUE))(only_acknowledge)


def _modal(turn: Turn, press: Pressed) -> dict[str, Any] | None:
    if turn.who is None:
        return None
    where = f"{press.channel} {press.ts}" if press.action == Action.CHANGE_VISITS else ""
    return opened(turn, press.action, press.carried.with_(where=where))


def _by_somebody(turn: Turn, press: Pressed, work: Callable[[Turn, Pressed], None]) -> None:
    if turn.who is None:
        _stranger(turn, press)
    else:
        work(turn, press)


def _stranger(turn: Turn, press: Pressed) -> None:
    case = turn.case(press.carried.case)
    alliance = case.record.alliance if case else press.carried.alliance
    turn.say(turn.welcome_stranger(alliance), alliance)
