"""Whom a reply chooses, where it plainly chooses one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.reading.plain.clauses import said_in
from core.reading.plain.tiling import Tiles
from core.reading.wording import clean, fold

_ONES = "(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CHOSEN = r"""
(please )?((ask|choose|pick|propose|suggest|use|try|send|approach|match|book|invite|select|
    put forward|nominate|offer|have|with|go with|go for) )*(to )?ONE( (please|then|first))*
((i|we) )?((would|will|should|can|shall|do|like|want|to|now) )*(choose|pick|propose|suggest|
    recommend|nominate|select|prefer|go with|go for|like|ask|chose|put forward)( to (ask|have|
    use|send|go with))? ONE( (please|for this( one)?))*
(i|we) (would|will|shall|should|can)( like to)? have ONE
((i|we) )?(have )?(now )?(decided on|chosen|picked|selected|gone for|opted for) ONE
let us (go with|have|ask|use|try|go for|choose|propose|pick|send) ONE( please| then)*
ONE( it is| please| then| only)?
ONE (is|would be|looks|seems|will be) VERYGOOD( (fit|match|choice|one|person|option|
    candidate))?( for (this|them|it|us|the school|this school|the job))?( please)?
THE(best |first )?(choice|match|fit|person|pick|sle|name|answer|preference|
    recommendation)( for (this|them|us))? (is|would be|will be) ONE
yes ONE( please)?
(sle|name|choice|name of the sle|match|chosen sle) ONE
"""
_BESIDE = r"""
((for|offer|offering|to do|about to do|it is for|this is for|that is for|
    with) )?somedays( (in all|in total|altogether|please|of support|each))*
name|sle|choice|match
for NAMED( (primary|junior|infant|infants|secondary|nursery|community|high|academy|college|
    school|ce|rc|catholic))+
please|(i|we) think|i would say|yes|on balance|having looked at the list|from the list|
    (as )?the first choice
(she|he|they) (is|would be|looks|seems|are|will be) (VERYGOOD)( (fit|match|choice|one|person|
    option|for this|for them))*
for (this|them|this one|the school|this school|this request|this case|us|NAMED)( please)?
"""
_GOOD = (
    "((the|an?|my|our|very|really|absolutely) )*(best|good|great|perfect|"
    "ideal|right|excellent|strong|brilliant|fine|first|obvious|lovely|super|strongest|natural|clear)"
)
_TILES = Tiles.of(_CHOSEN, _BESIDE, ONE="(mr |mrs |ms |miss |dr )?thesle", VERYGOOD=_GOOD)
_DAYS = re.compile(
    rf"(?<![\w.])(?P<count>\d{{1,2}}(?:\.5|\.0)?|half an?|an?|{_ONES.replace('(', '(?:')}"
    r"(?P<more> and a half)?)(?: (?P<kind>full|half|whole))?[ -]days?\b",
    re.IGNORECASE,
)
_NUMBERS = {word: n for n, word in enumerate(_ONES.strip("()").split("|"), start=1)}
_REASON = re.compile(r"^\W*(?:override|reason)\s*:\s*(\S.*)", re.IGNORECASE | re.MULTILINE)
_REASON_LATER = re.compile(r"(?<=[.;,!] )(?:override|reason)\s*:\s*(\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The SLE that is chosen, the half days offered and the reason, each as far as it is said."""

    sle: str
    half_days: int | None = None
    reason: str | None = None


def choice_in(text: str, on: date, sles: Mapping[str, str]) -> Chosen | str:
    """Return whom a reply written `on` plainly chooses, or why that is not certain."""
    said, reason = _without_reason(clean(text))
    found = _named(said, sles)
    if len(found) != 1:
        return "names nobody on the list" if not found else f"names {len(found)} people"
    read = said_in(said, on, mask=lambda words: _masked(words, sles[found[0]]))
    if read is None or not _TILES.fit(read.clauses):
        return "does not plainly choose one"
    days = [_half_days(x) for x in _DAYS.finditer(fold(said))]
    if len(days) > 1 or None in days:
        return "does not plainly say for how many days"
    return Chosen(found[0], days[0] if days else None, reason)


def _without_reason(text: str) -> tuple[str, str | None]:
    found = _REASON.search(text) or _REASON_LATER.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]}\n{text[found.end() :]}", found[1].strip()


def _named(text: str, sles: Mapping[str, str]) -> list[str]:
    """Return the ids of those named in full; a surname alone counts as the whole of a reply."""
    words = _plain(text)
    full = [id_ for id_, name in sles.items() if f" {_plain(name)} " in f" {words} "]
    if full:
        return full
    alone = re.sub(r"^(?:mr|mrs|ms|miss|dr) | (?:please|thanks|thank you)$", "", words)
    return [id_ for id_, name in sles.items() if alone == _plain(name).rsplit(" ", maxsplit=1)[-1]]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[\w'-]+", fold(words)))


def _masked(words: str, name: str) -> str:
    whole = r"\s+".join(re.escape(x) for x in fold(name).split())
    last = re.escape(fold(name).split()[-1])
    for known in (whole, last):
        words, count = re.subn(rf"(?<!\w){known}(?!\w)", "thesle", words, flags=re.IGNORECASE)
        if count:
            break
    return _DAYS.sub(" somedays ", words)


def _half_days(found: re.Match[str]) -> int | None:
    count = found["count"].removesuffix(found["more"] or "")
    if count.startswith("half"):
        return 1
    number = 1 if count in ("a", "an") else _NUMBERS.get(count) or float(count)
    number += 0.5 if found["more"] else 0
    half_days = round(number * (1 if found["kind"] == "half" else 2))
    return half_days or None
