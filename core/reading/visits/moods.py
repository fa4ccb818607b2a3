"""What a segment of a message is about: a visit done, a plan, a cancellation, somebody else.

Patterns are matched against a segment's skeleton (`core.reading.visits.segments`). None of them
makes a visit certain by itself; most of them keep one from being recorded.
"""

import re
from enum import Enum, auto

from core.reading.everyday import COMMON_WORDS, is_common
from core.reading.visits.segments import Segment


class Mood(Enum):
    """How a segment speaks of a visit. UNSAID: nothing tells, it goes on as before."""

    UNSAID = auto()
    DONE = auto()
    PLANNED = auto()
    CANCELLED = auto()
    ELSEWHERE = auto()
    """Somebody else's visit, or a day at one's own school."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_DAY = r"(?:DATE|LATER)"
_PLACE = r"(?:SCH|NOSCH|there)"

DONE = _any(
    r"\b(?:was|were|wos|been|went|visited|did|done|spent|had|worked|popped|came|attended|"
    r"delivered|ran|led|supported|coached|mentored|modelled|observed|met|finished|completed|"
    r"carried out|facilitated|taught|trained|helped|provided|dropped (?:in|by|into)|called in|"
    r"nipped (?:in|over)|"
    r"swung by|stopped by|whizzed (?:in|over)|"
    r"returned|covered|got (?:to|in|there)|made it|saw|logged|sat|took part|gave|held|reviewed|"
    r"moderated)\b",
    r"\bjust (?:back|got|home|in from|left|finished)\b",
)
AS_PLANNED = re.compile(r"\bas (?:planned|arranged|agreed|scheduled|booked|expected|discussed)\b")
"""A visit that went as it was to go; not a plan."""

DROPPING_IN = re.compile(r"\b(?:dropped|popped|nipped|called|stopped|swung) (?:in|by|over|into)\b")
REPORTING = _any(
    r"\b(?:forgot|need|want|have|got|like|trying|meant|going|remember|remembered|wanted|needed|"
    r"write|writing) to (?:log|add|record|tell|report|say|mention|put|submit|enter|claim|"
    r"confirm)\b",
    r"\b(?:this is to|just to|to|i can|i) confirm(?= (?:that )?(?:i|we|my)\b)|^confirming\b|"
    r"^(?:just )?to confirm$",
    r"\b(?:great|good|lovely|nice|fab|fantastic|pleasure|wonderful|brilliant|fun) to (?:be|see|"
    r"work|meet|get|have|visit)\b",
)
_CANCELLED_THING = _any(
    r"\b(?:cancelled|canceled|postponed|rescheduled|re scheduled|rearranged|missed|planned|booked|"
    r"scheduled|arranged)\s+(?:sle )?(?:visit|session|meeting|support|one|training|inset|LEN|SCH|"
    r"DATE)\b",
)
_CANCELLED = _any(
    r"\b(?:cancel\w*|called off|call off|postpon\w+|re-?schedul\w+|re-?arrang\w+|snowed off|"
    r"rained off|fell through|falling through|no[ -]?show|pulled out|put off|abandoned|aborted|"
    r"scrapped|called me off|stood down|stand down)\b",
    r"\b(?:didn'?t|did not|couldn'?t|could not|never|unable to|not able to|failed to|can'?t|"
    rf"cannot|can not|won'?t|wasn'?t able to)\b(?:\s+\S+){{0,3}}?\s+(?:make|go to|go in|go ahead|"
    r"attend|visit|happen\w*|take place|manage it|manage to get|be at|be in|came off|come off|"
    rf"get (?:to|into|in|there|out)|do (?:it|{_PLACE}|{_DAY})|went|go|made it|come)\b",
    r"\b(?:didn'?t|did not|couldn'?t) (?:go|come|manage|make|do)\b(?! (?:as|well|too)| (?:a |the |"
    r"my )?LEN)",
    r"\b(?:wasn'?t|was not|weren'?t|isn'?t|not|am not|wont|won'?t be|wasnt)\s+(?:\w+\s+)?(?:at|"
    rf"in|to)\s+{_PLACE}",
    r"(?:^|\bi )(?:(?:was|also|so|but|sorry|sadly|unfortunately) )?(?:wasn'?t|was not) (?:there|"
    r"in|at)\b",
    rf"^not (?:at|in|there)\b|\bno (?:visit|visits|session|support|sle|{_PLACE})\b",
    r"\bmissed (?:my|the|it|this|DATE|SCH|LEN)\b",
    rf"^off {_DAY}|{_DAY} off$|\bday off\b|^off$|{_PLACE} (?:was |were |is )?(?:off|closed|shut)\b",
    r"\b(?:was|were|been|had been|should be|should have been) (?:\w+ )?(?:due|supposed|going|"
    r"hoping|planning|booked|scheduled|intending|down|expecting|set) (?:to|in|at|for|there|SCH|"
    r"DATE)\b(?! (?:say|log|mention|add|put|tell|be (?:a |an |the |only |just )*LEN))",
    r"\bmeant to (?:be (?:at|in|there|with)|go|visit|do|get|have been|attend)\b",
    r"\b(?:should|would|could|ought to)(?:'ve| have|ve| of) (?:been (?:at|in|to|there|with|DATE|"
    r"SCH)|gone|visited|done)\b",
    r"\b(?:had|wanted|hoped|planned|intended) (?:planned |hoped |intended |wanted )?to (?:be|go|"
    r"visit|get|come|do)\b",
)
_MOVED = re.compile(rf"\bre-?(?:schedul|arrang)\w+(?= (?:\S+ ){{0,3}}?(?:for|to) {_DAY})")
_KEPT_FROM = _any(
    r"\b(?:ill|sick|poorly|unwell|snow|snowed in|snow day|strike|closed|shut|broke down|flooded|"
    r"no heating|burst pipe|covid|bereavement|funeral|car trouble|roadworks)\b",
    r"\bofsted (?:in|at|called|arrived|rang|came)\b|\b(?:had|got|have|having) ofsted\b",
)
_PLANNED = _any(
    r"\b(?:will|shall|i'll|we'll|they'll|she'll|he'll|ill be|gonna)\b",
    r"\b(?:going|heading|headed|travelling|driving) (?:to|into|in|back|over to|again|there|out|"
    rf"{_PLACE}|{_DAY})\b",
    r"^off to\b|\b(?:i'?m|am) off to\b|\bon (?:my|the|our) way (?:to|in|over)\b|\bon route\b|"
    r"\ben route\b",
    r"\b(?:plan|plans|planning|planned|aiming|intend|intending|looking|expecting|hope|hoping|want|"
    r"wanting|like|love|need|have|got|able|about|propose|proposing|arranged|agreed|due|booked|"
    r"scheduled|wish) to (?:be|go|visit|get|do|come|pop|return|see|meet|start|have|move|book|swap|"
    r"change|rearrange|work|deliver|run|lead|support|attend|spend|arrange)\b",
    r"\b(?:due|booked|booking|scheduled|pencilled|diarised|down) (?:in|at|for|back|on|there|"
    rf"{_PLACE}|{_DAY})\b",
    r"\b(?:arranged|booked|planned|scheduled|confirmed|fixed|set|agreed|lined up|organised|"
    rf"sorted) (?:for |on |a |an |the |another |my |our |next |to )*(?:visit|session|{_DAY}|"
    r"next)\b",
    r"\b(?:(?:the|my|our) plan is|plan for|plans for|hope|hopefully|provisionally|provisional|"
    r"tentative|tentatively|tbc|see you|looking forward|upcoming|coming up|forthcoming|"
    r"fingers crossed|all being well|weather permitting|in the diary|put me down|hoping for|book "
    r"me|"
    r"pencil me)\b",
    r"\b(?:might|may) (?:be|go|visit|pop|come|do|get|need)\b",
    r"\b(?:could|can|should) (?:be|go|visit|do|make|come|pop|get|manage|offer)\b",
    r"\b(?:moved|moving|move|shifted|shift|swapped|swapping|swap|switched)(?: my| the| our| it|"
    rf" this| visit)* (?:SCH|NOSCH|{_DAY}|(?:to|from) {_DAY})",
    rf"\bre-?(?:schedul|arrang)\w+ (?:\S+ ){{0,3}}?(?:for|to) {_DAY}",
    r"\bnext (?:visit|session|one|time|meeting|trip|support)\b",
    r"\bfollow[ -]?up (?:visit|session|is|on|booked|DATE|LATER)\b",
    r"\b(?:arranged|booked|scheduled|organised|agreed|fixed|sorted|set up) (?:a |an |the |"
    r"another |my )*(?:LEN|visit|session)",
    r"\b(?:asked|asking) (?:for|me|us|if|whether)\b|\brequested (?:a|an|another|LEN)\b|\b(?:want|"
    r"wants|wanted|like|invited|requested|need|needs|expects?|expecting) (?:me|us|you)\b|"
    r"\b(?:want|wants|wanted|need|needs) (?:a |an |another )?LEN\b",
    r"\b(?:offering|offered|suggest\w*|propos\w+|thinking|looking (?:at|for)|how about|confirmed|"
    r"works for|suits|would work|works best|is good for|pencilling)\b",
    r"\b(?:free|available|availability)\b|\bto be (?:at|in|confirmed|arranged)\b",
    rf"\b(?:next|back|again|return\w*) (?:there |in |at |to |on )*(?:{_PLACE} )?(?:on |"
    r"again )?LATER\b",
)
_DUE_TO_CAUSE = re.compile(r"\bdue to\b(?! (?:be|go|visit|come|get|start))")
_ABLE = re.compile(
    r"\b(?:was|were|been|had|did) (?:\w+ )?(?:able|planned|agreed|going|arranged) to\b"
)

_OWN = _any(
    r"\b(?:my|our) (?:own )?(?:home )?(?:school|classroom|class|academy|office|setting|place|desk|"
    r"base)\b(?! (?:at|in) SCH)",
    r"\b(?:own|home|usual) (?:school|class|classroom|setting|academy)\b|\bin my own\b|\bat ours\b",
    r"\bback (?:at|in|to) (?:school|work|base|the classroom|the day job|mine|home)\b",
)
_AT_HOME = _any(
    r"\bday job\b|\b(?:came|come|over|round|visited|visiting)(?: \w+){0,2} (?:to |with )?(?:us|me|"
    r"ours|mine|my school)\b|\b(?:hosted|hosting)\b",
)
_PRESENCE = (
    r"(?:(?:was|were|is|are|has been|had been|have been|wasn't|weren't|will be|'s) (?:at|in|over|"
    r"there|down|doing|with|on|up|to|SCH)|went|visited|did|spent|popped|covered|attended|came|"
    r"delivered|ran|led|worked|taught|stood|goes|visits|does|has done|had a|is doing|is going|"
    r"is at|is in|logged|supported|observed|coached)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?P<before>\S+) )(?P<subject>\S+) (?:also |just |only |then |both )?{_PRESENCE}\b"
)
_SELF = frozenset(
    "i we i've we've ive me myself and who it that this which just also only then have had "
    "has been was were to so did DATE LATER LEN SCH NOSCH there visit visits session sessions "
    "day today support meeting all still finally again back yes ok hi first actually already "
    "and/or training inset half full really never not both i'm im i'd when after once as".split()
)
_OTHERS = frozenset("she he they you someone somebody another colleague".split())
_FOR_OTHERS = _any(
    r"\bon behalf of\b|\binstead of me\b|\b(?:covered|did|went|stood in|filled in|attended|"
    r"visited)\b.*\bfor me\b",
    r"\b(?:she|he|they) (?:was|were|went|did|visited|spent|will|is|are)\b",
)
_POSSESSIVE = re.compile(r"\b(?P<who>[a-z]+)'s (?:visit|day|session|LEN|deployment|half)\b")
_LOGGED_FOR = re.compile(
    r"\b(?:log|logging|logged|logs|add|adding|record|recording|enter|entering|visit|this is|"
    r"update)\b(?: \w+){0,4}? for (?P<who>[a-z]+|NOSCH)\b"
)
_WITH_ME = re.compile(
    r"\b(?:and i|and me|me and|i and|myself)\b|\b(?:i|i've|ive|we|we've) (?:also |just |only |"
    rf"then |both )?{_PRESENCE}\b"
)


def mood_of(segment: Segment) -> Mood:
    """Return how a segment speaks of a visit."""
    text = segment.skeleton
    if _AT_HOME.search(text) and "with me" not in text:
        return Mood.ELSEWHERE
    if _OWN.search(text) and not re.search(r"\bSCH (?:DATE|LEN)\b|\bfrom my\b", text):
        return Mood.ELSEWHERE
    if of_others(segment):
        return Mood.ELSEWHERE
    if cancels(text):
        return Mood.CANCELLED
    if plans(text):
        return Mood.PLANNED
    if DONE.search(text):
        return Mood.DONE
    return Mood.PLANNED if "LATER" in text.split() and not _past_beside(segment) else Mood.UNSAID


def _past_beside(segment: Segment) -> bool:
    return any(not x.ahead and not x.vague for x in segment.dates)


def cancels(text: str) -> bool:
    """Whether a skeleton says that a visit did not come about."""
    if not _CANCELLED.search(_MOVED.sub(" ", text)):
        return False
    return not (_CANCELLED_THING.search(text) and _went_ahead(text))


def _went_ahead(text: str) -> bool:
    return (
        re.search(r"\b(?:did|went|had|made up|done|completed|delivered|spent|held)\b", text)
        is not None
    )


def plans(text: str) -> bool:
    """Whether a skeleton speaks of what is to come."""
    text = AS_PLANNED.sub(" ", text)
    rest = _DUE_TO_CAUSE.sub(" ", REPORTING.sub(" ", _ABLE.sub(" was able ", text)))
    if _CANCELLED_THING.search(rest) and _went_ahead(rest):
        rest = _CANCELLED_THING.sub(" visit ", rest)
    return _PLANNED.search(rest) is not None


_OUTING = re.compile(
    r"\b(?:visit\w*|go|going|heading|off|way|there|be in|be at|popp?\w*|book\w*|arrang\w*|session|"
    r"again)\b"
)


def is_outing(text: str) -> bool:
    """Whether a plan that names nothing is one to go somewhere: "on my way", not "will do"."""
    return _OUTING.search(text) is not None


def kept_from(text: str) -> bool:
    """Whether a skeleton names what keeps people from visiting: snow, illness, an inspection."""
    return _KEPT_FROM.search(text) is not None


def of_others(segment: Segment) -> bool:
    """Whether it is somebody else who visited."""
    text = segment.skeleton
    if _FOR_OTHERS.search(text):
        return True
    for rule in (_POSSESSIVE, _LOGGED_FOR):
        who = rule.search(text)
        if who and _is_person(who["who"]):
            return True
        if who and who["who"] == "NOSCH" and not (segment.lengths or segment.dates):
            return True
    for match in _SUBJECT.finditer(text):
        subject = match["subject"]
        if subject in _SELF or subject.endswith(("ing", "ly")):
            continue
        if _WITH_ME.search(text[: match.end()]):
            return False
        if subject in _OTHERS or _is_person(subject):
            return True
    return False


_SHORT_WORDS = frozenset("pe re rs hi mr ms dr ok xx ks ht hr dt".split())
_PERSON_NOUNS = frozenset(
    "colleague deputy head teacher ta tas sle sles staff team lead leader assistant coordinator "
    "boss partner mentor headteacher aht dht she he they you ones pupils children people".split()
)


def _is_person(word: str) -> bool:
    if len(word) == 2 and word not in _PERSON_NOUNS:
        return word not in COMMON_WORDS and word not in _SHORT_WORDS
    return word in _PERSON_NOUNS or not (is_common(word) or word.isupper())
