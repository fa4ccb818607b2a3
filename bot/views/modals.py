"""The modals: forms, answers with a reason or a condition, money, parked items, things to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.ids import Carried, View, field_block
from bot.views.blocks import (
    TITLE,
    Block,
    asked,
    context,
    header,
    modal,
    option,
    section,
    sections,
    select,
    text_input,
)
from bot.views.inputs import input_of
from bot.views.mrkdwn import bold, lines, put, size
from bot.views.parked_card import parked_text
from bot.views.shown import BillLine, OpenInvoice, ParkedItem, Question
from bot.views.wording import body_text
from core import forms
from core.money import pounds
from core.reading.forms import Field

WHY = field_block("why")
CONDITION = field_block("condition")
DAYS = field_block("days")
QUESTION = field_block("question")
LINE = field_block("line")
INVOICE = field_block("invoice")
PERSON = field_block("person")
ADDRESS = field_block("address")

ModalView = dict[str, Any]


def form(
    title: str,
    fields: Sequence[Field],
    known: Mapping[str, Any],
    carried: Carried,
    *,
    intro: str = "",
    view: View = View.FORM,
    submit: str = "Send",
) -> ModalView:
    """Return a form with what is known filled in; `known` is as the record keeps it."""
    told = [header(title)] if size(title) > TITLE else []
    told += sections(body_text(intro)) if intro else []
    inputs = [input_of(x, known.get(x.name)) for x in fields]
    return modal(view, title, [*told, *inputs], carried, submit=submit)


def request(fields: Sequence[Field], known: Mapping[str, Any], carried: Carried) -> ModalView:
    """Return the request form for `/sle request`: most of it may be left empty."""
    intro = "As much as you know is enough. Please refer to colleagues by their role, not by name."
    inputs = [input_of(x, known.get(x.name), needed=x.name in _NEEDED) for x in fields]
    return modal(View.REQUEST, "Ask for support", [section(intro), *inputs], carried)


_NEEDED = frozenset({"school", "need"})
"""Without these there is no request; whatever else is missing is asked for afterwards."""


def yes_but(question: str, carried: Carried) -> ModalView:
    """Return the modal for a yes with a condition."""
    body = [
        section(bold(question)),
        asked(
            CONDITION,
            "Yes, but…",
            text_input(long=True, example="For example: not on Thursdays"),
            hint="It is passed on to whoever is asked next, and goes into the agreement.",
            optional=True,
        ),
        asked(
            DAYS,
            "Days at most",
            text_input(example="For example 4 or 2.5"),
            hint="Only if there should be fewer than asked for.",
            optional=True,
        ),
    ]
    return modal(View.YES_BUT, "Yes, but…", body, carried, submit="Send my yes")


def no_because(question: str, carried: Carried, if_no: str = "") -> ModalView:
    """Return the modal for a no; `if_no` says what a no leads to."""
    body = [
        section(bold(question)),
        *([section(if_no)] if if_no else []),
        asked(WHY, "Why not?", text_input(long=True), hint="A few words are enough."),
    ]
    return modal(View.NO, "No", body, carried, submit="Send my no")


def in_the_way(question: str, carried: Carried) -> ModalView:
    """Return the modal for whoever cannot do yet what they were asked to."""
    body = [
        section(bold(question)),
        asked(WHY, "What is in the way?", text_input(long=True), hint="We are glad to help."),
    ]
    return modal(View.IN_THE_WAY, "In the way", body, carried, submit="Tell us")


def on_behalf(questions: Sequence[Question], carried: Carried) -> ModalView:
    """Return the choice of whose answer is recorded; its value is the prompt's id."""
    if not questions:
        return plain("Nothing is open", "This case waits for nobody's answer just now.")
    options = [option(x.title, x.prompt, x.who) for x in questions]
    chosen = carried.prompt if len(options) > 1 else options[0]["value"]
    body = [asked(QUESTION, "Whose answer do you have?", select(options, chosen))]
    return modal(View.ON_BEHALF, "Record an answer", body, carried, submit="Next")


def invoice(bills: Sequence[BillLine], carried: Carried) -> ModalView:
    """Return the modal that records an invoice or a grant; read what was chosen with `bill_of`."""
    if not bills:
        return plain("Nothing to invoice", "Nothing is due yet: invoices follow the visits logged.")
    options = [option(x.title, bill_value(x), f"{pounds(x.open)} due") for x in bills]
    chosen = options[0]["value"] if len(options) == 1 else None
    body = [
        asked(LINE, "Invoice for", select(options, chosen)),
        *(input_of(x) for x in forms.fields(forms.INVOICE)),
    ]
    return modal(View.INVOICE, "Record an invoice", body, carried, submit="Record")


def bill_value(bill: BillLine) -> str:
    """Return what stands for a bill in a menu."""
    return f"{bill.deployment}|{bill.school}|{bill.line}"


def bill_of(value: str) -> tuple[str, str, str]:
    """Return the deployment, the line and the school that `bill_value` put together."""
    deployment, school, line = value.split("|", 2)
    return deployment, line, school


def payment(invoices: Sequence[OpenInvoice], carried: Carried) -> ModalView:
    """Return the modal that records a payment; the chosen value is the invoice's id."""
    if not invoices:
        return plain("Nothing to pay", "No invoice is open on this case.")
    options = [option(x.title, x.invoice, f"{pounds(x.open)} open") for x in invoices]
    chosen = options[0]["value"] if len(options) == 1 else None
    body = [
        asked(INVOICE, "Paid on", select(options, chosen)),
        *(input_of(x) for x in forms.fields(forms.RECEIPT)),
    ]
    return modal(View.PAYMENT, "Record a payment", body, carried, submit="Record")


def withdraw(schools: str, carried: Carried) -> ModalView:
    """Return the modal that ends a case."""
    body = [
        section(
            put("Withdraw ", bold(carried.case), " (", schools or "school not known yet", ")?")
        ),
        context("Everybody who was asked something is told that it is no longer needed."),
        asked(WHY, "Why?", text_input(long=True), hint="They will read this."),
    ]
    return modal(View.WITHDRAW, "Withdraw the request", body, carried, submit="Withdraw it")


def release(item: ParkedItem, carried: Carried) -> ModalView:
    """Return the modal that carries out what was parked, on the presser's word."""
    told = [*sections(parked_text(item)), _why("How do you know that it is right?")]
    return modal(View.RELEASE, "Release", told, carried, submit="Release")


def discard(item: ParkedItem, carried: Carried) -> ModalView:
    """Return the modal that puts a parked item aside for good."""
    told = [*sections(parked_text(item)), _why("Why can it be put aside?")]
    return modal(View.DISCARD, "Discard", told, carried, submit="Discard")


def _why(label: str) -> Block:
    return asked(WHY, label, text_input(long=True), hint="Kept for the record.")


def link(item: ParkedItem, people: Sequence[tuple[str, str]], carried: Carried) -> ModalView:
    """Return the modal that says who an unknown sender is; `people` are ids and names, likely
    ones first, of which a hundred are shown.
    """
    options = [option(name, person) for person, name in people]
    choice = [asked(PERSON, "Who is it?", select(options), optional=True)] if options else []
    body = [
        *sections(parked_text(item)),
        *choice,
        asked(
            ADDRESS,
            "Or their address in the directory",
            text_input(example="name@school.example"),
            hint="Only if they are not in the list.",
            optional=bool(options),
        ),
    ]
    return modal(View.LINK, "Link the sender", body, carried, submit="Link")


def case_details(ref: str, parts: Sequence[tuple[str, str]], carried: Carried) -> ModalView:
    """Return a case to be read: titles with their texts, those without a text left out."""
    body = [
        block
        for title, text in parts
        if text.strip()
        for block in (header(title), *sections(body_text(lines(text, 6000))))
    ]
    return modal(View.READ_ONLY, ref, body, carried, submit=None, close="Close")


def loading(title: str) -> ModalView:
    """Return what is shown until the modal itself is ready."""
    return plain(title, "One moment, please…")


def plain(title: str, text: str) -> ModalView:
    """Return a modal that only says something."""
    return modal(
        View.READ_ONLY, title, sections(lines(text)), Carried(), submit=None, close="Close"
    )
