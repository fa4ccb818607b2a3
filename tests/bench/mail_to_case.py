"""From a stored mail to a case with its acknowledgement queued, beside django-helpdesk's ticket.

Run `python tests/bench/mail_to_case.py`. The same mails, one process each, SQLite synced at every
commit on both sides; the two take turns and the ratio of medians is what lasts.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import text  # noqa: E402 — after the path to our modules
from sqlmodel import SQLModel  # noqa: E402

from core.store.engine import Database  # noqa: E402
from intake.ports import Incoming  # noqa: E402
from tests.support.mail_worlds import DOMAIN, make_mail_world  # noqa: E402
from tests.support.worlds import MONDAY  # noqa: E402

PEER = ROOT / ".venv-bench" / "bin" / "python"
MAILS = 310
WARM_UP = 10
ROUNDS = 5
_BODY = """From: Harriet Oakley <harriet.oakley@schools.example>
To: east-sussex@{domain}
Subject: Support with phonics in Year 1
Message-ID: <bench-{number}@schools.example>
Date: Mon, 05 Oct 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Dear colleague,

We would like the help of an SLE at Oakfield Primary School. Our Year 1 phonics results have
slipped for two years running and we have two teachers new to the year group. I am thinking of
about six days over the spring term, with some modelling and coaching, and we would pay from our
own budget. It is Teachers' Standard 3 that we want to work on most.

{filler}

Kind regards,
Harriet Oakley
Headteacher, Oakfield Primary School

--b1
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<html><body><p>Dear colleague,</p><p>We would like the help of an SLE at Oakfield Primary School.
Our Year 1 phonics results have slipped.</p><p>{filler}</p></body></html>

--b1--
"""
_FILLER = "The governors have talked it over and are glad of any support that can be found. " * 12


def mails() -> list[bytes]:
    """Return the mails, about 3 KB each, with line ends as on the wire."""
    return [
        _BODY.format(domain=DOMAIN, number=number, filler=_FILLER).replace("\n", "\r\n").encode()
        for number in range(MAILS)
    ]


def ours(found: list[bytes]) -> float:
    """Return the seconds that our worker takes, after the same warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        SQLModel.metadata.create_all(database.engine)
        world = make_mail_world(database)
        world.store([_incoming(x) for x in found[:WARM_UP]])
        while world.worker.run_once():
            pass
        world.store([_incoming(x) for x in found[WARM_UP:]])
        began = time.perf_counter()
        while world.worker.run_once():
            pass
        seconds = time.perf_counter() - began
        with database.read() as connection:
            cases = connection.execute(text("SELECT count(*) FROM case_record")).scalar()
            queued = connection.execute(
                text("SELECT count(*) FROM outbox WHERE kind = 'acknowledgement'")
            ).scalar()
        assert (cases, queued) == (len(found), len(found)), (cases, queued)
        database.close()
    return seconds


def _incoming(body: bytes) -> Incoming:
    return Incoming(
        envelope_from="harriet.oakley@schools.example",
        recipients=(f"east-sussex@{DOMAIN}",),
        peer="127.0.0.1",
        helo="bench",
        body=body,
        received_at=MONDAY,
        tls=False,
    )


def theirs(found: list[bytes]) -> float:
    """Return the seconds that django-helpdesk takes."""
    with tempfile.TemporaryDirectory() as folder:
        for number, body in enumerate(found):
            (Path(folder) / f"{number:05d}.eml").write_bytes(body)
        command = [str(PEER), str(ROOT / "tests" / "bench" / "peer_helpdesk.py"), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return float(done.stdout.split()[-1])


def report() -> Iterator[str]:
    """Yield the lines of the report."""
    found = mails()
    counted = len(found) - WARM_UP
    rounds = [(ours(found), theirs(found)) for _ in range(ROUNDS)]
    mine = counted / statistics.median(x for x, _ in rounds)
    peer = counted / statistics.median(x for _, x in rounds)
    yield f"mail to case, acknowledgement queued: {mine:.0f} mails/s"
    yield f"django-helpdesk, mail to ticket and acknowledgement: {peer:.0f} mails/s"
    yield f"ratio of medians over {ROUNDS} rounds: {mine / peer:.1f}"


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
