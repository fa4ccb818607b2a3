"""Where people of Slack are served: who they are, one command of theirs, words back to them.

Each thing somebody does is one transaction under a key of its own: delivered again, it has no
effect again. Words back go through the outbox, so that they are neither lost nor doubled.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from bot.outlet import STRANGER
from bot.parked import stranger_dedup
from bot.screens import Screens
from core.commands import Command
from core.desk import Desk, Handled, Outcome
from core.directory.school_names import SchoolNames
from core.errors import Refusal
from core.model import Case, Prompt
from core.notices.plain_english import listed
from core.parties import Acquaintance
from core.ports import Parked
from core.store import cases, parking, people, queueing

Done = TypeVar("Done")

_SOMEBODY: Final = "a coordinator"


@dataclass(slots=True)
class Turn:
    """One thing that somebody does in Slack, within its transaction."""

    counter: "Counter"
    connection: Connection
    user: str
    key: str
    who: Acquaintance | None
    _said: int = field(default=0)

    @property
    def person(self) -> str:
        """Who it is, by their id in the directory; raises LookupError for a stranger."""
        if self.who is None:
            raise LookupError("the directory does not know this Slack account")
        return self.who.person.id

    @property
    def screens(self) -> Screens:
        """What reads from the database."""
        return self.counter.screens

    def case(self, ref: str) -> Case | None:
        """Return a case; None: there is none."""
        return cases.load(self.connection, ref)

    def acts_for(self, case: Case) -> bool:
        """Whether they coordinate or direct a case's alliance."""
        alliance = case.record.alliance
        return self.who is not None and self.screens.acts_for(
            self.connection, self.person, alliance
        )

    def may_answer(self, case: Case, prompt: Prompt) -> bool:
        """Whether they were asked, or may answer for whoever was."""
        asked = self.who is not None and prompt.person == self.person
        return asked or self.acts_for(case)

    def hand_in(self, command: Command) -> Outcome:
        """Have a command carried out."""
        return self.counter.desk.handle_in(self.connection, command)

    def say(self, text: str, alliance: str = "") -> None:
        """Tell them something, in their direct messages, once."""
        self.queue("note", alliance, text=text)

    def queue(
        self, kind: str, alliance: str = "", *, case: str | None = None, **facts: Any
    ) -> None:
        """Queue something to be shown to them, once for each thing they do."""
        self._said += 1
        queueing.queue(
            self.connection,
            self.counter.desk.clock.now(),
            dedup=self.key if self._said == 1 else f"{self.key}:{self._said}",
            alliance=alliance or self.counter.any_alliance,
            recipient=self.who.person.id if self.who else f"{STRANGER}{self.user}",
            kind=kind,
            case=case,
            **facts,
        )

    def refuse(self, refusal: Refusal, case: Case | None = None) -> None:
        """Tell them why something could not be done."""
        self.say(str(refusal), case.record.alliance if case else "")

    # --- strangers ---

    def welcome_stranger(self, alliance: str = "") -> str:
        """Show a coordinator that somebody unknown tried; return the words for them."""
        item = Parked(
            dedup=stranger_dedup(self.user),
            why="Somebody in Slack whom the directory does not know tried to use this app.",
            hint="Link the account to a person, or import them with their Slack user id.",
            alliance=alliance or None,
        )
        parking.park(self.connection, item, self.counter.desk.clock.now())
        return f"{NOT_KNOWN} {self._whom_to_ask(alliance)}"

    def _whom_to_ask(self, alliance: str) -> str:
        library = self.screens.library
        slugs = [alliance] if alliance else list(library.alliances)
        found = [x for slug in slugs for x in people.coordinators(self.connection, slug)[:1]]
        names = [x.name for x in people.by_ids(self.connection, found).values()][:3]
        told = listed(names, "or") or _SOMEBODY
        return f"Please ask {told} to add you; they can see that you were here."


NOT_KNOWN: Final = "Hello! I do not know you yet, so nothing has been done."


class Counter:
    """Serves people, one transaction each."""

    def __init__(self, desk: Desk, wake: Callable[[], None]) -> None:
        """Hand commands to `desk`; `wake` has the outbox looked into at once, from any thread."""
        self.desk = desk
        self.screens = Screens(desk.library, desk.clock)
        self.schools = SchoolNames()
        self._wake = wake

    @property
    def any_alliance(self) -> str:
        """An alliance for what belongs to none."""
        return next(iter(self.desk.library.alliances))

    async def serve(self, user: str, key: str, work: Callable[[Turn], Done]) -> Done | None:
        """Do something for somebody, once; None: it was done before. Raises Transient."""
        return await asyncio.to_thread(self._serve, user, key, work)

    def _serve(self, user: str, key: str, work: Callable[[Turn], Done]) -> Done | None:
        database = self.desk.database
        with database.write() as connection:
            database.lock(connection, [f"key:{key}"])
            if queueing.is_known(connection, key):
                return None
            done = work(Turn(self, connection, user, key, people.by_slack(connection, user)))
        self._wake()
        return done

    async def look(self, user: str, work: Callable[[Turn], Done]) -> Done:
        """Read something for somebody. Raises Transient."""
        return await asyncio.to_thread(self._look, user, work)

    def _look(self, user: str, work: Callable[[Turn], Done]) -> Done:
        with self.desk.database.read() as connection:
            return work(Turn(self, connection, user, "", people.by_slack(connection, user)))


def refused(outcome: Outcome) -> Refusal | None:
    """Return why a command was not carried out; None: it was."""
    return None if isinstance(outcome, Handled) else outcome
