"""The home tab: what waits for somebody, their cases and deployments, and what is parked."""

from collections.abc import Iterator
from typing import Any

from bot.ids import Action, Carried
from bot.views.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    home_view,
    section,
    sections,
)
from bot.views.buttons import answer_buttons, first_button
from bot.views.mrkdwn import bold, line, put, stacked
from bot.views.parked_card import parked_buttons
from bot.views.shown import CaseLine, Home, Lending, ParkedItem, Question
from core.notices.plain_english import days
from core.prompts import Answers

_MOST = 10


def home(seen: Home) -> dict[str, Any]:
    """Return somebody's home tab."""
    parts = [
        *_part("Waiting for you", [_question(x, ours=False) for x in seen.waiting]),
        *_part("Overdue", [_question(x, ours=True) for x in seen.overdue]),
        *_part("Parked: please look at these", [_parked(x) for x in seen.parked]),
        *_part("Your deployments", [_lending(x) for x in seen.lendings]),
        *_part("Your cases", [_case(x) for x in seen.cases]),
    ]
    return home_view([*_top(seen), *(parts or _nothing()), *_foot()])


def _top(seen: Home) -> list[Block]:
    hello = f"Hello {seen.name}" if seen.name else "Hello"
    return [
        header(hello),
        context(line(seen.alliance) or "Specialist Leaders of Education"),
        *actions(button("Ask for support…", Action.NEW_REQUEST, Carried())),
    ]


def _part(title: str, rows: list[list[Block]]) -> Iterator[Block]:
    if not rows:
        return
    yield divider()
    yield header(f"{title} ({len(rows)})")
    for row in rows[:_MOST]:
        yield from row
    if len(rows) > _MOST:
        yield context(f"… and {len(rows) - _MOST} more")


def _question(question: Question, *, ours: bool) -> list[Block]:
    about = Carried(case=question.case, prompt=question.prompt, deployment=question.deployment)
    due = f"{'Overdue since' if question.overdue else 'Due'} {question.due}"
    told = stacked(
        bold(question.title),
        put(question.case, " · ", line(question.schools)),
        put(f"{question.who} · " if ours else "", due),
    )
    if ours:
        answer = about.with_(on_behalf=True)
        return [section(told, button("Record answer…", Action.RECORD_ANSWER, answer))]
    if question.answers is Answers.YES_NO:
        return [section(told), *answer_buttons(question.answers, about, signs=question.signs)]
    return [section(told, first_button(question.answers, about))]


def _parked(item: ParkedItem) -> list[Block]:
    told = stacked(bold(item.why), put(line(item.who), " · ", line(item.subject)))
    return [section(told), *actions(*parked_buttons(item))]


def _lending(lending: Lending) -> list[Block]:
    agreed = days(lending.half_days_agreed) if lending.half_days_agreed else "not agreed yet"
    logged = days(lending.half_days_logged) if lending.half_days_logged else "none"
    told = stacked(
        bold(lending.schools),
        put(lending.case, " · agreed: ", agreed, " · logged: ", logged),
        line(lending.period),
    )
    about = Carried(case=lending.case, deployment=lending.deployment)
    visit = button("Log a visit…", Action.LOG_VISIT, about) if lending.under_way else None
    return [section(told, visit)]


def _case(case: CaseLine) -> list[Block]:
    told = stacked(put(bold(case.ref), " · ", line(case.schools)), line(case.stands))
    return [section(told, button("See the case", Action.SEE_CASE, Carried(case=case.ref)))]


def _nothing() -> list[Block]:
    return [
        divider(),
        *sections(
            stacked(
                bold("Nothing waits for you."),
                "Would your school like support? Press “Ask for support…”, or type /sle request.",
                "Have you been at a school? Send me a message: “Half day at Oakfield today”.",
            )
        ),
    ]


def _foot() -> list[Block]:
    return [divider(), context("Type /sle help to see what else I can do.")]
