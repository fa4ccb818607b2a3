"""A question as a message: put, put again as a reminder, with an acknowledgement, and settled."""

from bot.ids import Action, Carried
from bot.views.blocks import Block, Message, actions, button, context, header, message, sections
from bot.views.buttons import answer_buttons
from bot.views.mrkdwn import Mrkdwn, bullets, line, lines, put, stacked
from bot.views.shown import Ending
from bot.views.wording import body_text, ended
from core.notices.view import NoticeView
from core.prompts import KINDS, Part

Words = tuple[str, str]
"""A notice's subject and text, as `core.notices.wording.Wording` gives them."""


def carried_by(view: NoticeView, prompt: str, deployment: str = "") -> Carried:
    """Return what the buttons of a question carry."""
    return Carried(case=view.ref, prompt=prompt, deployment=deployment)


def prompt(view: NoticeView, carried: Carried, words: Words) -> Message:
    """Return the message that puts a question, with the buttons of its kind.

    `view.ask` is the question; `carried` names its case and prompt.
    """
    return _put(view, carried, words, "")


def reminder(view: NoticeView, carried: Carried, words: Words) -> Message:
    """Return a question put once more: the same message, and it says that it is a reminder."""
    return _put(view, carried, words, "Reminder: ")


def _put(view: NoticeView, carried: Carried, words: Words, mark: str) -> Message:
    subject, text = words
    title = _without_ref(subject, view.ref).removeprefix(mark)
    small = [f"{view.ref} · {view.alliance}"]
    if view.ask is not None:
        small.append(f"{'Was due' if view.ask.overdue else 'Please answer by'} {view.ask.due}")
    return message(
        fallback(subject, text),
        body=[header(f"{mark}{title}"), *sections(body_text(text))],
        tail=[*_buttons(view, carried), context(" · ".join(small))],
        more="… there is more than fits here: use the buttons to see all of it",
    )


def _buttons(view: NoticeView, carried: Carried) -> list[Block]:
    if view.ask is None:
        return []
    kind = KINDS[view.ask.kind]
    return answer_buttons(kind.answers, carried, signs=kind.part is Part.AGREEMENT)


def acknowledgement(view: NoticeView, words: Words, carried: Carried | None = None) -> Message:
    """Return the thanks for a request; `carried` is there where something is asked with it."""
    subject, text = words
    asks = carried is not None and view.ask is not None and view.ask.asked_now
    return message(
        fallback(subject, text),
        body=[header(_without_ref(subject, view.ref)), *sections(body_text(text))],
        tail=[*(_buttons(view, carried) if asks and carried else []), context(_signed(view))],
    )


def settled(words: Words, ref: str, ending: Ending) -> Message:
    """Return the message of a question that is none any more: no buttons, and how it ended."""
    subject, text = words
    told = Mrkdwn(f"*{line(ended(ending))}*")
    conditions = bullets([lines(x, 600) for x in ending.conditions])
    return message(
        fallback(ended(ending), subject),
        body=[header(_without_ref(subject, ref)), *sections(body_text(text))],
        tail=[*sections(stacked(told, conditions)), context(ref)],
    )


def fallback(subject: str, text: str) -> Mrkdwn:
    """Return what notifications and screen readers give: the subject, then the whole text."""
    return put(line(subject), "\n", lines(text, 2400))


def _without_ref(subject: str, ref: str) -> str:
    """Return a subject as a heading: the reference stands in the small print."""
    return subject.replace(f"[{ref}] ", "", 1)


def _signed(view: NoticeView) -> str:
    return f"{view.ref} · {view.alliance}"


def see_case(ref: str) -> list[Block]:
    """Return the button that shows a case whole."""
    return actions(button("See the case", Action.SEE_CASE, Carried(case=ref)))
