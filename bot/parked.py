"""Parked items as cards: in their alliance's channel, until somebody has dealt with them.

An item that belongs to no alliance, by itself, by its case or by the mailbox that its mail came
to, is shown in every alliance's channel: nobody in particular is responsible for it, it has no
sender to be kept from anybody, and whoever deals with it closes all copies.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select, update

from bot.plan import Change, Post, Step
from bot.screens import Screens
from bot.views.mrkdwn import Mrkdwn
from bot.views.parked_card import parked_card
from bot.views.shown import ParkedItem
from core.calendars import civil, local_date
from core.commands import AnswerPrompt, LogVisits, OpenRequest, TellAtLast, from_canonical
from core.library import Library
from core.notices.plain_english import day
from core.outbox import Waiting
from core.prompts import KINDS
from core.store import cases, mail_tables, mails, parking, people, posted, queueing
from core.store.cases import table_of
from core.store.engine import Database

_PARKED, _RAW = table_of(mail_tables.ParkedRow), table_of(mail_tables.RawEmailRow)
_AT_ONCE: Final = 100
_NOBODY_KNOWN: Final = "slack-stranger:"
_SHOWN, _CLOSED = "waiting", "resolved"


def stranger_dedup(user: str) -> str:
    """Return what is parked, once, about a Slack account that the directory does not know."""
    return f"{_NOBODY_KNOWN}{user}"


def stranger_of(item: Mapping[str, Any]) -> str:
    """Return the Slack account that an item is about; nothing: it is about none."""
    dedup = str(item["dedup"])
    return dedup.removeprefix(_NOBODY_KNOWN) if dedup.startswith(_NOBODY_KNOWN) else ""


# --- queueing -------------------------------------------------------------------------------------


def show_parked(database: Database, library: Library, now: datetime) -> int:
    """Queue a card for whatever was parked, and its closing for what was dealt with, since.

    Return how many items that were.
    """
    with database.read() as connection:  # an idle service takes no write lock
        if not connection.execute(_changed().limit(1)).first():
            return 0
    with database.write() as connection:
        rows = connection.execute(_changed().limit(_AT_ONCE).with_for_update(skip_locked=True))
        found = [dict(row._mapping) for row in rows]
        for item in found:
            _show(connection, library, item, now)
    return len(found)


def _changed() -> Any:
    waits = _PARKED.c.resolved_at.is_(None)
    return (
        select(_PARKED)
        .where((waits & (_PARKED.c.shown == "")) | (~waits & (_PARKED.c.shown != _CLOSED)))
        .order_by(_PARKED.c.id)
    )


def _show(connection: Connection, library: Library, item: Mapping[str, Any], now: datetime) -> None:
    state = _SHOWN if item["resolved_at"] is None else _CLOSED
    was_shown = item["shown"] != ""
    if state == _SHOWN or was_shown:
        for alliance, recipient in _places(connection, library, item):
            queueing.queue(
                connection,
                now,
                dedup=f"parked:{item['id']}:{state}:{recipient}",
                alliance=alliance,
                recipient=recipient,
                kind="parked",
                parked=item["id"],
            )
    connection.execute(update(_PARKED).where(_PARKED.c.id == item["id"]).values(shown=state))


def _places(
    connection: Connection, library: Library, item: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield where an item is shown: alliances with their channels, else with who acts for them."""
    owner = alliance_of(connection, library, item)
    for slug in [owner] if owner else library.alliances:
        channel = library.alliance(slug).slack_channel
        acting = people.by_ids(connection, people.coordinators(connection, slug))
        if channel:
            yield slug, f"#{channel}"
        else:
            yield from ((slug, x.id) for x in acting.values() if x.slack_user_id)


def alliance_of(connection: Connection, library: Library, item: Mapping[str, Any]) -> str:
    """Return the alliance that an item belongs to; nothing: to none, so to all."""
    if item["alliance"]:
        return str(item["alliance"])
    case = cases.load(connection, item["case"]) if item["case"] else None
    if case is not None:
        return case.record.alliance
    query = select(_RAW.c.recipient).where(_RAW.c.id == item["raw"])
    recipient = connection.execute(query).scalar() or ""
    local = recipient.partition("@")[0].partition("+")[0].lower()
    for slug, alliance in library.alliances.items():
        if {local, recipient.lower()} & {x.lower() for x in alliance.mailboxes}:
            return slug
    return next(iter(library.alliances)) if len(library.alliances) == 1 else ""


# --- showing --------------------------------------------------------------------------------------


def parked_steps(connection: Connection, waiting: Waiting, screens: Screens) -> Iterator[Step]:
    """Yield the card of an item as it stands now, in place of the one that stands there."""
    found = parking.find(connection, int(waiting.facts["parked"]))
    if found is None:
        return
    message = parked_card(item_of(connection, found, screens))
    subject = f"parked:{found['id']}:{waiting.recipient}"
    where = posted.find(connection, subject)
    post = Post(to=_to(connection, waiting.recipient), message=message, subject=subject)
    if where is not None:
        yield Change(where=where, message=message, or_else=post)
    elif found["resolved_at"] is None:
        yield post


def _to(connection: Connection, recipient: str) -> str:
    known = None if recipient.startswith("#") else people.by_id(connection, recipient)
    return (known.person.slack_user_id or "") if known else recipient


def item_of(connection: Connection, found: Mapping[str, Any], screens: Screens) -> ParkedItem:
    """Return a parked item as its card shows it."""
    raw = found["raw"]
    letter = mails.letters_of(connection, [raw] if raw else []).get(raw, {})
    resolver = people.by_id(connection, found["resolved_by"] or "")
    at = found["resolved_at"]
    proposal = from_canonical(found["proposal"]["command"]) if found["proposal"] else None
    nobody = isinstance(proposal, OpenRequest) and proposal.requester is None
    stranger = stranger_of(found)
    return ParkedItem(
        id=found["id"],
        why=found["why"],
        hint=found["hint"],
        who=Mrkdwn(f"<@{stranger}>") if stranger else _sender(letter),
        subject=letter.get("subject", ""),
        since=day(local_date(found["since"]), local_date(screens.clock.now())),
        case=found["case"] or "",
        alliance=alliance_of(connection, screens.library, found),
        proposes=_proposes(connection, proposal),
        unknown_sender=bool(stranger) or nobody,
        resolved_by=resolver.person.name if resolver else found["resolved_by"] or "",
        resolution=found["resolution"],
        at=civil(at) if at else None,
    )


def _sender(letter: Mapping[str, Any]) -> str:
    name, address = letter.get("sender_name", ""), letter.get("sender", "")
    return f"{name} ({address})" if name and address else name or address


def _proposes(connection: Connection, proposal: Any) -> str:
    """Say what a release would do."""
    match proposal:
        case OpenRequest():
            return "A new case is opened"
        case AnswerPrompt():
            case_ = cases.load(connection, proposal.case)
            prompt = case_.find_prompt(proposal.prompt) if case_ else None
            title = KINDS[prompt.kind].title if prompt else "a question"
            told = {"yes": "Yes", "no": "No"}.get(proposal.verdict or "", "what was written")
            return f"The answer to “{title}” is recorded: {told}"
        case LogVisits():
            count = len(proposal.visits)
            return "A visit is logged" if count == 1 else f"{count} visits are logged"
        case TellAtLast():
            return "Whoever acts for the alliance now is told"
        case None:
            return ""
        case _:
            return "What was sent is carried out"
