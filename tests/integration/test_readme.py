"""The README's walk-through by mail, carried out as it is written: three terminals, real ports."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.receiving_server import free_port

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PATIENCE_SECONDS = 60


def blocks() -> list[str]:
    """Return the blocks of code of the walk-through, in their order."""
    section = re.search(r"^## Try it by email alone\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    assert section
    return re.findall(r"^```sh\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)


class Newcomer:
    """A folder as a newcomer has it, on ports of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {"2525": str(free_port()), "2526": str(free_port())}
        shutil.copytree(ROOT / "examples", folder / "examples")
        mailbox = folder / "examples" / "mailbox.py"
        mailbox.write_text(self.here(mailbox.read_text("utf-8")), "utf-8")
        programs = folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        self._program(programs / "python", "")
        self._program(programs / "sle-broker", "-m sle_broker")
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "BROKER_INTAKE_PORT": self.ports["2525"],
            "BROKER_HTTP_PORT": "0",
        }

    @staticmethod
    def _program(path: Path, arguments: str) -> None:
        path.write_text(f'#!/bin/sh\nexec {sys.executable} {arguments} "$@"\n', "utf-8")
        path.chmod(0o755)

    def here(self, text: str) -> str:
        """Return a text with the ports that are free here."""
        for written, ours in self.ports.items():
            text = text.replace(written, ours)
        return text

    def do(self, block: str) -> str:
        """Type a block into a shell; return what it printed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(block)],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def keep(self, block: str) -> Iterator[Path]:
        """Keep a block's command running in a terminal of its own; yield what it prints."""
        printed = self.folder / f"{len(list(self.folder.glob('*.log')))}.log"
        with printed.open("w") as out:
            running = subprocess.Popen(
                ["bash", "-c", f"exec {self.here(block).strip()}"],
                cwd=self.folder, env=self.environment, stdout=out, stderr=out,
            )  # fmt: skip
        try:
            yield printed
        finally:
            running.terminate()  # not SIGINT, which a shell's background jobs are born deaf to
            try:
                running.wait(PATIENCE_SECONDS)
            finally:
                running.kill()
                running.wait()

    def wait_for(self, printed: Path, words: str) -> None:
        """Wait until a terminal shows some words."""
        end = time.monotonic() + PATIENCE_SECONDS
        while words not in printed.read_text("utf-8"):
            assert time.monotonic() < end, f"no {words!r} in:\n{printed.read_text('utf-8')}"
            time.sleep(0.1)


@pytest.mark.timeout(300)
def test_the_walk_through_by_mail_works_as_it_is_written(tmp_path: Path) -> None:
    newcomer = Newcomer(tmp_path)
    start, mailbox, request, first, second, look, by_hand = blocks()
    settings, _, run = start.rpartition("make run")
    newcomer.do(settings)
    assert not run.strip()
    with newcomer.keep(".venv/bin/sle-broker serve") as served, newcomer.keep(mailbox) as shown:
        newcomer.wait_for(served, "Mail is taken in at")
        newcomer.wait_for(shown, "are shown here")
        newcomer.do(request)
        newcomer.wait_for(shown, "Letter 2\n")
        letter = 2
        for reply in re.split(r"^(?=\.venv)", first + second, flags=re.MULTILINE)[1:]:
            newcomer.do(reply)
            letter += 1
            newcomer.wait_for(shown, f"Letter {letter}\n")
        newcomer.wait_for(shown, "Support for Marshgate Primary School: can you take it on?")
        assert "\n- not Thursdays\n" in shown.read_text("utf-8")
        told = newcomer.do(look)
        assert "Martin Gosling" in told
        assert "intact" in told
        assert "availability" in told
        told = newcomer.do(by_hand)
        assert "release" in told
