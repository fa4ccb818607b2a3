"""Requests are read as a careful person would read them, and never beyond what they say."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.request import MailRest, RequestReading, read_request
from core.reading.schools import SchoolEntry, SchoolIndex
from core.reading.specialisms import SPECIALISMS, Specialism, Vocabulary
from core.reading.wording import clean

FIXTURES = Path(__file__).parents[1] / "fixtures" / "requests"
Mail = Mapping[str, Any]


def rows(name: str) -> list[Mail]:
    return [json.loads(line) for line in (FIXTURES / name).read_text("utf-8").splitlines()]


SCHOOLS = SchoolIndex(
    SchoolEntry(**{**row, "aliases": tuple(row["aliases"])}) for row in rows("schools.jsonl")
)
MAILS = [
    mail
    for name in ("everyday", "more_voices", "awkward", "plain_and_odd", "formal_and_brief")
    for mail in rows(f"{name}.jsonl")
]


def read(
    text: str,
    subject: str = "",
    *,
    address: str = "head@oakfield.wexshire.example",
    name: str = "Helen Marsden",
    known: str | None = None,
    signature: str = "",
    whole: str = "",
    vocabulary: Vocabulary | tuple[str, ...] = (),
) -> RequestReading:
    return read_request(
        subject,
        text,
        sender_name=name,
        sender_address=address,
        known_school=known,
        schools=SCHOOLS,
        vocabulary=vocabulary,
        rest=MailRest(signature, whole),
    )


def certain(found: Any) -> Any:
    if isinstance(found, tuple):
        return sorted(one.value for one in found if one.sure)
    return found.value if found is not None and found.sure else None


def squeezed(text: str) -> str:
    return " ".join(text.split())


def meets(reading: RequestReading, field: str, wanted: Any) -> bool:
    match field:
        case "looks_like":
            return bool(reading.looks_like == wanted)
        case "needs":
            return bool(len(reading.needs) == wanted)
        case "unsure":
            return bool(set(wanted) <= {*reading.unsure, *reading.missing})
        case "need_has" | "need_lacks":
            assert reading.need is not None
            has = [squeezed(words) in squeezed(reading.need.value) for words in wanted]
            return all(has) if field == "need_has" else not any(has)
        case "specialisms_any":
            return bool(set(wanted) <= {one.value for one in reading.specialisms})
        case "when" | "on_behalf_of" if wanted is not None:
            return bool(wanted.lower() in (certain(getattr(reading, field)) or "").lower())
        case _:
            value = certain(getattr(reading, field))
            return bool(value == (sorted(wanted) if isinstance(wanted, list) else wanted))


@pytest.mark.parametrize("mail", MAILS, ids=[mail["id"] for mail in MAILS])
def test_a_mail_is_read_as_a_careful_person_would(mail: Mail) -> None:
    reading = read(
        mail["text"],
        mail["subject"],
        name=mail["sender_name"],
        address=mail["sender_address"],
        known=mail["known_school"],
        signature=mail["signature"],
    )
    wrong = {
        field: wanted
        for field, wanted in mail["expect"].items()
        if not meets(reading, field, wanted)
    }
    assert wrong == {}, reading


@pytest.mark.parametrize("mail", MAILS, ids=[mail["id"] for mail in MAILS])
def test_the_need_is_made_of_the_writers_own_words(mail: Mail) -> None:
    reading = read(mail["text"], mail["subject"], address=mail["sender_address"])
    source = clean(mail["text"])
    for need in (reading.need.value if reading.need else "", *(n.text for n in reading.needs)):
        assert all(line in source for line in need.split("\n"))


def test_what_is_said_of_each_field_can_be_shown_in_the_writers_words() -> None:
    text = "Could we have an SLE for maths in Year 4, 3 days from January? The EIP will pay. TS6."
    reading = read(text)
    assert reading.days is not None
    assert reading.when is not None
    assert reading.days.words == "3 days"
    assert reading.when.words == "from January"
    assert [one.words for one in reading.specialisms] == ["maths"]
    assert [one.words for one in reading.key_stages] == ["Year 4"]
    assert [one.words for one in reading.teacher_standards] == ["TS6"]


def test_what_is_missing_is_told_from_what_is_unsure() -> None:
    reading = read("Could we have somebody for maths or English, not sure which? About 4 days.")
    assert {"specialisms", "days"} <= set(reading.unsure)
    assert {"when", "funding", "teacher_standards"} <= set(reading.missing)
    assert reading.days is not None
    assert (reading.days.value, reading.days.sure) == (8, False)


def test_only_what_is_certain_goes_into_the_request_form() -> None:
    reading = read("Could we have an SLE for maths in Year 4? About 4 days, from our own budget.")
    assert reading.values() == {
        "specialisms": ["mathematics"],
        "phase": "primary",
        "key_stage": "KS2",
        "need": "Could we have an SLE for maths in Year 4?",
        "funding": "own",
    }


def test_the_directorys_word_for_an_address_outweighs_its_domain() -> None:
    reading = read("We need help with maths.", known="hillcrest")
    assert reading.school is not None
    assert (reading.school.value, reading.school.where) == ("hillcrest", "directory")


def test_a_school_that_lent_somebody_is_not_the_one_that_asks() -> None:
    reading = read("Last year an SLE from Hillcrest Junior helped us. We need help with maths.")
    assert certain(reading.school) == "oakfield"


def test_a_school_spoken_for_goes_before_the_writers_own() -> None:
    reading = read("I am writing on behalf of Hillcrest Junior School, who need help with maths.")
    assert certain(reading.school) == "hillcrest"


def test_a_public_mailbox_says_nothing_of_the_school() -> None:
    reading = read("We need help with maths.", address="someone@gmail.com")
    assert reading.school is None
    assert "school" in reading.missing


def test_a_signature_names_the_school_when_nothing_else_does() -> None:
    reading = read(
        "We need help with maths.\n\nBest\nTunde",
        address="tunde@gmail.com",
        signature="Tunde Bakare\nHead, Meadowside Primary School",
    )
    assert reading.school is not None
    assert (reading.school.value, reading.school.where) == ("meadowside", "signature")


def test_a_vague_name_and_a_shared_domain_agree_on_one_school() -> None:
    reading = read("Help with maths at Ash Grove please.", address="x@ridgewaytrust.example")
    assert certain(reading.school) == "ashgrove"


def test_a_name_that_fits_three_schools_is_asked_about() -> None:
    reading = read("St Mary's need help with maths.", address="x@gmail.com")
    assert reading.school is None
    assert reading.school_candidates == ("stmary-rc", "stmary-ce", "stmary-inf")
    assert "school" in reading.unsure


def test_a_group_larger_than_the_schools_named_is_asked_about() -> None:
    reading = read("Three of our schools, Larkrise Primary and Pelham Cross, need help with RE.")
    assert [one.value for one in reading.schools] == ["larkrise", "pelham"]
    assert "school" in reading.unsure


def test_the_first_author_of_a_forwarded_mail_is_who_asks() -> None:
    text = """One for you, Sam.

From: Rob Tanner <rtanner@hillcrest-jun.wexshire.example>
Sent: 4 March 2025
To: Helen Marsden
Subject: Science

Helen, we need somebody for science in Year 5. Rob"""
    reading = read(text, "FW: Science")
    assert certain(reading.school) == "hillcrest"
    assert certain(reading.on_behalf_of) == "Rob Tanner"
    assert reading.on_behalf_address == "rtanner@hillcrest-jun.wexshire.example"
    assert certain(reading.need) == "Helen, we need somebody for science in Year 5."


def test_a_plea_below_a_forwarders_few_words_is_found_in_the_whole_mail() -> None:
    plea = (
        "From: Rob Tanner <rtanner@hillcrest-jun.wexshire.example>\nSent: 4 March 2025\n"
        "Subject: Science\n\nWe need somebody for science in Year 5, 3 days."
    )
    reading = read("One for you!", "FW: Science", whole=f"One for you!\n\n{plea}")
    assert certain(reading.school) == "hillcrest"
    assert certain(reading.days) == 6


def test_an_old_request_quoted_below_a_reply_is_not_read_again() -> None:
    whole = "It is about history.\n\nFrom: Sam\nSubject: Help\n\n> We need help with maths, 3 days."
    reading = read("It is about history.", "Re: Help", whole=whole)
    assert certain(reading.specialisms) == ["history"]
    assert reading.days is None


def test_answers_between_the_quoted_headings_of_a_form_are_found_in_the_whole_mail() -> None:
    whole = "> Specialism:\nmaths\n> Days:\n2.5\n> When:\n> Who pays:\nus\n"
    reading = read("maths\n\n2.5\n\nus", whole=whole)
    assert certain(reading.specialisms) == ["mathematics"]
    assert certain(reading.days) == 5
    assert certain(reading.funding) == "own"
    assert "when" in reading.missing


def test_a_disclaimer_below_a_mail_asks_for_nothing() -> None:
    text = (
        "Could an SLE help with history?\n\nHelen\n\nOakfield is committed to safeguarding and "
        "promoting the welfare of children. The music hub is on the first floor."
    )
    assert [one.value for one in read(text).specialisms] == ["history"]


def test_a_reply_in_an_old_thread_is_not_read_by_the_old_subject() -> None:
    reading = read("It's writing we need help with now, in Year 6.", "Re: phonics SLE")
    assert [one.value for one in reading.specialisms] == ["english"]


def test_a_fresh_subject_that_the_mail_does_not_take_up_is_asked_about() -> None:
    reading = read("We need help with maths in Year 6.", "English and maths")
    assert [(one.value, one.sure) for one in reading.specialisms] == [
        ("mathematics", True),
        ("english", False),
    ]


def test_a_special_school_stays_special_whatever_year_group_it_names() -> None:
    reading = read("Help with maths in Year 4 please.", address="x@riversideschool.example")
    assert certain(reading.phase) == "special"


def test_a_key_stage_that_the_school_does_not_have_makes_the_phase_unsure() -> None:
    reading = read("We need help with maths in Year 9.")
    assert "phase" in reading.unsure


def test_needs_that_one_specialist_often_covers_stay_one_need() -> None:
    reading = read("We need help with phonics and early years.")
    assert [need.specialisms for need in reading.needs] == [("phonics", "early-years")]


def test_two_needs_keep_their_own_words_and_days() -> None:
    reading = read(
        "We need help with maths in Year 2, 3 days.\n\nWe also need help with behaviour in Year 6, "
        "2 half days."
    )
    assert [(n.specialisms, n.key_stages, n.half_days) for n in reading.needs] == [
        (("mathematics",), ("KS1",), 6),
        (("behaviour-and-discipline",), ("KS2",), 2),
    ]


def test_an_alliances_own_list_decides_what_a_specialism_is() -> None:
    assert [
        s.value for s in read("Help with maths please.", vocabulary=("science",)).specialisms
    ] == []
    own = read("We need help with forest school.", vocabulary=("forest-school", "mathematics"))
    assert [s.value for s in own.specialisms] == ["forest-school"]


def test_an_alliance_may_add_words_to_the_list() -> None:
    forest = Specialism("outdoor-learning", "Outdoor learning", ("forest school", "bushcraft"))
    vocabulary = Vocabulary(SPECIALISMS).extended(forest)
    reading = read("We need help with bushcraft and maths.", vocabulary=vocabulary)
    assert [s.value for s in reading.specialisms] == ["outdoor-learning", "mathematics"]


def test_the_same_mail_is_always_read_the_same() -> None:
    first = [read(mail["text"], mail["subject"]) for mail in MAILS[:40]]
    assert first == [read(mail["text"], mail["subject"]) for mail in MAILS[:40]]


PIECES = st.sampled_from(
    [
        "From: A B <a@b.example>\nSubject: x\n",
        "Dear Sam,\n",
        "Days: 3\nWhen: May\n",
        "St Mary's ",
        "Oakfield Primary ",
        "maths ",
        "not ",
        "or ",
        "3 days ",
        "5-6 half days ",
        "from January ",
        "Year 3-6 ",
        "TS1, 2 ",
        "the Board will pay ",
        "\n\n",
        "Kind regards\n",
        "PS ",
        "½ ",
        "İ",
        "ß",
        "could we have Jane Doe ",
        "on behalf of ",
        "PO 123 ",
        "?",
        ".",
        "\u200b",
        "\r\n",
        "—",
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join),
    st.text(max_size=40),
    st.text(max_size=20),
)
def test_no_text_breaks_the_reading_or_is_added_to(text: str, subject: str, name: str) -> None:
    reading = read(text, subject, name=name)
    source = clean(text)
    said = [*reading.specialisms, *reading.key_stages, *reading.teacher_standards, reading.when]
    for found in said:
        if found is not None and found.where == "message":
            assert found.words in source
    if reading.need is not None:
        kept = re.sub(r"\s+", "", source)
        assert all(re.sub(r"\s+", "", line) in kept for line in reading.need.value.split("\n"))
