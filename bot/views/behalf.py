"""Small modals on the way: for whom somebody answers yes or no, whom they ask for support."""

from collections.abc import Sequence
from typing import Any, Final

from bot.ids import Carried, View, field_block
from bot.views.blocks import asked, context, modal, option, radio, section, select, text_input
from bot.views.modals import CONDITION, DAYS
from bot.views.mrkdwn import bold

VERDICT: Final = field_block("verdict")
ALLIANCE: Final = field_block("alliance")


def verdict(question: str, who: str, carried: Carried) -> dict[str, Any]:
    """Return the modal for a yes or no that reached a coordinator another way."""
    body = [
        section(bold(question)),
        context(f"Asked of {who}. It counts as their answer, and your name stands beside it."),
        asked(VERDICT, "Their answer", radio([option("Yes", "yes"), option("No", "no")])),
        asked(
            CONDITION,
            "In their words",
            text_input(long=True, example="For example: not on Thursdays"),
            hint="With a Yes: a condition, which is passed on. With a No: why not.",
            optional=True,
        ),
        asked(
            DAYS,
            "Days at most",
            text_input(example="For example 4 or 2.5"),
            hint="Only if there should be fewer than asked for.",
            optional=True,
        ),
    ]
    return modal(View.VERDICT, "Record an answer", body, carried, submit="Record it")


def which_alliance(alliances: Sequence[tuple[str, str]], carried: Carried) -> dict[str, Any]:
    """Return the choice of whom to ask for support; `alliances` are slugs and names."""
    options = [option(name, slug) for slug, name in alliances]
    body = [asked(ALLIANCE, "Whom would you like to ask?", select(options))]
    return modal(View.ALLIANCE, "Ask for support", body, carried, submit="Next")
