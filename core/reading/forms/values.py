"""What an answer in a form amounts to, by the kind of its question.

What cannot be read for certain is a `Problem`: a wrong value is far worse than asking again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from core.fields import Field
from core.reading.amounts import find_days
from core.reading.cues import cued
from core.reading.dates.patterns import MONTHS, WEEKDAYS
from core.reading.figures import AMOUNT, FIGURE, has_other_digits, pence_of
from core.reading.forms.choices import choose, speaks_of, ticked
from core.reading.funding import Funding, find_funding
from core.reading.quantities import NUMBER_WORD, value_of
from core.reading.specialisms.reading import VOCABULARY
from core.reading.standards import TEACHERS_STANDARDS, find_standards, numbers_in
from core.reading.wording import Text, clean, fold


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be used: what to write instead."""

    instead: str


_LONGEST = 2000
"""Characters of an answer that is looked into for a figure, a date or a choice."""


def read_value(field: Field, answer: str) -> Any | Problem:
    """Read the answer to a question; it is not blank."""
    if field.kind in ("text", "long"):
        return answer
    if len(answer) > _LONGEST:
        return Problem("a short answer")
    if has_other_digits(answer):
        return Problem("its figures with the digits 0 to 9")
    return _READERS[field.kind](field, answer)


def says_nothing(field: Field, answer: str) -> bool:
    """Whether an answer only says that there is none (yet): "n/a", "-", "TBC"."""
    if field.kind == "yes_no":
        return bool(_OPEN.fullmatch(_plain(answer)))
    if field.kind in ("money", "number", "days") and _NIL.fullmatch(_plain(answer)):
        return False
    return len(answer) < 60 and bool(_NOTHING.fullmatch(_plain(answer)))


def points_elsewhere(answer: str) -> bool:
    """Whether an answer only points at another one: "as above", "ditto"."""
    return len(answer) < 60 and bool(_ELSEWHERE.fullmatch(_plain(answer)))


_OPEN = re.compile(
    r"[\W_]*(?:(?:n ?/ ?a|n\.a\.?|not applicable|tb[cad]|t\.b\.[cad]\.?|unknown|"
    r"(?:i |we )?(?:do not|don't) know(?: yet)?|(?:i'm |we're )?not (?:yet )?(?:sure|known|"
    r"decided)"
    r"(?: yet)?|to (?:be (?:confirmed|agreed|decided|discussed|arranged)|follow)|as yet unknown|"
    r"(?:left |leave )?blank|\?+)[\W_]*)?"
)
_NIL = re.compile(r"[\W_]*(?:none|nil|nothing|zero|no)[\W_]*")
_NOTHING = re.compile(rf"{_OPEN.pattern}|{_NIL.pattern}|[\W_]*none (?:at all|yet|known)[\W_]*")
_ELSEWHERE = re.compile(
    r"[\W_]*(?:as (?:above|before|below|previously|last time|agreed above)|(?:please )?see "
    r"(?:above|below|attached|attachment)|same(?: as (?:above|before|last time))?|ditto|ibid|"
    r"(?:as )?attached|do\.?)[\W_]*"
)


def _plain(answer: str) -> str:
    return " ".join(fold(clean(answer)).split())


# --- numbers and money ----------------------------------------------------------------------------

_NUMBER = re.compile(rf"(?P<minus>-)?{FIGURE}(?P<decimals>\.\d{{1,6}})?(?: [a-z' ]{{1,30}})?\.?")
_HEDGED = re.compile(
    r"\b(?:about|around|approx\w*|roughly|up to|at (?:least|most)|min\w*|max\w*|between|or|to|"
    r"circa|"
    r"over|under|more|less|half|not|per|each|every|a (?:day|week|visit|session|month|term|half)|"
    r"thousand|million|hundred|percent|plus|and|vat)\b|[~?%+]"
)


def _number(_field: Field, answer: str) -> Any:
    plain = _plain(answer).strip("*_ ")
    found = _NUMBER.fullmatch(plain)
    if found is None or _HEDGED.search(plain):
        return Problem("a single number, for example 25")
    value = Decimal(found["figure"].replace(",", "") + (found["decimals"] or ""))
    value = -value if found["minus"] else value
    return int(value) if value == int(value) else float(value)


_MONEY = re.compile(
    rf"(?:(?:total|amount|the amount|in total|sum|the sum of)(?: of| is)?:? ?)?{AMOUNT}"
    r"(?: (?:only|exactly|in total|in full|altogether|please))?"
    r"(?: \([\w.]+(?: half| full)? days?\))?"
    r"(?:[ ,.-]*(?:with thanks|thanks|thank you))?[.!]?"
)
_MONEY_INSTEAD = "one amount in pounds, for example £1,050 or 350.00"


def _money(_field: Field, answer: str) -> Any:
    found = _MONEY.fullmatch(_plain(answer).strip("*_ "))
    if found is None:
        return Problem(_MONEY_INSTEAD)
    return pence_of(found)


# --- dates ----------------------------------------------------------------------------------------

_MONTH_NAME = rf"(?P<{{}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_TIME = r"(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|\d{1,2}[.:]\d\d)"
_DATE = re.compile(
    r"(?:(?:on|from|the|starting|until|by|date) ){0,2}"
    rf"(?:(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,? ?(?:the )?)?"
    r"(?:(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})"
    r"|(?P<d>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    rf"|(?P<nd>\d{{1,2}})(?: ?(?:st|nd|rd|th))?(?: of)?[ -]?{_MONTH_NAME.format('nm')}\.?"
    r",?[ -]?(?P<ny>\d{4}|'?\d{2})"
    rf"|{_MONTH_NAME.format('um')}\.? (?P<ud>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<uy>\d{{4}}))"
    r"(?: ?\(?(?P<after>mon|tue|wed|thu|fri|sat|sun)[a-z]*\)?)?"
    rf"(?:,? (?:at |- ?|from )?\(?(?:{_TIME}(?: ?(?:-|to) ?{_TIME})?|am|pm|morning|afternoon|"
    r"twilight|all day|full day|half day)\)?)?\.?"
)
_DATE_INSTEAD = "one date with its year, day first, for example 4 November 2026"


def _date(_field: Field, answer: str) -> Any:
    found = _DATE.fullmatch(_plain(answer).strip("*_ "))
    day = _day(found) if found is not None else None
    if found is None or day is None:
        return Problem(_DATE_INSTEAD)
    for said in (found["weekday"], found["after"]):
        if said is not None and WEEKDAYS[said] != day.weekday():
            return Problem(f"{_DATE_INSTEAD} (the weekday given is not that of the date)")
    return day.isoformat()


def _day(found: re.Match[str]) -> date | None:
    year = next(x for x in (found["iy"], found["y"], found["ny"], found["uy"]) if x).lstrip("'")
    named = found["nm"] or found["um"]
    month = MONTHS[named] if named else int(found["im"] or found["m"])
    day = int(next(x for x in (found["id"], found["d"], found["nd"], found["ud"]) if x))
    full = int(year) + (2000 if len(year) == 2 else 0)
    if not 2000 <= full < 2100:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None


# --- choices --------------------------------------------------------------------------------------


def _choice(field: Field, answer: str) -> Any:
    chosen = choose(answer, field.choices, field.help)
    if chosen is None and frozenset(field.choices) == _PAYERS:
        chosen = _payer(field, answer)
    if chosen is None:
        return Problem(f"one of these: {', '.join(field.choices)}")
    return chosen


_PAYERS = frozenset(get_args(Funding))


def _payer(field: Field, answer: str) -> str | None:
    """Return who pays by a sentence ("We will pay for it ourselves") that leaves no doubt."""
    text = Text.of(answer)
    found = find_funding(text, cued(text, text.sentences()))
    if found is None or not found.sure or _OPEN_CHOICE.search(text.low):
        return None
    others = speaks_of(answer, field.choices, field.help) - {found.value}
    return None if others else found.value


_OPEN_CHOICE = re.compile(
    r"\b(?:or|not|no|if|maybe|perhaps|hop(?:e|ing)|but|part|half|some|share)\b|n't\b|\?"
)
_YES = re.compile(
    r"(?:yes|y|yep|yeah|definitely|absolutely|certainly|of course|very much so|"
    r"without hesitation)\b(?! not\b)"
)
_NO = re.compile(r"(?:no|n|nope|never|not again|definitely not|certainly not|absolutely not)\b")
_UNSETTLED = re.compile(
    r"\b(?:but|if|unless|depend\w*|perhaps|maybe|possibly|probably|provided|though|however|"
    r"although|yes|y|no|n|yet|problem|doubt|idea|or|one|longer|sooner)\b|\?"
)
_DENIED = re.compile(r"\bnot\b|n't\b")


def _yes_no(_field: Field, answer: str) -> Any:
    plain = _plain(ticked(answer)).lstrip("*_-:>. (")
    if found := _NO.match(plain):
        if not _UNSETTLED.search(plain, found.end()):
            return False
    elif found := _YES.match(plain):
        rest = plain[found.end() :]
        if not _UNSETTLED.search(rest) and not _DENIED.search(rest):
            return True
    return Problem("Yes or No")


# --- days -----------------------------------------------------------------------------------------

_BARE_DAYS = re.compile(
    r"(?:(?P<whole>\d{1,3})(?:\.(?P<tenth>[05])0?)?(?P<half>½| ?1/2| and a half)?|(?P<only>½))"
)
_WORDED_DAYS = re.compile(
    rf"(?:just |only )?(?P<count>{NUMBER_WORD}(?: and a half)?|a couple)(?: of)?(?: please)?"
)
"""In a form "a couple" is two, for it is an answer to how many; in a letter it may be anything."""
_MOST_HALF_DAYS = 800
_DAYS_INSTEAD = "one number of days, for example 6 or 2.5"
_UNSAID = re.compile(r"\bnot\b|n't\b|\?|\bor\b|\bper\b|\beach\b|\bbetween\b|~|\d ?(?:-|to) ?\d")
_OF_TIME = re.compile(r"\s*(?:school |half[- ])?(?:weeks?|terms?|months?|schools?|visits?)\b")
_ANY_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_AMOUNT = 160


def _days(_field: Field, answer: str) -> Any:
    plain = _plain(answer).strip("*_ .")
    half_days = _bare_days(plain)
    if half_days is None and len(plain) <= _LONGEST_AMOUNT and not _UNSAID.search(plain):
        half_days = _said_days(plain)
    if half_days is None or not 0 < half_days <= _MOST_HALF_DAYS:
        return Problem(_DAYS_INSTEAD)
    return half_days


def _said_days(plain: str) -> int | None:
    """Return the half days said in words, unless another figure makes them doubtful."""
    found = find_days(Text.of(plain))
    if found is None or not found.sure:
        return None
    others = plain.replace(found.words, " ", 1)
    doubtful = any(not _OF_TIME.match(others, x.end()) for x in _ANY_NUMBER.finditer(others))
    return None if doubtful else found.value


def _bare_days(plain: str) -> int | None:
    number = plain.removesuffix("s").removesuffix("day").rstrip()
    if (worded := _WORDED_DAYS.fullmatch(number)) is not None:
        count, _ = value_of(worded["count"])
        return None if count is None else int(count * 2)
    found = _BARE_DAYS.fullmatch(number)
    if found is None or (found["tenth"] and found["half"]):
        return None
    if found["only"]:
        return 1
    extra = 1 if found["half"] or found["tenth"] == "5" else 0
    return int(found["whole"]) * 2 + extra


# --- specialisms, standards, scales ---------------------------------------------------------------

_PARTS = re.compile(r"[,;/\n&+]|\band\b", re.IGNORECASE)
_SPECIALISMS_INSTEAD = "the subject or specialism by its name, for example mathematics or phonics"


def _specialisms(_field: Field, answer: str) -> Any:
    whole = VOCABULARY.slug_of(answer.strip(" .*_"))
    if whole is not None:
        return (whole,)
    parts = [part.strip(" .*_-\u2022\t") for part in _PARTS.split(answer)]
    slugs = [VOCABULARY.slug_of(part) for part in parts if part]
    known = [slug for slug in slugs if slug is not None]
    if known and len(known) == len(slugs):
        return tuple(dict.fromkeys(known))
    if known and any(_is_another(part) for part in parts if part):
        return Problem(_SPECIALISMS_INSTEAD)
    found = VOCABULARY.find(answer)
    if not found or not all(one.sure for one in found):
        return Problem(_SPECIALISMS_INSTEAD)
    return tuple(one.value for one in found)


def _is_another(part: str) -> bool:
    """Whether an item of a list, too short to be a remark, is a specialism we do not know."""
    return len(part.split()) <= 3 and not VOCABULARY.slug_of(part) and not VOCABULARY.find(part)


_STANDARD_WORDS = frozenset(
    "ts standard standards teacher teachers teaching no nos number numbers and to "
    "particularly especially mainly also please plus the of for both s "
    "one two three four five six seven eight".split()
) | {word for title in TEACHERS_STANDARDS.values() for word in re.findall(r"\w+", title.lower())}
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_ALL_STANDARDS = re.compile(r"\W*all(?: (?:of them|eight|8|standards|of the standards))?\W*")
_NAMES = {
    frozenset(re.findall(r"\w+", title.lower())): number
    for number, title in TEACHERS_STANDARDS.items()
}
_EXCEPTED = re.compile(r"\bnot\b|n't\b|\b(?:except|but|other|rather|or|neither|nor)\b|\?")
_TITLED = {
    word: number
    for number, title in TEACHERS_STANDARDS.items()
    for word in re.findall(r"\w+", title.lower())
    if word not in ("and", "teaching")
}
"""The words of the standards' titles, each of which belongs to one standard alone."""
_STANDARDS_INSTEAD = "the standards by number, 1 to 8, for example 3 and 5"


def _standards(_field: Field, answer: str) -> Any:
    plain = _plain(answer)
    if _EXCEPTED.search(plain):
        return Problem(_STANDARDS_INSTEAD)
    if _ALL_STANDARDS.fullmatch(plain):
        return tuple(TEACHERS_STANDARDS)
    tokens = _TOKEN.findall(plain.replace("'", ""))
    digits = {token.split(".")[0] for token in tokens if token[0].isdigit()}
    if not all(digit in "12345678" and len(digit) == 1 for digit in digits):
        return Problem(_STANDARDS_INSTEAD)
    words = [re.sub(r"^ts$|^s$", "ts", token) for token in tokens if not token[0].isdigit()]
    if all(word in _STANDARD_WORDS for word in words):
        numbers = numbers_in(re.sub(r"\bts\b|[a-z]*standards?", " ", plain))
        return _agreeing(numbers, words) or Problem(_STANDARDS_INSTEAD)
    sure = tuple(one.value for one in find_standards(Text.of(answer)) if one.sure)
    if sure and digits <= {str(number) for number in sure}:
        return sure
    return Problem(_STANDARDS_INSTEAD)


def _agreeing(numbers: tuple[int, ...], words: list[str]) -> tuple[int, ...]:
    """Return the numbers given, unless a title beside them is another's; or the one whose title is
    given instead of a number.
    """
    titled = {_TITLED[word] for word in words if word in _TITLED}
    if numbers:
        return numbers if titled <= set(numbers) else ()
    named = _NAMES.get(frozenset(words))
    return (named,) if named else ()


_SCALE = re.compile(
    r"[*_(\"' ]*(?:- )?(?P<given>[1-4]|one|two|three|four)(?: ?(?:/|out of) ?(?:4|four))?"
    r"(?:(?: very)? (?:good|strong|effective|high|fair|some|little|low|excellent|poor|fully|mostly|"
    r"partly|none))?[\s*_]*(?:$|(?:[-(,;:!=]|\.(?!\d))(?P<rest>.*))",
    re.DOTALL,
)
_IN_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_SCALE_INSTEAD = "a single number from 1 to 4"
_ANOTHER = re.compile(r"\d|½|\b(?:one|two|three|four|half|or|not)\b|\?")


def _scale(_field: Field, answer: str) -> Any:
    first, _, below = fold(clean(answer)).strip().partition("\n")
    found = _SCALE.fullmatch(first.rstrip())
    if found is None or _ANOTHER.search(f"{found['rest'] or ''} {below}"):
        return Problem(_SCALE_INSTEAD)
    given = found["given"]
    return _IN_WORDS.get(given) or int(given)


_READERS: Mapping[str, Callable[[Field, str], Any]] = {
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "days": _days,
    "yes_no": _yes_no,
    "specialisms": _specialisms,
    "standards": _standards,
    "scale": _scale,
}
