"""Questions, news and cards in Slack: what they say, and what can be pressed."""

from dataclasses import replace

import pytest

from bot.ids import Action, Carried, unpacked
from bot.views import help as help_view
from bot.views import news, prompt, visits
from bot.views.case_card import case_card
from bot.views.home import home
from bot.views.parked_card import parked_card
from bot.views.shown import Ending, Home, VisitShown
from bot.views.wording import WORDING
from core.commands import VisitMade
from core.model import Channel, PromptState
from core.prompts import KINDS, Answers
from tests.support.slack_views import (
    ABOUT,
    AT,
    CARD,
    HOME,
    PARKED,
    QUESTION,
    TODAY,
    actions_of,
    elements,
    sound,
    sound_view,
    texts,
)
from tests.support.views import EVERY, FULL, NEWS, asked

BUTTONS = {
    Answers.YES_NO: [Action.YES, Action.YES_BUT, Action.NO],
    Answers.FORM: [Action.FILL_IN],
    Answers.INVOICE: [Action.FILL_IN],
    Answers.PAYMENT: [Action.FILL_IN],
    Answers.CHOICE: [Action.CHOOSE],
    Answers.DONE: [Action.DONE, Action.IN_THE_WAY],
    Answers.VISITS: [Action.LOG_VISIT, Action.FINISHED],
}
ANSWERED = Ending(
    state=PromptState.ANSWERED,
    at=AT,
    by="Hanna Okafor",
    channel=Channel.EMAIL,
    verdict="yes",
    conditions=("not Thursdays",),
)


# --- questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("notice", "kind"), [x for x in EVERY if x[0] in ("prompt", "nudge")])
def test_every_kind_of_question_has_its_buttons_and_they_carry_what_they_need(
    notice: str, kind: str
) -> None:
    view = asked(FULL, notice, kind)
    put = prompt.prompt if notice == "prompt" else prompt.reminder
    shown = sound(put(view, ABOUT, WORDING.words(view)))
    assert actions_of(shown.blocks) == BUTTONS[KINDS[kind].answers]
    assert {unpacked(x["value"]) for x in elements(shown.blocks)} == {ABOUT}


def test_there_are_buttons_for_every_way_to_answer() -> None:
    assert set(BUTTONS) == set(Answers)


def test_a_question_gives_screen_readers_its_whole_text_and_says_by_when() -> None:
    view = asked(FULL, "prompt", "approve_release")
    shown = sound(prompt.prompt(view, ABOUT, WORDING.words(view)))
    assert shown.text.startswith("[DA-0012] Release of an SLE to support Oakfield Primary School")
    assert "Please say whether you can release them" in shown.text
    assert "Was due Thursday 3 December" in texts(shown.blocks)
    assert "DA-0012" in texts(shown.blocks)


def test_a_reminder_says_so_in_its_heading_once() -> None:
    view = asked(FULL, "nudge", "approve_release")
    shown = sound(prompt.reminder(view, ABOUT, WORDING.words(view)))
    heading = shown.blocks[0]["text"]["text"]
    assert heading == "Reminder: Release of an SLE to support Oakfield Primary School"


def test_a_signature_is_asked_for_twice() -> None:
    view = asked(FULL, "prompt", "sign_agreement")
    yes, *others = elements(sound(prompt.prompt(view, ABOUT, WORDING.words(view))).blocks)
    assert yes["action_id"] == Action.YES
    assert "signature" in yes["confirm"]["text"]["text"]
    assert not any("confirm" in x for x in others)


def test_an_acknowledgement_has_buttons_only_if_it_asks_something() -> None:
    view = replace(asked(FULL, "acknowledgement", "request_form"), facts={})
    words = WORDING.words(view)
    assert actions_of(sound(prompt.acknowledgement(view, words, ABOUT)).blocks) == [Action.FILL_IN]
    assert not actions_of(sound(prompt.acknowledgement(view, words)).blocks)


def test_a_settled_question_keeps_its_text_loses_its_buttons_and_says_who_and_when() -> None:
    view = asked(FULL, "prompt", "confirm_choice")
    words = WORDING.words(view)
    shown = sound(prompt.settled(words, view.ref, ANSWERED))
    told = texts(shown.blocks)
    assert "Answered Yes by Hanna Okafor on 3 November at 14:05, by email" in told
    assert "not Thursdays" in told
    assert "We would like to propose Noor Aziz" in told
    assert not actions_of(shown.blocks)
    assert shown.text.startswith("Answered Yes by Hanna Okafor")


# --- news -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", NEWS)
def test_any_news_can_be_followed_into_its_case_by_a_coordinator_alone(what: str) -> None:
    view = asked(FULL, what, "confirm_choice")
    words = WORDING.words(view)
    assert actions_of(sound(news.news(view, words)).blocks) == [Action.SEE_CASE]
    theirs = replace(view, reads_as_coordinator=False)
    assert not actions_of(sound(news.news(theirs, words)).blocks)


def test_an_escalation_lets_the_answer_be_recorded_for_the_party() -> None:
    view = asked(FULL, "escalation", "approve_release")
    shown = sound(news.escalation(view, WORDING.words(view), "DA-0012.p3"))
    record = next(x for x in elements(shown.blocks) if x["action_id"] == Action.RECORD_ANSWER)
    assert unpacked(record["value"]).on_behalf


def test_who_comes_second_is_told_who_was_first_and_that_nothing_was_changed() -> None:
    told = texts(sound(news.already_settled("Approve the release", ANSWERED)).blocks)
    assert "“Approve the release”" in told
    assert "Hanna Okafor on 3 November at 14:05, by email" in told
    assert "changed nothing" in told


# --- cards ----------------------------------------------------------------------------------------


def test_a_card_says_where_the_case_stands_and_whom_it_waits_for_since_when() -> None:
    told = texts(sound(case_card(CARD)).blocks)
    for part in ("DA-0012", "Oakfield Primary School", "Phonics and English", "2.5 days agreed",
                 "1 day logged", "Noor Aziz", "Gwen Pryce", "asked Monday 2 November",
                 "due Thursday 5 November", "INV-7"):  # fmt: skip
        assert part in told, part


def test_a_card_offers_what_can_be_done_now_and_no_more() -> None:
    match = replace(QUESTION, prompt="DA-0012.p4", answers=Answers.CHOICE)
    shown = sound(case_card(replace(CARD, match=match)))
    assert actions_of(shown.blocks) == [Action.CHOOSE, Action.SEE_CASE, Action.CASE_MENU]
    first, _, menu = elements(shown.blocks)
    assert unpacked(first["value"]).prompt == "DA-0012.p4"
    does = [unpacked(x["value"]).do for x in menu["options"]]
    assert does == [
        Action.RECORD_ANSWER,
        Action.RECORD_INVOICE,
        Action.RECORD_PAYMENT,
        Action.WITHDRAW,
    ]
    little = replace(CARD, waiting=(), may_invoice=False, may_pay=False)
    _, menu = elements(sound(case_card(little)).blocks)
    assert [unpacked(x["value"]).do for x in menu["options"]] == [Action.WITHDRAW]


def test_a_card_warns_where_it_is_not_proven_who_asked() -> None:
    shown = sound(case_card(replace(CARD, unproven="no signature of oakfield.example")))
    assert "Author not proven: no signature" in texts(shown.blocks)


def test_a_question_that_is_overdue_stands_out_on_the_card() -> None:
    late = replace(QUESTION, overdue=True)
    assert "overdue since Thursday 5" in texts(case_card(replace(CARD, waiting=(late,))).blocks)


@pytest.mark.parametrize("state", ["closed", "declined", "withdrawn"])
def test_the_card_of_a_case_that_is_over_is_quiet(state: str) -> None:
    shown = sound(case_card(replace(CARD, state=state, closed="Friday 18 December")))
    assert actions_of(shown.blocks) == [Action.SEE_CASE]
    assert f"{state} on Friday 18 December" in texts(shown.blocks)
    assert len(shown.blocks) < len(case_card(CARD).blocks)


def test_a_parked_card_says_why_it_waits_and_what_a_release_would_do() -> None:
    shown = sound(parked_card(PARKED))
    told = texts(shown.blocks)
    for part in (PARKED.why, PARKED.hint, PARKED.who, PARKED.subject, PARKED.proposes):
        assert part in told
    assert actions_of(shown.blocks) == [Action.RELEASE, Action.LINK, Action.DISCARD]
    assert {unpacked(x["value"]).parked for x in elements(shown.blocks)} == {7}


def test_what_proposes_nothing_cannot_be_released_and_a_known_sender_not_linked() -> None:
    shown = sound(parked_card(replace(PARKED, proposes="", unknown_sender=False)))
    assert actions_of(shown.blocks) == [Action.DISCARD]


def test_a_parked_item_dealt_with_says_by_whom_and_when() -> None:
    done = replace(PARKED, at=AT, resolved_by="Cora Dean", resolution="released: I rang her")
    shown = sound(parked_card(done))
    assert "(released: I rang her) by Cora Dean on 3 November at 14:05" in texts(shown.blocks)
    assert not actions_of(shown.blocks)


# --- visits ---------------------------------------------------------------------------------------


def test_what_was_understood_of_a_visit_is_confirmed_by_a_button_that_carries_it_all() -> None:
    made = (VisitMade(school="oakfield", on=TODAY, half_days=1, note="Half day at Oakfield"),)
    about = Carried(
        case="DA-0012", deployment="DA-0012.d1", visits=made, said="Half day at Oakfield"
    )
    seen = [VisitShown(school="Oakfield Primary School", on=TODAY, half_days=1)]
    shown = sound(visits.understood(seen, about, TODAY))
    assert "Half day at Oakfield Primary School, Tuesday 3 November" in texts(shown.blocks)
    assert "Nothing is logged yet" in texts(shown.blocks)
    confirm, change, drop = elements(shown.blocks)
    assert confirm["action_id"] == Action.CONFIRM_VISITS
    assert change["action_id"] == Action.CHANGE_VISITS
    assert drop["action_id"] == Action.DROP_VISITS
    assert unpacked(confirm["value"]) == about


def test_more_visits_than_a_button_carries_are_asked_for_in_smaller_parts() -> None:
    made = tuple(VisitMade(school=f"10{n:04}", on=TODAY, half_days=1) for n in range(200))
    seen = [VisitShown(school="Oakfield", on=TODAY, half_days=1)] * 200
    shown = sound(visits.understood(seen, Carried(case="DA-0012", visits=made), TODAY))
    assert "200 visits are too many" in shown.text
    assert not actions_of(shown.blocks)


@pytest.mark.parametrize(
    ("what", "asking"),
    [
        ("which_school", "Which school was it?"),
        ("which_date", "Which day was it?"),
        ("how_long", "half a day or a full day"),
        ("planned", "still to come"),
        ("none", "could not find a visit"),
    ],
)
def test_what_is_uncertain_of_a_visit_is_asked(what: str, asking: str) -> None:
    shown = sound(visits.ask_about(what, ABOUT, ["Oakfield Primary School"]))
    assert asking in texts(shown.blocks)
    assert actions_of(shown.blocks) == [Action.LOG_VISIT]


# --- home and help --------------------------------------------------------------------------------


def test_the_home_tab_shows_what_waits_with_its_buttons() -> None:
    view = sound_view(home(HOME))
    told = texts(view["blocks"])
    for part in ("Waiting for you (1)", "Overdue (1)", "Parked", "Your deployments (1)",
                 "agreed: 2.5 days · logged: 1 day", "Your cases (1)"):  # fmt: skip
        assert part in told, part
    pressed = actions_of(view["blocks"])
    for action in (Action.YES, Action.RECORD_ANSWER, Action.RELEASE, Action.LOG_VISIT,
                   Action.SEE_CASE, Action.NEW_REQUEST):  # fmt: skip
        assert action in pressed, action


@pytest.mark.parametrize("answers", Answers)
def test_any_question_can_be_answered_from_the_home_tab(answers: Answers) -> None:
    view = sound_view(
        home(Home(name="", alliance="", waiting=(replace(QUESTION, answers=answers),)))
    )
    assert BUTTONS[answers][0] in actions_of(view["blocks"])


def test_a_full_home_tab_says_of_each_part_how_much_more_there_is() -> None:
    seen = replace(
        HOME,
        waiting=(QUESTION,) * 30,
        overdue=(QUESTION,) * 30,
        parked=(PARKED,) * 30,
        lendings=HOME.lendings * 30,
        cases=HOME.cases * 30,
    )
    told = texts(sound_view(home(seen))["blocks"])
    assert told.count("… and 20 more") == 5
    assert told.endswith("Type /sle help to see what else I can do.")


def test_an_empty_home_tab_says_what_one_can_do() -> None:
    told = texts(sound_view(home(Home(name="Noor Aziz", alliance="Downland Alliance")))["blocks"])
    assert "/sle request" in told
    assert "Half day at Oakfield today" in told


def test_help_tells_coordinators_more() -> None:
    plain, more = (help_view.help_message(coordinates=x) for x in (False, True))
    assert "Match…" not in texts(sound(plain).blocks)
    assert "Match…" in texts(sound(more).blocks)
