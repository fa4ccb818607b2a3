"""The text of the agreement, negotiated between SLE and school."""

from dataclasses import replace
from datetime import date, timedelta

from core import matching
from core.calendars import academic_year, local_date
from core.commands import AnswerPrompt
from core.decide.addressees import related
from core.decide.draft import Draft
from core.decide.setting_aside import set_aside
from core.errors import Refusal
from core.model import Deployment
from core.prompts.approve_funding import KIND as FUNDING
from core.prompts.approve_release import KIND as RELEASE
from core.prompts.kind import Answers, Asked, PromptKind


def _drafted(draft: Draft, asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    """Have the deployment follow what the draft says of its days and its period."""
    deployment = draft.case.find_deployment(asked.prompt.about)
    form = draft.case.latest_form("agreement", asked.prompt.about, asked.prompt.role)
    if deployment is None or form is None:
        return None
    values = form.values
    changed = deployment.with_(
        half_days=values.get("half_days") or deployment.half_days,
        starts_on=_day(values.get("starts_on")) or deployment.starts_on,
        ends_on=_day(values.get("ends_on")) or deployment.ends_on,
    )
    more = (changed.half_days or 0) - (deployment.half_days or 0)
    refusal = _slip_in_period(draft, changed) or _days_not_had(draft, deployment, more)
    if refusal is not None:
        return refusal
    if more > 0:
        _ask_again_for_consent(draft, deployment)
    if changed != deployment:
        draft.record("terms_drafted", changed)
    return None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _slip_in_period(draft: Draft, drafted: Deployment) -> Refusal | None:
    starts, ends = drafted.starts_on, drafted.ends_on
    if starts and ends and ends < starts:
        return Refusal("The period ends before it begins.", "Correct its first or its last day.")
    today = local_date(draft.now)
    for on in (starts, ends):
        if on is not None and not today - _A_YEAR <= on <= today + _LONGEST:
            return Refusal(
                f"{on:%-d %B %Y} is {'long past' if on < today else 'years ahead'}.",
                "Check the year.",
            )
    return None


_A_YEAR = timedelta(days=366)
"""How long ago a period may have begun: an agreement is sometimes entered late."""
_LONGEST = timedelta(days=3 * 366)


def _ask_again_for_consent(draft: Draft, deployment: Deployment) -> None:
    """Have those who agreed to fewer days asked anew (docs/rules.md#released-days).

    A question that is still open goes back too, since its mail speaks of fewer days.
    """
    for prompt in draft.case.prompt:
        if prompt.kind in _CONSENTS and related(draft.case, prompt.about, deployment.id):
            set_aside(draft, prompt)


_CONSENTS = (RELEASE.name, FUNDING.name)
"""Those who say yes to a number of days and need not sign for them."""


def _days_not_had(draft: Draft, before: Deployment, more: int) -> Refusal | None:
    """Refuse days that the SLE has not got; an alliance's own limit was weighed at the match."""
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
