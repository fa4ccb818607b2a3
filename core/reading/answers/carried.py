"""Whether a condition is one that a release can carry into the agreement: days, dates, money,
cover, notice. "Yes, but we need her" and "Yes, 0 days" refuse what they seem to limit.
"""

import re
from collections.abc import Collection

from core.reading.answers.conditions import HARD
from core.reading.answers.limits import DAY_NAME, NUMBER
from core.reading.answers.lines import patterns_of
from core.reading.answers.statements import tells_otherwise

_NONE = r"""
\b(zero|nil|none|0+(\.0+)?) (\w+ ){0,2}(half )?(days?|visits?|sessions?|hours?)\b
\bno ((half|whole|full|such|more|further|single) )*days?\b(?! (but|in|on|during|before|after|over))
\b(maximum|(no|not) more than|at most|up to|limited to)( of)? (zero|nil|none|no|0+(\.0+)?)\b
^(zero|nil|none|0+(\.0+)?) ?$
"""
_PUT_OFF = r"""
^(until|till|unless|when|once|if) (you|i|we|they) (hear|say|tell|know|told|change|decide|speak)\b
^until (further notice|otherwise|told|advised|notified)\b
\b(must|need|should|would) (i|we|you) ?$
^((as|of|course) )+\w+ would\b|^(as )?(you|they) would\b
^(((but|and|if|so|or|however|although|unless|provided|until) ?)|[.,] ?)+$
"""
_VOID = re.compile("|".join(patterns_of(_NONE + _PUT_OFF.lstrip("\n"))))
_WANTED = re.compile(
    r"\b(?:needs?|wants?|would (?:\w+ )?(?:like|want|need|prefer)|prefer|like|keep|have|has)"
    r"(?: to (?:keep|have|hold))? (?:on to )?(?:her|him|them|X)\b"
)
_FOUNDED = re.compile(
    rf"\b(?:\d+|(?!an?\b){NUMBER}|{DAY_NAME}|weekdays?|mornings?|afternoons?|days?|weeks?|weekly|"
    r"months?|monthly|fortnight\w*|terms?|years?|hours?|am|pm|half|noon|lunch\w*|break|dinner|"
    r"easter|christmas|xmas|summer|autumn|spring|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|sats|mocks|exams?|gcses?|ofsted|inspection|"
    r"inset|assembl\w*|registration|assessments?|parents|evenings?|concert|play|ppa|duty|duties|"
    r"cover\w*|supply|cost\w*|paid|pays?|paying|funded|funding|funds|money|budget|travel|"
    r"expenses|mileage|invoice\w*|notice|dates?|times?|diary|clash\w*|review\w*|writing|start\w*|"
    r"finish\w*|end|short|late|early|limit\w*|informed|priority|first|second|only|back (?:by|"
    r"before|for|in time|at|on)|part time|contract|hours)\b"
)
_BEGINS = re.compile(rf"(?:{HARD})")
_JOINED = re.compile(r"^(?:(?:but|and|so|though|although|however|even though|please) )+")


def can_be_carried(condition: str, names: Collection[str]) -> bool:
    """Whether a condition, spelt out, leaves something to release; `names` as in
    `core.reading.answers.plainness.belongs`.
    """
    condition = condition.strip()
    if _VOID.search(condition) is not None:
        return False
    if _FOUNDED.search(condition) is not None or _BEGINS.match(condition) is not None:
        return True
    said = _JOINED.sub("", condition)
    named = " ".join("X" if word in names else word for word in said.split())
    return _WANTED.search(named) is None and not tells_otherwise(said, names)
