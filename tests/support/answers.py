"""Plausible answers to every kind of prompt, so that a test can walk a case to its end."""

from typing import Any

from core.commands import AnswerPrompt
from core.forms import FIELDS
from core.model import Case, Channel, Prompt
from core.process import Process
from core.prompts import KINDS, Answers

_BY_KIND: dict[str, Any] = {
    "text": "as discussed",
    "long": "Pupils blend sounds with confidence.",
    "number": 3,
    "money": 35_000,
    "date": "2026-10-06",
    "days": 6,
    "yes_no": True,
    "specialisms": ("phonics",),
    "standards": (3,),
    "scale": 3,
}


def value_of(name: str) -> Any:
    """Return a plausible value of a form's field."""
    field = FIELDS[name]
    if field.kind == "choice":
        return field.choices[0]
    return _BY_KIND[field.kind]


def answer_to(case: Case, prompt: Prompt, process: Process, key: str, **given: Any) -> AnswerPrompt:
    """Return a positive and complete answer to a prompt, by the party that was asked."""
    kind = KINDS[prompt.kind]
    spec = process.slot_at(prompt.place).spec
    values = {FIELDS[name].name: value_of(name) for name in spec.fields}
    verdict = "yes" if kind.answers is Answers.YES_NO else "done"
    if kind.answers is Answers.CHOICE:
        values = {"sle": given.pop("sle", "")}
    if kind.answers is Answers.INVOICE:
        values = {"invoice_number": f"INV-{key}"}
    return AnswerPrompt(
        **{
            "key": key,
            "actor": prompt.person or case.record.requester_address,
            "channel": Channel.EMAIL,
            "case": case.ref,
            "prompt": prompt.id,
            "verdict": verdict,
            "values": values,
            **given,
        }
    )
