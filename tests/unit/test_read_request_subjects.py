"""The words people use for subjects, key stages, phases and standards."""

import pytest

from core.reading.found import Found
from core.reading.phases import find_key_stages, find_phase, in_order, phase_of
from core.reading.specialisms import SPECIALISMS, VOCABULARY, Vocabulary, find_specialisms
from core.reading.standards import find_standards
from core.reading.wording import Text


def sure(found: tuple[Found[str], ...]) -> set[str]:
    return {one.value for one in found if one.sure}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("maths", {"mathematics"}),
        ("numeracy and ICT", {"mathematics", "computing"}),
        ("Our SENCO is new and needs a mentor", {"send"}),
        ("help with SEND", {"send"}),
        ("support with send provision", {"send"}),
        ("our reading scheme", {"english"}),
        ("help with writing in Year 6", {"english"}),
        ("D&T and P.E.", {"design-and-technology", "physical-education"}),
        ("R.E.", {"religious-education"}),
        ("RE lead needs support", {"religious-education"}),
        ("more able pupils", {"most-able"}),
        ("narrowing the gap for pupil premium children", {"closing-the-gap"}),
        ("persistent absence is high", {"attendance"}),
        ("French and German", {"modern-foreign-languages"}),
        ("RSE policy", {"pshe"}),
        ("phoncis and mathmatics", {"phonics", "mathematics"}),
        ("behaviour, attendance and safeguarding",
         {"behaviour-and-discipline", "attendance", "safeguarding"}),
        ("leadership of the curriculum", {"leadership-of-curriculum"}),
        ("our ECT mentors", {"initial-teacher-training-and-early-career-teachers"}),
        ("conversion to an academy", {"academies-and-transition"}),
        ("not only maths but also English", {"mathematics", "english"}),
        ("We have no maths lead", {"mathematics"}),
        ("state of the art ICT", {"computing"}),
        ("Following lesson visits, the subject in which it shows most is maths.", {"mathematics"}),
        ("The subject where this\nhas been plainest to all of us so far is\nmaths.",
         {"mathematics"}),
    ],
)  # fmt: skip
def test_a_subject_is_known_by_the_words_people_use(text: str, slugs: set[str]) -> None:
    assert sure(find_specialisms(text)) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("not phonics", set()),
        ("I teach science but need help with maths", {"mathematics"}),
        ("We don't need help with maths", set()),
        ("Maths is fine but reading is weak", {"english"}),
        ("Early years: good. Phonics: weak.", {"phonics"}),
        ("rather than phonics, could we have help with history", {"history"}),
        ("It isn't maths we're worried about, it's science", {"science"}),
        ("They were kind about behaviour and about the reading; maths is the thing to crack",
         {"mathematics"}),
        ("Neither our geography nor our history is in a good place", {"geography", "history"}),
        ("We are known for music and we need help with maths", {"mathematics"}),
        ("Thanks for the phonics support last term", set()),
        ("Our SENCO will send you the form", set()),
        ("Our business manager will send the purchase order", set()),
    ],
)  # fmt: skip
def test_a_subject_that_is_denied_praised_or_past_is_not_asked_for(
    text: str, slugs: set[str]
) -> None:
    assert sure(find_specialisms(text)) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "English as an additional language",
        "English as additional language",
        "after all the drama in the staffroom we need help",
        "a pupil with a long history",
        "please send the form",
        "RE: RE: Our conversation",
        "Thank you for reading this",
        "I am writing in haste, please reply in writing",
        "a risk assessment for the site",
        "We are committed to safeguarding and promoting the welfare of children",
        "your attendance at the meeting",
        "it's not rocket science",
        "music to my ears",
        "the maths hub",
        "a school in Reading, and we came from Reading",
        "the art of the possible",
        "can you tell me who is most able to help",
        "please call at reception desk",
    ],
)
def test_an_ordinary_word_is_no_subject(text: str) -> None:
    assert find_specialisms(text) == ()


@pytest.mark.parametrize(
    "text", ["maths or English, not sure", "early reading", "greater depth", "languages", "NQTs"]
)
def test_what_may_be_meant_is_asked_about(text: str) -> None:
    found = find_specialisms(text)
    assert found
    assert sure(found) == set()


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("phonics in Reception", {"phonics"}),
        ("maths in EYFS", {"mathematics"}),
        ("support for early years and phonics", {"early-years", "phonics"}),
        ("our EYFS lead needs support", {"early-years"}),
        ("history curriculum design", {"history"}),
        ("our curriculum leader for geography needs support", {"geography"}),
        ("An NQT is struggling with behaviour", {"behaviour-and-discipline"}),
        ("Phonics is weak and our English lead is also our deputy.", {"phonics"}),
        ("Phonics is weak and we need support for our English lead.", {"phonics", "english"}),
    ],
)
def test_where_or_for_whom_help_is_wanted_is_no_subject_of_its_own(
    text: str, slugs: set[str]
) -> None:
    assert sure(find_specialisms(text)) == slugs


def test_every_specialism_is_known_by_its_own_title_and_slug() -> None:
    for one in SPECIALISMS:
        assert VOCABULARY.slug_of(one.title) == one.slug
        assert VOCABULARY.slug_of(one.slug) == one.slug


def test_near_specialisms_are_ones_that_there_are() -> None:
    for one in SPECIALISMS:
        assert all(near in VOCABULARY for near in one.near)
        assert one.slug not in one.near


def test_no_word_stands_for_two_specialisms() -> None:
    words = [word for one in SPECIALISMS for word in one.words]
    assert len(words) == len(set(words))


def test_a_word_that_is_no_specialism_has_no_slug() -> None:
    assert VOCABULARY.slug_of("beekeeping") is None
    assert VOCABULARY.slug_of("") is None


def test_an_alliances_own_specialism_is_near_to_none() -> None:
    vocabulary = Vocabulary.of(["bee-keeping", "phonics", "english"])
    assert vocabulary.title("bee-keeping") == "Bee keeping"
    assert vocabulary.near("bee-keeping") == ()
    assert vocabulary.near("phonics") == ("english",)


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Year 1", "KS1"),
        ("Years 3 and 4", "KS2"),
        ("Y5/6", "KS2"),
        ("from Y1 to Y6", "KS1 KS2"),
        ("Y3-6", "KS2"),
        ("KS1 and 2", "KS1 KS2"),
        ("Key Stages 1 & 2", "KS1 KS2"),
        ("KS 3/4", "KS3 KS4"),
        ("upper key stage 2", "KS2"),
        ("Year 10s", "KS4"),
        ("Year Six", "KS2"),
        ("Y7, 8 and 9", "KS3"),
        ("YR and Y1", "EYFS KS1"),
        ("Year 2 into Year 3", "KS1 KS2"),
        ("Reception to Year 6", "EYFS KS1 KS2"),
        ("EYFS to KS2", "EYFS KS1 KS2"),
        ("our two year olds", "EYFS"),
        ("A level", "KS5"),
        ("the new GCSE", "KS4"),
        ("KS2, 3 days", "KS2"),
        ("last year 3 teachers left", ""),
        ("year 4 of our plan", ""),
        ("since the year 2023", ""),
        ("call at reception desk", ""),
    ],
)
def test_key_stages_are_known_by_stages_years_and_examinations(text: str, stages: str) -> None:
    named = [stage for mention in find_key_stages(Text.of(text)) for stage in mention.stages]
    assert " ".join(in_order(named)) == stages


@pytest.mark.parametrize(
    ("stages", "phase"),
    [
        (["EYFS"], "early-years"),
        (["KS1"], "primary"),
        (["EYFS", "KS1", "KS2"], "primary"),
        (["KS3", "KS4"], "secondary"),
        (["KS5"], "post-16"),
        (["KS2", "KS3"], None),
        ([], None),
    ],
)
def test_a_phase_follows_from_key_stages_of_one_phase_only(
    stages: list[str], phase: str | None
) -> None:
    assert phase_of(stages) == phase


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("a small primary school", "primary"),
        ("our infants", "primary"),
        ("three secondaries", "secondary"),
        ("our primary focus", None),
        ("the Secondary Board", None),
        ("primary and secondary", None),
    ],
)
def test_a_phase_is_taken_only_from_words_that_mean_one(text: str, phase: str | None) -> None:
    assert find_phase(Text.of(text)) == phase


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("TS5", [5]),
        ("TS 5 and 7", [5, 7]),
        ("TS3/4", [3, 4]),
        ("TS1-3", [1, 2, 3]),
        ("TS5.3", [5]),
        ("Teachers’ Standards 2, 5 & 6", [2, 5, 6]),
        ("Teachers' Standard(s): 4 and 6", [4, 6]),
        ("behaviour management (standard 7)", [7]),
        ("standard seven", [7]),
        ("the 7th teachers' standard", [7]),
        ("Standard 4 and Standard 5", [4, 5]),
        ("make accurate and productive use of assessment", [6]),
        ("TS 7, 3 days", [7]),
        ("a standard 3 day deployment", []),
        ("standards are falling in 3 schools", []),
        ("accounts 5", []),
        ("TS 2024", []),
        ("standards 9 and 10", []),
    ],
)
def test_a_standard_is_certain_by_its_number_or_its_own_wording(
    text: str, numbers: list[int]
) -> None:
    assert [one.value for one in find_standards(Text.of(text)) if one.sure] == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [("behaviour management", 7), ("her subject knowledge", 3), ("adaptive teaching", 5)],
)
def test_a_word_only_suggests_a_standard(text: str, number: int) -> None:
    [found] = find_standards(Text.of(text))
    assert (found.value, found.sure) == (number, False)
