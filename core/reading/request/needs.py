"""The need in the head's own words, and the distinct needs where one mail holds several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.reading.amounts import amounts_in
from core.reading.cues import Cue
from core.reading.phases import StageMention, in_order
from core.reading.request.anatomy import Part, Said
from core.reading.specialisms.context import Standing
from core.reading.specialisms.reading import Mention, Vocabulary
from core.reading.wording import Text

_ARRANGEMENT = re.compile(
    r"\b(?:budget|invoice|pay|paid|fund\w*|p\.?o\.?|purchase order|board|eip|cost)\b|£"
)
_INTRODUCTION = re.compile(
    r"(?:this is|my name is|i'?m|i am|its|it's) (?:\w+[ ,]*){1,9}(?:here|at|from|of|head|"
    r"headteacher)\b|urn:? \d"
)
_ON_BEHALF = re.compile(
    r"\bon (?:the )?behalf of\b|\basked me to\b|\bon (?:her|his|their) behalf\b"
)
_SEVERAL = re.compile(
    r"\b(?:two|three|couple of|few) (?:things|requests|needs|areas|issues|points)\b"
)
_BARE = 8
"""Words up to which a sentence without a subject or a difficulty says nothing of the need."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need of a mail, in its own words. `half_days` where the mail says them for this need."""

    text: str
    specialisms: tuple[str, ...] = ()
    key_stages: tuple[str, ...] = ()
    half_days: int | None = None


def relevant(text: Text, said: Sequence[Said], mentions: Sequence[Mention]) -> tuple[Said, ...]:
    """Return the sentences that say what is needed; none if the mail does not say it."""
    about = {
        id(one)
        for one in said
        for m in mentions
        if _holds(one, m) and m.standing > Standing.PRAISED
    }
    forwarded = any(one.forwarded for one in said)
    kept = [
        one
        for one in said
        if one.part is Part.BODY
        and _matters(text, one, about=id(one) in about)
        and (one.forwarded or not forwarded or id(one) in about or one.has(Cue.TROUBLE))
    ]
    if any(id(one) in about or _tells(text, one) for one in kept):
        return tuple(kept)
    return ()


def _holds(one: Said, mention: Mention) -> bool:
    return one.sentence.first <= mention.first < one.sentence.last


def _tells(text: Text, one: Said) -> bool:
    """Whether a sentence says a need though it names no specialism."""
    words = one.sentence.last - one.sentence.first
    if one.has(Cue.TROUBLE):
        return words > 3
    low = text.low[one.sentence.start : one.sentence.end]
    return (one.has(Cue.ASK) and one.has(Cue.HELP) and words >= 10) or bool(
        re.search(r"\bstandards? \d|\bts ?\d", low)
    )


def _matters(text: Text, one: Said, *, about: bool) -> bool:
    """Whether a sentence may belong to the need: not one on arrangements, money or the writer."""
    if about:
        return not one.has(Cue.CHASE | Cue.CANCEL)
    low = text.low[one.sentence.start : one.sentence.end]
    if one.has(Cue.TROUBLE):
        return True
    if one.has(Cue.ADMIN | Cue.CHASE | Cue.CANCEL | Cue.NEWS) or _SEVERAL.search(low):
        return False
    helps = one.has(Cue.ASK) and one.has(Cue.HELP)
    if not helps and (
        _INTRODUCTION.match(low) or _ON_BEHALF.search(low) or _ARRANGEMENT.search(low)
    ):
        return False
    return helps or one.sentence.last - one.sentence.first > _BARE


def in_own_words(text: Text, kept: Sequence[Said]) -> str:
    """Return sentences as they were written; those that stood side by side keep what was
    between.
    """
    runs: list[tuple[int, int]] = []
    for one in kept:
        start, end = one.sentence.start, one.sentence.end
        if runs and not text.original[runs[-1][1] : start].strip(" \t\n*•-"):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return "\n".join(text.original[start:end] for start, end in runs)


def separate(
    text: Text,
    kept: Sequence[Said],
    mentions: Sequence[Mention],
    stages: Sequence[StageMention],
    sure: Sequence[str],
    vocabulary: Vocabulary,
    half_days: int | None,
) -> tuple[Need, ...]:
    """Return the distinct needs: one for each specialism that is asked for, near ones named in one
    sentence together. `sure` are the specialisms of the mail, `half_days` what it asks for in all.
    """
    if not kept:
        return ()
    spoken = _spoken_of(kept, mentions, sure)
    groups = _grouped(spoken, sure, vocabulary)
    if len(groups) <= 1:
        return (_need(text, kept, tuple(sure), stages, half_days),)
    parts = ((group, [one for one in kept if spoken[id(one)] & set(group)]) for group in groups)
    return tuple(_need(text, part, group, stages, _days(text, part)) for group, part in parts)


def _spoken_of(
    kept: Sequence[Said], mentions: Sequence[Mention], sure: Sequence[str]
) -> Mapping[int, frozenset[str]]:
    """Say of each sentence which specialisms it is about: those it names, else those before it."""
    spoken: dict[int, frozenset[str]] = {}
    before: frozenset[str] = frozenset(sure)
    for one in kept:
        named = frozenset(m.slug for m in mentions if _holds(one, m) and m.slug in sure)
        before = named or before
        spoken[id(one)] = before
    return spoken


def _grouped(
    spoken: Mapping[int, frozenset[str]], sure: Sequence[str], vocabulary: Vocabulary
) -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = []
    for slug in sure:
        for group in groups:
            if any(_belong(slug, other, spoken, vocabulary) for other in group):
                group.append(slug)
                break
        else:
            groups.append([slug])
    return tuple(tuple(group) for group in groups)


def _belong(
    one: str, other: str, spoken: Mapping[int, frozenset[str]], vocabulary: Vocabulary
) -> bool:
    near = one in vocabulary.near(other) or other in vocabulary.near(one)
    return near and any({one, other} <= slugs for slugs in spoken.values())


def _need(
    text: Text,
    kept: Sequence[Said],
    slugs: tuple[str, ...],
    stages: Sequence[StageMention],
    half_days: int | None,
) -> Need:
    spans = [(one.sentence.start, one.sentence.end) for one in kept]
    named = in_order(
        stage
        for mention in stages
        if any(start <= mention.start < end for start, end in spans)
        for stage in mention.stages
    )
    return Need(in_own_words(text, kept), slugs, named, half_days)


def _days(text: Text, kept: Sequence[Said]) -> int | None:
    values = {amount.half_days for amount in amounts_in(text, kept) if amount.sure}
    return values.pop() if len(values) == 1 else None
