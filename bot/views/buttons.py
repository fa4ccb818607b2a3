"""The buttons that belong to a question, by how it is answered."""

from collections.abc import Callable, Mapping

from bot.ids import Action, Carried
from bot.views.blocks import Block, Element, actions, button, confirm
from core.prompts import Answers

Buttons = Callable[[Carried], tuple[Element, ...]]


def answer_buttons(answers: Answers, carried: Carried, *, signs: bool = False) -> list[Block]:
    """Return the row of buttons that a question is answered with; a signature is asked twice."""
    return actions(*(_signature(carried) if signs else _BUTTONS[answers](carried)))


def first_button(answers: Answers, carried: Carried) -> Element:
    """Return the one button for a list: yes and no are asked in the message, not in a list."""
    return _BUTTONS[answers](carried)[0]


def _yes_no(carried: Carried) -> tuple[Element, ...]:
    return (
        button("Yes", Action.YES, carried, style="primary"),
        button("Yes, but…", Action.YES_BUT, carried, label="Yes, with a condition"),
        button("No…", Action.NO, carried, label="No, and say why"),
    )


def _signature(carried: Carried) -> tuple[Element, ...]:
    ask = confirm("Sign?", "Your Yes is your signature, with your name and the time.", "Sign")
    return (
        button("Yes, I sign", Action.YES, carried, style="primary", ask=ask),
        *_yes_no(carried)[1:],
    )


def _form(carried: Carried) -> tuple[Element, ...]:
    return (button("Fill in…", Action.FILL_IN, carried, style="primary"),)


def _choice(carried: Carried) -> tuple[Element, ...]:
    return (button("See the shortlist…", Action.CHOOSE, carried, style="primary"),)


def _done(carried: Carried) -> tuple[Element, ...]:
    return (
        button("Done", Action.DONE, carried, style="primary"),
        button("Something is in the way…", Action.IN_THE_WAY, carried),
    )


def _visits(carried: Carried) -> tuple[Element, ...]:
    return (
        button("Log a visit…", Action.LOG_VISIT, carried, style="primary"),
        button("All finished", Action.FINISHED, carried, ask=_OVER),
    )


_OVER = confirm(
    "Is the work over?",
    "Then nobody expects another visit, and we ask how it went.",
    "Yes, it is over",
)

_BUTTONS: Mapping[Answers, Buttons] = {
    Answers.YES_NO: _yes_no,
    Answers.FORM: _form,
    Answers.INVOICE: _form,
    Answers.PAYMENT: _form,
    Answers.CHOICE: _choice,
    Answers.DONE: _done,
    Answers.VISITS: _visits,
}
