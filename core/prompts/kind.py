"""What a kind of prompt is: how it is answered, when it need not be asked, what an answer does."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Prompt
from core.parties import Party
from core.process import Slot


class Answers(StrEnum):
    """How a prompt is answered."""

    YES_NO = "yes or no"
    FORM = "form"
    CHOICE = "choice of an SLE"
    DONE = "done"
    VISITS = "visits"
    INVOICE = "invoice"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Instance:
    """One question of the process put to one party about one thing: it may need a prompt."""

    slot: Slot
    about: str
    party: Party

    @property
    def key(self) -> str:
        """What this instance is known by in its case, round after round."""
        role, school = self.party.role, self.party.school or ""
        return f"{self.slot.place}:{self.about}:{role}:{school}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt together with where it stands in the process."""

    prompt: Prompt
    slot: Slot


def _never(_case: Case, _instance: Instance) -> bool:
    return False


def _on_put(_draft: Draft, _instance: Instance) -> None:
    return None


def _apply(_draft: Draft, _asked: Asked, _given: AnswerPrompt) -> Refusal | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptKind:
    """One kind of question. A new kind is one new module in this package."""

    name: str
    title: str
    answers: Answers
    form: str | None = None
    """The kind of form its answer is kept as."""
    known: Callable[[Case, Instance], bool] = _never
    """Whether there is nothing left to ask, going by the case alone."""
    on_put: Callable[[Draft, Instance], None] = _on_put
    """What must stand before the question goes out."""
    apply: Callable[[Draft, Asked, AnswerPrompt], Refusal | None] = _apply
    """What a positive, complete answer changes beside settling the prompt."""
    declined: Callable[[Draft, Asked, AnswerPrompt], Refusal | None] = _apply
    """What a "no" changes, before the process says where to go back to."""

    @property
    def declinable(self) -> bool:
        """Whether "no" is an answer."""
        return self.answers is Answers.YES_NO
