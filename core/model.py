"""The nouns of brokering, as frozen values.

Everything here is plain: no database, no clock. Rows in the database have the same fields
(`core.store.tables`); a field marked `personal` is kept out of the audit, which holds a salted
digest of it instead, so that it can be erased without breaking the chain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Self

from core.calendars import local_date

Values = Mapping[str, Any]


class CaseState(StrEnum):
    """Where a case stands as a whole."""

    OPEN = "open"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DeploymentState(StrEnum):
    """Where the lending of one SLE stands."""

    VACANT = "vacant"
    PROPOSED = "proposed"
    AGREED = "agreed"
    COMPLETED = "completed"
    ENDED = "ended"


class PromptState(StrEnum):
    """Where a question stands. Superseded: answered once, but asked anew since."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class InvoiceState(StrEnum):
    """Where an invoice or grant stands."""

    RAISED = "raised"
    PAID = "paid"


class Channel(StrEnum):
    """How something reached us, or is to reach somebody."""

    EMAIL = "email"
    SLACK = "slack"
    COMMAND_LINE = "command line"
    SYSTEM = "system"


def personal(default: Any = "") -> Any:
    """Mark a field as personal: erasable, and only a digest of it in the audit."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"personal": True})
    return field(default=default, metadata={"personal": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something that belongs to a case and is stored as one row."""

    id: str
    case: str

    def with_(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord(Entity):
    """The case's own fields. Its id is its reference, such as `ES-0012`."""

    alliance: str
    process: str
    state: CaseState
    opened_at: datetime
    requester: str | None
    author_proven: bool
    schools: tuple[str, ...]
    step: str = ""
    completed_request_at: datetime | None = None
    closed_at: datetime | None = None
    next_due_at: datetime | None = None
    requester_address: str = personal()
    requester_name: str = personal()
    subject: str = personal()
    thread: str = ""
    author_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Entity):
    """One version of a filled-in form: the request, a scope, a plan, an evaluation."""

    about: str
    kind: str
    role: str
    version: int
    at: datetime
    by: str
    channel: Channel
    school: str | None = None  # whose it is, where each school of a group fills in its own
    values: Values = personal({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment(Entity):
    """An SLE lent to one or more receiving schools. A rematch makes a new one."""

    state: DeploymentState
    schools: tuple[str, ...]
    half_days: int | None = None  # asked for, and from the agreement on agreed
    sle: str | None = None
    home_school: str | None = None
    proposed_at: datetime | None = None
    agreed_at: datetime | None = None
    ended_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    price: tuple[Values, ...] = ()  # money lines as they stood when the agreement was put
    replaces: str | None = None
    conditions: tuple[str, ...] = personal(())

    @property
    def holds_days(self) -> bool:
        """Whether the SLE's days are promised to this deployment."""
        return self.state in HOLDING

    @property
    def ended(self) -> bool:
        """Whether it came to nothing."""
        return self.state is DeploymentState.ENDED

    @property
    def under_way(self) -> bool:
        """Whether visits may be reported: from the agreement on, and late ones until the end."""
        return self.state in UNDER_WAY

    @property
    def first_day(self) -> date | None:
        """The first day on which a visit can count: the period's or the agreement's, if earlier.

        Work may begin before the period that was planned, or before the last signature is in.
        """
        if self.agreed_at is None:
            return None
        agreed_on = local_date(self.agreed_at)
        return min(agreed_on, self.starts_on or agreed_on)

    def visit_days(self, on: date) -> tuple[date, date] | None:
        """Return the first and the last day of which a visit can be told on a day; None: of none.

        A visit after the agreed period is no mistake to refuse, but one to ask about.
        """
        first = self.first_day
        if first is None or not self.under_way:
            return None
        return first, self.ends_on or max(on, first)

    @property
    def half_days_agreed(self) -> int | None:
        """The half days that were signed for; until then `half_days` are only asked for."""
        return None if self.agreed_at is None else self.half_days


HOLDING = (DeploymentState.PROPOSED, DeploymentState.AGREED, DeploymentState.COMPLETED)
UNDER_WAY = (DeploymentState.AGREED, DeploymentState.COMPLETED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Entity):
    """One open question to one party."""

    step: str
    kind: str
    slot: str
    about: str
    role: str
    state: PromptState
    person: str | None
    school: str | None
    put_at: datetime
    due_at: datetime
    line: str | None = None
    round: int = 1
    rung: int = 0
    nudge_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    channel: Channel | None = None
    answer: Values = personal({})
    conditions: tuple[str, ...] = personal(())

    @property
    def open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.state is PromptState.OPEN

    @property
    def left_to_coordinator(self) -> bool:
        """Whether it was declined, and the coordinator is reminded to say how the case goes on."""
        return self.state is PromptState.DECLINED and self.nudge_at is not None

    @property
    def place(self) -> str:
        """Where in its process it stands, for `Process.slot_at`."""
        return self.slot.split(":", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Entity):
    """A day or half day that an SLE worked at a receiving school."""

    deployment: str
    school: str
    on: date
    half_days: int
    logged_at: datetime
    by: str
    channel: Channel
    note: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Entity):
    """An invoice or grant somebody raised: one money line of one deployment."""

    deployment: str
    line: str
    payer: str
    payee: str
    school: str | None
    document: str
    number: str
    pence: int
    issued_on: date
    due_on: date
    state: InvoiceState
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entity):
    """Money that somebody paid, or confirmed as received, against an invoice or grant."""

    invoice: str
    pence: int
    paid_on: date
    source: str
    by: str
    reference: str = personal()


ENTITIES: Mapping[str, type[Entity]] = {
    "case": CaseRecord,
    "form": Form,
    "deployment": Deployment,
    "prompt": Prompt,
    "visit": Visit,
    "invoice": Invoice,
    "payment": Payment,
}
"""Every kind of row a case is made of, by the name that the audit uses."""

KIND_OF: Mapping[type[Entity], str] = {entity: kind for kind, entity in ENTITIES.items()}


@cache
def personal_fields(kind: str) -> frozenset[str]:
    """Return the names of the personal fields of a kind of row."""
    return frozenset(f.name for f in fields(ENTITIES[kind]) if f.metadata.get("personal"))


@dataclass(frozen=True, slots=True)
class Case:
    """One support request and all that follows: the unit that is locked and decided on."""

    record: CaseRecord
    form: tuple[Form, ...] = ()
    deployment: tuple[Deployment, ...] = ()
    prompt: tuple[Prompt, ...] = ()
    visit: tuple[Visit, ...] = ()
    invoice: tuple[Invoice, ...] = ()
    payment: tuple[Payment, ...] = ()

    @property
    def ref(self) -> str:
        """The reference people quote."""
        return self.record.id

    @property
    def is_open(self) -> bool:
        """Whether anything can still happen."""
        return self.record.state is CaseState.OPEN

    @property
    def request(self) -> dict[str, Any]:
        """What is known of the request: all versions of its form, the latest word winning."""
        known: dict[str, Any] = {}
        for form in self.form:
            if form.about == self.ref:
                known.update(form.values)
        return known

    def latest_form(
        self, kind: str, about: str, role: str | None = None, school: str | None = None
    ) -> Form | None:
        """Return the newest version of a form, of one role and school or of any."""
        found = [
            x
            for x in self.form
            if x.kind == kind
            and x.about == about
            and role in (None, x.role)
            and school in (None, x.school)
        ]
        return max(found, key=lambda x: x.version, default=None)

    def entity(self, kind: str, id_: str) -> Entity | None:
        """Return one row by its kind and id."""
        if kind == "case":
            return self.record if self.record.id == id_ else None
        rows: tuple[Entity, ...] = getattr(self, kind)
        return next((x for x in rows if x.id == id_), None)

    def find_deployment(self, id_: str) -> Deployment | None:
        """Return a deployment by id."""
        return next((x for x in self.deployment if x.id == id_), None)

    def find_prompt(self, id_: str) -> Prompt | None:
        """Return a prompt by id."""
        return next((x for x in self.prompt if x.id == id_), None)

    def find_invoice(self, id_: str) -> Invoice | None:
        """Return an invoice by id."""
        return next((x for x in self.invoice if x.id == id_), None)

    def live_deployments(self) -> tuple[Deployment, ...]:
        """Return the deployments that have not come to nothing."""
        return tuple(x for x in self.deployment if not x.ended)

    def schools(self) -> frozenset[str]:
        """Return every school that has to do with it: the receiving and the home schools."""
        found = {*self.record.schools, *(x.school for x in self.visit)}
        for deployment in self.deployment:
            found.update(deployment.schools)
            if deployment.home_school:
                found.add(deployment.home_school)
        return frozenset(found)

    def open_prompts(self) -> tuple[Prompt, ...]:
        """Return the questions that wait for an answer."""
        return tuple(x for x in self.prompt if x.open)

    def half_days_logged(self, deployment: str) -> int:
        """Return the half days worked in a deployment so far."""
        return sum(x.half_days for x in self.visit if x.deployment == deployment)

    def paid(self, invoice: str) -> int:
        """Return the pence paid or confirmed against an invoice so far."""
        return sum(x.pence for x in self.payment if x.invoice == invoice)

    def entities(self) -> Iterator[Entity]:
        """Yield every row of the case."""
        yield self.record
        for kind in ENTITIES:
            if kind != "case":
                yield from getattr(self, kind)

    def with_entity(self, entity: Entity) -> "Case":
        """Return the case with one row added or replaced."""
        if isinstance(entity, CaseRecord):
            return replace(self, record=entity)
        kind = KIND_OF[type(entity)]
        rows: Any = getattr(self, kind)
        if any(x.id == entity.id for x in rows):
            rows = tuple(entity if x.id == entity.id else x for x in rows)
        else:
            rows = (*rows, entity)
        return replace(self, **{kind: rows})
