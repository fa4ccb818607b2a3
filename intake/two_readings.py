"""Replies that say one thing to whoever sees them and another to whoever reads their text."""

from __future__ import annotations

from intake.letter import Letter
from intake.parsing.html_text import both_readings, html_to_text
from intake.reply_text import split


def has_veiled_reply(letter: Letter, *, quoted_too: bool) -> bool:
    """Whether words of the reply itself are struck out or hidden: what is meant is for a person
    to see. What is quoted below it matters only where answers stand within (`quoted_too`).
    """
    if letter.html is None:
        return False
    seen, everything = both_readings(letter.html)
    return seen != everything if quoted_too else _words(seen) != _words(everything)


def other_version(letter: Letter) -> str:
    """The reply as the mail's HTML says it, where the mail has a plain version too and the two use
    different words; else empty.
    """
    if letter.html is None:
        return ""
    shown = split(html_to_text(letter.html)).reply
    return "" if shown.split() == split(letter.text).reply.split() else shown


def _words(text: str) -> list[str]:
    return split(text).reply.split()
