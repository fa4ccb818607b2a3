"""How long an import keeps others waiting: a register as large as the nation's, mail coming in.

Run `python tests/bench/directory_import.py`. The import runs as the command line does, in a process
of its own; beside it one connection asks for the write lock over and over, and real mail arrives.
"""

import argparse
import asyncio
import os
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from core.clock import SystemClock  # noqa: E402 — after the path to our modules
from core.store import schema  # noqa: E402
from core.store.engine import Database  # noqa: E402
from intake.raw_store import RawStore  # noqa: E402
from intake.server import IntakeServer  # noqa: E402
from tests.support.lock_probe import lock_probe  # noqa: E402
from tests.support.register import contacts_of, national_register  # noqa: E402

SCHOOLS = 50_000
CONTACTS = 10_000
RECIPIENT = "sle@broker.example"
MAIL = f"From: head@s1.example\r\nTo: {RECIPIENT}\r\nSubject: Support\r\n\r\nPlease.\r\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One import: its pace, the longest time it held the write lock, and mail meanwhile."""

    what: str
    rows: int
    seconds: float
    lock_seconds: float
    mails: int
    sent_back: int
    slowest_mail: float

    def told(self) -> str:
        return (
            f"{self.what:<28} {self.rows:>6} rows {self.seconds:6.1f} s "
            f"{self.rows / self.seconds:7.0f} rows/s   write lock held {self.lock_seconds:6.2f} s "
            f"at most; mail: {self.mails} accepted, {self.sent_back} sent back, "
            f"the slowest answered in {self.slowest_mail:.2f} s"
        )


class Writer(threading.Thread):
    """Somebody who sends one mail after another and notes how long each took."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port
        self.took: list[float] = []
        self.sent_back = 0
        self.enough = threading.Event()

    def run(self) -> None:
        with smtplib.SMTP("127.0.0.1", self._port, local_hostname="localhost") as client:
            while not self.enough.is_set():
                began = time.monotonic()
                try:
                    client.sendmail("head@s1.example", [RECIPIENT], MAIL)
                except smtplib.SMTPDataError:
                    self.sent_back += 1
                self.took.append(time.monotonic() - began)
                time.sleep(0.02)


@contextmanager
def mail_coming_in(database: Database) -> Iterator[Writer]:
    """Run the intake on a database, and have somebody write to it all the time."""
    loop = asyncio.new_event_loop()
    server = IntakeServer(RawStore(database, SystemClock()), lambda _: True, SystemClock(), port=0)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result()
    writer = Writer(server.address[1])
    writer.start()
    try:
        yield writer
    finally:
        writer.enough.set()
        writer.join()
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def imported(folder: Path, database: Database, what: str, content: bytes, *words: str) -> Row:
    """Import a file as the command line does, and watch."""
    file = folder / f"{what}.csv"
    file.write_bytes(content)
    command = [sys.executable, "-m", "sle_broker", "import", what, str(file), "--json", *words]
    environment = {**os.environ, "BROKER_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    environment["DATABASE_URL"] = database.url
    with lock_probe(folder / "bench.sqlite3") as probe, mail_coming_in(database) as mail:
        began = time.monotonic()
        subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - began
    rows = content.count(b"\r\n") - 1
    name = f"{what} {' '.join(words)}".strip()
    return Row(
        name, rows, seconds, probe.longest_seconds, len(mail.took), mail.sent_back, max(mail.took)
    )


def report(schools: int = SCHOOLS, contacts: int = CONTACTS) -> Iterator[str]:
    """Yield a line for each import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database(f"sqlite:///{folder / 'bench.sqlite3'}")
        schema.upgrade(database)
        register, people = national_register(schools), contacts_of(contacts)
        changed = register.replace(b",Open,", b",Closed,")
        yield imported(folder, database, "schools", register, "--dry-run").told()
        yield imported(folder, database, "schools", register).told()
        yield imported(folder, database, "schools", register).told() + " (again)"
        yield imported(folder, database, "contacts", people).told()
        yield imported(folder, database, "schools", changed).told() + " (every row changed)"
        database.close()


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    parser.add_argument("--contacts", type=int, default=CONTACTS)
    given = parser.parse_args()
    for line in report(given.schools, given.contacts):
        print(line, flush=True)


if __name__ == "__main__":
    main()
