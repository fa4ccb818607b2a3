"""Money as finance hears of it, and all of it side by side."""

from argparse import ArgumentParser, Namespace

from core import money
from core.calendars import local_date
from core.commands import RecordInvoice, RecordPayment
from core.decide.payments import no_invoice
from core.errors import Refusal
from core.model import Case, Channel, Deployment, Invoice
from core.money import pounds
from core.store import case_lists, naming
from core.views import moments
from core.views.layout import table
from sle_broker.acting import NO_CASE, actor_of, find_case, hand_in, key_of
from sle_broker.arguments import add_actor, add_json, day, pence
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit
from sle_broker.picking import pick_deployment, pick_school

# --- record-invoice -----------------------------------------------------------------------------


def _invoice_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="the case, or one of its deployments")
    parser.add_argument("number", metavar="NUMBER", help="the number on the invoice or grant")
    parser.add_argument(
        "amount", metavar="POUNDS", type=pence, nargs="?", help="default: what is due, not billed"
    )
    parser.add_argument("--line", default="", metavar="NAME", help="which money line it is for")
    parser.add_argument("--school", default="", help="which receiving school, if there are several")
    parser.add_argument("--date", type=day, help="the day on it; default: today")
    add_actor(parser)
    add_json(parser)


def _record_invoice(program: Program, given: Namespace) -> Ending:
    case = find_case(program, given.ref)
    if case is None:
        return NO_CASE
    deployment = pick_deployment(case, given.ref)
    if isinstance(deployment, Refusal):
        return deployment
    line = _line(deployment, given.line)
    if isinstance(line, Refusal):
        return line
    school = pick_school(program, deployment, given.school)
    if isinstance(school, Refusal):
        return school
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    amount = given.amount
    if amount is None:
        if not deployment.price:
            return Refusal(
                "No price has been agreed for this deployment yet, so nothing can be invoiced.",
                "The price holds from the agreement on.",
            )
        amount = money.unbilled(case, deployment, line, school)
        if amount <= 0:
            return Refusal(
                "The visits logged so far are invoiced already.",
                "Give the amount that stands on it; a credit note's has a minus, as in -350.00.",
            )
    command = RecordInvoice(
        key=key_of(given),
        actor=actor,
        channel=Channel.COMMAND_LINE,
        case=case.ref,
        deployment=deployment.id,
        line=line,
        school=school,
        number=given.number,
        pence=amount,
        issued_on=given.date or local_date(program.clock.now()),
    )
    return hand_in(program, command, f"Recorded: {given.number}, {pounds(amount)}.")


def _line(deployment: Deployment, wanted: str) -> str | Refusal:
    names = [str(x["name"]) for x in deployment.price]
    if wanted or len(names) < 2:
        return wanted or "".join(names)
    return Refusal("Which money line is it for?", f"Write --line with one of: {', '.join(names)}.")


# --- record-payment -----------------------------------------------------------------------------


def _payment_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="the case")
    parser.add_argument("invoice", metavar="NUMBER", help="the invoice's or grant's number")
    parser.add_argument(
        "amount", metavar="POUNDS", type=pence, nargs="?", help="default: all that is still open"
    )
    parser.add_argument("--date", type=day, help="the day it was paid; default: today")
    parser.add_argument("--source", default="entered by hand", help="how it is known")
    parser.add_argument("--reference", default="", help="the payment's own reference")
    add_actor(parser)
    add_json(parser)


def _record_payment(program: Program, given: Namespace) -> Ending:
    case = find_case(program, given.ref)
    if case is None:
        return NO_CASE
    invoice = _invoice(case, given.invoice)
    if isinstance(invoice, Refusal):
        return invoice
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    amount = given.amount
    if amount is None:
        amount = money.open_on(case, invoice)
        if amount == 0:
            return Refusal(
                f"Nothing is open on {invoice.number}.",
                "Give the amount if more came in all the same; money paid back has a minus.",
            )
    command = RecordPayment(
        key=key_of(given),
        actor=actor,
        channel=Channel.COMMAND_LINE,
        case=case.ref,
        invoice=invoice.id,
        pence=amount,
        paid_on=given.date or local_date(program.clock.now()),
        source=given.source,
        reference=given.reference,
    )
    return hand_in(program, command, f"Recorded: {pounds(amount)} on {invoice.number}.")


def _invoice(case: Case, words: str) -> Invoice | Refusal:
    wanted = words.strip().casefold()
    found = [x for x in case.invoice if wanted in (x.number.casefold(), x.id.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(x.id for x in found)
        return Refusal(f"Several invoices have the number {words}.", f"Name one by its id: {ids}.")
    return no_invoice(case, words)


# --- reconcile ----------------------------------------------------------------------------------


def _reconcile_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("ref", metavar="REF", nargs="?", help="one case; default: all")
    parser.add_argument("--alliance", metavar="SLUG", help="only this alliance's cases")
    parser.add_argument(
        "--differences", action="store_true", help="only cases in which something differs"
    )


def _reconcile(program: Program, given: Namespace) -> Ending:
    if given.alliance:
        program.service.library.alliance(given.alliance)
    with program.service.database.read() as connection:
        everything = case_lists.case_refs(connection, given.alliance)
        refs = [given.ref.upper()] if given.ref else everything
        found = list(case_lists.load_cases(connection, refs))
        names = naming.names_for(connection, found)
    if given.ref and not found:
        return NO_CASE
    compared = [money.reconcile(x, names.schools) for x in found]
    if given.differences:
        compared = [x for x in compared if x.differences]
    program.console.show([x.to_json() for x in compared], _page(compared))
    return Exit.DONE


def _page(compared: list[money.Reconciliation]) -> str:
    if not compared:
        return "There is nothing to reconcile."
    lines = [
        (
            x.case,
            moments.days_told(x.half_days_agreed),
            moments.days_told(x.half_days_logged),
            pounds(x.invoiced_out),
            pounds(x.invoiced_in),
            pounds(x.granted),
            pounds(x.paid),
        )
        for x in compared
    ]
    headings = ("case", "agreed", "worked", "to schools", "to us", "granted", "paid")
    told = [f"{x.case}: {sentence}" for x in compared for sentence in x.differences]
    return "\n".join([table(headings, lines), "", *(told or ["Nothing differs."])])


COMMANDS = {
    "record-invoice": CommandSpec(_invoice_arguments, _record_invoice),
    "record-payment": CommandSpec(_payment_arguments, _record_payment),
    "reconcile": CommandSpec(_reconcile_arguments, _reconcile),
}
