"""What a segment says beside when, how long and where: doubts, questions, corrections, calls."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from core.reading.dates.reading import DateMention
from core.reading.visits.lengths import Length
from core.reading.visits.schools import SchoolMention
from core.reading.visits.segments import Mention, Segment

Ask = Literal["which_school", "which_date", "how_long"]
WHICH_SCHOOL: Final = "which_school"
WHICH_DATE: Final = "which_date"
HOW_LONG: Final = "how_long"

_PLACEHOLDER = r"(?:DATE|LATER|LEN|SCH|NOSCH)"
_ASKED: Final[dict[str, Ask]] = {
    "DATE": WHICH_DATE, "LATER": WHICH_DATE, "LEN": HOW_LONG, "SCH": WHICH_SCHOOL,
    "NOSCH": WHICH_SCHOOL,
}  # fmt: skip

# --- questions ------------------------------------------------------------------------------------

_OPENERS = (
    r"^(?:(?:hi|hello|hey|so|and|also|but|ok|okay|please|just|quick|question|btw|sorry|oh|um|well|"
    r"thanks|cheers|one|more|another|actually) )*"
)
_WH = (
    r"(?:how (?:many|much|do|does|long|is|are|can|did|should|would|about|far|often|come)|"
    r"what(?:'s| is| are| do| does| did| have| has| else| time| date| happens| about| should| if|"
    r" day| counts|s)|when(?:'s| is| are| am| do| does| did| will| can| should| was|s)|where(?:'s|"
    r" is| are| do)|who(?:'s| is| do| does| pays| should| can)|why|which (?:school|day|date|one|"
    r"visit|days|of))\b"
)
_AUXILIARY = (
    r"(?:can|could|do|does|did|is|are|am|was|were|have|has|will|would|should|shall|may|might|"
    r"isn'?t|aren'?t|didn'?t|haven'?t|doesn'?t)"
)
_QUESTION = re.compile(
    rf"{_OPENERS}(?:{_WH}|{_AUXILIARY} (?:i|you|we|they|he|she|it|anyone|someone|somebody)\b|"
    r"(?:can you |could you )?(?:remind|tell) me\b|(?:i )?(?:was )?wondering\b|(?:i )?(?:want|"
    r"need) to know\b|let me know (?:how|what|when|which|whether|if i)\b|(?:was|is|are|were|has|"
    rf"have|did) (?:\S+ ){{0,6}}?(?:been |get )?(?:logged|recorded|counted|added|approved|"
    r"booked)\b|any (?:news|update|idea|chance|word)\b|(?:i )?(?:have|got|had) a question\b|"
    r"help$|not sure (?:how|what|whether|if) )"
)
_QUESTION_IF_ASKED = re.compile(
    rf"{_OPENERS}(?:{_AUXILIARY}|any|do|how|what|when|where|who|which|if)\b"
)
_POLITE_LOG = re.compile(
    rf"{_OPENERS}(?:can|could|would|will|may) (?:you|i|we) (?:please |pls |also |just |"
    r"kindly )*(?=(?:log|add|record|put (?!me)|enter|note|submit|claim|count|register|pop)\b)"
)
_TAG = re.compile(
    r"^(?:ok|okay|yes|yeah|alright|all right|please|is that (?:ok|okay|alright|fine)|"
    r"if that'?s (?:ok|okay|alright|fine)|does that (?:work|make sense)|that ok|got it|thanks)$"
)


def log_asked_for(skeleton: str) -> str | None:
    """Return what "can you log …" asks to have logged; None if a skeleton is no such request."""
    polite = _POLITE_LOG.match(skeleton)
    return skeleton[polite.end() :] if polite else None


_CHANGE_ASKED = re.compile(
    rf"{_OPENERS}(?:can|could|would|will) (?:you|we) (?:please |pls |just )*(?:change|amend|"
    r"correct|make|delete|remove|ignore|edit|update|alter|undo)\b"
)


def is_question(skeleton: str, *, asks: bool) -> bool:
    """Whether a segment begins a question; `asks`: its sentence ends in a question mark."""
    if _CHANGE_ASKED.match(skeleton):
        return False
    if _QUESTION.match(skeleton):
        return True
    return asks and _QUESTION_IF_ASKED.match(skeleton) is not None


def is_tag(skeleton: str) -> bool:
    """Whether a segment only seeks a nod: "…, ok?"."""
    return _TAG.match(skeleton) is not None


# --- corrections ----------------------------------------------------------------------------------

_CORRECTION = re.compile(
    r"\b(?:correction|scratch that|scrap that|disregard|my mistake|my bad|typo|actually|amend\w*|"
    r"amendment)\b|\bcorrect(?: that| it| this)\b|\b(?:make|change|move|switch|alter|edit|"
    r"update) (?:that|it|this|my|the|DATE|SCH|LEN)\b|\b(?:ignore|delete|undo|remove) (?:that|my|"
    r"the|this|last|it)\b|\bwrong (?:date|day|school|one|week|length|time|place)\b|"
    r"\bi me+ant? (?!to (?:log|add|record|tell|be|go|visit))|^meant\b|\b(?:should|ought to|"
    r"shld) (?:be|have been|ve been|read|say|of been)\b(?: (?:a|an|the|on|at|only|just|"
    rf"down as))*(?: {_PLACEHOLDER})|\bshould(?:'ve| have|ve) (?:said|put|been LEN|written)\b|"
    r"\bforgot to (?:say|mention|add)(?: it was| that)?(?: (?:a|only|just))*(?: LEN)\b"
)
_WAS_MEANT = re.compile(
    r"\b(?:was|is|were) (?:meant|supposed) to be (?:a |an |only |just |the )*LEN"
)
_NO_WAIT = re.compile(r"\bno (?:wait|sorry|actually|hang on|hold on)\b|\bwait no\b")
_SORRY = re.compile(r"\b(?:sorry|oops|whoops|ooops|apologies)\b")
_APOLOGY = re.compile(
    r"\b(?:sorry|oops|whoops|ooops|apologies)(?: but| just| all| everyone| sam)? (?:for|about|to|"
    r"i(?:'ve|'m| am| have| was| only| forgot| meant to| missed| didn)|i've|i'm|only just|this is|"
    r"it'?s (?:late|taken)|its (?:late|taken)|forgot to (?:log|add|tell|record)|late|forgot$|"
    r"been meaning|meant to (?:log|add)|not (?:logged|been)|didn'?t log|haven'?t|again)|\bsorry$"
)
_NEGATED = re.compile(
    r"\b(?:not|instead of|rather than|wasn'?t|isn'?t|wasn)(?: (?:on|at|a|an|the|in|just|only|"
    rf"from|for|DATE))*? ({_PLACEHOLDER})"
)
_DENIED = re.compile(_NEGATED.pattern.replace("instead of|rather than|", ""))


def corrects(skeleton: str) -> bool:
    """Whether a segment puts right what was said before."""
    if _CORRECTION.search(skeleton):
        return True
    new = re.search(r"\b(?:DATE|SCH|NOSCH)\b", skeleton)
    return new is None and _WAS_MEANT.search(skeleton) is not None


def says_sorry(sentence: str) -> bool:
    """Whether a sentence says sorry, and not just for being late and the like."""
    if _NO_WAIT.search(sentence):
        return True
    return _SORRY.search(sentence) is not None and not _APOLOGY.search(sentence)


def negated_mentions(segment: Segment, *, denied: bool = False) -> list[Mention]:
    """List the mentions that are said not to be meant: "not Tuesday", "instead of St Mary's".

    `denied`: only those that are said to be wrong, not those that something else came in place of.
    """
    return _marked(segment, _DENIED if denied else _NEGATED)


_INTENDED = re.compile(
    r"\b(?:meant|supposed|planned|due|booked|scheduled|originally|intended|should have been|"
    r"down) (?:to be |as |for |in for |to do )?(?:a |an |the |only |my )*(LEN)"
)
_REPLACING = re.compile(
    r"\b(?:turned into|became|ended up(?: being| as| doing| with)?|cut (?:down |short )?to|"
    r"reduced to|changed to|shortened to|but (?:it )?was|in the end)(?: only| just| a| an| being|"
    r" more like)* (LEN)"
)
_SHORTENED = re.compile(
    r"\b(?:turned into|became|ended up|cut short|cut to|reduced|shortened|had to (?:leave|go|dash|"
    r"come)|left (?:early|at|after|before)|leave (?:early|at)|leaving early|"
    r"finish(?:ed)? (?:early|at)|sent home|(?:went|came) home early|called (?:away|back|out)|"
    r"got called)\b"
)


def intended_lengths(segment: Segment) -> list[Mention]:
    """List the lengths that were meant to be but may not have been: "due to be a full day"."""
    return _marked(segment, _INTENDED)


def replacing_length(segment: Segment) -> Mention | None:
    """Return the length that it came to in the end: "ended up being a half day"."""
    found = _marked(segment, _REPLACING)
    return found[-1] if found else None


def is_shortened(skeleton: str) -> bool:
    """Whether a segment says that a visit was cut short."""
    return _SHORTENED.search(skeleton) is not None


def _marked(segment: Segment, pattern: re.Pattern[str]) -> list[Mention]:
    found = []
    for match in pattern.finditer(segment.skeleton):
        before = re.findall(rf"\b{_PLACEHOLDER}\b", segment.skeleton[: match.start(1)])
        if len(before) < len(segment.mentions):
            found.append(segment.mentions[len(before)])
    return found


# --- doubts ---------------------------------------------------------------------------------------

_HEDGE = re.compile(
    r"\b(?:think(?! i (?:forgot|haven|didn|never))|maybe|perhaps|probably|possibly|not sure|"
    r"unsure|(?:can'?t|cannot|don'?t) (?:quite )?(?:remember|recall)|(?:may|might|must) have been|"
    r"(?:may|might) have (?:done|gone|visited)|believe|guess|reckon|or was it|something like|"
    r"ish)\b"
)
_EITHER = re.compile(rf"\b({_PLACEHOLDER}) or (?:\w+ ){{0,3}}?({_PLACEHOLDER})\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|without|cannot|\w+n't|didnt|wasnt|couldnt|dont|cant)\b"
)
_HARMLESS = re.compile(
    r"\b(?:(?:haven'?t|hasn'?t|didn'?t|not|never|hadn'?t|don'?t|forgot to) (?:\w+ )?(?:log|logged|"
    r"record|recorded|add|added|put|claim|claimed|submit|submitted|told|tell|report|reported|"
    r"mention|mentioned|forget|think)|not (?:bad|too|much|only|just|long|yet|counting|going)|"
    r"can'?t wait|couldn'?t (?:have|be|ask)|no (?:problems?|issues?|worries|doubt|idea|one|time)|"
    r"without|never been|(?:wasn'?t|isn'?t|not) (?:great|easy|as|so|quite|that)|no \w+ (?:needed|"
    r"required))\b"
)


def doubts_of(segment: Segment) -> set[Ask]:
    """Return what a segment leaves in doubt: "I think it was Tuesday", "Oakfield or St Mary's"."""
    text = segment.skeleton
    doubts = {_ASKED[x[2]] for x in _EITHER.finditer(text)} | hedges_of(text, segment.mentions)
    if _NEGATION.search(_HARMLESS.sub(" ", _NEGATED.sub(" ", text))):
        doubts.add(HOW_LONG)
    return doubts


def hedges_of(text: str, mentions: Sequence[Mention]) -> set[Ask]:
    """Return what of the mentions "I think" and the like in a skeleton leave in doubt."""
    doubts: set[Ask] = set()
    for hedge in _HEDGE.finditer(text):
        after = re.search(rf"\b{_PLACEHOLDER}\b", text[hedge.end() :])
        sure = after is None or "been" in hedge[0]
        doubts.add(_loosest(mentions) if sure or after is None else _ASKED[after[0]])
    return doubts


def _loosest(mentions: Sequence[Mention]) -> Ask:
    """Return what somebody who is not sure is most likely not sure of."""
    dated = [x for x in mentions if isinstance(x, DateMention) and not x.relative]
    if dated:
        return WHICH_DATE
    schools = [x for x in mentions if isinstance(x, SchoolMention)]
    return (
        WHICH_SCHOOL if schools and not any(isinstance(x, Length) for x in mentions) else HOW_LONG
    )


# --- calls and the like ---------------------------------------------------------------------------

_REMOTE = re.compile(
    r"\b(?:phoned?|phone ?calls?|telephoned?|telephone|facetimed|gmeet|hangouts?|zoom(?:ed)?|"
    r"google meet|facetime|skype|webinar|online|virtual|virtually|remote|remotely|via email|"
    r"whatsapp|on screen)\b|\b(?:on|via|over|by|using|ms|microsoft) (?:teams|video|phone|email)\b|"
    r"\bteams (?:call|meeting|session|chat|catch|with|mtg)\b|\b(?:video|conference) (?:call|chat|"
    r"link)\b|\b(?:a|quick|long|short|brief|had|conference|catch up) call\b|\bcall (?:with|to|"
    r"from)\b|^(?:called|rang|emailed|spoke)\b|\b(?:i|i've|just) (?:called|rang|emailed) (?!in\b|"
    r"off\b|at\b)|\bspoke (?:to|with) (?:SCH|the head|head)\b|\b(?:from|at) home\b|^(?:prep|"
    r"preparation|prepping|planning (?:for )?SCH|(?:planning|preparing|marking|research\w*) for|"
    r"report writing|writing up|wrote up|paperwork|admin)\b|\b(?:for|of|on) (?:my |the |"
    r"some )?(?:prep|preparation|planning|paperwork|admin|reports?|travel)\b|"
    r"\bLEN (?:of |on |doing |spent )*(?:planning for|preparing|prep\b|writing up|report writing|"
    r"writing (?:the |my |up |a )*report)"
)
_COUNTS = re.compile(
    r"\b(?:count(?:s|ed|ing)?|claim(?:ed|ing)?|charg(?:e|ed|ing)|call it|put (?:it|this|that|"
    r"me)? ?down|(?:log|logged|logging|record|recorded|treat|treated|book|class|classed|"
    r"book it) (?:it|this|that|as)|to be (?:logged|counted|recorded))\b"
)
_NOT_COUNTED = re.compile(
    r"\b(?:not|never)(?: \w+){0,2} (?:count|claim|charg)\w*|\b(?:no need to|don'?t|do not|won'?t|"
    r"wont|dont|doesn'?t|doesnt|shouldn'?t|isn'?t|wouldn'?t)(?: \w+){0,2} (?:count\w*|claim\w*|"
    r"charg\w*|logging|log|record)\b|\b(?:no charge|free of charge|unpaid)\b"
)


def is_remote(skeleton: str) -> bool:
    """Whether a segment speaks of a call, or of work done from elsewhere."""
    return _REMOTE.search(skeleton) is not None


def counts(skeleton: str) -> bool:
    """Whether a segment says that something is to count as a visit."""
    return _COUNTS.search(skeleton) is not None and not discounts(skeleton)


def discounts(skeleton: str) -> bool:
    """Whether a segment says that something is not to count."""
    return _NOT_COUNTED.search(skeleton) is not None


_JUST_NOW = re.compile(
    r"\bjust (?:got |come |been |coming |getting |arrived )?(?:back|home|in from|left|leaving|"
    r"finished|finishing|been|done|did|had|completed|returned|wrapped up|spent|visited)\b|"
    r"\bon (?:my|the) way (?:back|home)\b|\b(?:leaving|left) (?:SCH|there) now\b"
)


def is_just_now(skeleton: str) -> bool:
    """Whether a segment says that somebody has this moment come from a visit."""
    return _JUST_NOW.search(skeleton) is not None
