"""From an outbox row to what it may say: read at the moment it goes out, never earlier."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.decide.addressees import addressee, person_for
from core.library import Library
from core.model import Case, Channel, Prompt, PromptState
from core.notices.ask import ask, fields_asked, post, who
from core.notices.case import (
    agreed,
    candidates,
    documents,
    in_question,
    needs_no_story,
    period,
    sle_shown,
    summary,
    visits,
    worked,
)
from core.notices.loading import Loaded, load
from core.notices.money import bill, price_lines
from core.notices.naming import post_of
from core.notices.need_to_know import is_of_days_or_cover
from core.notices.plain_english import day, listed
from core.notices.safe_text import one_line, several_lines
from core.notices.view import NoticeView
from core.outbox import Skip, Waiting
from core.process import Role
from core.prompts import KINDS

NO_LONGER_NEEDED = Skip("no longer needed")
_QUESTIONS = frozenset({"prompt", "nudge", "unclear_answer"})
_ABOUT_AN_OPEN_QUESTION = _QUESTIONS | {"escalation"}
_NOBODY = "nobody_to_ask"


def look_up(connection: Connection, row: Waiting, library: Library, now: datetime) -> Loaded | Skip:
    """Read what a notice is about, or why it is not sent any more.

    Raises RecipientGone when there is nobody to write to.
    """
    loaded = load(connection, row, library, now)
    if _no_longer_needed(row, loaded.case, loaded.prompt):
        return NO_LONGER_NEEDED
    return loaded


def _no_longer_needed(row: Waiting, case: Case, prompt: Prompt | None) -> bool:
    """Whether what a notice is about has been settled, withdrawn or put to somebody else since."""
    waits = row.kind in _ABOUT_AN_OPEN_QUESTION or row.facts.get("what") == _NOBODY
    if not waits:
        return False
    if prompt is None or not prompt.open or not case.is_open:
        return True
    if row.facts.get("what") == _NOBODY:
        return prompt.person is not None
    if row.kind not in _QUESTIONS:
        return False
    outdone = row.kind == "nudge" and prompt.rung > row.facts.get("rung", 0)
    return row.recipient != addressee(case, prompt) or outdone


def notice_view(loaded: Loaded) -> NoticeView:
    """Return what a notice may say to its recipient, whatever the channel."""
    row, record, prompt, slot = loaded.row, loaded.case.record, loaded.prompt, loaded.slot
    role = prompt.role if prompt and prompt.person == row.recipient else ""
    asked = _fields_asked(loaded)
    return NoticeView(
        template=_template(row),
        ref=record.id,
        alliance=loaded.alliance.name,
        greeting=loaded.alliance.greeting,
        titles=loaded.process.titles,
        to=one_line(loaded.recipient.name, 100),
        reads_as_coordinator=loaded.reads_as_coordinator,
        facts=_safe_facts(loaded),
        requester=one_line(record.requester_name or record.requester_address, 100),
        unproven=_unproven(loaded),
        schools=listed(_names(loaded)),
        schools_in_brief=_in_brief(loaded),
        first_school=loaded.school(loaded.schools[0]) if loaded.schools else "the school",
        today=f"{loaded.today:%-d %B}",
        contacts=_contacts(loaded),
        summary=summary(loaded, role, asked),
        kinds=frozenset(x.spec.kind for x in loaded.process.specs()),
        ask=ask(loaded, prompt, slot) if prompt and slot else None,
        sle=sle_shown(loaded) if role != Role.BOARD else None,
        conditions=_conditions(loaded, role),
        days=in_question(loaded),
        agreed=agreed(loaded),
        worked=worked(loaded),
        period=period(loaded),
        visits=visits(loaded),
        price=price_lines(loaded, role),
        bill=bill(loaded, prompt) if prompt else None,
        documents=documents(loaded, prompt, asked) if prompt else (),
        candidates=candidates(loaded),
        waiting_for=_waiting_for(loaded) if row.kind == "status" else (),
        state=str(record.state),
        about_person=_about_person(loaded),
        words=several_lines(str(row.facts.get("text") or row.facts.get("reason") or "")),
    )


def _conditions(loaded: Loaded, role: str) -> tuple[str, ...]:
    """Return the conditions set so far; to whoever needs no story, those on days and cover."""
    told = loaded.deployment.conditions if loaded.deployment else ()
    every = not needs_no_story(loaded, role)
    return tuple(one_line(x) for x in told if every or is_of_days_or_cover(x))


def _in_brief(loaded: Loaded) -> str:
    """Return the schools as a subject has room for them."""
    several = len(loaded.schools) > 2
    return f"{len(loaded.schools)} schools" if several else listed(_names(loaded))


def _names(loaded: Loaded) -> list[str]:
    return [loaded.school(x) for x in loaded.schools]


def _fields_asked(loaded: Loaded) -> frozenset[str]:
    """Return the names of the fields that this very mail asks to be filled in."""
    if loaded.prompt is None or loaded.slot is None or not loaded.asks_now:
        return frozenset()
    return frozenset(x.name for x in fields_asked(loaded, loaded.prompt, loaded.slot))


def _template(row: Waiting) -> str:
    what = row.facts.get("what") if row.kind == "news" else None
    return f"news/{what}" if what else row.kind


def _safe_facts(loaded: Loaded) -> Mapping[str, Any]:
    """Return the notice's own facts, numbers as they are and words as one safe line each."""
    return {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in loaded.row.facts.items()
    }


def _unproven(loaded: Loaded) -> str:
    """Return, for a coordinator only, why it is not certain who asked; empty where it is."""
    record = loaded.case.record
    if record.author_proven or not loaded.reads_as_coordinator or _has_answered(loaded):
        return ""
    return one_line(record.author_why) or "nothing shows that the mail came from its sender"


def _has_answered(loaded: Loaded) -> bool:
    """Whether whoever is said to have asked has answered a question of the case since.

    An answer by email or in Slack counts only from its proven party, or once a coordinator has
    released it (docs/rules.md#who-decides-by-email); what is entered by hand proves nobody.
    """
    record = loaded.case.record
    requester = record.requester or record.requester_address
    return any(
        x.state is not PromptState.OPEN
        and x.answered_by == requester
        and x.channel in (Channel.EMAIL, Channel.SLACK)
        and addressee(loaded.case, x) == requester
        for x in loaded.case.prompt
    )


def _contacts(loaded: Loaded) -> tuple[str, ...]:
    """Return how to reach those whom the recipient is to get in touch with."""
    prompt = loaded.prompt
    if prompt is None:
        return ()
    if loaded.row.kind == "escalation":
        person = loaded.facts.people.get(prompt.person or "")
        address = person.email if person else loaded.case.record.requester_address
        return (f"{who(loaded, prompt)}: {address}",) if address else ()
    lines = (
        _contact(loaded, role, prompt, school)
        for role in KINDS[prompt.kind].contacts
        for school in loaded.schools
    )
    return tuple(dict.fromkeys(line for line in lines if line))


def _contact(loaded: Loaded, role: Role, prompt: Prompt, school: str) -> str:
    person = person_for(role, prompt.about, school, loaded.case, loaded.facts)
    if person is None or not person.email:
        return ""
    title = post_of(loaded, role, (school,), prompt.about)
    return f"{one_line(person.name, 100)}, {title}: {person.email}"


def _waiting_for(loaded: Loaded) -> tuple[str, ...]:
    """Return, for whoever asks how things stand, what the case waits for."""
    return tuple(
        f"{KINDS[x.kind].title}: the {post(loaded, x)}, "
        f"by {day(loaded.day_of(x.due_at), loaded.today)}"
        for x in loaded.case.open_prompts()
    )


def _about_person(loaded: Loaded) -> str:
    """Return whom the news is about: who wrote, whose notice was not delivered, an empty post."""
    facts = loaded.row.facts
    if facts.get("writer"):
        return _writer(loaded, str(facts["writer"]), str(facts.get("address") or ""))
    whom = facts.get("recipient")
    if whom:
        person = loaded.facts.people.get(str(whom))
        return one_line(f"{person.name} ({person.email})" if person else str(whom), 200)
    if facts.get("what") == _NOBODY and loaded.prompt:
        return post(loaded, loaded.prompt)
    return ""


def _writer(loaded: Loaded, writer: str, address: str) -> str:
    """Return who wrote a mail, by the address that it came from."""
    person = loaded.facts.people.get(writer)
    return one_line(f"{person.name} ({address})" if person else address, 200)
