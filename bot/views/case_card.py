"""A case's card in the alliance's channel: headline facts, where it stands, what can be done.

A channel has more readers than a case has parties, so neither the story nor anybody's name who
needs support stands on the card (docs/rules.md#need-to-know); a button shows the rest.
"""

from collections.abc import Iterator

from bot.ids import Action, Carried
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    fields,
    header,
    message,
    named,
    overflow,
    section,
    sections,
)
from bot.views.mrkdwn import bold, bullets, labelled, line, put, stacked
from bot.views.shown import CaseCard, Lending, Question
from core.notices.plain_english import days

_MOST_WAITING = 6
_MOST_MONEY = 6


def case_card(card: CaseCard) -> Message:
    """Return the card of a case as it stands now; a case that is over gets a quiet one."""
    return _open(card) if card.state == "open" else _over(card)


def _open(card: CaseCard) -> Message:
    stands = _stands(card)
    return message(
        put(f"{card.ref}: ", line(card.schools) or "school not known yet", ". ", stands),
        body=[
            header(f"{card.ref} · {card.schools or 'school not known yet'}"),
            *_unproven(card),
            *fields([named(x.label, x.value) for x in card.headline]),
            *sections(stacked(bold("Where it stands"), *_waiting(card))),
            *(section(_lending(x)) for x in card.lendings),
            *_money(card),
        ],
        tail=[*actions(*_buttons(card)), context(*_small(card))],
    )


def _stands(card: CaseCard) -> str:
    if not card.waiting:
        return f"{card.step}: nobody is asked anything just now" if card.step else "Under way"
    first = card.waiting[0]
    return f"Waiting for {first.who}: {first.title}"


def _unproven(card: CaseCard) -> list[Block]:
    if not card.unproven:
        return []
    return [section(put("⚠️ Author not proven: ", line(card.unproven)))]


def _waiting(card: CaseCard) -> Iterator[str]:
    if card.step:
        yield labelled("Step", card.step)
    if not card.waiting:
        yield "Nobody is asked anything just now."
    yield bullets([_waits(x) for x in card.waiting[:_MOST_WAITING]])
    if len(card.waiting) > _MOST_WAITING:
        yield f"… and {len(card.waiting) - _MOST_WAITING} more"


def _waits(question: Question) -> str:
    since = f", asked {question.since}" if question.since else ""
    due = f"overdue since {question.due}" if question.overdue else f"due {question.due}"
    return f"{question.title}: {question.who}{since}, {due}"


def _lending(lending: Lending) -> str:
    agreed, logged = lending.half_days_agreed, lending.half_days_logged
    told = f"{days(agreed)} agreed" if agreed else "days not agreed yet"
    worked = f", {days(logged)} logged" if logged else ""
    home = put(" (", line(lending.home_school), ")") if lending.home_school else ""
    period = put(" · ", line(lending.period)) if lending.period else ""
    return put(bold(lending.sle or "No SLE yet"), home, " · ", told, worked, period)


def _money(card: CaseCard) -> list[Block]:
    if not card.money:
        return []
    return sections(stacked(bold("Money"), bullets(list(card.money[:_MOST_MONEY]))))


def _buttons(card: CaseCard) -> Iterator[Element]:
    about = Carried(case=card.ref)
    if card.match is not None:
        match = about.with_(prompt=card.match.prompt, deployment=card.match.deployment)
        yield button("Match…", Action.CHOOSE, match, style="primary")
    yield button("See the case", Action.SEE_CASE, about)
    yield overflow(Action.CASE_MENU, [(x, about.with_(do=y)) for x, y in _menu(card)])


def _menu(card: CaseCard) -> Iterator[tuple[str, str]]:
    if card.waiting:
        yield "Record an answer for…", Action.RECORD_ANSWER
    if card.may_invoice:
        yield "Record an invoice…", Action.RECORD_INVOICE
    if card.may_pay:
        yield "Record a payment…", Action.RECORD_PAYMENT
    yield "Withdraw…", Action.WITHDRAW


def _small(card: CaseCard) -> Iterator[str]:
    if card.opened:
        yield f"Opened {card.opened}"
    yield "Details, names and what was written are in the case"


def _over(card: CaseCard) -> Message:
    when = f" on {card.closed}" if card.closed else ""
    told = put(bold(card.ref), " · ", line(card.schools), f" · {card.state}{when}")
    worked = [f"{x.sle}: {days(x.half_days_logged)} worked" for x in card.lendings if x.sle]
    return message(
        f"{card.ref}: {card.state}{when}",
        body=[context(told), *([context(" · ".join(worked))] if worked else [])],
        tail=actions(button("See the case", Action.SEE_CASE, Carried(case=card.ref))),
    )
