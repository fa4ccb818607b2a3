"""The text of the agreement, negotiated between SLE and school."""

from dataclasses import replace
from datetime import date

from core import matching
from core.calendars import academic_year, local_date
from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Deployment
from core.prompts.kind import Answers, Asked, PromptKind


def _drafted(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    """Have the deployment follow what the draft says of its days and its period."""
    deployment = draft.case.find_deployment(asked.prompt.about)
    form = draft.case.latest_form("agreement", asked.prompt.about, asked.prompt.role)
    if deployment is None or form is None:
        return None
    values = form.values
    changed = deployment.with_(
        half_days=values.get("days") or deployment.half_days,
        starts_on=_day(values.get("starts_on")) or deployment.starts_on,
        ends_on=_day(values.get("ends_on")) or deployment.ends_on,
    )
    if changed.starts_on and changed.ends_on and changed.ends_on < changed.starts_on:
        return Refusal("The period ends before it begins.", "Correct its first or its last day.")
    refusal = _more_days(draft, deployment, changed)
    if refusal is None and changed != deployment:
        draft.record("terms_drafted", changed)
    return refusal


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _more_days(draft: Draft, before: Deployment, after: Deployment) -> Refusal | None:
    """Refuse days that the SLE has not got; an alliance's own limit was weighed at the match."""
    more = (after.half_days or 0) - (before.half_days or 0)
    sle = draft.facts.sles.get(before.sle or "")
    if more <= 0 or sle is None:
        return None
    day = local_date(before.proposed_at or draft.now)
    need = matching.need_of(
        draft.case,
        before,
        draft.facts.schools.values(),
        draft.process.limits,
        day,
        academic_year(day),
    )
    firm = [x.why for x in matching.day_vetoes(replace(need, half_days=more), sle) if x.firm]
    if firm:
        return Refusal(f"{sle.person.name} {'; '.join(firm)}.", "Agree on fewer days.")
    return None


KIND = PromptKind(
    name="draft_agreement",
    title="Draft the agreement",
    answers=Answers.FORM,
    form="agreement",
    apply=_drafted,
)
