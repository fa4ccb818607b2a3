"""Invoices and payments that a coordinator or director heard of."""

from collections.abc import Mapping
from datetime import date

from bot.counter import Turn, refused
from bot.listeners.payloads import Submitted
from bot.views import modals
from bot.views.modals import bill_of
from bot.views.standing import bills, open_invoices
from bot.views.state import Filled, entered, read_state, require
from core import forms
from core.calendars import local_date
from core.commands import RecordInvoice, RecordPayment
from core.errors import Refusal
from core.model import Case, Channel

_NOT_ACTING = Refusal("Only the alliance's coordinator or director can record money here.")
_BY = "Slack"


def invoice(turn: Turn, sent: Submitted) -> Mapping[str, str] | Refusal | None:
    """Record an invoice or a grant; without an amount, over all that is due."""
    case = _acting(turn, sent)
    if isinstance(case, Refusal):
        return case
    filled = require(read_state(sent.state, forms.fields(forms.INVOICE)), ["invoice_number"])
    if filled.errors:
        return filled.errors
    deployment, line, school = bill_of(str(entered(sent.state, modals.LINE)))
    seen = turn.screens.standing_of(turn.connection, case)
    due = [x.open for x in bills(seen) if (x.deployment, x.line) == (deployment, line)
           and x.school == school]  # fmt: skip
    command = RecordInvoice(
        key=turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        deployment=deployment,
        line=line,
        school=school,
        number=str(filled.values["invoice_number"]),
        pence=filled.values.get("invoice_amount", next(iter(due), 0)),
        issued_on=_day(turn, filled, "invoice_date"),
    )
    return refused(turn.hand_in(command))


def payment(turn: Turn, sent: Submitted) -> Mapping[str, str] | Refusal | None:
    """Record money that came; without an amount, all that is open."""
    case = _acting(turn, sent)
    if isinstance(case, Refusal):
        return case
    filled = read_state(sent.state, forms.fields(forms.RECEIPT))
    if filled.errors:
        return filled.errors
    chosen = str(entered(sent.state, modals.INVOICE))
    seen = turn.screens.standing_of(turn.connection, case)
    left = [x.open for x in open_invoices(seen) if x.invoice == chosen]
    command = RecordPayment(
        key=turn.key,
        actor=turn.person,
        channel=Channel.SLACK,
        case=case.ref,
        invoice=chosen,
        pence=filled.values.get("amount_received", next(iter(left), 0)),
        paid_on=_day(turn, filled, "received_on"),
        source=_BY,
    )
    return refused(turn.hand_in(command))


def _acting(turn: Turn, sent: Submitted) -> Case | Refusal:
    case = turn.case(sent.carried.case)
    return case if case is not None and turn.acts_for(case) else _NOT_ACTING


def _day(turn: Turn, filled: Filled, name: str) -> date:
    given = filled.values.get(name)
    return date.fromisoformat(given) if given else local_date(turn.screens.clock.now())
