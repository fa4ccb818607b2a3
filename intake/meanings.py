"""What is known around a mail, and what it can come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.commands import Command
from core.model import Case, Prompt
from core.parties import Acquaintance, Alliance
from core.prompts.replies import Asking
from core.reading.request import RequestReading
from intake.authenticity import Authenticity
from intake.kinds import MailKind


@dataclass(frozen=True, slots=True)
class Act:
    """Carry this command out."""

    command: Command


@dataclass(frozen=True, slots=True)
class Park:
    """Show this to a coordinator: why nothing was done, and what could be.

    `beside` is carried out all the same, such as telling the writer that they were not understood.
    """

    why: str
    hint: str
    proposal: Command | None = None
    beside: Command | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing is to be done; the letter is kept, with a word why."""

    why: str


Interpretation = Act | Park | Leave


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a letter when it is interpreted."""

    alliance: Alliance
    key: str
    kind: MailKind
    author: Authenticity
    who: Acquaintance | None
    reply_text: str
    request: RequestReading
    today: date
    case: Case | None = None
    prompt: Prompt | None = None
    token: bool = False
    """Whether the mail came to the reply address that this prompt's party was given."""
    returned: bool = False
    """Whether it came to the return path of a mail of ours, where machines answer (RFC 3834, 4)."""
    astray: bool = False
    """Whether a reply address of this alliance's was written to at another alliance's mailbox."""
    veiled: bool = False
    """Whether words of the reply are struck out or hidden, so that its text is not what is seen."""
    other_version: str = ""
    """The reply as the mail's HTML says it, where its plain text uses other words."""
    unanswerable: str = ""
    """Why nothing may be sent in answer by itself; empty: it may."""
    asking: Asking | None = None
    """What an open prompt asks, as reading its reply needs it."""
    schools: Mapping[str, str] = field(default_factory=dict)
    running: tuple[str, ...] = ()
