"""What happened to a case, in plain sentences: one phrase for each event that can be recorded.

Each event is told with the rows as it left them, not as they stand today.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import codec
from core.audit import Link
from core.money import pounds
from core.names import Names, words
from core.prompts import KINDS
from core.views import moments

Row = Mapping[str, Any]
Rows = Mapping[tuple[str, str], Row]
"""By kind and id, the fields of each row that are known at a moment; erased texts are left out."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event with what is needed to put it into words: the rows right after it."""

    link: Link
    names: Names
    rows: Rows

    def row(self, *kinds: str) -> Row:
        """Return the row that the event is about if it is of one of these kinds, else nothing."""
        fact = next(iter(self.link.facts), None)
        if fact is None or fact["row"] not in kinds:
            return {}
        return self.rows.get((fact["row"], fact["id"]), {})

    def prompt(self) -> str:
        """Return what was asked, and of whom."""
        x = self.row("prompt")
        kind = KINDS.get(x.get("kind", ""))
        if kind is None:
            return "a question"
        return f"“{kind.title}” ({self.names.who(x.get('person')) or words(x['role'])})"

    def verdict(self) -> str:
        """Return how a question was answered, with its conditions."""
        x = self.row("prompt")
        answer, conditions = x.get("answer", {}), x.get("conditions")
        verdict, kind = answer.get("verdict"), KINDS.get(x.get("kind", ""))
        given = f": {verdict}" if verdict in ("yes", "no") else ""
        done_on = kind.done_on(answer) if kind is not None else None
        if done_on:
            given = f", done on {moments.day(date.fromisoformat(done_on))}"
        return f"{given}, on condition: {'; '.join(conditions)}" if conditions else given

    def step(self) -> str:
        """Return where the case went."""
        step = next((x["set"]["step"] for x in self.link.facts if "step" in x["set"]), "")
        return f"The case moved on to “{step}”." if step else "Nothing is left to ask."

    def sle(self) -> str:
        """Return who a deployment is about."""
        return self.names.sle(self.row("deployment").get("sle")) or "the SLE"

    def days(self) -> str:
        """Return how much was worked on which day, and where."""
        x = self.row("visit")
        if not x:
            return "a visit"
        length = "a day" if x["half_days"] == 2 else "half a day"
        return f"{length} on {moments.day(x['on'])} at {self.names.school(x['school'])}"

    def invoice(self) -> str:
        """Return an invoice, grant or credit note with its number and amount."""
        x = self.row("invoice")
        if not x:
            return "An invoice"
        document = "Credit note" if x["pence"] < 0 else x["document"].capitalize()
        return f"{document} {x['number']} ({pounds(abs(x['pence']))})"

    def settled(self) -> str:
        """Return whether an invoice was settled by money alone or by a credit note too."""
        x = self.row("invoice")
        payments = (row for (kind, _), row in self.rows.items() if kind == "payment")
        paid = sum(row["pence"] for row in payments if row["invoice"] == x.get("id"))
        return "paid in full" if 0 < x.get("pence", 0) <= paid else "settled"

    def payment(self) -> str:
        """Return a payment with the invoice that it is on."""
        x = self.row("payment")
        if not x:
            return "Paid: an amount"
        number = self.rows.get(("invoice", x["invoice"]), {}).get("number")
        came = "Paid" if x["pence"] > 0 else "Paid back"
        return f"{came}: {pounds(abs(x['pence']))}{f' on {number}' if number else ''}"


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
    "told_at_last": lambda _: "News that had waited was told.",
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
    "invoice_recorded": lambda t: f"{t.invoice()} was recorded.",
    "invoice_paid": lambda t: f"{t.invoice()} is {t.settled()}.",
    "payment_recorded": lambda t: f"{t.payment()}.",
}
"""One phrase for each event name."""

UNTOLD = frozenset({"scheduled"})
"""Housekeeping that nobody wants to read about."""


def timeline(links: Iterable[Link], names: Names) -> list[dict[str, Any]]:
    """Return what happened, oldest first: `at` (local), `who`, `channel`, `what`, `event`.

    The links are a case's chain from its beginning.
    """
    return [
        {
            "at": moments.iso(link.at),
            "who": names.who(link.actor),
            "channel": link.channel,
            "what": PHRASES[link.name](Told(link, names, rows)),
            "event": link.name,
            "seq": link.seq,
        }
        for link, rows in _replayed(links)
        if link.name not in UNTOLD
    ]


def _replayed(links: Iterable[Link]) -> Iterator[tuple[Link, Rows]]:
    """Yield each event with the rows as they stood right after it."""
    rows: dict[tuple[str, str], Row] = {}
    for link in links:
        for fact in (*link.facts, *(link.content or ())):
            key = (fact["row"], fact["id"])
            rows[key] = {**rows.get(key, {}), **codec.decode(fact["row"], fact["set"])}
        yield link, rows


def people_in(links: Iterable[Link]) -> set[str]:
    """Return whoever did something in a chain or was asked something, then or now."""
    told = set[str]()
    for link in links:
        told.add(link.actor)
        told.update(x["set"]["person"] for x in link.facts if x["set"].get("person"))
    return told
