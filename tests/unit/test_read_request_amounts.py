"""The words people use for days, times, payers and people; and where such words do not count."""

import pytest

from core.reading.amounts import find_days
from core.reading.cues import cued
from core.reading.found import Found
from core.reading.funding import find_funding
from core.reading.request.anatomy import dissect
from core.reading.request.people import find_on_behalf_of, find_po_number, find_role, find_sles
from core.reading.request.timing import find_when
from core.reading.wording import Text


def sure(found: tuple[Found[str], ...]) -> set[str]:
    return {one.value for one in found if one.sure}


@pytest.mark.parametrize(
    ("text", "half_days"),
    [
        ("six half days", 6),
        ("3.5 days", 7),
        ("2½ days", 5),
        ("2 1/2 days", 5),
        ("two and a half days", 5),
        ("A day and a half in total", 3),
        ("half a day", 1),
        ("½ day", 1),
        ("1/2 day", 1),
        ("a half-day", 1),
        ("4 x half days", 4),
        ("2 full days and 2 half days", 6),
        ("three mornings", 3),
        ("four twilights", 4),
        ("a two-day diagnostic", 4),
        ("10 SLE days", 20),
        ("3 days' support", 6),
        ("three visits of half a day", 3),
        ("4 half-day visits", 4),
        ("three one-day visits", 6),
        ("3 x 1 day", 6),
        ("somebody for a day", 2),
        ("half a day a week for six weeks", 6),
        ("one day a week for 6 weeks", 12),
        ("half a day a fortnight for 10 weeks", 5),
        ("five days (ten half days)", 10),
        ("6 half days (3 days in total)", 6),
        ("5 days: 2 in the autumn and 3 in the spring", 10),
        ("Number of days: 5", 10),
        ("Our lead works three days a week and we need 4 days in total", 8),
        ("Last time we had 4 days. This time 2 days please", 4),
        ("4 days after Christmas", 8),
        ("2 days before the end of March", 4),
        ("we would buy in five days", 10),
        ("It would take 3 days, I think", 6),
        ("It'll take three days", 6),
        ("half a\nday a week for\nsix weeks", 6),
        ("3 days in\ntotal, 1 day a visit", 6),
    ],
)
def test_days_are_counted_in_half_days(text: str, half_days: int) -> None:
    found = find_days(Text.of(text))
    assert found is not None
    assert (found.value, found.sure) == (half_days, True)


@pytest.mark.parametrize(
    "text",
    [
        "5-6 days",
        "5 or 6 days",
        "3 days or 4",
        "a couple of days",
        "a few days",
        "a day or two",
        "up to 4 days",
        "about 5 days",
        "about 3 days in total",
        "roughly four days",
        "two or three days",
        "It will take about 3 days",
        "at least 3 days",
        "5 days or so",
        "2 days a week for a term",
        "1 day a month from January to July",
        "two days in each school",
        "5 days each",
        "3 days for maths and 2 days for English",
        "3/4 days",
    ],
)
def test_days_that_are_vague_are_said_but_not_sure(text: str) -> None:
    found = find_days(Text.of(text))
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "Ten days ago we had Ofsted",
        "within 5 working days",
        "in the next two days",
        "30 days to pay",
        "Our lead works three days a week",
        "an INSET day on 3 January",
        "£350 a day",
        "twice a day",
        "Tuesdays and Wednesdays",
        "these days",
        "two days later",
        "It takes three days to travel",
        "It took three days",
        "3 days' notice",
    ],
)
def test_days_that_are_no_support_are_not_counted(text: str) -> None:
    assert find_days(Text.of(text)) is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("could we have 3 days next half term", "next half term"),
        ("starting from January please", "starting from January"),
        ("in the second half of the autumn term", "in the second half of the autumn term"),
        ("w/c 4 November onwards", "w/c 4 November onwards"),
        ("Summer 2", "Summer 2"),
        ("Autumn 2 / Spring 1", "Autumn 2 / Spring 1"),
        ("from 6th Jan to 14 Feb", "from 6th Jan to 14 Feb"),
        ("from 14/01/2027", "from 14/01/2027"),
        ("as soon as possible", "as soon as possible"),
        ("between January and May half term", "between January and May half term"),
        ("between now and Easter", "between now and Easter"),
        ("either side of half term", "either side of half term"),
        ("in the new year, ideally before half term", "in the new year, ideally before half term"),
        ("over the next six weeks", "over the next six weeks"),
        ("over two terms", "over two terms"),
        ("January to March", "January to March"),
        ("May we have 3 days in May?", "in May"),
        ("4 days before SATs.", "before SATs"),
        ("half a day a week for six weeks after Christmas", "after Christmas"),
        ("before we break up for Easter", "before we break up for Easter"),
        ("whenever suits them this academic year", "this academic year"),
    ],
)
def test_the_time_frame_is_given_as_written(text: str, when: str) -> None:
    read = Text.of(text)
    found = find_when(read, cued(read, read.sentences()))
    assert found is not None
    assert (found.value, found.sure) == (when, True)


@pytest.mark.parametrize(
    "text",
    [
        "Our results in September were poor",
        "Ofsted came in March",
        "since September we have struggled",
        "Jan will call you",
        "She is on maternity leave until Easter",
        "I would like us to march on",
        "the agreement dated 3 February",
    ],
)
def test_the_time_of_something_else_is_not_taken_for_certain(text: str) -> None:
    read = Text.of(text)
    found = find_when(read, cued(read, read.sentences()))
    assert found is None or not found.sure


@pytest.mark.parametrize(
    "text", ["We would like 3 days.", "Days: 6", "3½ days of support, please."]
)
def test_digits_of_another_script_are_no_number_of_days(text: str) -> None:
    assert find_days(Text.of(text)) is not None
    eastern = text.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    assert find_days(Text.of(eastern)) is None


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("from our own budget", "own"),
        ("Happy to pay.", "own"),
        ("The school will meet the cost.", "own"),
        ("The school\nwill meet the cost.", "own"),
        ("We would fund this\nourselves.", "own"),
        ("It would come from school\nfunds.", "own"),
        ("The Primary\nBoard has agreed to subsidise this.", "boards"),
        ("paid by us", "own"),
        ("Please invoice the school.", "own"),
        ("The cost will be met from the school's delegated budget.", "own"),
        ("Our governing board have agreed to spend our own money.", "own"),
        ("The Board turned us down so we will fund it ourselves.", "own"),
        ("The Primary Board has agreed to subsidise this.", "boards"),
        ("Boards to fund, they told us.", "boards"),
        ("LA board subsidy", "boards"),
        ("We will pay half and the Board the rest.", "boards"),
        ("Primary Board subsidy of £200 a day, and we find £150.", "boards"),
        ("The EIP will pay.", "eip"),
        ("met from EIP resources", "eip"),
    ],
)
def test_who_pays_is_read_where_it_is_settled(text: str, payer: str) -> None:
    read = Text.of(text)
    found = find_funding(read, cued(read, read.sentences()))
    assert found is not None
    assert (found.value, found.sure) == (payer, True)


@pytest.mark.parametrize(
    "text",
    [
        "Could the Board help with the cost?",
        "We are hoping the Board will subsidise it.",
        "There is nothing left in the budget.",
        "Is there any subsidy available?",
        "We have asked the Primary Board but they may not fund it.",
    ],
)
def test_a_hope_of_money_is_never_certain(text: str) -> None:
    read = Text.of(text)
    found = find_funding(read, cued(read, read.sentences()))
    assert found is None or not found.sure


@pytest.mark.parametrize(
    "text",
    [
        "We need to pay attention to behaviour across the board.",
        "We would find it hard.",
        "Who pays?",
        "Our trustees are on board.",
        "It is not funded by the Boards.",
    ],
)
def test_other_boards_and_other_payments_are_no_funding(text: str) -> None:
    read = Text.of(text)
    assert find_funding(read, cued(read, read.sentences())) is None


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("I am writing on behalf of the Havens EIP.", "Havens EIP"),
        ("Mrs Marsden has asked me to email on her behalf.", "Mrs Marsden"),
        ("I'm the deputy, writing for Clare Hobday our head who is off.", "Clare Hobday"),
        ("On behalf of our head, Mrs Jones, could you help?", "Mrs Jones"),
        ("On behalf of Wexshire Council I should like to ask", "Wexshire Council"),
        ("on behalf of Oakfield, Hillcrest and St Mary's", "Oakfield, Hillcrest and St Mary's"),
        ("Our head has asked me to get in touch", "Our head"),
        ("On behalf of the staff, thank you", None),
        ("I am writing for help", None),
    ],
)
def test_on_whose_behalf_a_mail_is_written(text: str, whom: str | None) -> None:
    read = Text.of(text)
    found = find_on_behalf_of(read, cued(read, read.sentences()))
    assert (found.value if found else None) == whom


def test_a_personal_assistant_writes_for_the_head() -> None:
    read = Text.of("Please could we have an SLE.")
    found = find_on_behalf_of(read, (), "Trish Bell\nPA to Helen Marsden, Headteacher")
    assert found is not None
    assert (found.value, found.where) == ("Helen Marsden", "signature")


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("could we have Wendy Arkwright again please?", ["Wendy Arkwright"], []),
        ("Is Tom Patel available?", ["Tom Patel"], []),
        ("Ideally Mrs Okafor if she is free", ["Mrs Okafor"], []),
        ("Could we have Jane Doe or Tom Patel?", ["Jane Doe", "Tom Patel"], []),
        ("I'd go for either Tim Rawson or Bev Lyle", ["Tim Rawson", "Bev Lyle"], []),
        ("Can Rosa Ferreira come?", ["Rosa Ferreira"], []),
        ("Could Rosa Ferreira possibly come back to us?", ["Rosa Ferreira"], []),
        ("Would Mrs Ferreira\nbe able to help?", ["Mrs Ferreira"], []),
        ("I wonder if Rosa Ferreira could support us", ["Rosa Ferreira"], []),
        ("Could we have Alice Renshaw again?", ["Alice Renshaw"], []),
        (
            "Our Year 5 and 6 teachers need much more of it, so could we\nhave Alice Renshaw?",
            ["Alice Renshaw"],
            [],
        ),
        ("Can Rosa Ferreira come to the meeting on Monday?", [], []),
        ("Can our deputy Rosa Ferreira come?", [], []),
        ("Rosa Ferreira can come to the door", [], []),
        ("I'd rather it wasn't Colin Peet", [], ["Colin Peet"]),
        ("Anyone but Mr Smith", [], ["Mr Smith"]),
        ("We would prefer not to have Jo Bloggs", [], ["Jo Bloggs"]),
        ("I worked with Ann Lee. She was great", [], []),
        ("Please contact Jane Doe", [], []),
        ("Could we have a Key Stage Two SLE from the Primary Board", [], []),
    ],
)
def test_an_sle_is_wanted_or_not_by_name(text: str, wanted: list[str], unwanted: list[str]) -> None:
    read = Text.of(text)
    liked, disliked = find_sles(
        read, cued(read, read.sentences()), not_names=frozenset(), not_at=frozenset()
    )
    assert [one.value for one in liked] == wanted
    assert [one.value for one in disliked] == unwanted


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PO number: KHS-20417", "KHS-20417"),
        ("Our PO number is 4500017732.", "4500017732"),
        ("purchase order no. 4500012345", "4500012345"),
        ("P.O. 7781", "7781"),
        ("PO ref WX/22", "WX/22"),
        ("PO Box 12", None),
        ("PO to follow", None),
        ("in order 3 things matter", None),
    ],
)
def test_a_purchase_order_is_read_by_its_number(text: str, number: str | None) -> None:
    found = find_po_number(Text.of(text))
    assert (found.value if found else None) == number


@pytest.mark.parametrize(
    ("text", "signature", "role"),
    [
        ("I'm the deputy at Oakfield", "", "deputy"),
        ("Hello, I'm head at Larkrise", "", "head"),
        ("", "Headteacher", "head"),
        ("", "PA to Helen Marsden, Headteacher", "office"),
        ("", "School Business Manager", "finance"),
        ("", "EIP Coordinator", "eip"),
        ("", "Head of maths", None),
    ],
)
def test_the_writers_role_is_read_where_it_is_said(
    text: str, signature: str, role: str | None
) -> None:
    found = find_role(Text.of(text), signature)
    assert (found.value if found else None) == role


def test_lines_that_a_mail_program_broke_are_one_sentence() -> None:
    text = Text.of(
        "We would like some help with the teaching of mathematics in our\nupper juniors please."
    )
    assert len(text.sentences()) == 1


def test_an_abbreviation_ends_no_sentence() -> None:
    text = Text.of("Mrs. Jones and Dr. Obi of St. Mary's teach P.E. lessons. They need help.")
    assert len(text.sentences()) == 2


def test_greeting_sign_off_and_signature_are_no_part_of_what_is_said() -> None:
    text = Text.of("Dear Sam,\n\nWe need help.\n\nKind regards\nHelen Marsden\nHeadteacher")
    anatomy = dissect(text)
    assert [text.original[one.sentence.start : one.sentence.end] for one in anatomy.body] == [
        "We need help."
    ]
    assert anatomy.signature == "Kind regards\nHelen Marsden\nHeadteacher"


def test_a_postscript_is_part_of_what_is_said() -> None:
    text = Text.of("We need help.\n\nThanks\nRob\n\nPS the EIP will pay")
    said = [text.original[one.sentence.start : one.sentence.end] for one in dissect(text).body]
    assert said == ["We need help.", "PS the EIP will pay"]
