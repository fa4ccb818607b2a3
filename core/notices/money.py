"""What a deployment costs and what is owed on it, in sentences for one recipient."""

from collections.abc import Iterator, Mapping
from typing import Any

from core import money
from core.model import Deployment, Invoice, Prompt
from core.money import pounds
from core.notices.loading import Loaded
from core.notices.need_to_know import without_story
from core.notices.plain_english import day, days, listed
from core.notices.safe_text import one_line
from core.notices.view import Bill
from core.process import Payer, Role

_OWN_LINES: Mapping[str, tuple[Payer, ...]] = {
    Role.HOME_HEAD: (Payer.HOME_SCHOOL,),
    Role.HOME_FINANCE: (Payer.HOME_SCHOOL,),
    Role.RECEIVING_HEAD: (Payer.RECEIVING_SCHOOL, Payer.EIP),
    Role.RECEIVING_FINANCE: (Payer.RECEIVING_SCHOOL, Payer.EIP),
    Role.REQUESTER: (Payer.RECEIVING_SCHOOL, Payer.EIP),
}
"""Whose payments a party is shown; roles that are not named here see every line."""


def price_lines(loaded: Loaded, role: str) -> tuple[str, ...]:
    """Return what is paid for the work, a sentence each: as agreed, else as it would be today."""
    deployment = loaded.deployment
    if deployment is None or not (role or loaded.reads_as_coordinator):
        return ()
    lines = deployment.price or money.lines_of(loaded.process, loaded.case.request)
    mine = _OWN_LINES.get(role)
    shown = [x for x in lines if mine is None or {x["payer"], x["payee"]} & {str(y) for y in mine}]
    return tuple(_sentence(loaded, deployment, x) for x in shown)


def _sentence(loaded: Loaded, deployment: Deployment, line: Mapping[str, Any]) -> str:
    payer, payee = _party(loaded, line["payer"]), _party(loaded, line["payee"])
    several = line["payer"] == Payer.RECEIVING_SCHOOL and len(loaded.schools) > 1
    how = " as a grant" if line["document"] == "grant" else ""
    rate = f"{pounds(line['per_day'])} a day{how}"
    told = f"{payer[0].upper()}{payer[1:]} {'pay' if several else 'pays'} {payee} {rate}"
    if not deployment.half_days:
        return f"{told}."
    if len(loaded.schools) < len(deployment.schools):
        return f"{told}, for the days worked there."
    total = pounds(deployment.half_days * line["per_day"] // 2)
    return f"{told}: {total} for {days(deployment.half_days)}."


def _party(loaded: Loaded, payer: str) -> str:
    titles = loaded.process.titles
    match Payer(payer):
        case Payer.RECEIVING_SCHOOL:
            return listed([loaded.school(x) for x in loaded.schools]) or titles.receiving_school
        case Payer.HOME_SCHOOL:
            home = loaded.deployment.home_school if loaded.deployment else None
            return loaded.school(home) or f"the {titles.home_school}"
        case Payer.ALLIANCE:
            return loaded.alliance.name
        case Payer.BOARD:
            return f"the {titles.board}"
        case Payer.EIP:
            return "the Education Improvement Partnership"


def bill(loaded: Loaded, prompt: Prompt) -> Bill | None:
    """Return the money line that a question is about; None: it is about none."""
    deployment = loaded.case.find_deployment(prompt.about)
    if deployment is None or prompt.line is None or prompt.school is None:
        return None
    line = next((x for x in deployment.price if x["name"] == prompt.line), None)
    if line is None:
        return None
    place = (deployment.id, prompt.line, prompt.school)
    due = money.due(loaded.case, deployment, prompt.line, prompt.school)
    left = money.unbilled(loaded.case, deployment, prompt.line, prompt.school)
    invoiced = money.invoiced(loaded.case, *place)
    request = loaded.case.request
    to_alliance, is_grant = line["payee"] == Payer.ALLIANCE, line["document"] == "grant"
    return Bill(
        document=line["document"],
        payer=_party(loaded, line["payer"]),
        payee=_party(loaded, line["payee"]),
        amount=pounds(due),
        invoiced=pounds(invoiced),
        still_to_invoice=pounds(left),
        invoices=tuple(_invoices(loaded, money.invoices(loaded.case, *place))),
        po_number="" if is_grant else _told(request, "po_number"),
        invoice_address="" if is_grant else _told(request, "invoice_address"),
        bank_details=loaded.alliance.bank_details if to_alliance else "",
        hint="" if is_grant else loaded.alliance.payment_reference_hint,
    )


def _told(request: Mapping[str, Any], field: str) -> str:
    """Return what finance may see of a field of the request."""
    return one_line(without_story(field, str(request.get(field) or "")))


def _invoices(loaded: Loaded, raised: list[Invoice]) -> Iterator[str]:
    for invoice in raised:
        told = f"{invoice.number} of {day(invoice.issued_on, loaded.today)}"
        if invoice.pence < 0:
            yield f"{told}: a credit of {pounds(-invoice.pence)}"
            continue
        due = day(invoice.due_on, loaded.today)
        told += f": {pounds(invoice.pence)}, to be paid by {due}"
        paid = loaded.case.paid(invoice.id)
        if money.is_paid(loaded.case, invoice):
            yield f"{told}; paid"
        else:
            yield f"{told}; {pounds(paid)} has been paid" if paid else told
