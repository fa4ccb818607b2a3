"""Which of the open deployments' schools a message names, and names that fit none of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.reading.everyday import COMMON_WORDS, is_common
from core.reading.visits.names import Fit, Name, fit, stem
from core.reading.visits.text import CLAIMED
from core.reading.visits.words import PLACE_NOUNS, PLACE_QUALIFIERS

_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)?")
_GAP = re.compile(r"[ .,'-]{0,3}")
_TITLES = frozenset("mr mrs ms miss dr sir madam rev fr sister".split())
_PLACING = frozenset("at @ visited visiting into near".split())
_PLACING_NAMES = frozenset("in for from to with".split())
_MOVING = frozenset(
    "went been got go back over popped travelled drove trip visit visits returned came along gone "
    "get getting going headed made".split()
)
_TYPE_NOUNS = frozenset("primary academy infants infant juniors junior college school".split())
_ENDS_A_PLACE = frozenset(
    "on for this all and with then today yesterday from but so as again please thanks too also "
    "while where who i we half full am pm last".split()
)
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class SchoolMention:
    """Where a text names a school, and which of the known ones it may be: none, one or several."""

    start: int
    end: int
    options: frozenset[int]
    every: bool = False
    """"Both schools": all of the options, not one of them."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    low: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a text with the gaps between them."""

    text: str
    words: tuple[_Word, ...]

    def gap(self, index: int) -> str:
        """Return what stands before a word."""
        opens = self.words[index - 1].end if index else 0
        return self.text[opens : self.words[index].start]

    def after(self, index: int) -> str:
        """Return what stands right after a word."""
        end = self.words[index].end
        closes = self.words[index + 1].start if index + 1 < len(self.words) else len(self.text)
        return self.text[end:closes]

    def low(self, index: int) -> str:
        """Return a word in lower case; nothing beyond the ends or across a break."""
        return self.words[index].low if 0 <= index < len(self.words) else ""


def find_sure_schools(text: str, names: Sequence[Name]) -> list[SchoolMention]:
    """Find names that are spelt as known: read before dates and lengths, so that "March Primary"
    is no month.
    """
    line = _line(text)
    found = []
    for mention, told in _known(line, names):
        word = text[mention.start : mention.end].lower()
        own = word.isalpha() and any(stem(word) in x.core for x in names) and not is_common(word)
        if mention.options and (told >= 2 or own):
            found.append(mention)
    return found


def find_schools(text: str, names: Sequence[Name]) -> list[SchoolMention]:
    """Find every school that a text names, known or not, in what is not yet claimed."""
    line = _line(text)
    known = [mention for mention, _ in _known(line, names)]
    unknown = [
        x for x in _unknown(line) if not any(y.start < x.end and x.start < y.end for y in known)
    ]
    every = _both(text, len(names))
    return sorted((*known, *unknown, *every), key=lambda x: x.start)


def _both(text: str, schools: int) -> Iterator[SchoolMention]:
    for match in re.finditer(r"\b(?:both|two) (?:of )?(?:my |the )?schools\b", text.lower()):
        yield SchoolMention(match.start(), match.end(), frozenset(range(schools)), every=True)


def _line(text: str) -> _Line:
    words = (
        _Word(x.start(), x.end(), x[0].lower(), x[0][0].isupper()) for x in _WORD.finditer(text)
    )
    return _Line(text, tuple(words))


# --- known schools ------------------------------------------------------------------------------


def _known(line: _Line, names: Sequence[Name]) -> Iterator[tuple[SchoolMention, int]]:
    """Yield each mention of known schools with how many words tell which."""
    index = 0
    while index < len(line.words):
        fits = _fits_at(line, index, names)
        if not fits:
            index += 1
            continue
        mention, length = _mention(line, index, fits)
        yield mention, max(x.told for x in fits.values())
        index += length


def _fits_at(line: _Line, index: int, names: Sequence[Name]) -> dict[int, Fit]:
    if line.low(index - 1) in _TITLES and line.gap(index).strip() in ("", "."):
        return {}
    words = _run(line, index)
    capital = line.text[line.words[index].start : line.words[index].end].isupper()
    fits = {
        number: found
        for number, name in enumerate(names)
        if (found := fit(words, name, located=_located(line, index), capital=capital)) is not None
    }
    if line.words[index].low in COMMON_WORDS and not _meant(line, index):
        fits = {k: x for k, x in fits.items() if x.told > 1}
    return {k: x for k, x in fits.items() if x.core or _alone(line, index, words, x, names[k])}


def _meant(line: _Line, index: int) -> bool:
    """Whether an ordinary word is a school's name here: "at Hope", "Hope Tues am"."""
    before = line.low(index - (2 if line.low(index - 1) == "the" else 1))
    placed = before in _PLACING or before in _PLACING_NAMES or "@" in line.gap(index)
    return placed or line.after(index).strip(" -:,").startswith(CLAIMED)


def _run(line: _Line, index: int) -> list[str]:
    """Return the words from one on that nothing but spaces and the like keeps apart."""
    words = [line.words[index].low]
    for more in range(index + 1, min(index + _LONGEST_NAME, len(line.words))):
        if not _GAP.fullmatch(line.gap(more)):
            break
        words.append(line.words[more].low)
    return words


def _located(line: _Line, index: int) -> bool:
    """Whether a school is to be expected here: "at …", "to the …", or a log that begins with it."""
    before = index - 1
    if line.low(before) == "the" and not line.gap(index).strip():
        before -= 1
    word = line.low(before)
    if "@" in line.gap(index):
        return True
    return (
        word in _PLACING
        or word in _PLACING_NAMES
        or word in ("today", "and", "then")
        or before < 0
        or bool(line.gap(index).strip(" "))
    )


def _alone(line: _Line, index: int, words: Sequence[str], found: Fit, name: Name) -> bool:
    """Whether a town or a kind of school stands for its school: "the Thornsea school", "at the
    juniors", but not "the junior team".
    """
    if stem(words[0]) in name.town:
        return _located(line, index)
    before = line.low(index - 1)
    follows = words[found.length] if found.length < len(words) else ""
    last = index + found.length - 1
    closed = not follows or follows in _ENDS_A_PLACE or bool(line.after(last).strip(" "))
    return before == "the" and closed


def _mention(line: _Line, index: int, fits: dict[int, Fit]) -> tuple[SchoolMention, int]:
    """Return the schools that fit best; none if what is said beside rules them out."""
    best = max((x.told, x.likeness) for x in fits.values())
    kept = {k: x for k, x in fits.items() if (x.told, x.likeness) == best}
    length = max(x.length for x in kept.values())
    options = frozenset(k for k, x in kept.items() if not x.contradicted)
    if _another_place(line, index, length):
        options = frozenset()
    start, end = line.words[index].start, line.words[index + length - 1].end
    return SchoolMention(start, end, options), length


def _another_place(line: _Line, index: int, length: int) -> bool:
    """Whether the words around make it another place: "Upper Oakfield", "Oakfield Park"."""
    follows = index + length
    after = line.low(follows) if follows < len(line.words) and line.gap(follows) == " " else ""
    before = line.low(index - 1) if line.gap(index) == " " else ""
    return after in PLACE_NOUNS or before in PLACE_QUALIFIERS


# --- names that are not known -------------------------------------------------------------------


def _unknown(line: _Line) -> Iterator[SchoolMention]:
    """Yield words in the place of a school's name that are neither known nor ordinary."""
    index = 0
    while index < len(line.words):
        length = _unknown_at(line, index)
        if length:
            start, end = line.words[index].start, line.words[index + length - 1].end
            yield SchoolMention(start, end, frozenset())
        index += length or 1


def _unknown_at(line: _Line, index: int) -> int:
    """Return how many words from here on name a school that is not known; 0: none."""
    word = line.words[index]
    if (
        word.low in ("st", "saint")
        and index + 1 < len(line.words)
        and line.gap(index + 1).strip(". ") == ""
    ):
        return 2 if line.low(index + 1).replace("'", "").isalpha() else 0
    if word.low in COMMON_WORDS or len(word.low) < 3 or not word.low.replace("'", "").isalpha():
        return 0
    if line.low(index - 1) in _TITLES or line.text[word.end :][:1] == ":":
        return 0
    length = _name_length(line, index)
    if _is_placed(line, index) or _is_typed(line, index, length):
        return length
    if not is_common(word.low) and _is_logged(line, index, length):
        return length
    return 0


def _name_length(line: _Line, index: int) -> int:
    length = 1
    while index + length < len(line.words) and line.gap(index + length) == " ":
        word = line.words[index + length]
        if not (word.low in PLACE_NOUNS or (word.capital and not is_common(word.low))):
            break
        length += 1
    return length


def _is_placed(line: _Line, index: int) -> bool:
    """Whether it stands where a place must: "at Priory", "back from Priory", "in Priory"."""
    before = index - 1
    if line.low(before) == "the" and line.gap(index) == " ":
        before -= 1
    if "@" in line.gap(index):
        return True
    if CLAIMED in line.gap(index) or line.gap(index).strip():
        return False
    if _owns(line, index):
        return False
    preposition, moved = line.low(before), line.low(before - 1) in _MOVING
    if preposition in _PLACING:
        return True
    if preposition in ("to", "from"):
        return moved or (line.words[index].capital and preposition == "from")
    return preposition in ("in", "for", "supporting", "supported") and line.words[index].capital


def _owns(line: _Line, index: int) -> bool:
    """Whether it is somebody's: "in Jane's class"."""
    follows = line.low(index + 1) if line.after(index) == " " else ""
    return line.low(index).endswith("'s") and follows in COMMON_WORDS - _ENDS_A_PLACE


def _is_typed(line: _Line, index: int, length: int) -> bool:
    """Whether a kind of school follows: "Priory Primary"."""
    follows = index + length
    if follows >= len(line.words) or line.gap(follows) != " ":
        return False
    return line.low(follows) in _TYPE_NOUNS and line.words[index].capital


def _is_logged(line: _Line, index: int, length: int) -> bool:
    """Whether it stands in a log beside a date or a length: "Priory Tues am", "full day Priory"."""
    before, after = line.gap(index), line.after(index + length - 1)
    starts = (
        index == 0 or bool(before.strip(" " + CLAIMED)) or line.low(index - 1) in ("and", "then")
    )
    beside_after = after.strip(" -:,").startswith(CLAIMED) and "\n" not in after
    beside_before = before.rstrip(" -:").endswith(CLAIMED) and before.endswith(" ")
    ends = index + length >= len(line.words) or bool(after.strip(" "))
    if starts and beside_after:
        return True
    return beside_before and (ends or line.low(index + length) in ("and", "then"))
