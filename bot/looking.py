"""A question as whoever opens it may see it: its case, its form, its shortlist."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.screens import Screens
from bot.views.shown import Choice
from bot.views.standing import choices
from core import forms
from core.model import Case, Channel, Prompt
from core.names import Names
from core.notices.ask import ask
from core.notices.facts import notice_view
from core.notices.loading import Loaded, load
from core.notices.view import Ask, NoticeView
from core.outbox import Waiting
from core.prompts import KINDS, Answers, PromptKind
from core.reading.forms import Field


@dataclass(frozen=True, slots=True)
class Looked:
    """One question, loaded for one person."""

    loaded: Loaded
    prompt: Prompt

    @property
    def kind(self) -> PromptKind:
        """What kind of question it is."""
        return KINDS[self.prompt.kind]

    @property
    def title(self) -> str:
        """What it is called: by its form's own name, if it has one."""
        slot = self.loaded.slot
        return (slot.spec.form if slot else None) or self.kind.title

    @property
    def view(self) -> NoticeView:
        """All that the person may see of it."""
        return notice_view(self.loaded)

    @property
    def who(self) -> str:
        """Who was asked, in words."""
        return self._ask().who

    @property
    def if_no(self) -> str:
        """What a no leads to, in words."""
        return self._ask().if_no

    def _ask(self) -> Ask:
        slot = self.loaded.slot
        assert slot is not None, "it was loaded with its prompt"
        return ask(self.loaded, self.prompt, slot)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return all that its form asks, what was said before included."""
        slot = self.loaded.slot
        match self.kind.answers:
            case Answers.INVOICE:
                return forms.fields(forms.INVOICE)
            case Answers.PAYMENT:
                return forms.fields(forms.RECEIPT)
            case Answers.FORM:
                return forms.fields(slot.spec.fields) if slot else ()
            case _:
                kept = self.kind.date_kept
                return (_day_done(kept),) if kept else ()

    @property
    def known(self) -> dict[str, Any]:
        """Return what is written in its form already."""
        case, prompt = self.loaded.case, self.prompt
        if self.kind.tells_request:
            names = [self.loaded.school(x) for x in case.record.schools]
            return {**case.request, **({"school": ", ".join(names)} if names else {})}
        form = case.latest_form(self.kind.form or "", prompt.about, prompt.role, prompt.school)
        return dict(form.values) if form else {}

    @property
    def shortlist(self) -> tuple[Choice, ...]:
        """Return who comes into question, best first."""
        names = Names(schools=self.loaded.candidate_schools)
        return choices(self.loaded.candidates, names)


def _day_done(name: str) -> Field:
    known = forms.FIELDS.get(name)
    title = known.title if known else "Done on"
    help_ = "Leave it empty if it was today."
    return Field(name, title, "date", required=False, help=help_)


def look_at(
    connection: Connection, screens: Screens, case: Case, prompt: Prompt, person: str
) -> Looked:
    """Load a question for somebody."""
    return Looked(_loaded(connection, screens, case, prompt, person), prompt)


def case_view(
    connection: Connection, screens: Screens, case: Case, prompt: Prompt | None, person: str
) -> NoticeView:
    """Return a case as a person may see it: by the question that they were last asked, if any."""
    return notice_view(_loaded(connection, screens, case, prompt, person))


def _loaded(
    connection: Connection, screens: Screens, case: Case, prompt: Prompt | None, person: str
) -> Loaded:
    now = screens.clock.now()
    row = Waiting(
        id=0,
        dedup="",
        case=case.ref,
        alliance=case.record.alliance,
        channel=Channel.SLACK,
        recipient=person,
        kind="prompt" if prompt else "status",
        prompt=prompt.id if prompt else None,
        facts={},
        tries=0,
        created_at=now,
        owner="",
        lease_until=now,
    )
    return load(connection, row, screens.library, now)
