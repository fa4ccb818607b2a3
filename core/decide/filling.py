"""Forms as they are filled in: each filling is a new version, none is ever overwritten."""

from collections.abc import Mapping
from typing import Any

from core.decide.draft import Draft
from core.gaps import schools_of_request
from core.model import DeploymentState, Form


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


def follow_request(draft: Draft) -> None:
    """Let deployments that have no SLE yet follow what the request says by now."""
    half_days = draft.case.request.get("half_days")
    schools = schools_of_request(draft.case)
    for deployment in draft.case.live_deployments():
        if deployment.state is DeploymentState.VACANT:
            changed = deployment.with_(schools=schools, half_days=half_days or deployment.half_days)
            if changed != deployment:
                draft.record("need_changed", changed)
