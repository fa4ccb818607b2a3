"""Days worked, as the SLE reports them."""

from datetime import date, timedelta

from core.calendars import local_date
from core.commands import LogVisits, VisitMade
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Deployment, DeploymentState, Visit

_WHOLE_DAY = 2
_REACHES_BACK = timedelta(days=366)


def log_visits(draft: Draft, command: LogVisits) -> Refusal | None:
    """Record visits: all of them or none. More than was agreed is recorded, with a warning."""
    deployment = draft.case.find_deployment(command.deployment)
    if deployment is None or not deployment.under_way:
        return Refusal(
            "That deployment is not running.", "Visits count once all have signed: show REF."
        )
    if not command.visits:
        return Refusal("No visit was named.", "Say on which day, and how long.")
    for visit in command.visits:
        refusal = _check(draft, deployment, command, visit)
        if refusal is not None:
            return refusal
        draft.record("visit_logged", _visit(draft, deployment, visit))
    draft.result["visits"] = len(command.visits)
    _warn_if_over(draft, deployment)
    _finish_if_all_worked(draft, deployment)
    return None


def _check(
    draft: Draft, deployment: Deployment, command: LogVisits, visit: VisitMade
) -> Refusal | None:
    if visit.school not in deployment.schools:
        return Refusal("That school is not part of this deployment.", "Name its receiving school.")
    if visit.on > local_date(draft.now):
        return Refusal("That day is still to come.", "Log a visit once it has been made.")
    refusal = _check_first_day(draft, deployment, visit.on, command.override)
    if refusal is not None:
        return refusal
    if visit.half_days not in (1, _WHOLE_DAY):
        return Refusal("A visit is half a day or a day.", "Log each day on its own.")
    on_day = sum(
        x.half_days for x in draft.case.visit if x.on == visit.on and x.deployment == deployment.id
    )
    if on_day + visit.half_days > _WHOLE_DAY:
        return Refusal(
            f"{visit.on:%-d %B} is logged already.", "A day has two halves; correct the first one."
        )
    return None


def _check_first_day(
    draft: Draft, deployment: Deployment, on: date, override: str
) -> Refusal | None:
    """Refuse a day before the first one that counts; a reason reaches back, but not for ever."""
    first = deployment.first_day
    if first is None or on >= first:
        return None
    if override and on > local_date(draft.case.record.opened_at) - _REACHES_BACK:
        return None
    return Refusal(
        f"{_day(on)} is before the deployment's first day, {_day(first)}.",
        "Check the day, the month and the year; if they are right, give a reason (override).",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _visit(draft: Draft, deployment: Deployment, visit: VisitMade) -> Visit:
    return Visit(
        id=draft.next_id("v"),
        case=draft.case.ref,
        deployment=deployment.id,
        school=visit.school,
        on=visit.on,
        half_days=visit.half_days,
        logged_at=draft.now,
        by=draft.command.actor,
        channel=draft.command.channel,
        note=visit.note,
    )


def _warn_if_over(draft: Draft, deployment: Deployment) -> None:
    logged = draft.case.half_days_logged(deployment.id)
    agreed = deployment.half_days_agreed
    if agreed is not None and logged > agreed:
        draft.tell_coordinator(
            "over_agreed_days",
            f"over:{deployment.id}:{logged}",
            logged=logged / 2,
            agreed=agreed / 2,
        )


def _finish_if_all_worked(draft: Draft, deployment: Deployment) -> None:
    logged = draft.case.half_days_logged(deployment.id)
    at_work = deployment.state is DeploymentState.AGREED
    if at_work and deployment.half_days and logged >= deployment.half_days:
        draft.record("work_finished", deployment.with_(state=DeploymentState.COMPLETED))
