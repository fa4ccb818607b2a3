"""Reading everything that one notice is about, at the moment it goes out."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from core import matching
from core.calendars import academic_year, local_date
from core.errors import RecipientGone
from core.library import Library
from core.matching import Candidate
from core.model import Case, Deployment, Prompt
from core.outbox import Waiting
from core.parties import Alliance, Facts, Person
from core.process import Process, Slot
from core.prompts import KINDS
from core.store import cases, facts, naming, people, sles


@dataclass(frozen=True)
class Loaded:
    """A notice with its case, and who and what is known around it."""

    row: Waiting
    case: Case
    alliance: Alliance
    process: Process
    facts: Facts
    now: datetime
    recipient: Person
    """Whom it is for; the name is empty where it is not known."""
    candidates: tuple[Candidate, ...] = ()
    candidate_schools: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is for the alliance's people."""
        return local_date(self.now)

    @property
    def prompt(self) -> Prompt | None:
        """The question that the notice is about."""
        return self.case.find_prompt(self.row.prompt) if self.row.prompt else None

    @property
    def slot(self) -> Slot | None:
        """Where that question stands in the process."""
        return self.process.slot_at(self.prompt.place) if self.prompt else None

    @cached_property
    def deployment(self) -> Deployment | None:
        """The deployment that the notice is about; else the only one that is going on."""
        named = self.case.find_deployment(self.prompt.about) if self.prompt else None
        going_on = self.case.live_deployments()
        return named or (going_on[0] if len(going_on) == 1 else None)

    @property
    def schools(self) -> tuple[str, ...]:
        """The receiving schools that the notice is about."""
        if self.prompt is not None and self.prompt.school:
            return (self.prompt.school,)
        return self.deployment.schools if self.deployment else self.case.record.schools

    @property
    def reads_as_coordinator(self) -> bool:
        """Whether the recipient coordinates or directs the alliance, so may see all of the case."""
        return any(x.id == self.row.recipient for x in self.facts.coordinators)

    @property
    def is_requester(self) -> bool:
        """Whether the recipient is who asked for support."""
        record = self.case.record
        return self.row.recipient in {record.requester, record.requester_address} - {None, ""}

    @property
    def asks_now(self) -> bool:
        """Whether the notice puts an open question to its recipient."""
        asks = self.row.kind in ("prompt", "nudge", "acknowledgement", "unclear_answer")
        return asks and self.prompt is not None and self.prompt.open

    def school(self, id_: str | None) -> str:
        """Return a school's name."""
        found = self.facts.schools.get(id_ or "")
        return found.name if found else self.candidate_schools.get(id_ or "", id_ or "")

    def day_of(self, moment: datetime) -> date:
        """Return the day a moment falls on for the alliance's people."""
        return local_date(moment)


def load(connection: Connection, row: Waiting, library: Library, now: datetime) -> Loaded:
    """Read what a notice is about.

    Raises RecipientGone when nobody can be written to, and LookupError when its case is gone.
    """
    case = cases.load(connection, row.case or "")
    if case is None:
        raise LookupError("a notice is about a case that does not exist")
    alliance = library.alliance(row.alliance)
    process = library.pinned_process(connection, case.record.process)
    wanted = facts.wanted_for(case)
    spoken_of = {row.recipient, *(str(row.facts.get(x) or "") for x in ("recipient", "writer"))}
    wanted = replace(wanted, people=wanted.people | spoken_of - {""})
    known = facts.gather(connection, alliance, wanted, process_hash=case.record.process)
    recipient = _recipient(connection, row, case)
    loaded = Loaded(row, case, alliance, process, known, now, recipient)
    prompt = loaded.prompt
    if prompt is not None and KINDS[prompt.kind].chooses and prompt.open:
        return _with_candidates(connection, loaded)
    return loaded


def _recipient(connection: Connection, row: Waiting, case: Case) -> Person:
    """Return who a notice is for; raises RecipientGone for somebody who has left the directory."""
    if "@" in row.recipient:
        mine = row.recipient == case.record.requester_address
        name = case.record.requester_name if mine else ""
        return Person(id=row.recipient, name=name, email=row.recipient)
    known = people.by_id(connection, row.recipient)
    if known is None:
        raise RecipientGone("the directory does not know this person any more")
    return known.person


def _with_candidates(connection: Connection, loaded: Loaded) -> Loaded:
    """Add who comes into question, by today's directory."""
    deployment = loaded.deployment
    if deployment is None:
        return loaded
    today = loaded.today
    need = matching.need_of(
        loaded.case,
        deployment,
        loaded.facts.schools.values(),
        loaded.process.limits,
        today,
        academic_year(today),
    )
    found = sles.candidates(connection, loaded.alliance.slug, need)
    ranked = tuple(matching.rank(need, found))
    names = naming.school_names(connection, {x.sle.home_school for x in ranked})
    return replace(loaded, candidates=ranked, candidate_schools=names)
