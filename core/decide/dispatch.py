"""The one pure function that every command goes through."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.commands import (
    AnswerPrompt,
    AskAgain,
    Command,
    LogVisits,
    NoteMail,
    Nudge,
    OpenRequest,
    Readdress,
    RecordInvoice,
    RecordPayment,
    TellAtLast,
    Withdraw,
)
from core.decide import answers, chasing, payments, requests, visits
from core.decide.advance import advance
from core.decide.draft import Decision, Draft
from core.decide.showing import show
from core.errors import Refusal
from core.model import Case
from core.parties import Facts
from core.process import Process

_Verb = Callable[[Draft, Any], Refusal | None]

_VERBS: Mapping[type[Command], _Verb] = {
    OpenRequest: requests.open_request,
    Withdraw: requests.withdraw,
    NoteMail: requests.note_mail,
    TellAtLast: requests.tell_at_last,
    AnswerPrompt: answers.answer,
    LogVisits: visits.log_visits,
    RecordInvoice: payments.record_invoice,
    RecordPayment: payments.record_payment,
    Nudge: chasing.nudge,
    Readdress: chasing.readdress,
    AskAgain: chasing.ask_again,
}

# What still has a meaning when the case is over: money may come late, and mail and news may.
_AFTER_THE_END = (RecordInvoice, RecordPayment, NoteMail, TellAtLast)


def decide(
    case: Case | None, command: Command, process: Process, facts: Facts, now: datetime
) -> Decision | Refusal:
    """Return what a command comes to, or why it cannot be. Pure: same values, same answer."""
    if case is None and not isinstance(command, OpenRequest):
        return Refusal("There is no such case.", "Check the reference.")
    if case is not None and not case.is_open and not isinstance(command, _AFTER_THE_END):
        return Refusal(
            f"{case.ref} is {case.record.state}; nothing was changed.",
            "Send a new request if there is more to do.",
        )
    draft = Draft(case, command, process, facts, now)
    refusal = _VERBS[type(command)](draft, command)
    if refusal is not None:
        return refusal
    _stand(draft, advance(draft))
    show(draft, case)
    return draft.decision()


def _stand(draft: Draft, step: str) -> None:
    """Note where the case stands and when it next wants attention, for the ticker to find it by."""
    times = [x.nudge_at for x in draft.case.prompt if x.nudge_at is not None]
    next_due_at = min(times, default=None)
    record = draft.case.record
    if record.step != step:
        draft.change_case("step_reached", step=step, next_due_at=next_due_at)
    elif record.next_due_at != next_due_at:
        draft.change_case("scheduled", next_due_at=next_due_at)
