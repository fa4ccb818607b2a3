"""How many days of support a text asks for, counted in half days.

"Six half days" is 3 days; "half a day a week for six weeks" is 3 too. "A couple", "5-6", "up to 4",
"about 3" and "two days a week for a term" are said, but not certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.reading.cues import Cue, Speaks, cued
from core.reading.found import Found
from core.reading.quantities import NUMBER, Quantity, quantities, value_of
from core.reading.wording import Sentence, Text

_COUNTED = ("day", "morning", "afternoon", "twilight", "visit", "session")
_RATE = re.compile(
    r",?[ \n]{0,3}(?:sessions?|visits?|slots?)?,?[ \n]{0,3}"
    r"(?:an?|per|each|every|once a|alternate)[ \n]{1,3}"
    r"(?P<period>weeks?|fortnight|month|half[- ]term|term|year|other week|second week)\b|"
    r"[ \n]{0,3}(?P<adverb>weekly|fortnightly|monthly)\b"
)
_LASTING = re.compile(
    r"\b(?:for|over|across|during)(?: the)?(?: next| first| last)? "
    rf"(?P<count>{NUMBER}) (?P<period>weeks?|fortnights?)\b"
)
_EVERY_OTHER_WEEK = frozenset(("fortnight", "other week", "second week", "fortnightly"))
_EVERY_WEEK = frozenset(("week", "weeks", "weekly"))
_EACH = re.compile(
    r"[ \n]{0,3}(?:'?s? ?(?:of )?(?:support|sle time|time) ?)?(?:in|for|at|to|per)?[ \n]{0,3}"
    r"(?:each|apiece|per school|every school)\b"
)
_HEDGED = re.compile(
    r"(?:\babout|\baround|\bapprox(?:imately)?\.?|\broughly|\bup to|\bat least|\bminimum(?: of)?|"
    r"\bmaximum(?: of)?|\bno more than|\bno fewer than|\bat most|\bcirca|\bc\.?|~|\bover|"
    r"\bsomething like|\bin the region of|\bor so|\bnot more than|\bmore than|\banything from|"
    r"\bmin\.?|\bmax\.?|\bas many as|\bhowever many)"
    r"(?: (?:a |the |say |of )?)?[ \n]{0,3}(?:total of )?$"
)
_HEDGED_BEHIND = re.compile(
    r"[ \n]{0,3}(?:or so|or (?:\d|two|three|four|five|six|maybe|even)|ish|-ish|or more|or less|"
    r"or thereabouts|\+|minimum|maximum|max|min|at (?:most|least)|tops|approx)"
)
_TOTAL = re.compile(r"\btotal(?:ling)?(?: of)?:?[ \n]{0,3}$")
_SUMMING_UP = re.compile(r"(?:so|that's|that is|making|which makes|that makes),? ")
_TOTAL_BEHIND = re.compile(
    r"(?:'?s? ?(?:of )?(?:support|sle (?:time|support)|time)?)?[ \n,(]{0,3}"
    r"(?:in total|altogether|all told|total|in all|overall)\b"
)
_NO_SUPPORT_BEFORE = re.compile(
    r"(?:\bwithin|\b(?:the )?(?:last|past|next|previous|first|coming|final|following)|"
    r"(?<!buy )(?<!bring )(?<!put )\bin|\bevery|"
    r"\bother|\bper|\bthese|\bthose|\binset|\bthe other|\bworks?|\bworking|\bteach(?:es|ing)?|"
    r"\bis in|\bhere|\bnotice of|\btook|"
    r"(?<!will )(?<!would )(?<!'ll )(?<!'d )(?<!might )(?<!could )(?<!may )(?<!should )\btakes?|"
    r"\bfirst few|\bwaited|\bbeen|\bopen)"
    r"(?: (?:about|around|for|only|just|the))?[ \n]{0,3}$"
)
_SEASONS = (
    r"end|start|beginning|summer|easter|christmas|spring|autumn|half|new|october|february|may|"
    r"holiday|mocks|sats"
)
_NO_SUPPORT_BEHIND = re.compile(
    r"'?[ \n]{0,3}(?:ago\b|notice\b|to pay\b|later\b|earlier\b|from now\b|off\b|away\b|"
    rf"(?:before|after) (?:we|our|i|ofsted|that|you|it|the (?!{_SEASONS}))\b|absence|old\b|"
    rf"time\b|of term\b|into\b|since\b|conference|"
    r"of (?:the )?(?:week|holiday|half)|course|inset|of inset|training on|sick|in a row|long\b|"
    r"left\b)"
)
_PART_TIME = re.compile(
    r"\b(?:works|teaches|is (?:only )?(?:in|here|with us)|employed|part[- ]time|contract|"
    r"timetabled?)\b[^.;:,]{0,25}$"
)
_OTHER_DAY = re.compile(
    r"(?:inset|training|sports|open|transition|moderation|non-contact|ppa|bank|cpd|staff)[ -]+$"
)
_BEFORE = 60
"""Characters before an amount that can say something of it."""
_ADDED = frozenset(("and", "plus", "+", "&"))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount said at an offset: half days, or None where no figure can honestly be given."""

    half_days: int | None
    sure: bool
    start: int
    end: int
    total: bool = False
    past: bool = False


def find_days(text: Text, sentences: Sequence[Speaks] | None = None) -> Found[int | None] | None:
    """Return the half days a text asks for, or None if it says nothing of days.
    An uncertain amount is given with the nearest figure, or with None.
    """
    amounts = amounts_in(text, sentences)
    current = [amount for amount in amounts if not amount.past] or amounts
    totals = [amount for amount in current if amount.total]
    return _found(text, totals[-1:] or current) if current else None


def amounts_in(text: Text, sentences: Sequence[Speaks] | None = None) -> tuple[Amount, ...]:
    """Return every amount of support that is said, in order, those of one breath added up."""
    if not any(word in text.low for word in _COUNTED):
        return ()
    if sentences is None:
        sentences = cued(text, text.sentences())
    found: list[Amount] = []
    unwrapped = text.low.replace("\n", " ")
    for one in sentences:
        found.extend(_added_up(unwrapped, list(_in_sentence(text.low, unwrapped, one))))
    return tuple(found)


def _found(text: Text, amounts: Sequence[Amount]) -> Found[int | None]:
    """Settle on one amount: the same said twice, or a whole and its parts; a sum is not sure."""
    words = " … ".join(text.original[a.start : a.end].strip() for a in amounts)
    values = [a.half_days for a in amounts]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Found(None, "message", sure=False, words=words)
    if len(set(known)) == 1:
        return Found(known[0], "message", sure=any(a.sure for a in amounts), words=words)
    whole = max(known)
    if len(known) > 2 and whole * 2 == sum(known):
        return Found(whole, "message", sure=all(a.sure for a in amounts), words=words)
    return Found(sum(known), "message", sure=False, words=words)


def _in_sentence(lines: str, low: str, one: Speaks) -> Iterator[Amount]:
    sentence = one.sentence
    said = low[sentence.start : sentence.end]
    if not any(word in said for word in _COUNTED):
        return
    past = one.has(Cue.PAST | Cue.THANKS) and not one.has(Cue.ASK)
    at = sentence.start
    for quantity in quantities(lines, low, sentence.start, sentence.end):
        if quantity.start >= at and not _is_something_else(low, sentence, quantity):
            at = quantity.end
            yield replace(_amount(low, sentence, quantity), past=past)


def _amount(low: str, sentence: Sentence, quantity: Quantity) -> Amount:
    before = low[max(sentence.start, quantity.start - _BEFORE) : quantity.start]
    hedged = _HEDGED.search(before) or _HEDGED_BEHIND.match(low, quantity.end, sentence.end)
    total = (
        _TOTAL.search(before)
        or _SUMMING_UP.match(low, sentence.start, sentence.end)
        or _TOTAL_BEHIND.match(low, quantity.end, sentence.end)
    )
    half_days = _altogether(low, sentence, quantity)
    return Amount(
        half_days,
        sure=half_days is not None and not hedged and not quantity.vague,
        start=quantity.start,
        end=quantity.end,
        total=total is not None,
    )


def _altogether(low: str, sentence: Sentence, quantity: Quantity) -> int | None:
    """Return the half days in all. What recurs is counted if it is said for how many weeks."""
    half_days = quantity.half_days
    if _EACH.match(low, quantity.end, sentence.end):
        return None
    rate = _RATE.match(low, quantity.end, sentence.end)
    if rate is None or half_days is None:
        return half_days
    weeks = _weeks(low, sentence)
    every = rate["adverb"] or rate["period"]
    if weeks is None:
        return None
    if every in _EVERY_OTHER_WEEK:
        return half_days * weeks // 2 if weeks % 2 == 0 else None
    return half_days * weeks if every in _EVERY_WEEK else None


def _weeks(low: str, sentence: Sentence) -> int | None:
    lasting = _LASTING.search(low, sentence.start, sentence.end)
    if lasting is None:
        return None
    count, vague = value_of(lasting["count"])
    if count is None or vague or count != int(count):
        return None
    return int(count) * (2 if lasting["period"].startswith("fortnight") else 1)


def _is_something_else(low: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether days are no support: "ten days ago", "works three days a week", "an INSET day"."""
    before = low[max(sentence.start, quantity.start - _BEFORE) : quantity.start]
    if _NO_SUPPORT_BEHIND.match(low, quantity.end, sentence.end):
        return True
    if _NO_SUPPORT_BEFORE.search(before) or _OTHER_DAY.search(before):
        return True
    return _PART_TIME.search(before) is not None


def _added_up(low: str, amounts: list[Amount]) -> Iterator[Amount]:
    """Add up amounts said in one breath, as in "2 full days and 2 half days"."""
    at = 0
    while at < len(amounts):
        one = amounts[at]
        at += 1
        while at < len(amounts) and low[one.end : amounts[at].start].strip() in _ADDED:
            one = _sum(one, amounts[at])
            at += 1
        yield one


def _sum(one: Amount, other: Amount) -> Amount:
    known = one.half_days is not None and other.half_days is not None
    return Amount(
        (one.half_days or 0) + (other.half_days or 0) if known else None,
        one.sure and other.sure,
        one.start,
        other.end,
        total=one.total or other.total,
        past=one.past,
    )
