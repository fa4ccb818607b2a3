"""A question as its mail puts it: to whom, by when, what it asks for and how it is answered."""

from collections.abc import Mapping

from core import forms
from core.gaps import missing
from core.model import Prompt
from core.notices.loading import Loaded
from core.notices.naming import post_of
from core.notices.plain_english import day
from core.notices.safe_text import Lines, one_line, several_lines
from core.notices.view import Ask
from core.process import CLOSE, Role, Slot
from core.prompts import KINDS, Answers, Part, PromptKind
from core.reading.forms import Field, blank_form

HOW: Mapping[Answers, str] = {
    Answers.YES_NO: "yes_no",
    Answers.FORM: "form",
    Answers.CHOICE: "choice",
    Answers.DONE: "done",
    Answers.VISITS: "visits",
    Answers.INVOICE: "invoice",
    Answers.PAYMENT: "payment",
}
"""The template that says how each kind of answer is given."""


def ask(loaded: Loaded, prompt: Prompt, slot: Slot) -> Ask:
    """Put a question together for its mail."""
    kind = KINDS[prompt.kind]
    answered_by = loaded.facts.people.get(prompt.answered_by or "")
    return Ask(
        kind=prompt.kind,
        title=kind.title,
        form_title=slot.spec.form or "",
        how=HOW[kind.answers],
        who=who(loaded, prompt),
        role=prompt.role,
        put_on=day(loaded.day_of(prompt.put_at), loaded.today),
        due=day(loaded.day_of(prompt.due_at), loaded.today),
        overdue=prompt.open and prompt.due_at < loaded.now,
        if_no=_if_no(loaded, slot) if kind.declinable else "",
        goes_on=slot.spec.on_decline is not None,
        asked_now=loaded.asks_now,
        form=_form(fields_asked(loaded, prompt, slot)),
        days_known=_days_known(loaded),
        again=prompt.round > 1,
        verdict=str(prompt.answer.get("verdict") or ""),
        conditions=tuple(one_line(x) for x in prompt.conditions),
        words=several_lines(str(prompt.answer.get("text") or "")),
        answered_by=answered_by.name if answered_by else one_line(prompt.answered_by or ""),
    )


def _days_known(loaded: Loaded) -> bool:
    asked = loaded.deployment.half_days if loaded.deployment else None
    return bool(asked or loaded.case.request.get("half_days"))


def who(loaded: Loaded, prompt: Prompt) -> str:
    """Return who was asked, with what they are: "Gwen Pryce (headteacher of Elmbrook Academy)"."""
    person = loaded.facts.people.get(prompt.person or "")
    record = loaded.case.record
    if person is not None:
        name = person.name
    elif prompt.role == Role.REQUESTER:
        name = record.requester_name or record.requester_address
    else:
        return f"the {post(loaded, prompt)}"
    return f"{one_line(name, 100)} ({post(loaded, prompt)})"


def post(loaded: Loaded, prompt: Prompt) -> str:
    """Return the post that a question is put to, in the alliance's own titles."""
    schools = (prompt.school,) if prompt.school else loaded.schools
    return post_of(loaded, prompt.role, schools, prompt.about)


def _if_no(loaded: Loaded, slot: Slot) -> str:
    """Say what a "no" leads to, as the process has it."""
    back = slot.spec.on_decline
    if back is None:
        return "" if loaded.reads_as_coordinator else _NO_IS_TALKED_OVER
    if back == CLOSE:
        return "If it is No, the request ends and we tell the school."
    target = loaded.process.step[loaded.process.step_index(back)]
    if any(KINDS[x.kind].part is Part.MATCH for x in target.prompt):
        return "If it is No, we will look for somebody else; a word on why helps us choose better."
    return "If it is No, please say what should change."


_NO_IS_TALKED_OVER = "If it is No, please say why, and we will be in touch."


def fields_asked(loaded: Loaded, prompt: Prompt, slot: Slot) -> tuple[Field, ...]:
    """Return what the form of a question asks; nothing: it has no form."""
    kind = KINDS[prompt.kind]
    match kind.answers:
        case Answers.FORM:
            return _to_fill(loaded, prompt, kind, slot)
        case Answers.INVOICE:
            return forms.fields(forms.INVOICE)
        case Answers.PAYMENT:
            return forms.fields(forms.RECEIPT)
        case _:
            return ()


def _form(fields: tuple[Field, ...]) -> Lines:
    return Lines(blank_form(fields)) if fields else Lines("")


def _to_fill(loaded: Loaded, prompt: Prompt, kind: PromptKind, slot: Slot) -> tuple[Field, ...]:
    """Return what is still empty; after a first answer only what cannot be done without."""
    names = slot.spec.fields
    if kind.tells_request:
        values = loaded.case.request
    else:
        form = loaded.case.latest_form(kind.form or "", prompt.about, prompt.role, prompt.school)
        values = dict(form.values) if form else {}
    if loaded.row.facts.get("missing"):
        return forms.fields(missing(names, values))
    return tuple(x for x in forms.fields(names) if values.get(x.name) in (None, "", (), []))
