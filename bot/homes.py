"""Somebody's home tab: what waits for them, what they lend and asked for, what they look after."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from bot.parked import alliance_of, item_of
from bot.screens import Screens
from bot.views.home import home
from bot.views.shown import CaseLine, Home, Lending, ParkedItem, Question
from bot.views.standing import Standing, lendings, questions
from core.parties import Acquaintance
from core.store import case_lists, parking, people, sles

_MOST_CASES: Final = 300


def home_of(connection: Connection, person: str, screens: Screens) -> dict[str, Any]:
    """Return the home view of somebody the directory knows."""
    known = people.by_id(connection, person)
    if known is None:
        return home(Home(name="", alliance=""))
    acting = screens.coordinates(connection, person)
    mine = _standings(connection, screens, _own_cases(connection, known))
    ours = _standings(connection, screens, _cases_of(connection, acting))
    return home(
        Home(
            name=known.person.name,
            alliance=_alliance(screens, acting, mine),
            waiting=tuple(_waiting(mine, person)),
            cases=tuple(_line(x) for x in (ours or mine) if x.case.is_open),
            lendings=tuple(_lent(mine, known)),
            coordinates=bool(acting),
            parked=tuple(_parked(connection, screens, acting)),
            overdue=tuple(x for seen in ours for x in questions(seen) if x.overdue),
        )
    )


def _own_cases(connection: Connection, known: Acquaintance) -> list[str]:
    found = dict.fromkeys(people.open_cases(connection, known.person.id))
    lent = sles.cases_lent_in(connection, known.person.id)
    return list(found | dict.fromkeys(lent))[:_MOST_CASES]


def _cases_of(connection: Connection, acting: tuple[str, ...]) -> list[str]:
    found = [x for slug in acting for x in case_lists.case_refs(connection, slug, "open")]
    return found[-_MOST_CASES:][::-1]


def _standings(connection: Connection, screens: Screens, refs: list[str]) -> list[Standing]:
    loaded = case_lists.load_cases(connection, refs)
    return [screens.standing_of(connection, case) for case in loaded]


def _waiting(mine: list[Standing], person: str) -> Iterator[Question]:
    for seen in mine:
        asked = [x for x in seen.case.open_prompts() if x.person == person]
        if seen.case.is_open:
            yield from questions(seen, asked)


def _lent(mine: list[Standing], known: Acquaintance) -> Iterator[Lending]:
    for seen in mine:
        own = {x.id for x in seen.case.deployment if x.sle and x.sle == known.sle}
        yield from (x for x in lendings(seen) if x.deployment in own and seen.case.is_open)


def _line(seen: Standing) -> CaseLine:
    first = next(iter(questions(seen)), None)
    stands = f"Waits for {first.who}: {first.title}" if first else "Nobody is asked anything"
    schools = seen.schools(seen.case.record.schools)
    return CaseLine(ref=seen.case.ref, schools=schools, stands=stands)


def _parked(
    connection: Connection, screens: Screens, acting: tuple[str, ...]
) -> Iterator[ParkedItem]:
    for found in parking.waiting(connection) if acting else ():
        if alliance_of(connection, screens.library, found) in (*acting, ""):
            yield item_of(connection, found, screens)


def _alliance(screens: Screens, acting: tuple[str, ...], mine: list[Standing]) -> str:
    slugs = acting or tuple(dict.fromkeys(x.case.record.alliance for x in mine))
    return ", ".join(screens.library.alliance(x).name for x in slugs)
