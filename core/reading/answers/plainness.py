"""Whether a  agrees and does nothing else. A yes that is not one is the dearest mistake this
product can make, and being asked again is cheap: so a yes counts only where every other word of the
reply plainly belongs to an agreement. "Yes, please find someone else" and "Yes, ask Tom" do not.
"""

import re
from collections.abc import Collection, Sequence

from core.reading.answers.text import Phrase
from core.reading.everyday import is_common

_LITTLE = """
a an the and so then also too both all each every of to for with from by in on at about as into
through via per i we you she he they it this that these those here me us her him them my our your
his their its ours hers myself ourselves is are am was were be been being has have had do does did
doing can could will would shall just now today already again still very really quite such more most
than much many lots plenty well always ever yesterday morning afternoon evening night who  re
oh ah dear hi before got like one mr mrs ms miss dr r having after following any otherwise rest sent
see said either real
""".split()
_AGREEING = """
yes ok agree agreed agrees agreeing agreement approve approved approves approving approval accept
accepted accepting authorise authorised authorize authorized confirm confirmed confirming
confirmation consent permission blessing support supports supported supporting supportive sign
signed signing signature sealed delivered go ahead goahead proceed proceeding release released
releasing grant granted sanction endorse affirmative y sure surely certainly certain absolutely
definitely definite defo deffo indeed course fine good great lovely perfect perfectly happy happily
glad gladly delighted pleased content willing prepared honoured comfortable favour pleasure means
full fully formal formally wholehearted wholeheartedly completely totally entirely acceptable
agreeable thumbsup resounding big huge reply carry crack righto right-oh roger free available
capacity keen eager able welcome okey dokey okie count feel thumbs happen involved thought told
yours look hereby cool behind nicely accommodate pay ready above splendid champion jolly news
thrilled asap host hosting cracking give given spare lend
""".split()
_KIND = """
please thanks thank cheers ta regards wishes kind kindest best warm warmest many diolch gen i xx x
xxx sorry apologies team all brilliant brill excellent wonderful fantastic fab fabulous super superb
smashing grand amazing awesome outstanding ideal marvellous terrific nice helpful useful valuable
worthwhile excited exciting thrilled enthusiastic grateful appreciate appreciated proud privileged
opportunity idea plan plans planned job asset strong experienced talented skilled capable colleague
practitioner credit star gem development experience career benefit benefits benefited learning cpd
progress sense choice match fit makes make love loves loved enjoy enjoys enjoyed deserves luck help
helps helped helping quick quickly promptly efficient efficiently arranging organising sorting work
works worked hen pal mate duck cheerio rightio
""".split()
_PRACTICAL = """
request requested proposal proposed arrangement arrangements deployment placement booking book
booked visit visits visiting session sessions date dates day days diary calendar timetable time
timing times term week year cover covered covering supply staff staffing class classes lessons
teacher teachers leader leaders lead group school schools children pupils governors governor
governing body board trust chair chairman chairwoman deputy head headteacher heads slt leadership
senior office admin finance business manager sbm bursar pa secretary invoice invoices invoicing po
number payment payments money funding fund funded funds budget cost costs rate fee fees price
charges terms contract document documents paperwork form forms copy copies details evaluation report
action priorities outcomes room arrange arranged organise organised sort sorted set schedule
scheduled attend attending join joining suit suits fits manage managed spoken chatted chat talked
discussed checked read reviewed considered attached attach enclosed returned scanned copied cc cced
discussion discussions careful consideration looks sound sounds email emailed soon directly direct
immediately personally together everything whole half of this thing things primary secondary infant
infants junior juniors academy college nursery sle maths english science phonics music art pe eyfs
reception difference stands order
""".split()

WORDS = frozenset((*_LITTLE, *_AGREEING, *_KIND, *_PRACTICAL))
"""Words that an agreement may be made of; none of them turns one into anything else."""

LIMITING_WORDS = frozenset(
    """any only but not no or if except excluding excepting other apart otherwise offer offers next
    anything prefer preferred preferably ideally rather note keep kept need needs must should
    limit limited start starting starts begin beginning out off in busy teaching training part
    half halves working available unavailable free remaining by until till from late later
    early earlier during because since due maximum max minimum at least a per between outside
    avoid make sure ensure usually normally always never short shorter long longer single
    separate alternate every few couple notice advance leave leaves needed another around bit
    possible remember bear mind aware let two three four five six seven eight nine ten twice
    once fortnight month months weeks weekly fortnightly monthly terms mornings afternoons
    weekday weekdays easter christmas xmas summer autumn spring sats mocks exam exams holidays
    holiday break lunch assessment inset gcse gcses parents evening concert play meeting
    meetings ppa duty duties commitments want dinner lunchtime ks1 ks2 ks3 ks4 eyfs reception
    nursery unless provided assuming""".split()
)
"""Words by which a reply says when, how much and on what terms."""

_TIMES = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri)days?|mons?|tues?|weds?|thurs?|fris?)$|y\d+$")
_EMPTY = frozenset((*_LITTLE, ",", "-", "i"))
_OF_A_NAME = re.compile(
    r"(?:yes )?(?:(?:for|from|to|with|by) )?(?:(?:mr|mrs|ms|miss|dr|and|[a-z]) )*X(?: (?:X|and|"
    r"[a-z]))*"
    r"(?: (?:can|will|is|does|has))?$|[a-z]$"
)
_MONTH_OR_DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|jan|feb|mar|apr|may|june?|july?|aug|sept?|"
    r"oct|"
    r"nov|dec|january|february|march|april|august|september|october|november|december)$"
)
_COVERED = re.compile(r"[NP]+$|[.,;:!()?/-]$")
_DAY_IN_FULL = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}$")
_NUMBER = re.compile(r"\d+(?:[./]\d+)*$")
_DATED = re.compile(
    r"\b(?:signed|approved|agreed|confirmed|authorised|accepted|spoken|discussed|checked)\b"
)
_GREETED = re.compile(
    r"^(?:dear|hi|hiya|hello|hey|morning|afternoon|good (?:morning|afternoon))(?: \w+)? "
)
_NAME_HERE = re.compile(
    r"\b(?:for|release|releasing|lend|spare) (?P<whom>[a-z]{3,}) |"
    r"^(?:yes )?(?P<who>[a-z]{3,}) (?=(?:can|is|will|would|has)\b)"
)
_OTHERS = (
    r"(?:some|any|no)(?:one|body|where) (?:else|different)|(?:another|a different|other|different) "
    r"(?:school|teacher|sle|person|people|head|colleague|candidate|specialist|option)s?|elsewhere|"
    r"(?:find|found|got|have|use|try|need) (?:some|any)(?:one|body)"
)
_STOPPING = (
    r"unsubscribe\w*|remov(?:e|ed|ing)|delet(?:e|ed|ing)|(?:take|get) (?:me|us|my|our|him|her) "
    r"(?:\w+ )?off|stop|dead body|hell|pigs|dream(?:s|ing)?|nonsense|rubbish|bollocks|joke|lol|"
    r"haha\w*|ffs|leave (?:me|us) alone|go away|had enough|in error|by mistake|by accident|"
    r"thanks for nothing|(?:sort|kind) of ?$|news to (?:me|us)|(?:help|spare|save) (?:me|us)|give "
    r"(?:it|this|that|her|him) to|(?:i am|we are) full|the choice|bye|to action|have a go|"
    r"(?:is|are) with (?!(?:it|this|that|us|me|you)\b)(?:the )?\w+ ?$|good luck with that|(?:good|"
    r"do) one ?$|one for(?! (?:me|us|you)\b)|(?:be|"
    r"just) like that|(?:all )?in good time|on your head|give it a miss|get rid|kidding|joking|as "
    r"if ?$|see if i care|have it your way|"
    r"welcome to (?:her|him|them)|you (?:will|would|should) be (?:so )?lucky|court|"
    r"(?:happy|delighted|pleased|glad) for you"
)
_OTHER_HANDS = (
    r"(?:right|wrong) (?:person|school|address|number|e ?mail)|(?:up to|down to) (?!\d|\w+ "
    r"(?:days?|"
    r"half|visits?|hours?)\b)\w+|agree with (?!this|that|it|the|your?\b|all|everything|my|our)\w+|"
    r"not (?:the|a) (?:head\w*|person|principal)|(?:that|it|this) is (?:me|she|he)|the last one|"
    r"approved? of "
    r"(?!this|that|it|her|him|the (?:release|request|deployment|plan|arrangement))\w+|(?:said|"
    r"says) (?:yes|no|it|that|so)(?! (?:it )?would)"
)
_GRUDGING = (
    r"if (?:i|we) (?:must|have to)|if you (?:insist|say so|like|want|really)|had to|(?:i am|we "
    r"are) "
    r"done(?! for)|(?:have|take|having|taking) (?:a |another )?(?:\w+ )?look|give (?:me|us) "
    r"(?:a(?! "
    r"(?:ring|call|shout|bell|buzz))|an|some|until|more|time)\b|(?:i am|we are) (?:on|at|off|"
    r"away|out|in(?! ?(?:$|[.,!])))"
    r"\b(?! (?:(?:full |complete |total )?(?:agreement|favour|support)|board|school (?:all|today|"
    r"if|every)|all (?:day|week)))|(?:i |we )?will do ?$|^(?:i|we) will ?$|\. \. ?\.(?: \.)* ?$|"
    r"\bto say ?$"
)
_CONTRARY = re.compile(rf"\b(?:{_OTHERS}|{_STOPPING}|{_OTHER_HANDS}|{_GRUDGING})(?!\w)")
_IDENTITY = re.compile(
    r"\b(?:i am|this is) (?:the |an? |still |only |just )*(?:(?P<role>(?:acting |new |deputy "
    r")?(?:head|"
    r"headteacher|principal|deputy|chair|bursar|secretary)) ?(?:$|[.,;!-])|(?P<who>\w+))"
)
_SOMEBODY = re.compile(
    r"\b(?:(?P<here>\w+) here\b|(?:approved|agreed|signed|accepted|authorised) by (?P<by>\w+))"
)
_NO_CONDITION = re.compile(
    r"(?:but |and |so )*(?:please |just |you could |you can |maybe |perhaps )*(?:(?:ask|try|use|"
    r"find|send|consult|see|"
    r"choose|pick|go (?:to|for)|forward|redirect|speak|talk) (?!(?:her|him|them) to\b)|"
    r"not (?:with )?(?:\w+ )?(?:her|him|me|us|you|them)(?: please)? ?$|(?:it|this|that) is not "
    r"(?:up|my|"
    r"our|for)\b|(?:i am|we are|i was) (?:not|no longer)(?! (?:free|available|here on|in on|in "
    r"school))|"
    r"(?:i|we) (?:do not|no longer) work|"
    r"(?:it|that|this) is (?:(?:for|up to|down to) )?(?:the )?[\w']+ (?:call|decision|choice)|\w+ "
    r"(?:decides?|"
    r"(?:has|have) (?:the )?(?:final )?say)|(?:the )?\w+ will (?:decide|answer|reply)|"
    r"(?:alas|ideally|preferably|well|hmm) ?$|.*\bneeds? to (?:sign|approve|agree|authorise|decide|"
    r"see)\b)"
)


def is_contrary(plain: str, names: Collection[str]) -> bool:
    """Whether a sentence holds words that sit ill with any agreement: somebody else, a way out, a
    joke, another's decision, or only who is writing ("Yes, this is Sue").
    """
    if _CONTRARY.search(plain) is not None:
        return True
    if any(x["who"] in names or x["role"] for x in _IDENTITY.finditer(plain)):
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


def names_in(phrase: Phrase) -> frozenset[str]:
    """Return the words of a sentence that are somebody's name: written with a capital, or standing
    where a name must ("happy for priya to go"), and no everyday words.
    """
    capitals = (
        phrase.original[start:end].lower()
        for start, end in phrase.spans
        if phrase.original[start].isupper()
        and (end - start == 1 or not phrase.original[start:end].isupper())
    )
    placed = (match["whom"] or match["who"] for match in _NAME_HERE.finditer(phrase.plain))
    return frozenset(
        word
        for said in (*capitals, *placed)
        for word in (said, said.removesuffix("'s"))
        if not (
            (is_common(word) and word != "miss" and (len(word) > 1 or word == "i"))
            or word in WORDS
            or word in LIMITING_WORDS
            or _MONTH_OR_DAY.match(word)
            or _TIMES.match(word)
        )
    )


_ECHO = re.compile(
    r"(?:yes )?(?:(?:of course|and|so|from|to|for|by|with|please) )*(?:i|we|you|she|he|they|it|"
    r"this|"
    r"that|these|those|me|us|her|him|them|all|both|all of it|both of us|all of us|again|still|now|"
    r"also|too)(?: (?:am|is|are|can|will|do|does|would|have|has|did))?(?: (?:do|have|go|spare|"
    r"release))?(?: (?:it|this|that|her|him|them|to))?(?: (?:indeed|too|also|now|again))?$"
)


def belongs(clause: str, names: Collection[str], *, limits: bool = False) -> bool:
    """Whether a clause (covered, see `core.reading.answers.idioms`) is made of nothing but what
    belongs to an agreement. `names`: words of the reply that are somebody's name. `limits`: it may
    also say when, how much and on what terms.
    """
    dated = limits or _DATED.search(clause) is not None
    said = _GREETED.sub("", clause)
    words = said.split()
    known = all(
        word in WORDS
        or word in names
        or (limits and (word in LIMITING_WORDS or _TIMES.match(word)))
        or _COVERED.match(word)
        or _is_number(word, dated=dated)
        for word in words
    )
    return known and (limits or _says_something(said, words, names))


def _says_something(clause: str, words: Sequence[str], names: Collection[str]) -> bool:
    """Whether words tell more than "just about", "well" or "which Jane": one of them at least is of
    an agreement, or they only echo it ("she can", "from us"), or are a name.
    """
    if any(word not in _EMPTY and word not in names for word in words):
        return True
    named = " ".join("X" if word in names else word for word in words)
    return any(said.match(text) for said, text in ((_ECHO, clause), (_OF_A_NAME, named)))


def _is_number(word: str, *, dated: bool) -> bool:
    """Whether a word is a telephone number, or the date of a signature, rather than a time."""
    if _NUMBER.match(word):
        phone = len(word) > 4 and word.isdigit()
        return dated or phone or _DAY_IN_FULL.match(word) is not None
    return dated and _MONTH_OR_DAY.match(word) is not None
