"""The tables of a case: the same fields as `core.model`, plus what keeps them honest.

Rows do not validate (SQLModel's table models never do); what is true is decided on frozen values
and only written here.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.store.types import Plain, UtcDateTime


class CaseRow(SQLModel, table=True):
    """One support request."""

    __tablename__: ClassVar[Any] = "case_record"
    __table_args__ = (
        Index("ix_case_due", "next_due_at"),
        Index("ix_case_alliance_state", "alliance", "state"),
    )

    id: str = Field(primary_key=True)
    case: str
    alliance: str
    process: str = Field(foreign_key="process_version.hash")
    state: str
    opened_at: datetime = Field(sa_type=UtcDateTime)
    requester: str | None = None
    author_proven: bool
    schools: Any = Field(sa_type=Plain)
    step: str = ""
    completed_request_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    requester_address: str = ""
    requester_name: str = ""
    subject: str = ""
    thread: str = ""
    author_why: str = ""
    chain_head: str = ""
    chain_length: int = 0


class FormRow(SQLModel, table=True):
    """One version of a filled-in form."""

    __tablename__: ClassVar[Any] = "form"

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    about: str
    kind: str
    role: str
    version: int
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    channel: str
    school: str | None = None
    values: Any = Field(sa_type=Plain)


class DeploymentRow(SQLModel, table=True):
    """The lending of one SLE."""

    __tablename__: ClassVar[Any] = "deployment"

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    state: str
    schools: Any = Field(sa_type=Plain)
    half_days: int | None = None
    sle: str | None = Field(default=None, index=True)
    home_school: str | None = None
    proposed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    starts_on: date | None = None
    ends_on: date | None = None
    price: Any = Field(sa_type=Plain)
    replaces: str | None = None
    conditions: Any = Field(sa_type=Plain)


class PromptRow(SQLModel, table=True):
    """One question to one party."""

    __tablename__: ClassVar[Any] = "prompt"
    __table_args__ = (
        Index("ix_prompt_person_state", "person", "state"),
        UniqueConstraint("case", "slot", "round"),
    )

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    step: str
    kind: str
    slot: str
    about: str
    role: str
    state: str
    person: str | None = None
    school: str | None = None
    put_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    line: str | None = None
    round: int = 1
    rung: int = 0
    nudge_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = None
    channel: str | None = None
    answer: Any = Field(sa_type=Plain)
    conditions: Any = Field(sa_type=Plain)


class VisitRow(SQLModel, table=True):
    """A day or half day worked."""

    __tablename__: ClassVar[Any] = "visit"

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    deployment: str
    school: str
    on: date
    half_days: int
    logged_at: datetime = Field(sa_type=UtcDateTime)
    by: str
    channel: str
    note: str = ""


class InvoiceRow(SQLModel, table=True):
    """An invoice or a grant."""

    __tablename__: ClassVar[Any] = "invoice"

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    deployment: str
    line: str
    payer: str
    payee: str
    school: str | None = None
    document: str
    number: str = Field(index=True)
    pence: int
    issued_on: date
    due_on: date
    state: str
    by: str


class PaymentRow(SQLModel, table=True):
    """Money against an invoice."""

    __tablename__: ClassVar[Any] = "payment"

    id: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_record.id", index=True)
    invoice: str
    pence: int
    paid_on: date
    source: str
    by: str
    reference: str = ""


class CommandRow(SQLModel, table=True):
    """A command that was carried out: its key, what it said (as a digest) and what came of it."""

    __tablename__: ClassVar[Any] = "command_log"

    key: str = Field(primary_key=True)
    digest: str
    command: str
    at: datetime = Field(sa_type=UtcDateTime)
    case: str | None = Field(default=None, index=True)
    result: Any = Field(sa_type=Plain)


class AuditRow(SQLModel, table=True):
    """One event of a chain."""

    __tablename__: ClassVar[Any] = "audit_event"

    chain: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    name: str
    actor: str
    channel: str
    command_key: str
    process: str
    facts: Any = Field(sa_type=Plain)
    digest: str
    previous: str
    hash: str


class ContentRow(SQLModel, table=True):
    """The personal texts of one event; the chain keeps their digest.

    To erase them is to empty salt and content: a row that is gone was lost.
    """

    __tablename__: ClassVar[Any] = "audit_content"

    chain: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    salt: str
    content: Any = Field(default=None, sa_type=Plain, nullable=True)


class OutboxRow(SQLModel, table=True):
    """A notice on its way: claimed with a lease, rendered, sent, settled."""

    __tablename__: ClassVar[Any] = "outbox"
    __table_args__ = (
        UniqueConstraint("dedup"),
        Index("ix_outbox_due", "state", "next_at"),
        Index("ix_outbox_recipient", "recipient", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedup: str
    case: str | None = None
    alliance: str
    channel: str
    recipient: str
    kind: str
    prompt: str | None = None
    facts: Any = Field(sa_type=Plain)
    state: str = "waiting"
    tries: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_at: datetime = Field(sa_type=UtcDateTime)
    lease: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    why: str = ""


class ProcessVersionRow(SQLModel, table=True):
    """A process as it stood when a case was opened under it; cases are pinned to it by hash."""

    __tablename__: ClassVar[Any] = "process_version"

    hash: str = Field(primary_key=True)
    slug: str
    source: str
    first_used_at: datetime = Field(sa_type=UtcDateTime)


class SeriesRow(SQLModel, table=True):
    """A running number, such as an alliance's references."""

    __tablename__: ClassVar[Any] = "series"

    name: str = Field(primary_key=True)
    last: int


class MarkRow(SQLModel, table=True):
    """A fact about the database itself, such as being a practice workspace's."""

    __tablename__: ClassVar[Any] = "mark"

    name: str = Field(primary_key=True)
    value: str
