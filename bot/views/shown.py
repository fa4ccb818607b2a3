"""What the views are made from: plain values, already in people's words and in local time."""

from dataclasses import dataclass
from datetime import date, datetime

from core.model import Channel, PromptState
from core.notices.view import Shown
from core.prompts import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it stands in a list: what it is, whose it is, and how it is answered."""

    case: str
    prompt: str
    title: str
    answers: Answers
    schools: str
    who: str
    """Who was asked, in words: "Hanna Okafor (headteacher of Oakfield Primary School)"."""
    due: str
    """The day in words: "Thursday 3 December"."""
    deployment: str = ""
    since: str = ""
    overdue: bool = False
    signs: bool = False
    """Whether a yes is a signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a question stopped being one. `at` is local time."""

    state: PromptState
    at: datetime
    by: str = ""
    channel: Channel | None = None
    verdict: str = ""
    conditions: tuple[str, ...] = ()
    passed_to: str = ""
    """Whom it is put to now, where it was put to somebody else while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """A deployment in brief, for a card or a home tab."""

    deployment: str
    case: str
    sle: str
    home_school: str
    schools: str
    half_days_agreed: int | None
    half_days_logged: int
    period: str = ""
    under_way: bool = False
    """Whether visits may be logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case as the coordinators' channel sees it: no story, and nobody who needs support."""

    ref: str
    state: str
    """`open`, `closed`, `declined` or `withdrawn`."""
    schools: str
    headline: tuple[Shown, ...]
    step: str
    waiting: tuple[Question, ...] = ()
    lendings: tuple[Lending, ...] = ()
    money: tuple[str, ...] = ()
    unproven: str = ""
    opened: str = ""
    closed: str = ""
    match: Question | None = None
    """The open choice of an SLE, if there is one."""
    may_invoice: bool = False
    may_pay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedItem:
    """Something that waits for a coordinator, or did. `at` is local time."""

    id: int
    why: str
    hint: str = ""
    who: str = ""
    subject: str = ""
    since: str = ""
    case: str = ""
    alliance: str = ""
    proposes: str = ""
    """What a release would do, in words: "Record the answer Yes"; empty: nothing can be done."""
    unknown_sender: bool = False
    resolved_by: str = ""
    resolution: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One SLE of a shortlist. With a `firm` veto they cannot be chosen."""

    sle: str
    name: str
    home_school: str
    reasons: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A school that visits may be logged at, within a deployment."""

    case: str
    deployment: str
    school: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitShown:
    """A visit as it was understood."""

    school: str
    on: date
    half_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """A money line that an invoice or grant can be recorded for; `open` is in pence."""

    deployment: str
    line: str
    school: str
    title: str
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvoice:
    """An invoice or grant with something still to be paid; `open` is in pence."""

    invoice: str
    title: str
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """All of somebody's home tab."""

    name: str
    alliance: str
    waiting: tuple[Question, ...] = ()
    cases: tuple["CaseLine", ...] = ()
    lendings: tuple[Lending, ...] = ()
    coordinates: bool = False
    parked: tuple[ParkedItem, ...] = ()
    overdue: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in one line: "ES-0012 · Oakfield Primary School · waits for …"."""

    ref: str
    schools: str
    stands: str
