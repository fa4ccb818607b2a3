"""Whatever is in a case, Slack takes what we show of it, nobody is pinged, our layout holds."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ids import Action, Carried, unpacked
from bot.views import blocks, case_card, home, modals, news, parked_card, prompt, shortlist, visits
from bot.views.inputs import input_of
from bot.views.mrkdwn import Mrkdwn, bold, clip, escape, labelled, size
from bot.views.shown import (
    BillLine,
    CaseCard,
    Choice,
    Ending,
    Home,
    OpenInvoice,
    ParkedItem,
    Place,
    Question,
    VisitShown,
)
from core import forms
from core.commands import VisitMade
from core.model import PromptState
from core.notices.view import Shown
from core.prompts import KINDS
from tests.support.slack_views import (
    ABOUT,
    AT,
    HOSTILE,
    NASTY,
    TODAY,
    actions_of,
    hostile,
    pings,
    sound,
    sound_view,
)
from tests.support.views import FULL, asked

MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
EVERY_FIELD = tuple(forms.FIELDS.values())


# --- text -----------------------------------------------------------------------------------------


@given(HOSTILE)
def test_escaped_words_hold_no_mention_no_link_and_no_formatting(text: str) -> None:
    safe = escape(text)
    assert "<" not in safe
    assert ">" not in safe
    assert not set("*~`") & set(safe)
    assert escape(safe) == safe


@given(HOSTILE, st.integers(1, 400))
def test_a_clipped_text_is_no_longer_than_asked_and_ends_outside_an_entity(
    text: str, most: int
) -> None:
    kept = clip(escape(text), most)
    assert size(kept) <= most
    assert isinstance(kept, Mrkdwn)
    cut = kept.removesuffix("…")
    assert "&" not in cut[cut.rfind(";") + 1 :]


def test_words_within_a_word_stay_as_they_were() -> None:
    assert escape("head_office@oakfield.example") == "head_office@oakfield.example"


@pytest.mark.parametrize("text", ["*bold", "bo*ld", "_it_", "~x~", "`code`", "**", "*a* b"])
def test_a_label_stays_bold_whatever_is_in_it(text: str) -> None:
    assert labelled(text, text).count("*") == 2
    assert bold(text).count("*") == 2


def test_a_quotation_mark_at_a_lines_beginning_quotes_nothing() -> None:
    assert escape("> all this\n>>> and that") == "\u203a all this\n\u203a and that"


@given(HOSTILE)
def test_a_long_text_loses_nothing_to_being_split(text: str) -> None:
    safe = escape(text)
    found = "".join(x["text"]["text"] for x in blocks.sections(safe))
    assert "".join(found.split()) == "".join(safe.split())


# --- messages and views -------------------------------------------------------------------------


@MANY
@given(hostile(CaseCard))
def test_any_case_has_a_card_that_slack_takes(card: CaseCard) -> None:
    assert Action.SEE_CASE in actions_of(sound(case_card.case_card(card)).blocks)


@MANY
@given(hostile(ParkedItem))
def test_anything_parked_has_a_card_that_slack_takes(item: ParkedItem) -> None:
    shown = sound(parked_card.parked_card(item))
    waits = item.at is None
    assert (Action.DISCARD in actions_of(shown.blocks)) is waits


@MANY
@given(hostile(Home))
def test_any_home_tab_is_one_that_slack_takes(seen: Home) -> None:
    sound_view(home.home(seen))


@MANY
@given(
    HOSTILE,
    st.lists(hostile(Shown), max_size=12),
    st.lists(hostile(Choice), max_size=120, unique_by=lambda x: x.sle),
    st.none() | st.integers(1, 800),
)
def test_any_shortlist_is_one_that_slack_takes(
    schools: str, need: list[Shown], candidates: list[Choice], half_days: int | None
) -> None:
    sound_view(shortlist.shortlist(ABOUT, schools, need, candidates, half_days))


@MANY
@given(st.sampled_from(sorted(KINDS)), st.tuples(HOSTILE, HOSTILE))
def test_any_question_is_a_message_that_slack_takes_with_its_buttons(
    kind: str, words: tuple[str, str]
) -> None:
    view = asked(FULL, "prompt", kind)
    for shown in (prompt.prompt(view, ABOUT, words), prompt.reminder(view, ABOUT, words)):
        assert actions_of(sound(shown).blocks)


@MANY
@given(st.tuples(HOSTILE, HOSTILE), hostile(Ending))
def test_any_ending_is_a_message_that_slack_takes_without_a_button(
    words: tuple[str, str], ending: Ending
) -> None:
    assert not actions_of(sound(prompt.settled(words, "DA-0012", ending)).blocks)
    sound(news.already_settled(words[0], ending))


@MANY
@given(st.tuples(HOSTILE, HOSTILE))
def test_any_news_is_a_message_that_slack_takes(words: tuple[str, str]) -> None:
    sound(news.news(FULL, words))
    sound(news.escalation(FULL, words, "DA-0012.p3"))
    sound(news.status(FULL, words))
    sound(prompt.acknowledgement(FULL, words, ABOUT))


@MANY
@given(HOSTILE, HOSTILE, hostile(ParkedItem), st.lists(st.tuples(HOSTILE, HOSTILE), max_size=30))
def test_any_modal_with_a_reason_is_one_that_slack_takes(
    question: str, text: str, item: ParkedItem, parts: list[tuple[str, str]]
) -> None:
    for view in (
        modals.yes_but(question, ABOUT),
        modals.no_because(question, ABOUT, text),
        modals.in_the_way(question, ABOUT),
        modals.withdraw(question, ABOUT),
        modals.release(item, ABOUT),
        modals.discard(item, ABOUT),
        modals.link(item, [(f"per-{n}", x) for n, (x, _) in enumerate(parts)], ABOUT),
        modals.case_details(question, parts, ABOUT),
        modals.plain(question, text),
    ):
        sound_view(view)


@MANY
@given(
    st.lists(hostile(Question), max_size=12, unique_by=lambda x: x.prompt),
    st.lists(hostile(OpenInvoice), max_size=12, unique_by=lambda x: x.invoice),
    HOSTILE,
)
def test_any_choice_of_a_question_or_invoice_is_one_that_slack_takes(
    questions: list[Question], invoices: list[OpenInvoice], title: str
) -> None:
    sound_view(modals.on_behalf(questions, ABOUT))
    sound_view(modals.payment(invoices, ABOUT))
    bill = BillLine(deployment="d", line="charge", school="oakfield", title=title, open=35_000)
    sound_view(modals.invoice([bill], ABOUT))


@MANY
@given(st.lists(HOSTILE, min_size=len(EVERY_FIELD), max_size=len(EVERY_FIELD)), HOSTILE)
def test_a_form_of_every_field_there_is_with_hostile_answers_is_one_that_slack_takes(
    answers: list[str], title: str
) -> None:
    known: dict[str, Any] = {
        field.name: answer
        for field, answer in zip(EVERY_FIELD, answers, strict=True)
        if field.kind in ("text", "long")
    }
    assert len(EVERY_FIELD) < 100
    view = sound_view(modals.form(title, EVERY_FIELD, known, ABOUT, intro=title))
    assert len(list(actions_of(view))) == len(EVERY_FIELD)


@MANY
@given(st.lists(hostile(VisitShown), min_size=1, max_size=8), HOSTILE)
def test_any_visits_understood_are_a_message_that_slack_takes(
    told: list[VisitShown], said: str
) -> None:
    shown = [VisitShown(school=x.school, on=x.on, half_days=1 + x.half_days % 2) for x in told]
    made = tuple(VisitMade(school="oakfield", on=x.on, half_days=x.half_days) for x in shown)
    about = Carried(case="DA-0012", deployment="DA-0012.d1", visits=made, said=said)
    sound(visits.understood(shown, about, TODAY))
    sound(visits.confirmed(shown, TODAY, said))
    place = Place(case="DA-0012", deployment="DA-0012.d1", school="oakfield", name=said)
    sound_view(visits.log_visit([place], about, TODAY, shown[0]))
    sound(visits.ask_about("which_school", ABOUT, [said]))


# --- what cannot be cut ---------------------------------------------------------------------------


def test_of_a_message_too_long_the_buttons_stay_and_it_says_that_there_is_more() -> None:
    card = CaseCard(
        ref="DA-0012",
        state="open",
        schools="Oakfield",
        headline=tuple(Shown(label=f"{n}", value="y" * 2000) for n in range(40)),
        step="Match",
    )
    shown = sound(case_card.case_card(card))
    assert Action.SEE_CASE in actions_of(shown.blocks)
    assert any("more: see the case" in str(x) for x in shown.blocks)


def test_a_text_too_long_for_its_input_is_kept_instead_of_cut() -> None:
    block = input_of(forms.FIELDS["need"], "n" * 3001)
    assert "initial_value" not in block["element"]
    assert block["optional"]
    assert "is kept" in block["hint"]["text"]
    assert input_of(forms.FIELDS["need"], "n" * 3000)["element"]["initial_value"] == "n" * 3000


@pytest.mark.parametrize("said", NASTY)
def test_a_confirm_button_carries_its_visits_whatever_was_said(said: str) -> None:
    made = tuple(VisitMade(school=f"10{n:04}", on=TODAY, half_days=1) for n in range(20))
    about = Carried(case="DA-0012", deployment="DA-0012.d1", visits=made, said=said)
    kept = visits.fitting(about)
    packed = kept.packed()
    assert len(packed) <= 2000
    assert unpacked(packed).visits == tuple(
        VisitMade(school=x.school, on=x.on, half_days=1, note=kept.said) for x in made
    )


def test_more_visits_than_a_button_holds_are_refused_rather_than_lost() -> None:
    made = tuple(VisitMade(school=f"10{n:04}", on=TODAY, half_days=1) for n in range(200))
    with pytest.raises(ValueError, match="2000 at most"):
        visits.fitting(Carried(case="DA-0012", visits=made))


def test_the_pings_that_are_looked_for_would_be_found() -> None:
    assert list(pings({"type": "mrkdwn", "text": "<!channel>"}))
    assert not list(pings({"type": "plain_text", "text": "<!channel>"}))


@pytest.mark.parametrize("text", ["", "null", "[]", "3", '{"who":1}', '{"visits":3}', "{", '"x"'])
def test_what_we_did_not_pack_is_refused(text: str) -> None:
    if text == "":
        assert unpacked(text) == Carried()
        return
    with pytest.raises(ValueError, match="did not pack"):
        unpacked(text)


def test_a_carried_value_comes_back_as_it_was() -> None:
    about = Carried(do="x", case="DA-0012", prompt="p", parked=7, on_behalf=True, said="a “b” \\ c")
    assert unpacked(about.packed()) == about


def test_no_state_of_a_question_goes_without_words() -> None:
    for state in PromptState:
        sound(prompt.settled(("A question", "Its text"), "DA-0012", Ending(state=state, at=AT)))
