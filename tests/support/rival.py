"""Another process at the same desk: `python -m tests.support.rival DATABASE_URL`.

It reads commands, one pickled in base64 a line, and answers each with what came of it, a line of
JSON. The line "ready" is its first. Started by tests that let two processes race.
"""

import base64
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from core.clock import FixedClock
from core.commands import Command
from core.desk import Handled
from core.store.engine import Database
from tests.support.desks import handle_patiently
from tests.support.worlds import MONDAY, open_desk

ROOT = Path(__file__).resolve().parents[2]


class Rival:
    """A process of its own that carries out commands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._read() == {"ready": True}

    def send(self, command: Command) -> None:
        """Hand a command in, without waiting for what comes of it."""
        line = base64.b64encode(pickle.dumps(command)).decode()
        _pipe(self._process.stdin).write(f"{line}\n")
        _pipe(self._process.stdin).flush()

    def outcome(self) -> dict[str, Any]:
        """Wait for what came of the command handed in last."""
        return self._read()

    def _read(self) -> dict[str, Any]:
        line = _pipe(self._process.stdout).readline()
        assert line, "the process has ended"
        found: dict[str, Any] = json.loads(line)
        return found


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@contextmanager
def rival(url: str) -> Iterator[Rival]:
    """Start a process at the same desk, and end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.rival", url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Rival(process)
        finally:
            _pipe(process.stdin).close()
            process.wait(timeout=20)


def main(url: str) -> None:
    """Carry out whatever comes in."""
    database = Database(url)
    desk = open_desk(database, FixedClock(MONDAY))
    _say({"ready": True})
    for line in sys.stdin:
        # Only ever from the test that started us, through our own pipe.
        command = pickle.loads(base64.b64decode(line))  # noqa: S301
        outcome = handle_patiently(desk, command)
        done = isinstance(outcome, Handled)
        again = isinstance(outcome, Handled) and outcome.again
        _say({"done": done, "again": again, "why": "" if done else str(outcome)})
    database.close()


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
