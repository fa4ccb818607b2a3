"""What happened, in sentences: each event as it was then, whatever has changed since."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from core.audit import FIRST, Link, parts
from core.commands import Command
from core.decide.draft import Decision
from core.errors import Refusal
from core.names import Names
from core.parties import Alliance
from core.views.timeline import PHRASES, people_in, timeline
from tests.support.deciding import COMPLETE, HOME_HEAD, Matter, facts_of
from tests.support.worlds import SCHOOLS, SLES, person_id, processes, request, sle_id

ALLIANCE = Alliance("downs", "Downs Alliance", "downs", "DA", ("support",))
NEWCOMER = "Nora Newhead"


@dataclass
class Recorded(Matter):
    """A matter that keeps its chain of events."""

    links: list[Link] = field(default_factory=list)

    def hand_in(self, command: Command) -> Decision | Refusal:
        """Decide on a command, and keep what happened."""
        outcome = super().hand_in(command)
        for event in outcome.events if isinstance(outcome, Decision) else ():
            facts, content = parts(event)
            link = Link(
                chain=self.case.ref,
                seq=len(self.links) + 1,
                at=self.now,
                name=event.name,
                actor=command.actor,
                channel=str(command.channel),
                command_key=command.key,
                process="",
                facts=tuple(facts),
                digest="",
                previous=FIRST,
                hash="",
                salt="",
                content=tuple(content),
            )
            self.links.append(link)
        return outcome

    def told(self) -> list[str]:  # type: ignore[override]
        """Return what happened so far, in sentences."""
        return [x["what"] for x in timeline(self.links, self._names())]

    def _names(self) -> Names:
        return Names(
            {id_: name for id_, (name, _) in SCHOOLS.items()},
            {x.id: x.name for x in self.facts.people.values()} | {person_id(NEWCOMER): NEWCOMER},
            {sle_id(name): name for name, *_ in SLES},
        )


def begun(slug: str = "east-sussex", **values: Any) -> Recorded:
    found = Recorded(facts_of(slug), processes()[slug].process)
    found.done(request("open", slug=slug, schools=("oakfield",), **{**COMPLETE, **values}))
    return found


@pytest.mark.parametrize("slug", ["east-sussex", "linwood", "connected-partnership"])
def test_what_was_told_once_is_never_told_otherwise(slug: str) -> None:
    found = begun(slug)
    told: list[str] = []
    for _ in range(60):
        if not found.case.is_open:
            break
        found.pass_time(days=1)
        found.answer(found.case.open_prompts()[0])
        now = found.told()
        assert now[: len(told)] == told
        told = now
    assert not found.case.is_open
    assert "Everything is settled; the case was closed." in told


def test_a_question_is_told_with_whoever_was_asked_then() -> None:
    found = begun()
    prompt = found.go_on_to("approve_release")
    assert prompt.person == HOME_HEAD
    before = found.told()
    assert before[-1] != before[-2]
    asked = "Asked: “Approve the release” (Hugh Marina)."
    assert asked in before
    found.appoint("harbour", "head", NEWCOMER)
    found.done(found.readdress(prompt))
    found.answer(prompt, actor=person_id(NEWCOMER), conditions=("not on Thursdays",))
    told = found.told()
    assert asked in told
    assert f"Put to somebody new: “Approve the release” ({NEWCOMER})." in told
    answered = f"“Approve the release” ({NEWCOMER}): yes, on condition: not on Thursdays."
    assert f"Answered: {answered}" in told
    assert people_in(found.links) >= {HOME_HEAD, person_id(NEWCOMER)}


def test_a_deployment_is_told_with_its_own_sle_after_a_rematch() -> None:
    found = begun()
    found.go_on_to("confirm_choice")
    found.decline("confirm_choice")
    found.answer("shortlist", sle=sle_id("Silas Emery"))
    told = found.told()
    assert "Sana Leigh was proposed." in told
    assert "The deployment of Sana Leigh came to nothing." in told
    assert "Silas Emery was proposed." in told
    assert told.index("Sana Leigh was proposed.") < told.index("Silas Emery was proposed.")


def test_money_is_told_as_it_came_and_went() -> None:
    found = begun()
    found.go_on_to("raise_invoice")
    found.done(found.invoice(number="A", pence=140_000))
    invoice = found.case.invoice[0]
    found.done(found.payment(invoice, 140_000))
    found.done(found.invoice(number="A-CN", pence=-35_000))
    found.done(found.payment(invoice, -35_000))
    told = [x for x in found.told() if "£" in x]
    assert told == [
        "Invoice A (£1,400.00) was recorded.",
        "Paid: £1,400.00 on A.",
        "Invoice A (£1,400.00) is paid in full.",
        "Credit note A-CN (£350.00) was recorded.",
        "Credit note A-CN (£350.00) is settled.",
        "Paid back: £350.00 on A.",
    ]


def test_an_invoice_that_a_credit_note_settled_is_not_told_as_paid() -> None:
    found = begun()
    found.go_on_to("raise_invoice")
    found.done(found.invoice(number="A"))
    found.done(found.invoice(number="A-CN", pence=-105_000))
    assert "Invoice A (£1,050.00) is settled." in found.told()


def test_what_somebody_wrote_is_left_out_once_it_is_erased() -> None:
    found = begun()
    found.go_on_to("approve_release")
    found.answer("approve_release", conditions=("not on Thursdays",), text="Yes, but …")
    found.links = [replace(x, content=None) for x in found.links]
    told = found.told()
    assert "Answered: “Approve the release” (Hugh Marina)." in told
    assert not any("Thursdays" in x for x in told)


def test_each_event_says_who_when_and_by_which_channel() -> None:
    found = begun()
    first, *_ = timeline(found.links, Names(people={found.links[0].actor: "Ann Head"}))
    assert (first["who"], first["channel"], first["event"], first["seq"]) == (
        "Ann Head", "email", "request_opened", 1,
    )  # fmt: skip
    assert first["at"] == "2026-10-05T10:00:00+01:00"


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_is_a_sentence_even_when_its_row_is_gone(name: str) -> None:
    gone = replace(begun().links[0], name=name, facts=(), content=None)
    told = timeline([gone], Names())
    assert all(x["what"].endswith(".") and "None" not in x["what"] for x in told)
