"""Forms as they are filled in: each filling is a new version, none is ever overwritten."""

from collections.abc import Iterable, Mapping
from typing import Any

from core import forms
from core.decide.draft import Draft
from core.model import Form


def fill(draft: Draft, kind: str, about: str, role: str, values: Mapping[str, Any]) -> Form:
    """Add a version of a form: what its last version said, and these values over it."""
    form = next_version(draft, kind, about, role, values)
    draft.record("form_filled", form)
    return form


def next_version(draft: Draft, kind: str, about: str, role: str, values: Mapping[str, Any]) -> Form:
    """Return the version of a form that these values make, without recording it."""
    before = draft.case.latest_form(kind, about, role)
    merged = {**(before.values if before else {}), **values}
    return Form(
        id=draft.next_id("f"),
        case=draft.case.ref,
        about=about,
        kind=kind,
        role=role,
        version=before.version + 1 if before else 1,
        at=draft.now,
        by=draft.command.actor,
        channel=draft.command.channel,
        values=merged,
    )


def missing(names: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """Return the needed fields of a form that have no value yet, in the form's order."""
    return [x.name for x in forms.fields(names) if x.required and _is_empty(values.get(x.name))]


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", (), [])
