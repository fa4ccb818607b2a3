"""A case to be read in Slack: whole for those who look after it, in their part for its parties."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from bot.ids import Carried
from bot.looking import case_view
from bot.screens import Screens
from bot.views.modals import case_details, plain
from bot.views.standing import Standing, card_of, questions
from core.model import Case
from core.notices.plain_english import days
from core.notices.view import NoticeView
from core.store import chain, naming
from core.views.timeline import people_in, timeline

_MOST_EVENTS: Final = 40
_NOT_FOR_THEM: Final = (
    "Only those who have a part in this case can read it. A coordinator of the alliance can help."
)
Parts = Iterator[tuple[str, str]]


def details(
    connection: Connection, screens: Screens, case: Case, person: str, *, acts: bool
) -> dict[str, Any]:
    """Return the modal that shows a case to somebody; `acts`: they look after it."""
    asked = [x for x in case.prompt if x.person == person]
    if not (acts or asked or case.record.requester == person or _is_lent(connection, case, person)):
        return plain(case.ref, _NOT_FOR_THEM)
    prompt = None if acts or not asked else asked[-1]
    view = case_view(connection, screens, case, prompt, person)
    seen = screens.standing_of(connection, case)
    parts = _whole(connection, seen, view) if acts else _part(seen, view)
    return case_details(case.ref, list(parts), Carried(case=case.ref))


def _is_lent(connection: Connection, case: Case, person: str) -> bool:
    names = naming.sle_persons(connection, {x.sle for x in case.live_deployments() if x.sle})
    return person in names.values()


def _part(seen: Standing, view: NoticeView) -> Parts:
    yield "The request", _rows(f"{x.label}: {x.value}" for x in view.summary)
    yield "Where it stands", _stands(seen)
    yield "Conditions", _rows(view.conditions)
    yield "Visits", _rows(view.visits)


def _whole(connection: Connection, seen: Standing, view: NoticeView) -> Parts:
    record, card = seen.case.record, card_of(seen)
    name, address = record.requester_name, record.requester_address
    who = f"{name} ({address})" if name and address else name or address
    proof = f"\nAuthor not proven: {card.unproven}" if card.unproven else ""
    yield "Asked by", f"{who}, {card.opened}{proof}"
    yield from _part(seen, view)
    yield "Deployments", _rows(_lendings(seen))
    yield "Money", _rows(card.money)
    yield "What happened", _happened(connection, seen)


def _stands(seen: Standing) -> str:
    case = seen.case
    if not case.is_open:
        return f"The case is {case.record.state}."
    waits = _rows(f"{x.title}: {x.who}, due {x.due}" for x in questions(seen))
    return waits or "Nobody is asked anything just now."


def _lendings(seen: Standing) -> Iterator[str]:
    for x in card_of(seen).lendings:
        agreed = f"{days(x.half_days_agreed)} agreed" if x.half_days_agreed else "not agreed yet"
        logged = f", {days(x.half_days_logged)} logged" if x.half_days_logged else ""
        yield f"{x.sle} ({x.home_school}): {agreed}{logged}"


def _happened(connection: Connection, seen: Standing) -> str:
    links = chain.links(connection, seen.case.ref)
    names = naming.names_for(connection, [seen.case], people_in(links))
    told = timeline(links, names)[-_MOST_EVENTS:]
    return _rows(f"{x['at'][:10]}: {x['what']} ({x['who']})" for x in told[::-1])


def _rows(lines: Any) -> str:
    return "\n".join(f"- {x}" for x in lines)
