"""What a reply limits: how many days in all, and which weekdays are ruled out."""

import re
from collections.abc import Iterator, Sequence

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SCHOOL_WEEK = WEEKDAYS[:5]

DAY_NAME = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mons?|tues?|weds?|thurs?|thur?|fris?)(?:')?\b"
)
_NUMBER_WORDS = {
    word: float(number)
    for number, word in enumerate(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split(),
        start=1,
    )
} | {"a": 1.0, "an": 1.0, "thirty": 30.0, "a couple of": 2.0}
NUMBER = (
    rf"(?:\d{{1,3}}(?:\.\d)?|a couple of|"
    rf"{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True)[1:])})"
)
_KIND = (
    r"(?: (?:full|whole|school|sle|working|more|further|extra|separate|consecutive|single|of her|"
    r"of his|of their))?"
)
DAYS = re.compile(
    rf"\b(?:(?P<half_day>(?:a |one |an? )?(?:half|0\.5) (?:a |of a )?day)\b(?!s)|"
    rf"(?P<number>{NUMBER})(?P<and_half> and a half)?(?: of (?:the|those|these|your|her) {NUMBER})?"
    rf"{_KIND} (?P<halves>half |0\.5 )?days?\b(?P<day_and_half> and a half)?)"
)
_RANGE = re.compile(rf"\b{NUMBER} (?:to|or|and) $")
_A_TIME = re.compile(
    r" ?,? ?(?:(?:a|per|each|every|(?:in |during )?any(?: one)?|in (?:a|each|every|any)) "
    r"(?:single )?"
    r"(?:week|month|term|fortnight|half|year|time|school|calendar)|weekly|monthly|fortnightly|"
    r"(?:of )?notice|later|ago|before|beforehand|in advance|in every|at a time|every)\b"
)
_NOT_ALLOWED = re.compile(
    r"\b(?:within|every|in|last|next|first|past|(?:rather|instead) (?:than|of)|instead of|"
    r"not(?: for| the)?|at least|minimum(?: of)?|of|per|for the) $"
)
_BARE_CAP = re.compile(
    rf"\b(?:no|not) more than (?P<after>{NUMBER}) ?$|\bup to (?P<up>{NUMBER}) ?$|"
    rf"\bmaximum(?: of)? (?P<most>{NUMBER}) ?$"
)


def days_allowed(conditions: Sequence[str]) -> float | None:
    """Return the days in all that spelt-out conditions speak of; None where they name none, or
    several that do not add up, or only so many a week.
    """
    found = [days for condition in conditions for days in _days_in(condition)]
    if not found or None in found:
        return None
    numbers = [x for x in found if x is not None]
    adds_up = len(set(numbers)) == 1 or numbers[0] == sum(numbers[1:])
    return numbers[0] if adds_up and (numbers[0] * 2).is_integer() else None


def _days_in(plain: str) -> Iterator[float | None]:
    for match in DAYS.finditer(plain):
        before = plain[max(match.start() - 24, 0) : match.start()]
        if _A_TIME.match(plain, match.end()) or _NOT_ALLOWED.search(before):
            continue
        yield None if _RANGE.search(before) else _size(match)
    cap = _BARE_CAP.search(plain)
    if cap is not None:
        yield _value(cap["after"] or cap["up"] or cap["most"])


def _size(match: re.Match[str]) -> float:
    if match["half_day"]:
        return 0.5
    number = _value(match["number"]) + (0.5 if match["and_half"] else 0)
    if match["halves"]:
        return number / 2
    return number + (0.5 if match["day_and_half"] else 0)


def _value(said: str) -> float:
    return _NUMBER_WORDS[said] if said in _NUMBER_WORDS else float(said)


# --- weekdays -------------------------------------------------------------------------------------

_LIST = re.compile(
    rf"\b{DAY_NAME}(?:(?: ,)?(?: (?:and|or|nor|to|until|through))?(?: on| a)? {DAY_NAME})*"
)
_NAMED = re.compile(rf"\b{DAY_NAME}")
_THROUGH = re.compile(r" (?:to|until|through) ")
_EXCLUDING = (
    r"not(?! (?:more|later|less|before))|no(?! (?:more|later|less|earlier|problem))|never|except|"
    r"excluding|excepting|apart from|aside from|other than|avoid\w*|bar|unless|outside|"
    r"(?:any|every|all|each|most) (?:\w+ )?(?:days?|time) but|can not|without|excludes"
)
_POLARITY = re.compile(
    rf"\b(?:(?P<out>{_EXCLUDING})|(?P<only>only|just|limited to|restricted to|"
    r"(?:must|has to|have to|needs? to|would need to) (?:be|fall)(?: on)?|"
    r"but(?! not)|otherwise|fine|ok|works))\b"
)
_OUT_AFTER = re.compile(
    r"(?: \w+){0,2}? (?:is|are|would be|will be|do|does|being|can)? ?(?:really |very |always )?"
    r"(?:not|no good|no use|out\b|off\b|difficult|impossible|tricky|unavailable|excluded|bad|"
    r"excepted|awkward|hard\b|no go|a problem|problematic|a nightmare)"
)
_ONLY_AFTER = re.compile(r"[^,;.]{0,24}\bonly\b")
_ONE_DATE_AFTER = re.compile(r" ?,? ?(?:the )?\d")
_ONE_DATE_BEFORE = re.compile(
    r"\b(?:this|next|coming|last|following|first|second|\d\d?(?: ?(?:st|nd|rd|th))?) $"
)
_PART_OF_DAY = re.compile(
    r" (?:mornings?|afternoons?|am|pm|evenings?|lunch\w*|after|before|period)\b"
)


def weekdays_ruled_out(conditions: Sequence[str]) -> tuple[str, ...]:
    """Return the weekdays that spelt-out conditions rule out, in the order of the week. Where only
    some are allowed it is the others of the school week.
    """
    out: set[str] = set()
    for condition in conditions:
        out |= _ruled_out(condition)
    return tuple(day for day in WEEKDAYS if day in out)


def _ruled_out(plain: str) -> set[str]:
    out: set[str] = set()
    allowed: set[str] = set()
    before_end = 0
    for match in _LIST.finditer(plain):
        before, after = plain[before_end : match.start()], plain[match.end() :]
        before_end = match.end()
        days = _days_named(match[0])
        one_date = _ONE_DATE_AFTER.match(after) or _ONE_DATE_BEFORE.search(before)
        if not days or (len(days) == 1 and one_date) or _PART_OF_DAY.match(after):
            continue
        polarity = _polarity(before, after)
        if polarity == "out":
            out |= days
        elif polarity == "only":
            allowed |= days
    return out | (set(_SCHOOL_WEEK) - allowed if allowed else set())


def _polarity(before: str, after: str) -> str:
    if _OUT_AFTER.match(after):
        return "out"
    words = list(_POLARITY.finditer(before))
    if words and words[-1]["out"]:
        return "out"
    only = words and words[-1]["only"] not in {"but", "otherwise", "fine", "ok", "works"}
    return "only" if only or _ONLY_AFTER.match(after) else ""


def _days_named(said: str) -> set[str]:
    named = [_full(x[0]) for x in _NAMED.finditer(said)]
    days = {name for name in named if name}
    if len(named) == 2 and _THROUGH.search(said) and all(named):
        first, last = (WEEKDAYS.index(name) for name in named)
        days |= set(WEEKDAYS[first : last + 1])
    return days


def _full(said: str) -> str:
    return next((day for day in WEEKDAYS if day.startswith(said[:3])), "")
