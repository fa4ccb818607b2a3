"""A directory file on its way in: all rows or none, noted in the audit, and questions follow."""

import hashlib

from sqlalchemy import Connection

from core.commands import Command, Readdress
from core.decide.draft import Event
from core.desk import Handled
from core.directory.importing import DIRECTORY, Into, plan_import, write_plan
from core.directory.report import FileReport
from core.errors import DatabaseBusy
from core.model import Channel
from core.process import Role
from core.store import case_lists, chain, series
from intake.mailboxes import Mailboxes
from sle_broker.service import Service

_NOT_BY_POST = (str(Role.REQUESTER), str(Role.SLE))
"""Parties who are no matter of who holds which post."""


_ATTEMPTS = 3
"""How often a file is compared anew because somebody else's came in meanwhile."""


def import_file(
    service: Service, what: str, content: bytes, alliance: str | None, actor: str, *, dry_run: bool
) -> FileReport:
    """Import a file of schools, contacts, SLEs or terms and say what became of each row.

    `alliance` is empty for what all alliances share, None where nobody said whose it is.
    A file with a problem changes nothing, and neither does a dry run: both leave others' writing
    alone. Raises DirectoryFileError for a file that cannot be read at all, and DatabaseBusy when
    others kept changing the directory.
    """
    database, library = service.database, service.library
    is_ours = Mailboxes(library.alliances.values(), service.settings.mail_domain).is_ours
    for _ in range(_ATTEMPTS):
        with database.read() as connection:
            into = Into(connection, alliance, _by_name(service), is_ours)
            plan = plan_import(what, content, into)
        if dry_run or not plan.report.ok:
            return plan.report
        with database.write() as connection:
            database.lock(connection, [f"chain:{DIRECTORY}", f"series:{DIRECTORY}"])
            if write_plan(connection, plan):
                _note(service, connection, what, content, actor)
                return plan.report
    raise DatabaseBusy("others are changing the directory")


def _note(service: Service, connection: Connection, what: str, content: bytes, actor: str) -> None:
    """Say in the directory's own chain that a file came in."""
    command = Command(
        key=f"import:{hashlib.sha256(content).hexdigest()}",
        actor=actor,
        channel=Channel.COMMAND_LINE,
    )
    end = chain.tail(connection, DIRECTORY)
    event = Event(f"{what}_imported", ())
    chain.append(connection, DIRECTORY, end, [event], command, "", service.clock.now())


def _by_name(service: Service) -> dict[str, str]:
    found = {}
    for alliance in service.library.alliances.values():
        found[alliance.name.casefold()] = alliance.slug
        found[alliance.slug.casefold()] = alliance.slug
    return found


def readdress(service: Service, actor: str) -> int:
    """Put every question that waits to whoever holds the post now; return how many moved."""
    with service.database.read() as connection:
        version = series.peek(connection, DIRECTORY) - 1
        waiting = case_lists.open_prompts(connection, _NOT_BY_POST)
    moved = 0
    for prompt in waiting:
        outcome = service.desk.handle(
            Readdress(
                key=f"readdress:{prompt.id}:{version}",
                actor=actor,
                channel=Channel.COMMAND_LINE,
                case=prompt.case,
                prompt=prompt.id,
            )
        )
        moved += isinstance(outcome, Handled) and not outcome.again
    return moved
