"""Schools are known by what people call them, and never guessed between two."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.reading.schools import SchoolEntry, SchoolIndex, plain_domain


def entry(id_: str, name: str, town: str | None = None, **more: str) -> SchoolEntry:
    return SchoolEntry(id_, name, town, **more)  # type: ignore[arg-type]


SCHOOLS = SchoolIndex(
    [
        entry("oakfield", "Oakfield Primary School", "Wexbridge", domain="oakfield.example",
              postcode="WX1 2AB", urn="900101", phase="primary"),
        entry("hillcrest", "Hillcrest Junior School", "Wexbridge", domain="https://www.hill.example/"),
        entry("mary-rc", "St Mary's Catholic Primary School", "Wexbridge"),
        entry("mary-ce", "St Mary's CofE Primary School", "Dunmere", postcode="WX5 1RS"),
        entry("mary-inf", "St Mary's Infant School", "Marlhaven"),
        entry("chalford", "Chalford St Peter's CE Primary School", "Chalford"),
        entry("trinity", "Holy Trinity Church of England Primary Academy", "Marlhaven"),
        SchoolEntry("seamill", "Seamill Academy", "Marlhaven", aliases=("Seamill College", "SMA"),
                    phase="secondary"),
        entry("ash", "Ash Grove Primary Academy", "Dunmere", domain="trust.example"),
        entry("lark", "Larkrise Primary School", "Chalford", domain="trust.example"),
        entry("meadow", "Meadowside Primary School", "Marlhaven"),
        entry("willow-inf", "Willow Bank Infant School", "Dunmere"),
        entry("willow-jun", "Willow Bank Junior School", "Dunmere"),
        entry("james", "St James' CE (VA) Primary School", "Hartwick"),
        entry("sspp", "SS Peter and Paul Catholic Primary School", "Dunmere"),
        entry("wynn", "Bishop Wynn's School", "Hartwick", phase="secondary"),
        entry("saints-b", "All Saints Church of England Primary School, Little Barling", "Barling"),
        entry("saints-d", "All Saints CofE Primary School and Nursery, Dray's Green", "Dray"),
        entry("orchard", "The Orchard Gate Primary and Nursery School", "Wexbridge"),
        entry("dunmere", "Dunmere Community Primary School", "Dunmere"),
        entry("marsh", "Marsh Lane Primary School", "Marlhaven", phase="primary"),
        entry("aboyne", "Elder Lodge Junior Mixed and Infant School", "Hartwick"),
        entry("edward", "King Edmund's High School for Girls", "Hartwick"),
        entry("fosse", "Stratton-on-the-Brook Primary School", "Hartwick"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("Oakfield Primary School", "oakfield"),
        ("Oakfield Primary", "oakfield"),
        ("Oakfield", "oakfield"),
        ("oakfield primary", "oakfield"),
        ("OAKFIELD PRI SCH", "oakfield"),
        ("Oakfeild Primary School", "oakfield"),
        ("Oak Field Primary", "oakfield"),
        ("Oakfield Primry", "oakfield"),
        ("Oakfield Primary School, Wexbridge WX1 2AB", "oakfield"),
        ("WX1 2AB", "oakfield"),
        ("St Mary's, WX5 1RS", "mary-ce"),
        ("900101", "oakfield"),
        ("St Mary's RC Primary", "mary-rc"),
        ("St. Marys Catholic", "mary-rc"),
        ("St. Mary's C.E.", "mary-ce"),
        ("Saint Mary's C of E Primary", "mary-ce"),
        ("St Mary CofE", "mary-ce"),
        ("St Mary's, Dunmere", "mary-ce"),
        ("Dunmere St Mary's", "mary-ce"),
        ("St Mary’s Infants", "mary-inf"),
        ("St Marys Inf", "mary-inf"),
        ("Chalford St Peters", "chalford"),
        ("St Peter's, Chalford", "chalford"),
        ("St Peter's CE Primary", "chalford"),
        ("Holy Trinity", "trinity"),
        ("Holy Trinity CE", "trinity"),
        ("Seamill", "seamill"),
        ("Seamill College", "seamill"),
        ("SMA", "seamill"),
        ("Willow Bank Juniors", "willow-jun"),
        ("Willow Bank Jnr", "willow-jun"),
        ("St James C.E. (V.A.) Primary", "james"),
        ("St James's", "james"),
        ("St Peter & St Paul's RC Primary", "sspp"),
        ("SS Peter & Paul", "sspp"),
        ("Bishop Wynns", "wynn"),
        ("All Saints, Little Barling", "saints-b"),
        ("All Saints CE Dray's Green", "saints-d"),
        ("Orchard Gate", "orchard"),
        ("Dunmere Primary", "dunmere"),
        ("Marsh Lane", "marsh"),
        ("Elder Lodge JMI", "aboyne"),
        ("Elder Lodge Primary", "aboyne"),
        ("King Edmund's High School for Girls", "edward"),
        ("Stratton on the Brook", "fosse"),
    ],
)
def test_a_school_is_known_by_what_people_call_it(text: str, school: str) -> None:
    assert SCHOOLS.match(text).certain == school


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("St Mary's", {"mary-rc", "mary-ce", "mary-inf"}),
        ("St. Marys School", {"mary-rc", "mary-ce", "mary-inf"}),
        ("St Mary's Primary", {"mary-rc", "mary-ce"}),
        ("Willow Bank", {"willow-inf", "willow-jun"}),
        ("All Saints", {"saints-b", "saints-d"}),
        ("All Saints CE Primary", {"saints-b", "saints-d"}),
        ("St Peter's", {"chalford"}),
        ("Oakfield Infants", {"oakfield"}),
        ("Oakfield Primary, Dunmere", {"oakfield"}),
        ("Seamill Primary", {"seamill"}),
        ("Oakfield and Hillcrest", {"oakfield", "hillcrest"}),
        ("Beechwood Primary", set()),
        ("", set()),
        ("Primary School", set()),
    ],
)
def test_a_name_that_is_not_certain_gives_candidates_only(text: str, candidates: set[str]) -> None:
    match = SCHOOLS.match(text)
    assert match.certain is None
    assert set(match.candidates) == candidates


@pytest.mark.parametrize(
    ("text", "schools"),
    [
        ("This is Ann from St. Mary's in Dunmere. Help!", ["mary-ce"]),
        ("We at Meadowside Primry need help", ["meadow"]),
        ("hi sam its tunde at meadowside. reception is a mess", ["meadow"]),
        ("Three schools, Meadowside, Marsh Lane Primary and Holy Trinity, would like to",
         ["meadow", "marsh", "trinity"]),
        ("for Larkrise, Hillcrest Junior and St James' CE", ["lark", "hillcrest", "james"]),
        ("Oakfeild Primary and Hilcrest Juniors", ["oakfield", "hillcrest"]),
        ("Helen Marsden, Oakfield Primary School, WX1 2AB", ["oakfield"]),
        ("our URN is 900101", ["oakfield"]),
        ("the English department at Seamill Academy", ["seamill"]),
        ("Priya (Ash Grove)", ["ash"]),
        ("it is for Larkrise that I am asking", ["lark"]),
        ("Larkrise, Marsh Lane and Chalford St Peter's are all", ["lark", "marsh", "chalford"]),
        ("Oakfield's budget is set by Oakfield Primary's governors", ["oakfield"]),
    ],
)  # fmt: skip
def test_schools_are_found_in_free_text(text: str, schools: list[str]) -> None:
    assert [match.certain for match in SCHOOLS.mentioned(text)] == schools


@pytest.mark.parametrize(
    "text",
    [
        "our primary school is in Dunmere, and primary schools here are good",
        "the schools of Dunmere and Marlhaven",
        "12 Marsh Lane, Marlhaven",
        "the Dunmere Primary Board",
        "All Saints Church hall",
        "a holy trinity of tests, books and talk",
        "Mr Larkrise called, and Ann Meadowside rang",
        "our small school and your junior school",
        "in the school hall on 4 November 2026",
        "invoice 900101 is overdue",
        "",
    ],
)
def test_a_place_a_person_or_a_plain_word_is_no_school(text: str) -> None:
    assert SCHOOLS.mentioned(text) == ()


def test_a_vague_name_in_free_text_gives_its_candidates_and_its_words() -> None:
    [match] = SCHOOLS.mentioned("I am ringing round for St Mary's, who need help.")
    assert match.certain is None
    assert set(match.candidates) == {"mary-rc", "mary-ce", "mary-inf"}
    assert match.words == "St Mary's"


def test_the_next_schools_name_is_not_taken_for_a_town() -> None:
    first, second = SCHOOLS.mentioned("St Mary's, Dunmere Primary would like to share.")
    assert first.certain is None
    assert second.certain == "dunmere"


@pytest.mark.parametrize(
    ("address", "school"),
    [
        ("head@oakfield.example", "oakfield"),
        ("HEAD@OAKFIELD.EXAMPLE", "oakfield"),
        ("a.b@mail.oakfield.example", "oakfield"),
        ("office@hill.example", "hillcrest"),
        ("oakfield.example", "oakfield"),
        ("oakfield@gmail.com", None),
        ("head@notoakfield.example", None),
        ("nobody", None),
        ("", None),
        ("@", None),
    ],
)
def test_an_address_tells_its_school_by_the_domain(address: str, school: str | None) -> None:
    match = SCHOOLS.by_domain(address)
    assert match.certain == school
    assert match.candidates == ()


def test_a_trusts_domain_stands_for_all_its_schools() -> None:
    match = SCHOOLS.by_domain("someone@trust.example")
    assert (match.certain, match.candidates) == (None, ("ash", "lark"))


def test_a_public_mail_provider_stands_for_no_school_even_if_one_gives_it_as_its_own() -> None:
    index = SchoolIndex([entry("a", "Ash School", domain="gmail.com")])
    assert index.by_domain("head@gmail.com").certain is None


@pytest.mark.parametrize(
    "written",
    ["oakfield.example", "WWW.Oakfield.Example", "https://www.oakfield.example/home?x=1",
     "http://oakfield.example:8080", "head@oakfield.example"],
)  # fmt: skip
def test_a_domain_is_read_out_of_a_website_or_an_address(written: str) -> None:
    assert plain_domain(written) == "oakfield.example"


def test_an_empty_directory_knows_no_school() -> None:
    index = SchoolIndex([])
    assert index.match("Oakfield Primary").certain is None
    assert index.mentioned("Oakfield Primary School and St Mary's") == ()
    assert len(index) == 0


NAMES = st.sampled_from(["Oakfield", "St Mary's", "Holy Trinity", "Ash Grove", "All Saints", "Elm"])
LEVELS = st.sampled_from(
    ["Primary School", "CofE Primary School", "Catholic Primary School", "Infant School",
     "Junior School", "Academy", "High School", "School"]
)  # fmt: skip
TOWNS = st.sampled_from(["Wexbridge", "Dunmere", "Marlhaven", None])
DIRECTORIES = st.lists(st.tuples(NAMES, LEVELS, TOWNS), min_size=1, max_size=12)


def directory(rows: Iterable[tuple[str, str, str | None]]) -> list[SchoolEntry]:
    return [entry(str(i), f"{name} {level}", town) for i, (name, level, town) in enumerate(rows)]


@given(DIRECTORIES, st.data())
def test_of_two_schools_of_one_name_neither_is_ever_guessed(
    rows: list[tuple[str, str, str | None]], data: st.DataObject
) -> None:
    schools = directory(rows)
    named = data.draw(st.sampled_from(schools))
    schools.append(entry("twin", named.name, data.draw(TOWNS)))
    others = [school for school in schools if school.name == named.name]
    index = SchoolIndex(schools)
    for match in (index.match(named.name), *index.mentioned(f"I write for {named.name}.")):
        assert match.certain is None
        assert {school.id for school in others} <= set(match.candidates)


@given(DIRECTORIES, st.data())
def test_a_full_name_that_only_one_school_has_is_that_school(
    rows: list[tuple[str, str, str | None]], data: st.DataObject
) -> None:
    schools = directory(rows)
    named = data.draw(st.sampled_from(schools))
    assume(sum(school.name == named.name for school in schools) == 1)
    assert SchoolIndex(schools).match(named.name).certain == named.id


@given(DIRECTORIES, NAMES)
def test_a_bare_name_is_certain_only_if_one_school_has_it(
    rows: list[tuple[str, str, str | None]], name: str
) -> None:
    schools = directory(rows)
    having = [school.id for school in schools if school.name.startswith(name + " ")]
    match = SchoolIndex(schools).match(name)
    assert match.certain == (having[0] if len(having) == 1 else None)
    assert set(match.candidates) == (set() if len(having) == 1 else set(having))


@given(st.text(max_size=200))
def test_no_text_breaks_the_index(text: str) -> None:
    for match in (SCHOOLS.match(text), *SCHOOLS.mentioned(text), SCHOOLS.by_domain(text)):
        assert match.certain is None or not match.candidates
    SchoolIndex([entry("x", text, text, domain=text, postcode=text, urn=text)]).match(text)


def test_among_thirty_thousand_schools_none_is_mistaken_and_nearly_all_are_found() -> None:
    chance = random.Random(7)
    first = "Oak Ash Beech Birch Elm Wood Hill Lake Mead Marsh Park Green Brook Mill Stone".split()
    last = "field ford ton ham ley wick worth bury side view dale combe hurst stead gate".split()
    kinds = ["Primary School", "Junior School", "CofE Primary School", "Academy", "High School"]
    towns = [a + b + c for a in first for b in last for c in ("", " Magna", " Parva")]
    rows = {
        (chance.choice(first) + chance.choice(last), chance.choice(kinds), chance.choice(towns))
        for _ in range(30_000)
    }
    schools = [entry(str(i), f"{name} {kind}", town) for i, (name, kind, town) in
               enumerate(sorted(rows))]  # fmt: skip
    index = SchoolIndex(schools)
    found = 0
    for school in chance.sample(schools, 400):
        [match] = index.mentioned(f"We at {school.name} in {school.town} need help.")
        assert match.certain in (school.id, None)
        assert school.id in (match.certain, *match.candidates)
        found += match.certain is not None
    assert found >= 380
