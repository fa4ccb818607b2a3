"""Where a reply sets conditions: the words that begin one, and limits said in passing."""

import re

from core.reading.answers.limits import DAY_NAME, DAYS, NUMBER

HARD = (
    r"(?:(?:but |and |only )?(?:if\b|provid(?:ed|ing)\b(?! (?:by|with|for|us|me|her|a)\b| the "
    r"(?!\w+ (?:is|are|can|will|does|do|has|have|pays?|agrees?|meets?)\b))|"
    r"(?:as|so) long as\b|on (?:the |one )?(?:strict |clear )?(?:condition|understanding|basis|"
    r"proviso)\b|"
    r"subject to\b|conditional\b|conditionally\b|depend(?:ent|ing) (?:up)?on\b|contingent\b|"
    r"with (?:the|one|a) (?:proviso|caveat|condition|understanding|exception)\b|assuming\b|"
    r"unless\b|"
    r"(?<!not )until\b|except(?:ing)?\b|apart from\b|aside from\b|other than\b|excluding\b|bar "
    r"(?=(?:mon|"
    r"tue|wed|thu|fri))|once\b(?! (?:a|per|"
    r"every|again)\b)|pending\b|in return for\b|in exchange\b|(?:at|with) no (?:extra |additional "
    r")?(?:cost|charge)|"
    r"without (?:any )?(?:cost|charge)|given that\b|while\b|whilst\b|in principle\b|"
    r"when\b|so that\b|with (?:cover|supply|costs|expenses|travel)\b))"
)
SOFT = r"(?:but|however|although|though|except that|only that|nevertheless|that said|even though)\b"
_STANDS_ALONE = re.compile(
    r"(?:but |and |only )?(?:if|provided|providing|as long as|so long as|on|subject to|except|"
    r"apart from|other than|excluding|bar|assuming|with|at no|depending on)\b(?: \S+){1,}"
)
_TIME = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|"
    r"mar|apr|jun|jul|aug|sept?|oct|nov|dec|term|half ?term|easter|christmas|xmas|summer|autumn|"
    r"spring|"
    r"whitsun|whit|weekdays?|weekends?|weeks?|month|years?|exams?|sats|mocks|ofsted|inspection|"
    r"inset|"
    r"holidays?|then|break|lunch|assembly|registration|gcses?|\d{1,2}(?:[./]\d{1,2})?|"
    rf"{DAY_NAME})"
)
_WHICH = (
    r"(?: (?:the|this|next|early|late|mid|end|start|beginning|of|about|around|our|her|a|an|first|"
    r"last|"
    r"second|new|school|academic|summer|autumn|spring|february|october|may|exam|sats|mock|half|"
    r"public|key|these|those|his|their|any|january))*"
)
_TIMED = (
    rf"(?:from|after|before|until|outside(?: of)?|starting|beginning|as of|no later than|no "
    rf"earlier than|"
    rf"not (?:on|in|during|at|before|until|after|around|over|the)|only (?:in|on|during|at|from|"
    rf"after))"
    rf"{_WHICH} {_TIME}\b"
)
_COUNTED_LEAD = (
    r"(?:(?:for|only|just|maximum|a maximum of|maximum of|up to|at most|no more than|not more than|"
    r"limited to|at least|not) )*"
)
_BOUNDS = (
    (rf"{_COUNTED_LEAD}(?:{DAYS.pattern[2:]})".replace("?P<", "?P<_"), True),
    (_TIMED, True),
    (
        (
            rf"(?:(?:not|no|only|just|never) )?(?:on |a |an "
            rf")*(?:{DAY_NAME.replace('days?', 'days')})"
            rf"(?:(?: ,)?(?: (?:and|or|nor|to))?(?: on| a)? {DAY_NAME})*"
        ),
        True,
    ),
    (
        rf"(?:not|no|only|just|never|any day but|on an?|must be|avoid) (?:on |a |an )*{DAY_NAME}",
        True,
    ),
    (rf"{DAY_NAME} (?:is|are|would be|will be|works?|suits?|only|if|preferred|best)\b", True),
    (rf"(?:maximum|(?:no|not) more than|at most|up to)(?: of)? (?:{NUMBER}|\d+)\b", True),
    (rf"(?:any|make it an?|on an?) {DAY_NAME}", True),
    (rf"(?:in|during|over){_WHICH} (?!this\b){_TIME}\b", True),
    (r"for (?:only |just )?(?:one|two|this|a single) (?:half )?(?:terms?|years?)\b", True),
    (r"next (?:half )?(?:term|year|week|month|half)\b", True),
    (r"with (?:at least )?(?:\w+ )?(?:weeks?|days?|months?) notice\b", True),
    (r"(?:not (?:during|before|until|after|at weekends|over|every)|outside(?: of)?) \w+", True),
    (
        (
            r"(?:in|only|during) term ?time|(?:the )?(?:mornings|afternoons|half days)\b|\w+ (?:a|"
            r"per|"
            r"each|every) "
            r"(?:week|fortnight|month|term)\b|(?:weekly|fortnightly|monthly|once a|twice a)\b"
        ),
        True,
    ),
    (r"(?:can|could|may|would|will|to|should) (?:only )?(?:start|begin|commence)\b(?! N)", False),
    (
        (
            r"(?:must|needs? to be|has to|have to|needs to|will need|would need|need (?:to|a|at "
            r"least|"
            r"notice|cover|"
            rf"her|him|{NUMBER})|should (?:be|not)|please (?:can|could|make sure|ensure|avoid|keep|"
            rf"limit|"
            r"bear in mind|note|remember|try|use|do not|invoice|pay)|avoid|prefer(?:ably|red|"
            r"ence)?|"
            r"ideally|"
            r"would like (?:it|her|the|to be|him|them)|would ask|ask that|insist|expect|would want|"
            r"limited to|restricted to|minimum|at least|condition(?:s)?|proviso|caveat|reserve the "
            r"right)\b"
        ),
        False,
    ),
    (
        (
            r"(?:only|just one|maximum|at most|no later|at no (?:extra |additional )?(?:cost|"
            r"charge))\b"
        ),
        False,
    ),
)
_BOUND = tuple((re.compile(rf"(?<!\S){pattern}"), at_start) for pattern, at_start in _BOUNDS)
_PAST = re.compile(
    r"\b(?:was|were|had|did|last|ago|spent|worked|since|previously|already|spoke|met|came|visited|"
    r"signed|dated|approved on|discussed|talked|agreed on|received|started|began)\b"
)
_SOME_TIME = re.compile(
    rf"\b(?:{DAY_NAME}|(?:in|during|after|before|until|from|over) (?:\w+ ){{0,2}}{_TIME}\b|next "
    rf"{_TIME}\b)"
)
_BARE_WORDS = frozenset(
    """on in and or nor to the of for a an only just maximum minimum not no more than from after
    before until half term day days week weeks please per each at most up mornings morning
    afternoons afternoon but any every all except apart during full end start beginning this
    next new year early late mid weekday weekdays weekly fortnight fortnightly month though
    through anything with thanks thank you sorry sats exam exams time available ok fine otherwise
    best limited limit possible between number school total altogether over then sadly unfortunately
    would be good work works suit are is that alternate second other i am afraid N""".split()
)
_NAMES_TIME = ("mornings", "days", "afternoons", "weekly", "fortnightly")
_WORD = re.compile(rf"{_TIME}$|{NUMBER}$|\d|[NP]+$|[.,;:!()-]$")
_LIMITED = re.compile(
    rf"\b{DAY_NAME} (?:\w+ ){{0,2}}(?:is|are|would be|will be|do|does) not\b|"
    r"\bnot (?:in|during|on|at) (?!(?:this|the|a)\b)(?:\w+ ){1,2}(?:weeks?|term|month|season|"
    r"period|days?)\b|"
    r"^not the (?:first|last) (?:week|day|half)\b|"
    rf"\bnot\b[^,;.]{{0,60}}?\b(?:(?:on|in|during|before|until|after|at|do(?! this one)|for "
    rf"(?:more|longer) "
    rf"than|over|"
    rf"more than|longer than|all|every|any){_WHICH} (?:{_TIME}|(?!an? ){NUMBER})\b|(?:during|"
    rf"before|until) \w+|"
    rf"{DAY_NAME})|^not {NUMBER} ?$|^(?:(?:but|and|sorry|unfortunately|sadly|so|please) "
    rf")*no(?:t)? (?:on |in |a |the )*"
    rf"(?:{DAY_NAME}|more than|later than|earlier than|mornings|afternoons|before|during|after|"
    rf"until|"
    r"overnight|weekends|longer than|twilights)"
)
_RESERVATION = re.compile(
    r"(?:my|our|the|i have|we have|with) (?:only|one|just one) (?:small |slight |other "
    r")?(?:concern|worry|"
    r"condition|reservation|issue|problem|request|caveat|proviso|thing)\b"
)
_PUT_OFF = re.compile(
    r"(?:when|once|until|if|pending) (?:i|we) (?:have |can |had )?(?:now )?(?:read|seen?|signed?|"
    r"spoken|speak|"
    r"checked|check|heard?|received?|discuss(?:ed)?|looked|asked|(?:got|get)(?! (?:the |some |any "
    r")?(?:cover|supply|paid|money|funding|funds|notice|"
    r"reimbursed|costs))|reviewed|decided?|met|"
    r"know|"
    r"thought|consulted)\b"
)
_BARE_REFUSAL = re.compile(
    r"\bnot\b[^,;.]{0,60}?\b(?:this|in) (?:time|term|year|week|month|half)\b|"
    r"\bnot\b[^,;.]{0,60}? for "
    rf"(?:(?:the|all|those|these|your) )?{NUMBER} "
)


def limited_refusal(clause: str) -> bool:
    """Say whether a clause's "not" bears on some time only: "not Thursdays", "not till Easter"."""
    return _LIMITED.search(clause) is not None and _BARE_REFUSAL.search(clause) is None


def waits_for_the_writer(condition: str) -> bool:
    """Say whether a condition puts the answer itself off: "once I have read it"."""
    return _PUT_OFF.match(condition) is not None


def limit(clause: str, start: int) -> int | None:
    """Return where in a clause, from `start` on, a limit begins: days, weekdays, times, "must"."""
    found: list[int] = []
    trailing = False
    told = _PAST.search(clause) is not None
    for pattern, at_start in _BOUND:
        match = None if told and at_start else pattern.search(clause, start)
        if match is not None and at_start:
            found.append(match.start())
        trailing = trailing or match is not None
    if not trailing:
        return None
    return min(found, default=start)


def speaks_of_time(clause: str) -> bool:
    """Say whether a clause that is not about the past names a weekday or a time of the year."""
    return _PAST.search(clause) is None and _SOME_TIME.search(clause) is not None


def is_bare_limit(clause: str) -> bool:
    """Say whether a clause is a limit and no more: "Mondays and Tuesdays only", "max 5 days"."""
    words = clause.split()
    named = any(_WORD.match(word) or word.endswith(_NAMES_TIME) for word in words)
    return named and all(word in _BARE_WORDS or _WORD.match(word) for word in words)


def is_reservation(clause: str) -> bool:
    """Say whether a clause names the one thing that troubles the writer."""
    return _RESERVATION.match(clause) is not None


def stands_alone(clause: str) -> bool:
    """Say whether a condition without a yes before it still grants what was asked."""
    return _STANDS_ALONE.match(clause) is not None
