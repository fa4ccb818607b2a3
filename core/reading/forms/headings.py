"""Which question of a form a heading stands for, slightly changed headings included.

A heading that may stand for two questions stands for neither: it is reported, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process

from core.reading.wording import clean, fold

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset(
    "a an and any are at be by for from have i in is it of on or our please should that the to "
    "we will would you your".split()
)
_SHORT_FOR = {
    "po": ("purchase", "order"),
    "no": ("number",),
    "nos": ("number",),
    "num": ("number",),
    "ks": ("key", "stage"),
    "ts": ("teacher", "standard"),
}
_LONGEST_LABEL = 120
_MOST_WORDS = 16
_MISSPELT_FROM = 90
"""The likeness, of 100, from which on a heading is taken for a misspelt title."""
_CLEARLY_BETTER = 6
_MORE_WORDS = 2


class Fit(IntEnum):
    """How well a heading fits a title."""

    PARTLY = 1
    MISSPELT = 2
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The questions (their indices) a heading may stand for: one, or several that fit alike."""

    questions: tuple[int, ...]
    fit: Fit

    @property
    def certain(self) -> int | None:
        """The one question it stands for."""
        return self.questions[0] if len(self.questions) == 1 else None


@dataclass(frozen=True, slots=True)
class _Title:
    words: tuple[str, ...]
    content: tuple[str, ...]
    line: str

    @classmethod
    def of(cls, words: tuple[str, ...]) -> "_Title":
        content = tuple(word for word in words if word not in _LITTLE) or words
        return cls(words, content, " ".join(words))


def plain_words(label: str) -> tuple[str, ...]:
    """Return a label's words: lower case, singular, no punctuation or bracketed remarks."""
    bare = _IN_BRACKETS.sub(" ", fold(clean(label))).replace("'", "")
    words = (_SHORT_FOR.get(word, (word,)) for word in _WORD.findall(bare))
    return tuple(_singular(word) for full in words for word in full)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


class Titles:
    """The titles of a form's questions, ready to be recognised."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = [_Title.of(plain_words(title)) for title in titles]
        self._lines = [title.line for title in self._titles]
        self._known = {word for title in self._titles for word in title.content}

    def match(self, label: str, among: frozenset[int]) -> Match | None:
        """Return which of the questions `among` a label stands for; None if for none."""
        if len(label) > _LONGEST_LABEL:
            return None
        words = plain_words(label)
        if not words or len(words) > _MOST_WORDS:
            return None
        asked = _Title.of(words)
        for fit, fitting in (
            (Fit.EXACT, self._exact),
            (Fit.MISSPELT, self._misspelt),
            (Fit.PARTLY, self._partly),
        ):
            found = tuple(i for i in fitting(asked) if i in among)
            if found:
                return Match(found, fit)
        return None

    def _exact(self, asked: _Title) -> list[int]:
        same = [i for i, title in enumerate(self._titles) if title.words == asked.words]
        if same:
            return same
        content = sorted(asked.content)
        return [i for i, title in enumerate(self._titles) if sorted(title.content) == content]

    def _misspelt(self, asked: _Title) -> list[int]:
        if len(asked.line) < 5:
            return []
        cutoff = _MISSPELT_FROM - _CLEARLY_BETTER
        near = process.extract(asked.line, self._lines, scorer=fuzz.ratio, score_cutoff=cutoff)
        if not near or near[0][1] < _MISSPELT_FROM:
            return []
        return [index for _, score, index in near if near[0][1] - score < _CLEARLY_BETTER]

    def _partly(self, asked: _Title) -> list[int]:
        content = frozenset(asked.content)
        if not content & self._known or content <= _LITTLE:
            return []
        fewer = [i for i, title in enumerate(self._titles) if content < frozenset(title.content)]
        if len(fewer) > 1:
            opening = [i for i in fewer if _opens(self._titles[i], asked)]
            return opening if len(opening) == 1 else fewer
        return fewer or [i for i, title in enumerate(self._titles) if _is_within(title, content)]


def _opens(title: _Title, asked: _Title) -> bool:
    return title.content[: len(asked.content)] == asked.content


def _is_within(title: _Title, content: frozenset[str]) -> bool:
    """Whether a heading holds a whole title of several words, and little else."""
    own = frozenset(title.content)
    return 1 < len(own) < len(content) <= len(own) + _MORE_WORDS and own < content
