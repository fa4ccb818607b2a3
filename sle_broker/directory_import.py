"""A directory file on its way in: all rows or none, noted in the audit, and questions follow."""

import hashlib

from sqlalchemy import Connection

from core.commands import Command, Readdress
from core.decide.draft import Event
from core.desk import Handled
from core.directory.importing import DIRECTORY, Into, import_rows
from core.directory.report import FileReport
from core.model import Channel
from core.process import Role
from core.store import chain, queries, series
from sle_broker.service import Service

_NOT_BY_POST = (str(Role.REQUESTER), str(Role.SLE))
"""Parties who are no matter of who holds which post."""


class _Undone(Exception):
    """Ends the transaction without writing anything."""

    def __init__(self, report: FileReport) -> None:
        super().__init__()
        self.report = report


def import_file(
    service: Service, what: str, content: bytes, alliance: str, actor: str, *, dry_run: bool
) -> FileReport:
    """Import a file of schools, contacts, SLEs or terms and say what became of each row.

    A file with a problem changes nothing, and neither does a dry run. Raises DirectoryFileError
    for a file that cannot be read at all.
    """
    try:
        with service.database.write() as connection:
            service.database.lock(connection, [f"chain:{DIRECTORY}", f"series:{DIRECTORY}"])
            report = import_rows(what, content, Into(connection, alliance, _by_name(service)))
            _end_here(report, unwanted=dry_run)
            _note(service, connection, what, content, actor)
    except _Undone as undone:
        return undone.report
    return report


def _end_here(report: FileReport, *, unwanted: bool) -> None:
    if unwanted or not report.ok:
        raise _Undone(report)


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
        waiting = queries.open_prompts(connection, _NOT_BY_POST)
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
