"""The tables of the directory: schools, people, posts, SLEs, terms, and finance's bank lines."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.store.types import Plain, UtcDateTime


class SchoolRow(SQLModel, table=True):
    """A school, shared by all alliances."""

    __tablename__: ClassVar[Any] = "school"

    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    urn: str | None = Field(default=None, unique=True)
    phase: str | None = None
    local_authority: str | None = None
    postcode: str | None = None
    town: str | None = None
    domain: str | None = Field(default=None, index=True)
    trust: str | None = None
    easting: int | None = None
    northing: int | None = None
    status: str = "open"


class PersonRow(SQLModel, table=True):
    """Somebody who can be asked or who writes to us."""

    __tablename__: ClassVar[Any] = "person"

    id: str = Field(primary_key=True)
    name: str
    email: str | None = Field(default=None, unique=True)
    slack_user_id: str | None = Field(default=None, unique=True)


class PostRow(SQLModel, table=True):
    """A post somebody holds: at a school, or (school empty) at an alliance (empty: at any)."""

    __tablename__: ClassVar[Any] = "post"
    __table_args__ = (
        UniqueConstraint("school", "alliance", "role", "person"),
        Index("ix_post_person", "person"),
    )

    id: int | None = Field(default=None, primary_key=True)
    school: str = ""
    alliance: str = ""
    role: str
    person: str = Field(foreign_key="person.id")
    title: str = ""
    organisation: str = ""


class SleRow(SQLModel, table=True):
    """A Specialist Leader of Education; alliance empty: every alliance may ask them."""

    __tablename__: ClassVar[Any] = "sle"

    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    alliance: str = ""
    home_school: str = Field(foreign_key="school.id")
    phases: Any = Field(sa_type=Plain)
    half_days_per_year: int | None = None
    designated_until: date | None = None
    status: str = "active"
    portrait: str = ""
    weekdays: Any = Field(sa_type=Plain)


class SleSpecialismRow(SQLModel, table=True):
    """The inverted index of matching: who has a specialism."""

    __tablename__: ClassVar[Any] = "sle_specialism"

    specialism: str = Field(primary_key=True)
    sle: str = Field(primary_key=True, foreign_key="sle.id", index=True)


class TermRow(SQLModel, table=True):
    """A term, a holiday or an INSET day, of one school or of a whole local authority."""

    __tablename__: ClassVar[Any] = "term_date"

    id: int | None = Field(default=None, primary_key=True)
    school: str = Field(default="", index=True)
    local_authority: str = Field(default="", index=True)
    start: date
    end: date
    kind: str


class BankLineRow(SQLModel, table=True):
    """A line of the alliance's bank statement, and what it was matched to."""

    __tablename__: ClassVar[Any] = "bank_line"

    id: str = Field(primary_key=True)
    alliance: str = ""
    on: date
    pence: int
    description: str
    reference: str = ""
    imported_at: datetime = Field(sa_type=UtcDateTime)
    matched: Any = Field(sa_type=Plain)
    why: str = ""
