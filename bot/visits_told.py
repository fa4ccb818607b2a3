"""Visits told in chat, on their way back: understood, logged, or asked about."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.ids import Carried
from bot.plan import Change, Post, Step
from bot.screens import Screens
from bot.views import visits as views
from bot.views.blocks import Message
from bot.views.shown import VisitShown
from core.calendars import local_date
from core.commands import VisitMade
from core.notices.plain_english import days
from core.outbox import Waiting
from core.store import cases, naming
from core.store.posted import Posted


def facts_of(carried: Carried, **more: Any) -> dict[str, Any]:
    """Return what the notice of some visits says, as plain values."""
    made = [[x.school, x.on.isoformat(), x.half_days] for x in carried.visits]
    about = {"deployment": carried.deployment, "said": carried.said, "visits": made}
    return {**about, **more}


def _carried(waiting: Waiting) -> Carried:
    facts = waiting.facts
    said = str(facts.get("said") or "")
    return Carried(
        case=waiting.case or "",
        deployment=str(facts.get("deployment") or ""),
        said=said,
        visits=tuple(
            VisitMade(school=school, on=date.fromisoformat(on), half_days=half_days, note=said)
            for school, on, half_days in facts.get("visits", ())
        ),
    )


def visits_steps(
    connection: Connection, waiting: Waiting, screens: Screens, user: str
) -> Iterator[Step]:
    """Yield the message: `facts["about"]` is `understood`, `logged`, `dropped`, or what to ask."""
    message = _message(connection, waiting, screens)
    where = waiting.facts.get("where")
    yield Change(where=Posted(*where), message=message) if where else Post(to=user, message=message)


def _message(connection: Connection, waiting: Waiting, screens: Screens) -> Message:
    carried, today = _carried(waiting), local_date(screens.clock.now())
    shown = _shown(connection, carried)
    match str(waiting.facts["about"]):
        case "understood":
            return views.understood(shown, carried, today)
        case "logged":
            return views.confirmed(shown, today, _stands(connection, carried))
        case "dropped":
            return views.dropped()
        case what:
            return views.ask_about(what, carried, tuple(waiting.facts.get("places", ())))


def _shown(connection: Connection, carried: Carried) -> list[VisitShown]:
    names: Mapping[str, str] = naming.school_names(connection, {x.school for x in carried.visits})
    return [
        VisitShown(school=names.get(x.school, x.school), on=x.on, half_days=x.half_days)
        for x in carried.visits
    ]


def _stands(connection: Connection, carried: Carried) -> str:
    case = cases.load(connection, carried.case)
    deployment = case.find_deployment(carried.deployment) if case else None
    if case is None or deployment is None or not deployment.half_days_agreed:
        return ""
    logged = case.half_days_logged(deployment.id)
    return f"{days(logged)} of {days(deployment.half_days_agreed)} logged so far."
