"""From a case to what the views show of it: questions, deployments, money, its card.

What a card shows is decided here: the school, the specialisms, the days and when, never the story,
who would be supported, or what anybody wrote (docs/rules.md#need-to-know).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.views.shown import (
    BillLine,
    CaseCard,
    Choice,
    Ending,
    Lending,
    OpenInvoice,
    Place,
    Question,
)
from core import money
from core.calendars import civil, local_date
from core.matching import Candidate
from core.model import Case, Deployment, Invoice, Prompt
from core.money import pounds
from core.names import Names, words
from core.notices.plain_english import capital, day, days, listed
from core.notices.view import Shown
from core.process import Process, Role
from core.prompts import KINDS, Part
from core.reading.specialisms import VOCABULARY
from core.views.rows import invoice_state

_WHEN: Final = 150


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with what is needed to put it into words, at a moment."""

    case: Case
    names: Names
    process: Process
    now: datetime

    @property
    def today(self) -> date:
        """The day it is for the alliance's people."""
        return local_date(self.now)

    def day_of(self, moment: datetime) -> str:
        """Return the day of a moment in words."""
        return day(local_date(moment), self.today)

    def schools(self, ids: Sequence[str]) -> str:
        """Return schools by name, as a list in a sentence."""
        return listed(self.names.all_schools(ids))


def card_of(seen: Standing) -> CaseCard:
    """Return a case as its alliance's channel sees it."""
    case, record = seen.case, seen.case.record
    asked = questions(seen)
    return CaseCard(
        ref=case.ref,
        state=str(record.state),
        schools=seen.schools(record.schools),
        headline=tuple(_headline(seen)),
        step=capital(words(record.step)) if case.is_open else "",
        waiting=asked,
        lendings=lendings(seen),
        money=tuple(_money(seen)),
        unproven="" if record.author_proven else record.author_why or "nothing shows who wrote it",
        opened=seen.day_of(record.opened_at),
        closed=seen.day_of(record.closed_at) if record.closed_at else "",
        match=next((x for x in asked if _matches(seen, x)), None),
        may_invoice=bool(bills(seen)),
        may_pay=bool(open_invoices(seen)),
    )


def _headline(seen: Standing) -> Iterator[Shown]:
    request = seen.case.request
    if request.get("specialisms"):
        titles = [VOCABULARY.title(str(x)) for x in request["specialisms"]]
        yield Shown(label="Specialisms", value=listed(titles))
    if request.get("teacher_standards"):
        numbers = [str(x) for x in request["teacher_standards"]]
        yield Shown(label="Teachers' Standards", value=listed(numbers))
    if request.get("phase"):
        yield Shown(label="Phase", value=capital(str(request["phase"]).replace("-", " ")))
    if request.get("half_days"):
        yield Shown(label="Days asked for", value=days(int(request["half_days"])))
    if request.get("when"):
        yield Shown(label="When", value=str(request["when"])[:_WHEN])


def _matches(seen: Standing, question: Question) -> bool:
    prompt = seen.case.find_prompt(question.prompt)
    return prompt is not None and KINDS[prompt.kind].part is Part.MATCH


def questions(seen: Standing, prompts: Iterable[Prompt] | None = None) -> tuple[Question, ...]:
    """Return a case's open questions, or those given, the one that is due first at the top."""
    found = seen.case.open_prompts() if prompts is None else prompts
    return tuple(_question(seen, x) for x in sorted(found, key=lambda x: (x.due_at, x.id)))


def _question(seen: Standing, prompt: Prompt) -> Question:
    kind, record = KINDS[prompt.kind], seen.case.record
    deployment = seen.case.find_deployment(prompt.about)
    schools = (prompt.school,) if prompt.school else record.schools
    return Question(
        case=seen.case.ref,
        prompt=prompt.id,
        title=kind.title,
        answers=kind.answers,
        schools=seen.schools(schools),
        who=_who(seen, prompt),
        due=seen.day_of(prompt.due_at),
        deployment=deployment.id if deployment else "",
        since=seen.day_of(prompt.put_at),
        overdue=prompt.open and prompt.due_at < seen.now,
        signs=kind.part is Part.AGREEMENT,
    )


def _who(seen: Standing, prompt: Prompt) -> str:
    record = seen.case.record
    name = seen.names.who(prompt.person)
    if name is None and prompt.role == Role.REQUESTER:
        name = record.requester_name or record.requester_address
    post = _post(seen, prompt)
    return f"{name} ({post})" if name else f"the {post} (nobody known)"


def _post(seen: Standing, prompt: Prompt) -> str:
    """Return a post in the alliance's own titles, in short: the card says which schools."""
    titles = seen.process.titles
    return {
        Role.REQUESTER: "who asked",
        Role.RECEIVING_HEAD: f"head of the {titles.receiving_school}",
        Role.RECEIVING_FINANCE: f"finance office of the {titles.receiving_school}",
        Role.HOME_HEAD: f"head of the {titles.home_school}",
        Role.HOME_FINANCE: f"finance office of the {titles.home_school}",
        Role.SLE: titles.sle,
        Role.COORDINATOR: titles.coordinator,
        Role.DIRECTOR: titles.director,
        Role.ALLIANCE_FINANCE: "finance office",
        Role.BOARD: titles.board,
    }[Role(prompt.role)]


def ending(seen: Standing, prompt: Prompt, passed_to: str = "") -> Ending:
    """Return how a question ended; `passed_to`: whom it is put to instead, where it is open."""
    return Ending(
        state=prompt.state,
        at=civil(prompt.answered_at or seen.now),
        by=seen.names.who(prompt.answered_by) or "",
        channel=prompt.channel,
        verdict=str(prompt.answer.get("verdict") or ""),
        conditions=prompt.conditions,
        passed_to=passed_to,
    )


def lendings(seen: Standing) -> tuple[Lending, ...]:
    """Return a case's deployments that have an SLE and have not come to nothing."""
    found = (x for x in seen.case.live_deployments() if x.sle)
    return tuple(_lending(seen, x) for x in found)


def _lending(seen: Standing, deployment: Deployment) -> Lending:
    return Lending(
        deployment=deployment.id,
        case=seen.case.ref,
        sle=seen.names.sle(deployment.sle) or "",
        home_school=seen.names.school(deployment.home_school) or "",
        schools=seen.schools(deployment.schools),
        half_days_agreed=deployment.half_days_agreed,
        half_days_logged=seen.case.half_days_logged(deployment.id),
        period=_period(seen, deployment),
        under_way=deployment.under_way,
    )


def _period(seen: Standing, deployment: Deployment) -> str:
    if deployment.starts_on is None:
        return ""
    starts = day(deployment.starts_on, seen.today)
    if deployment.ends_on is None:
        return f"from {starts}"
    return f"{starts} to {day(deployment.ends_on, seen.today)}"


def places(seen: Standing) -> tuple[Place, ...]:
    """Return where visits of a case may be logged."""
    return tuple(
        Place(
            case=seen.case.ref,
            deployment=x.id,
            school=school,
            name=seen.names.school(school) or school,
        )
        for x in seen.case.live_deployments()
        if x.under_way
        for school in x.schools
    )


def _money(seen: Standing) -> Iterator[str]:
    case = seen.case
    for invoice in case.invoice:
        open_ = money.open_on(case, invoice)
        left = f", {pounds(open_)} open" if open_ and open_ != invoice.pence else ""
        state = invoice_state(case, invoice)
        told = f"{_document(invoice)} {invoice.number} ({invoice.line})"
        yield f"{told}: {pounds(invoice.pence)}, {state}{left}"
    for x in bills(seen):
        yield f"{x.title}: {pounds(x.open)} to invoice"


def _document(invoice: Invoice) -> str:
    return "Credit note" if invoice.pence < 0 else capital(invoice.document)


def bills(seen: Standing) -> tuple[BillLine, ...]:
    """Return the money lines of which something is still to be invoiced."""
    return tuple(
        BillLine(
            deployment=deployment.id,
            line=x.line,
            school=x.school,
            title=f"{capital(x.line)}, {seen.names.school(x.school)}",
            open=left,
        )
        for deployment in seen.case.deployment
        for x in money.dues(seen.case, deployment)
        if (left := money.unbilled(seen.case, deployment, x.line, x.school)) > 0
    )


def open_invoices(seen: Standing) -> tuple[OpenInvoice, ...]:
    """Return the invoices and grants that are still to be paid."""
    return tuple(
        OpenInvoice(
            invoice=x.id,
            title=f"{_document(x)} {x.number}, {seen.names.school(x.school) or x.line}",
            open=left,
        )
        for x in seen.case.invoice
        if x.pence > 0 and (left := money.open_on(seen.case, x)) > 0
    )


def choices(candidates: Iterable[Candidate], names: Names) -> tuple[Choice, ...]:
    """Return a ranked shortlist as its modal shows it, in the order given."""
    return tuple(
        Choice(
            sle=x.sle.id,
            name=x.sle.person.name,
            home_school=names.school(x.sle.home_school) or "",
            reasons=x.reasons,
            vetoes=tuple(veto.why for veto in x.vetoes),
            firm=any(veto.firm for veto in x.vetoes),
        )
        for x in candidates
    )
