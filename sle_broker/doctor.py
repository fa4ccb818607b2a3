"""A look at settings and surroundings, with a mend for everything that is amiss."""

import errno
import re
import shutil
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from core import outbox
from core.errors import BrokerError, Transient
from core.outbox import State
from core.outbox_listing import listing
from core.parties import Alliance
from core.process_files.faults import FileFaults
from core.store import parking, people, schema, sles
from core.store.engine import Database
from intake import raw_store
from intake.domains import ascii_domain
from intake.sender import Relay, read_smtp_url
from sle_broker.command import Program
from sle_broker.own_files import load_all_alliances, load_processes
from sle_broker.slack_settings import is_on

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
    """Look at everything; what one look finds amiss keeps no other from being made.

    What keeps several looks from being made is told once.
    """
    found = [finding for look in _LOOKS for finding in _made(look, program)]
    return list(dict.fromkeys(found))


Look = Callable[[Program], Iterator[Finding]]


def _made(look: Look, program: Program) -> Iterator[Finding]:
    try:
        yield from look(program)
    except FileFaults as error:
        for x in error.problems:
            yield Finding("mend", f"{x.file}, line {x.line}: {x.what}.", _sentence(x.mend))
    except Transient as error:
        yield Finding(
            "mend",
            f"The database does not answer ({error}).",
            "Check DATABASE_URL, whether the server runs, and whether it lets this machine in.",
        )
    except BrokerError as error:
        yield Finding("mend", _sentence(str(error)))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _folder(program: Program) -> Iterator[Finding]:
    folder = program.settings.data_dir
    if folder.exists() and not folder.is_dir():
        yield Finding(
            "mend", f"The data folder {folder} is a file.", "Set BROKER_DATA_DIR to a folder."
        )
        return
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
            "mend",
            f"BROKER_SECRET_KEY has {len(key)} characters: reply addresses could be forged.",
            "Use at least 32 random characters, and keep them: a new key makes old addresses void.",
        )
    elif key:
        yield Finding("well", "The secret key is set.")
    else:
        there = "the one kept in" if kept.is_file() else "one is made at the first start, in"
        yield Finding(
            "note", f"BROKER_SECRET_KEY is not set: {there} {kept}.", "Back that file up."
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
    elif at is None:
        yield Finding("mend", f"The {kind} database has no tables yet.", "Run: sle-broker migrate")
    elif at > wanted:
        yield Finding(
            "mend",
            f"The {kind} database is newer ({at}) than this version of the program ({wanted}).",
            "Install the version that it was last used with, or a newer one.",
        )
    else:
        yield Finding(
            "mend",
            f"The {kind} database is at {at}, this version of the program needs {wanted}.",
            "Make a backup, then run: sle-broker migrate",
        )


def _directory(program: Program) -> Iterator[Finding]:
    service = program.service
    for alliance in service.library.alliances.values():
        yield from _directory_of(program, alliance)
    now = service.clock.now()
    with service.database.read() as connection:
        ahead = outbox.ahead(connection, now) + raw_store.ahead(connection, now)
        parked = len(parking.waiting(connection))
        dead = len(listing(connection, (State.DEAD,)))
    if ahead:
        yield Finding(
            "note",
            f"{ahead} mails or notices bear a time that is still to come: this machine's clock "
            "was ahead, or is behind.",
            "Check the clock; they are read and sent all the same.",
        )
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


def _addresses(program: Program) -> Iterator[Finding]:
    settings = program.settings
    if settings.intake_port == settings.http_port != 0:
        yield Finding(
            "mend",
            f"Mail and the web page are both to use port {settings.http_port}.",
            "Set BROKER_HTTP_PORT or BROKER_INTAKE_PORT to another.",
        )
        return
    yield _port("INTAKE", settings.intake_host, settings.intake_port, "Mail")
    yield _port("HTTP", settings.http_host, settings.http_port, "The web page")


def _port(which: str, host: str, port: int, what: str) -> Finding:
    if port == 0:
        return Finding(
            "note",
            f"{what} takes any free port: another one after each start.",
            f"Set BROKER_{which}_PORT, so that others can rely on it.",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family):
            return Finding("well", f"{what} can use port {port} on {host}.")
    except PermissionError:
        return Finding(
            "mend",
            f"{what}: this user may not use port {port}.",
            f"Set BROKER_{which}_PORT to one above 1023.",
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return Finding(
                "note",
                f"{what}: port {port} on {host} is in use.",
                "That is fine if the service is running; else set "
                f"BROKER_{which}_PORT to another, or stop whatever uses it.",
            )
        return Finding(
            "mend",
            f"{what}: this machine has no address {host}.",
            f"Set BROKER_{which}_HOST to one of its own: 127.0.0.1 for itself only, 0.0.0.0 for "
            "all its addresses.",
        )


_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


def _mail_in(program: Program) -> Iterator[Finding]:
    settings = program.settings
    domain = settings.mail_domain
    if not _DOMAIN.fullmatch(ascii_domain(domain)):
        yield Finding(
            "mend",
            f"BROKER_MAIL_DOMAIN is “{domain}”, which is no domain.",
            "Write the domain that schools write to, such as broker.your-alliance.org.uk.",
        )
    elif domain.endswith(".localhost"):
        yield Finding(
            "note",
            f"People would have to write to addresses at {domain}, which nobody can from outside.",
            "Set BROKER_MAIL_DOMAIN to a domain whose mail comes here.",
        )
    if not settings.trusted_hosts:
        yield Finding(
            "note",
            "No mail host is trusted to say who wrote a mail, so every answer by mail is parked.",
            "Set BROKER_TRUSTED_AUTHSERV to the name your mail host writes first in its "
            "Authentication-Results.",
        )
    for host in settings.trusted_hosts:
        if not _DOMAIN.fullmatch(ascii_domain(host)):
            yield Finding(
                "mend",
                f"BROKER_TRUSTED_AUTHSERV names “{host}”, which is no name of a host.",
                "Write the hosts' names with commas between them.",
            )


def _mail_out(program: Program) -> Iterator[Finding]:
    url = program.settings.smtp_url
    if not url:
        yield Finding(
            "note",
            "No mail is sent: notices wait in the outbox.",
            "Set BROKER_SMTP_URL to your mail relay.",
        )
        return
    relay = read_smtp_url(url)
    where = f"{relay.host}:{relay.port}"
    try:
        _sign_in(relay, program.settings.mail_domain)
    except smtplib.SMTPAuthenticationError:
        what = f"The mail relay {where} does not take the user's name or the password."
        yield Finding("mend", what, "Correct them in BROKER_SMTP_URL (%40 stands for an @).")
    except ssl.SSLError as error:
        what = f"The mail relay {where} cannot be talked to safely ({error.reason or error})."
        yield Finding(
            "mend",
            what,
            "Write its name as its certificate has it; smtps:// is for port 465, smtp+starttls:// "
            "for port 587.",
        )
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mend",
            f"The mail relay {where} does not answer ({_why(error)}).",
            "Check BROKER_SMTP_URL and whether this machine may reach it.",
        )
    else:
        yield Finding("well", f"The mail relay {where} answers.")


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"nothing for {_PATIENCE_SECONDS} seconds"
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said)[:100]


def _sign_in(relay: Relay, hostname: str) -> None:
    """Go as far with the mail relay as can be gone without sending anything."""
    trusted = ssl.create_default_context()
    # Without a name of ours, smtplib would ask the network for one, and wait for it.
    how: dict[str, Any] = {"local_hostname": hostname, "timeout": _PATIENCE_SECONDS}
    client: smtplib.SMTP
    if relay.scheme == "smtps":
        client = smtplib.SMTP_SSL(relay.host, relay.port, context=trusted, **how)
    else:
        client = smtplib.SMTP(relay.host, relay.port, **how)
    with client:
        if relay.scheme == "smtp+starttls":
            client.starttls(context=trusted)
        if relay.user:
            client.login(relay.user, relay.password)


def _slack(program: Program) -> Iterator[Finding]:
    if not is_on(program.settings):
        yield Finding(
            "note",
            "Slack is off: everybody is written to by mail.",
            "To connect a workspace, begin with: sle-broker slack-manifest",
        )
        return
    from sle_broker.slack_check import look_at_slack  # noqa: PLC0415 — Slack's libraries are large

    yield from look_at_slack(program.settings)


_LOOKS: tuple[Look, ...] = (
    _folder,
    _secret,
    _files,
    _database,
    _directory,
    _addresses,
    _mail_in,
    _mail_out,
    _slack,
)
