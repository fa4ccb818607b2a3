"""Whether a segment reports a visit and nothing else: what is not plain is asked about.

Cues (`core.reading.visits.moods`) know the usual ways of speaking of plans and of others. People
find more: "Rota: Oakfield Tues", "I've got Oakfield on Tuesday", "Head says I was in Tuesday".
So what leads up to a report must be of a closed set of words, and what comes after it must not
make it depend on anything.
"""

import re
from collections.abc import Sequence

from core.reading.everyday import COMMENT_WORDS, COMMON_WORDS, SCHOOL_WORDS
from core.reading.visits.moods import AS_PLANNED, DONE, DROPPING_IN, REPORTING
from core.reading.visits.segments import Segment
from core.reading.visits.words import LEADING_WORDS, UNSETTLING_WORDS

_PLACEHOLDERS = frozenset("DATE LATER LEN SCH NOSCH".split())
_NAMING = [[x] for x in "with mr mrs ms miss dr by".split()]
_DEPENDING = re.compile(
    r"\b(?:if|unless|assuming|provided|providing|subject to|depend\w*|tbc|tbd|apparently|"
    r"supposedly|allegedly|unpaid|elsewhere|(?:please )?(?:can you |could you )?confirm$|"
    r"as (?:a )?(?:governor|parent|volunteer)|not (?:as )?(?:an )?sle|in my own time|annual leave|"
    r"as logged|wasted|pointless|nobody there|no one there|(?:so|and) (?:went|came|drove|turned) "
    r"(?:straight |"
    r"back |right )*(?:home|back|round|around)|^(?:went|came|drove|turned) (?:straight |back |"
    r"right )*(?:home|"
    r"round|around)|"
    r"mistake|in error|accidentally|mistakenly|twice|duplicate[ds]?|already|joking|kidding|"
    r"jk)\b|^(?:test|testing|example|dummy)\b"
)
_GREETING = re.compile(
    r"^(?:thanks|thank|cheers|hi|hello|hey|sorry|apologies|morning|(?:i )?(?:hope|trust) (?:you|"
    r"all|everyone|this))\b"
)
_WITH_ME = re.compile(r"\b(?:and (?:i|me)|(?:i|me) and|myself)\b")
_BOOKING = frozenset("me us in a an the for my SCH NOSCH LEN DATE LATER".split())


def is_plain(segment: Segment) -> bool:
    """Whether the words around the days, lengths and schools only report a visit."""
    text = AS_PLANNED.sub(" ", REPORTING.sub(" log ", segment.skeleton))
    text = DROPPING_IN.sub(" visited ", text)
    words = text.split()
    places = [n for n, x in enumerate(words) if x in _PLACEHOLDERS]
    if not places or _DEPENDING.search(text):
        return False
    start = 0 if _WITH_ME.search(text) is None else places[0]
    return all(
        _is_settled(words, n)
        and (_may_lead(words, n) or (n > places[0] and _may_describe(words, n)))
        for n in range(start, places[-1])
        if n not in places
    )


def introduces(segment: Segment) -> bool:
    """Whether words before the first mention of a sentence may introduce a report."""
    text = REPORTING.sub(" log ", segment.skeleton)
    if _GREETING.match(text):
        return True
    words = text.split()
    return not depends(text) and all(
        _is_settled(words, n) and _may_lead(words, n) for n in range(len(words))
    )


def depends(skeleton: str) -> bool:
    """Whether a remark makes what was said depend on something, or takes it out of the log."""
    return _DEPENDING.search(skeleton) is not None


def _is_settled(words: Sequence[str], index: int) -> bool:
    """Whether a word leaves the report a report; "book" does in "book look"."""
    word = words[index]
    if word == "tell":
        return words[index + 1 : index + 2] == ["you"]
    if word == "do":
        return words[index - 1 : index] == ["to"]
    if word == "say":
        return words[index - 1 : index] == ["to"]
    if word == "book":
        follows = words[index + 1 : index + 2]
        return bool(follows) and follows[0] not in _BOOKING
    return word not in UNSETTLING_WORDS


def _may_lead(words: Sequence[str], index: int) -> bool:
    """Whether a word may stand before the first day, length or school of a report."""
    word = words[index]
    if not word[0].isalpha():
        return word == "@" or re.fullmatch(r"\d+(?:st|nd|rd|th)?", word) is not None
    bare = word.removesuffix("'s")
    if (
        bare in LEADING_WORDS
        or word in ("tell", "do")
        or bare in SCHOOL_WORDS
        or word in COMMENT_WORDS
    ):
        return True
    if DONE.fullmatch(word) or word.endswith("ly") or re.fullmatch(r"(?:y|yr|ks|p)\d+", word):
        return True
    if word == "left":
        return "just" in words[:index]
    if word == "got":
        return "just" in words[:index] or words[index + 1 : index + 2] in (["back"], ["to"], ["in"])
    return words[index - 1 : index] in _NAMING and word not in COMMON_WORDS


def _may_describe(words: Sequence[str], index: int) -> bool:
    """Whether a word may stand between the mentions of a report: what follows "on" or "with"."""
    if words[index] in ("took", "lasted"):
        return True
    for before in reversed(words[:index]):
        if before in _PLACEHOLDERS:
            return False
        if before in _JOINING:
            return True
    return False


_JOINING = frozenset("with on for in about around the a an of and s our their my her his".split())
