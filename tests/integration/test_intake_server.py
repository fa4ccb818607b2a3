"""The intake server over real sockets, with mail kept in a real SQLite file."""

import asyncio
import gc
import logging
import smtplib
import sqlite3
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import trustme
import uvloop

from core.clock import FixedClock
from intake.server import Incoming, IntakeServer, Keep

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
OURS = "requests@broker.example"
HELO = "mail.hillside.example"
SENDER = "head@hillside.example"
LETTER = b"Subject: Phonics\r\n\r\nCould we borrow somebody?\r\n"
LOOPS = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


class Store:
    """A durable keep, whose table refuses a body with "poison" in it. `sizes` are the batches."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sizes: list[int] = []
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE mail (sender, recipient"
            ", peer, helo, body CHECK (instr(body, x'706f69736f6e') = 0), received_at, tls)"
        )

    def __call__(self, batch: Sequence[Incoming]) -> None:
        self.sizes.append(len(batch))
        rows = [
            (m.envelope_from, to, m.peer, m.helo, m.body, m.received_at.isoformat(), m.tls)
            for m in batch
            for to in m.recipients
        ]
        self.db.execute("BEGIN IMMEDIATE")
        try:
            self.db.executemany("INSERT INTO mail VALUES (?,?,?,?,?,?,?)", rows)
            self.db.execute("COMMIT")
        except sqlite3.Error:
            self.db.execute("ROLLBACK")
            raise

    def rows(self, columns: str = "body") -> list[Any]:
        with closing(sqlite3.connect(self.path)) as reader:
            found = reader.execute(f"SELECT {columns} FROM mail ORDER BY rowid").fetchall()  # noqa: S608
        return [row[0] if len(row) == 1 else row for row in found]


class Gate:
    """A keep that waits to be opened: a slow disk."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, batch: Sequence[Incoming]) -> None:
        self.reached.set()
        assert self.opened.wait(10)
        self._keep(batch)


def is_ours(recipient: str) -> bool:
    """Accept our addresses, with a token after a plus or without."""
    local, _, domain = recipient.partition("@")
    return domain == "broker.example" and local.partition("+")[0] in {"requests", "anfragen-für"}


class Host:
    """Runs a server in an event loop of its own, in a thread, and notes what the loop reports."""

    def __init__(self, new_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        self.complaints: list[dict[str, Any]] = []
        self._loop = new_loop()
        self._loop.set_exception_handler(lambda _, context: self.complaints.append(context))
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server: IntakeServer | None = None

    def start(
        self,
        keep: Keep,
        tls: ssl.SSLContext | None = None,
    ) -> tuple[str, int]:
        server = IntakeServer(
            keep,
            is_ours,
            FixedClock(NOON),
            hostname="mx.x.example",
            tls=tls,
        )
        self._run(server.start())
        self._server = server
        return server.address

    def stop(self) -> None:
        if self._server is not None:
            self._run(self._server.stop())

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        gc.collect()  # a task that failed unseen complains when it is collected

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)


@pytest.fixture(params=LOOPS)
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    host = Host(LOOPS[request.param])
    yield host
    host.close()
    assert not host.complaints


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "mail.sqlite")
    yield store
    store.db.close()


@pytest.fixture
def address(host: Host, store: Store) -> tuple[str, int]:
    return host.start(store)


def post(
    address: tuple[str, int], body: bytes = LETTER, to: Sequence[str] = (OURS,)
) -> dict[str, tuple[int, bytes]]:
    """Send a mail, hang up without a QUIT and return the recipients that were refused."""
    with closing(smtplib.SMTP(*address, local_hostname=HELO, timeout=30)) as client:
        return client.sendmail(SENDER, list(to), body)


def post_all(address: tuple[str, int], bodies: Sequence[bytes]) -> list[int]:
    """Post all at the same time and return the codes of the replies."""

    def code(body: bytes) -> int:
        try:
            post(address, body)
        except smtplib.SMTPDataError as error:
            return error.smtp_code
        return 250

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(code, bodies))


# --- what is kept -------------------------------------------------------------------------------


def test_a_mail_is_kept_with_its_envelope(address: tuple[str, int], store: Store) -> None:
    post(address)
    assert store.rows("sender, recipient, peer, helo, body, received_at, tls") == [
        (SENDER, OURS, "127.0.0.1", HELO, LETTER, NOON.isoformat(), 0)
    ]


def test_recipients_come_from_the_envelope_and_never_from_headers(
    address: tuple[str, int], store: Store
) -> None:
    body = b"To: requests+other@broker.example\r\nCc: else@where.example\r\n\r\nHello\r\n"
    post(address, body, ["requests+t0k3n@broker.example", OURS, OURS])
    assert store.rows("recipient") == ["requests+t0k3n@broker.example", OURS]


def test_an_unknown_recipient_is_refused_and_the_known_one_served(
    address: tuple[str, int], store: Store
) -> None:
    refused = post(address, to=["nobody@broker.example", OURS])
    why = b"5.1.1 Nobody receives mail at this address here; check how it is spelt."
    assert refused == {"nobody@broker.example": (550, why)}
    assert store.rows("recipient") == [OURS]


def test_addresses_and_text_beyond_ascii_are_kept_as_they_came(
    address: tuple[str, int], store: Store
) -> None:
    body = "Subject: Für Jörg\r\n\r\nČeština\r\n".encode() + b"\xff\x00\r\n"
    with smtplib.SMTP(*address, local_hostname=HELO) as client:
        client.ehlo()
        client.mail("jörg@schule.example", ["SMTPUTF8", "BODY=8BITMIME"])
        client.rcpt("anfragen-für@broker.example")
        assert client.data(body)[0] == 250
    assert store.rows("sender, recipient, body") == [
        ("jörg@schule.example", "anfragen-für@broker.example", body)
    ]


# --- when it is kept ----------------------------------------------------------------------------


def test_no_250_before_the_commit_has_returned(host: Host, store: Store) -> None:
    gate = Gate(store)
    address = host.start(gate)
    with ThreadPoolExecutor() as pool:
        posted = pool.submit(post, address)
        assert gate.reached.wait(10)
        assert not wait([posted], timeout=0.3).done
        gate.opened.set()
        assert posted.result(10) == {}
    assert store.rows() == [LETTER]


def test_those_who_wait_are_committed_together(host: Host, store: Store) -> None:
    gate = Gate(store)
    address = host.start(gate)
    bodies = [b"%d\r\n" % number for number in range(11)]
    with ThreadPoolExecutor(len(bodies)) as pool:
        posted = [pool.submit(post, address, body) for body in bodies]
        assert gate.reached.wait(10)
        assert not wait(posted, timeout=0.5).done
        gate.opened.set()
        assert all(future.result(10) == {} for future in posted)
    assert sorted(store.rows()) == sorted(bodies)
    assert sum(store.sizes) == len(bodies)
    assert len(store.sizes) == 2


def test_one_poisonous_mail_does_not_refuse_the_others(host: Host, store: Store) -> None:
    gate = Gate(store)
    address = host.start(gate)
    bodies = [b"%d\r\n" % number for number in range(10)]
    with ThreadPoolExecutor() as pool:
        first = pool.submit(post, address)
        assert gate.reached.wait(10)
        posted = pool.submit(post_all, address, [*bodies[:5], b"poison\r\n", *bodies[5:]])
        assert not wait([posted], timeout=0.5).done
        assert not first.done()
        gate.opened.set()
        assert posted.result(10) == [250] * 5 + [451] + [250] * 5
    assert sorted(store.rows()) == [*bodies, LETTER]
    assert store.sizes == [1, 11, *[1] * 11]


def fill_a_disk(_batch: Sequence[Incoming]) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"no room")


def quote_a_mail(batch: Sequence[Incoming]) -> None:
    raise RuntimeError(f"cannot store {batch[0].body!r} from {batch[0].envelope_from}")


@pytest.mark.parametrize(
    ("keep", "logged"), [(fill_a_disk, "OSError [ENOSPC]"), (quote_a_mail, "RuntimeError at ")]
)
def test_any_fault_of_the_store_asks_to_try_again_and_quotes_nobody(
    host: Host, caplog: pytest.LogCaptureFixture, keep: Keep, logged: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(smtplib.SMTPDataError) as caught:
        post(host.start(keep))
    answer = str(caught.value)
    assert answer.startswith("(451,")
    assert "try again" in answer
    [fault] = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert logged in fault
    assert answer.partition("ref ")[2][:8] in fault
    for text in (answer, caplog.text):
        assert "hillside" not in text
        assert "Phonics" not in text


def test_mail_is_taken_again_once_a_full_disk_has_room(
    address: tuple[str, int], store: Store
) -> None:
    store.db.execute("PRAGMA max_page_count=3")
    assert post_all(address, [b"x" * 50_000 + b"\r\n"]) == [451]
    store.db.execute("PRAGMA max_page_count=1000")
    assert post_all(address, [LETTER]) == [250]
    assert store.rows() == [LETTER]


def test_a_whole_session_leaves_no_address_in_the_log(
    address: tuple[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post(address, to=["nobody@broker.example", OURS])
    with smtplib.SMTP(*address, local_hostname=HELO) as client:
        client.docmd("head@hillside.example")
    assert "@" not in caplog.text
    assert "127.0.0.1" not in caplog.text


# --- TLS ----------------------------------------------------------------------------------------


class Tls(NamedTuple):
    ours: ssl.SSLContext
    theirs: ssl.SSLContext


@pytest.fixture(scope="module")
def tls() -> Tls:
    authority = trustme.CA()
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(ours)
    theirs = ssl.create_default_context()
    authority.configure_trust(theirs)
    return Tls(ours, theirs)


def test_mail_sent_after_starttls_is_marked_so(host: Host, store: Store, tls: Tls) -> None:
    body = b"x" * 500_000 + b"\r\n"
    with smtplib.SMTP(*host.start(store, tls=tls.ours), local_hostname=HELO) as client:
        client.starttls(context=tls.theirs)
        client.ehlo()
        assert not {"starttls", "auth"} & client.esmtp_features.keys()
        assert client.docmd("STARTTLS")[0] == 503
        client.sendmail(SENDER, OURS, body)
    assert store.rows("tls, body") == [(1, body)]


def test_commands_slipped_in_before_tls_are_forgotten(host: Host, store: Store, tls: Tls) -> None:
    injected = f"STARTTLS\r\nEHLO x\r\nMAIL FROM:<{SENDER}>\r\nRCPT TO:<{OURS}>\r\n".encode()
    with smtplib.SMTP(*host.start(store, tls=tls.ours), local_hostname=HELO) as client:
        client.ehlo()
        assert client.sock is not None
        client.send(injected)
        assert client.getreply()[0] == 220
        client.sock = tls.theirs.wrap_socket(client.sock, server_hostname="127.0.0.1")
        client.file = None
        assert client.docmd("NOOP")[0] == 250
        assert client.docmd("DATA")[0] == 503


@pytest.mark.parametrize("garbage", [b"", b"MAIL FROM:<>\r\n", b"\x16\x03\x01\x00\x05hello"])
def test_a_failed_handshake_harms_nobody_else(
    host: Host, store: Store, tls: Tls, caplog: pytest.LogCaptureFixture, garbage: bytes
) -> None:
    address = host.start(store, tls=tls.ours)
    with smtplib.SMTP(*address, local_hostname=HELO) as client:
        client.ehlo()
        client.docmd("STARTTLS")
        client.send(garbage)
        client.close()
    post(address)
    assert store.rows() == [LETTER]
    assert not caplog.records


def test_a_connection_lost_under_tls_keeps_nothing_and_is_no_fault(
    host: Host, store: Store, tls: Tls, caplog: pytest.LogCaptureFixture
) -> None:
    address = host.start(store, tls=tls.ours)
    with smtplib.SMTP(*address, local_hostname=HELO) as client:
        client.starttls(context=tls.theirs)
        client.mail(SENDER)
        client.rcpt(OURS)
        client.docmd("DATA")
        client.send(LETTER)
        assert isinstance(client.sock, ssl.SSLSocket)
        with suppress(ssl.SSLError):  # what the server says to that comes in between
            client.sock.unwrap()
        client.close()
    post(address)
    assert store.rows() == [LETTER]
    assert not caplog.records
