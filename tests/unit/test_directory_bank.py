"""Bank statements in the layouts that British banks export."""

from datetime import date

import pytest

from core.bank.statement import BankLine, read_bank
from core.directory.files import DirectoryFileError

PAID = ("2026-10-02", 105_000, "OAKFIELD PRIMARY", "INV 0012")
SPENT = ("2026-10-05", -60_000, "HARBOUR SCHOOL", "SLE OCT")

LAYOUTS = {
    "plain": "date,description,amount,reference\n"
    "2026-10-02,OAKFIELD PRIMARY,1050.00,INV 0012\n"
    "2026-10-05,HARBOUR SCHOOL,-600.00,SLE OCT\n",
    "in and out": "Date,Description,Paid in,Paid out,Reference,Balance\n"
    ",BALANCE BROUGHT FORWARD,,,,12.00\n"
    '02/10/2026,OAKFIELD PRIMARY,"1,050.00",,INV 0012,1062.00\n'
    "05/10/2026,HARBOUR SCHOOL,,600.00,SLE OCT,462.00\n",
    "debit and credit amounts": "Transaction Date,Transaction Type,Sort Code,Account Number,"
    "Transaction Description,Debit Amount,Credit Amount,Balance,Payment Reference\n"
    "02/10/2026,FPI,'00-00-00,12345678,OAKFIELD PRIMARY,,1050.00,1062.00,INV 0012\n"
    "05/10/2026,FPO,'00-00-00,12345678,HARBOUR SCHOOL,600.00,,462.00,SLE OCT\n",
    "value and type": "Date,Type,Description,Value,Balance,Account Name,Account Number,Ref\n"
    "02 Oct 2026,BAC,OAKFIELD PRIMARY,1050.00,1062.00,ALLIANCE,12345678,INV 0012\n"
    "05 Oct 2026,D/D,HARBOUR SCHOOL,-600.00,462.00,ALLIANCE,12345678,SLE OCT\n",
    "counter party": "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n"
    "02/10/2026,OAKFIELD PRIMARY,INV 0012,FASTER PAYMENT,1050.00,1062.00\n"
    "05/10/2026,HARBOUR SCHOOL,SLE OCT,FASTER PAYMENT,-600.00,462.00\n",
    "title lines above": '"Account Name:","Alliance ****1234"\n"Account Balance:","£462.00"\n\n'
    '"Date","Transaction type","Description","Paid out","Paid in","Reference"\n'
    '"02 Oct 2026","Credit","OAKFIELD PRIMARY","","£1,050.00","INV 0012"\n'
    '"05 Oct 2026","Payment","HARBOUR SCHOOL","£600.00","","SLE OCT"\n',
    "sign in a column": "Date;Narrative;Amount;CR/DR;Customer Reference\n"
    "02-Oct-26;OAKFIELD PRIMARY;1050.00;CR;INV 0012\n"
    "05-Oct-26;HARBOUR SCHOOL;600.00;DR;SLE OCT\n",
    "money in and out with signs": "Transaction ID,Date,Time,Type,Name,Amount,Currency,"
    "Notes and #tags,Money Out,Money In\n"
    "tx_1,02/10/2026,09:12:13,Faster payment,OAKFIELD PRIMARY,1050.00,GBP,INV 0012,,1050.00\n"
    "tx_2,05/10/2026,10:00:00,Faster payment,HARBOUR SCHOOL,-600.00,GBP,SLE OCT,-600.00,\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_lines(layout: str) -> None:
    reading = read_bank(LAYOUTS[layout].encode())
    assert reading.problems == ()
    found = [(str(x.on), x.pence, x.description, x.reference) for x in reading.records]
    assert found == [PAID, SPENT]


def test_a_line_knows_where_it_stands() -> None:
    reading = read_bank(LAYOUTS["title lines above"].encode())
    assert [x.line for x in reading.records] == [5, 6]


def test_equal_payments_on_a_day_stay_two() -> None:
    content = b"date,description,amount\n1/9/2026,BACS,350\n1/9/2026,BACS,350\n2/9/2026,BACS,350\n"
    assert [x.repeat for x in read_bank(content).records] == [1, 2, 1]


def test_a_line_is_the_same_in_two_statements_that_overlap() -> None:
    first = read_bank(b"date,description,amount\n1/9/2026,BACS,350\n2/9/2026,CHQ,20\n").records
    later = read_bank(b"Date,Details,Credit\n2026-09-02,CHQ,20.00\n2026-09-03,DD,5\n").records
    assert first[1].key == later[0].key
    assert len({x.key for x in (*first, *later)}) == 3


def test_lines_without_an_amount_are_passed_over() -> None:
    content = b"date,description,amount\n1/9/2026,OPENING BALANCE,\n1/9/2026,FEE,0.00\n,,\n"
    assert read_bank(content).records == ()


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("1/9/2026,X,12.345,,", "not an amount"),
        ("32/9/2026,X,12.34,,", "not a date"),
        (",X,12.34,,", "amount but no date"),
        ("1/9/2026,X,,5,6", "both in and out"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_problem(row: str, what: str) -> None:
    reading = read_bank(f"date,description,amount,paid in,paid out\n{row}\n".encode())
    [problem] = reading.problems
    assert (problem.line, reading.records) == (2, ())
    assert what in problem.what


def test_a_statement_without_amounts_is_refused() -> None:
    with pytest.raises(DirectoryFileError, match="no column amount or paid_in"):
        read_bank(b"date,description,balance\n1/9/2026,X,1\n")


def test_a_bank_line_holds_pence_and_a_date() -> None:
    [line] = read_bank("date,details,value (£)\n01/09/2026,Café,£3.50\n".encode("cp1252")).records
    assert line == BankLine(
        line=2, on=date(2026, 9, 1), pence=350, description="Café", reference=""
    )
