"""No running case waits for ever unseen: somebody is always to be reminded, or has been."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decide.chasing import times_of
from core.errors import Refusal
from core.model import CaseState, Prompt, PromptState
from core.prompts import KINDS, Answers
from tests.support.deciding import COORDINATOR, DIRECTOR, SLE, Matter, opened
from tests.support.worlds import SLUGS, sle_id

STAYS_DECLINED = [
    ("linwood", "approve_release"), ("linwood", "sign_agreement"),
    ("connected-partnership", "sign_agreement"),
    ("east-sussex", "sign_agreement"),
]  # fmt: skip
"""Questions whose "no" leaves it to the coordinator how the case goes on."""


def declined(slug: str, kind: str) -> tuple[Matter, Prompt]:
    """Return a matter in which everybody has said yes but one, to whom it is left."""
    found = opened(slug)
    found.go_on_to(kind)
    asked, *others = found.all_asked(kind)
    for prompt in others:
        found.answer(prompt)
    found.decline(asked)
    return found, found.latest(asked)


def left_to_the_coordinator(slug: str, kind: str) -> bool:
    """Whether a process says nothing of what follows from a "no"."""
    specs = [x.spec for x in opened(slug).process.specs() if x.spec.kind == kind]
    return all(x.on_decline is None for x in specs)


LEFT = [x for x in STAYS_DECLINED if left_to_the_coordinator(*x)]


def climb(found: Matter, prompt: Prompt) -> Iterable[Prompt]:
    """Let time pass and remind at each rung, until the ladder's end; yield what stands after."""
    while (at := found.latest(prompt).nudge_at) is not None:
        found.now = at
        found.done(found.nudge(prompt, found.latest(prompt).rung + 1))
        yield found.latest(prompt)


def test_some_no_is_left_to_the_coordinator() -> None:
    assert {kind for _, kind in LEFT} >= {"sign_agreement"}


@pytest.mark.parametrize(("slug", "kind"), LEFT)
def test_a_no_that_holds_a_case_up_is_told_to_the_coordinator_and_climbs_its_ladder(
    slug: str, kind: str
) -> None:
    found, prompt = declined(slug, kind)
    assert found.case.open_prompts() == ()
    assert [x.recipient for x in found.told(what="declined")] == [COORDINATOR]
    assert found.case.record.next_due_at == prompt.nudge_at
    rungs = [x.rung for x in climb(found, prompt)]
    assert rungs == list(range(1, len(found.process.slot_at(prompt.place).spec.nudge) + 1))
    reminders = [x for x in found.told_ever(what="declined") if x.facts.get("rung")]
    assert [x.facts["rung"] for x in reminders if x.recipient == COORDINATOR] == rungs
    assert {x.recipient for x in reminders} <= {COORDINATOR, DIRECTOR}
    assert found.case.record.next_due_at is None


def test_whoever_said_no_hears_no_more_of_it() -> None:
    found, prompt = declined("east-sussex", "sign_agreement")
    before = len(found.notices)
    list(climb(found, prompt))
    assert prompt.person == SLE
    assert SLE not in {x.recipient for x in found.notices[before:]}


def test_an_earlier_reminder_of_the_question_takes_none_from_the_coordinator() -> None:
    found = opened("east-sussex")
    found.go_on_to("sign_agreement")
    asked, *others = found.all_asked("sign_agreement")
    for prompt in others:
        found.answer(prompt)
    list(climb(found, asked))
    found.decline(asked)
    keys = {(x.round, x.rung) for x in climb(found, asked)}
    assert len(keys) == len(found.process.slot_at(asked.place).spec.nudge)
    assert {round_ for round_, _ in keys} == {asked.round + 1}


@pytest.mark.parametrize("step", [None, "match"])
def test_when_the_case_moves_on_nobody_is_reminded_of_the_no(step: str | None) -> None:
    found, prompt = declined("east-sussex", "sign_agreement")
    found.done(found.ask_again(prompt, step))
    assert found.latest(prompt).nudge_at is None
    refusal = found.refused(found.nudge(prompt, 1))
    assert "no longer" in refusal.reason


def test_a_withdrawn_case_reminds_nobody_of_a_no() -> None:
    found, _ = declined("east-sussex", "sign_agreement")
    found.done(found.withdraw())
    assert [x.id for x in found.case.prompt if x.nudge_at is not None] == []
    assert found.case.record.next_due_at is None


def test_a_no_is_brought_up_on_office_days_whatever_school_said_it() -> None:
    found, prompt = declined("east-sussex", "sign_agreement")
    assert times_of(prompt, found.case, found.process, found.facts).calendar is None


# --- whatever happens ---

MOVES = st.sampled_from(["yes", "yes", "yes", "no", "time", "time", "again", "back", "mail"])


@pytest.mark.parametrize("slug", SLUGS)
@given(moves=st.lists(st.tuples(MOVES, st.integers(0, 7)), min_size=12, max_size=60))
def test_a_running_case_always_has_somebody_to_remind_or_reminded(
    slug: str, moves: list[tuple[str, int]]
) -> None:
    found = opened(slug)
    for move, which in moves:
        if not found.case.is_open:
            break
        _make(found, move, which)
        assert_not_forgotten(found)


def _make(found: Matter, move: str, which: int) -> None:
    waiting = found.case.open_prompts()
    nos = [x for x in found.case.prompt if x.state is PromptState.DECLINED]
    if move == "time":
        _remind_next(found)
    elif move == "mail":
        found.done(found.note())
    elif move in ("again", "back") and nos:
        steps = [x.name for x in found.process.step]
        step = None if move == "again" else steps[which % len(steps)]
        found.hand_in(found.ask_again(nos[which % len(nos)], step))
    elif move == "no" and waiting:
        asked = waiting[which % len(waiting)]
        outcome = found.hand_in(found.answering(asked, verdict="no", values={}))
        assert KINDS[asked.kind].declinable is not isinstance(outcome, Refusal)
    elif waiting:
        _agree(found, waiting[which % len(waiting)])


def _agree(found: Matter, prompt: Prompt) -> None:
    again = {"sle": sle_id("Sana Leigh"), "override": "They asked for her by name."}
    if KINDS[prompt.kind].answers is Answers.CHOICE:
        found.answer(prompt, values=again)
    else:
        found.answer(prompt)


def _remind_next(found: Matter) -> None:
    """Let time pass until somebody is to be reminded, and remind them."""
    due = [x for x in found.case.prompt if x.nudge_at is not None]
    if due:
        first = min(due, key=lambda x: x.nudge_at or found.now)
        found.now = max(found.now, first.nudge_at or found.now)
        times = times_of(first, found.case, found.process, found.facts)
        closed = times.closure(found.now)
        found.now = closed.until if closed else found.now
        found.done(found.nudge(first, times.highest(first, found.now)))


def assert_not_forgotten(found: Matter) -> None:
    """Check that a case stands still only after somebody was told of it as often as is fit."""
    case = found.case
    times = [x.nudge_at for x in case.prompt if x.nudge_at is not None]
    assert case.record.next_due_at == min(times, default=None)
    if case.record.state is not CaseState.OPEN:
        assert not times
        return
    for prompt in case.open_prompts():
        assert prompt.nudge_at is not None or _is_exhausted(found, prompt), prompt
    if not case.open_prompts() and not times:
        nos = [x for x in case.prompt if x.state is PromptState.DECLINED]
        assert any(_is_exhausted(found, x) for x in nos), found.events


def _is_exhausted(found: Matter, prompt: Prompt) -> bool:
    """Whether every rung has spoken, the last of them to a person."""
    rungs = len(found.process.slot_at(prompt.place).spec.nudge)
    told = [x for x in found.notices if x.prompt == prompt.id and x.recipient]
    return prompt.rung == rungs and bool(told)
