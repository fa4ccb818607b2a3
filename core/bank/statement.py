"""Bank statements as CSV, in the layouts that British banks export."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from core.directory.cells import parse_date, parse_pence
from core.directory.files import Columns, read_rows
from core.directory.report import Reading
from core.directory.rows import RowReader, read_records

_COLUMNS = Columns(
    headers={
        "date": (
            *("transaction date", "posting date", "posted date", "date posted", "booking date"),
            *("value date", "completed date", "date completed", "processed date", "entry date"),
        ),
        "description": (
            *("transaction description", "transaction details", "details", "narrative", "memo"),
            *("counter party", "counterparty", "name", "payee", "merchant", "particulars"),
            *("payment details", "transaction narrative", "narrative 1", "narrative #1", "payer"),
        ),
        "reference": (
            *("payment reference", "customer reference", "bank reference", "your reference"),
            *("transaction reference", "notes and #tags", "reference 1", "narrative 2", "ref"),
            *("narrative #2", "payment ref", "additional details"),
        ),
        "amount": (
            *("amount (GBP)", "amount (£)", "amount GBP", "transaction amount", "net amount"),
            *("value", "value (GBP)", "value (£)", "amount in GBP", "GBP"),
        ),
        "paid_in": (
            *("money in", "credit", "credit amount", "credits", "receipts", "receipt", "deposits"),
            *("paid in (£)", "money in (£)", "credit (£)", "paid in (GBP)", "in", "credit value"),
            *("deposit", "amount credited", "money in (GBP)", "incoming"),
        ),
        "paid_out": (
            *("money out", "debit", "debit amount", "debits", "payments", "payment", "withdrawals"),
            *("paid out (£)", "money out (£)", "debit (£)", "paid out (GBP)", "out", "debit value"),
            *("withdrawal", "amount debited", "money out (GBP)", "outgoing", "withdrawn"),
        ),
        "direction": ("credit/debit", "debit/credit", "cr/dr", "dr/cr", "credit debit indicator"),
        "balance": ("balance (GBP)", "balance (£)", "running balance", "account balance"),
    },
    needed=(("date",), ("amount", "paid_in"), ("description", "reference")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One line of a statement: positive pence came in, negative went out.

    `repeat` counts lines of one file that are otherwise the same, from 1, so that two equal
    payments on a day stay two, and a statement that overlaps an earlier one adds nothing twice.
    """

    line: int
    on: date
    pence: int
    description: str
    reference: str
    repeat: int = 1

    @property
    def key(self) -> tuple[date, int, str, str, int]:
        """What makes the line itself, in whichever statement it stands."""
        return (self.on, self.pence, self.description, self.reference, self.repeat)


def read_bank(content: bytes) -> Reading[BankLine]:
    """Read a bank statement. Raise `DirectoryFileError` if it is none.

    Lines without an amount, such as a balance brought forward, are passed over.
    """
    reading = read_records(read_rows(content, _COLUMNS), _bank_line)
    return replace(reading, records=tuple(_count_repeats(reading.records)))


def _count_repeats(lines: Iterable[BankLine]) -> Iterable[BankLine]:
    seen: Counter[tuple[date, int, str, str, int]] = Counter()
    for line in lines:
        seen[line.key] += 1
        yield replace(line, repeat=seen[line.key]) if seen[line.key] > 1 else line


def _bank_line(row: RowReader) -> BankLine | None:
    pence = _pence(row)
    if not pence or row.problems:
        return None
    day = row.take("date", parse_date, None)
    if row.maybe("date") is None:
        row.problem("The row has an amount but no date.", "Write it as 2026-09-01 or 01/09/2026.")
    if day is None:
        return None
    return BankLine(
        line=row.line,
        on=day,
        pence=pence,
        description=row.text("description"),
        reference=row.text("reference"),
    )


def _pence(row: RowReader) -> int | None:
    amount = row.take("amount", parse_pence, None)
    if amount is not None:
        return _directed(amount, row.text("direction"))
    paid_in, paid_out = row.take("paid_in", parse_pence, 0), row.take("paid_out", parse_pence, 0)
    if paid_in and paid_out:
        row.problem("The row has money both in and out.", "Leave one of the two empty.")
    return paid_in - abs(paid_out)


def _directed(amount: int, direction: str) -> int:
    """Some banks write amounts without a sign and say in another column which way they went."""
    if re.match(r"d(?:r|b|ebit)?\b|out\b", direction, re.IGNORECASE):
        return -abs(amount)
    return amount
