"""When support is wanted: the time frame in the writer's own words ("from January", "Spring
1").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.reading.cues import Cue, Speaks
from core.reading.found import Found
from core.reading.wording import Sentence, Text

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?,? (?:the )?)?"
_DATE = (
    rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|"
    rf"rd|th)?(?!\d))(?:,? 20\d\d)?|"
    r"\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d"
)
_SEASON = r"(?:autumn|spring|summer|(?:michaelmas|lent|trinity)(?= term))"
_WHICH = (
    r"(?:(?:next|this|coming|the coming|following|the following|current|new|same|whole|"
    r"rest of the|remainder of the) )"
)
_PORTION = (
    r"(?:(?:the )?(?:very )?(?:start|beginning|end|middle|first half|second half|first part|"
    r"second part|latter half|1st half|2nd half|"
    r"latter part|first week|last week|first weeks|last weeks|first few weeks|first (?:two|"
    r"three|four) weeks|last (?:two|three) weeks|early part|rest|remainder|back end) of )"
)
_YEAR = (
    r"year\b(?! ?(?:groups?\b|r\b|(?:1[0-3]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen)\b(?! (?:half |full |whole )?(?:days?|visits?|sessions?|hours?|weeks?|"
    r"terms?)\b)))"
)
"""A stretch of time: "next year", but not the class in "our new Year 1 teacher"."""
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|ten|twelve|few|couple of|several)"
_FRAME = (
    rf"(?:w/?c|w/b|week (?:commencing|beginning|of)) (?:the )?(?:{_DATE}|"
    rf"\d{{1,2}}[/.]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th))|{_DATE}|"
    rf"{_PORTION}?(?:the )?{_WHICH}?(?:20\d\d )?{_SEASON}(?:[ -]half)?(?: ?half[ -]?terms?|"
    rf" terms?)?(?: ?[12]\b(?: ?(?:and|&|/|or) ?[12]\b)?)?(?: 20\d\d)?(?! (?:born|school|fair|"
    rf"fete|concert|budget|"
    rf"holiday club|results|data|census|sats))(?: (?:half[ -]?term|holidays?|break))?|"
    rf"{_PORTION}?(?:the )?(?:october|february|feb|may|easter|christmas|xmas|summer|whitsun|"
    rf"whit|autumn|spring) (?:half[ -]?term|holidays?|break|vacation)|"
    rf"{_PORTION}?(?:early|mid|late)?[ -]?{_MONTH}(?: 20\d\d)?(?: half[ -]?term)?|"
    rf"{_PORTION}?(?:the )?{_WHICH}(?:half[ -]?terms?|terms?|(?:(?:academic|school|calendar|"
    rf"financial) )?{_YEAR}|month|months|week|weeks|fortnight|half)|"
    rf"{_PORTION}?(?:the )?(?:new {_YEAR}|new term|half[ -]?term|(?:new )?(?:academic|school|"
    rf"financial) {_YEAR})|"
    rf"{_PORTION}(?:the )?(?:terms?|half[ -]?term|{_YEAR}|month|week|holidays?)|"
    rf"(?:the )?(?:next|coming) {_COUNT} (?:school )?(?:weeks|months|terms|half[ -]?terms|"
    rf"fortnights)|"
    rf"{_COUNT} (?:school )?(?:weeks|months|terms|half[ -]?terms)|"
    r"term (?:[1-6]|one|two|three|four|five|six)\b(?:(?: (?:or|and|to) | ?[-/&] ?)[1-6]\b)?|"
    r"terms [1-6] (?:and|to|&|-) [1-6]|(?:easter|christmas|xmas)\b(?! (?:fair|concert|play|"
    r"party|card|production|service|fete))|(?:the )?(?:sats|mocks|gcses)\b(?= ?[.,;!?)\n]|$|"
    r" (?:in|if|please|and)\b)|"
    rf"the {_YEAR}|the term\b|"
    r"now(?= (?:and|to|until|till)\b)|(?:we|"
    r"they) break up(?: for (?:the )?(?:christmas|easter|summer))?|20\d\d[-/](?:20)?\d\d\b|"
    r"the autumn\b"
)
_LEADS = (
    r"(?:starting|beginning|commencing|start|begin|some ?time|any ?time|from|in|during|before|"
    r"after|by|at|over|across|"
    r"within|throughout|between|until|till|up to|either side of|on|around|early in|later in|"
    r"late in|towards|toward|"
    r"as early as|not before|this side of|straight after|straight|soon after|just after|"
    r"just before|immediately after|as of|for|into|spread over|spread across|about)"
)
_ONE = rf"(?P<lead>(?:{_LEADS} ){{0,3}})(?:the )?(?P<frame>{_FRAME})(?: onwards?)?"
_TIME = re.compile(rf"(?<![\w/£-])(?:{_ONE})")
_NUMERIC = re.compile(r"\d[/.]\d|20\d\d-")
_AND_ON = re.compile(
    rf"(?: ?[-/,] ?| (?:to|until|till|through to|up to|and|or|and then|then|"
    rf",) ){{1,2}}(?:(?:either|ideally|preferably|possibly|maybe|again|"
    rf"hopefully) )?(?:{_LEADS} ){{0,2}}(?:the )?(?:{_FRAME})(?: onwards?)?"
)
_INSIDE = re.compile(rf",? (?:{_LEADS} ){{1,2}}(?:the )?(?:{_FRAME})(?: onwards?)?")
_SOON = re.compile(
    r"\b(?:as soon as (?:possible|you can|you are able|we can|practicable|practical|"
    r"is possible)|asap|a\.s\.a\.p\.?|"
    r"immediately|straight ?away|urgently|at your earliest convenience|"
    r"sooner rather than later|the sooner the better|"
    r"(?:with)?in the next (?:few|couple of|two|three|four|six|\d) (?:school )?(?:weeks|days|"
    r"months))\b"
)
_FLEXIBLE = re.compile(
    r"\b(?:any ?time|whenever (?:suits|they can|you can|possible|is convenient)[^.,;\n]{0,20}|"
    r"flexible (?:on|about|with) (?:dates|timing|when|times)|no rush)\b"
)
_NOT_A_FRAME = re.compile(
    r"(?:\bsince|\bdated|\blast|\bback in|\bprevious|\bearlier|\bin the past|\bfollowing|\bago|"
    r"\bfor the (?:past|last)|"
    r"\bfollowing(?: \w+){1,4}|\bended|\bstarted(?: with us)?(?: here)?|\bjoined(?: us)?|"
    r"\btook over|\barrived|\bappointed|\binspected|\bofsted|\binspection)(?: (?:in|at|on|from|"
    r"the))*[ \n]*$"
)
_RESULTS = re.compile(
    r"[ ](?:results?|sats|data|moderation|ofsted|inspection|scores|outcomes|grades|"
    r"visit (?:went|was))\b"
)
_HERE = re.compile(
    r"\b(?:off|away|on (?:maternity|leave|holiday|sick)|absent|back)(?: \w+){0,2} *$"
)
_DONE = re.compile(
    r"\b(?:was|were|had|came|dropped|fell|took|started|joined|left|went|identified|visited|"
    r"told|said|flagged|found|got)\b"
)
_TIME_WORDS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec autumn spring summer michaelmas lent
    trinity term terms christmas xmas easter sats mocks gcses week weeks month months year
    fortnight fortnights half w wc asap immediately straightaway away urgently convenience
    sooner possible practicable practical soon anytime time whenever flexible rush days
    now next""".split()
)
_WANTED = Cue.ASK | Cue.HELP
_LABEL = re.compile(
    r"\W*(?:when|period|start|timing|timescale|time ?frame|dates?|term)\b[^:]{0,30}:"
)
_WHOLE = frozenset(("the year", "the term"))
_LENGTH = re.compile(_COUNT + " (?:school )?(?:weeks|months|terms|half)")
_THROUGHOUT = frozenset("over across within during spread throughout".split())
_ONLY_MONTH = re.compile(_MONTH)
_ALSO_WORDS = frozenset("may march mar jan dec sep".split())
_EDGES = ("", "\n", ":", "-", "?", "\t")
_AS_SUBJECT = re.compile(r" (?:we|i|it|be|have|has|is|will|can|said|and i|would|could|may)\b")
_COUNTED = ("day", "session", "visit", "morning", "afternoon", "twilight")


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    end: int
    score: int


def find_when(text: Text, sentences: Sequence[Speaks]) -> Found[str] | None:
    """Return the time frame in which support is wanted, as written. Not sure where it may be the
    time of something else.
    """
    frames = [frame for one in sentences for frame in _frames(text, one)]
    if not frames:
        return None
    best = max(frames, key=lambda frame: frame.score)
    words = text.original[best.start : best.end]
    return Found(words, "message", sure=best.score >= 1, words=words)


def _frames(text: Text, one: Speaks) -> Iterator[_Frame]:
    sentence, low = one.sentence, text.low
    if not _speaks_of_time(text, sentence):
        return
    merit = _merit(low, one)
    for match in _SOON.finditer(low, sentence.start, sentence.end):
        yield _Frame(*match.span(), merit + 2)
    at = sentence.start
    for match in _TIME.finditer(low, sentence.start, sentence.end):
        if match.start() < at or not _is_time(text, match, sentence.start):
            continue
        start, at = match.start(), _end_of(low, match.end(), sentence.end)
        before = low[sentence.start : start]
        if _NOT_A_FRAME.search(before) or _RESULTS.match(low, at):
            continue
        led = bool(match["lead"].strip()) or start == sentence.start
        yield _Frame(start, at, merit + led - (4 if _HERE.search(before) else 0))
    for match in _FLEXIBLE.finditer(low, at, sentence.end):
        yield _Frame(*match.span(), merit)


def _speaks_of_time(text: Text, sentence: Sentence) -> bool:
    words = text.words[sentence.first : sentence.last]
    return not _TIME_WORDS.isdisjoint(words) or bool(
        _NUMERIC.search(text.low, sentence.start, sentence.end)
    )


def _merit(low: str, one: Speaks) -> int:
    """Judge by its sentence whether a time is that of the support: above 0 it is."""
    said = low[one.sentence.start : one.sentence.end]
    merit = (2 if one.has(_WANTED) else 0) + (2 if any(word in said for word in _COUNTED) else 0)
    if one.has(Cue.PAST | Cue.THANKS | Cue.CHASE):
        merit -= 3
    if not one.has(Cue.ASK) and _DONE.search(said):
        merit -= 3
    if _LABEL.match(said):
        merit += 4
    return merit + (1 if one.sentence.last - one.sentence.first <= 8 else 0)


def _end_of(low: str, end: int, limit: int) -> int:
    """Return where a time ends that goes on, as in "January to March, ideally before Easter"."""
    while more := (_AND_ON.match(low, end, limit) or _INSIDE.match(low, end, limit)):
        end = more.end()
    return end


def _is_time(text: Text, match: re.Match[str], start: int) -> bool:
    """Whether a word that may be a name or a verb ("May", "march", "Jan") is a month here, and
    a bare length of time ("six weeks") is a time frame.
    """
    frame, leads = match["frame"], frozenset(match["lead"].split())
    if frame in _WHOLE or _LENGTH.match(frame):
        return not leads.isdisjoint(_THROUGHOUT)
    if _ONLY_MONTH.fullmatch(frame):
        return _is_month(text, match, start)
    return leads != {"about"}


def _is_month(text: Text, match: re.Match[str], start: int) -> bool:
    frame, led = match["frame"].strip("."), bool(match["lead"].strip())
    if not text.original[match.start("frame")].isupper():
        return led and frame not in _ALSO_WORDS
    alone = match.start() == start and len(frame) > 5
    return led or alone or _stands_alone(text, match)


def _stands_alone(text: Text, match: re.Match[str]) -> bool:
    before = text.low[max(match.start() - 3, 0) : match.start()].strip(" ")
    return before[-1:] in _EDGES and not _AS_SUBJECT.match(text.low, match.end())
