"""How the words of a reply become an answer: the same for mail, chat and command line.

A reader never guesses: what it cannot read for certain is `Unreadable`, with a reason that a
coordinator or the writer can act on.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core import forms
from core.commands import VisitMade
from core.model import Deployment
from core.prompts.kind import Answers, PromptKind
from core.reading.answers import AnswerReading, read_answer
from core.reading.dates import read_date
from core.reading.forms import Field, read_form
from core.reading.forms.quoted import read_quoted_form
from core.reading.plain.choice import choice_in
from core.reading.plain.done import says_done
from core.reading.plain.finished import says_finished
from core.reading.plain.invoices import invoice_in, is_number
from core.reading.plain.money import says_received
from core.reading.receipts import sum_received, unquoted
from core.reading.request import RequestReading
from core.reading.visits import OpenDeployment, VisitReading, read_visits


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was read: `core.answering.command_of` makes it a command."""

    verdict: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    half_days: int | None = None
    visits: tuple[VisitMade, ...] = ()
    """Visits that were told of: then there is no verdict, and the question stays open."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a reply is no answer, and whether it asks something instead."""

    why: str
    question: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked, as far as reading the reply needs it (`core.answering.asking_of`)."""

    kind: PromptKind
    fields: Sequence[str]
    """All that the form asks, filled in already or not: a reply may answer or mend any of it."""
    on: date
    sles: Mapping[str, str]
    """Ids of the SLEs that may be chosen, to their names (two people may share a name)."""
    missing: Sequence[str] = ()
    """What of the form is still to be said, by the names it is kept under."""
    schools: Mapping[str, str] = field(default_factory=dict)
    """Names of schools by their ids: at least those that the reply may speak of."""
    deployment: Deployment | None = None
    """The deployment whose visits may be told of; None: the question is about none."""
    request: RequestReading | None = None
    """How the reply was read as a request, where the request itself is what is asked for."""
    letter: str = ""
    """The whole letter, its quoted part included, where a form may have been filled in there."""


def read_reply(text: str, asking: Asking) -> Given | Unreadable:
    """Read a reply to a prompt."""
    if not text.strip() and asking.kind.answers not in _BY_FORM:
        return Unreadable("The reply has no text of its own.")
    return _READERS[asking.kind.answers](text, asking)


_BY_FORM = (Answers.FORM, Answers.INVOICE, Answers.PAYMENT)
"""Answers that may stand within the quoted mail alone."""


def _in_quoted(asking: Asking, fields: Sequence[Field]) -> dict[str, Any]:
    return read_quoted_form(asking.letter, fields) if asking.letter else {}


def _yes_no(text: str, _asking: Asking) -> Given | Unreadable:
    reading = read_answer(text)
    if reading.answer in ("yes", "no"):
        return Given(reading.answer)
    if reading.answer == "conditional":
        conditions = reading.conditions or (text.strip(),)
        return Given("yes", conditions=conditions, half_days=_half_days(reading.days))
    return _not_read(reading)


def _not_read(reading: AnswerReading) -> Unreadable:
    if reading.answer == "question":
        return Unreadable("The reply asks a question.", question=True)
    return Unreadable("The reply is neither a clear yes nor a clear no.")


def _half_days(days: float | None) -> int | None:
    return None if days is None else round(days * 2)


def _form(text: str, asking: Asking) -> Given | Unreadable:
    wanted = forms.fields(asking.fields)
    reading = read_form(text, wanted)
    said = _said_of_request(asking)
    if reading.values:
        return Given("done", values={**said, **reading.values})
    values = _in_quoted(asking, wanted) or said
    if values:
        return Given("done", values=values)
    if not text.strip():
        return Unreadable("The reply has no text of its own.")
    if reading.problems:
        return Unreadable(" ".join(reading.problems))
    if len(wanted) == 1 and wanted[0].kind in ("text", "long"):
        return Given("done", values={wanted[0].name: text.strip()})
    return Unreadable("No answer stands under any of the form's headings.")


def _said_of_request(asking: Asking) -> dict[str, Any]:
    """Return what a free reply says for certain of what is still missing of the request."""
    if asking.request is None or not asking.kind.tells_request:
        return {}
    read = asking.request.values()
    said = {name: value for name, value in read.items() if name in asking.missing}
    schools = asking.request.sure_schools()
    if schools and "school" in asking.missing:
        said["school"] = ", ".join(asking.schools.get(x, x) for x in schools)
        said["school_ids"] = schools
    return said


def _choice(text: str, asking: Asking) -> Given | Unreadable:
    chosen = choice_in(text, asking.on, asking.sles)
    if isinstance(chosen, str):
        return Unreadable(f"The reply {chosen}; it should name one SLE in full and say no more.")
    values = {"sle": chosen.sle, **({"override": chosen.reason} if chosen.reason else {})}
    return Given("done", values, half_days=chosen.half_days)


def _done(text: str, asking: Asking) -> Given | Unreadable:
    names = [*asking.schools.values(), *asking.sles.values()]
    if not says_done(
        text, asking.on, asking.kind.done, of_money=asking.kind.money is not None, names=names
    ):
        return Unreadable("The reply does not plainly say that it is done.")
    return Given("done", values=_date_kept(text, asking))


def _date_kept(text: str, asking: Asking) -> dict[str, Any]:
    """Return the day in "Done on 3 March", if its sentence names one that is no day to come."""
    if asking.kind.date_kept is None:
        return {}
    on = read_date(_SENTENCE_END.split(text.strip(), maxsplit=1)[0], asking.on)
    return {asking.kind.date_kept: on.isoformat()} if on and on <= asking.on else {}


_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")


def _invoice(text: str, asking: Asking) -> Given | Unreadable:
    wanted = forms.fields(forms.INVOICE)
    reading = read_form(text, wanted)
    if reading.problems:
        return Unreadable(" ".join(reading.problems))
    values = {**_in_quoted(asking, wanted), **reading.values}
    if "invoice_number" not in values:
        stated = invoice_in(text, asking.on)
        if stated is None:
            return Unreadable("The reply does not plainly give the number of an invoice.")
        amount = {} if stated.pence is None else {"invoice_amount": stated.pence}
        values = {"invoice_number": stated.number, **amount, **values}
    if not is_number(str(values["invoice_number"])):
        return Unreadable("What stands under “Invoice number” is not plainly a number.")
    return Given("done", values=values)


_ON = "“Received on”"
_ON_HEADING = re.compile(r"^[\W_]*received on\b[*_ \t]*(?:[:=]|$)", re.IGNORECASE | re.MULTILINE)
"""The heading in full: a mere "Received" above a greeting is read as its beginning."""


def _payment(text: str, asking: Asking) -> Given | Unreadable:
    wanted = forms.fields(forms.RECEIPT)
    reading = read_form(text, wanted)
    problems = [x for x in reading.problems if not x.startswith(_ON) or _ON_HEADING.search(text)]
    if problems:
        return Unreadable(" ".join(problems))
    values = {**_in_quoted(asking, wanted), **reading.values}
    if values:
        return Given("done", values=values)
    sum_ = _all_or_a_sum(text, asking)
    if isinstance(sum_, Unreadable) or says_received(text, asking.on):
        return sum_
    return Unreadable("The reply does not plainly say that the money arrived.")


def _all_or_a_sum(text: str, asking: Asking) -> Given | Unreadable:
    came, on = sum_received(text), read_date(unquoted(text), asking.on)
    if came is not None and not came.sure:
        return Unreadable("How much came is not clear; please write it under “Amount received”.")
    values: dict[str, Any] = {} if came is None else {"amount_received": came.value}
    return Given("done", values | ({"received_on": on.isoformat()} if on else {}))


def _visits(text: str, asking: Asking) -> Given | Unreadable:
    reading = _read_visits(text, asking)
    if reading.kind == "visits" and reading.visits:
        return Given(
            visits=tuple(
                VisitMade(school=x.ref, on=x.date, half_days=x.half_days, note=text)
                for x in reading.visits
            )
        )
    if reading.kind == "question":
        return Unreadable("The reply asks a question.", question=True)
    if (reading.ask_about or reading.kind) not in _NO_VISIT and says_finished(text, asking.on):
        return Given("done")
    return Unreadable(_NO_VISIT.get(reading.ask_about or reading.kind, _NOTHING_OF_VISITS))


def _read_visits(text: str, asking: Asking) -> VisitReading:
    deployment = asking.deployment
    days = deployment.visit_days(asking.on) if deployment is not None else None
    if deployment is None or days is None:
        return VisitReading("none")
    places = [
        OpenDeployment(
            ref=school,
            school=asking.schools.get(school, school),
            town="",
            start=days[0],
            end=days[1],
            days_agreed=(deployment.half_days_agreed or 0) / 2,
        )
        for school in deployment.schools
    ]
    return read_visits(text, asking.on, places)


_NOTHING_OF_VISITS = "The reply names no visit and does not say that the work is finished."
_NO_VISIT: Mapping[str, str] = {
    "which_school": "It is not certain which school the visit was to.",
    "which_date": "It is not certain on which day the visit was.",
    "how_long": "It is not certain how long the visit was.",
    "planned": "The reply speaks of a visit that is still to come.",
    "cancelled": "The reply says that a visit was called off.",
    "correction": "The reply corrects what was reported before.",
}
"""Why no visit was read, by what has to be asked or by what the reply is instead."""


_READERS: Mapping[Answers, Callable[[str, Asking], Given | Unreadable]] = {
    Answers.YES_NO: _yes_no,
    Answers.FORM: _form,
    Answers.CHOICE: _choice,
    Answers.DONE: _done,
    Answers.VISITS: _visits,
    Answers.INVOICE: _invoice,
    Answers.PAYMENT: _payment,
}
