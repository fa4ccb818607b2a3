"""The running service, as a process of its own: mail in, mail out, signals, one at a time."""

import http.client
import re
import signal
import smtplib
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.errors import ConfigError
from core.store.engine import Database
from intake.ports import Incoming
from intake.raw_store import RawStore
from sle_broker.locking import only_one
from tests.support.command_line import ALLIANCE, CommandLine, mail
from tests.support.receiving_server import receiving

HEAD = "d.okafor@furzeyjuniors.example"
BOX = f"{ALLIANCE}@broker.localhost"
ASKING = "Please could we have 2 days of SLE support with phonics for our new Year 1 teacher?"
PATIENCE = 30.0
REAL = ("--only", "intake,scheduler")


@dataclass
class Running:
    """A service that is up."""

    process: "subprocess.Popen[str]"
    said: str

    @property
    def mail_port(self) -> int:
        found = re.search(r"smtp://127\.0\.0\.1:(\d+)", self.said)
        assert found
        return int(found[1])

    @property
    def web(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.said)
        assert found
        return found[0]

    def health(self) -> int:
        address = urllib.parse.urlsplit(self.web)
        connection = http.client.HTTPConnection(address.netloc, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status

    def send(self, *letters: bytes, to: str = BOX) -> None:
        with smtplib.SMTP("127.0.0.1", self.mail_port, "client.test", PATIENCE) as session:
            for letter in letters:
                session.sendmail(HEAD, [to], letter)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, err


@contextmanager
def serving(cli: CommandLine, *words: str, lines: int = 2) -> Iterator[Running]:
    """Run the service for real work, by mail, though nothing is connected (not to practise)."""
    words = words or REAL
    cli.set(BROKER_INTAKE_PORT="0", BROKER_HTTP_PORT="0", BROKER_TRUSTED_AUTHSERV="mx.broker.test")
    process = subprocess.Popen(
        [sys.executable, "-m", "sle_broker", "serve", *words],
        env=cli.environment(),
        cwd=cli.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        said = "".join(process.stdout.readline() for _ in range(lines))
        assert said, process.communicate(timeout=PATIENCE)
        yield Running(process, said)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_a_mail_becomes_a_case_and_is_acknowledged(either_cli: CommandLine) -> None:
    cli = either_cli
    cli.import_examples()
    with receiving() as box:
        cli.set(BROKER_SMTP_URL=box.url)
        with serving(cli) as service:
            assert service.health() == 200
            sent = time.monotonic()
            service.send(mail(HEAD, BOX, "Phonics support", ASKING))
            until(lambda: any(x.recipient == HEAD for x in box.received))
            sys.stderr.write(f"acknowledged after {time.monotonic() - sent:.2f} s\n")
            acknowledgement = next(x for x in box.received if x.recipient == HEAD)
            ref = cli.json("cases")[0]["ref"]
            assert ref in acknowledgement.mail["Subject"]
            code, err = service.stop()
    assert code == 0, err
    assert "Traceback" not in err
    assert "Ann" not in err
    assert HEAD not in err
    assert cli.json("audit", ref, "--verify")["intact"] is True


def test_an_answer_by_mail_settles_what_was_asked(cli: CommandLine) -> None:
    cli.import_examples()
    with receiving() as box:
        cli.set(BROKER_SMTP_URL=box.url)
        with serving(cli) as service:
            service.send(mail(HEAD, BOX, "Phonics support", ASKING))
            director = "miriam.sutcliffe@linwood-alliance.example"
            until(lambda: any(x.recipient == director for x in box.received))
            asked = next(x for x in box.received if x.recipient == director)
            reply_to = asked.mail["Reply-To"].addresses[0].addr_spec
            text = (
                "Scope of the support: coaching in phonics\n"
                "Timescale: the autumn term\n"
                "Outcomes hoped for: every child blends with confidence\n"
                "Days of support: 2\n"
            )
            reply = mail(director, reply_to, f"Re: {asked.mail['Subject']}", text)
            service.send(reply, to=reply_to)
            ref = cli.json("cases")[0]["ref"]

            def scope_state() -> str:
                prompts = cli.json("show", ref)["prompts"]
                return str(next(x["state"] for x in prompts if x["kind"] == "scope"))

            until(lambda: scope_state() == "answered")
            assert service.stop()[0] == 0
    settled = next(x for x in cli.json("show", ref)["prompts"] if x["kind"] == "scope")
    assert (settled["channel"], settled["answered_by"]) == ("email", "Miriam Sutcliffe")


def test_mail_for_nobody_here_is_refused_at_once(cli: CommandLine) -> None:
    with serving(cli) as service, pytest.raises(smtplib.SMTPRecipientsRefused):
        service.send(mail(HEAD, "nobody@broker.localhost", "x", "y"), to="nobody@broker.localhost")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_service_cleanly(cli: CommandLine, number: int) -> None:
    with serving(cli) as service:
        code, err = service.stop(number)
    assert code == 0
    assert "Traceback" not in err
    with pytest.raises(ConnectionRefusedError):
        service.health()


def test_a_second_service_on_the_same_sqlite_file_is_refused(cli: CommandLine) -> None:
    with serving(cli) as service:
        second = cli.apart("serve", *REAL)
        assert second.code == 1
        assert "PostgreSQL" in second.err
        assert second.out == ""
        assert service.health() == 200
        service.stop()
    with serving(cli) as service:
        assert service.health() == 200


def test_it_is_not_well_while_no_mail_can_be_kept_and_well_again_after(cli: CommandLine) -> None:
    cli.import_examples()
    with serving(cli) as service:
        path = cli.folder / "data" / "sle-broker.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("ALTER TABLE raw_email RENAME TO gone")
            with pytest.raises(smtplib.SMTPResponseException):
                service.send(mail(HEAD, BOX, "Support", ASKING))
            assert service.health() == 503
            connection.execute("ALTER TABLE gone RENAME TO raw_email")
        service.send(mail(HEAD, BOX, "Support", ASKING))
        until(lambda: service.health() == 200)


def test_a_link_to_the_sqlite_file_is_the_same_file(cli: CommandLine) -> None:
    with serving(cli):
        there = cli.folder / "data" / "sle-broker.sqlite3"
        link = cli.folder / "link.sqlite3"
        link.symlink_to(there)
        cli.set(DATABASE_URL=f"sqlite:///{link}")
        second = cli.apart("serve", *REAL)
        assert second.code == 1
        assert "Another sle-broker is running" in second.err


def test_a_lock_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "b.sqlite3.lock").mkdir()  # as good as a read-only folder, for root too
    database = Database(f"sqlite:///{tmp_path / 'b.sqlite3'}")
    with pytest.raises(ConfigError, match="cannot be written to"), only_one(database):
        pass
    database.close()


def test_a_service_that_was_killed_holds_nothing_up_and_loses_no_mail(cli: CommandLine) -> None:
    cli.import_examples()
    with serving(cli, "--only", "intake") as service:
        service.send(*(mail(HEAD, BOX, f"Phonics {n}", ASKING) for n in range(5)))
        service.process.kill()
        service.process.wait(PATIENCE)
    with serving(cli) as service:
        until(lambda: len(cli.json("cases")) == 5)
        assert service.stop()[0] == 0


def test_what_a_killed_service_had_in_hand_is_gone_on_with_at_once(cli: CommandLine) -> None:
    cli.import_examples()
    with serving(cli, "--only", "scheduler", lines=1) as service:
        assert service.stop()[0] == 0
    database = Database(f"sqlite:///{cli.folder / 'data' / 'sle-broker.sqlite3'}")
    asked = mail(HEAD, BOX, "Phonics", ASKING)
    arrived = SystemClock().now()
    incoming = Incoming(HEAD, (BOX,), "127.0.0.1", "client.test", asked, arrived, tls=False)
    assert RawStore(database, SystemClock()).keep_for("a process that has died", [incoming])
    database.close()
    with serving(cli) as service:
        until(lambda: len(cli.json("cases")) == 1)
        assert service.stop()[0] == 0


def test_it_says_at_the_start_what_is_off(cli: CommandLine) -> None:
    with serving(cli, "--only", "scheduler", lines=1) as service:
        assert "smtp://" not in service.said
        assert service.health() == 200
        code, err = service.stop()
    assert code == 0
    for sentence in ("The intake is off", "Mail out is off: BROKER_SMTP_URL", "Slack is off"):
        assert sentence in err


def test_without_a_mail_relay_no_practice_refuses_to_start(cli: CommandLine) -> None:
    ended = cli.apart("serve", "--no-practice")
    assert ended.code == 69
    assert "BROKER_SMTP_URL" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("which", ["INTAKE", "HTTP"])
def test_a_port_that_is_taken_is_named(cli: CommandLine, which: str) -> None:
    with serving(cli) as service:
        taken = service.mail_port if which == "INTAKE" else int(service.web.rsplit(":", 1)[1][:-1])
        cli.set(BROKER_DATA_DIR=str(cli.folder / "other"), **{f"BROKER_{which}_PORT": str(taken)})
        ended = cli.apart("serve", *REAL)
    assert ended.code == 69
    assert f"BROKER_{which}_PORT" in ended.err
    assert "Traceback" not in ended.err
