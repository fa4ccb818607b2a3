"""One case in memory and the people around it: `decide` on plain values, no database.

The people and schools are those of `worlds`. A `Matter` plays everybody and keeps what came of the
last command.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from core.calendars import SchoolCalendar
from core.commands import (
    AnswerPrompt,
    AskAgain,
    Command,
    LogVisits,
    NoteMail,
    Nudge,
    Readdress,
    RecordInvoice,
    RecordPayment,
    VisitMade,
    Withdraw,
)
from core.decide.dispatch import decide
from core.decide.draft import Decision, Notice
from core.errors import Refusal
from core.model import Case, Channel, Deployment, Invoice, Prompt
from core.parties import Facts, Person, School, Sle
from core.process import Process
from core.prompts import KINDS, Answers
from tests.support.answers import answer_to
from tests.support.worlds import (
    MONDAY,
    POSTS,
    SCHOOLS,
    SLES,
    address,
    alliance,
    person_id,
    processes,
    request,
)
from tests.support.worlds import sle_id as sle_of

COORDINATOR = person_id("Carys Orme")
DIRECTOR = person_id("Dinah Rector")
HEAD = person_id("Harriet Oakley")
HOME_HEAD = person_id("Hugh Marina")
SLE = person_id("Sana Leigh")

COMPLETE: Mapping[str, Any] = {
    "school": "Oakfield Primary School",
    "teacher_standards": (3,),
    "specialisms": ("phonics",),
    "need": "Our Year 1 phonics has slipped.",
    "priorities": "Year 1 first.",
    "expectations": "A visit a fortnight.",
    "when": "Autumn term",
    "measures": "The phonics check.",
    "outcomes": "Every child blends.",
    "half_days": 6,
    "funding": "own",
}
"""A request that leaves nothing to be asked, whichever alliance it goes to."""


def person(name: str) -> Person:
    """Return somebody of the little world."""
    return Person(id=person_id(name), name=name, email=address(name))


def sle(name: str, **changes: Any) -> Sle:
    """Return one of the SLEs of the little world, or somebody like them."""
    known = {x[0]: x for x in SLES}
    _, home, specialisms, half_days = known.get(name, (name, "harbour", ("phonics",), None))
    found = Sle(
        id=sle_of(name),
        person=person(name),
        home_school=home,
        specialisms=specialisms,
        phases=("primary",),
        half_days_per_year=half_days,
    )
    return replace(found, **changes)


def facts_of(slug: str, **changes: Any) -> Facts:
    """Return what a decision may know: everybody of the little world."""
    everybody = {x[2] for x in POSTS} | {x[0] for x in SLES}
    told: dict[str, Any] = {
        "alliance": alliance(slug),
        "process_hash": "0" * 64,
        "schools": {
            id_: School(id_, name, "primary", town) for id_, (name, town) in SCHOOLS.items()
        },
        "people": {person_id(x): person(x) for x in everybody},
        "posts": {(school, role): person_id(name) for school, role, name in POSTS},
        "sles": {sle_of(name): sle(name) for name, *_ in SLES},
        "next_ref": 12,
    }
    return Facts(**(told | changes))


@dataclass
class Matter:
    """A case on its way: hands in commands and keeps what came of them."""

    facts: Facts
    process: Process
    now: datetime = MONDAY
    known: Case | None = None
    last: Decision | None = None
    notices: list[Notice] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    _keys: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert self.known is not None, "nothing has been opened yet"
        return self.known

    @property
    def deployment(self) -> Deployment:
        """The one deployment that has not come to nothing."""
        (found,) = self.case.live_deployments()
        return found

    def key(self) -> str:
        """Return a key that was not used yet."""
        return f"k{next(self._keys)}"

    # --- handing in ---

    def hand_in(self, command: Command) -> Decision | Refusal:
        """Decide on a command; a refusal leaves everything as it was."""
        outcome = decide(self.known, command, self.process, self.facts, self.now)
        if isinstance(outcome, Decision):
            self.known, self.last = outcome.case, outcome
            self.notices += outcome.notices
            self.events += [x.name for x in outcome.events]
        return outcome

    def done(self, command: Command) -> Decision:
        """Hand in a command that has to be carried out."""
        outcome = self.hand_in(command)
        assert not isinstance(outcome, Refusal), f"refused: {outcome}"
        return outcome

    def refused(self, command: Command) -> Refusal:
        """Hand in a command that has to be refused."""
        outcome = self.hand_in(command)
        assert not isinstance(outcome, Decision), [x.name for x in outcome.events]
        return outcome

    def answering(self, prompt: Prompt | str, **given: Any) -> AnswerPrompt:
        """Return a favourable answer to a question (or to the one of a kind), as given."""
        asked = self.asked(prompt) if isinstance(prompt, str) else self.latest(prompt)
        command = answer_to(self.case, asked, self.process, self.key(), **given)
        if "values" in given or "half_days" not in command.values:
            return command
        return replace(command, values={**command.values, "half_days": self._days(asked)})

    def _days(self, prompt: Prompt) -> int:
        """Return the half days that are spoken of so far."""
        deployment = self.case.find_deployment(prompt.about)
        agreed = deployment.half_days if deployment else None
        return agreed or self.case.request.get("half_days") or 6

    def answer(self, prompt: Prompt | str, **given: Any) -> Decision:
        """Answer a question as its party would."""
        asked = self.asked(prompt) if isinstance(prompt, str) else prompt
        kind = KINDS[asked.kind].answers
        if kind is Answers.VISITS and not given:
            return self.log(*self.days_left(asked), deployment=asked.about)
        if kind is Answers.CHOICE:
            given.setdefault("sle", sle_of("Sana Leigh"))
        if kind is Answers.PAYMENT:
            given.setdefault("values", {})
        return self.done(self.answering(asked, **given))

    def decline(self, prompt: Prompt | str, text: str = "", **given: Any) -> Decision:
        """Answer a question with no."""
        return self.done(self.answering(prompt, verdict="no", values={}, text=text, **given))

    def on_behalf(self, prompt: Prompt | str, **given: Any) -> Decision:
        """Have the coordinator record somebody's answer."""
        return self.answer(prompt, actor=COORDINATOR, on_behalf=True, **given)

    def log(self, *visits: tuple[date, int], school: str = "", **changes: Any) -> Decision:
        """Log visits: their days and half days."""
        return self.done(self.logging(*visits, school=school, **changes))

    def logging(self, *visits: tuple[date, int], school: str = "", **changes: Any) -> LogVisits:
        """Return the command that logs visits."""
        id_ = changes.get("deployment")
        deployment = self.case.find_deployment(id_) if id_ else self.deployment
        schools = deployment.schools if deployment else ("",)
        told: dict[str, Any] = {
            "key": self.key(),
            "actor": SLE,
            "channel": Channel.EMAIL,
            "case": self.case.ref,
            "deployment": id_ or self.deployment.id,
            "visits": tuple(
                VisitMade(school=school or schools[0], on=on, half_days=half_days)
                for on, half_days in visits
            ),
        }
        return LogVisits(**(told | changes))

    def days_left(self, prompt: Prompt) -> list[tuple[date, int]]:
        """Return days that use up what was agreed, a half day last; they have passed by then."""
        deployment = self.case.find_deployment(prompt.about)
        assert deployment is not None
        left = (deployment.half_days or 2) - self.case.half_days_logged(deployment.id)
        taken = {x.on for x in self.case.visit}
        first = max([deployment.first_day or self.now.date(), *taken])
        free = (first + timedelta(days=n) for n in count())
        days = (x for x in free if x not in taken)
        made = [(next(days), min(2, left - used)) for used in range(0, left, 2)]
        self.now = max(self.now, self.now + timedelta(days=(made[-1][0] - self.now.date()).days))
        return made

    def invoice(self, **changes: Any) -> RecordInvoice:
        """Return the command that records an invoice on the charge, of what is given."""
        told: dict[str, Any] = {
            "key": self.key(),
            "actor": "finance",
            "channel": Channel.COMMAND_LINE,
            "case": self.case.ref,
            "deployment": changes.get("deployment") or self.deployment.id,
            "line": "charge",
            "school": None,
            "number": "INV-1",
            "pence": 105_000,
            "issued_on": self.now.date(),
        }
        return RecordInvoice(**(told | changes))

    def payment(self, invoice: Invoice | str, pence: int, **changes: Any) -> RecordPayment:
        """Return the command that records money on an invoice."""
        told: dict[str, Any] = {
            "key": self.key(),
            "actor": "finance",
            "channel": Channel.COMMAND_LINE,
            "case": self.case.ref,
            "invoice": invoice if isinstance(invoice, str) else invoice.id,
            "pence": pence,
            "paid_on": self.now.date(),
            "source": "bank",
        }
        return RecordPayment(**(told | changes))

    def ask_again(self, prompt: Prompt, step: str | None = None) -> AskAgain:
        """Return the command that has a declined question put once more."""
        return AskAgain(**self._told(), prompt=prompt.id, step=step)

    def nudge(self, prompt: Prompt, rung: int, round_: int | None = None) -> Nudge:
        """Return the reminder of a question."""
        return Nudge(
            **self._told(), prompt=prompt.id, rung=rung, round=round_ or self.latest(prompt).round
        )

    def readdress(self, prompt: Prompt) -> Readdress:
        """Return the command that puts a question to whoever holds the post now."""
        return Readdress(**self._told(), prompt=prompt.id)

    def withdraw(self, reason: str = "We have found somebody.") -> Withdraw:
        """Return the command that ends the case."""
        return Withdraw(**self._told(), reason=reason)

    def note(self, text: str = "By the way …") -> NoteMail:
        """Return a mail that decides nothing; the case is walked again all the same."""
        return NoteMail(**self._told(), what="remark", text=text)

    def _told(self) -> dict[str, Any]:
        return {
            "key": self.key(),
            "actor": COORDINATOR,
            "channel": Channel.COMMAND_LINE,
            "case": self.case.ref,
        }

    # --- going on ---

    def go_on_to(self, kind: str) -> Prompt:
        """Answer everything favourably until a question of this kind is put; return it."""
        for _ in range(60):
            found = [x for x in self.case.open_prompts() if x.kind == kind]
            if found:
                return found[0]
            self._answer_all()
        raise AssertionError(f"{kind} was never asked; {self.waiting()} wait")

    def go_on_to_the_end(self) -> Case:
        """Answer everything favourably until nothing is left to ask."""
        for _ in range(60):
            if not self.case.is_open:
                return self.case
            self._answer_all()
        raise AssertionError(f"the case never ended; {self.waiting()} wait")

    def _answer_all(self) -> None:
        for prompt in self.case.open_prompts():
            if self.latest(prompt).open:
                self.answer(prompt)

    # --- looking ---

    def asked(self, kind: str) -> Prompt:
        """Return the one open question of a kind."""
        found = [x for x in self.case.open_prompts() if x.kind == kind]
        assert len(found) == 1, (kind, self.waiting())
        return found[0]

    def deployment_states(self) -> list[str]:
        """Return how every deployment stands, in the order they were made."""
        return [str(x.state) for x in self.case.deployment]

    def all_asked(self, kind: str) -> list[Prompt]:
        """Return every open question of a kind."""
        return [x for x in self.case.open_prompts() if x.kind == kind]

    def latest(self, prompt: Prompt) -> Prompt:
        """Return a question as it stands now."""
        found = self.case.find_prompt(prompt.id)
        assert found is not None
        return found

    def waiting(self) -> list[str]:
        """Return the kinds of the questions that wait, in the order they were put."""
        return [x.kind for x in self.case.open_prompts()]

    def kinds_put(self) -> list[str]:
        """Return the kinds of every question ever put, in their order."""
        return [x.kind for x in self.case.prompt]

    def told(self, kind: str = "news", **wanted: Any) -> list[Notice]:
        """Return the notices that the last command sent, of a kind and with these facts."""
        assert self.last is not None
        return [x for x in self.last.notices if _fits(x, kind, wanted)]

    def told_ever(self, kind: str = "news", **wanted: Any) -> list[Notice]:
        """Return the notices sent so far, of a kind and with these facts."""
        return [x for x in self.notices if _fits(x, kind, wanted)]

    # --- changing the world ---

    def know(self, **changes: Any) -> None:
        """Change what the directory says from here on."""
        self.facts = replace(self.facts, **changes)

    def appoint(self, school: str, role: str, name: str | None) -> None:
        """Give a post to somebody, or leave it empty."""
        posts = {**self.facts.posts, (school, role): person_id(name or "")}
        people = dict(self.facts.people)
        if name is None:
            del posts[school, role]
        else:
            people[person_id(name)] = person(name)
        self.know(posts=posts, people=people)

    def shut(self, school: str, calendar: SchoolCalendar) -> None:
        """Give a school its own term dates."""
        self.know(calendars={**self.facts.calendars, school: calendar})

    def pass_time(self, **by: float) -> datetime:
        """Move on, and return the new moment."""
        self.now += timedelta(**by)
        return self.now


def _fits(notice: Notice, kind: str, wanted: Mapping[str, Any]) -> bool:
    return notice.kind == kind and all(notice.facts.get(k) == v for k, v in wanted.items())


def matter(slug: str = "east-sussex", *, facts: Facts | None = None) -> Matter:
    """Return a matter that nobody has asked for yet."""
    return Matter(facts or facts_of(slug), processes()[slug].process)


def opened(
    slug: str = "east-sussex",
    *,
    schools: tuple[str, ...] = ("oakfield",),
    facts: Facts | None = None,
    **values: Any,
) -> Matter:
    """Return a matter whose complete request has just been opened."""
    found = matter(slug, facts=facts)
    found.done(request("open", slug=slug, schools=schools, **{**COMPLETE, **values}))
    return found
