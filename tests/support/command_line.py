"""The command line as its users have it: words in, exit code and texts out."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.settings import Settings
from sle_broker.cli import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
LINWOOD = EXAMPLES / "linwood"
ALLIANCE = LINWOOD.name


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as its one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """What it printed, as one JSON document a line."""
        return [json.loads(x) for x in self.out.splitlines()]


class CommandLine:
    """Runs commands on a database of its own: here, or (`apart`) as a process of its own."""

    def __init__(
        self,
        folder: Path,
        database: str,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.folder = folder
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        for field in Settings.model_fields.values():
            monkeypatch.delenv(str(field.validation_alias), raising=False)
        self.set(BROKER_DATA_DIR=str(folder / "data"), DATABASE_URL=database)
        monkeypatch.chdir(folder)

    def set(self, **settings: str) -> None:
        """Set settings by their names in the environment."""
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)

    def __call__(self, *words: object) -> Ended:
        """Run a command, whatever comes of it."""
        self._capsys.readouterr()
        code = main([str(x) for x in words])
        told = self._capsys.readouterr()
        return Ended(code, told.out, told.err)

    def do(self, *words: object) -> Ended:
        """Run a command that must succeed."""
        ended = self(*words)
        assert ended.code == 0, (words, ended)
        return ended

    def json(self, *words: object) -> Any:
        """Run a command that must succeed, and return its JSON."""
        return self.do(*words, "--json").json

    def apart(self, *words: object, stdin: str | None = None) -> Ended:
        """Run a command as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "sle_broker", *map(str, words)],
            env=self.environment(),
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def environment(self) -> Mapping[str, str]:
        """The environment of a process of its own."""
        return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    def import_examples(self, alliance: str = ALLIANCE) -> None:
        """Import an example alliance's directory."""
        for what in ("schools", "contacts", "sles", "terms"):
            path = EXAMPLES / alliance / f"{what}.csv"
            self.do("import", what, path, "--alliance", alliance)


PROVEN = b"Authentication-Results: mx.broker.test; dmarc=pass header.from=%s\r\n"
"""What our own mail host writes above a mail whose author it has proven."""


def mail(
    sender: str,
    to: str,
    subject: str,
    text: str,
    *,
    message_id: str = "",
    proven: bool = True,
    headers: str = "",
) -> bytes:
    """Return a mail as a file."""
    domain = sender.rpartition("@")[2].rstrip(">")
    found = PROVEN % domain.encode() if proven else b""
    id_ = message_id or f"<{abs(hash((sender, subject, text)))}@{domain}>"
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {id_}",
        "Date: Mon, 21 Sep 2026 17:42:00 +0100",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 8bit",
        *headers.splitlines(),
        "",
        *text.splitlines(),
        "",
    ]
    return found + "\r\n".join(lines).encode()
