"""A command that was written down comes back as the same command."""

from datetime import date
from typing import Any

import pytest

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
    VisitMade,
    Withdraw,
    canonical,
    digest,
    from_canonical,
)
from core.decide.dispatch import _VERBS
from core.model import Channel

WHO: Any = {"key": "k", "actor": "ann", "channel": Channel.EMAIL}
ON: Any = {**WHO, "case": "AB-0001"}
DAY = date(2026, 11, 3)
COMMANDS: list[Command] = [
    OpenRequest(
        **WHO,
        alliance="downs",
        requester=None,
        requester_address="ann@oak.test",
        requester_name="Ann Ó Néill",
        subject="“Phonics”",
        schools=("oak", "elm"),
        request={"half_days": 5, "specialisms": ("phonics",), "need": "x\ny"},
        author_proven=False,
    ),
    AnswerPrompt(
        **ON,
        prompt="AB-0001.p1",
        verdict="yes",
        values={"sle": "s", "list": (1, 2)},
        conditions=("not Thursdays",),
        half_days=3,
        on_behalf=True,
    ),
    LogVisits(
        **ON,
        deployment="AB-0001.d1",
        visits=(
            VisitMade(school="oak", on=DAY, half_days=2),
            VisitMade(school="elm", on=DAY, half_days=1, note="half"),
        ),
    ),
    RecordInvoice(
        **ON, deployment="d", line="charge", school=None, number="1", pence=-5, issued_on=DAY
    ),
    RecordPayment(**ON, invoice="i", pence=5, paid_on=DAY, source="bank", reference="r"),
    Nudge(**ON, prompt="p", round=1, rung=2),
    Readdress(**ON, prompt="p"),
    AskAgain(**ON, prompt="p", step=None),
    Withdraw(**ON, reason="no"),
    NoteMail(**ON, what="question", text="?", person=None),
    TellAtLast(**ON, kind="news", dedup="d", prompt="p", facts={"what": "condition", "due": 5}),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda x: type(x).__name__)
def test_a_command_comes_back_the_same(command: Command) -> None:
    again = from_canonical(canonical(command))
    assert again == command
    assert digest(again) == digest(command)


def test_every_command_there_is_can_come_back() -> None:
    assert {type(x) for x in COMMANDS} == set(_VERBS)


def test_what_is_no_command_is_not_made_up() -> None:
    with pytest.raises(KeyError):
        from_canonical('{"command": "DropTables"}')
