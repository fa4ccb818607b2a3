"""A way of brokering, as data: what a process file may say.

A process is a list of steps; each step puts prompts to parties. A step stands for the case, for
each receiving school or for each deployment; an instance of a step waits for every earlier
instance that it is related to, so groups of schools and rematches are no special case
(`docs/decisions`). Files are read by `core.process_files`, which turns every fault into a sentence
naming file, line and mend.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from core.calendars import Rung, Span, parse_rung, parse_span


class Scope(StrEnum):
    """What a step is done for, once each."""

    CASE = "case"
    RECEIVING_SCHOOL = "receiving_school"
    DEPLOYMENT = "deployment"


CLOSE = "close"
"""What a process file writes for `on_decline` where a "no" ends the case."""


class Role(StrEnum):
    """A party that can be asked something."""

    REQUESTER = "requester"
    RECEIVING_HEAD = "receiving_head"
    RECEIVING_FINANCE = "receiving_finance"
    HOME_HEAD = "home_head"
    HOME_FINANCE = "home_finance"
    SLE = "sle"
    COORDINATOR = "coordinator"
    DIRECTOR = "director"
    ALLIANCE_FINANCE = "alliance_finance"
    BOARD = "board"


class Payer(StrEnum):
    """Who pays, or is paid, on a money line."""

    RECEIVING_SCHOOL = "receiving_school"
    HOME_SCHOOL = "home_school"
    ALLIANCE = "alliance"
    BOARD = "board"
    EIP = "eip"


class Document(StrEnum):
    """What a money line is put on."""

    INVOICE = "invoice"
    GRANT = "grant"


class YearLimit(StrEnum):
    """What happens when an SLE's days of the academic year would be exceeded."""

    WARN = "warn"
    REFUSE = "refuse"


SpanField = Annotated[Span, BeforeValidator(parse_span)]
RungField = Annotated[Rung, BeforeValidator(parse_rung)]


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


RolesField = Annotated[tuple[Role, ...], BeforeValidator(_as_list)]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _without_point(given: object, info: ValidationInfo) -> object:
    """Refuse an amount with a point: pounds written for pence would be a hundredth of the price."""
    written = str(given)
    if isinstance(given, float) or (isinstance(given, str) and _POUNDS.fullmatch(written)):
        message = f"{info.field_name} = {written} has a point: {_in_pence(written)}"
        raise ValueError(message)
    return given


def _in_pence(pounds: str) -> str:
    found = _POUNDS.fullmatch(pounds)
    whole, rest = found.groups() if found else ("350", "")
    digits = rest.ljust(2, "0")
    return f"write pence: {whole}_{digits} is £{whole}.{digits}"


_POUNDS = re.compile(r"([0-9]+)\.([0-9]{0,2})")
Pence = Annotated[int, BeforeValidator(_without_point)]
"""An amount as process files write it: whole pence."""


class RateLine(_Data):
    """One flow of money for a worked day: who pays whom how much, on which document."""

    name: str
    payer: Payer
    payee: Payer
    per_day: Pence = Field(gt=0, description="pence for a full day")
    document: Document = Document.INVOICE
    raised_by: Payer

    @model_validator(mode="after")
    def _half_days_are_whole_pence(self) -> Self:
        if self.per_day % 2:
            message = f"per_day {self.per_day} cannot be halved: give an even number of pence"
            raise ValueError(message)
        return self


class RateVariant(_Data):
    """Other money lines that replace the usual ones when a request says so."""

    name: str
    when: dict[str, str]
    line: tuple[RateLine, ...]


class Rate(_Data):
    """What a day costs and how that is paid. Half days are pro rata."""

    day: Pence = Field(gt=0, description="pence for a full day")
    half_day: str = Field(default="pro rata", pattern="^pro rata$")
    line: tuple[RateLine, ...] = Field(min_length=1)
    variant: tuple[RateVariant, ...] = ()
    payment_due: SpanField = Span(30, "calendar days")
    vat_code: str | None = None

    @model_validator(mode="after")
    def _money_adds_up(self) -> Self:
        for name, lines in self.line_sets():
            paid_in = sum(x.per_day for x in lines if x.payer not in _KEEPERS)
            kept = sum(_kept(lines, keeper) for keeper in _KEEPERS)
            if paid_in != self.day:
                message = (
                    f"the {name} lines take in {_pounds(paid_in)} a day, but day = "
                    f"{_pounds(self.day)}: make what receiving school, board and EIP pay "
                    "add up to the day's rate"
                )
                raise ValueError(message)
            if kept != self.day or any(_kept(lines, keeper) < 0 for keeper in _KEEPERS):
                message = (
                    f"the {name} lines pay out more than they take in: what home school and "
                    f"alliance keep must add up to {_pounds(self.day)} and neither be below nothing"
                )
                raise ValueError(message)
        return self

    def line_sets(self) -> Iterator[tuple[str, tuple[RateLine, ...]]]:
        """Yield the usual lines and each variant's, with the name of each."""
        yield "usual", self.line
        for variant in self.variant:
            yield variant.name, variant.line

    def lines_for(self, request: dict[str, object]) -> tuple[RateLine, ...]:
        """Return a request's money lines: those of the first variant that fits, or the usual."""
        for variant in self.variant:
            if all(request.get(name) == value for name, value in variant.when.items()):
                return variant.line
        return self.line


_KEEPERS = (Payer.HOME_SCHOOL, Payer.ALLIANCE)


def _kept(lines: tuple[RateLine, ...], who: Payer) -> int:
    return sum(x.per_day for x in lines if x.payee is who) - sum(
        x.per_day for x in lines if x.payer is who
    )


def _pounds(pence: int) -> str:
    return f"£{pence / 100:.2f}"


class PromptSpec(_Data):
    """One question that a step puts to a party (or to several, each on their own)."""

    kind: str
    to: RolesField = Field(min_length=1)
    due: SpanField
    nudge: tuple[RungField, ...] = ()
    on_decline: str | None = Field(
        default=None, description="the step to go back to, or 'close'; none: the coordinator acts"
    )
    form: str | None = Field(default=None, description="what the alliance calls this form")
    fields: tuple[str, ...] = Field(default=(), description="what the form asks, in this order")
    line: str | None = Field(default=None, description="the money line that this is about")
    when: dict[str, str] = Field(default_factory=dict, description="only if the request says so")


class Step(_Data):
    """A stage of the process; its prompts are put together."""

    name: str
    each: Scope
    prompt: tuple[PromptSpec, ...] = Field(min_length=1)


class Titles(_Data):
    """What this alliance calls the parties."""

    coordinator: str = "Coordinator"
    director: str = "Director"
    receiving_school: str = "receiving school"
    home_school: str = "home school"
    sle: str = "Specialist Leader of Education"
    board: str = "Board"


class DayLimits(_Data):
    """How many days an SLE works in an academic year, promised and worked together."""

    days_per_year: float | None = Field(default=None, gt=0)
    over: YearLimit = YearLimit.WARN

    @property
    def half_days_per_year(self) -> int | None:
        """The limit in half days."""
        return None if self.days_per_year is None else round(self.days_per_year * 2)


class Process(_Data):
    """One way of brokering, whole."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    name: str
    source: str = Field(description="the document that the rules come from")
    timezone: str = "Europe/London"
    """England's time, and no other: `process_files.schema.zone_fault` says why."""
    titles: Titles = Titles()
    limits: DayLimits = DayLimits()
    rate: Rate
    step: tuple[Step, ...] = Field(min_length=1)

    def step_index(self, name: str) -> int:
        """Return where a step stands; raises KeyError for an unknown name."""
        for index, step in enumerate(self.step):
            if step.name == name:
                return index
        raise KeyError(name)

    def specs(self) -> Iterator["Slot"]:
        """Yield every question of the process in order."""
        for index, step in enumerate(self.step):
            for number, spec in enumerate(step.prompt):
                yield Slot(index, number, step, spec)

    def slot_at(self, place: str) -> "Slot":
        """Return the question that stands at a place such as `3.0` (`Slot.place`)."""
        index, number = map(int, place.split("."))
        step = self.step[index]
        return Slot(index, number, step, step.prompt[number])


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a prompt stands in its process."""

    step_index: int
    number: int
    step: Step
    spec: PromptSpec

    @property
    def place(self) -> str:
        """Where it stands: the step's number and its own within the step, from 0, as `3.0`."""
        return f"{self.step_index}.{self.number}"
