"""Whether a reply says plainly that something is done."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from core.reading.plain.clauses import said_in
from core.reading.plain.tiling import Tiles

_NOUNS = (
    "(this|that|these|everything|both|head|heads|headteacher|headteachers|"
    "head teacher|school|schools|director|board|boards|"
    "network|networks|governors|trust|trustees|principal|deputy|office|finance|finance office|sle|"
    "slt|evaluation|evaluations|evaluation form|report|reports|form|forms|copy|copies|impact|"
    "invoice|invoices|payment|payments|money|funds|amount|bill|it|them|him|her|everyone|everybody|"
    "you|us|email|e mail|phone|telephone|letter|post|bacs|transfer|"
    "bank transfer|bank|meeting|visit|"
    "first visit|dates|visits|arrangements|details|plan|action plan|teams|zoom|person|receiving "
    "school|home school|receiving head|home head|literacy lead|"
    "english lead|maths lead|subject lead|"
    "results|outcomes|findings|summary|team|strategic board|"
    "teaching school|alliance|teaching school "
    "alliance|eip|eip board|eip chair|chair|chair of governors|governing body|lead|contact|first "
    "contact|initial contact|steering group|strategic partnership board|partnership|partnership "
    "board|group|authority|local authority|council|boards concerned|impact report|"
    "(aname )+((ce|c of e|rc|church of england|catholic|primary|junior|infant|infants|first|middle|"
    "high|secondary|nursery|community|academy|college|school|trust|alliance|board)( |$))+|NAMED)"
)
_TO = r"( (and )?(to|with|by|at|via|over|on|for|in) (THE)NOUNS)*"
_WHO = "((i|we|it|this|that|these|they|everything|both|all|all of (it|them|this)|yes|THENOUNS) )?"
_STATED = r"""
yes( (it|this|that|all|i|we|they) (is|has|have|are)( been)?)?( (now|all))*( (done|sorted|
    complete|completed))?
WHOHAVENOW(FULLY)( NOWTHENOUNS( and THENOUNS)?)?( (today|successfully|in full|in person|
    as requested|together|online|straight away|now|all|both))*
WHOHAVENOW(DID)( NOWTHENOUNS( and THENOUNS)?)?( (on|off|over|across|round))?TO( (today|
    successfully|in full|in person|as requested|together|online|face to face|straight away|now|
    all|both))*
WHOHAVENOW(in touch|in contact|in full)TO
(the )?job (is )?done|(task|action) (is )?(complete|completed|done)|all (done|sorted|complete|
    completed|finished)
"""
_BESIDE = r"""
THENOUNS( and THENOUNS)?
(to|by|at|via|for) THENOUNS( and THENOUNS)?
(in full|in person|as requested|straight away|successfully|together|online|face to face)
(we|i|they|she|he)( are| am| is| will| have (agreed|arranged) to| have)? ?(meet|meeting|met|
    visit|visiting|start|starting|see each other)( (again|up|first|them|her|him|THENOUNS))*( (on|
    at|in))?( laterdate)?
(our |the |my )?(first |next |initial )?(meeting|visit|day|session) (is|will be|is set for|
    is booked for)( (on|for))? (laterdate|daydate)( at hour)?
at hour
(we|i) (have )?(agreed|arranged|booked|set|fixed) (THENOUNS|a date|a first visit|to meet)( (on|
    for))?( laterdate)?
(it|all) went (very |really )?well|(very|really|a very|a really) (positive|productive|helpful|
    useful)( (meeting|chat|conversation|talk|visit))?
(he|she|they) (is|are|was|were) (very |really |so )?(helpful|welcoming|friendly|keen|positive|
    pleased)
"""
_FULLY = (
    "(done|did|completed?|finished|finalised|finalized|sorted|actioned|dealt with|handled|"
    "carried out)"
)


@cache
def _tiles(verbs: str, *, of_money: bool) -> Tiles:
    beside = _BESIDE + ("(of |for )?moneysum\n" if of_money else "")
    did = f"({verbs or _ANY})"
    return Tiles.of(_STATED, beside, DID=did, FULLY=_FULLY, WHO=_WHO, TO=_TO, NOUNS=_NOUNS)


_ANY = "arranged|agreed|confirmed|sent|settled|made|met|spoken|paid|forwarded|reported"


def says_done(
    text: str, on: date, verbs: str, *, of_money: bool = False, names: Iterable[str] = ()
) -> bool:
    """Whether a reply written `on` says that what was asked is done, and no more.

    `verbs` are the participles for it, as alternatives of a pattern; empty: any of the usual ones.
    """
    said = said_in(text, on, names=names)
    return said is not None and _tiles(verbs, of_money=of_money).fit(said.clauses)
