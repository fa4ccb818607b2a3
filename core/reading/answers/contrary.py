"""Words that sit ill with any agreement, however they are joined to a yes: somebody else, a way
out, a joke, another's decision, or a yes given through the teeth.

The words of an agreement are a closed list (`core.reading.answers.vocabulary`), and most of what is
none is caught by that. These are the turns of phrase that are made of such words, or stand where
any words may: after "but", "if" and the like.
"""

import re
from collections.abc import Collection

from core.reading.answers.lines import patterns_of

_SOMEBODY_ELSE = r"""
(some|any|no)(one|body|where) (else|different)
(another|a different|other|different) (school|teacher|sle|person|people|head|colleague|option)s?
(another|a different|other|different) (candidate|specialist)s?
elsewhere
(find|found|got|have|use|try|need) (some|any)(one|body)
give (it|this|that|her|him) to
to action|have a go
one for(?! (me|us|you)\b)
(is|are) with (?!(it|this|that|us|me|you)\b)(the )?\w+ ?$
agree with (?!this|that|it|the|your?\b|all|everything|my|our)\w+
(up|down) to (?!\d|\w+ (days?|half|visits?|hours?)\b)\w+
(right|wrong) (person|school|address|number|e ?mail)
not (the|a) (head\w*|person|principal)
(that|it|this) is (me|she|he)
(said|says) (yes|no|it|that|so)(?! (it )?would)
the last one
(is|are) (now )?(the|our) (head|headteacher|principal)\b
(head|headteacher|principal) is (now )?(?!HAPPY)\w+
(?!(i|we)\b)\w+ (can|will|must) sign\b|(governors|board|trust|chair|head|they|he|she) signs?\b
(?<!can )(?<!may )(has|have|had) (this|it)( here| now)? ?$
approved? of (?!this|that|it|her|him|the (release|request|deployment|plan|arrangement))\w+
"""
_WAY_OUT = r"""
unsubscribe\w*|remov(e|ed|ing)|delet(e|ed|ing)|stop|go away|bye
(take|get) (me|us|my|our|him|her) (\w+ )?off
leave (me|us) alone|get rid|give it a miss|had enough
in error|by mistake|by accident
(is|are|am) full( up)?(?! (of|time))\b
(have|got) an? (\w+ )?one already
(i am|we are) done(?! for)
(i am|we are) (on|at|off|away|out|in(?! ?($|[.,!])))\b(?! (ALLOWED))
"""
_JOKE = r"""
dead body|hell|pigs|dream(s|ing)?|nonsense|rubbish|bollocks|joke|joking|kidding
lol|haha\w*|ffs|court
thanks for nothing|good luck with that|(good|do) one ?$|news to (me|us)
(help|spare|save) (me|us)|see if i care|have it your way|on your head
keep (her|him|them) ?$|you (will )?(have|need) to
(be|just) like that|as if ?$|about time|as ever|here we go|(this|that) again
welcome to (her|him|them)|you (will|would|should) be (so )?lucky
(happy|delighted|pleased|glad) for you
"""
_GRUDGING = r"""
if (i|we) (must|have to)|if you (insist|say so|like|want|really)|had to
(sort|kind) of ?$|the choice|(all )?in good time
(have|take|having|taking) (a |another )?(\w+ )?look
give (me|us) (a(?! (ring|call|shout|bell|buzz))|an|some|until|more|time)\b
(i |we )?will do ?$|^(i|we) will ?$
"""
_ALLOWED = {
    "HAPPY": (
        "(happy|very|fine|supportive|content|keen|pleased|delighted|also|really|on|ok|in favour|"
        "looking|aware|fully|more|so)\\b"
    ),
    "ALLOWED": (
        "((full|complete|total) )?(agreement|favour|support)|board|"
        "school (all|today|if|every)|all (day|week)"
    ),
}
_ANY = "|".join(
    pattern
    for topic in (_SOMEBODY_ELSE, _WAY_OUT, _JOKE, _GRUDGING)
    for pattern in patterns_of(topic, _ALLOWED)
)
_CONTRARY = re.compile(rf"\b(?:{_ANY})(?!\w)")
_WHO_WRITES = re.compile(
    r"\b(?:i am|this is) (?:the |an? |still |only |just )*(?:(?P<role>(?:acting |new |deputy )?"
    r"(?:head|headteacher|principal|deputy|chair|bursar|secretary)) ?(?:$|[.,;!-])|(?P<who>\w+))"
)
_SOMEBODY = re.compile(
    r"\b(?:(?P<here>\w+) here\b|(?:approved|agreed|signed|accepted|authorised) by (?P<by>\w+))"
)
_NO_CONDITIONS = r"""
(ask|try|use|find|send|consult|see|choose|pick|forward|redirect|speak|talk) (?!(her|him|them) to\b)
go (to|for) (?!(her|him|them) to\b)
not (with )?(\w+ )?(her|him|me|us|you|them)( please)? ?$
(it|this|that) is not (up|my|our|for)\b
(i am|we are|i was) (not|no longer)(?! (free|available|here on|in on|in school))
(i|we) (do not|no longer) work
(it|that|this) is ((for|up to|down to) )?(the )?[\w']+ (call|decision|choice)
\w+ (decides?|(has|have) (the )?(final )?say)
(the )?\w+ will (decide|answer|reply)
(alas|ideally|preferably|well|hmm) ?$
.*\bneeds? to (sign|approve|agree|authorise|decide|see)\b
"""
_NO_CONDITION = re.compile(
    "(?:but |and |so )*(?:please |just |you could |you can |maybe |perhaps )*"
    f"(?:{'|'.join(patterns_of(_NO_CONDITIONS))})"
)


def is_contrary(plain: str, names: Collection[str]) -> bool:
    """Whether a sentence holds words that sit ill with any agreement: somebody else, a way out, a
    joke, another's decision, or only who is writing ("Yes, this is Sue").
    """
    if _CONTRARY.search(plain) is not None:
        return True
    if any(x["who"] in names or x["role"] for x in _WHO_WRITES.finditer(plain)):
        return True
    return any(x["here"] in names or x["by"] in names for x in _SOMEBODY.finditer(plain))


def is_no_condition(condition: str, names: Collection[str]) -> bool:
    """Whether what is said after a "but" is no condition of a yes but points elsewhere: "ask Tom",
    "not Jane", "I am not the head".
    """
    words = condition.split()
    turned = (
        bool({"not", "prefer", "with", "use", "to"} & set(words))
        and words[-1] in names
        and len(words) <= 5
    )
    return turned or _NO_CONDITION.match(condition) is not None
