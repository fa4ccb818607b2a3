"""What a command shows: one JSON document for programs, or a few aligned lines for people."""

import json
import sys
from typing import Any, TextIO

from core import codec
from core.errors import Refusal


class Console:
    """Writes results to stdout and everything else to stderr."""

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        """Write JSON or text."""
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    def show(self, document: Any, text: str) -> None:
        """Show a result: the document with `--json`, else the text."""
        self._out.write((to_json(document) if self.as_json else text.rstrip("\n")) + "\n")

    def line(self, document: Any, text: str) -> None:
        """Show one of several results, a line each, at once."""
        self.show(document, text)
        self._out.flush()

    def say(self, sentence: str) -> None:
        """Tell the person at the keyboard something that is no part of the result."""
        self._err.write(sentence.rstrip("\n") + "\n")
        self._err.flush()

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was done, and what would help."""
        self.say(refusal.reason)
        if refusal.hint:
            self.say(refusal.hint)


def to_json(document: Any) -> str:
    """Return a document as JSON on one line; text stays readable."""
    return json.dumps(codec.encode(document), ensure_ascii=False)
