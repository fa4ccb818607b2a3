"""Who is to be chased at a moment, for what, and who is spared at this hour: looked up, not done.

The ticker and the preview (`nudges --as-of`) share it, so the preview cannot tell anything else
than what would happen.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from core import faults
from core.calendars import Closed, civil
from core.decide.addressees import calendar_school
from core.decide.chasing import times_of
from core.library import Library
from core.model import Case, Channel, Prompt
from core.nudges import Times
from core.parties import Facts, School
from core.process import Process, Role
from core.prompts import KINDS
from core.store import cases, people, tables
from core.store.cases import table_of
from core.store.engine import Database
from core.store.schools import calendars, schools_by_id

_CASE = table_of(tables.CaseRow)
_PAGE = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A reminder whose time has come. `at` is its rung's time; held ones wait for better hours."""

    case: str
    prompt: str
    kind: str
    round: int
    rung: int
    person: str | None
    role: str
    also_to: str | None
    channel: Channel
    at: datetime
    why: str
    held_because: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the fields that `nudges --json` prints; `held_because` only of those not sent."""
        told = {
            "case": self.case,
            "prompt": self.prompt,
            "kind": self.kind,
            "person": self.person,
            "role": self.role,
            "also_to": self.also_to,
            "channel": str(self.channel),
            "at": civil(self.at).isoformat(),
            "rung": self.rung,
            "why": self.why,
        }
        return told | ({"held_because": self.held_because} if self.held_because else {})


@dataclass(frozen=True, slots=True)
class Page:
    """The reminders of some cases, and the cases that could not be looked at."""

    due: tuple[Due, ...]
    failed: tuple[str, ...]


def due_list(database: Database, library: Library, now: datetime) -> Page:
    """Return who would be chased at `now`, and who is held back and why; nothing is changed."""
    found = list(pages(database, library, now))
    return Page(
        tuple(x for page in found for x in page.due),
        tuple(x for page in found for x in page.failed),
    )


def pages(database: Database, library: Library, now: datetime) -> Iterator[Page]:
    """Yield what is due, some cases at a time, each read in a transaction that is over by then."""
    after: tuple[datetime, str] | None = None
    while True:
        with database.read() as connection:
            keys = _keys(connection, now, after)
            page = _page(connection, library, [x.id for x in keys], now)
        yield page
        if len(keys) < _PAGE:
            return
        after = (keys[-1].next_due_at, keys[-1].id)


def _keys(
    connection: Connection, now: datetime, after: tuple[datetime, str] | None
) -> list[Row[Any]]:
    key = tuple_(_CASE.c.next_due_at, _CASE.c.id)
    query = select(_CASE.c.id, _CASE.c.next_due_at).where(_CASE.c.next_due_at <= now)
    if after is not None:
        query = query.where(key > after)
    return list(connection.execute(query.order_by(_CASE.c.next_due_at, _CASE.c.id).limit(_PAGE)))


def _page(connection: Connection, library: Library, refs: list[str], now: datetime) -> Page:
    if not refs:
        return Page((), ())
    loaded = cases.load_many(connection, refs)
    facts = _FactsOf(connection, library, loaded.values())
    due: list[Due] = []
    failed: list[str] = []
    for ref in refs:
        try:
            case = loaded[ref]
            process = library.pinned_process(connection, case.record.process)
            due.extend(_of_case(case, process, facts.of(case), now))
        except Exception as error:  # noqa: BLE001 — one case must not hide the others
            faults.report(_log, "due_case_failed", error, case=ref)
            failed.append(ref)
    return Page(tuple(due), tuple(failed))


class _FactsOf:
    """What has to be known of some cases to say who is due: read once for all of them."""

    def __init__(self, connection: Connection, library: Library, loaded: Iterable[Case]) -> None:
        asked: set[str] = set()
        schools: set[str] = set()
        for case in loaded:
            asked.update(x.person for x in case.open_prompts() if x.person)
            schools |= case.schools()
        self._connection = connection
        self._library = library
        self._people = people.by_ids(connection, asked)
        self._schools = schools_by_id(connection, schools)
        self._calendars = calendars(connection, self._schools)
        self._known: dict[str, Facts] = {}

    def of(self, case: Case) -> Facts:
        """Return what is known for a case: of its own alliance, and of all these cases' parties."""
        slug = case.record.alliance
        if slug not in self._known:
            alliance = self._library.alliance(slug)
            posts, acting = people.holders(self._connection, slug)
            self._known[slug] = Facts(
                alliance,
                schools=self._schools,
                people=self._people | acting,
                posts=posts,
                calendars=self._calendars,
            )
        return self._known[slug]


def _of_case(case: Case, process: Process, known: Facts, now: datetime) -> Iterator[Due]:
    for prompt in case.prompt:
        if prompt.nudge_at is None or prompt.nudge_at > now:
            continue
        times = times_of(prompt, case, process, known)
        rung = times.highest(prompt, now)
        next_one = rung == prompt.rung + 1
        at = prompt.nudge_at if next_one else times.rung(prompt.due_at, rung)
        if rung > prompt.rung and at is not None:
            yield _due(case, prompt, times, (rung, at), known, now)


def _due(
    case: Case,
    prompt: Prompt,
    times: Times,
    step: tuple[int, datetime],
    known: Facts,
    now: datetime,
) -> Due:
    rung, at = step
    ladder = times.spec.nudge
    return Due(
        case=case.ref,
        prompt=prompt.id,
        kind=prompt.kind,
        round=prompt.round,
        rung=rung,
        person=_person(case, prompt, known),
        role=prompt.role if prompt.open else str(Role.COORDINATOR),
        also_to=ladder[rung - 1].to_role,
        channel=Channel.EMAIL,
        at=at,
        why=(
            f"{KINDS[prompt.kind].title}: {_waits_since(prompt)}; reminder {rung} of {len(ladder)}"
        ),
        held_because=_held_because(case, prompt, times, known, now),
    )


def _waits_since(prompt: Prompt) -> str:
    if prompt.open:
        return f"the answer was due on {civil(prompt.due_at):%A %-d %B %Y}"
    declined = civil(prompt.answered_at or prompt.due_at)
    return f"declined on {declined:%A %-d %B %Y}, and how the case goes on is not settled"


def _person(case: Case, prompt: Prompt, known: Facts) -> str | None:
    if prompt.left_to_coordinator:
        return known.coordinator.name if known.coordinator else None
    if prompt.person is not None:
        found = known.people.get(prompt.person)
        return found.name if found else prompt.person
    if prompt.role == Role.REQUESTER:
        return case.record.requester_name or case.record.requester_address
    return None


def _held_because(case: Case, prompt: Prompt, times: Times, known: Facts, now: datetime) -> str:
    """Return why nobody is chased at this moment, and until when; empty: they may be."""
    closed = times.closure(now)
    if closed is None:
        return ""
    until = civil(closed.until)
    return f"{_told(closed.why, case, prompt, known)}; until {until:%A %-d %B %Y at %H:%M}"


def _told(why: Closed, case: Case, prompt: Prompt, known: Facts) -> str:
    match why:
        case Closed.SCHOOL_CLOSED:
            deployment = case.find_deployment(prompt.about)
            school = calendar_school(prompt.role, deployment, prompt.school)
            return f"{_name(known.schools, school)} is closed that day"
        case Closed.OUT_OF_HOURS:
            hours = known.alliance.hours
            return f"nobody is written to before {hours.opens:%H:%M} or from {hours.closes:%H:%M}"
        case _:
            return f"it is {_DAYS_OFF[why]}"


_DAYS_OFF = {Closed.WEEKEND: "the weekend", Closed.BANK_HOLIDAY: "a bank holiday"}


def _name(schools: Mapping[str, School], school: str | None) -> str:
    found = schools.get(school or "")
    return found.name if found else "the school"
