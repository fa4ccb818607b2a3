"""What a command shows: one JSON document for programs, or a few aligned lines for people."""

import json
import os
import sys
from typing import Any, TextIO

from core import codec
from core.errors import BrokerError, Refusal


class OutputLost(BrokerError):
    """What was to be shown could not be written, for instance because a disk is full."""


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
        """Show a result: the document with `--json`, else the text.

        Raises BrokenPipeError when the reader has left, and OutputLost for any other reason.
        """
        encoding = getattr(self._out, "encoding", None) or "utf-8"
        told = to_json(document, encoding) if self.as_json else text.rstrip("\n")
        try:
            # Names of files and languages of terminals: what cannot be written is spelt out.
            self._out.write(told.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _lost(error) from error

    def line(self, document: Any, text: str) -> None:
        """Show one of several results, a line each, at once."""
        self.show(document, text)
        self.flush()

    def flush(self) -> None:
        """Have everything written that was shown; raises as `show` does."""
        try:
            self._out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _lost(error) from error

    def say(self, sentence: str) -> None:
        """Tell the person at the keyboard something that is no part of the result."""
        self._err.write(sentence.rstrip("\n") + "\n")
        self._err.flush()

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was done, and what would help."""
        self.say(refusal.reason)
        if refusal.hint:
            self.say(refusal.hint)


def _lost(error: OSError) -> OutputLost:
    why = error.strerror or type(error).__name__
    return OutputLost(f"The command ran, but what it shows could not be written: {why}.")


def to_json(document: Any, encoding: str = "utf-8") -> str:
    """Return a document as JSON on one line; text stays readable where it can be written."""
    plain = encoding.lower().replace("-", "") != "utf8"
    return json.dumps(codec.encode(document), ensure_ascii=plain)


_STREAMS = 3
"""Standard input, output and error are the descriptors 0, 1 and 2."""


def open_streams() -> None:
    """Give a program that was started without standard streams something to read and write.

    Else the first file that is opened takes their numbers, and a database could be written over
    with what was meant for a screen.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STREAMS:
        pass
    os.close(descriptor)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")


def let_go_of_output() -> None:
    """Write nothing more to stdout: what is still in its buffer would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
