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
from core.prompts.kind import Answers, PromptKind
from core.reading.answers import AnswerReading, read_answer
from core.reading.dates import read_date
from core.reading.forms import read_form
from core.reading.receipts import sum_received, unquoted


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was read."""

    verdict: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    half_days: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a reply is no answer, and whether it asks something instead."""

    why: str
    question: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked, as far as reading the reply needs it."""

    kind: PromptKind
    fields: Sequence[str]
    """All that the form asks, filled in already or not: a reply may answer or mend any of it."""
    on: date
    sles: Mapping[str, str]
    """Ids of the SLEs that may be chosen, to their names (two people may share a name)."""


def read_reply(text: str, asking: Asking) -> Given | Unreadable:
    """Read a reply to a prompt."""
    if not text.strip():
        return Unreadable("The reply has no text of its own.")
    return _READERS[asking.kind.answers](text, asking)


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
    if reading.values:
        return Given("done", values=dict(reading.values))
    if reading.problems:
        return Unreadable(" ".join(reading.problems))
    if len(wanted) == 1 and wanted[0].kind in ("text", "long"):
        return Given("done", values={wanted[0].name: text.strip()})
    return Unreadable("No answer stands under any of the form's headings.")


def _choice(text: str, asking: Asking) -> Given | Unreadable:
    found = _named(text, asking.sles)
    if len(found) != 1:
        why = "names nobody on the list" if not found else f"names {len(found)} people"
        return Unreadable(f"The reply {why}; it should name one SLE in full.")
    days = _DAYS.search(text)
    reason = _REASON.search(text)
    values = {"sle": found[0], **({"override": reason[1].strip()} if reason else {})}
    return Given("done", values, half_days=round(float(days[1]) * 2) if days else None)


_DAYS = re.compile(r"\b(\d{1,2}(?:\.5|\.0)?)\s*days?\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:override|reason)\s*:\s*(.+)", re.IGNORECASE)


def _named(text: str, sles: Mapping[str, str]) -> list[str]:
    """Return the ids of those named in full; if none is, of those whose surname alone fits."""
    words = " ".join(re.findall(r"[\w'’-]+", text.casefold()))
    full = [id_ for id_, name in sles.items() if _says(words, name)]
    if full:
        return full
    return [id_ for id_, name in sles.items() if _says(words, name.split()[-1])]


def _says(words: str, name: str) -> bool:
    wanted = " ".join(re.findall(r"[\w'’-]+", name.casefold()))
    return bool(wanted) and f" {wanted} " in f" {words} "


_DONE = re.compile(
    r"^\W*(?:(?:it|this|that|all|we|i)(?:'s|’s|'ve|’ve| is| has| have)?(?: been| now| all)? )?"
    r"(?:done|complete[d]?|finished|finalised|forwarded|sent|reported|paid|received|made contact"
    r"|contacted|met|arranged|yes)\b",
    re.IGNORECASE,
)


def _done(text: str, asking: Asking) -> Given | Unreadable:
    negative = read_answer(text).answer == "no" or _NOT_YET.search(text)
    if negative or not _DONE.search(text):
        return Unreadable("The reply does not say that it is done.")
    on = read_date(text, asking.on)
    return Given("done", values={"date": on.isoformat()} if on else {})


_NOT_YET = re.compile(
    r"\b(?:not|never|no|nothing|haven't|haven’t|hasn't|hasn’t|didn't|didn’t|won't|won’t|can't|can’t"
    r"|cannot|will|tomorrow|next|shall|going to|intend|plan(?:ning)? to)\b",
    re.IGNORECASE,
)


def _invoice(text: str, _asking: Asking) -> Given | Unreadable:
    reading = read_form(text, forms.fields(forms.INVOICE))
    if reading.problems:
        return Unreadable(" ".join(reading.problems))
    values = dict(reading.values)
    if "invoice_number" not in values:
        number = _INVOICE_NUMBER.search(text)
        if number is None:
            return Unreadable("The reply gives no invoice number.")
        values["invoice_number"] = number[1]
    return Given("done", values=values)


_INVOICE_NUMBER = re.compile(
    r"\binvoice\s*(?:number|no\.?|ref(?:erence)?|#)?\s*[:#]?\s*([A-Z0-9][A-Z0-9/_-]*\d[A-Z0-9/_-]*)",
    re.IGNORECASE,
)


_ON = "“Received on”"
_ON_HEADING = re.compile(r"^[\W_]*received on\b[*_ \t]*(?:[:=]|$)", re.IGNORECASE | re.MULTILINE)
"""The heading in full: a mere "Received" above a greeting is read as its beginning."""


def _payment(text: str, asking: Asking) -> Given | Unreadable:
    reading = read_form(text, forms.fields(forms.RECEIPT))
    problems = [x for x in reading.problems if not x.startswith(_ON) or _ON_HEADING.search(text)]
    if problems:
        return Unreadable(" ".join(problems))
    values = dict(reading.values)
    if values:
        return Given("done", values=values)
    done = _done(text, asking)
    if isinstance(done, Unreadable) and read_answer(text).answer != "yes":
        return Unreadable("The reply does not say that the money arrived.")
    return _all_or_a_sum(text, asking)


def _all_or_a_sum(text: str, asking: Asking) -> Given | Unreadable:
    came, on = sum_received(text), read_date(unquoted(text), asking.on)
    if came is not None and not came.sure:
        return Unreadable("How much came is not clear; please write it under “Amount received”.")
    values: dict[str, Any] = {} if came is None else {"amount_received": came.value}
    return Given("done", values | ({"received_on": on.isoformat()} if on else {}))


def _visits(text: str, _asking: Asking) -> Given | Unreadable:
    if _FINISHED.search(text):
        return Given("done")
    return Unreadable("The reply names no visit and does not say that the work is finished.")


_FINISHED = re.compile(
    r"^\W*(?:all |we(?:'re|’re| are) |i(?:'m|’m| am) |work (?:is )?|that(?:'s|’s| is) )*"
    r"(?:done|finished|completed?|all)\b[^?]*$",
    re.IGNORECASE,
)


_READERS: Mapping[Answers, Callable[[str, Asking], Given | Unreadable]] = {
    Answers.YES_NO: _yes_no,
    Answers.FORM: _form,
    Answers.CHOICE: _choice,
    Answers.DONE: _done,
    Answers.VISITS: _visits,
    Answers.INVOICE: _invoice,
    Answers.PAYMENT: _payment,
}
