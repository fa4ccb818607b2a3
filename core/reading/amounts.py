"""How many days of support a text asks for, counted in half days.

"Six half days" is 3 days; "half a day a week for six weeks" is 3 too. "A couple", "5-6", "up
to 4",
"about 3" and "two days a week for a term" are said, but not certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.reading.cues import Cue, Speaks, cued
from core.reading.found import Found
from core.reading.wording import Sentence, Text

_UNITS = dict(
    zip(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split(),
        range(1, 21),
        strict=True,
    )
) | {
    "thirty": 30,
    "forty": 40,
    "a dozen": 12,
    "a single": 1,
    "a": 1,
    "an": 1,
    "single": 1,
    "half": 0,
}
_VAGUE = frozenset(("a couple of", "couple of", "a couple", "a few", "few", "several", "some"))

_WORD_NUMBER = (
    r"(?:twenty|nineteen|eighteen|seventeen|sixteen|fifteen|fourteen|thirteen|twelve|eleven|ten|"
    r"nine|eight|seven|six|five|four|three|two|one|thirty|forty|a dozen)"
)
_NUMBER = (
    rf"(?:\d{{1,3}}\s?(?:½|1/2)|\d{{1,3}} and a half|\d{{1,3}}(?:\.\d{{1,2}})?|½|"
    rf"{_WORD_NUMBER} and a half|{_WORD_NUMBER}|a single|single|a couple of|couple of|a couple|"
    r"a few|few|several|some|an?\b)"
)
_HALF = (
    r"(?:half|½|1/2|0\.5)[- ]?(?:an? )?(?:sle )?days?|halves|mornings?|afternoons?|"
    r"twilights?(?: sessions?)?"
)
_FULL = (
    r"(?:(?:full|whole|complete|one|single)[- ])?(?:sle |school |supply |consultancy |release )?"
    r"days?'?(?! (?:a|per) (?:week|month|term))|(?:full|whole)[- ]?day|-?day"
)
_AMOUNT = re.compile(
    rf"(?<![\w£.,/:-])(?P<low>{_NUMBER})(?:\s{{0,2}}(?P<join>-|to|or|"
    rf"/)\s{{0,2}}(?P<high>{_NUMBER}))?"
    rf"[ \n]{{0,3}}(?P<times>x|\*|lots of|separate|individual|more|additional|further|"
    rf"extra)?[ \n-]{{0,3}}"
    rf"(?:(?P<half>{_HALF})|(?P<each>one|two|three|1|2|3)[- ]days?\b|(?P<full>(?:full|whole|"
    rf"complete)?[ -]?"
    r"(?:sle |school |supply |consultancy |release )?days?))\b(?P<and_half> and a half)?"
)
_HALF_DAY = re.compile(
    r"\b(?:half|½|1/2) (?:an? )?days?\b|(?<![\w.])(?:½|1/2|0\.5) ?(?:of )?(?:an? )?days?\b|"
    r"\bhalf[- ]day\b"
)
_BARE_DAY = re.compile(
    r"\b(?:for|of|just|only|have|take|spend|with us|give us)? ?(?:a|the) day(?: of| with|'s| to )|"
    r"\bfor (?:a|the) day\b"
)
_VISITS = re.compile(
    rf"(?<![\w£.-])(?P<count>{_NUMBER}) ?x? ?(?:visits?|sessions?|meetings?)(?: of| lasting|,|"
    rf" \(| at| -)*\s*"
    rf"(?P<size>half an? days?|half[- ]days?|an? (?:full |whole )?day|one day|full days?|"
    rf"½ days?)\b"
)
_RATE = re.compile(
    r",?[ \n]{0,3}(?:sessions?|visits?|slots?)?,?[ \n]{0,3}(?P<every>an?|per|each|every|once a|"
    r"alternate)[ \n]+"
    r"(?P<period>weeks?|fortnight|month|half[- ]term|term|year|other week|second week)\b|"
    r"[ \n]{0,3}(?P<adverb>weekly|fortnightly|monthly)\b"
)
_LASTING = re.compile(
    rf"\b(?:for|over|across|during)(?: the)?(?: next| first|"
    rf" last)? (?P<count>{_NUMBER}) (?P<period>weeks?|fortnights?)\b"
)
_EACH = re.compile(
    r"[ \n]{0,3}(?:'?s? ?(?:of )?(?:support|sle time|time) ?)?(?:in|for|at|to|"
    r"per)?[ \n]{0,3}(?:each|apiece|per school|every school)\b"
)
_HEDGED = re.compile(
    r"(?:\babout|\baround|\bapprox(?:imately)?\.?|\broughly|\bup to|\bat least|\bminimum(?: of)?|"
    r"\bmaximum(?: of)?|\bno more than|\bno fewer than|\bat most|\bcirca|\bc\.?|~|"
    r"\bsomething like|"
    r"\bin the region of|\bor so|\bnot more than|\bmore than|\bover|\banything from|\bmin\.?|"
    r"\bmax\.?|"
    r"\bas many as|\bhowever many)(?: (?:a |the |say |of )?)?[ \n]{0,3}(?:total of )?$"
)
_HEDGED_BEHIND = re.compile(
    r"[ \n]{0,3}(?:or so|or (?:\d|two|three|four|five|six|maybe|even)|ish|-ish|or more|or less|"
    r"or thereabouts|\+|minimum|maximum|max|min|at (?:most|least)|tops|approx)"
)
_TOTAL = re.compile(r"\btotal(?:ling)?(?: of)?:?[ \n]{0,3}$|\ball together[ \n]{0,3}$")
_TOTAL_BEHIND = re.compile(
    r"(?:'?s? ?(?:of )?(?:support|sle (?:time|support)|time)?)?[ \n,(]{0,3}(?:in total|"
    r"altogether|all told|total|in all|overall)\b"
)
_NOT_SUPPORT_BEFORE = re.compile(
    r"(?:\bwithin|\b(?:the )?(?:last|past|next|previous|first|coming|final|following)|\bin|"
    r"\bevery|\bother|\bper|\bthese|\bthose|\binset|\bthe other|\bworks?|\bworking|"
    r"\bteach(?:es|ing)?|\bis in|\bhere|"
    r"\bnotice of|\btook|\btakes?|\bfirst few|\bwaited|\bbeen|\bopen)(?: (?:about|around|for|"
    r"only|just|the))?[ \n]{0,3}$"
)
_NOT_SUPPORT_BEHIND = re.compile(
    r"'?[ \n]{0,3}(?:ago\b|notice\b|to pay\b|later\b|earlier\b|after\b|before (?:we|the|our|i|"
    r"ofsted)\b|"
    r"from now\b|off\b|away\b|absence|old\b|time\b|of term\b|of (?:the )?(?:week|holiday|half)|"
    r"into\b|since\b|conference|course|inset|of inset|training on|sick|in a row|long\b|left\b)"
)
_PART_TIME = re.compile(
    r"\b(?:works|teaches|is (?:only )?(?:in|here|with us)|employed|part[- ]time|contract|"
    r"timetabled?)\b[^.;:,]{0,25}$"
)
_INSET = re.compile(
    r"(?:inset|training|sports|open|transition|moderation|non-contact|ppa|bank|cpd|staff)[ -]+$"
)
_LABEL = re.compile(
    r"\bdays?\b[^:\n]{0,40}[:?=\t|-]\s*(?P<number>\d{1,3}(?:\.5|½| 1/2)?)(?P<up_to>\s?(?:-|"
    r"to)\s?\d{1,3})?\s{0,3}(?:\.|,|;|$|\n)"
)


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
    if not current:
        return None
    totals = [amount for amount in current if amount.total]
    if totals:
        return _found(text, totals[-1:])
    return _found(text, current)


def amounts_in(text: Text, sentences: Sequence[Speaks] | None = None) -> tuple[Amount, ...]:
    """Return every amount of support that is said, in order, those of one breath added up."""
    low = text.low
    if not any(
        word in low for word in ("day", "morning", "afternoon", "twilight", "visit", "session")
    ):
        return ()
    if sentences is None:
        sentences = cued(text, text.sentences())
    found: list[Amount] = []
    for one in sentences:
        found.extend(_added_up(low, list(_in_sentence(low, one))))
    return tuple(found)


def _found(text: Text, amounts: Sequence[Amount]) -> Found[int | None]:
    words = " … ".join(text.original[a.start : a.end].strip() for a in amounts)
    values = [a.half_days for a in amounts]
    if len(set(values)) == 1:
        sure = any(a.sure for a in amounts) and values[0] is not None
        return Found(values[0], "message", sure, words)
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return Found(None, "message", sure=False, words=words)
    whole = max(known)
    if len(known) > 2 and whole * 2 == sum(known):
        return Found(whole, "message", all(a.sure for a in amounts), words)
    return Found(sum(known), "message", sure=False, words=words)


def _in_sentence(low: str, one: Speaks) -> Iterator[Amount]:
    start, end = one.sentence.start, one.sentence.end
    if not any(
        word in low[start:end]
        for word in ("day", "noon", "morning", "twilight", "visit", "session")
    ):
        return
    past = one.has(Cue.PAST | Cue.THANKS) and not one.has(Cue.ASK)
    at = start
    for match, half_days, vague in _candidates(low, start, end):
        if match.start() < at or _is_something_else(low, one.sentence, match):
            continue
        at = match.end()
        sure = not vague and not _HEDGED.search(low[start : match.start()])
        sure = sure and not _HEDGED_BEHIND.match(low, match.end(), end)
        repeated = _repeated(low, one.sentence, match, half_days)
        if repeated is not _ONCE:
            half_days, sure = repeated, sure and repeated is not None
        total = bool(
            _TOTAL.search(low[start : match.start()]) or _TOTAL_BEHIND.match(low, match.end(), end)
        )
        yield Amount(
            half_days, sure and half_days is not None, match.start(), match.end(), total, past
        )


def _candidates(low: str, start: int, end: int) -> list[tuple[re.Match[str], int | None, bool]]:
    found: list[tuple[re.Match[str], int | None, bool]] = []
    for match in _VISITS.finditer(low, start, end):
        count, vague = _value(match["count"])
        size = 1 if "half" in match["size"] or "½" in match["size"] else 2
        found.append((match, None if count is None else int(count * size), vague))
    for match in _AMOUNT.finditer(low, start, end):
        if (counted := _counted(match)) is not None:
            found.append((match, *counted))
    found.extend((match, 1, False) for match in _HALF_DAY.finditer(low, start, end))
    found.extend((match, 2, False) for match in _BARE_DAY.finditer(low, start, end))
    found.extend(
        (match, int(Decimal(_plain(match["number"])) * 2), bool(match["up_to"]))
        for match in _LABEL.finditer(low, start, end)
    )
    found.sort(key=lambda item: (item[0].start(), -item[0].end()))
    return found


def _counted(match: re.Match[str]) -> tuple[int | None, bool] | None:
    """Return the half days of a number with its unit, and whether it is vague. None: no amount."""
    low, vague = _value(match["low"])
    per = {"one": 2, "two": 4, "three": 6, "1": 2, "2": 4, "3": 6}.get(match["each"] or "", 2)
    if match["half"]:
        per = 1
    elif match["each"] is None and match["low"] in {"a", "an", "some", "single"}:
        if not re.match(r"full|whole|complete|sle", (match["full"] or "").strip()):
            return _a_day(match)
    if match["high"] and (match["low"], match["join"], match["high"]) == ("1", "/", "2"):
        return 1, False
    if match["high"]:
        high, _ = _value(match["high"])
        if match["join"] == "/" or low is None or high is None or high <= low:
            return None, True
        return int(low * per), True
    if vague or low is None:
        return (None if low is None else int(low * per)), True
    half_days = low * per + (1 if match["and_half"] else 0)
    if half_days != int(half_days) or half_days <= 0:
        return None, True
    return int(half_days), False


def _a_day(match: re.Match[str]) -> tuple[int | None, bool] | None:
    """Read "a day and a half" and "a day or two"; a mere "a day" is mostly no amount."""
    if match["and_half"]:
        return 3, False
    if re.match(r" or (?:two|so|three)\b", match.string[match.end() : match.end() + 12]):
        return None, True
    return None


def _value(words: str) -> tuple[Decimal | None, bool]:
    """Return the number that words say, and whether they are vague ("a couple of" is about 2)."""
    plain = _plain(words)
    if plain in _VAGUE:
        return (Decimal(2) if "couple" in plain else None), True
    if plain.endswith(" and a half"):
        whole, _ = _value(plain.removesuffix(" and a half"))
        return (None if whole is None else whole + Decimal("0.5")), False
    if plain in _UNITS:
        return Decimal(_UNITS[plain]), False
    return Decimal(plain), False


def _plain(number: str) -> str:
    """Return a number's words with its fraction as a decimal: "2½", "2 1/2" → "2.5"."""
    plain = " ".join(number.split())
    if plain in {"½", "1/2"}:
        return "0.5"
    for fraction in (" ½", "½", " 1/2"):
        if plain.endswith(fraction):
            return plain.removesuffix(fraction) + ".5"
    return plain


_ONCE = -1


def _repeated(
    low: str, sentence: Sentence, match: re.Match[str], half_days: int | None
) -> int | None:
    """Return the half days of something said to recur: counted if it says for how many weeks, None
    if it does not, `_ONCE` if it does not recur.
    """
    if _EACH.match(low, match.end(), sentence.end):
        return None
    rate = _RATE.match(low, match.end(), sentence.end)
    if rate is None:
        return _ONCE
    lasting = _LASTING.search(low, sentence.start, sentence.end)
    if lasting is None or half_days is None:
        return None
    weeks, vague = _value(lasting["count"])
    if weeks is None or vague or weeks != int(weeks):
        return None
    times = int(weeks) * (2 if lasting["period"].startswith("fortnight") else 1)
    if rate["adverb"] == "fortnightly" or (rate["period"] or "") in {
        "fortnight", "other week", "second week",
    }:  # fmt: skip
        return half_days * times // 2 if times % 2 == 0 else None
    if rate["adverb"] == "weekly" or (rate["period"] or "").startswith("week"):
        return half_days * times
    return None


def _is_something_else(low: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether days are no support: "ten days ago", "works three days a week", "an INSET day"."""
    before = low[sentence.start : match.start()]
    if _NOT_SUPPORT_BEHIND.match(low, match.end(), sentence.end):
        return True
    if _NOT_SUPPORT_BEFORE.search(before) and not before.endswith("over "):
        return True
    if _INSET.search(match[0]) or _INSET.search(before):
        return True
    return bool(_PART_TIME.search(before))


def _added_up(low: str, amounts: list[Amount]) -> Iterator[Amount]:
    """Add up amounts said in one breath, as in "2 full days and 2 half days"."""
    at = 0
    while at < len(amounts):
        one = amounts[at]
        at += 1
        while at < len(amounts) and low[one.end : amounts[at].start].strip() in {
            "and",
            "plus",
            "+",
            "&",
        }:
            other = amounts[at]
            both = None not in (one.half_days, other.half_days)
            value = (one.half_days or 0) + (other.half_days or 0) if both else None
            one = Amount(
                value,
                one.sure and other.sure,
                one.start,
                other.end,
                one.total or other.total,
                one.past,
            )
            at += 1
        yield one
