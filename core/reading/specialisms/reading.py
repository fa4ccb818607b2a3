"""Which specialisms a text asks help for. A wrong one is worse than a question, so that what is
only mentioned, denied or said of the past is not taken for a need.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from core.reading.cues import Speaks, cued
from core.reading.found import Found
from core.reading.phrases import Hit, PhraseBook
from core.reading.specialisms.context import (
    Standing,
    denial,
    is_bystander,
    is_undecided,
    standing,
)
from core.reading.specialisms.guards import DECOYS, GUARDS, Guard
from core.reading.specialisms.words import OFTEN_MISSPELT, SPECIALISMS, Specialism
from core.reading.wording import Sentence, Text

__all__ = ["SPECIALISMS", "VOCABULARY", "Mention", "Specialism", "Vocabulary", "find_specialisms"]

EARLY_YEARS = "early-years"
_WITHIN = frozenset("in across at into from throughout through between our".split())
_PUPILS = frozenset(
    "to through year yr years teacher teachers class classes children pupils staff baseline".split()
)
_LINKS = frozenset(("for", "of", "in"))
_NO_GUARD = Guard()


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a phrase means; a decoy means nothing."""

    slug: str | None
    guard: Guard
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A specialism said as the words `first` to before `last`, and how it stands there.
    `bystander`: it is only the subject of somebody who is there.
    """

    slug: str
    first: int
    last: int
    standing: Standing
    loose: bool
    bystander: bool = False


class Vocabulary:
    """The specialisms of an alliance and all the words for them, ready for reading."""

    def __init__(self, specialisms: Iterable[Specialism] = SPECIALISMS) -> None:
        self._specialisms = {one.slug: one for one in specialisms}
        self._exact: dict[tuple[str, ...], str] = {}
        phrases: dict[str, _Meaning] = {decoy: _Meaning(None, _NO_GUARD) for decoy in DECOYS}
        for one in self._specialisms.values():
            for phrase, loose in _phrases(one):
                guard = GUARDS.get(phrase, _NO_GUARD)
                phrases.setdefault(phrase, _Meaning(one.slug, guard, loose))
                self._exact.setdefault(tuple(phrase.split()), one.slug)
        for word in OFTEN_MISSPELT:
            if word in phrases:
                for slip in _slips(word):
                    phrases.setdefault(slip, phrases[word])
        self._book: PhraseBook[_Meaning] = PhraseBook(phrases.items())
        self.words: frozenset[str] = frozenset(
            word for phrase in phrases for word in phrase.split() if len(word) > 2
        )

    @classmethod
    def of(cls, slugs: Iterable[str]) -> "Vocabulary":
        """Make the vocabulary of an alliance that lists these specialisms, known ones or its
        own.
        """
        known = {one.slug: one for one in SPECIALISMS}
        return cls(known.get(slug, Specialism(slug, _title(slug))) for slug in slugs)

    def extended(self, *specialisms: Specialism) -> "Vocabulary":
        """Return a vocabulary with further specialisms, or others in place of those of the
        same slug.
        """
        return Vocabulary({**self._specialisms, **{s.slug: s for s in specialisms}}.values())

    def __iter__(self) -> Iterator[Specialism]:
        return iter(self._specialisms.values())

    def __contains__(self, slug: object) -> bool:
        return slug in self._specialisms

    def title(self, slug: str) -> str:
        """Return what people read for a slug."""
        one = self._specialisms.get(slug)
        return one.title if one is not None else _title(slug)

    def near(self, slug: str) -> tuple[str, ...]:
        """Return the specialisms whose leaders often help with this one too."""
        one = self._specialisms.get(slug)
        return tuple(s for s in one.near if s in self._specialisms) if one is not None else ()

    def slug_of(self, name: str) -> str | None:
        """Return the specialism that a table's cell names outright ("Maths", "SEND"), else
        None.
        """
        if name.strip() in self._specialisms:
            return name.strip()
        return self._exact.get(Text.of(name).words)

    def mentions(self, text: Text, sentences: Sequence[Speaks]) -> tuple[Mention, ...]:
        """Return every specialism mentioned in these sentences, with how it stands there."""
        found: list[Mention] = []
        for one in sentences:
            found.extend(self._in_sentence(text, one.sentence, one.cues))
        return tuple(found)

    def _in_sentence(self, text: Text, sentence: Sentence, cues: int) -> Iterator[Mention]:
        words = text.words[sentence.first : sentence.last]
        hits = [
            Hit(hit.first + sentence.first, hit.last + sentence.first, hit.meaning)
            for hit in self._book.find(words)
            if hit.meaning.slug is not None
        ]
        hits = [hit for hit in hits if _means_it(text, sentence, hit)]
        hits = [hit for hit in hits if not _is_setting(text, hit, hits)]
        denied = [
            denial(text, sentence, text.starts[hit.first], text.ends[hit.last - 1]) for hit in hits
        ]
        firm = {
            hit.meaning.slug
            for hit, how in zip(hits, denied, strict=True)
            if how is None and not hit.meaning.loose
        }
        undecided = len(firm) > 1 and is_undecided(text, sentence)
        for hit, no in zip(hits, denied, strict=True):
            slug = hit.meaning.slug
            assert slug is not None
            how = no
            if how is None:
                alone = len(firm) <= 1
                how = standing(text, sentence, cues, hit.first, hit.last, alone=alone)
            if undecided:
                how = min(how, Standing.MENTIONED)
            beside = is_bystander(text, sentence, hit.first, hit.last)
            yield Mention(slug, hit.first, hit.last, how, hit.meaning.loose, beside)

    def find(self, text: str) -> tuple[Found[str], ...]:
        """Return the specialisms a text asks help for, certain ones first to be used; what may be
        meant only where none is certain.
        """
        read = Text.of(text)
        return settle(read, self.mentions(read, cued(read, read.sentences())), "message")


@cache
def vocabulary_of(slugs: tuple[str, ...]) -> Vocabulary:
    """Return the vocabulary of an alliance's list, made once; the usual one for an empty list."""
    return Vocabulary.of(slugs) if slugs else VOCABULARY


def find_specialisms(text: str, vocabulary: Vocabulary | None = None) -> tuple[Found[str], ...]:
    """Return the specialisms a text asks help for, by the alliance's vocabulary if one is
    given.
    """
    return (vocabulary or VOCABULARY).find(text)


def settle(text: Text, mentions: Sequence[Mention], where: str) -> tuple[Found[str], ...]:
    """Return the specialisms that mentions add up to: those asked for; else the only one spoken of;
    else all that may be meant, none of them sure.
    """
    latest = {m.slug: m.standing for m in mentions}
    mentions = [m for m in mentions if latest[m.slug] is not Standing.DENIED]
    firm = [m for m in mentions if not m.loose and m.standing > Standing.MENTIONED]
    asked = [m for m in firm if m.standing is Standing.ASKED] or firm
    sure = any(m.standing is Standing.ASKED for m in asked) or len({m.slug for m in asked}) == 1
    if not asked:
        asked = [m for m in mentions if m.standing > Standing.PRAISED]
    asked = [m for m in asked if not _gives_way(text, m)] or asked
    wanted = {m.slug for m in asked if not m.bystander} or {m.slug for m in asked}
    found: dict[str, Found[str]] = {}
    for m in sorted(asked, key=lambda m: m.slug not in wanted):
        certain = sure and m.slug in wanted
        found.setdefault(m.slug, Found(m.slug, where, certain, text.quote(m.first, m.last)))
    return tuple(found.values())


def _gives_way(text: Text, mention: Mention) -> bool:
    """Whether a mention of leading or of the curriculum gives way to a subject asked for beside it,
    as "subject leadership" or "our wider curriculum" do, "leadership of the curriculum" does not.
    """
    words = " ".join(text.words[mention.first : mention.last])
    named = "lead" in words and ("curriculum" in words or "cpd" in words or "development" in words)
    return mention.slug in _ABOUT_LEADING and not named


def _phrases(one: Specialism) -> Iterator[tuple[str, bool]]:
    for phrase in one.words:
        yield phrase, False
    title = " ".join(Text.of(one.title).words)
    for phrase in (title, one.slug.replace("-", " ")):
        if phrase:
            yield phrase, False
    for phrase in one.loose:
        yield phrase, True


def _title(slug: str) -> str:
    return slug.replace("-", " ").strip().capitalize()


def _slips(word: str) -> Iterator[str]:
    """Yield a word with one letter left out or two neighbours swapped."""
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]


def _means_it(text: Text, sentence: Sentence, hit: Hit[_Meaning]) -> bool:
    guard = hit.meaning.guard
    if guard is _NO_GUARD:
        return True
    before = text.words[hit.first - 1] if hit.first > sentence.first else ""
    behind = text.words[hit.last] if hit.last < sentence.last else ""
    if before in guard.not_after or behind in guard.not_before:
        return False
    if guard.only_after or guard.only_before:
        bare = sentence.last - sentence.first <= 4
        return before in guard.only_after or behind in guard.only_before or bare
    return not guard.capitals or _in_capitals(text, sentence, hit)


def _in_capitals(text: Text, sentence: Sentence, hit: Hit[_Meaning]) -> bool:
    if not text.quote(hit.first, hit.last).isupper() or text.gap(hit.last - 1).startswith(":"):
        return False
    around = text.original[sentence.start : sentence.end]
    return not around.isupper() or sentence.last - sentence.first <= 2


def _is_setting(text: Text, hit: Hit[_Meaning], hits: Sequence[Hit[_Meaning]]) -> bool:
    """Say whether a phrase only says where or how another specialism is meant: "maths in EYFS",
    "the history curriculum", "our Reception teacher" beside "phonics".
    """
    others = [o for o in hits if o.meaning.slug != hit.meaning.slug and not o.meaning.loose]
    if not others:
        return False
    if any(other.last == hit.first for other in others) and hit.meaning.slug in _GENERAL:
        return True
    if hit.meaning.slug in _GENERAL and hit.last < len(text.words):
        linked = text.words[hit.last] in _LINKS
        if linked and any(other.first == hit.last + 1 for other in others):
            return True
    if hit.meaning.slug != EARLY_YEARS:
        return False
    before = text.words[hit.first - 1] if hit.first else ""
    behind = text.words[hit.last] if hit.last < len(text.words) else ""
    return before in _WITHIN or behind in _PUPILS


_GENERAL = frozenset(
    (
        "leadership-of-curriculum",
        "leadership-of-cpd",
        "assessment",
        "initial-teacher-training-and-early-career-teachers",
    )
)
"""Specialisms that, said right behind a subject, are part of it: "maths assessment"."""

_ABOUT_LEADING = frozenset(("leadership-of-curriculum", "leadership-of-cpd"))
"""Specialisms of leading as such."""

VOCABULARY = Vocabulary()
"""The vocabulary of an alliance that has no list of its own."""
