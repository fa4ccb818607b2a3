"""The chain of events: whole, foldable, and broken by whoever touches it."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from core import audit
from core.audit import Link, Verdict
from core.decide.draft import Event
from core.model import Case
from tests.support.deciding import opened

AT = datetime(2026, 10, 5, 9, tzinfo=UTC)


def chained(events: list[Event]) -> list[Link]:
    """Chain events as the store does."""
    links: list[Link] = []
    previous = audit.FIRST
    for seq, event in enumerate(events, 1):
        facts, content = audit.parts(event)
        salt = secrets.token_hex(4) if content else ""
        link = audit.sealed(
            Link(
                chain="ES-0012",
                seq=seq,
                at=AT,
                name=event.name,
                actor="per-harriet-oakley",
                channel="email",
                command_key=f"k{seq}",
                process="0" * 64,
                facts=tuple(facts),
                digest=audit.digest(salt, content) if content else "",
                previous=previous,
                hash="",
                salt=salt,
                content=tuple(content),
            )
        )
        links.append(link)
        previous = link.hash
    return links


def _walk() -> tuple[list[Link], Case]:
    found = opened("east-sussex", funding="boards")
    events = list(found.last.events) if found.last else []
    while found.case.is_open:
        prompt = found.case.open_prompts()[0]
        events += found.answer(prompt).events
    return chained(events), found.case


LINKS, CASE = _walk()
HEAD = LINKS[-1].hash


def verify(links: list[Link], rows: Case | None = CASE, head: str | None = HEAD) -> Verdict:
    return audit.verify(links, head, rows)


def test_a_chain_that_nobody_touched_is_whole() -> None:
    texts = sum(bool(x.content) for x in LINKS)
    assert verify(LINKS) == Verdict(len(LINKS), intact=True, first_broken=None, kept=texts)


def test_a_chain_folds_to_exactly_the_rows() -> None:
    assert audit.fold(LINKS) == CASE


def test_every_beginning_of_a_chain_folds_to_the_case_as_it_stood() -> None:
    found = opened("linwood")
    events = list(found.last.events) if found.last else []
    stood = {len(events): found.case}
    while found.case.is_open:
        events += found.answer(found.case.open_prompts()[0]).events
        stood[len(events)] = found.case
    links = chained(events)
    for length, case in stood.items():
        assert audit.fold(links[:length]) == case


def _with(index: int, **changes: Any) -> list[Link]:
    return [replace(x, **changes) if n == index else x for n, x in enumerate(LINKS)]


WITH_TEXT = next(n for n, x in enumerate(LINKS) if x.content)
WITHOUT = next(n for n, x in enumerate(LINKS) if not x.content)


def _other_fact(links: list[Link]) -> list[Link]:
    facts = [dict(x) for x in links[4].facts]
    facts[0]["set"] = {**facts[0]["set"], "step": "somewhere else"}
    return _with(4, facts=tuple(facts))


TAMPERED: list[tuple[str, Callable[[list[Link]], list[Link]], int]] = [
    ("a fact", _other_fact, 5),
    ("who it was", lambda _: _with(2, actor="per-somebody-else"), 3),
    ("when it was", lambda _: _with(2, at=AT.replace(hour=10)), 3),
    ("what happened", lambda _: _with(2, name="prompt_declined"), 3),
    ("the channel", lambda _: _with(2, channel="slack"), 3),
    ("the command", lambda _: _with(2, command_key="another"), 3),
    ("the process", lambda _: _with(2, process="1" * 64), 3),
    ("a digest", lambda _: _with(WITH_TEXT, digest="0" * 64), WITH_TEXT + 1),
    ("a hash", lambda _: _with(2, hash="0" * 64), 3),
    ("a text", lambda _: _with(WITH_TEXT, content=({"row": "case"},)), WITH_TEXT + 1),
    ("a text emptied", lambda _: _with(WITH_TEXT, content=()), WITH_TEXT + 1),
    ("a text gone", lambda _: _with(WITH_TEXT, content=None), WITH_TEXT + 1),
    ("a text added", lambda _: _with(WITHOUT, content=({"row": "case"},)), WITHOUT + 1),
    ("a salt", lambda _: _with(WITH_TEXT, salt="00"), WITH_TEXT + 1),
    ("the order", lambda links: [*links[:2], links[3], links[2], *links[4:]], 3),
    ("an event taken out", lambda links: [*links[:2], *links[3:]], 3),
    ("an event put in twice", lambda links: [*links[:3], links[2], *links[3:]], 4),
    ("the last event cut off", lambda links: links[:-1], len(LINKS)),
    ("all events but the first", lambda links: links[:1], 2),
    ("no event at all", lambda _: [], 1),
]


@pytest.mark.parametrize(("what", "tamper", "at"), TAMPERED, ids=[x[0] for x in TAMPERED])
def test_whoever_changes_something_is_found_out(
    what: str, tamper: Callable[[list[Link]], list[Link]], at: int
) -> None:
    found = verify(tamper(LINKS))
    assert not found.intact, what
    assert found.first_broken == at
    assert found.events == len(tamper(LINKS))
    assert found.why


def test_a_chain_forged_anew_from_some_event_on_does_not_end_where_it_should() -> None:
    forged = LINKS[:3]
    for link in LINKS[3:]:
        actor = "per-somebody-else" if link.seq == 4 else link.actor
        forged.append(audit.sealed(replace(link, actor=actor, previous=forged[-1].hash)))
    assert verify(forged, head=None).intact, "well formed in itself"
    assert not verify(forged).intact, "but the case remembers another end"


def test_a_row_that_was_changed_behind_the_chain_is_found_out() -> None:
    invoice = CASE.invoice[0]
    changed = CASE.with_entity(invoice.with_(pence=invoice.pence + 1))
    found = verify(LINKS, changed)
    assert (found.intact, found.first_broken) == (False, None)
    assert "rows" in found.why


def test_a_row_that_was_deleted_behind_the_chain_is_found_out() -> None:
    assert not verify(LINKS, replace(CASE, payment=CASE.payment[:-1])).intact


# --- erasure ---


def erased(links: list[Link]) -> list[Link]:
    """Erase every personal text, as a subject may ask for."""
    return [replace(x, content=None, salt="", erased=True) if x.digest else x for x in links]


def test_erased_texts_leave_the_chain_whole() -> None:
    assert verify(erased(LINKS), None).intact


def test_erased_texts_leave_rows_without_their_texts_whole() -> None:
    bare = audit.fold(erased(LINKS))
    assert bare is not None
    assert verify(erased(LINKS), bare).intact
    assert bare.record.requester_address == ""
    assert bare.request == {}
    assert [x.pence for x in bare.invoice] == [x.pence for x in CASE.invoice]


def test_after_an_erasure_a_changed_row_is_still_found_out() -> None:
    bare = audit.fold(erased(LINKS))
    assert bare is not None
    payment = bare.payment[0]
    assert not verify(erased(LINKS), bare.with_entity(payment.with_(pence=1))).intact


def test_after_one_erasure_the_texts_of_other_rows_are_still_compared() -> None:
    links = _with(WITH_TEXT, content=None, salt="", erased=True)
    touched = {x["id"] for x in LINKS[WITH_TEXT].facts}
    form = next(x for x in CASE.form if x.id not in touched)
    assert verify(links).intact
    assert verify(links).erased == 1
    assert not verify(links, CASE.with_entity(form.with_(values={"need": "other"}))).intact


def test_no_personal_text_stands_in_the_chain_itself() -> None:
    told = str([x.facts for x in LINKS])
    for text in ("Our Year 1 phonics has slipped.", "harriet.oakley@", "Harriet Oakley"):
        assert text in str([x.content for x in LINKS])
        assert text not in told


def test_equal_texts_have_different_digests() -> None:
    content = [{"row": "case", "id": "ES-0012", "set": {"subject": "Help"}}]
    assert audit.digest("one", content) != audit.digest("other", content)


def test_a_chain_that_does_not_begin_with_its_case_is_no_chain() -> None:
    with pytest.raises(ValueError, match="begins with its case"):
        audit.fold(x for x in LINKS if x.facts and x.facts[0]["row"] == "prompt")
