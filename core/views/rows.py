"""A case as one row of a list, and what its prompts, visits and money come to."""

from collections.abc import Iterable, Iterator
from typing import Any

from core import money
from core.model import Case, Deployment, Invoice, Prompt
from core.money import Due
from core.names import Names
from core.process import Role
from core.prompts import KINDS
from core.views import moments

Row = dict[str, Any]


def case_row(case: Case, names: Names) -> Row:
    """Return the fields of `cases --json`; days are decimals in halves."""
    live = case.live_deployments()
    return {
        "ref": case.ref,
        "alliance": case.record.alliance,
        "state": str(case.record.state),
        "step": case.record.step,
        "receiving_schools": names.all_schools(case.record.schools),
        "sle": _joined(names.sle(x.sle) for x in live),
        "home_school": _joined(names.school(x.home_school) for x in live),
        "opened": moments.iso(case.record.opened_at),
        "due": moments.iso(min((x.due_at for x in case.open_prompts()), default=None)),
        "days_asked": _sum(x.half_days for x in live),
        "days_agreed": _sum(x.half_days_agreed for x in live),
        "days_logged": sum(case.half_days_logged(x.id) for x in live) / 2,
    }


def _sum(half_days: Iterable[int | None]) -> float | None:
    """Return what several deployments come to in days; None: of none is it known."""
    known = [x for x in half_days if x is not None]
    return moments.days(sum(known)) if known else None


def _joined(names: Iterator[str | None]) -> str | None:
    return ", ".join(dict.fromkeys(x for x in names if x)) or None


def prompt_row(prompt: Prompt, case: Case, names: Names) -> Row:
    """Return one question of a case; `channel` is where it was answered, else where it is out."""
    return {
        "id": prompt.id,
        "kind": prompt.kind,
        "to": prompt.role,
        "person": names.who(prompt.person) or _requester(prompt, case),
        "channel": str(prompt.channel) if prompt.channel else "email",
        "state": str(prompt.state),
        "due": moments.iso(prompt.due_at),
        "answered_at": moments.iso(prompt.answered_at),
        "answered_by": names.who(prompt.answered_by),
        "conditions": list(prompt.conditions),
        "done_on": KINDS[prompt.kind].done_on(prompt.answer) if prompt.kind in KINDS else None,
        "step": prompt.step,
        "about": prompt.about,
        "school": names.school(prompt.school),
        "line": prompt.line,
        "put_at": moments.iso(prompt.put_at),
        "round": prompt.round,
        "rung": prompt.rung,
        "nudge_at": moments.iso(prompt.nudge_at),
    }


def _requester(prompt: Prompt, case: Case) -> str | None:
    if prompt.role != Role.REQUESTER:
        return None
    return case.record.requester_name or case.record.requester_address or None


def deployment_row(deployment: Deployment, case: Case, names: Names) -> Row:
    """Return one deployment with what was agreed for it."""
    return {
        "id": deployment.id,
        "state": str(deployment.state),
        "sle": names.sle(deployment.sle),
        "home_school": names.school(deployment.home_school),
        "receiving_schools": names.all_schools(deployment.schools),
        "days_asked": moments.days(deployment.half_days),
        "days_agreed": moments.days(deployment.half_days_agreed),
        "days_logged": case.half_days_logged(deployment.id) / 2,
        "agreed_at": moments.iso(deployment.agreed_at),
        "ended_at": moments.iso(deployment.ended_at),
        "starts_on": deployment.starts_on,
        "ends_on": deployment.ends_on,
        "conditions": list(deployment.conditions),
        "price": [dict(x) for x in deployment.price],
        "replaces": deployment.replaces,
    }


def visit_rows(case: Case, names: Names) -> list[Row]:
    """Return the days worked, in the order of their dates."""
    return [
        {
            "id": x.id,
            "ref": x.deployment,
            "date": x.on,
            "days": x.half_days / 2,
            "school": names.school(x.school),
            "note": x.note,
            "by": names.who(x.by),
            "channel": str(x.channel),
            "logged_at": moments.iso(x.logged_at),
        }
        for x in sorted(case.visit, key=lambda x: (x.on, x.logged_at, x.id))
    ]


def money_rows(case: Case, names: Names) -> list[Row]:
    """Return what is due and what was raised; `state` is due, raised, part paid or paid.

    An invoice or grant is a row of its own; what the visits come to beyond that is another, due.
    """
    return [
        row
        for deployment in case.deployment
        for item in money.dues(case, deployment)
        for row in _line_rows(case, item, names)
    ]


def _line_rows(case: Case, item: Due, names: Names) -> Iterator[Row]:
    raised = money.invoices(case, item.deployment, item.line, item.school)
    common = {
        "payer": item.payer,
        "payee": item.payee,
        "document": item.document,
        "school": names.school(item.school),
        "line": item.line,
        "deployment": item.deployment,
    }
    for invoice in raised:
        yield {
            **common,
            "amount": invoice.pence,
            "state": invoice_state(case, invoice),
            "id": invoice.id,
            "number": invoice.number,
            "issued_on": invoice.issued_on,
            "due_on": invoice.due_on,
            "paid": case.paid(invoice.id),
        }
    left = item.pence - sum(x.pence for x in raised)
    if left > 0:
        yield {**common, "amount": left, "state": "due", "id": None, "number": None, "paid": 0}


def invoice_state(case: Case, invoice: Invoice) -> str:
    """Return where an invoice stands for whoever waits for the money.

    It is paid once nothing is open on it, by money, by a credit note or by both; a credit note,
    once its line is settled.
    """
    if money.is_paid(case, invoice):
        return "paid"
    return "part paid" if case.paid(invoice.id) > 0 else "raised"
