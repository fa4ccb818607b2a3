"""Whether all of a reply is made of phrases from a list, laid side by side like tiles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.reading.plain.courtesies import BESIDE, CHOICES, patterns_of

_LONGEST_PHRASE = 16
_LONGEST_REPLY = 150
"""Words beyond which a reply is not plain, whatever it says."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """What may be said: `saying` is what it is about, `beside` what may stand next to that."""

    saying: re.Pattern[str]
    beside: re.Pattern[str]

    @classmethod
    def of(cls, saying: str, beside: str = "", **choices: str) -> "Tiles":
        """Make tiles of lines of patterns (`core.reading.answers.lines`), courtesies added."""
        known = CHOICES | choices
        extra = patterns_of(beside, known) if beside.strip() else ()
        return cls(
            re.compile("|".join(patterns_of(saying, known))),
            re.compile("|".join((*BESIDE, *extra))),
        )

    def fit(self, clauses: Sequence[str]) -> bool:
        """Whether each clause is made of these alone, and one at least says what it is about."""
        if sum(len(clause.split()) for clause in clauses) > _LONGEST_REPLY:
            return False
        heard = [self._lay(clause.split()) for clause in clauses]
        return None not in heard and True in heard

    def _lay(self, words: Sequence[str]) -> bool | None:
        """Return whether words say what it is about; None: they cannot be laid with these tiles."""
        reached: list[bool | None] = [False, *([None] * len(words))]
        for start in range(len(words)):
            said = reached[start]
            if said is None:
                continue
            for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
                phrase = " ".join(words[start:end])
                if self.saying.fullmatch(phrase):
                    reached[end] = True
                elif self.beside.fullmatch(phrase):
                    reached[end] = bool(reached[end]) or said
        return reached[-1]
