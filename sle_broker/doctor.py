"""A look at settings and surroundings, with a mend for everything that is amiss."""

import shutil
import smtplib
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from core.errors import BrokerError
from core.outbox import State, listing
from core.parties import Alliance
from core.store import parking, people, schema, sles
from core.store.engine import Database
from intake.sender import read_smtp_url
from sle_broker.command import Program
from sle_broker.own_files import load_all_alliances, load_processes

Verdict = Literal["well", "note", "mend"]
_LITTLE_SPACE = 500 * 1024 * 1024
_PATIENCE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: well, worth a note, or to be mended."""

    verdict: Verdict
    what: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it for `--json`."""
        return asdict(self)


def examine(program: Program) -> list[Finding]:
    """Look at everything; what one look finds amiss keeps no other from being made."""
    return [finding for look in _LOOKS for finding in _made(look, program)]


Look = Callable[[Program], Iterator[Finding]]


def _made(look: Look, program: Program) -> Iterator[Finding]:
    try:
        yield from look(program)
    except BrokerError as error:
        yield Finding("mend", str(error))


def _folder(program: Program) -> Iterator[Finding]:
    folder = program.settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        yield Finding(
            "mend",
            f"The data folder {folder} cannot be written to ({error.strerror}).",
            "Give the service's user the right to, or set BROKER_DATA_DIR to another folder.",
        )
        return
    if free < _LITTLE_SPACE:
        mega = free // (1024 * 1024)
        yield Finding("mend", f"Only {mega} MB are free on the disk.", "Make room on the disk.")
    else:
        yield Finding("well", f"The data folder {folder} can be written to and has room.")


def _secret(program: Program) -> Iterator[Finding]:
    key = program.settings.secret_key.get_secret_value()
    kept = program.settings.data_dir / "secret.key"
    if key and len(key) < 32:
        yield Finding(
            "mend", "BROKER_SECRET_KEY is short.", "Use at least 32 random characters, and keep it."
        )
    elif key:
        yield Finding("well", "The secret key is set.")
    else:
        yield Finding(
            "note", f"There is no BROKER_SECRET_KEY; one is kept in {kept}.", "Back that file up."
        )


def _files(program: Program) -> Iterator[Finding]:
    processes = load_processes(program.settings)
    alliances = load_all_alliances(program.settings, processes)
    told = ", ".join(sorted(alliances))
    yield Finding("well", f"{len(processes)} ways of brokering; alliances: {told}.")


def _database(program: Program) -> Iterator[Finding]:
    database = Database(program.settings.database)
    try:
        at, wanted = schema.revision(database), schema.head()
    finally:
        database.close()
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    if at == wanted:
        yield Finding("well", f"The {kind} database answers, its schema is current ({at}).")
    elif at is None and database.is_sqlite:
        yield Finding("note", "The SQLite database is new; it is set up at the first start.")
    else:
        yield Finding(
            "mend", f"The {kind} database is at {at or 'nothing'}.", "Run: sle-broker migrate"
        )


def _directory(program: Program) -> Iterator[Finding]:
    service = program.service
    for alliance in service.library.alliances.values():
        yield from _directory_of(program, alliance)
    with service.database.read() as connection:
        parked = len(parking.waiting(connection))
        dead = len(listing(connection, (State.DEAD,)))
    if parked:
        yield Finding("note", f"{parked} wait for a person.", "See: sle-broker parked list")
    if dead:
        yield Finding("note", f"{dead} notices could not be sent.", "See: sle-broker outbox list")


def _directory_of(program: Program, alliance: Alliance) -> Iterator[Finding]:
    with program.service.database.read() as connection:
        acting = people.coordinators(connection, alliance.slug)
        lent = len(sles.sle_names(connection, alliance.slug))
    if not acting:
        yield Finding(
            "note",
            f"{alliance.name} has no coordinator or director.",
            "Import contacts, so that somebody can be asked and told; until then what they "
            "should hear waits here: sle-broker parked list.",
        )
    elif not lent:
        yield Finding("note", f"{alliance.name} has no SLEs.", "Import them.")
    else:
        yield Finding("well", f"{alliance.name} has a coordinator or director and {lent} SLEs.")


def _mail_in(program: Program) -> Iterator[Finding]:
    settings = program.settings
    yield _port("INTAKE", settings.intake_host, settings.intake_port, "Mail")
    yield _port("HTTP", settings.http_host, settings.http_port, "The web page")
    if not settings.trusted_hosts:
        yield Finding(
            "note",
            "No mail host is trusted to say who wrote a mail, so every answer by mail is parked.",
            "Set BROKER_TRUSTED_AUTHSERV to the name your mail host writes first in its "
            "Authentication-Results.",
        )


def _port(which: str, host: str, port: int, what: str) -> Finding:
    if port == 0:
        return Finding("note", f"{what} takes any free port.")
    try:
        with socket.create_server((host, port)):
            return Finding("well", f"{what} can use port {port} on {host}.")
    except OSError as error:
        return Finding(
            "note",
            f"{what}: port {port} on {host} is not available ({error.strerror}).",
            f"That is fine if the service is running; else set BROKER_{which}_PORT to another.",
        )


def _mail_out(program: Program) -> Iterator[Finding]:
    url = program.settings.smtp_url
    if not url:
        yield Finding(
            "note", "No mail is sent: notices wait in the outbox.", "Set BROKER_SMTP_URL."
        )
        return
    relay = read_smtp_url(url)
    try:
        if relay.scheme == "smtps":
            smtplib.SMTP_SSL(relay.host, relay.port, timeout=_PATIENCE_SECONDS).quit()
        else:
            smtplib.SMTP(relay.host, relay.port, timeout=_PATIENCE_SECONDS).quit()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mend",
            f"The mail relay {relay.host}:{relay.port} does not answer ({type(error).__name__}).",
            "Check BROKER_SMTP_URL and whether this machine may reach it.",
        )
    else:
        yield Finding("well", f"The mail relay {relay.host}:{relay.port} answers.")


_LOOKS: tuple[Look, ...] = (
    _folder,
    _secret,
    _files,
    _database,
    _directory,
    _mail_in,
    _mail_out,
)
