"""An invented county in a real database: two processes of its own, people, schools, SLEs, a desk.

`Brokering` plays everybody: it asks for support and answers whatever is asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, select

from core.clock import FixedClock
from core.commands import AnswerPrompt, Command, LogVisits, OpenRequest, VisitMade
from core.desk import Desk, Handled, Outcome
from core.forms import FIELDS
from core.library import Library
from core.model import Case, Channel, Prompt
from core.parties import Alliance
from core.process_files import load_pinned
from core.prompts import KINDS, Answers
from core.store import cases, directory_tables, tables
from core.store.cases import table_of
from core.store.engine import Database

MONDAY = datetime(2025, 3, 3, 10, tzinfo=UTC)
"""A Monday in term, 10 o'clock in London too."""

PROCESS = """
slug = "downland"
name = "Downland Alliance"
source = "invented for tests"

[titles]
coordinator = "Support Lead"
director = "Alliance Director"
board = "Standards Board"

[limits]
days_per_year = 10
over = "warn"

[rate]
day = 350_00
payment_due = "30 calendar days"

[[rate.line]]
name = "charge"
payer = "receiving_school"
payee = "alliance"
per_day = 350_00
document = "invoice"
raised_by = "alliance"

[[rate.line]]
name = "home part"
payer = "alliance"
payee = "home_school"
per_day = 300_00
document = "invoice"
raised_by = "home_school"

[[rate.variant]]
name = "subsidy"
when = { funding = "boards" }

[[rate.variant.line]]
name = "charge"
payer = "receiving_school"
payee = "alliance"
per_day = 150_00
document = "invoice"
raised_by = "alliance"

[[rate.variant.line]]
name = "grant"
payer = "board"
payee = "home_school"
per_day = 200_00
document = "grant"
raised_by = "board"
"""


@dataclass(frozen=True)
class Step:
    """One step of a process made up by a test, with one question."""

    kind: str
    to: str
    each: str = "deployment"
    more: str = ""

    def toml(self, number: int) -> str:
        told = "coordinator" if self.to == "director" else "director"
        return f"""
[[step]]
name = "step {number}"
each = "{self.each}"

[[step.prompt]]
kind = "{self.kind}"
to = "{self.to}"
due = "2 working days"
nudge = ["1 working day", "2 working days", "3 working days: {told}"]
{self.more}
"""


REQUEST = Step(
    "request_form", "requester", "case", 'fields = ["specialisms", "need", "days", "funding"]'
)
WHOLE = (
    REQUEST,
    Step("agree_request", "coordinator", "case", 'on_decline = "close"'),
    Step("scope", "director", "case", 'fields = ["scope", "when", "outcomes"]'),
    Step("agree_scope", "receiving_head", "case", 'on_decline = "step 2"'),
    Step("shortlist", "coordinator"),
    Step("confirm_choice", "receiving_head", more='on_decline = "step 4"'),
    Step("confirm_availability", "sle", more='on_decline = "step 4"'),
    Step("approve_release", "home_head", more='on_decline = "step 4"'),
    Step("approve_funding", "board", more='when = { funding = "boards" }'),
    Step("draft_agreement", "sle", more='fields = ["purpose", "starts_on", "costs"]'),
    Step("sign_agreement", "receiving_head"),
    Step("make_contact", "sle", more='fields = ["contact_date"]'),
    Step("finalise_arrangements", "sle", more='fields = ["meeting_date"]'),
    Step("action_plan", "sle", more='fields = ["targets", "actions"]'),
    Step("agree_plan", "receiving_head", more='on_decline = "step 13"'),
    Step("log_visits", "sle"),
    Step("evaluate", "sle", more='fields = ["evidence", "impact"]'),
    Step("forward_evaluation", "coordinator"),
    Step("evaluate", "receiving_head", more='fields = ["evidence", "use_again"]'),
    Step("sign_off_evaluation", "receiving_head"),
    Step("review_quality", "director", more='fields = ["feedback_review", "quality_review"]'),
    Step("report_to_boards", "coordinator"),
    Step("raise_invoice", "alliance_finance", more='line = "charge"'),
    Step("raise_invoice", "board", more='line = "grant"'),
    Step("supply_invoice", "home_finance", more='line = "home part"'),
    Step("pay_invoice", "receiving_finance", more='line = "charge"'),
    Step("confirm_receipt", "home_finance", more='line = "grant"'),
    Step("confirm_receipt", "alliance_finance", more='line = "charge"'),
    Step("confirm_receipt", "home_finance", more='line = "home part"'),
)
"""Every kind of question, one after the other."""

ALLIANCE = Alliance(
    slug="downland",
    name="Downland Alliance",
    process="downland",
    ref_prefix="DA",
    mailboxes=("support",),
    greeting="Thank you for getting in touch with Downland Alliance.",
    bank_details="Sort code 00-00-00, account 12345678",
    payment_reference_hint="Please quote the invoice number with the payment.",
)

SCHOOLS: Mapping[str, Mapping[str, Any]] = {
    "oakfield": {"name": "Oakfield Primary School", "town": "Lewes", "phase": "primary"},
    "harbour": {"name": "Harbour View Infant School", "town": "Rye", "phase": "primary"},
    "elmbrook": {"name": "Elmbrook Academy", "town": "Hailsham", "phase": "primary"},
}

PEOPLE: Mapping[str, tuple[str, str]] = {
    "hanna": ("Hanna Okafor", "head@oakfield.example"),
    "hari": ("Hari Dunn", "head@harbour.example"),
    "fay": ("Fay Lowe", "finance@oakfield.example"),
    "noor": ("Noor Aziz", "noor@elmbrook.example"),
    "gwen": ("Gwen Pryce", "head@elmbrook.example"),
    "phil": ("Phil Ross", "finance@elmbrook.example"),
    "cora": ("Cora Dean", "cora@downland.example"),
    "dirk": ("Dirk Vale", "dirk@downland.example"),
    "finn": ("Finn Moss", "finance@downland.example"),
    "bo": ("Bo Carter", "board@county.example"),
}

POSTS = (
    ("oakfield", "", "head", "hanna"),
    ("harbour", "", "head", "hari"),
    ("oakfield", "", "finance", "fay"),
    ("elmbrook", "", "head", "gwen"),
    ("elmbrook", "", "finance", "phil"),
    ("", "downland", "coordinator", "cora"),
    ("", "downland", "director", "dirk"),
    ("", "downland", "finance", "finn"),
    ("", "downland", "board", "bo"),
)

REQUESTED: Mapping[str, Any] = {
    "specialisms": ["phonics"],
    "need": "A new phonics leader would like somebody to plan with.",
    "half_days": 6,
    "funding": "own",
}

ANSWERS: Mapping[Answers, Mapping[str, Any]] = {
    Answers.YES_NO: {"verdict": "yes"},
    Answers.CHOICE: {"verdict": "done", "values": {"sle": "noor"}, "half_days": 6},
    Answers.DONE: {"verdict": "done"},
    Answers.INVOICE: {"verdict": "done", "values": {"invoice_number": "INV-7"}},
    Answers.PAYMENT: {"verdict": "done"},
}


TEXTS: Mapping[str, Any] = {
    **REQUESTED,
    "scope": "Phonics in Year 1.",
    "when": "Summer term",
    "outcomes": "Confident staff.",
    "purpose": "Better phonics.",
    "starts_on": "2025-03-10",
    "costs": "Three days at the usual rate.",
    "targets": "All staff trained.",
    "actions": "Coach twice.",
    "evidence": "Lesson visits.",
    "impact": 3,
    "use_again": True,
    "feedback_review": "All content.",
    "quality_review": 4,
}
"""What is written under each heading of a form."""


@dataclass
class Brokering:
    """The county. Its clock stands still until a test moves it."""

    database: Database
    steps: tuple[Step, ...] = WHOLE
    alliance: Alliance = ALLIANCE
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    _keys: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        text = PROCESS + "".join(x.toml(n) for n, x in enumerate(self.steps))
        loaded = load_pinned(text, "downland.toml")  # a part of a process is enough here
        self.library = Library({"downland": loaded}, {"downland": self.alliance}, {})
        self.desk = Desk(self.database, self.clock, self.library)
        self._fill_directory()

    def _fill_directory(self) -> None:
        def put(row: Any, **values: Any) -> None:
            connection.execute(insert(table_of(row)).values(**values))

        with self.database.write() as connection:
            for id_, school in SCHOOLS.items():
                put(directory_tables.SchoolRow, id=id_, **school)
            for id_, (name, address) in PEOPLE.items():
                put(directory_tables.PersonRow, id=id_, name=name, email=address)
            for school_id, alliance, role, person in POSTS:
                put(
                    directory_tables.PostRow,
                    school=school_id,
                    alliance=alliance,
                    role=role,
                    person=person,
                )
            put(
                directory_tables.SleRow,
                id="noor",
                person="noor",
                alliance="",
                home_school="elmbrook",
                phases=["primary"],
                portrait="Noor has led phonics for ten years.",
                weekdays=[],
                half_days_per_year=20,
            )
            for specialism in ("phonics", "early-years"):
                put(directory_tables.SleSpecialismRow, specialism=specialism, sle="noor")

    # --- asking and answering ---

    def key(self) -> str:
        return f"test:{next(self._keys)}"

    def handle(self, command: Command) -> Outcome:
        return self.desk.handle(command)

    def ask(self, **changes: Any) -> str:
        """Open a request of Oakfield's and return its reference."""
        told: dict[str, Any] = {
            "key": self.key(),
            "actor": "hanna",
            "channel": Channel.EMAIL,
            "alliance": "downland",
            "requester": "hanna",
            "requester_address": "head@oakfield.example",
            "requester_name": "Hanna Okafor",
            "subject": "Phonics",
            "schools": ("oakfield",),
            "request": REQUESTED,
            "author_proven": True,
            "thread": "<first@oakfield.example>",
        }
        outcome = self.handle(OpenRequest(**(told | changes)))
        assert isinstance(outcome, Handled), outcome
        assert outcome.case
        return outcome.case

    def case(self, ref: str) -> Case:
        with self.database.read() as connection:
            found = cases.load(connection, ref)
        assert found is not None
        return found

    def open_prompts(self, ref: str) -> tuple[Prompt, ...]:
        return self.case(ref).open_prompts()

    def answer(self, prompt: Prompt, **changes: Any) -> Outcome:
        """Answer a question as its party would, favourably."""
        if KINDS[prompt.kind].answers is Answers.VISITS and not changes:
            return self.log(prompt)
        told = dict(ANSWERS.get(KINDS[prompt.kind].answers) or self._form(prompt))
        return self.handle(
            AnswerPrompt(
                key=self.key(),
                actor="cora",
                channel=Channel.EMAIL,
                case=prompt.case,
                prompt=prompt.id,
                on_behalf=True,
                **(told | changes),
            )
        )

    def _form(self, prompt: Prompt) -> dict[str, Any]:
        spec = self.steps[int(prompt.slot.split(".")[0])].more
        wanted = {FIELDS[name].name for name in FIELDS if f'"{name}"' in spec}
        return {"verdict": "done", "values": {k: v for k, v in TEXTS.items() if k in wanted}}

    def log(self, prompt: Prompt, days: Collection[tuple[date, int]] = ()) -> Outcome:
        """Log visits of whole days, all that were agreed unless days are given."""
        deployment = self.case(prompt.case).find_deployment(prompt.about)
        assert deployment is not None
        made = list(days) or [
            (self.clock.now().date() - timedelta(days=n), 2)
            for n in range((deployment.half_days or 2) // 2)
        ]
        visits = tuple(VisitMade(school=deployment.schools[0], on=d, half_days=h) for d, h in made)
        return self.handle(
            LogVisits(
                key=self.key(), actor="noor", channel=Channel.EMAIL, case=prompt.case,
                deployment=deployment.id, visits=visits, override="Agreed by telephone before.",
            )
        )  # fmt: skip

    def go_on_to(self, ref: str, kind: str) -> Prompt:
        """Answer everything until a question of this kind is put; return it."""
        for _ in range(100):
            found = [x for x in self.open_prompts(ref) if x.kind == kind]
            if found:
                return found[0]
            for prompt in self.open_prompts(ref):
                outcome = self.answer(prompt)
                assert isinstance(outcome, Handled), (prompt.kind, outcome)
        raise AssertionError(f"{kind} was never asked")

    def outbox(self, **wanted: Any) -> list[Mapping[str, Any]]:
        """Return the outbox's rows, oldest first, as they stand."""
        table = table_of(tables.OutboxRow)
        with self.database.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            return [dict(x) for x in rows if all(x[k] == v for k, v in wanted.items())]
