"""How a chat message of an SLE is read: which visits were done, where, when and how long.

The rules are the interface's for `read-visit`. What is certain is put forward; what is not is
asked, never guessed; plans, cancellations and other people's visits are no visits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeGuard

from core.reading.dates.reading import DateMention
from core.reading.visits.assembly import gather
from core.reading.visits.cues import WHICH_DATE, Ask
from core.reading.visits.lengths import Length, half_days_each
from core.reading.visits.moods import Mood
from core.reading.visits.names import take_apart
from core.reading.visits.resolution import Period, Resolved, resolve
from core.reading.visits.schools import SchoolMention
from core.reading.visits.segments import Mention, cut
from core.reading.visits.sentence import Statement
from core.reading.visits.statements import read_statements
from core.reading.visits.text import LONGEST, plain

Kind = Literal["visits", "planned", "cancelled", "correction", "question", "none", "must_ask"]


@dataclass(frozen=True, slots=True)
class OpenDeployment:
    """A deployment that a visit may belong to; both dates inclusive."""

    ref: str
    school: str
    town: str
    start: date
    end: date
    days_agreed: Decimal | float = 0


@dataclass(frozen=True, slots=True)
class VisitRead:
    """A visit that a message certainly reports: 1 half day or 2."""

    ref: str
    date: date
    half_days: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction says is right, as far as it says so."""

    ref: str | None = None
    on: date | None = None
    half_days: int | None = None


@dataclass(frozen=True, slots=True)
class VisitReading:
    """How a message was read. With `must_ask`, `visits` holds what is certain all the same."""

    kind: Kind
    visits: tuple[VisitRead, ...] = ()
    ask_about: Ask | None = None
    change: Change | None = None

    def to_json(self) -> dict[str, object]:
        """Return the reading as `read-visit --json` prints it, days as decimals in halves."""
        return {
            "kind": self.kind,
            "visits": [
                {"ref": x.ref, "date": x.date.isoformat(), "days": _days(x.half_days)}
                for x in self.visits
            ],
            "ask_about": self.ask_about,
            "change": self._change(),
        }

    def _change(self) -> Mapping[str, object] | None:
        if self.change is None:
            return None
        day, half_days = self.change.on, self.change.half_days
        return {
            "ref": self.change.ref,
            "date": None if day is None else day.isoformat(),
            "days": None if half_days is None else _days(half_days),
        }


def _days(half_days: int) -> float:
    return half_days / 2 if half_days % 2 else half_days // 2


def read_visits(text: str, on: date, deployments: Sequence[OpenDeployment]) -> VisitReading:
    """Read what an SLE typed on a day, given the deployments it may be about."""
    if len(text) > LONGEST:
        return VisitReading("must_ask", ask_about=WHICH_DATE)
    names = [take_apart(x.school, x.town) for x in deployments]
    statements = read_statements(cut(plain(text), on, names))
    periods = [Period(x.start, x.end) for x in deployments]
    resolved = resolve(gather(statements), on, periods)
    return _reading(statements, resolved, deployments)


def _reading(
    statements: Sequence[Statement], resolved: Resolved, deployments: Sequence[OpenDeployment]
) -> VisitReading:
    visits = tuple(
        VisitRead(deployments[index].ref, day, half_days)
        for (index, day), half_days in sorted(
            resolved.visits.items(), key=lambda x: (x[0][1], x[0])
        )
    )
    ask = resolved.asks[0] if resolved.asks else None
    moods = {x for statement in statements for x in statement.moods}
    if any(x.corrected for x in statements):
        kind: Kind = "cancelled" if Mood.CANCELLED in moods and not visits else "correction"
        change = _change(statements, deployments) if kind == "correction" else None
        return VisitReading(kind, visits if len(visits) == 1 and ask is None else (), change=change)
    if ask is not None:
        return VisitReading("must_ask", visits, ask)
    if visits:
        return VisitReading("visits", visits)
    return VisitReading(_other_kind(statements, moods, resolved))


def _change(
    statements: Sequence[Statement], deployments: Sequence[OpenDeployment]
) -> Change | None:
    """Return what a correction puts in the place of what was said; the last word on each counts."""
    mentions = [y for x in statements for part in x.parts for y in part.mentions]
    days = [x.days[0] for x in mentions if isinstance(x, DateMention) and len(x.days) == 1]
    schools = [min(x.options) for x in mentions if _one_school(x)]
    lengths = [x for x in mentions if isinstance(x, Length)]
    change = Change(
        ref=deployments[schools[-1]].ref if schools else None,
        on=days[-1] if days else None,
        half_days=half_days_each(lengths[-1:], 1),
    )
    return None if change == Change() else change


def _one_school(mention: Mention) -> TypeGuard[SchoolMention]:
    return isinstance(mention, SchoolMention) and len(mention.options) == 1


def _other_kind(
    statements: Sequence[Statement], moods: set[Mood], resolved: Resolved
) -> Literal["planned", "cancelled", "question", "none"]:
    """Return the kind of a message that reports no visit."""
    if Mood.CANCELLED in moods:
        return "cancelled"
    if Mood.PLANNED in moods or resolved.planned:
        return "planned"
    return "question" if any(x.question for x in statements) else "none"
