"""What templates may say: plain values, made from a case for one recipient, for any channel.

Everything here is meant for the eyes of that recipient: what they may not see is left out when the
view is made (`core.notices.facts`), not in a template.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.notices.safe_text import Lines
from core.process import Titles

NO_WORDS = Lines("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A label and what stands behind it: "Days of support", "3 days"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A form that somebody filled in, to be read."""

    title: str
    lines: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SleShown:
    """An SLE as a head is introduced to them."""

    name: str
    home_school: str
    specialisms: str
    phases: str
    portrait: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateShown:
    """One line of a shortlist."""

    name: str
    home_school: str
    reasons: str
    vetoes: str
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What one money line comes to for one school, and how far it has got."""

    document: str
    payer: str
    payee: str
    amount: str
    invoiced: str
    still_to_invoice: str
    invoices: tuple[str, ...]
    po_number: str
    invoice_address: str
    bank_details: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that was put: to whom, by when, and how it is answered."""

    kind: str
    title: str
    form_title: str
    how: str
    who: str
    """Who was asked, in words: "Hanna Okafor (headteacher of Oakfield Primary School)"."""
    role: str
    put_on: str
    due: str
    overdue: bool
    if_no: str
    goes_on: bool
    """Whether the process knows what follows a "no"."""
    asked_now: bool
    """Whether this very mail asks it of its recipient."""
    form: Lines
    days_known: bool
    again: bool = False
    """Whether it was put before: something has changed since."""
    verdict: str = ""
    conditions: tuple[str, ...] = ()
    words: Lines = NO_WORDS
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One notice, before it is put into words."""

    template: str
    ref: str
    alliance: str
    greeting: str
    titles: Titles
    to: str
    reads_as_coordinator: bool
    facts: Mapping[str, Any]
    requester: str
    unproven: str
    schools: str
    schools_in_brief: str
    """For a subject: no more than two names."""
    first_school: str
    today: str
    contacts: tuple[str, ...]
    summary: tuple[Shown, ...]
    kinds: frozenset[str]
    """The kinds of question that this alliance's process asks at all."""
    ask: Ask | None = None
    sle: SleShown | None = None
    conditions: tuple[str, ...] = ()
    days: str = ""
    """The days in question, asked for or agreed."""
    agreed: str = ""
    """The days that all have signed for."""
    worked: str = ""
    period: str = ""
    visits: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    bill: Bill | None = None
    documents: tuple[Document, ...] = ()
    candidates: tuple[CandidateShown, ...] = ()
    waiting_for: tuple[str, ...] = ()
    state: str = "open"
    about_person: str = ""
    words: Lines = NO_WORDS
