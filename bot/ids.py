"""What Slack hands back to us: ids of actions, blocks and views, and what a button carries.

Nothing is kept in memory between a message and its press, so a button carries all that its
listener needs: it works after a restart and in another process. Slack keeps ids to 255 characters,
a button's value to 2000, an option's to 150 and a view's private metadata to 3000.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from core.commands import VisitMade

VALUE: Final = 2000
OPTION: Final = 150
METADATA: Final = 3000


class Action(StrEnum):
    """The `action_id` of everything that can be pressed; those marked … open a modal."""

    YES = "answer_yes"
    NO = "answer_no"  # …
    YES_BUT = "answer_yes_but"  # …
    FILL_IN = "answer_form"  # …
    CHOOSE = "answer_choice"  # …
    DONE = "answer_done"
    IN_THE_WAY = "answer_in_the_way"  # …
    LOG_VISIT = "visit_log"  # …
    FINISHED = "visits_finished"

    SEE_CASE = "case_see"  # …
    CASE_MENU = "case_menu"  # an overflow: the option's own `do` says which of the next four
    RECORD_ANSWER = "case_record_answer"  # …
    RECORD_INVOICE = "case_record_invoice"  # …
    RECORD_PAYMENT = "case_record_payment"  # …
    WITHDRAW = "case_withdraw"  # …

    RELEASE = "parked_release"  # …
    DISCARD = "parked_discard"  # …
    LINK = "parked_link"  # …

    CONFIRM_VISITS = "visits_confirm"
    CHANGE_VISITS = "visits_change"  # …
    DROP_VISITS = "visits_drop"

    NEW_REQUEST = "request_new"  # …
    VALUE = "value"
    """What every input of a modal is called within its block."""


class View(StrEnum):
    """The `callback_id` of every modal, and of the home."""

    NO = "no"
    YES_BUT = "yes_but"
    FORM = "form"
    CHOICE = "choice"
    IN_THE_WAY = "in_the_way"
    VISITS = "visits"
    ON_BEHALF = "on_behalf"
    VERDICT = "verdict"
    INVOICE = "invoice"
    PAYMENT = "payment"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    DISCARD = "discard"
    LINK = "link"
    ALLIANCE = "alliance"
    REQUEST = "request"
    READ_ONLY = "read_only"
    HOME = "home"


def field_block(name: str) -> str:
    """Return the `block_id` of a form field's input."""
    return f"field:{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a button, a menu's option or a modal carries, as far as it is about any of it."""

    do: str = ""
    """What an option of a menu does: an `Action`."""
    case: str = ""
    prompt: str = ""
    deployment: str = ""
    alliance: str = ""
    parked: int = 0
    on_behalf: bool = False
    """Whether whoever presses it answers for the party that was asked."""
    visits: tuple[VisitMade, ...] = ()
    said: str = ""
    """What was typed in chat, kept as the note of the visits that it tells of."""
    where: str = ""
    """The message that a modal was opened from, as its channel and ts, to be put right after it."""

    def with_(self, **changes: Any) -> Self:
        """Return a copy with some of it changed."""
        return replace(self, **changes)

    def packed(self, most: int = VALUE) -> str:
        """Return it as JSON; raises ValueError beyond `most` characters."""
        text = json.dumps(self._shortest(), ensure_ascii=False, separators=(",", ":"))
        if len(text) > most:
            message = f"a button would carry {len(text)} characters, {most} at most"
            raise ValueError(message)
        return text

    def _shortest(self) -> dict[str, Any]:
        blank = type(self)()
        own = {x: getattr(self, x) for x in self.__slots__ if x != "visits"}
        found = {x: value for x, value in own.items() if value != getattr(blank, x)}
        if self.visits:
            found["visits"] = [[x.school, x.on.isoformat(), x.half_days] for x in self.visits]
        return found


def unpacked(text: str) -> Carried:
    """Return what a button or a modal carried; raises ValueError for what we did not pack."""
    try:
        body = json.loads(text or "{}")
        visits = tuple(_visit(*x, note=body.get("said", "")) for x in body.pop("visits", ()))
        return Carried(**body, visits=visits)
    except (TypeError, AttributeError, ValueError) as error:
        raise ValueError("Slack handed back something that we did not pack.") from error


def _visit(school: str, on: str, half_days: int, *, note: str) -> VisitMade:
    return VisitMade(school=school, on=date.fromisoformat(on), half_days=half_days, note=note)
