"""How a reply to a yes-or-no question is read. A lost "not" would turn a refusal into a yes."""

from dataclasses import dataclass
from typing import Literal

from core.reading.answer_text import own_words, phrases

Answer = Literal["yes", "no", "conditional", "question", "unclear"]

_YES = frozenset(("yes", "yes please", "approved", "agreed", "ok", "go ahead", "happy to", "signed"))
_NO = frozenset(("no", "no thanks", "refused", "declined", "no thank you", "sorry no"))


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What a reply says: the answer, its conditions in the writer's words, the days in all that
    it allows and the weekdays it rules out.
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


def read_answer(text: str) -> AnswerReading:
    """Read a reply to a yes-or-no question; in doubt it is unclear, never a yes."""
    body = own_words(text)
    said = [x.plain.strip(" .,!-") for x in phrases(body)] if body is not None else []
    if said and said[0] in _NO:
        return AnswerReading("no")
    if len(said) == 1 and said[0] in _YES:
        return AnswerReading("yes")
    if said and said[0].endswith("?"):
        return AnswerReading("question")
    return AnswerReading("unclear")
