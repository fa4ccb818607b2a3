"""A text made ready for reading: cleaned, folded to plain lower case, cut into words and sentences.

Every offset is one into `Text.original`, so that what is found can be quoted in the writer's words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_REMOVED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\f\v", " "),
        **dict.fromkeys("\u2022\u25cf\u25aa\u25e6\u2023\u00b7", "*"),
        "\u00d7": "x",
        "\u0130": "I",  # the one letter whose lower case is two characters long
    }
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STOP = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\s[;-]\s(?=also\b|secondly\b)")
_ITEM = re.compile(
    r"\s*(?:[*+>|\u2610-\u2612-]|\(?\d{1,2}[.)](?!\d)|\(?[a-hA-H][.)]|[A-Z][^.!?:]{2,40}:)\s"
)
_ABBREVIATED = frozenset(
    """mr mrs ms dr st rev fr approx eg ie etc inc no nos yr yrs vs dept tel ext incl max
    min""".split()
)
_LONGEST_SENTENCE = 800
"""Characters after which a sentence is cut: what is said of a word stands near it, and reading
takes no longer for a text without an end.
"""
_LINE_IS_FULL = 56
"""Characters from which on a line is taken to have been broken by a mail program, not by hand."""


def clean(text: str) -> str:
    """Return the text with plain line ends and without characters nobody sees."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _REMOVED.sub("", text)


def fold(text: str) -> str:
    """Return the text in lower case with plain quotes, dashes and spaces, character for
    character.
    """
    return (text if text.isascii() else text.translate(_FOLDED)).lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, bullet or short line: `original[start:end]`, `words[first:last]`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words (folded) and their offsets."""

    original: str
    low: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        """Make a text ready for reading."""
        original = clean(text)
        low = fold(original)
        matches = list(_WORD.finditer(low))
        return cls(
            original,
            low,
            tuple([match[0] for match in matches]),
            tuple([match.start() for match in matches]),
            tuple([match.end() for match in matches]),
        )

    def quote(self, first: int, last: int) -> str:
        """Return the words `first` to before `last` as they were written."""
        return self.original[self.starts[first] : self.ends[last - 1]]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if index + 1 >= len(self.words):
            return self.low[self.ends[index] :]
        return self.low[self.ends[index] : self.starts[index + 1]]

    def word_at(self, offset: int) -> int:
        """Return the index of the word that holds an offset, or else of the one before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def sentences(self) -> tuple[Sentence, ...]:
        """Cut the text into sentences. Lines that a mail program has broken are joined."""
        cut: list[Sentence] = []
        for start, end in _spans(self.original, self.low):
            first = bisect_right(self.ends, start)
            last = bisect_right(self.starts, end - 1)
            if last > first:
                cut.append(Sentence(start, end, first, last))
        return tuple(cut)


def _spans(original: str, low: str) -> Iterator[tuple[int, int]]:
    for start, end in _blocks(original):
        at = start
        for stop in _STOP.finditer(low, start, end):
            if stop.end() < end and _is_abbreviation(original, low, stop):
                continue
            yield from _trimmed(original, at, stop.end())
            at = stop.end()
        yield from _trimmed(original, at, end)


def _trimmed(original: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        cut = original.rfind(" ", start, start + _LONGEST_SENTENCE) + 1
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        yield from _trimmed(original, start, cut)
        start = cut
    piece = original[start:end]
    kept = piece.strip()
    if kept:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(kept)


def _is_abbreviation(original: str, low: str, stop: re.Match[str]) -> bool:
    if stop[0] != ".":
        return False
    at = stop.start()
    word = at
    while word > 0 and low[word - 1].isalnum():
        word -= 1
    after = original[stop.end() : stop.end() + 4].lstrip()[:1]
    if at - word == 1 and low[word].isalpha():
        dotted = low[word - 1 : word] == "."
        return after.islower() or (not dotted and after.isupper() and low[word] != "i")
    if low[word:at].isdigit():
        return low[low.rfind("\n", 0, word) + 1 : word].strip(" *>(-") == ""
    return low[word:at] in _ABBREVIATED and after != ""


def _blocks(original: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines that read on from one to the next."""
    start = at = 0
    before = ""
    for line in original.split("\n"):
        if before and not _reads_on(before, line):
            yield start, at
            start = at
        if not line.strip():
            start = at + len(line) + 1
            before = ""
        else:
            before = line
        at += len(line) + 1
    if before:
        yield start, len(original)


def _reads_on(before: str, line: str) -> bool:
    bare = line.lstrip()
    if not bare or _ITEM.match(line) or before.rstrip().endswith((".", "!", "?", ":", ";")):
        return False
    return bare[0].islower() or len(before.rstrip()) >= _LINE_IS_FULL
