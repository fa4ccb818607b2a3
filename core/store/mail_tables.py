"""The tables of mail and of everything that waits for a coordinator's eye."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from core.store.types import Plain, UtcDateTime


class RawEmailRow(SQLModel, table=True):
    """A mail as it came, one row a recipient: committed before anybody was told `250`."""

    __tablename__: ClassVar[Any] = "raw_email"
    __table_args__ = (Index("ix_raw_email_state", "state", "next_at"),)

    id: int | None = Field(default=None, primary_key=True)
    received_at: datetime = Field(sa_type=UtcDateTime)
    envelope_from: str
    recipient: str
    peer: str
    sha256: str = Field(index=True)
    body: bytes = Field(sa_type=LargeBinary)
    state: str = "new"
    tries: int = 0
    next_at: datetime = Field(sa_type=UtcDateTime)
    lease: str | None = None
    why: str = ""


class LetterRow(SQLModel, table=True):
    """A mail as it was read: what a coordinator sees, and which case it went to."""

    __tablename__: ClassVar[Any] = "letter"

    raw: int = Field(primary_key=True, foreign_key="raw_email.id")
    alliance: str
    case: str | None = Field(default=None, index=True)
    prompt: str | None = None
    kind: str
    sender: str
    sender_name: str = ""
    person: str | None = None
    message_id: str = Field(default="", index=True)
    subject: str = ""
    text: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    author_proven: bool
    author_why: str = ""
    reading: Any = Field(sa_type=Plain)
    done: str = ""


class ParkedRow(SQLModel, table=True):
    """Something the product would not act on by itself, and why; a person decides."""

    __tablename__: ClassVar[Any] = "parked"
    __table_args__ = (
        Index("ix_parked_open", "resolved_at", "alliance"),
        Index("ix_parked_shown", "shown", "resolved_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedup: str = Field(unique=True)
    raw: int | None = Field(default=None, foreign_key="raw_email.id")
    alliance: str | None = None
    case: str | None = None
    prompt: str | None = None
    why: str
    hint: str = ""
    since: datetime = Field(sa_type=UtcDateTime)
    proposal: Any = Field(default=None, sa_type=Plain, nullable=True)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_by: str | None = None
    resolution: str = ""
    shown: str = ""
    """What Slack was last told of it: nothing, `waiting` or `resolved`."""


class StoppedAddressRow(SQLModel, table=True):
    """An address that bounced for good: nothing more is sent there."""

    __tablename__: ClassVar[Any] = "stopped_address"

    address: str = Field(primary_key=True)
    why: str
    since: datetime = Field(sa_type=UtcDateTime)
