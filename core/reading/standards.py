"""The Teachers' Standards (Department for Education, 2011, part one) as people refer to them.

Only a number, or a standard's own wording, is certain; a word such as "behaviour" merely suggests.
"""

import re
from collections.abc import Iterator

from core.reading.found import Found
from core.reading.phrases import PhraseBook
from core.reading.wording import Text

TEACHERS_STANDARDS: dict[int, str] = {
    1: "High expectations",
    2: "Progress and outcomes",
    3: "Subject and curriculum knowledge",
    4: "Well-structured lessons",
    5: "Adapting teaching",
    6: "Assessment",
    7: "Behaviour",
    8: "Wider responsibilities",
}

_NUMBER = r"(?:[1-8]|one|two|three|four|five|six|seven|eight)"
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_JOIN = r"\s*(?:,|/|&|\+|;|and|to|-|or)\s*(?:and\s+)?(?:ts\s?|standard\s?)?"
_NO_AMOUNT = r"(?!\s?-?(?:half|full|sle|days?|x\b|visits?|sessions?|weeks?|terms?|hours?))"
_LIST = (
    rf"(?P<list>{_NUMBER}(?:\.\d)?(?:[a-h]\b)?(?:{_JOIN}{_NUMBER}\b(?:\.\d)?{_NO_AMOUNT})*)"
    r"(?!\d|%|\.\d|(?:st|nd|rd|th)\b)"
)
_NAMED = re.compile(
    r"\b(?:teach(?:er|ers|ing)'?s?'?\s+)?standards?(?:\(s\))?"
    r"(?:\s*(?:no\.?|nos\.?|numbers?|#))?(?:\s+(?:is|are|would be))?\s*[:=(-]?\s*" + _LIST
)
_SHORT = re.compile(r"\bts\s?[:#-]?\s?" + _LIST)
_ORDINAL = re.compile(
    r"\b(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|[1-8](?:st|nd|rd|th)) "
    r"(?:of the )?teach(?:er|ers|ing)'?s?'? standards?\b"
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth".split(), start=1
    )
}
_MEASURED = re.compile(
    r"[ -]*(?:half )?(?:-?days?|weeks?|hours?|sessions?|visits?|terms?|pupils|children)\b"
)

_OWN_WORDING = (
    (1, "inspire motivate and challenge|inspire motivate challenge|set high expectations which"),
    (2, "good progress and outcomes|promote good progress|promoting good progress"),
    (3, "subject and curriculum knowledge"),
    (4, "well structured lessons|plan and teach well structured"),
    (
        5,
        (
            "adapt teaching to respond|adapting teaching to respond|"
            "strengths and needs of all pupils"
        ),
    ),
    (6, "accurate and productive use of assessment"),
    (7, "manage behaviour effectively|managing behaviour effectively"),
    (8, "wider professional responsibilities"),
)
_SUGGESTED = (
    (1, "high expectations|higher expectations"),
    (
        2,
        (
            "pupil progress|pupil outcomes|pupils' progress|children's progress|"
            "progress and outcomes"
        ),
    ),
    (3, "subject knowledge"),
    (4, "lesson planning|planning lessons|planning of lessons|lesson structure|pace of lessons"),
    (
        5,
        (
            "adaptive teaching|adapting teaching|adapt teaching|differentiation|differentiate|"
            "differentiating|scaffolding|scaffold"
        ),
    ),
    (6, "assessment for learning|formative assessment|marking|use of assessment"),
    (7, "behaviour management|managing behaviour|classroom management|low level disruption"),
    (8, "professional responsibilities"),
)
_BOOK: PhraseBook[tuple[int, bool]] = PhraseBook(
    (phrase, (number, worded))
    for table, worded in ((_SUGGESTED, False), (_OWN_WORDING, True))
    for number, phrases in table
    for phrase in phrases.split("|")
)


def find_standards(text: Text, where: str = "message") -> tuple[Found[int], ...]:
    """Return the standards a text refers to, in order of number; if it refers to none, those that
    its words suggest, not sure.
    """
    sure = dict(_numbered(text))
    suggested: dict[int, str] = {}
    for hit in _BOOK.find(text.words):
        number, worded = hit.meaning
        (sure if worded else suggested).setdefault(number, text.quote(hit.first, hit.last))
    said = sure or suggested
    return tuple(Found(n, where, sure=bool(sure), words=said[n]) for n in sorted(said))


def _numbered(text: Text) -> Iterator[tuple[int, str]]:
    """Yield the standards referred to by number, each with the words that do."""
    if "standard" not in text.low and "ts" not in text.low:
        return
    for pattern in (_NAMED, _SHORT):
        for match in pattern.finditer(text.low):
            if not _MEASURED.match(text.low, match.end()):
                for number in numbers_in(match["list"]):
                    yield number, text.original[match.start() : match.end()]
    for match in _ORDINAL.finditer(text.low):
        number = _ORDINALS.get(match[1]) or int(match[1][0])
        yield number, text.original[match.start() : match.end()]


def numbers_in(listed: str) -> tuple[int, ...]:
    """Return the standards of a list such as "3 and 4", "TS1-3", "5.2" or "four, six"."""
    numbers: list[int] = []
    between = ""
    bare = re.sub(r"\.\d", "", listed)
    for piece in re.findall(r"[1-8]|[a-z]+|[^a-z\d]", bare):
        value = int(piece) if piece.isdigit() else _WORDS.get(piece)
        if value is None:
            between += piece
            continue
        if numbers and re.search(r"-|\bto\b", between) and numbers[-1] < value:
            numbers.extend(range(numbers[-1] + 1, value))
        numbers.append(value)
        between = ""
    return tuple(sorted(set(numbers)))
