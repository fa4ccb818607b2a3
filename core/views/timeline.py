"""What happened to a case, in plain sentences: one phrase for each event that can be recorded."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.audit import Link
from core.model import Case, Deployment, Entity, Invoice, Payment, Prompt, Visit
from core.money import pounds
from core.names import Names, words
from core.parties import Alliance
from core.prompts import KINDS
from core.views import moments


@dataclass(frozen=True, slots=True)
class Told:
    """One event with what is needed to put it into words."""

    link: Link
    case: Case
    names: Names
    entity: Entity | None

    def prompt(self) -> str:
        """Return what was asked, and of whom."""
        x = self.entity
        if not isinstance(x, Prompt):
            return "a question"
        whom = self.names.who(x.person) or words(x.role)
        return f"“{KINDS[x.kind].title}” ({whom})"

    def verdict(self) -> str:
        """Return how a question was answered, with its conditions."""
        x = self.entity
        if not isinstance(x, Prompt):
            return ""
        verdict = x.answer.get("verdict")
        given = f": {verdict}" if verdict in ("yes", "no") else ""
        return f"{given}, on condition: {'; '.join(x.conditions)}" if x.conditions else given

    def step(self) -> str:
        """Return where the case went."""
        step = next((x["set"]["step"] for x in self.link.facts if "step" in x["set"]), "")
        return f"The case moved on to “{step}”." if step else "Nothing is left to ask."

    def sle(self) -> str:
        """Return who a deployment is about."""
        x = self.entity
        return (isinstance(x, Deployment) and self.names.sle(x.sle)) or "the SLE"

    def days(self) -> str:
        """Return how much was worked on which day, and where."""
        x = self.entity
        if not isinstance(x, Visit):
            return "a visit"
        length = "a day" if x.half_days == 2 else "half a day"
        return f"{length} on {moments.day(x.on)} at {self.names.school(x.school)}"

    def money(self) -> str:
        """Return an invoice or a payment."""
        x = self.entity
        if isinstance(x, Invoice):
            return f"{x.document.capitalize()} {x.number} ({pounds(x.pence)})"
        invoice = self.case.find_invoice(x.invoice) if isinstance(x, Payment) else None
        number = f" on {invoice.number}" if invoice else ""
        return f"{pounds(x.pence)}{number}" if isinstance(x, Payment) else "a payment"


Phrase = Callable[[Told], str]

PHRASES: Mapping[str, Phrase] = {
    "request_opened": lambda _: "The request came in and the case was opened.",
    "request_completed": lambda _: "The request was complete.",
    "request_declined": lambda _: "The request was declined; the case is over.",
    "request_withdrawn": lambda _: "The request was withdrawn; the case is over.",
    "case_closed": lambda _: "Everything is settled; the case was closed.",
    "step_reached": lambda t: t.step(),
    "scheduled": lambda _: "The next reminder was fixed.",
    "form_filled": lambda _: "A form was filled in.",
    "mail_noted": lambda _: "An email was filed with the case.",
    "deployment_needed": lambda _: "An SLE is needed.",
    "deployment_ended": lambda t: f"The deployment of {t.sle()} came to nothing.",
    "deployment_completed": lambda t: f"The deployment of {t.sle()} was completed.",
    "sle_proposed": lambda t: f"{t.sle()} was proposed.",
    "price_frozen": lambda _: "The price was fixed for the agreement.",
    "need_changed": lambda _: "What is needed was updated from the request.",
    "terms_drafted": lambda _: "The agreement's days and period were drafted.",
    "condition_set": lambda _: "A condition was carried into the arrangements.",
    "agreement_in_force": lambda _: "All have signed: the agreement is in force.",
    "work_finished": lambda t: f"The work of {t.sle()} was finished.",
    "visit_logged": lambda t: f"Worked: {t.days()}.",
    "prompt_put": lambda t: f"Asked: {t.prompt()}.",
    "prompt_answered": lambda t: f"Answered: {t.prompt()}{t.verdict()}.",
    "prompt_declined": lambda t: f"Declined: {t.prompt()}.",
    "prompt_nudged": lambda t: f"Reminded of {t.prompt()}.",
    "prompt_readdressed": lambda t: f"Put to somebody new: {t.prompt()}.",
    "prompt_lapsed": lambda t: f"No longer needed: {t.prompt()}.",
    "prompt_withdrawn": lambda t: f"Taken back: {t.prompt()}.",
    "prompt_superseded": lambda t: f"To be asked again: {t.prompt()}.",
    "invoice_recorded": lambda t: f"{t.money()} was recorded.",
    "invoice_paid": lambda t: f"{t.money()} is paid in full.",
    "payment_recorded": lambda t: f"Paid: {t.money()}.",
}
"""One phrase for each event name."""

UNTOLD = frozenset({"scheduled"})
"""Housekeeping that nobody wants to read about."""


def timeline(
    links: Iterable[Link], case: Case, names: Names, alliance: Alliance
) -> list[dict[str, Any]]:
    """Return what happened, oldest first: `at` (local), `who`, `channel`, `what`, `event`."""
    return [
        {
            "at": moments.iso(alliance, link.at),
            "who": names.who(link.actor),
            "channel": link.channel,
            "what": phrase(link, case, names),
            "event": link.name,
            "seq": link.seq,
        }
        for link in links
        if link.name not in UNTOLD
    ]


def phrase(link: Link, case: Case, names: Names) -> str:
    """Put one event into words."""
    entity = None
    if link.facts:
        entity = case.entity(link.facts[0]["row"], link.facts[0]["id"])
    return PHRASES[link.name](Told(link, case, names, entity))
