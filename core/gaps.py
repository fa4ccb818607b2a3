"""What the forms of a case still have to say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core import forms
from core.model import Case, Prompt


def missing(names: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """Return the needed fields of a form that have no value yet, in the form's order."""
    return [x.name for x in forms.fields(names) if x.required and _is_empty(values.get(x.name))]


def missing_of_request(names: Iterable[str], case: Case) -> list[str]:
    """Return what the request still has to say.

    A school counts as said once it was found in the directory: its head is asked by way of it.
    """
    known = {**case.request, "school": schools_of_request(case)}
    return missing(names, known)


def schools_of_request(case: Case) -> tuple[str, ...]:
    """Return the ids of the receiving schools, as far as they are known by now."""
    return tuple(case.request.get("school_ids") or case.record.schools)


def left_to_ask(case: Case, prompt: Prompt, form: str, names: Sequence[str]) -> list[str]:
    """Return the fields of a question's form that are still empty and needed."""
    if form == forms.REQUEST:
        return missing_of_request(names, case)
    filled = case.latest_form(form, prompt.about, prompt.role, prompt.school)
    return missing(names, filled.values if filled else {})


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", (), [])
