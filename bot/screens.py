"""From the database to the plain values that views are made from."""

from collections.abc import Collection

from sqlalchemy import Connection

from bot.views.standing import Standing
from core.clock import Clock
from core.library import Library
from core.model import Case
from core.parties import Alliance
from core.store import cases, naming, people


class Screens:
    """Reads what Slack shows, by one clock."""

    def __init__(self, library: Library, clock: Clock) -> None:
        """Go by these ways of brokering and this clock."""
        self.library = library
        self.clock = clock

    def standing(self, connection: Connection, ref: str) -> Standing | None:
        """Return how a case stands; None: there is none."""
        case = cases.load(connection, ref)
        return None if case is None else self.standing_of(connection, case)

    def standing_of(
        self, connection: Connection, case: Case, also: Collection[str] = ()
    ) -> Standing:
        """Return how a case stands; `also` are more people whose names are needed."""
        process = self.library.pinned_process(connection, case.record.process)
        names = naming.names_for(connection, [case], also)
        return Standing(case, names, process, self.clock.now())

    def alliance_of(self, case: Case) -> Alliance:
        """Return the alliance that a case is brokered by."""
        return self.library.alliance(case.record.alliance)

    def acts_for(self, connection: Connection, person: str, alliance: str) -> bool:
        """Whether somebody coordinates or directs an alliance."""
        return bool({alliance, ""} & people.acting_in(connection, person))

    def coordinates(self, connection: Connection, person: str) -> tuple[str, ...]:
        """Return the alliances that somebody coordinates or directs."""
        acting = people.acting_in(connection, person)
        return tuple(x for x in self.library.alliances if {x, ""} & acting)
