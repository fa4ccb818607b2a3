"""A message cut into sentences and segments, each with the days, lengths and schools it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.reading.dates.reading import DateMention, find_dates
from core.reading.visits.lengths import Length, find_lengths
from core.reading.visits.names import Name
from core.reading.visits.schools import SchoolMention, find_schools, find_sure_schools
from core.reading.visits.text import CLAIMED, NOISE, claim

Mention = DateMention | Length | SchoolMention

_SENTENCE_END = re.compile(r"[!;\n]+|\?+|\.+(?=[\s)]|$)")
_SOFT_END = re.compile(
    r"[,&+:()/]+|(?<=\s)-+(?=\s)|-(?=\x02)|(?<=\x02)-|\b(?:and then|and|but|so|then|also|plus|"
    r"although|though|because|cos|coz|while|whilst|whereas|however|except|otherwise|followed by|"
    r"as well as|after which|having been)\b|\bafter(?= (?:an? |being |visiting |spending |doing ))"
)
_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)?|@")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence between commas, "and" and the like.

    `skeleton` is its words in lower case with DATE, LATER (a day said to be to come), LEN, SCH or
    NOSCH (a school that is not known) in the place of what was read.
    """

    skeleton: str
    mentions: tuple[Mention, ...]
    opening: str = ""
    """The word or mark that stands between it and the segment before."""

    @property
    def dates(self) -> list[DateMention]:
        """The days it names."""
        return [x for x in self.mentions if isinstance(x, DateMention)]

    @property
    def lengths(self) -> list[Length]:
        """The lengths it names."""
        return [x for x in self.mentions if isinstance(x, Length)]

    @property
    def schools(self) -> list[SchoolMention]:
        """The schools it names."""
        return [x for x in self.mentions if isinstance(x, SchoolMention)]

    @property
    def bare(self) -> bool:
        """Whether it says nothing but when, how long and where."""
        words = re.sub(r"\b(?:DATE|LATER|LEN|SCH|NOSCH)\b", "", self.skeleton).split()
        return all(x in _FILLERS or (x.isdigit() and int(x) <= _LAST_OF_A_MONTH) for x in words)


_LAST_OF_A_MONTH = 31
_FILLERS = frozenset(
    """
    a an the at in on for of from to @ was were been did done i we it my me had have just again too
    also yes please there here school only about around approx all this last week day days log
    visit visits session both each time spent support back ok pls thanks thank you x xx cheers hi
    hello ive i've am another more further extra additional second third fourth fifth put down add
    adding claim claiming record recording enter submit submitting final yet one went ahead as
    planned arranged agreed scheduled expected
    """.split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its segments, and whether it ends in a question mark."""

    segments: tuple[Segment, ...]
    asks: bool = False
    heads: bool = False
    """Whether it is a heading, with a colon or a new line after it: "Today:"."""


@dataclass(slots=True)
class _Cutter:
    """Cuts one text, whose mentions are known, into sentences and segments."""

    text: str
    mentions: Sequence[Mention]
    sentences: list[Sentence] = field(default_factory=list)

    def cut(self) -> list[Sentence]:
        masked = self.text
        for mention in self.mentions:
            masked = claim(masked, mention.start, mention.end)
        begin = 0
        for end in [*_SENTENCE_END.finditer(masked), None]:
            close = end.start() if end else len(masked)
            segments = tuple(self._segments(masked, begin, close))
            if segments:
                mark = end[0] if end else ""
                self.sentences.append(Sentence(segments, "?" in mark, "\n" in mark))
            elif end and "?" in end[0] and self.sentences:
                last = self.sentences[-1]
                self.sentences[-1] = Sentence(last.segments, asks=True)
            begin = end.end() if end else close
        return self.sentences

    def _segments(self, masked: str, begin: int, close: int) -> Iterator[Segment]:
        start, opening = begin, ""
        for end in [*_SOFT_END.finditer(masked.lower(), begin, close), None]:
            stop = end.start() if end else close
            segment = self._segment(start, stop, opening)
            if segment.skeleton:
                yield segment
                opening = ""
            opening = (opening + " " + end[0]).strip() if end else ""
            start = end.end() if end else close

    def _segment(self, start: int, stop: int, opening: str) -> Segment:
        mentions = [x for x in self.mentions if start <= x.start and x.end <= stop]
        words, here = list[str](), start
        for mention in mentions:
            words += _WORD.findall(self.text[here : mention.start].lower())
            words.append(_placeholder(mention))
            here = max(here, mention.end)
        words += _WORD.findall(self.text[here:stop].lower())
        kept = tuple(x for x in mentions if not (isinstance(x, Length) and x.kind == "noise"))
        return Segment(" ".join(x for x in words if x), kept, opening)


def _placeholder(mention: Mention) -> str:
    if isinstance(mention, DateMention):
        return "LATER" if mention.ahead else "DATE"
    if isinstance(mention, SchoolMention):
        return "SCH" if mention.options else "NOSCH"
    return "" if mention.kind == "noise" else "LEN"


def cut(text: str, on: date, names: Sequence[Name]) -> list[Sentence]:
    """Cut a plain message into sentences and read the days, lengths and schools in them."""
    mentions = _read(text, on, names)
    return _Cutter(text, mentions).cut()


def _read(text: str, on: date, names: Sequence[Name]) -> list[Mention]:
    """Read each kind of mention in what those before have left."""
    masked = text
    sure = find_sure_schools(masked, names)
    for school in sure:
        masked = claim(masked, school.start, school.end)
    dates, halves = _settle_halves(find_dates(masked, on), text)
    read: list[Mention] = [*dates, *halves]
    for mention in read:
        masked = claim(masked, mention.start, mention.end)
    lengths = [*halves, *find_lengths(masked)]
    for length in lengths:
        noise = length.kind == "noise"
        masked = claim(masked, length.start, length.end, NOISE if noise else CLAIMED)
    schools = find_schools(_reveal(masked, text, sure), names)
    mentions: list[Mention] = [*dates, *lengths, *schools]
    return sorted(mentions, key=lambda x: (x.start, x.end))


def _reveal(masked: str, text: str, schools: Sequence[SchoolMention]) -> str:
    """Return the text as masked, with the schools that were read first legible again."""
    for school in schools:
        masked = masked[: school.start] + text[school.start : school.end] + masked[school.end :]
    return masked


def _settle_halves(dates: list[DateMention], text: str) -> tuple[list[DateMention], list[Length]]:
    """Tell "1/2" the half day from the first of February: alone it is neither for certain."""
    halves = [x for x in dates if text[x.start : x.end] == "1/2"]
    others = [x for x in dates if x not in halves]
    if not halves:
        return dates, []
    if others:
        return others, [Length(x.start, x.end, "rate", 1) for x in halves]
    masked = claim(text, halves[0].start, halves[0].end)
    if len(halves) == 1 and any(x.kind != "noise" for x in find_lengths(masked)):
        return halves, []
    return [DateMention(x.start, x.end, ()) for x in halves], []
