"""Receipts in free words: how much came and when; never all of it where a part is spoken of."""

from datetime import date
from typing import Any

import pytest

from core.prompts import KINDS
from core.prompts.replies import Asking, Given, Unreadable, read_reply

ON = date(2026, 11, 18)  # a Wednesday


def reply(kind: str, text: str) -> Given | Unreadable:
    return read_reply(text, Asking(KINDS[kind], (), ON, {}))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Received", {}),
        ("Received, with thanks.", {}),
        ("Received\n\nMany thanks,\nJo", {}),
        ("Received on 3 November 2026\nThanks", {"received_on": "2026-11-03"}),
        ("Yes, it has arrived, thank you.", {}),
        ("Received on 3 November 2026.", {"received_on": "2026-11-03"}),
        ("Received 03.11.2026", {"received_on": "2026-11-03"}),
        ("Received today", {"received_on": "2026-11-18"}),
        ("Received £500.", {"amount_received": 50_000}),
        ("We received £1,050, thank you", {"amount_received": 105_000}),
        ("Received the sum of £350.50 with thanks", {"amount_received": 35_050}),
        ("Received 1050.00 today.", {"amount_received": 105_000, "received_on": "2026-11-18"}),
        (
            "We have received payment of £525 on 3 November 2026.",
            {"amount_received": 52_500, "received_on": "2026-11-03"},
        ),
        ("Received\n\n> Invoice H-77 of 5 October: £1,050.00, half of it\n", {}),
        ("Amount received: £700\nReceived on: 3 November 2026",
         {"amount_received": 70_000, "received_on": "2026-11-03"}),
    ],
)  # fmt: skip
def test_a_receipt_says_how_much_came_and_when(text: str, values: dict[str, Any]) -> None:
    assert reply("confirm_receipt", text) == Given("done", values)


@pytest.mark.parametrize(
    "text",
    [
        "Received £500 of the £1,050.",
        "Received, but £50 short.",
        "Received about £500",
        "Received half of it.",
        "Received a part payment, thanks",
        "We received £500 only, the rest is outstanding",
        "Received £1,0,5,0.00",
        "Received £10,50.",
        "Received 1050,00.",
        "Received $500",
        "Received. The invoice was for £1,050, they paid £900.",
        "Received, £1,050 arrived twice.",
        "Received £" + "1050".translate({ord("0") + n: 0x0660 + n for n in range(10)}),
        "Amount received: £1,0,5,0.00",
        "Amount received: about £500",
        "Received on: 31 November 2026",
        "Received\n\nReceived on\n31 November 2026",
        "== Amount received ==\nall but the travel\n== Received on ==\n",
    ],
)
def test_a_receipt_that_may_mean_less_than_all_is_asked_about(text: str) -> None:
    found = reply("confirm_receipt", text)
    assert isinstance(found, Unreadable), found
    assert "please write" in found.why


@pytest.mark.parametrize("text", ["Nothing has come yet.", "Who is this?", "No", "Not received"])
def test_what_is_no_receipt_settles_nothing(text: str) -> None:
    assert isinstance(reply("confirm_receipt", text), Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "Invoice number: H-77\nInvoice amount: £1,0,5,0.00",
        "Invoice number: H-77\nInvoice amount: about £900",
        "Invoice number: H-77\nInvoice date: 31 November 2026",
    ],
)
@pytest.mark.parametrize("kind", ["raise_invoice", "supply_invoice"])
def test_an_invoice_is_not_booked_over_what_it_says_unclearly(kind: str, text: str) -> None:
    found = reply(kind, text)
    assert isinstance(found, Unreadable)
    assert "is not quite clear to us" in found.why
