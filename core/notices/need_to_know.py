"""What those see of other people's words who need no story: times, key stages, numbers, addresses.

Fields that people fill in freely hold whatever they wrote: "before Mrs T's capability hearing in
March" is a time and a story. Whoever needs the time alone is shown the time alone
(docs/rules.md#need-to-know). So nothing is looked for that must not be shown; what may be shown is
a closed list, and words that are not on it keep back all of what they stand in.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from core.reading.phases import find_key_stages, in_order
from core.reading.wording import Text, fold

_TIMES = frozenset(
    "monday mondays mon tuesday tuesdays tues tue wednesday wednesdays weds wed thursday thursdays "
    "thurs thu friday fridays fri saturday saturdays sat sunday sundays sun weekday weekdays "
    "january jan february feb march mar april apr may june jun july jul august aug september sept "
    "sep october oct november nov december dec autumn spring summer winter michaelmas lent trinity "
    "easter christmas whitsun bank holiday holidays inset term terms half halves week weeks weekly "
    "fortnight fortnights fortnightly month months monthly day days year years morning mornings "
    "afternoon afternoons am pm noon lunch time times date dates hour hours daily once twice one "
    "two three four five six seven eight nine ten first second third last next this coming early "
    "late mid middle start beginning begin end ending from to until till up by before after during "
    "between within in on at of for over about around and or the a an not no nor never any all "
    "every each other only but except without than more most least maximum minimum no later "
    "earlier soon possible as asap if preferably ideally per commencing wc st nd rd th".split()
)
_COVER = frozenset(
    "cover covered supply class classes lesson lessons teaching timetable arranged arrange found "
    "find paid pay provided providing provide subject long there is are be can cannot must should "
    "will would need needs please we our us i my you your they their she her he his it its school "
    "home receiving sle work works working suit suits available released release out avoid have "
    "has".split()
)
_YEARS = frozenset(
    "key stage stages ks1 ks2 ks3 ks4 ks5 ks eyfs early years year years reception nursery group "
    "groups phase y yr r and to or the all both lower upper foundation sixth form post gcse gcses "
    "a level levels sats class classes whole school".split()
)
_KINDS_OF_SUPPORT = frozenset(
    "diagnostic visit visits coaching coach mentoring mentor modelling moderation training "
    "observation observations planning review reviews audit workshop workshops inset twilight "
    "demonstration demonstrations joint team teaching staff meeting meetings session sessions "
    "lesson lessons study scrutiny book work walk walks learning leadership subject curriculum "
    "assessment data policy resources and or with then of the a in for day days half support "
    "cpd online remote group one to".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+\d*|\d+(?:st|nd|rd|th|am|pm)?")
_NUMBER: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th|am|pm)?|(?:y|yr|ks)\d{1,2}")
_OTHER_MARKS: Final = re.compile(r"[^\w\s.,;:()/&+–—'’-]|_")

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TIME_SAID: Final = re.compile(
    rf"\b(?:(?:early |mid |late |first half of |second half of )?(?:the )?"
    rf"(?:(?:autumn|spring|summer)(?: half)?[ -]term(?: \d{{4}})?|half[ -]term"
    rf"|(?:before|after|until|by) (?:christmas|easter)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: \d{{4}})?"
    rf"|{_MONTH} \d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    rf"|(?<=\bin ){_MONTH}(?!['’\w])|(?:mon|tues|wednes|thurs|fri)days)\b"
)

_ORDER: Final = re.compile(
    r"(?:(?:P\.?O\.?|PURCHASE ORDER|ORDER|REF)(?: (?:NO|NUMBER))?[.:#]? ?)?"
    r"(?:(?!MRS?\d|MRS?-|MISS|MS-|DR-)[A-Z]{1,8}[-/]?)?"
    r"\d[\dA-Z]{0,3}(?:[-/. ]?\d[\dA-Z]{0,3}){0,7}",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_TOWN = r"[A-Z][a-z]+(?:-[A-Za-z]+){0,3}"
_POSTCODE: Final = re.compile(rf"(?:{_TOWN} )?(?i:[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}})")
_BEFORE_A_POSTCODE: Final = re.compile(_TOWN)
_PLACE: Final = re.compile(
    r"(?:(?:\d+[a-z]?|[A-Z][\w'’-]*|of|the|and|upon|on|in) ){0,5}"
    r"(?i:school|academy|college|infants?|juniors?|primary|nursery|trust|council|office|finance|"
    r"accounts|team|department|road|street|lane|avenue|close|drive|way|hill|place|house|square|"
    r"terrace|crescent|park|green|building)"
)
_PERSON: Final = re.compile(r"\b(?:mrs?|ms|mx|miss|dr|prof|sir|c/o|fao|attn)\b", re.IGNORECASE)


def _wholly(text: str, known: frozenset[str]) -> bool:
    """Whether a text consists of known words and of numbers, and of nothing else."""
    low = fold(text)
    words = _WORD.findall(low)
    return (
        bool(words)
        and not _OTHER_MARKS.search(low)
        and all(x in known or _NUMBER.fullmatch(x) for x in words)
    )


def is_of_days_or_cover(condition: str) -> bool:
    """Whether a condition is about days, dates and cover alone, and may be shown to anybody."""
    return _wholly(condition, _TIMES | _COVER)


def _when(text: str) -> str:
    """Return a time as it was told; of a text that tells more, the times in it."""
    if _wholly(text, _TIMES):
        return text
    found = (x[0].strip() for x in _TIME_SAID.finditer(fold(text)))
    return ", ".join(_written(x) for x in dict.fromkeys(found))


def _written(time: str) -> str:
    names = rf"\b(?:{_MONTH}|autumn|spring|summer|christmas|easter|mon|tues|wednes|thurs|fri)"
    return re.sub(names, lambda x: x[0].capitalize(), time)


def _key_stage(text: str) -> str:
    if _wholly(text, _YEARS):
        return text
    stages = in_order(s for x in find_key_stages(Text.of(text)) for s in x.stages)
    return ", ".join(stages)


def _support_kinds(text: str) -> str:
    return text if _wholly(text, _KINDS_OF_SUPPORT) else ""


def _po_number(text: str) -> str:
    return text if _ORDER.fullmatch(text.strip()) and not _PERSON.search(text) else ""


def _invoice_address(text: str) -> str:
    """Return the parts of an address that are an email address, a place, a town or a postcode."""
    parts = [x.strip(" .") for x in re.split(r"[,;\n]", text)]
    behind = [*parts[1:], ""]
    kept = (x for x, y in zip(parts, behind, strict=True) if _is_of_an_address(x, y))
    return ", ".join(kept)


def _is_of_an_address(part: str, behind: str) -> bool:
    if _PERSON.search(part):
        return False
    if _BEFORE_A_POSTCODE.fullmatch(part):
        return _POSTCODE.fullmatch(behind) is not None
    return any(x.fullmatch(part) for x in (_EMAIL, _POSTCODE, _PLACE))


_FREE: Mapping[str, Callable[[str], str]] = {
    "when": _when,
    "key_stage": _key_stage,
    "support_kinds": _support_kinds,
    "po_number": _po_number,
    "invoice_address": _invoice_address,
}


def without_story(field: str, text: str) -> str:
    """Return what those may see of a field's own words who need no story; empty: nothing.

    Values of other fields are from lists of ours, and returned as they are.
    """
    strip = _FREE.get(field)
    return strip(text) if strip else text
