"""Putting a notice into a mail: the words in its frame, as plain text and the same as HTML.

Pure: the same view and envelope give the same bytes.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.notices.view import NoticeView
from core.notices.wording import Wording
from intake import letter_html, mime
from intake.sender import Sendable

TEMPLATES = Path(__file__).parent / "templates"
WORDING = Wording(TEMPLATES)


def render(view: NoticeView, envelope: mime.Envelope) -> Sendable:
    """Return the finished mail with its envelope."""
    subject, text = WORDING.words(view)
    return Sendable(
        sender=envelope.bounce_to,
        recipient=envelope.to,
        body=mime.build(envelope, subject, text, html(view, subject, text)),
    )


def html(view: NoticeView, subject: str, text: str) -> str:
    """Return the same letter as HTML."""
    template = _html().get_template("layout.html")
    return template.render(
        subject=subject, alliance=view.alliance, parts=tuple(letter_html.parts(text))
    )


@cache
def _html() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
