"""Buttons and menus: those that decide at once, and those that open a modal."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.counter import Counter, Turn
from bot.ids import Action
from bot.listeners.answering import answer, tell_second
from bot.listeners.payloads import Pressed, pressed


def _yes(turn: Turn, press: Pressed) -> None:
    _answered(turn, press, "yes")


def _done(turn: Turn, press: Pressed) -> None:
    _answered(turn, press, "done")


def _answered(turn: Turn, press: Pressed, verdict: str) -> None:
    refusal = answer(turn, press.carried, verdict)
    if refusal is not None:
        tell_second(turn, press.carried, refusal)


_DECIDING: Mapping[Action, Callable[[Turn, Pressed], None]] = {
    Action.YES: _yes,
    Action.DONE: _done,
    Action.FINISHED: _done,
}
"""What a press settles by itself."""


def _of_stranger(turn: Turn, press: Pressed) -> None:
    case = turn.case(press.carried.case)
    alliance = case.record.alliance if case else press.carried.alliance
    turn.say(turn.welcome_stranger(alliance), alliance)


def register(app: AsyncApp, counter: Counter) -> None:
    """Listen to every button and menu that we show."""

    async def decide(ack: Any, body: dict[str, Any]) -> None:
        press = pressed(body)
        work = _DECIDING[Action(press.action)]
        await counter.serve(press.user, press.key, lambda turn: _known(turn, press, work))
        await ack()

    for action in _DECIDING:
        app.action(str(action))(decide)


def _known(turn: Turn, press: Pressed, work: Callable[[Turn, Pressed], None]) -> None:
    if turn.who is None:
        _of_stranger(turn, press)
    else:
        work(turn, press)
