"""Slack's way out of the outbox: what a notice tells, as messages with buttons, kept true."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.calls import Calls, MessageGone, Unsure
from bot.homes import home_of
from bot.pace import Pace
from bot.parked import parked_steps
from bot.plan import Change, Plan, Post, Publish, Step
from bot.screens import Screens
from bot.views import prompt as prompt_views
from bot.views.blocks import Message
from bot.views.case_card import case_card
from bot.views.news import escalation, news, note, status
from bot.views.standing import card_of, ending
from bot.visits_told import visits_steps
from core.clock import Clock
from core.errors import Permanent, RateLimited, RecipientGone
from core.library import Library
from core.notices.facts import look_up, notice_view
from core.notices.loading import Loaded, load
from core.notices.wording import Wording
from core.outbox import Skip, Waiting
from core.store import people, posted, queueing
from core.store.engine import Database
from core.store.posted import Posted

TEMPLATES: Final = Path(__file__).parent / "templates"
STRANGER: Final = "slack:"
"""Before the Slack id of a recipient whom the directory does not know."""

_EVENT: Final = "sle_broker"
_AT_HOME: Final = frozenset({"prompt", "nudge", "acknowledgement", "settled", "visits"})
"""Kinds of notices after which a home shows something else."""
_CLOCKS_APART: Final = timedelta(minutes=10)


class SlackOutlet:
    """Renders notices and sends them to Slack (an `Outlet` of `core.outbox`)."""

    def __init__(
        self, client: WebClient, database: Database, library: Library, clock: Clock
    ) -> None:
        """Send through `client` (see `bot.calls.web_client`) and keep in `database` where things
        stand.
        """
        self._calls = Calls(client, Pace(clock))
        self._database = database
        self._screens = Screens(library, clock)
        self._library = library
        self._clock = clock
        self._wording = Wording(TEMPLATES)
        self._render: Mapping[str, Callable[[Connection, Waiting], Iterator[Step]]] = {
            "card": self._card,
            "settled": self._settled,
            "parked": self._parked,
            "home": self._home,
            "note": self._note,
            "visits": self._visits,
        }

    # --- rendering ---

    def render(self, connection: Connection, waiting: Waiting) -> Plan | Skip:
        """Put a notice into messages, as things stand now. Raises RecipientGone."""
        if _is_outdone(connection, waiting):
            return Skip("a newer one follows")
        kind = self._render.get(waiting.kind)
        if kind is not None:
            steps: tuple[Step, ...] | Skip = tuple(kind(connection, waiting))
        else:
            steps = self._notice(connection, waiting)
        if isinstance(steps, Skip):
            return steps
        steps = (*self._home_beside(connection, waiting), *steps)
        if not steps:
            return Skip("nothing of it is shown in Slack")
        unsure = posted.find(connection, _unsure(waiting)) is not None
        return Plan(waiting, steps, look_back=unsure or waiting.taken_over)

    def _home_beside(self, connection: Connection, waiting: Waiting) -> Iterator[Publish]:
        """Yield the home of whoever has seen theirs before, since something changes for them."""
        if waiting.kind in _AT_HOME and posted.find(connection, _home_of(waiting.recipient)):
            known = people.by_id(connection, waiting.recipient)
            if known is not None and known.person.slack_user_id:
                view = home_of(connection, waiting.recipient, self._screens)
                yield Publish(user=known.person.slack_user_id, view=view, beside=True)

    def _notice(self, connection: Connection, waiting: Waiting) -> tuple[Step, ...] | Skip:
        loaded = look_up(connection, waiting, self._library, self._clock.now())
        if isinstance(loaded, Skip):
            return loaded
        user = loaded.recipient.slack_user_id
        if not user:
            raise RecipientGone("the directory names no Slack account for them")
        asked = loaded.prompt if loaded.asks_now else None
        subject = f"{_asked_of(asked.id, waiting.recipient)}{waiting.id}" if asked else ""
        return (Post(to=user, message=self._message(loaded), subject=subject),)

    def _message(self, loaded: Loaded) -> Message:
        row, view = loaded.row, notice_view(loaded)
        words = self._wording.words(view)
        prompt = loaded.prompt
        about = loaded.case.find_deployment(prompt.about) if prompt else None
        deployment = about.id if about else ""
        carried = prompt_views.carried_by(view, prompt.id, deployment) if prompt else None
        if carried is not None and prompt is not None:
            match row.kind:
                case "prompt" | "unclear_answer":
                    return prompt_views.prompt(view, carried, words)
                case "nudge":
                    return prompt_views.reminder(view, carried, words)
                case "escalation":
                    return escalation(view, words, prompt.id)
                case _:
                    pass
        if row.kind == "acknowledgement":
            return prompt_views.acknowledgement(view, words, carried)
        return status(view, words) if row.kind == "status" else news(view, words)

    def _card(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        seen = self._screens.standing(connection, waiting.case or "")
        if seen is None:
            return
        subject = f"card:{seen.case.ref}"
        message = case_card(card_of(seen))
        yield _kept(connection, Post(to=waiting.recipient, message=message, subject=subject))

    def _settled(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        """Take the buttons off every copy of a question that is no longer theirs."""
        copies = posted.find_all(connection, _asked_of(waiting.prompt or "", waiting.recipient))
        if not copies:
            return
        loaded = load(connection, replace(waiting, kind="prompt"), self._library, self._clock.now())
        prompt = loaded.prompt
        if prompt is None or (prompt.open and prompt.person == waiting.recipient):
            return
        seen = self._screens.standing_of(connection, loaded.case)
        passed_to = (seen.names.who(prompt.person) or "somebody else") if prompt.open else ""
        words = self._wording.words(notice_view(loaded))
        how = ending(seen, prompt, passed_to)
        message = prompt_views.settled(words, loaded.case.ref, how)
        for where in copies.values():
            yield Change(where=where, message=message)

    def _parked(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        yield from parked_steps(connection, waiting, self._screens)

    def _home(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        user = _account(connection, waiting)
        yield Publish(user=user, view=home_of(connection, waiting.recipient, self._screens))

    def _note(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        text = str(waiting.facts.get("text") or "")
        yield Post(to=_account(connection, waiting), message=note(text))

    def _visits(self, connection: Connection, waiting: Waiting) -> Iterator[Step]:
        yield from visits_steps(connection, waiting, self._screens, _account(connection, waiting))

    # --- sending ---

    def send(self, rendered: Plan) -> None:
        """Do all that was planned. Raises Transient or Permanent."""
        for step in rendered.steps:
            match step:
                case Post():
                    self._post(rendered, step)
                case Change():
                    self._change(rendered, step)
                case Publish():
                    self._publish(rendered, step)
        if rendered.look_back:
            with self._database.write() as connection:
                posted.forget(connection, _unsure(rendered.row))

    def _post(self, plan: Plan, step: Post) -> None:
        channel = step.to if step.to.startswith("#") else self._calls.direct(step.to)
        found = self._found_again(plan, channel) if plan.look_back else None
        if found is None:
            body = {**_body(step.message), "metadata": _metadata(plan.row)}
            try:
                found = Posted(*self._calls.post(channel, body))
            except Unsure:
                with self._database.write() as connection:
                    posted.remember(connection, _unsure(plan.row), Posted(channel, ""))
                raise
        self._remember(channel, step.subject, found)

    def _publish(self, plan: Plan, step: Publish) -> None:
        try:
            self._calls.publish(step.user, step.view)
        except (RateLimited, Permanent):
            if not step.beside:
                raise
        else:
            if not step.beside:
                self._remember("", _home_of(plan.row.recipient), Posted(step.user, ""))

    def _change(self, plan: Plan, step: Change) -> None:
        try:
            self._calls.update(step.where.channel, step.where.ts, _body(step.message))
        except MessageGone:
            if step.or_else is not None:
                self._post(plan, step.or_else)

    def _remember(self, channel: str, subject: str, where: Posted) -> None:
        """Keep where a message stands, and which id the channel of a name has."""
        kept = {subject: where} if subject else {}
        if channel.startswith("#"):
            kept[_named(channel)] = Posted(where.channel, "")
        if kept:
            with self._database.write() as connection:
                for about, at in kept.items():
                    posted.remember(connection, about, at)

    def _found_again(self, plan: Plan, channel: str) -> Posted | None:
        """Return where this row was posted by an earlier try, if it was."""
        if channel.startswith("#"):
            with self._database.read() as connection:
                known = posted.find(connection, _named(channel))
            if known is None:
                return None  # nothing was ever posted there
            channel = known.channel
        wanted = _metadata(plan.row)["event_payload"]
        since = (plan.row.created_at - _CLOCKS_APART).timestamp()
        for message in self._calls.history(channel, since):
            if (message.get("metadata") or {}).get("event_payload") == wanted:
                return Posted(channel, str(message["ts"]))
        return None

    def rest(self) -> None:
        """Nothing is kept open between two calls."""


def _is_outdone(connection: Connection, waiting: Waiting) -> bool:
    """Whether a later row shows all that this one would: a card or a home shows how it is now."""
    return waiting.kind in ("card", "home") and queueing.has_newer(
        connection, waiting.id, waiting.recipient, waiting.kind, waiting.case
    )


def _kept(connection: Connection, post: Post) -> Step:
    """Return the change of a message that stands already, else the post."""
    where = posted.find(connection, post.subject)
    return post if where is None else Change(where=where, message=post.message, or_else=post)


def _account(connection: Connection, waiting: Waiting) -> str:
    """Return the recipient's Slack id. Raises RecipientGone."""
    if waiting.recipient.startswith(STRANGER):
        return waiting.recipient.removeprefix(STRANGER)
    known = people.by_id(connection, waiting.recipient)
    if known is None or not known.person.slack_user_id:
        raise RecipientGone("the directory names no Slack account for them")
    return known.person.slack_user_id


def _asked_of(prompt: str, person: str) -> str:
    """Return what every copy of a question to somebody is remembered by, before the row's id."""
    return f"prompt:{prompt}:{person}:"


def _home_of(person: str) -> str:
    return f"home:{person}"


def _named(channel: str) -> str:
    return f"channel:{channel}"


def _unsure(row: Waiting) -> str:
    return f"unsure:{row.id}"


def _body(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": message.blocks}


def _metadata(row: Waiting) -> dict[str, Any]:
    """Return what tells a row's message from all others, those of another database too."""
    name = hashlib.sha256(f"{row.dedup}|{row.created_at.isoformat()}".encode()).hexdigest()
    return {"event_type": _EVENT, "event_payload": {"row": row.id, "name": name[:16]}}
