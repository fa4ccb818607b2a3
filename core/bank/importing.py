"""Bringing a bank statement in: what it pays is booked, what cannot be told is kept and listed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core import money
from core.bank.matching import Billed, Matched, match
from core.bank.statement import BankLine, read_bank
from core.commands import RecordPayment
from core.desk import Desk
from core.directory.report import FileReport, Outcome, RowReport
from core.errors import Refusal
from core.model import Case, Channel
from core.money import pounds
from core.names import Names, words
from core.process import Payer
from core.store import case_lists, directory_tables, naming
from core.store.cases import table_of

_LINE = table_of(directory_tables.BankLineRow)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement came to: the report row by row, and each line as it was matched."""

    report: FileReport
    matched: tuple[Matched, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report with what was paid, and what a person has to look at."""
        paid = [
            {
                "line": x.line.line,
                "date": x.line.on,
                "case": part.billed.case,
                "invoice": part.billed.number,
                "amount": part.pence,
                "note": x.why,
            }
            for x in self.matched
            for part in x.pays
        ]
        open_ = [
            {
                "line": x.line.line,
                "date": x.line.on,
                "amount": x.line.pence,
                "description": x.line.description,
                "reference": x.line.reference,
                "why": x.why,
            }
            for x in self.matched
            if not x.pays
        ]
        return {**self.report.to_json(), "matched": paid, "unmatched": open_}


def import_bank(
    desk: Desk, content: bytes, alliance: str, actor: str, *, dry_run: bool
) -> Statement:
    """Read a statement of an alliance's account and book what it pays, each line in a transaction.

    The same statement again changes nothing; a line that could not be told before is tried anew.
    Raises DirectoryFileError for a file that is no statement.
    """
    reading = read_bank(content)
    if not reading.ok:
        return Statement(FileReport("bank", reading.problems))
    with desk.database.read() as connection:
        known = _known(connection, alliance)
        billed = _billed(connection, alliance)
    waiting = [x for x in reading.records if not known.get(line_id(alliance, x))]
    found = match(waiting, billed)
    if not dry_run:
        found = [_keep(desk, x, alliance, actor) for x in found]
    by_line = {x.line.line: x for x in found}
    rows = [
        _row(x, by_line.get(x.line), again=line_id(alliance, x) in known) for x in reading.records
    ]
    return Statement(FileReport("bank", tuple(rows)), tuple(found))


def line_id(alliance: str, line: BankLine) -> str:
    """Return what a line is known by, in whichever statement it stands."""
    told = "\n".join((alliance, *(str(x) for x in line.key)))
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _known(connection: Connection, alliance: str) -> dict[str, bool]:
    """Return the lines imported before, and whether each was matched."""
    rows = connection.execute(
        select(_LINE.c.id, _LINE.c.matched).where(_LINE.c.alliance == alliance)
    )
    return {row.id: bool(row.matched) for row in rows}


def _billed(connection: Connection, alliance: str) -> list[Billed]:
    """Return the invoices that pass through the alliance's own account, paid ones too."""
    refs = case_lists.cases_with_invoices(connection, alliance)
    found = list(case_lists.load_cases(connection, refs))
    names = naming.names_for(connection, found)
    return [x for case in found for x in _billed_in(case, names)]


def _billed_in(case: Case, names: Names) -> list[Billed]:
    found = []
    for invoice in case.invoice:
        outgoing = invoice.payer == Payer.ALLIANCE
        if Payer.ALLIANCE not in (invoice.payer, invoice.payee):
            continue
        other = invoice.payee if outgoing else invoice.payer
        deployment = case.find_deployment(invoice.deployment)
        school = {
            str(Payer.RECEIVING_SCHOOL): invoice.school,
            str(Payer.HOME_SCHOOL): deployment.home_school if deployment else None,
        }.get(other)
        found.append(
            Billed(
                case=case.ref,
                id=invoice.id,
                number=invoice.number,
                open_pence=money.open_on(case, invoice),
                party=names.school(school) or words(other),
                outgoing=outgoing,
            )
        )
    return found


class _NotBooked(Exception):
    """A payment of a line was refused: nothing of the line is booked."""


def _keep(desk: Desk, found: Matched, alliance: str, actor: str) -> Matched:
    """Book what a line pays and keep the line, in one transaction."""
    id_ = line_id(alliance, found.line)
    try:
        with desk.database.write() as connection:
            _book(desk, connection, found, id_, actor)
            _store(connection, found, id_, alliance, desk)
    except _NotBooked as error:
        found = Matched(found.line, why=str(error))
        with desk.database.write() as connection:
            _store(connection, found, id_, alliance, desk)
    return found


def _book(desk: Desk, connection: Connection, found: Matched, id_: str, actor: str) -> None:
    for paid in sorted(found.pays, key=lambda x: (x.billed.case, x.billed.id)):
        outcome = desk.handle_in(
            connection,
            RecordPayment(
                key=f"bank:{id_}:{paid.billed.id}",
                actor=actor,
                channel=Channel.COMMAND_LINE,
                case=paid.billed.case,
                invoice=paid.billed.id,
                pence=paid.pence,
                paid_on=found.line.on,
                source="bank statement",
                reference=found.line.reference or found.line.description,
            ),
        )
        if isinstance(outcome, Refusal):
            raise _NotBooked(f"{paid.billed.number}: {outcome.reason}")


def _store(connection: Connection, kept: Matched, id_: str, alliance: str, desk: Desk) -> None:
    pays = [{"case": x.billed.case, "invoice": x.billed.id, "pence": x.pence} for x in kept.pays]
    told: Mapping[str, Any] = {"matched": pays, "why": kept.why}
    done = connection.execute(update(_LINE).where(_LINE.c.id == id_).values(**told))
    if done.rowcount:
        return
    connection.execute(
        insert(_LINE).values(
            id=id_,
            alliance=alliance,
            on=kept.line.on,
            pence=kept.line.pence,
            description=kept.line.description,
            reference=kept.line.reference,
            imported_at=desk.clock.now(),
            **told,
        )
    )


def _row(line: BankLine, found: Matched | None, *, again: bool) -> RowReport:
    told = line.description or line.reference
    what = f"{pounds(line.pence)} on {line.on:%-d %B %Y}, {told}"
    if found is None:
        return RowReport(line.line, Outcome.SAME, what)
    if found.pays:
        paid = ", ".join(f"{x.billed.number} ({x.billed.case})" for x in found.pays)
        outcome = Outcome.CHANGED if again else Outcome.NEW
        return RowReport(line.line, outcome, f"{what}: pays {paid}", note=found.why)
    outcome = Outcome.SAME if again else Outcome.NEW
    return RowReport(line.line, outcome, what, note=f"not matched: {found.why}")
