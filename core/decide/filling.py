"""Forms as they are filled in: each filling is a new version, none is ever overwritten."""

from collections.abc import Iterable, Mapping
from typing import Any

from core import forms
from core.decide.draft import Draft
from core.model import Case, DeploymentState, Form


def fill(
    draft: Draft,
    kind: str,
    about: str,
    role: str,
    values: Mapping[str, Any],
    school: str | None = None,
) -> Form:
    """Add a version of a form: what was known, and these values over it."""
    form = next_version(draft, kind, about, role, values, school)
    draft.record("form_filled", form)
    return form


def next_version(
    draft: Draft,
    kind: str,
    about: str,
    role: str,
    values: Mapping[str, Any],
    school: str | None = None,
) -> Form:
    """Return the version of a form that these values make, without recording it."""
    before = draft.case.latest_form(kind, about, role, school)
    known = draft.case.request if kind == "request" else before.values if before else {}
    merged = {**known, **values}
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
        school=school,
        values=merged,
    )


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


def follow_request(draft: Draft) -> None:
    """Let deployments that have no SLE yet follow what the request says by now."""
    days = draft.case.request.get("days")
    schools = schools_of_request(draft.case)
    for deployment in draft.case.live_deployments():
        if deployment.state is DeploymentState.VACANT:
            changed = deployment.with_(schools=schools, half_days=days or deployment.half_days)
            if changed != deployment:
                draft.record("need_changed", changed)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", (), [])
