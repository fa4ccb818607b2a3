"""How the words of a reply become an answer, whichever channel they came through."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core import forms
from core.answering import asking_of, command_of
from core.commands import AnswerPrompt, LogVisits, VisitMade
from core.model import Channel, Deployment, DeploymentState
from core.prompts import KINDS
from core.prompts.replies import Asking, Given, Unreadable, read_reply
from core.reading.forms import blank_form
from core.reading.request import read_request
from core.reading.schools import SchoolEntry, SchoolIndex
from tests.support.deciding import opened

FRIDAY = date(2026, 11, 13)
NAMES = {"oak": "Oakfield Primary School", "elm": "Elmbrook Academy"}
VISITED = Deployment(
    id="ES-0012.d1",
    case="ES-0012",
    state=DeploymentState.AGREED,
    schools=("oak",),
    half_days=6,
    agreed_at=datetime(2026, 11, 2, 12, tzinfo=UTC),
)


def asked(kind: str, *fields: str, **changes: Any) -> Asking:
    """Return a question of a kind, asked of somebody who answers on a Friday."""
    return Asking(KINDS[kind], fields, FRIDAY, {}, **{"schools": NAMES, **changes})


def given(text: str, asking: Asking) -> Given:
    """Read a reply that has to be understood."""
    read = read_reply(text, asking)
    assert isinstance(read, Given), read
    return read


def why(text: str, asking: Asking) -> str:
    """Read a reply that must not be understood."""
    read = read_reply(text, asking)
    assert isinstance(read, Unreadable), read
    return read.why


# --- visits ---


def test_visits_are_read_of_the_deployment_that_is_asked_about() -> None:
    text = "Half day on Tuesday."
    read = given(text, asked("log_visits", deployment=VISITED))
    assert read.verdict is None
    assert read.visits == (VisitMade(school="oak", on=date(2026, 11, 10), half_days=1, note=text),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Visited on Tuesday.", "how long"),
        ("Full day at Oakfield.", "which day"),
        ("Full day on 3 October.", "which day"),
        ("I shall be there for a full day on Thursday.", "still to come"),
        ("Tuesday was cancelled because of the snow.", "called off"),
        ("Thank you for everything!", "names no visit"),
    ],
)
def test_what_is_not_certain_of_a_visit_is_named_and_nothing_is_logged(
    text: str, told: str
) -> None:
    assert told in why(text, asked("log_visits", deployment=VISITED))


def test_one_of_several_schools_has_to_be_named() -> None:
    group = VISITED.with_(schools=("oak", "elm"))
    assert "which school" in why("Half day on Tuesday.", asked("log_visits", deployment=group))
    read = given("Half day at Elmbrook on Tuesday.", asked("log_visits", deployment=group))
    assert [x.school for x in read.visits] == ["elm"]


def test_nothing_is_logged_of_a_deployment_that_is_not_under_way() -> None:
    proposed = VISITED.with_(state=DeploymentState.PROPOSED, agreed_at=None)
    for deployment in (None, proposed):
        assert "names no visit" in why(
            "Half day on Tuesday.", asked("log_visits", deployment=deployment)
        )


def test_a_question_of_an_sle_is_told_from_a_report() -> None:
    read = read_reply("How many days are left?", asked("log_visits", deployment=VISITED))
    assert isinstance(read, Unreadable)
    assert read.question


def test_finished_is_an_answer_and_no_visit() -> None:
    read = given("Finished, thank you.", asked("log_visits", deployment=VISITED))
    assert (read.verdict, read.visits) == ("done", ())


# --- the request ---

INDEX = SchoolIndex([SchoolEntry("oak", NAMES["oak"]), SchoolEntry("elm", NAMES["elm"])])
FIELDS = ("school", "specialisms", "days", "funding")


def free(text: str, missing: tuple[str, ...]) -> Given | Unreadable:
    reading = read_request("", text, sender_address="", schools=INDEX)
    return read_reply(text, asked("request_form", *FIELDS, request=reading, missing=missing))


def test_a_free_reply_completes_the_request_as_far_as_it_is_certain() -> None:
    read = free("It is for Oakfield Primary School, four days, please.", ("school", "half_days"))
    assert isinstance(read, Given)
    assert read.values["school_ids"] == ("oak",)
    assert read.values["school"] == NAMES["oak"]
    assert read.values["half_days"] == 8


def test_a_free_reply_changes_nothing_that_is_known_already() -> None:
    assert isinstance(free("Four days, please.", ("funding",)), Unreadable)


def test_a_heading_outweighs_what_a_reply_says_in_passing() -> None:
    read = free("Four days would be best.\n\nDays of support: 3", ("half_days",))
    assert isinstance(read, Given)
    assert read.values["half_days"] == 6


def test_only_the_request_is_completed_by_a_free_reply() -> None:
    reading = read_request("", "Four days, please.", sender_address="", schools=INDEX)
    asking = asked("scope", "scope", "days", request=reading, missing=("scope", "half_days"))
    assert "headings" in why("Four days, please.", asking)


# --- done ---


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Done on 3 November.", {"contact_date": "2026-11-03"}),
        ("Done on Tuesday. We meet on 8 December.", {"contact_date": "2026-11-10"}),
        ("Done.", {}),
        ("Done, we meet on 8 December 2026.", {}),
        ("Done on 3 November or 4 November.", {}),
    ],
)
def test_the_day_on_which_something_was_done_is_kept(text: str, kept: dict[str, str]) -> None:
    assert given(text, asked("make_contact")).values == kept


# --- a form filled in within the quoted mail ---

QUOTED = """{own}

From: Downland Alliance <downland@broker.example>
Sent: 12 November 2026 09:00
To: Hanna Okafor
Subject: [ES-0012] A few questions about your request

Dear Hanna Okafor,

What we know of the request:
- Days of support, as the request has it: 9 days

The form:

{form}
"""
NAMED = ("specialisms", "need", "days")


def outlook(own: str = "", fields: tuple[str, ...] = NAMED, **typed: str) -> str:
    """Return a letter whose writer typed into the form of ours that their program quotes."""
    form = blank_form(forms.fields(fields))
    for name, words in typed.items():
        title = forms.FIELDS[name].title
        head, _, rest = form.partition(f"== {title} ==\n")
        printed, blank, after = rest.partition("\n\n")
        form = f"{head}== {title} ==\n{printed}\n{words}{blank}{after}"
    return QUOTED.format(own=own, form=form)


def beneath(letter: str, own: str = "", kind: str = "scope") -> Given | Unreadable:
    return read_reply(own, asked(kind, *NAMED, letter=letter))


def test_answers_typed_into_an_unmarked_quoted_form_are_read() -> None:
    read = beneath(outlook(days="2.5", need="Phonics has slipped."))
    assert isinstance(read, Given)
    assert read.values == {"half_days": 5, "need": "Phonics has slipped."}


@pytest.mark.parametrize("own", ["", "Please see below.", "Thank you for your mail."])
def test_a_blank_quoted_form_answers_nothing(own: str) -> None:
    assert isinstance(beneath(outlook(own), own), Unreadable)


@pytest.mark.parametrize(
    ("ours", "left"),
    [
        ("halves are fine, for", "halves are fine."),
        ("How many days in all; ", ""),
        ("For example mathematics, phonics,", "mathematics, phonics,"),
    ],
)
def test_what_is_left_of_our_own_words_is_no_answer(ours: str, left: str) -> None:
    letter = outlook().replace(ours, left)
    assert letter != outlook()
    assert isinstance(beneath(letter), Unreadable)


def test_wrapped_lines_of_ours_are_still_ours() -> None:
    wrapped = outlook(days="2.5").replace("How many days in all; ", "How many days in\nall; ")
    read = beneath(wrapped)
    assert isinstance(read, Given)
    assert read.values == {"half_days": 5}


def test_a_quoted_form_without_its_end_is_not_read() -> None:
    letter = outlook(days="2.5").partition("== That is all")[0]
    assert isinstance(beneath(letter), Unreadable)


def test_the_replys_own_headings_come_first() -> None:
    own = "Days of support: 1"
    read = beneath(outlook(own, days="2.5"), own)
    assert isinstance(read, Given)
    assert read.values == {"half_days": 2}


def test_an_amount_typed_into_the_quoted_form_is_not_overlooked() -> None:
    letter = outlook("Received.", fields=forms.RECEIPT, amount_received="£200.00")
    read = read_reply("Received.", asked("confirm_receipt", letter=letter))
    assert isinstance(read, Given)
    assert read.values == {"amount_received": 20_000}


def test_an_invoice_number_typed_into_the_quoted_form_is_read() -> None:
    letter = outlook("See below.", fields=forms.INVOICE, invoice_number="INV-77")
    read = read_reply("See below.", asked("raise_invoice", letter=letter))
    assert isinstance(read, Given)
    assert read.values == {"invoice_number": "INV-77"}


# --- from a question to a command ---


def test_a_question_knows_its_form_what_is_missing_and_its_deployment() -> None:
    found = opened("linwood")
    found.answer("scope", values={"scope": "Reading"})
    prompt = found.asked("scope")
    asking = asking_of(found.case, prompt, found.process, FRIDAY, sles={}, schools={})
    assert "scope" in asking.fields
    assert "scope" not in asking.missing
    assert asking.deployment is None
    visiting = found.go_on_to("log_visits")
    asking = asking_of(found.case, visiting, found.process, FRIDAY, sles={}, schools={})
    assert asking.deployment == found.deployment


def test_visits_become_a_log_and_all_else_an_answer() -> None:
    found = opened("east-sussex")
    prompt = found.go_on_to("log_visits")
    made = VisitMade(school="oakfield", on=found.now.date(), half_days=1)
    told: dict[str, Any] = {"key": "k", "actor": prompt.person, "channel": Channel.SLACK}
    log = command_of(Given(visits=(made,)), prompt, **told)
    assert isinstance(log, LogVisits)
    assert (log.deployment, log.visits) == (prompt.about, (made,))
    found.done(log)
    answer = command_of(Given("done", {"x": 1}), prompt, text="Finished.", on_behalf=True, **told)
    assert isinstance(answer, AnswerPrompt)
    assert (answer.prompt, answer.values, answer.text) == (prompt.id, {"x": 1}, "Finished.")
    found.done(answer)
