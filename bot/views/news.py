"""What people are told without being asked: news, escalations, where things stand, short notes."""

from bot.ids import Action, Carried
from bot.views.blocks import Block, Message, actions, button, context, header, message, sections
from bot.views.mrkdwn import lines, put
from bot.views.prompt import Words, fallback, see_case
from bot.views.shown import Ending
from bot.views.wording import body_text, ended
from core.notices.view import NoticeView


def news(view: NoticeView, words: Words) -> Message:
    """Return news of a case; whoever reads as a coordinator can open the case from it."""
    return _told(view, words, see_case(view.ref) if view.reads_as_coordinator else [])


def escalation(view: NoticeView, words: Words, prompt: str) -> Message:
    """Return that a question has had no answer; the answer can be recorded from it."""
    about = Carried(case=view.ref, prompt=prompt, on_behalf=True)
    tail = actions(
        button("Record their answer…", Action.RECORD_ANSWER, about, style="primary"),
        button("See the case", Action.SEE_CASE, Carried(case=view.ref)),
    )
    return _told(view, words, tail)


def status(view: NoticeView, words: Words) -> Message:
    """Return where a case stands, for whoever asked."""
    return _told(view, words, [])


def _told(view: NoticeView, words: Words, tail: list[Block]) -> Message:
    subject, text = words
    return message(
        fallback(subject, text),
        body=[header(subject.replace(f"[{view.ref}] ", "", 1)), *sections(body_text(text))],
        tail=[*tail, context(f"{view.ref} · {view.alliance}")],
    )


def note(text: str) -> Message:
    """Return a short note to one person."""
    return message(text, body=sections(lines(text)))


def already_settled(title: str, ending: Ending) -> Message:
    """Tell whoever came second who was first, and that nothing of theirs was lost or done."""
    told = put("This was already settled: “", title, "”. ", ended(ending), ".")
    return message(told, body=[*sections(told), context("Your answer has changed nothing.")])
