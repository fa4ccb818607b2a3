"""How a reply to a yes-or-no question is read. A lost "not" would turn a refusal into a yes, so
whatever is not plainly a yes is something else.
"""

from dataclasses import dataclass, field
from typing import Literal

from core.reading.answers.clauses import Clause, after_join, clauses
from core.reading.answers.conditions import (
    is_bare_limit,
    is_reservation,
    limit,
    limited_refusal,
    stands_alone,
    waits_for_the_writer,
)
from core.reading.answers.idioms import cover
from core.reading.answers.limits import days_allowed, weekdays_ruled_out
from core.reading.answers.stance import (
    AGAINST,
    NEGATIVE,
    NO_ANSWER,
    REGRET,
    UNDECIDED,
    agreement,
    asks_from,
    offer,
)
from core.reading.answers.text import Phrase, own_words, phrases

Answer = Literal["yes", "no", "conditional", "question", "unclear"]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What a reply says: the answer, its conditions in the writer's words, the days in all that
    it allows (None: none said) and the weekdays it rules out, in the order of the week.
    """

    answer: Answer
    conditions: tuple[str, ...] = ()
    days: float | None = None
    weekdays_excluded: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the reading as `read-answer --json` prints it."""
        return {
            "answer": self.answer,
            "conditions": list(self.conditions),
            "days": self.days,
            "weekdays_excluded": list(self.weekdays_excluded),
        }


@dataclass(slots=True)
class _Heard:
    """What the sentences of a reply have said so far."""

    plain_yes: bool = False
    willing: bool = False
    no: bool = False
    regret: bool = False
    undecided: bool = False
    doubt: bool = False
    asked: bool = False
    granted: bool = False
    """Whether a limit alone grants what was asked: "Mondays only"."""
    conditions: list[tuple[str, str]] = field(default_factory=list)
    """Each in the writer's words, and spelt out."""

    @property
    def agreed(self) -> bool:
        """Whether anything said was a yes."""
        return self.plain_yes or self.willing


def read_answer(text: str) -> AnswerReading:
    """Read a reply to a yes-or-no question; in doubt it is unclear, never a yes."""
    body = own_words(text)
    if body is None:
        return AnswerReading("unclear")
    heard = _Heard()
    for phrase in phrases(body):
        if NO_ANSWER.search(phrase.plain):
            return AnswerReading("unclear")
        _hear(phrase, heard)
    answer = _verdict(heard)
    said = [plain for _, plain in heard.conditions]
    return AnswerReading(
        answer,
        tuple(dict.fromkeys(quoted for quoted, _ in heard.conditions)),
        days_allowed(said),
        weekdays_ruled_out(said),
    )


def _verdict(heard: _Heard) -> Answer:
    if heard.no:
        return "unclear" if heard.plain_yes else "no"
    if heard.asked:
        return "question"
    if heard.undecided or heard.doubt:
        return "unclear"
    if heard.conditions and (heard.agreed or heard.granted):
        return "conditional"
    if heard.regret:
        return "unclear" if heard.agreed else "no"
    return "yes" if heard.agreed and not heard.conditions else "unclear"


def _hear(phrase: Phrase, heard: _Heard) -> None:
    """Take in one sentence."""
    covered = cover(phrase.plain)
    parts = clauses(covered)
    bare = [covered[after_join(part) : part.end] for part in parts]
    asked = asks_from(bare, marked="?" in covered) if parts else None
    if asked is not None:
        is_answer = bare[asked] in {"yes", "no", "ok"}
        heard.asked = heard.asked or not is_answer
        heard.doubt = heard.doubt or is_answer
        parts = parts[:asked]
    before: Clause | None = None
    for part in parts:
        before = _take(phrase, covered, part, before, heard)


def _take(
    phrase: Phrase, covered: str, part: Clause, before: Clause | None, heard: _Heard
) -> Clause | None:
    """Take in one clause; `before` is the condition that it may go on with. Return the condition
    that the next clause may go on with.
    """
    start = after_join(part)
    text = covered[start : part.end]
    if part.hard:
        return _condition(phrase, part, start, heard, covered)
    if _stand(text, part, heard):
        return None
    agreed = agreement(text)
    offered = offer(text)
    if agreed is not None:
        heard.plain_yes = heard.plain_yes or agreed[1]
        heard.willing = True
    since = agreed[0] if agreed else 0
    at = since if limited_refusal(text) else limit(text, since)
    if at is not None:
        heard.granted = heard.granted or is_bare_limit(text) or offered is not None
        _add(phrase, start + at, part.end, heard)
        return part
    if agreed is None and part.soft and _something_said(heard):
        _add(phrase, start, part.end, heard)
        return part
    if agreed is None and before is not None and not part.stopped:
        _extend(phrase, part, heard)
        return before
    return None


def _something_said(heard: _Heard) -> bool:
    """Say whether something was granted or refused that a "but" can limit."""
    return heard.agreed or heard.no or heard.granted


def _stand(text: str, part: Clause, heard: _Heard) -> bool:
    """Hear whether a clause is undecided, regretful, against or doubtful; return whether that is
    all there is to it.
    """
    if limited_refusal(text):
        return False
    if UNDECIDED.search(text):
        heard.undecided = True
        return True
    if REGRET.search(text):
        heard.regret = True
    if AGAINST.search(text):
        heard.no = True
        agreed = agreement(text)
        heard.plain_yes = heard.plain_yes or (agreed is not None and agreed[1])
        return True
    if NEGATIVE.search(text):
        if heard.agreed and "D" not in text and (part.soft or is_reservation(text)):
            return False
        heard.doubt = True
        return True
    return False


def _condition(phrase: Phrase, part: Clause, start: int, heard: _Heard, covered: str) -> Clause:
    text = covered[start : part.end]
    heard.undecided = heard.undecided or waits_for_the_writer(text)
    heard.granted = heard.granted or stands_alone(text)
    _add(phrase, start, part.end, heard)
    return part


def _add(phrase: Phrase, start: int, end: int, heard: _Heard) -> None:
    quoted = phrase.quote(start, end)
    if quoted:
        heard.conditions.append((quoted, phrase.plain[start:end]))


def _extend(phrase: Phrase, part: Clause, heard: _Heard) -> None:
    """Let the last condition go on to the end of a clause."""
    quoted, plain = heard.conditions[-1]
    heard.conditions[-1] = (
        f"{quoted}, {phrase.quote(part.start, part.end)}",
        f"{plain} , {phrase.plain[part.start : part.end]}",
    )
