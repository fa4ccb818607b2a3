"""Mail and answers that wait for a coordinator, as a card: why, and what can be done."""

from collections.abc import Iterator

from bot.ids import Action, Carried
from bot.views.blocks import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    header,
    message,
    section,
    sections,
)
from bot.views.mrkdwn import Mrkdwn, bold, labelled, line, put, stacked
from bot.views.shown import ParkedItem
from bot.views.wording import moment


def parked_card(item: ParkedItem) -> Message:
    """Return the card of a parked item: with its buttons, or how it was dealt with."""
    return _dealt_with(item) if item.at is not None else _waiting(item)


def _waiting(item: ParkedItem) -> Message:
    return message(
        put("Please look at this: ", line(item.why), " ", line(item.subject)),
        body=[header("Please look at this"), *sections(parked_text(item))],
        tail=[*actions(*parked_buttons(item)), context(_small(item))],
        more="… more: see the mail itself",
    )


def parked_text(item: ParkedItem) -> Mrkdwn:
    """Return what a parked item is, why it waits, and what would help."""
    return stacked(
        bold(item.why),
        *(labelled(x, y) for x, y in (("From", item.who), ("Subject", item.subject)) if y),
        *(labelled(x, y) for x, y in (("Case", item.case), ("If released", item.proposes)) if y),
        line(item.hint, 900),
    )


def parked_buttons(item: ParkedItem) -> Iterator[Element]:
    """Yield what a coordinator can do about it."""
    about = Carried(parked=item.id, case=item.case, alliance=item.alliance)
    if item.proposes:
        yield button("Release…", Action.RELEASE, about, style="primary", label="Carry it out")
    if item.unknown_sender:
        yield button("Link the sender…", Action.LINK, about, label="Say who the sender is")
    yield button("Discard…", Action.DISCARD, about, style="danger", label="Put it aside")


def _small(item: ParkedItem) -> str:
    since = f" · since {item.since}" if item.since else ""
    return f"Parked item {item.id}{since}"


def _dealt_with(item: ParkedItem) -> Message:
    when = f" on {moment(item.at)}" if item.at else ""
    told = put(_how(item), " by ", line(item.resolved_by) or "us", when)
    return message(
        put(told, ": ", line(item.why)),
        body=[section(stacked(told, line(item.subject))), *_why(item)],
        tail=[context(_small(item))],
    )


def _how(item: ParkedItem) -> str:
    return f"✔ Dealt with ({item.resolution})" if item.resolution else "✔ Dealt with"


def _why(item: ParkedItem) -> list[Block]:
    return [context(line(item.why, 600))] if item.why else []
