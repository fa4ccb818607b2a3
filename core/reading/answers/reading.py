"""How a reply to a yes-or-no question is read. A lost "not" would turn a refusal into a yes, so
whatever is not plainly a yes is something else.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from core.reading.answers.carried import can_be_carried
from core.reading.answers.clauses import Clause, after_join, clauses
from core.reading.answers.conditions import (
    is_bare_limit,
    is_reservation,
    limit,
    limited_refusal,
    speaks_of_time,
    stands_alone,
    waits_for_the_writer,
)
from core.reading.answers.contrary import is_contrary, is_no_condition
from core.reading.answers.idioms import cover
from core.reading.answers.limits import days_allowed, weekdays_ruled_out
from core.reading.answers.plainness import belongs, names_in
from core.reading.answers.stance import (
    AGAINST,
    NEGATIVE,
    NO_ANSWER,
    REGRET,
    UNDECIDED,
    agreement,
    asks_for_papers,
    asks_from,
    might_agree,
    offer,
)
from core.reading.answers.statements import is_unfinished
from core.reading.answers.text import Phrase, makes_a_face, own_words, phrases

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
    supposed: bool = False
    """Whether all that is said is that the writer would, or could, agree."""
    unfinished: bool = False
    """Whether the last sentence breaks off: "Yes and"."""
    no: bool = False
    regret: bool = False
    undecided: bool = False
    doubt: bool = False
    beside: bool = False
    """Whether something was said that does not plainly belong to an agreement."""
    asked: bool = False
    granted: bool = False
    """Whether a limit alone grants what was asked: "Mondays only"."""
    names: frozenset[str] = frozenset()
    """Words of the sentence being heard that are somebody's name."""
    conditions: list[tuple[str, str]] = field(default_factory=list)
    """Each in the writer's words, and spelt out."""

    @property
    def agreed(self) -> bool:
        """Whether anything said was a yes."""
        return self.plain_yes or self.willing


_HESITATES = re.compile(r"(?:\.{3}|\u2026)\s*$")
"""A reply that ends on dots: "Yes..."."""

_LEFT_OPEN = re.compile(
    r"\W*y(?:es)?\W*(?:\b(?:or|and)\b\W*)?\bno?\b\W*(?:\b(?:please )?delete\b.*)?", re.IGNORECASE
)
"""The choice that a form gives, with nothing chosen: "Y/N"."""

_BELOW_NOTHING = re.compile(
    r"(?<![\w)])(?:[-\u2212\u2013]|minus )\d+(?:\.\d+)?\s*(?:half[ -])?days?\b", re.IGNORECASE
)
"""What may be fewer days than none, or a dash before a number: "-1 days"."""


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
    heard.doubt = heard.doubt or heard.unfinished or _is_doubtful(body)
    answer = _verdict(heard)
    said = [plain for _, plain in heard.conditions]
    return AnswerReading(
        answer,
        tuple(dict.fromkeys(quoted for quoted, _ in heard.conditions)),
        days_allowed(said),
        weekdays_ruled_out(said),
    )


def _is_doubtful(body: str) -> bool:
    """Say whether the signs of a reply, rather than its words, throw doubt on it."""
    odd = _HESITATES.search(body) or _BELOW_NOTHING.search(body) or _LEFT_OPEN.fullmatch(body)
    return odd is not None or makes_a_face(body)


def _verdict(heard: _Heard) -> Answer:
    if heard.no:
        return "unclear" if heard.plain_yes else "no"
    if heard.asked:
        return "question"
    if heard.undecided or heard.doubt:
        return "unclear"
    limited = bool(heard.conditions) and (heard.agreed or heard.granted)
    if heard.regret and not limited:
        return "unclear" if heard.agreed else "no"
    if heard.beside:
        return "unclear"
    if limited:
        return "conditional"
    settled = heard.agreed and not heard.conditions and not heard.supposed
    return "yes" if settled else "unclear"


def _hear(phrase: Phrase, heard: _Heard) -> None:
    """Take in one sentence."""
    covered = cover(phrase.plain)
    heard.unfinished = is_unfinished(covered)
    heard.names = names_in(phrase)
    heard.beside = heard.beside or is_contrary(phrase.plain, heard.names)
    parts = clauses(covered)
    bare = [covered[after_join(part) : part.end] for part in parts]
    asked = asks_from(bare, marked="?" in covered) if parts else None
    before: Clause | None = None
    for part in parts[:asked]:
        before = _take(phrase, covered, part, before, heard)
    if asked is None or (heard.plain_yes and asks_for_papers(bare[asked:])):
        return
    is_answer = bare[asked] in {"yes", "no", "ok"}
    heard.asked = heard.asked or not is_answer
    heard.doubt = heard.doubt or is_answer


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
    heard.supposed = heard.supposed or might_agree(text, plainly=heard.plain_yes)
    since = agreed[0] if agreed else 0
    at = since if limited_refusal(text) else limit(text, since)
    if at is not None:
        if not part.soft:
            _mind(text[:at], heard, limits=at > since or not agreed)
        heard.granted = heard.granted or is_bare_limit(text) or offered is not None
        _add(phrase, start + at, part.end, heard)
        return part
    if agreed is None and part.soft and _something_said(heard):
        _add(phrase, start, part.end, heard)
        return part
    if agreed is None and before is not None and not part.stopped:
        _extend(phrase, part, heard)
        return before
    if agreed is None and heard.agreed and speaks_of_time(text):
        _mind(text, heard, limits=True)
        _add(phrase, start, part.end, heard)
        return part
    _mind(text, heard)
    return None


def _mind(text: str, heard: _Heard, *, limits: bool = False) -> None:
    """Note whether words beside a condition belong to an agreement."""
    heard.beside = heard.beside or not belongs(text, heard.names, limits=limits)


def _something_said(heard: _Heard) -> bool:
    """Whether something was granted or refused that a "but" can limit."""
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
        _hear_yes(text, heard)
        return True
    if NEGATIVE.search(text):
        if heard.agreed and "D" not in text and (part.soft or is_reservation(text)):
            return False
        heard.doubt = True
        _hear_yes(text, heard)
        return True
    return False


def _hear_yes(text: str, heard: _Heard) -> None:
    """Hear whether a clause that is against or doubtful says yes all the same."""
    agreed = agreement(text)
    heard.plain_yes = heard.plain_yes or (agreed is not None and agreed[1])


def _condition(phrase: Phrase, part: Clause, start: int, heard: _Heard, covered: str) -> Clause:
    text = covered[start : part.end]
    heard.undecided = heard.undecided or waits_for_the_writer(text)
    heard.granted = heard.granted or stands_alone(text)
    _add(phrase, start, part.end, heard)
    return part


def _add(phrase: Phrase, start: int, end: int, heard: _Heard) -> None:
    quoted = phrase.quote(start, end)
    if quoted:
        plain = phrase.plain[start:end]
        heard.beside = (
            heard.beside
            or is_no_condition(plain, heard.names)
            or not can_be_carried(plain, heard.names)
        )
        heard.conditions.append((quoted, plain))


def _extend(phrase: Phrase, part: Clause, heard: _Heard) -> None:
    """Let the last condition go on to the end of a clause."""
    quoted, plain = heard.conditions[-1]
    heard.conditions[-1] = (
        f"{quoted}, {phrase.quote(part.start, part.end)}",
        f"{plain} , {phrase.plain[part.start : part.end]}",
    )
