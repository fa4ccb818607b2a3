"""Putting a notice into words: a subject, a letter in plain text, and the same as HTML.

Pure: the same view gives the same bytes. Every kind of notice and every kind of question has a
folder of its own under `templates/`; a new kind is a new folder.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from core.money import pounds
from intake import letter_html, mime
from intake.notice_view import NoticeView
from intake.plain_english import capital
from intake.safe_text import Lines, one_line
from intake.sender import Sendable

TEMPLATES = Path(__file__).parent / "templates"
_ANY_NEWS = "news"


def render(view: NoticeView) -> Sendable:
    """Return the finished mail with its envelope."""
    subject, text = words(view)
    return Sendable(
        sender=view.envelope.bounce_to,
        recipient=view.envelope.to,
        body=mime.build(view.envelope, subject, text, html(view, subject, text)),
    )


def words(view: NoticeView) -> tuple[str, str]:
    """Return the subject and the letter in plain text."""
    context: dict[str, Any] = {name: getattr(view, name) for name in view.__slots__}
    folder = _folder(view.template)
    subject = one_line(_plain().get_template(f"{folder}/subject.txt").render(context), 200)
    text = _plain().get_template(f"{folder}/body.txt").render(context)
    return subject, _tidy(text)


def html(view: NoticeView, subject: str, text: str) -> str:
    """Return the same letter as HTML."""
    template = _html().get_template("layout.html")
    return template.render(
        subject=subject, alliance=view.alliance, parts=tuple(letter_html.parts(text))
    )


def _folder(template: str) -> str:
    """Return a notice's folder; news of a kind that has none is told in general words."""
    try:
        _plain().get_template(f"{template}/body.txt")
    except TemplateNotFound:
        if not template.startswith(f"{_ANY_NEWS}/"):
            raise
        return _ANY_NEWS
    return template


@cache
def _plain() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 — plain text; the HTML is made from it, escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_as_text,
        auto_reload=False,
    )
    environment.filters["pounds"] = pounds
    environment.filters["capital"] = capital
    return environment


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


def _as_text(value: Any) -> Any:
    """Make whatever a template shows safe: one line, unless it was made to be several."""
    if isinstance(value, Lines | StrictUndefined):
        return value
    return one_line(str(value), 2000)


def _tidy(text: str) -> str:
    """Return text without blanks at line ends and with one empty line between paragraphs."""
    lines = (x.rstrip() for x in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
