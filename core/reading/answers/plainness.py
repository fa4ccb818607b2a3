"""Whether a reply agrees and does nothing else. A yes that is not one is the dearest mistake this
product can make, and being asked again is cheap: so a yes counts only where every other word of the
reply plainly belongs to an agreement. "Yes, please find someone else" and "Yes, ask Tom" do not.
"""

import re
from collections.abc import Collection, Sequence

from core.reading.answers.statements import tells_otherwise
from core.reading.answers.text import Phrase
from core.reading.answers.vocabulary import LIMITING_WORDS, LITTLE_WORDS, WORDS
from core.reading.everyday import is_common

_TIMES = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri)days?|mons?|tues?|weds?|thurs?|fris?)$|y\d+$")
_EMPTY = LITTLE_WORDS | {",", "-", "i"}
_OF_A_NAME = re.compile(
    r"(?:yes )?(?:(?:for|from|to|with|by|you can have|you may have) )?"
    r"(?:(?:mr|mrs|ms|miss|dr|and|[a-z]) )*X(?: (?:X|and|[a-z]))*"
    r"(?: (?:can|will|is|does|would)(?: (?:do|go|have))?(?: (?:it|this|that))?)?$|[a-z]$"
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
    r"(?:yes )?(?:(?:of course|and|so|please) )*(?:"
    r"(?:from|to|for|by|with) (?:me|us|you|her|him|them|it|this|that|these|those|all|both)"
    r"(?: of (?:it|us|them|these))?|(?:i|we|you|she|he|they|it|this|that) (?:am|is|are|can|will|do|"
    r"does|would)(?: (?:do|have|go|spare|release))?(?: (?:it|this|that|her|him|them|to))?|again|"
    r"still|all|both|me|us)(?: (?:indeed|too|also|now|again))?$"
)
_DIRECTS = re.compile(
    r"(?:yes )?(?:(?:please|and|then|so) )*(?:you (?!(?:can|may|are|have|will|know|would)\b)\w+|"
    r"(?:email|copy|report|cover (?:her|his|their|my|it|them|the)|pay|help|lead|work|give|spare|"
    r"lend|join|attend|have|go to|carry(?! on)|"
    r"feel(?! free)) )"
)
"""An order to do something, other than to go ahead: "email Tom", "you cover her class"."""


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
    if not known or tells_otherwise(said, names, limits=limits):
        return False
    if limits:
        return True
    return _DIRECTS.match(said) is None and _says_something(said, words, names)


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
