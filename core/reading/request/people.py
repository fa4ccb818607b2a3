"""The people a mail names: on whose behalf it is written, which SLE is wanted or not, and the
purchase order that somebody quotes.
"""

import re
from collections.abc import Container, Iterator, Sequence

from core.reading.cues import Speaks
from core.reading.found import Found
from core.reading.wording import Text

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Fr|Father|Sister|Rev|Canon)\.? "
_NO_NAME = (
    r"(?!(?:Mr|Mrs|Ms|Miss|Dr|Sir|Rev|Ideally|Could|Can|Please|Is|Would|If|Perhaps|Not|But|And|"
    r"Our|We|The|Preferably|"
    r"Preferred|Anyone|Anybody|Avoid|Also|Thanks|Thank|Hi|Dear|Hello|Maybe|May|When|As|For|"
    r"From|With|Or|Sam|Yes|No)\b)"
)
_CAPITAL = _NO_NAME + r"(?:O['’]|Mc|Mac|D['’])?[A-Z][a-zà-ÿ]+(?:[-’'][A-Z]?[a-zà-ÿ]+)?"
_FULL_NAME = rf"(?:{_TITLE}(?:{_CAPITAL} )?{_CAPITAL}|{_CAPITAL}(?: [A-Z]\.?)? {_CAPITAL})"
_ANY_NAME = rf"(?:{_TITLE}(?:{_CAPITAL} )?{_CAPITAL}|{_CAPITAL}(?: [A-Z]\.?)?(?: {_CAPITAL})?)"

_BEHALF = re.compile(
    r"\b[Oo]n (?:the )?behalf of (?P<whom>(?:[^.;:!?\n()]|(?<=\bSt)\.)+)|"
    rf"\b[pP]\.?[pP]\.? (?P<pp>{_ANY_NAME})"
)
_SOMEBODY = re.compile(
    rf"(?:our|my|the) (?:\w+ )?(?:head ?teacher|head|principal|director|"
    rf"boss),? (?P<name>{_FULL_NAME})"
)
_BEHALF_END = re.compile(
    r" (?:who|to|as|for|because|regarding|about|concerning|with|in order|and (?:would|we|i|she|"
    r"he|they)|we|i|she|he|they|would|please|"
    r"is|are|has|have|need|needs|since|that|which|at present|this)\b|, (?-i:(?![A-Z]))|"
    r",? (?:Head ?teacher|Head|Principal|Executive Head)\b",
    re.IGNORECASE,
)
_NOT_BEHALF = re.compile(
    r"(?:myself|us|me|everyone|everybody|all|both of us|(?:(?:all )?(?:the|our) )?(?:staff|"
    r"children|governors|team|pupils|whole school|whole staff|school community))\b",
    re.IGNORECASE,
)
_ASKED_ME = re.compile(
    rf"(?P<name>{_FULL_NAME}|\b(?:[Oo]ur|[Tt]he|[Mm]y) (?:head ?teacher|head|principal|"
    rf"executive head|director)|{_CAPITAL})"
    r"(?:,[^,.]{3,40},)? (?:has |have |had )?(?:just |kindly )?(?:asked|requested|told|"
    r"instructed) (?:me|us|if i could|that i)\b"
)
_FOR_NAME = re.compile(
    rf"\b(?:writing|emailing|contacting you|getting in touch|asking|enquiring|mailing|"
    rf"messaging) (?:to you )?for "
    rf"(?P<name>{_FULL_NAME}|(?:my|our|the) (?:head ?teacher|head|principal|boss))"
)
_FOR_OTHERS = re.compile(
    r"behalf|\bp\.?p\b|\b(?:asked|requested|told|instructed) (?:me|us|if i|that i)\b|"
    r"(?:ing|touch|you) for "
)
_PA_TO = re.compile(
    rf"\b(?:PA|Pa|P\.A\.|[Pp]ersonal [Aa]ssistant|[Ss]ecretary|"
    rf"[Ee]xecutive [Aa]ssistant) (?:to|for) (?:the )?"
    rf"(?P<name>{_FULL_NAME}|[Hh]ead ?teacher|[Hh]ead|[Pp]rincipal|{_CAPITAL})"
)


def find_on_behalf_of(
    text: Text, sentences: Sequence[Speaks], signature: str = ""
) -> Found[str] | None:
    """Return on whose behalf the mail is written, in its own words; None if for the writer's
    own.
    """
    for one in sentences if _FOR_OTHERS.search(text.low) else ():
        said = text.original[one.sentence.start : one.sentence.end]
        if (name := _behalf_in(said)) is not None:
            return Found(name, "message", sure=True, words=said)
    if signature and (name := _behalf_in(signature)) is not None:
        return Found(name, "signature", sure=True, words=signature)
    if (match := _PA_TO.search(signature)) is not None:
        return Found(match["name"], "signature", sure=True, words=match[0])
    return None


def _behalf_in(said: str) -> str | None:
    if "behalf of" in said.lower() or "pp" in said.lower() or "p.p" in said.lower():
        for match in _BEHALF.finditer(said):
            named = " ".join((match["whom"] or match["pp"]).split())
            if (somebody := _SOMEBODY.match(named)) is not None:
                return somebody["name"]
            whom = _BEHALF_END.split(named)[0].strip(" -–—,")
            if whom and not _NOT_BEHALF.match(whom):
                return re.sub(r"^(?:the|our|my) (?=[A-Z])", "", whom)
    for pattern in (_ASKED_ME, _FOR_NAME):
        if (found := pattern.search(said)) is not None:
            return found["name"]
    return None


_LIKED = re.compile(
    r"\b(?:could|can|may|might|please may|would it be possible for|any chance of|possible to) "
    r"(?:we|i|you)?(?: please| possibly)?(?: to)? ?(?:have|get|send|ask|book|request|"
    r"arrange for|use|approach|borrow|see if)(?: if| for| us)?|"
    r"\b(?:would|'d|we) (?:really )?(?:love|like|prefer)(?: it to be| to have| to work with|"
    r" to ask for| if)?|"
    r"\bprefer(?:ably|red)?(?: sle)?(?: would be| is|:| to have)?|\bideally(?: with)?|"
    r"\bspecifically|"
    r"\bsame (?:sle|person|specialist|colleague)(?: as (?:before|last \w+|we had))?|"
    r"\b(?:requesting|request|ask for|asking for|asked for|recommended|suggested|go for|"
    r"go with|opt for|choose|hoping for|"
    r"hoping to have|after)|"
    r"\b(?:sle|someone|somebody) (?:wanted|requested|we (?:want|would like)|like|such as|"
    r"called|named)(?: is|:)?|\bis it possible to have|\bis|\bif"
)
_HALFHEARTED = frozenset(("is", "if", "ideally", "request", "after", "asked for", "recommended"))
"""Words that mean a wish only together with what stands behind the name ("… is available?")."""
_DISLIKED = re.compile(
    r"\b(?:not|but not|anyone but|anybody but|anyone except|anyone other than|other than|"
    r"rather not(?: have)?|"
    r"rather (?:it )?(?:wasn't|weren't|was not|were not)|rather we didn't have|"
    r"prefer not to have|prefer not to work with|"
    r"don't (?:want|send)(?: us)?|do not (?:want|send)(?: us)?|please avoid|avoid|apart from|"
    r"instead of|wouldn't want|would not want|"
    r"no more|(?:sle )?not wanted:?|unwanted:?)$",
)
_WANTED_BEHIND = re.compile(
    r" (?:again|back\b|available|free\b|would be (?:perfect|ideal|great|lovely|wonderful|"
    r"our first choice|brilliant|my first choice)|if (?:she|he|they|available|possible)|"
    r"please|who (?:worked|came|supported|helped|did|has)|is (?:available|free)|be available|"
    r"could come|to come|as our|as the)|,? if (?:she|he|they)"
)
_COULD = re.compile(r"\b(?:can|could|would|might|may|will|if|whether)(?: please)?$")
_COME_BEHIND = re.compile(
    r"(?: (?:can|could|might|would))?(?: (?:please|possibly|perhaps|also))?"
    r" (?:come(?! (?:along |over )?to (?:the|a|an|your|our) (?:\w+ )?(?:meeting|network|training|"
    r"course|event|conference))|visit|return|help|support (?:us|our|the|them|him|her)|"
    r"work (?:with|alongside)|do (?:it|this|that)|be (?:able|free|available|spared|the sle))\b"
)
"""What somebody named is asked to do: "Could Rosa Ferreira come?"."""
_DISLIKED_BEHIND = re.compile(
    r" (?:was not|wasn't|is not|isn't|would not be|wouldn't be) (?:a good|right|the right|"
    r"suitable|a great|for us|what we)"
)
_NAMES = re.compile(
    rf"(?<![\w@.])(?P<name>{_FULL_NAME})(?P<more>(?:,? (?:or|and) {_FULL_NAME})?)(?:'s)?(?![\w@])"
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december spring summer autumn easter
    christmas term year dear hi hello kind best many warm thanks thank regards primary
    secondary board boards school academy nursery teachers teacher standard standards key
    stage early years eip trust council county local authority teaching alliance network
    partnership executive head deputy ofsted the our new working party phonics maths
    english science reception""".split()
)


def find_sles(
    text: Text, sentences: Sequence[Speaks], *, not_names: Container[str], not_at: Container[int]
) -> tuple[tuple[Found[str], ...], tuple[Found[str], ...]]:
    """Return the names of SLEs that are wanted, and of those that are not.
    `not_names` are words that make a name no SLE's; `not_at` are offsets within schools' names.
    """
    wanted: dict[str, Found[str]] = {}
    unwanted: dict[str, Found[str]] = {}
    for one in sentences:
        for name, liked, words in _judged(text, one, not_names, not_at):
            (wanted if liked else unwanted).setdefault(
                name, Found(name, "message", sure=True, words=words)
            )
    return tuple(f for n, f in wanted.items() if n not in unwanted), tuple(unwanted.values())


def _judged(
    text: Text, one: Speaks, not_names: Container[str], not_at: Container[int]
) -> Iterator[tuple[str, bool, str]]:
    start, end = one.sentence.start, one.sentence.end
    unwrapped = text.low.replace("\n", " ")
    for match in _NAMES.finditer(text.original, start, end):
        names = [match["name"], *re.findall(_FULL_NAME, match["more"])]
        plain = [word.strip("'’.") for word in text.low[match.start() : match.end()].split()]
        if match.start() in not_at or any(word in _CALENDAR or word in not_names for word in plain):
            continue
        liking = _liking(unwrapped, start, match.start(), match.end(), end)
        if liking is not None:
            for name in names:
                yield name, liking, text.original[start:end]


def _liking(low: str, start: int, name: int, behind: int, end: int) -> bool | None:
    """Say whether a name at an offset is wanted (True) or unwanted (False); None: neither is
    said.
    """
    before = low[start:name].rstrip(" \"'(:-").removesuffix(" either")
    if _DISLIKED.search(before) or _DISLIKED_BEHIND.match(low, behind, end):
        return False
    if _COULD.search(before) and _COME_BEHIND.match(low, behind, end):
        return True
    tail = before[-45:]
    liked = list(_LIKED.finditer(tail))
    if liked and liked[-1].end() == len(tail) and liked[-1][0] not in _HALFHEARTED:
        return True
    return True if liked and _WANTED_BEHIND.match(low, behind, end) else None


_NUMBER = r"(?P<number>[a-z]{0,6}[-/_]?\d[a-z\d/_-]*)"
_IS = r"(?: (?:is|will be|for this is|to quote is|to use is))?[ :=#-]{0,4}"
_ORDER = re.compile(
    r"\b(?:(?:p\.?o\.?|purchase order|official order)\b\.?(?! box)(?: (?:number|no\.?|num|nr|"
    r"ref(?:erence)?|code))?|"
    rf"order (?:number|no\.?|ref(?:erence)?)){_IS}{_NUMBER}",
    re.IGNORECASE,
)


def find_po_number(text: Text) -> Found[str] | None:
    """Return the purchase order number that is quoted, as written."""
    if "po" not in text.low and "p.o" not in text.low and "order" not in text.low:
        return None
    match = _ORDER.search(text.original)
    if match is None:
        return None
    number = match["number"].rstrip("-/_.")
    return Found(number, "message", sure=True, words=match[0])


_ROLE = re.compile(
    r"\b(?P<deputy>(?:deputy|assistant) head(?:teacher)?|deputy|assistant principal|"
    r"vice principal)\b|"
    r"\b(?P<office>pa to|personal assistant|school secretary|school administrator|"
    r"office manager|school office|"
    r"(?:the )?head's pa|administrator|receptionist|office administrator)\b|"
    r"\b(?P<finance>business manager|bursar|finance (?:officer|manager|director)|sbm)\b|"
    r"\b(?P<eip>eip (?:co-?ordinator|representative|rep|lead|chair)|eip)\b|"
    r"\b(?P<board>(?:primary|secondary) board)\b|"
    r"\b(?P<head>(?:executive |acting |interim |co-?)?head ?teacher|(?:executive |acting |"
    r"interim )?head(?! of (?:department|maths|english|science|year|faculty|\w+))|principal|"
    r"headmaster|headmistress)\b"
)


def find_role(text: Text, signature: str) -> Found[str] | None:
    """Return the writer's role ("head", "deputy", "office", "finance", "eip", "board") as the
    signature or "I'm the deputy" says it.
    """
    if (match := _ROLE.search(Text.of(signature).low)) is not None and match.lastgroup:
        return Found(match.lastgroup, "signature", sure=True, words=match[0])
    said = re.search(
        r"\b(?:i'?m|i am|as|its|it's|this is)(?: the| an?| your)?(?: new| recently appointed|"
        r" acting)? (?P<role>[^.,;\n]{3,40})",
        text.low,
    )
    if said is not None and (match := _ROLE.match(said["role"])) is not None and match.lastgroup:
        return Found(match.lastgroup, "message", sure=True, words=match[0])
    return None
