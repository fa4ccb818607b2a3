"""Reading stored mail: claim, parse, judge, interpret, carry out, settle.

A mail's command, its letter and its settled state are one transaction, so a crash leaves it either
wholly done or still waiting. What fails is tried again a few times and then parked: nothing is ever
dropped, and nothing blocks the mail behind it.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert

from core import commands, faults
from core.clock import Clock
from core.commands import Command, NoteMail
from core.desk import Desk, Handled
from core.errors import Refusal, Transient
from core.ports import Parked
from core.store import mail_tables, parking
from core.store.cases import table_of
from intake import raw_store
from intake.bounce_desk import BounceDesk
from intake.gathering import Gathered, Gatherer, message_id_of
from intake.interpret import interpret
from intake.kinds import MailKind
from intake.meanings import Act, Interpretation, Leave, Park
from intake.ports import Incoming
from intake.raw_store import RawMail, RawStore
from intake.request_values import printed

MAX_TRIES = 5
"""How often a mail is tried before it is parked as unreadable."""

_BATCH = 32
_LETTER = table_of(mail_tables.LetterRow)
_ADD_LETTER = insert(_LETTER)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one mail."""

    raw: int
    kind: str
    author: str
    author_proven: bool
    case: str | None
    done: str
    parked: int | None = None


class Worker:
    """Reads stored mail and has it carried out."""

    def __init__(
        self,
        desk: Desk,
        store: RawStore,
        gatherer: Gatherer,
        bounces: BounceDesk,
        clock: Clock,
    ) -> None:
        """Work for `desk` on the mail of `store`."""
        self._desk = desk
        self._store = store
        self._gatherer = gatherer
        self._bounces = bounces
        self._clock = clock
        self._owner = secrets.token_hex(8)

    def run_once(self, limit: int = _BATCH) -> list[Done]:
        """Read the mail that waits, up to `limit`; an empty list: there was none."""
        return list(self._each(self._store.claim(self._owner, limit)))

    def read_now(self, batch: Sequence[Incoming]) -> list[Done]:
        """Store mail and read it at once; what fails for now is left to be tried again."""
        return list(self._each(self._store.keep_for(self._owner, batch)))

    def read_again(self, raw: int) -> list[Done] | None:
        """Read a stored mail once more; None: it is not there, or being read just now."""
        mail = self._store.take_again(self._owner, raw)
        return None if mail is None else list(self._each([mail]))

    def _each(self, mails: list[RawMail]) -> Iterator[Done]:
        """Read mails in one transaction, one sync for all; if anything fails, each in its own."""
        if len(mails) > 1:
            try:
                with self._desk.database.write() as connection:
                    done = [self._read(connection, mail) for mail in mails]
            except Exception as error:  # noqa: BLE001 — found again, and dealt with, one by one
                _log.info("mail_batch_taken_apart", extra={"fault": type(error).__name__})
            else:
                yield from done
                return
        for mail in mails:
            try:
                with self._desk.database.write() as connection:
                    found = self._read(connection, mail)
                yield found
            except Transient as error:
                self._store.retry(mail, str(error), self._clock.now() + timedelta(seconds=5))
            except Exception as error:  # noqa: BLE001 — one mail must not stop the others; it is parked
                yield from self._failed(mail, error)

    def _read(self, connection: Connection, mail: RawMail) -> Done:
        gathered = self._gatherer.gather(connection, mail)
        return self._settle(connection, mail, gathered, self._meaning(connection, gathered))

    def _meaning(self, connection: Connection, gathered: Gathered) -> Interpretation:
        if gathered.duplicate_of is not None:
            return Leave("a copy of a mail already read")
        if gathered.around.kind is MailKind.BOUNCE:
            told = self._bounces.meaning(connection, gathered)
            if told is not None:
                return told
        return interpret(gathered.letter, gathered.around)

    def _settle(
        self, connection: Connection, mail: RawMail, gathered: Gathered, meaning: Interpretation
    ) -> Done:
        case = gathered.around.case.ref if gathered.around.case else None
        parked, done = None, ""
        if isinstance(meaning, Act):
            outcome = self._desk.handle_in(connection, meaning.command)
            if isinstance(outcome, Handled):
                case, done = outcome.case, _told(meaning.command, outcome)
            else:
                meaning = _refused(outcome, meaning.command)
        if isinstance(meaning, Park):
            parked = self._park(connection, mail, gathered, meaning, case)
            if meaning.beside is not None:
                self._desk.handle_in(connection, meaning.beside)
            done = f"parked: {meaning.why}"
        elif isinstance(meaning, Leave):
            done = meaning.why
        connection.execute(_ADD_LETTER, _letter(gathered, mail, case, done))
        raw_store.settle(connection, [mail.id], "parked" if parked else "done")
        return Done(
            mail.id,
            gathered.around.kind.value,
            gathered.around.author.address,
            gathered.around.author.proven,
            case,
            done,
            parked,
        )

    def _park(
        self,
        connection: Connection,
        mail: RawMail,
        gathered: Gathered,
        park: Park,
        case: str | None,
    ) -> int:
        prompt = gathered.around.prompt
        # The desk parks what it will not take under the same key: that is one entry, not two.
        dedup = parking.key_of(park.proposal) if park.proposal else f"mail:{mail.id}"
        return parking.park(
            connection,
            Parked(
                dedup=dedup,
                why=park.why,
                hint=park.hint,
                raw=mail.id,
                alliance=gathered.around.alliance.slug,
                case=case,
                prompt=prompt.id if prompt else None,
                proposal={"command": commands.canonical(park.proposal)} if park.proposal else None,
            ),
            self._clock.now(),
        )

    def _failed(self, mail: RawMail, error: Exception) -> Iterator[Done]:
        reference = faults.new_reference()
        told = {"raw": mail.id, "reference": reference, "fault": faults.describe(error)}
        _log.error("mail_not_read", extra=told)
        if mail.tries + 1 < MAX_TRIES:
            wait = timedelta(seconds=10 * 2**mail.tries)
            self._store.retry(mail, f"reference {reference}", self._clock.now() + wait)
            return
        with self._desk.database.write() as connection:
            parked = parking.park(
                connection,
                Parked(
                    dedup=f"mail:{mail.id}",
                    why="This mail could not be read.",
                    hint=f"Open the original; quote reference {reference} to your administrator.",
                    raw=mail.id,
                ),
                self._clock.now(),
            )
            raw_store.settle(connection, [mail.id], "parked")
        yield Done(
            mail.id, "other", "", author_proven=False, case=None, done="parked", parked=parked
        )


def _told(command: Command, outcome: Handled) -> str:
    name = type(command).__name__
    if isinstance(command, NoteMail) and command.what == "away":
        return command.text
    return f"{name}: done before" if outcome.again else f"{name}: done"


def _refused(refusal: Refusal, command: Command) -> Park:
    return Park(refusal.reason, refusal.hint, command)


def _letter(gathered: Gathered, mail: RawMail, case: str | None, done: str) -> dict[str, Any]:
    around, letter = gathered.around, gathered.letter
    return {
        "raw": mail.id,
        "alliance": around.alliance.slug,
        "case": case,
        "prompt": around.prompt.id if around.prompt else None,
        "kind": around.kind.value,
        "sender": around.author.address,
        "sender_name": letter.sender.name if letter.sender else "",
        "person": around.who.person.id if around.who else None,
        "message_id": message_id_of(letter),
        "subject": letter.subject,
        "text": letter.text,
        "sent_at": letter.date,
        "author_proven": around.author.proven,
        "author_why": around.author.why,
        "reading": printed(around.request, around.schools),
        "done": done,
    }
