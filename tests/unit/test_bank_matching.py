"""Which invoice a bank line pays: said for certain, or left to a person with the reason."""

from datetime import date

import pytest

from core.bank.matching import Billed, match
from core.bank.statement import BankLine

OAK = Billed(case="AB-0001", id="i1", number="INV-1001", open_pence=70_000, party="Oak Primary")
ELM = Billed(case="AB-0002", id="i2", number="INV-1002", open_pence=35_000, party="Elm Academy")
ASH = Billed(case="AB-0003", id="i3", number="INV-1003", open_pence=0, party="Ash School")
HOME = Billed(
    case="AB-0001",
    id="i4",
    number="HS/77",
    open_pence=60_000,
    party="St Osmund’s School",
    outgoing=True,
)
ALL = (OAK, ELM, ASH, HOME)


def line(pence: int, description: str, reference: str = "", number: int = 2) -> BankLine:
    return BankLine(
        line=number,
        on=date(2026, 10, 5),
        pence=pence,
        description=description,
        reference=reference,
    )


def paid(*lines: BankLine, billed: tuple[Billed, ...] = ALL) -> list[list[tuple[str, int]]]:
    return [[(x.billed.id, x.pence) for x in found.pays] for found in match(lines, billed)]


@pytest.mark.parametrize(
    "said",
    ["INV-1001", "inv 1001", "INV1001", "PAYMENT INV/1001 THANKS", "Invoice inv_1001"],
)
def test_an_invoice_is_known_by_its_number_however_it_is_written(said: str) -> None:
    assert paid(line(70_000, "A SCHOOL", said)) == [[("i1", 70_000)]]
    assert paid(line(70_000, said)) == [[("i1", 70_000)]]


@pytest.mark.parametrize("said", ["INV-10011", "XINV-1001", "INV-100"])
def test_a_number_within_another_is_not_that_number(said: str) -> None:
    assert paid(line(12_345, said)) == [[]]


def test_one_payment_covers_several_invoices_when_the_sum_is_right() -> None:
    assert paid(line(105_000, "TRUST", "INV-1001, INV-1002")) == [[("i1", 70_000), ("i2", 35_000)]]
    assert paid(line(105_000, "TRUST", "INV-1001 & 1002")) == [[("i1", 70_000), ("i2", 35_000)]]


def test_several_invoices_with_another_sum_are_left_to_a_person() -> None:
    found = match([line(100_000, "TRUST", "INV-1001 INV-1002")], ALL)
    assert found[0].pays == ()
    assert "£1,050.00" in found[0].why
    assert "£1,000.00" in found[0].why


def test_a_short_payment_is_booked_and_said_to_be_short() -> None:
    found = match([line(69_000, "OAK", "INV-1001")], ALL)
    assert [(x.billed.id, x.pence) for x in found[0].pays] == [("i1", 69_000)]
    assert "£10.00" in found[0].why


def test_more_than_is_open_is_left_to_a_person() -> None:
    found = match([line(70_001, "OAK", "INV-1001")], ALL)
    assert (found[0].pays, "only £700.00" in found[0].why) == ((), True)


def test_what_is_paid_is_not_paid_again() -> None:
    assert "paid already" in match([line(35_000, "ASH", "INV-1003")], ALL)[0].why
    twice = match([line(70_000, "O", "INV-1001", n) for n in (2, 3)], ALL)
    assert [bool(x.pays) for x in twice] == [True, False]
    assert "paid already" in twice[1].why


def test_a_case_is_named_as_well_as_an_invoice_is() -> None:
    assert paid(line(70_000, "X", "AB-0001")) == [[("i1", 70_000)]]
    assert paid(line(105_000, "TRUST", "AB-0001 + AB0002")) == [[("i1", 70_000), ("i2", 35_000)]]


def test_of_a_cases_invoices_the_one_with_the_amount_is_meant() -> None:
    second = Billed(case="AB-0001", id="i9", number="INV-1009", open_pence=17_500, party="Oak")
    assert paid(line(17_500, "X", "AB-0001"), billed=(*ALL, second)) == [[("i9", 17_500)]]


def test_without_a_reference_the_only_such_amount_of_that_payer_is_meant() -> None:
    assert paid(line(70_000, "OAK PRIMARY SCH")) == [[("i1", 70_000)]]
    assert paid(line(35_000, "ELM ACAD")) == [[("i2", 35_000)]]


def test_without_a_reference_the_amount_alone_is_not_enough() -> None:
    found = match([line(70_000, "BACS CREDIT")], ALL)
    assert found[0].pays == ()
    assert "Oak Primary" in found[0].why


def test_two_invoices_of_one_amount_are_never_guessed_between() -> None:
    twin = Billed(case="AB-0009", id="i9", number="INV-1009", open_pence=70_000, party="Ivy School")
    found = match([line(70_000, "OAK PRIMARY")], (*ALL, twin))
    assert found[0].pays == ()
    assert "2 have this amount" in found[0].why


def test_money_that_went_out_pays_what_we_owe_and_nothing_else() -> None:
    assert paid(line(-60_000, "ST OSMUNDS CE SCHOOL")) == [[("i4", 60_000)]]
    assert paid(line(-60_000, "SUPPLIER", "INV HS/77")) == [[("i4", 60_000)]]
    assert paid(line(60_000, "ST OSMUNDS CE SCHOOL")) == [[]]
    assert paid(line(-70_000, "OAK PRIMARY", "INV-1001")) == [[]]


def test_a_bare_short_number_means_nothing_by_itself() -> None:
    seven = Billed(case="AB-0001", id="i7", number="7", open_pence=5_000, party="Oak Primary")
    assert paid(line(4_000, "CLASS 7 TRIP"), billed=(seven,)) == [[]]
    assert paid(line(5_000, "INVOICE NO 7"), billed=(seven,)) == [[("i7", 5_000)]]


def test_the_reason_names_no_invoice_when_none_is_meant() -> None:
    assert "names no invoice" in match([line(1, "CHARGES")], ALL)[0].why
