"""Where each invoice stands: due, raised, part paid or paid, whatever it was settled by."""

from typing import Any

import pytest

from core.names import Names
from core.views.rows import money_rows
from tests.support.deciding import Matter, opened


def worked() -> Matter:
    """Return a matter with £1,050 of work done."""
    found = opened("east-sussex")
    found.go_on_to("raise_invoice")
    return found


STATES: dict[str, tuple[list[Any], list[tuple[int, str]]]] = {
    "worked only": ([], [(105_000, "due")]),
    "raised": ([105_000], [(105_000, "raised")]),
    "raised for a part": ([35_000], [(35_000, "raised"), (70_000, "due")]),
    "part paid": ([105_000, ("A", 1)], [(105_000, "part paid")]),
    "nearly paid": ([105_000, ("A", 104_999)], [(105_000, "part paid")]),
    "paid": ([105_000, ("A", 105_000)], [(105_000, "paid")]),
    "paid in parts": ([105_000, ("A", 5_000), ("A", 100_000)], [(105_000, "paid")]),
    "paid too much": ([105_000, ("A", 120_000)], [(105_000, "paid")]),
    "paid too much and paid back": (
        [105_000, ("A", 120_000), ("A", -15_000)],
        [(105_000, "paid")],
    ),
    "a part paid, the rest due": ([35_000, ("A", 35_000)], [(35_000, "paid"), (70_000, "due")]),
    "too much, nothing paid": ([140_000], [(140_000, "raised")]),
    "credited in part, nothing paid": (
        [140_000, -35_000],
        [(140_000, "raised"), (-35_000, "raised")],
    ),
    "credited in part, part paid": (
        [140_000, -35_000, ("A", 50_000)],
        [(140_000, "part paid"), (-35_000, "raised")],
    ),
    "credited in part, the rest paid": (
        [140_000, -35_000, ("A", 105_000)],
        [(140_000, "paid"), (-35_000, "paid")],
    ),
    "paid short, then credited": (
        [140_000, ("A", 105_000), -35_000],
        [(140_000, "paid"), (-35_000, "paid")],
    ),
    "paid, then credited, then paid back": (
        [140_000, ("A", 140_000), -35_000, ("A", -35_000)],
        [(140_000, "paid"), (-35_000, "paid")],
    ),
    "credited in full": (
        [105_000, -105_000],
        [(105_000, "paid"), (-105_000, "paid"), (105_000, "due")],
    ),
    "credited in full and written anew": (
        [105_000, -105_000, 105_000],
        [(105_000, "paid"), (-105_000, "paid"), (105_000, "raised")],
    ),
    "two, the first paid": (
        [35_000, 70_000, ("A", 35_000)],
        [(35_000, "paid"), (70_000, "raised")],
    ),
    "two, all that is owed paid on the first": (
        [35_000, 70_000, ("A", 70_000), ("B", 35_000)],
        [(35_000, "paid"), (70_000, "paid")],
    ),
}
"""What happened (an amount: an invoice or credit note, numbered A, B, C; a number with an amount: a
payment on it), and the rows that it comes to."""


@pytest.mark.parametrize(("happened", "expected"), STATES.values(), ids=list(STATES))
def test_each_money_line_says_how_far_it_has_got(
    happened: list[Any], expected: list[tuple[int, str]]
) -> None:
    found = worked()
    for what in happened:
        if isinstance(what, int):
            number = "ABC"[len(found.case.invoice)]
            found.done(found.invoice(number=number, pence=what))
            continue
        number, pence = what
        invoice = next(x for x in found.case.invoice if x.number == number)
        found.done(found.payment(invoice, pence))
    rows = money_rows(found.case, Names())
    assert [(x["amount"], x["state"]) for x in rows] == expected
    assert {(x["payer"], x["payee"], x["document"]) for x in rows} == {
        ("receiving_school", "home_school", "invoice")
    }
    assert all(
        x["paid"] == sum(y.pence for y in found.case.payment if y.invoice == x["id"]) for x in rows
    )
