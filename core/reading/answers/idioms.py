"""Turns of phrase whose words mislead: "no problem" is a yes, "not unhappy" is none, and "do not
hesitate" says nothing. Each is covered, letter for letter, by a capital that says what it is.
"""

import re
from functools import partial

from core.reading.answers.courtesies import COURTESIES

YES_IDIOM = "P"
SAYS_NOTHING = "N"
DOUBTFUL = "D"

_THING = (
    r"(?:real |major |particular |further |specific |great |other )?(?:problems?|issues?|"
    r"objections?|worries|worry|concerns?|difficult(?:y|ies)|trouble|bother|qualms|reservations?|"
    r"hesitations?|complaints?)"
)
_TAIL = (
    r"(?: (?:at all|whatsoever|here|from me|from us|(?:(?:at|on|from) )?(?:my|our) (?:end|side|"
    r"part)|"
    r"with (?:this|that|it|her|him|them)\b|to (?:this|that|it)\b(?! being)|for (?:me|us)))*"
)
_WHO = r"(?:i|we|there|it|that|this|she)"
_PAST_COUNT = r"(?: (?:do|can|could|would|will))?"

_NOTHING_SAID = (
    (
        r"(?:sorry|apologies|apologise)\b[^.;!?]{0,50}?\b(?:delay|late\w*|slow\w*|sooner|earlier|"
        r"wait\w*|before now|time to (?:reply|respond|answer|get back))\b(?: (?:in )?(?:reply|"
        r"response|"
        r"replying|responding|answering|getting back))?(?: to you)?"
    ),
    r"(?:please )?do not hesitate(?: to [^.;!?,-]{0,60})?",
    (
        r"if (?:you|there)(?: \w+){0,3} (?:anything|questions?|queries|further information|"
        r"more (?:information|details))(?: [^.;!?,-]{0,40})?"
    ),
    r"(?:please )?let (?:me|us) know (?:if|when|once) (?:you|there|anything|i|we)\b[^.;!?,-]{0,60}",
    (
        r"(?:if|as|where) (?:required|needed|necessary|requested|discussed|outlined|described|set "
        r"out|"
        r"mentioned|ever|always|per (?:your|the) \w+)\b"
    ),
    r"if that (?:is ok|helps|makes sense|is helpful)",
    r"even if\b",
    (
        r"(?:you|they|she|he) (?:have )?(?:asked|ask|wanted to know|wondered|enquired)(?: me| us)? "
        r"(?:if|whether|about|for)\b(?:(?! (?:but|and|no|not|yes)\b)[^.;!?,-]){0,80}"
    ),
    r"no worries if not",
    (
        r"(?:yes|ok)(?: ,)? (?:thanks(?: ,)? )?(?:(?:i|we) (?:have |can |do )?)?(?:received?|got|"
        r"see(?! you\b)|seen|noted?|understand|understood|know(?= ?$| (?:about|what|that|this|why|"
        r"how|"
        r"i|you)\b)|hear|heard|read(?! and\b)|remember|saw)"
    ),
    (
        r"(?:the|my|our) (?:answer|reply|decision)(?: (?:from|for) \w+)? is"
        r"(?= (?:an? )?(?:\w+ )?yes\b)"
    ),
    r"no (?:doubt|rush|hurry|need (?:to|for)(?: \w+){1,3})",
    r"(?:po|order|ref|reference|case|invoice|request|room|phone|tel) no\b",
    r"(?:can|could) not (?:wait|thank \w+ enough|recommend \w+(?: \w+)? enough|fault)",
    r"not only\b",
    r"as soon as (?:possible|you (?:like|can|want|wish))",
    (
        r"(?:i |we )?(?:am |are )?(?:very much )?look(?:ing)? forward\b(?:(?! but\b| "
        r"not\b)[^.;!?,-]){0,80}"
    ),
    (
        r"(?:i |we )?hope (?:you|all|this (?:helps|finds|is ok|is helpful)|that helps)\b"
        r"(?:(?! but\b| not\b)[^.;!?,-]){0,60}"
    ),
    (
        r"(?:(?:many|with) )?(?:thanks|thank you)(?: (?:so|very) much)? for\b"
        r"(?:(?! (?:but|and|no|not|yes|we|i|if)\b)[^.;!?,-]){0,120}"
    ),
    r"how are (?:you|things)\b[^.;!?,-]{0,30}",
    (
        r"(?:in (?:answer|response|reply) to|with (?:regard|reference) to|regarding) "
        r"(?:your|the|this|that)(?: \w+){0,2}"
    ),
    r"(?:i|we) have to say(?! (?:no|not)\b)(?: that)?",
    (
        r"(?:i|we) will (?:now |also )?(?:speak|talk|liaise|chat|arrange|sort|organise|tell|"
        r"inform|let|"
        r"agree)\b(?! you know)(?:(?! but\b| not\b| if\b)[^.;!?,]){0,60}?\b(?:dates?|diar\w+|"
        r"timetables?|arrangements?|logistics|know)\b"
    ),
    (
        r"(?:i|we) will (?:ask|get|tell) \w+(?: \w+)? to (?:contact|email|ring|call|get in touch|"
        r"be in touch|liaise|arrange)\b(?:(?! but\b| not\b| if\b)[^.;!?,]){0,40}"
    ),
)
_DOUBTED = (
    (
        r"(?:can|could|would|do|does|did|will|am|is)(?: not| hardly| never| barely| scarcely| "
        r"possibly| "
        r"really| very well)+ (?:say(?:ing)? no|refus(?:e|ing)|declin(?:e|ing)|disagree(?:ing)?|"
        r"disapprove|deny|reject|oppose|turn (?:it|this|you) down)"
    ),
    r"(?:never|nor|nobody|no one)(?: \w+)? (?:say|said) no",
    r"not not\b|not that (?:i|we|she|it)\b(?: (?!but\b)\w+){0,6}",
    r"is not an? (?:definite )?(?:no|refusal|yes)",
    (
        r"not (?:entirely|completely|wholly|altogether|fully|totally|overly|exactly|particularly) "
        r"(?:happy|convinced|comfortable|sure|pleased|keen|content)"
    ),
    r"oh no(?= ?$| [.!,])",
    (
        r"not (?:un(?!til\b|der\b|less\b)\w+|against|opposed|averse|impossible|in disagreement|"
        r"without|"
        r"say(?:ing)? (?:no|that)|saying yes|necessarily|entirely sure|exactly|adverse)\b"
    ),
    rf"(?:do|did) not (?:think|believe|suppose|expect) (?:that )?{_WHO}(?: \w+){{1,3}} {_THING}",
    (
        r"(?:if (?:i|we) could|if only|if it were (?:up to|me|my|possible)|were it up to|yes and "
        r"no(?! (?:concerns?|problems?|issues?|objections?|worries))|"
        r"yes or no|not sure|struck-out|"
        r"struck out)\b"
    ),
    r"(?:anything but|far from|less than) (?:happy|pleased|content|keen|sure|fine|ok)\b",
    r"neither\b(?: \w+){1,3} nor \w+",
    r"(?:agree or disagree|would have (?:approved|agreed|said))\b",
)
_YESES = (
    (
        rf"(?:{_WHO}(?: (?:have|has|is|are|see|foresee|raise|can|would|will|be|really))+ )?"
        rf"(?:absolutely |really |certainly )?no {_THING}{_TAIL}"
    ),
    (
        rf"(?:{_WHO} )?(?:really )?(?:do|does|did|would|will|is|are|can|could) not (?:at all "
        rf")?(?:really )?"
        rf"(?:be |have |see |foresee |anticipate )?(?:an? |any |it (?:as|being) an? )?(?<!not "
        rf"){_THING}"
        rf"{_TAIL}"
    ),
    rf"(?:{_WHO} is )?not (?:an?|any|at all an?|in any way an?) {_THING}{_TAIL}",
    (
        rf"(?:(?:i|we){_PAST_COUNT} )?(?:see |there is |not see )?no (?:good |earthly )?reasons? "
        rf"(?:why )?"
        r"(?:not(?: to)?|to (?:object|refuse|decline|say no|disagree)|"
        r"(?:this|she|he|it|we|that|they) (?:should|could|can|would) not)\b(?: be| go| happen)?"
    ),
    (
        r"(?:(?:i|we) )?(?:do|can|could) not (?:really )?(?:see|think of) (?:(?:any|a|a good|no) )?"
        r"(?:reasons? )?(?:why )?(?:not|(?:this|she|he|it|we|that|they) (?:should|could|can|would) "
        r"not)\b"
        r"(?: be| go| happen)?"
    ),
    (
        r"(?:(?:i|we) )?(?:do|would|will) not (?:mind|object|stand in (?:her|his|their|the) way)\b"
        r"(?: at all)?(?: (?:to|with) (?:this|that|it))?(?: if (?:she|he|they|this) (?:goes|does|"
        r"comes|"
        r"takes|go|do)\b)?"
    ),
    (
        r"(?:(?:i|we) )?(?:could|can) not (?:agree more|be happier|be more (?:pleased|delighted|"
        r"happy|"
        r"supportive|grateful))"
    ),
    r"(?:(?:i|we) have )?nothing against (?:it|this|that)",
    r"(?:i am|we are) (?:very |so )?(?:pleased|happy|delighted|glad) to say yes",
    r"let us do (?:it|this|that)",
    r"(?:i am|we are) (?:in(?= ?$| [.!,])|up for (?:it|this))",
    r"right oh|thumbs up|ok (?:dokey|dokie|doke|doky)|okey dok\w*",
    r"consider it (?:done|approved|agreed|signed)|(?:all )?done and dusted",
    (
        r"(?:sounds|looks|seems) like an? (?:good |great |brilliant |lovely |fab )?(?:plan|idea|"
        r"opportunity)"
    ),
    r"(?:signed|sign) (?:(?:it|this|that|all|them) )?off",
    (
        r"please find (?:attached )?(?:the |my |our |a )?signed \w+(?: \w+)?(?: attached| "
        r"enclosed)?"
    ),
    r"let us (?:do it|go ahead|proceed|go for it)",
    r"without (?:any |a )?(?:hesitation|reservations?|objections?|doubt)",
)


def _all(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\w)")


_COVERS = (
    (_all((*COURTESIES, *_NOTHING_SAID)), SAYS_NOTHING),
    (_all(_DOUBTED), DOUBTFUL),
    (_all(_YESES), YES_IDIOM),
)


def cover(plain: str) -> str:
    """Return a sentence with its misleading turns of phrase covered, its length unchanged."""
    for pattern, sign in _COVERS:
        plain = pattern.sub(partial(_covered, sign), plain)
    return plain


def _covered(sign: str, match: re.Match[str]) -> str:
    """Return the sign for each letter, but leave a blank at the end: what follows begins anew."""
    said = match[0].rstrip()
    return sign * len(said) + match[0][len(said) :]
