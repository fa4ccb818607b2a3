"""Which school, or schools, a request is for: the sender's own, one that is named, or a group."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.reading.found import Found
from core.reading.schools.reading import SchoolIndex, SchoolMatch
from core.reading.wording import Text

_RECEIVES_BEFORE = re.compile(
    r"(?:\bon (?:the )?behalf of|\b(?:it is|it's|this is|that is) for|\b(?:look after|"
    r"looking after|responsible for|also (?:lead|head))|\bhere at|\bwe at|\bus at|\bhere is|"
    r"\b(?:head|headteacher|head teacher|principal|deputy|deputy head|senco|lead|leader|"
    r"teacher|team|staff|department|children|"
    r"coordinator|co-ordinator|school|colleagues?) (?:here )?(?:of|at|in|from)|\b(?:this is|"
    r"i'm|i am|its|it's|am) (?:\w+ ){0,3}(?:at|from|of)|"
    r"\b(?:support|help|sle|days?|deployment|request|coaching|training|someone|somebody|input|"
    r"time|visit|funding) (?:for|at|in|to)|"
    r"\b(?:for|of)|\b(?:our|the|these|following|\d|two|three|four|five|six|"
    r"seven) (?:\w+ )?schools?[,:(-]?|\bschools? (?:are|is|in question)[,:]?|^)"
    r"(?: (?:both|the|all|either|namely))*[ :,(\n*-]*$"
)
_STRONG_BEFORE = re.compile(
    r"(?:\bon (?:the )?behalf of|\b(?:it is|it's|this is|that is) for|\b(?:look after|"
    r"looking after|responsible for|also (?:lead|head))|\b(?:head|headteacher|principal|deputy|"
    r"deputy head) (?:of|at)|"
    r"\b(?:support|help|sle|days?|request) (?:for|at|in)|\bfor)(?: (?:both|the|all|either|"
    r"colleagues at|staff at|our friends at))*[ ]*$"
)
_GIVES_BEFORE = re.compile(
    r"\b(?:sle|specialist|someone|somebody|expert|colleague|consultant|lead|leader|he|she|who|"
    r"they) (?:is |was |works |came |comes )?(?:based )?(?:from|of)$|"
    r"\b(?:like|recommended by|worked with|visited|visit to|neighbours?(?: at)?|partner school|"
    r"next door|as at|than at|contact at|friend at|"
    r"course at|meeting at|conference at|held at|hosted (?:by|at)|training at|such as|"
    r"used to (?:be|work) at|moved from|came from|"
    r"previously at|formerly (?:at|of))[ ,(]*$"
)
_RECEIVES_BEHIND = re.compile(
    r"[ ,)]*(?:would|have|has|need|needs|wants?|are (?:looking|struggling|keen|asking|all|"
    r"both)|is (?:looking|struggling|keen|asking)|requests?|here\b|please|"
    r"(?:all|both|each) )"
)
_HELPED_BEHIND = re.compile(
    r"[ ,)]*(?:had\b|have had\b|has had\b|recommended|who (?:supported|helped|came)|"
    r"have (?:also )?(?:used|worked)|did\b|said|told|use\b)"
)
_US_AND = re.compile(r"\b(?:we|us|ourselves) (?:and|with|together with|plus|alongside) (?:the )?$")
_AND_US = re.compile(r"[ ,]{0,2}(?:and|with) (?:us|ourselves|we)\b")
_GROUP = re.compile(
    r"\b(?:(?:all|our|the|these|those|of|a|across) )*(?P<count>\d{1,2}|two|three|four|five|six|"
    r"seven|eight|nine|ten|several|a number|group|"
    r"cluster|both|all|our|the|various|some)(?: (?:of|our|the|local|small|rural|primary|"
    r"partner|member|village|infant|junior|secondary|eip|"
    r"trust|maintained|these|those|federated))* (?:schools|primaries|academies|secondaries)\b"
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten".split(), start=2
    )
} | {"both": 2}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receiving:
    """The schools a request is for. If no school is certain, `candidates` are those it may be."""

    schools: tuple[Found[str], ...]
    candidates: tuple[str, ...] = ()
    group: Found[str] | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Base:
    """The school the writer is at, or those it may be."""

    school: Found[str] | None
    candidates: tuple[str, ...] = ()


def find_receiving(
    text: Text,
    mentions: Sequence[SchoolMatch],
    base: tuple[Found[str] | None, tuple[str, ...]],
    elsewhere: Sequence[tuple[str, SchoolMatch]],
) -> Receiving:
    """Return the schools a mail asks for. `mentions` are those its text names; `base` is the school
    the writer's address says, and the candidates if it says several; `elsewhere` are the schools
    named in subject and signature, with the place.
    """
    own = _Base(*base)
    group = _group(text)
    receiving = _receiving(text, mentions)
    beside = _beside_us(text, mentions, own)
    if len(beside) > 1:
        return Receiving(beside, group=group)
    if len(receiving) > 1:
        return Receiving(
            tuple(_found(m) for m in receiving), group=group, sure=_complete(group, receiving)
        )
    named = _one_named(text, receiving, own) or own.school or _only(text, mentions, elsewhere)
    if named is None:
        named = _among(own.candidates, mentions, elsewhere)
    if named is not None:
        return Receiving((named,), group=group, sure=named.sure and not _wants_more(group))
    return Receiving((), _candidates(own, mentions, elsewhere), group, sure=False)


def _found(match: SchoolMatch, where: str = "message") -> Found[str]:
    assert match.certain is not None
    return Found(match.certain, where, sure=True, words=match.words)


def _receiving(text: Text, mentions: Sequence[SchoolMatch]) -> list[SchoolMatch]:
    """Return the certain mentions that are said to be for support, lists taken as a whole."""
    kept: list[SchoolMatch] = []
    for run in _runs(text, mentions):
        before = text.low[max(run[0].start - 70, 0) : run[0].start]
        before = re.split(r"[.!?\n]", before)[-1]
        if _GIVES_BEFORE.search(before.rstrip()) or _HELPED_BEHIND.match(text.low, run[-1].end):
            continue
        if _RECEIVES_BEFORE.search(before) or _RECEIVES_BEHIND.match(text.low, run[-1].end):
            kept.extend(match for match in run if match.certain)
    return list({match.certain: match for match in reversed(kept)}.values())[::-1]


def _runs(text: Text, mentions: Sequence[SchoolMatch]) -> Iterator[list[SchoolMatch]]:
    """Yield mentions grouped as they are listed: "A, B and C"."""
    run: list[SchoolMatch] = []
    for match in mentions:
        between = text.low[run[-1].end : match.start].strip(" \n*-•()") if run else ""
        if run and not re.fullmatch(
            r"(?:,|and|&|;|/|or|, and|(?:(?:,|in|\() ?[\w ]{3,20}\)?(?: and|,|;)?))?", between
        ):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _beside_us(text: Text, mentions: Sequence[SchoolMatch], own: _Base) -> tuple[Found[str], ...]:
    """Return the writer's own school and those named beside it: "we and Holy Trinity"."""
    if own.school is None:
        return ()
    for run in _runs(text, mentions):
        if _US_AND.search(text.low[max(run[0].start - 30, 0) : run[0].start]) or _AND_US.match(
            text.low, run[-1].end
        ):
            others = [_found(m) for m in run if m.certain and m.certain != own.school.value]
            return (own.school, *others)
    return ()


def _one_named(text: Text, receiving: Sequence[SchoolMatch], own: _Base) -> Found[str] | None:
    """Return the one school that is named as receiving, if that outweighs the writer's own."""
    if not receiving:
        return None
    match = receiving[0]
    if own.school is None or own.school.value == match.certain:
        return own.school or _found(match)
    before = text.low[max(match.start - 50, 0) : match.start]
    return _found(match) if _STRONG_BEFORE.search(before) else None


def _only(
    text: Text, mentions: Sequence[SchoolMatch], elsewhere: Sequence[tuple[str, SchoolMatch]]
) -> Found[str] | None:
    """Return the only school that is named at all, other than as one that helps."""
    for where, match in elsewhere:
        if match.certain and where == "signature":
            return _found(match, where)
    named = [
        match
        for match in mentions
        if not _GIVES_BEFORE.search(text.low[max(match.start - 40, 0) : match.start].rstrip())
        and not _HELPED_BEHIND.match(text.low, match.end)
    ]
    certain = {match.certain for match in named if match.certain}
    if len(certain) == 1:
        return _found(next(match for match in named if match.certain))
    titled = [match for where, match in elsewhere if where == "subject" and match.certain]
    if len(titled) == 1 and not certain:
        return _found(titled[0], "subject")
    return None


def _among(
    candidates: Sequence[str],
    mentions: Sequence[SchoolMatch],
    elsewhere: Sequence[tuple[str, SchoolMatch]],
) -> Found[str] | None:
    """Return the one school of a shared domain that the text's own vague name fits, too."""
    vague = [m for m in (*mentions, *(match for _, match in elsewhere)) if m.candidates]
    for match in vague:
        both = [id_ for id_ in match.candidates if id_ in candidates]
        if len(both) == 1:
            return Found(both[0], "address", sure=True, words=match.words)
    return None


def _candidates(
    own: _Base, mentions: Sequence[SchoolMatch], elsewhere: Sequence[tuple[str, SchoolMatch]]
) -> tuple[str, ...]:
    named = [*mentions, *(match for _, match in elsewhere)]
    ids = [id_ for match in named for id_ in (match.certain, *match.candidates) if id_]
    return tuple(dict.fromkeys(ids or own.candidates))


def _group(text: Text) -> Found[str] | None:
    if "schools" not in text.low and "primaries" not in text.low and "academies" not in text.low:
        return None
    match = _GROUP.search(text.low)
    if match is None or text.low[: match.start()].endswith(("other ", "local ", "teaching ")):
        return None
    words = text.original[match.start() : match.end()]
    return Found(words, "message", match["count"] not in {"the", "some", "all", "our"}, words)


def _count(group: Found[str] | None) -> int | None:
    if group is None:
        return None
    match = _GROUP.search(group.value.lower())
    if match is None:
        return None
    count = match["count"]
    return int(count) if count.isdigit() else _NUMBERS.get(count)


def _complete(group: Found[str] | None, receiving: Sequence[SchoolMatch]) -> bool:
    count = _count(group)
    return count is None or count <= len(receiving)


def _wants_more(group: Found[str] | None) -> bool:
    """Whether a group is spoken of by number, though one school is all that is known of it."""
    return (_count(group) or 1) > 1


def base_school(
    schools: SchoolIndex, known: str | None, addresses: Sequence[tuple[str, str]]
) -> tuple[Found[str] | None, tuple[str, ...]]:
    """Return the school a writer is at: the directory's word for the address, else the school whose
    domain it is. `addresses` come with the place they stood in, the first author's first.
    """
    if known is not None:
        return Found(known, "directory", sure=True), ()
    for address, where in addresses:
        match = schools.by_domain(address)
        if match.certain is not None:
            return Found(match.certain, where, sure=True, words=address), ()
        if match.candidates:
            return None, match.candidates
    return None, ()
