"""The Teachers' Standards (Department for Education, 2011, part one) as people refer to them.

Only a number, or a standard's own wording, is certain; a word such as "behaviour" merely suggests.
"""

import re
from collections.abc import Iterable

from core.reading.found import Found
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
    (1, re.compile(r"inspire,? motivate,? and challenge|set(?:ting)? high expectations which")),
    (2, re.compile(r"good progress and outcomes|promot\w+ good progress")),
    (3, re.compile(r"(?:good )?subject and curriculum knowledge")),
    (
        4,
        re.compile(
            r"plan(?:ning)? and teach(?:ing)? well[- ]structured|well[- ]structured lessons"
        ),
    ),
    (5, re.compile(r"adapt(?:ing)? teaching to respond|strengths and needs of all pupils")),
    (6, re.compile(r"accurate and productive use of assessment")),
    (7, re.compile(r"manag\w+ behaviour effectively")),
    (8, re.compile(r"wider professional responsibilities")),
)
_SUGGESTED = (
    (1, re.compile(r"\bhigh(?:er)? expectations\b")),
    (2, re.compile(r"\b(?:pupil|pupils'|children's) (?:progress|outcomes)\b|"
    r"\bprogress and outcomes\b")),
    (3, re.compile(r"\bsubject knowledge\b")),
    (4, re.compile(r"\b(?:lesson planning|planning (?:of )?lessons|lesson structure|"
    r"pace of lessons)\b")),
    (5, re.compile(r"\b(?:adaptive teaching|adapting teaching|adapt teaching|differentiat\w+|"
    r"scaffold\w*)\b")),
    (6, re.compile(r"\b(?:assessment for learning|formative assessment|marking|"
    r"use of assessment)\b")),
    (7, re.compile(r"\b(?:behaviour management|managing behaviour|classroom management|"
    r"low level disruption)\b")),
    (8, re.compile(r"\bprofessional responsibilities\b")),
)  # fmt: skip


def find_standards(text: Text, where: str = "message") -> tuple[Found[int], ...]:
    """Return the standards a text refers to, in order of number; if it refers to none, those that
    its words suggest, not sure.
    """
    sure: dict[int, str] = {}
    if "standard" in text.low or "ts" in text.low:
        for pattern in (_NAMED, _SHORT):
            for match in pattern.finditer(text.low):
                if not _MEASURED.match(text.low, match.end()):
                    words = text.original[match.start() : match.end()]
                    sure.update(dict.fromkeys(numbers_in(match["list"]), words))
        for match in _ORDINAL.finditer(text.low):
            number = _ORDINALS.get(match[1]) or int(match[1][0])
            sure[number] = text.original[match.start() : match.end()]
    for number, pattern in _OWN_WORDING:
        if (worded := pattern.search(text.low)) is not None:
            sure.setdefault(number, text.original[worded.start() : worded.end()])
    if sure:
        return tuple(Found(number, where, sure=True, words=sure[number]) for number in sorted(sure))
    return tuple(_suggested(text, where))


def _suggested(text: Text, where: str) -> Iterable[Found[int]]:
    for number, pattern in _SUGGESTED:
        if (match := pattern.search(text.low)) is not None:
            yield Found(number, where, sure=False, words=match[0])


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
