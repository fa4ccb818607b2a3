"""Putting a notice into words: a subject and a text, the same for every channel but its frame.

Pure: the same view gives the same words. Every kind of notice and every kind of question has a
folder of its own under `templates/`; a new kind is a new folder. A channel brings a folder with
its frame (`layout.txt`) and with how an answer is given there (`how/`); whatever else stands in
that folder takes the place of the common words.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from core.money import pounds
from core.notices.plain_english import capital
from core.notices.safe_text import Lines, one_line
from core.notices.view import NoticeView

TEMPLATES = Path(__file__).parent / "templates"
_ANY_NEWS = "news"
_LONGEST_SUBJECT = 200


class Wording:
    """The words of one channel."""

    def __init__(self, channel: Path) -> None:
        """Use the channel's folder of templates before the common one."""
        self.folders = (channel, TEMPLATES)

    def words(self, view: NoticeView) -> tuple[str, str]:
        """Return the subject and the text."""
        context: dict[str, Any] = {name: getattr(view, name) for name in view.__slots__}
        folder = self._folder(view.template)
        subject = self._plain.get_template(f"{folder}/subject.txt").render(context)
        text = self._plain.get_template(f"{folder}/body.txt").render(context)
        return one_line(subject, _LONGEST_SUBJECT), _tidy(text)

    def _folder(self, template: str) -> str:
        """Return a notice's folder; news of a kind that has none is told in general words."""
        try:
            self._plain.get_template(f"{template}/body.txt")
        except TemplateNotFound:
            if not template.startswith(f"{_ANY_NEWS}/"):
                raise
            return _ANY_NEWS
        return template

    @cached_property
    def _plain(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.folders),
            autoescape=False,  # noqa: S701 — plain text; each channel escapes what it makes of it
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_as_text,
            auto_reload=False,
        )
        environment.filters["pounds"] = pounds
        environment.filters["capital"] = capital
        return environment


def _as_text(value: Any) -> Any:
    """Make whatever a template shows safe: one line, unless it was made to be several."""
    if isinstance(value, Lines | StrictUndefined):
        return value
    return one_line(str(value), 2000)


def _tidy(text: str) -> str:
    """Return text without blanks at line ends and with one empty line between paragraphs."""
    lines = (x.rstrip() for x in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
