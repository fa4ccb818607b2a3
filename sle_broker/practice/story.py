"""The guided first story: which step a newcomer has come to, read from the case itself."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.calendars import local_date
from core.forms import FIELDS
from core.model import Case, CaseState, Prompt, PromptState
from core.store import cases, tables
from core.store.cases import table_of
from intake.plus_addresses import PlusAddresses
from sle_broker.practice.mail.office import address_of
from sle_broker.practice.mail.store import IN, MailStore
from sle_broker.practice.world import World
from sle_broker.service import Service

_TOLD = Path(__file__).with_name("story.toml")
_CASE = table_of(tables.CaseRow)
_CAME_TO_NOTHING = (str(CaseState.DECLINED), str(CaseState.WITHDRAWN))
# What lapsed was settled without an answer: the last visit ends the question for visits.
_OVER = (PromptState.ANSWERED, PromptState.WITHDRAWN)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """A step of the story as it stands: what is asked there (or was), whether it is done."""

    step: Mapping[str, Any]
    asked: Prompt | None
    done: bool


class Story:
    """The first story; how far it has got stands in the newest case of its head."""

    def __init__(self, service: Service, world: World, store: MailStore) -> None:
        """Follow it in this practice world."""
        self._service = service
        self._world = world
        self._store = store
        self._told: Mapping[str, Any] = tomllib.loads(_TOLD.read_text("utf-8"))

    @cached_property
    def _people(self) -> Mapping[str, Json]:
        return {x["id"]: x for x in self._world.people()}

    def told(self) -> Json:
        """Return every step with whom to be, where, and whether it is done.

        Without the alliance or the head whose story it is there is none: no steps.
        """
        head = self._by_address(self._told["head"])
        if head is None or self._told["alliance"] not in self._service.library.alliances:
            return {"steps": [], "finished": False, "case": None}
        case = self._case(head["id"])
        places = list(_settled(self._place(step, case) for step in self._told["step"]))
        current = next((n for n, x in enumerate(places) if not x.done), len(places))
        return {
            "case": case.ref if case else None,
            "finished": current == len(places),
            "steps": [
                self._shown(place, current=number == current) for number, place in enumerate(places)
            ],
        }

    def _case(self, head: str) -> Case | None:
        query = (
            select(_CASE.c.id)
            .where(
                _CASE.c.requester == head,
                _CASE.c.alliance == self._told["alliance"],
                _CASE.c.state.not_in(_CAME_TO_NOTHING),
            )
            .order_by(_CASE.c.opened_at.desc(), _CASE.c.id.desc())
        )
        with self._service.database.read() as connection:
            ref = connection.execute(query.limit(1)).scalar()
            return cases.load(connection, ref) if ref else None

    def _place(self, step: Mapping[str, Any], case: Case | None) -> _Place:
        if case is None or step.get("letter"):
            return _Place(step, None, done=case is not None)
        if step.get("reminded"):
            reminded = any(x.rung > 0 for x in case.prompt if x.step == self._waits_at(step))
            return _Place(step, None, done=reminded)
        found = _questions(step, case)
        asked = next((x for x in found if x.open), None)
        over = any(x.state in _OVER for x in found)
        return _Place(step, asked or next(iter(found), None), done=over and asked is None)

    def _waits_at(self, step: Mapping[str, Any]) -> str:
        """Return the step of the process that is waited for while time passes."""
        steps = self._told["step"]
        return str(steps[steps.index(step) + 1]["at"])

    # --- a step, shown ---

    def _shown(self, place: _Place, *, current: bool) -> Json:
        step = place.step
        person = self._who(place)
        today = f"{local_date(self._service.clock.now()):%-d %B %Y}"
        name = person["name"] if person else step["somebody"]
        words = {"name": name, "today": today}
        return {
            "title": step["title"],
            "text": step["text"].format(**words),
            "person": person["id"] if person else None,
            "name": name,
            "where": self._where(step, person),
            "done": place.done,
            "current": current,
            "mail": self._mail(place.asked, person) if current else None,
            "suggestion": self._suggestion(step, words) if current else None,
        }

    def _who(self, place: _Place) -> Json | None:
        asked = place.asked
        if asked is not None and asked.person is not None and asked.person in self._people:
            return self._people[asked.person]
        who = place.step.get("who")
        return self._by_address(self._told[who]) if who else None

    def _by_address(self, address: str) -> Json | None:
        return next((x for x in self._people.values() if x["address"] == address), None)

    @staticmethod
    def _where(step: Mapping[str, Any], person: Json | None) -> str:
        if step.get("reminded"):
            return "clock"
        in_slack = person is not None and person["slack_user_id"] and not step.get("letter")
        return "slack" if in_slack else "mail"

    def _mail(self, asked: Prompt | None, person: Json | None) -> int | None:
        """Return the mail in the person's mailbox that asks the question; None: there is none."""
        if asked is None or person is None or not person["address"]:
            return None
        for mail in self._store.of(person["address"]):
            local = address_of(mail.header("Reply-To")).rpartition("@")[0]
            token = self._service.tokens.decode(local.partition("+")[2])
            if mail.folder == IN and token is not None and token.prompt == asked.id:
                return mail.id
        return None

    def _suggestion(self, step: Mapping[str, Any], words: Mapping[str, str]) -> Json | None:
        """Return an example of what to write: a text, or a form's fields by their labels."""
        fields = {
            FIELDS[name].title: value.format(**words)
            for name, value in step.get("fields", {}).items()
        }
        lines = "\n".join(f"{title}: {value}" for title, value in fields.items())
        text = step.get("say", "").strip() or lines
        if not text:
            return None
        letter = {"to": self._mailbox(), "subject": step["subject"]} if step.get("letter") else {}
        return {**letter, "text": text, "fields": fields, "chat": bool(step.get("chat"))}

    def _mailbox(self) -> str:
        service = self._service
        addresses = PlusAddresses(service.tokens, service.settings.mail_domain)
        return addresses.mailbox(service.library.alliances[self._told["alliance"]])


def _questions(step: Mapping[str, Any], case: Case) -> list[Prompt]:
    """Return what was asked at a step, leaving out what came to nothing with an SLE."""
    ended = {x.id for x in case.deployment if x.ended}
    kind = step.get("kind")
    return [
        x
        for x in case.prompt
        if x.step == step["at"] and kind in (None, x.kind) and x.about not in ended
    ]


def _settled(places: Iterable[_Place]) -> Iterable[_Place]:
    """Yield the places; whatever comes before one that is done is over too, asked for or not."""
    found = list(places)
    last = max((n for n, x in enumerate(found) if x.done), default=-1)
    for number, place in enumerate(found):
        yield _Place(place.step, place.asked, done=place.done or number < last)
