"""What a kind of prompt is: how it is answered, when it need not be asked, what an answer does."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core import forms
from core.commands import AnswerPrompt
from core.decide.draft import Draft
from core.errors import Refusal
from core.model import Case, Prompt, Values
from core.parties import Party
from core.process import Role, Slot


class Answers(StrEnum):
    """How a prompt is answered."""

    YES_NO = "yes or no"
    FORM = "form"
    CHOICE = "choice of an SLE"
    DONE = "done"
    VISITS = "visits"
    INVOICE = "invoice"
    PAYMENT = "payment"


class Part(StrEnum):
    """A part that no process can do without: exactly what has to happen, whatever asks for it."""

    MATCH = "match"
    RELEASE = "release"
    AGREEMENT = "agreement"
    VISITS = "visits"


class MoneyPart(StrEnum):
    """What a question does for a money line."""

    RAISE = "raise"
    PAY = "pay"
    CONFIRM = "confirm"


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
    part: Part | None = None
    """Which indispensable part of the process it plays."""
    money: MoneyPart | None = None
    """What it does for the money line that it is about; None: it is about no money."""
    needs_sle: bool = True
    """Whether it makes sense only once an SLE has been matched."""
    needs_release: bool = False
    """Whether the SLE's own head has to have released them first (docs/rules.md#release-first)."""
    for_the_case: bool = False
    """Whether its form belongs to the case as a whole, never to one school or deployment."""
    reads: tuple[str, ...] = ()
    """Kinds of form to be read before it can be answered; the party's own is not shown to them."""
    contacts: tuple[Role, ...] = ()
    """Whom its addressee is to get in touch with, so has to know how."""
    date_kept: str | None = None
    done: str = ""
    """Participles in which people say that it is done, as alternatives of a pattern."""
    """What the date in "Done on 3 March" is kept as; None: it has no date of its own."""
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

    def done_on(self, answer: Values) -> str | None:
        """Return the day that an answer says it was done on, as ISO; None: it names none."""
        kept = answer.get(self.date_kept) if self.date_kept else None
        return str(kept) if kept else None

    @property
    def chooses(self) -> bool:
        """Whether the answer is one of several SLEs, so that they have to be shown."""
        return self.answers is Answers.CHOICE

    @property
    def tells_request(self) -> bool:
        """Whether its form is the request itself."""
        return self.form == forms.REQUEST
