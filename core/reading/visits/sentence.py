"""What a sentence states: which of its segments speak of a visit done, and what the rest is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.reading.everyday import is_common
from core.reading.visits.cues import (
    HOW_LONG,
    WHICH_DATE,
    Ask,
    corrects,
    counts,
    discounts,
    doubts_of,
    hedges_of,
    intended_lengths,
    is_just_now,
    is_question,
    is_remote,
    is_shortened,
    is_tag,
    log_asked_for,
    negated_mentions,
    replacing_length,
    says_sorry,
)
from core.reading.visits.lengths import Length
from core.reading.visits.moods import DONE, Mood, is_outing, kept_from, mood_of
from core.reading.visits.plainness import depends, introduces, is_plain
from core.reading.visits.segments import Mention, Segment, Sentence
from core.reading.visits.tense import settled_mood, unclear_tense
from core.reading.visits.units import Part


@dataclass(slots=True)
class Statement:
    """A sentence, read: the parts about visits done, and what is said beside them."""

    parts: list[Part] = field(default_factory=list)
    aside: list[Segment] = field(default_factory=list)
    """Segments about plans, cancellations and other people, for the day and school they name."""
    moods: set[Mood] = field(default_factory=set)
    question: bool = False
    unsure: bool = False
    """Whether a log ends in a question mark."""
    corrected: bool = False
    discounted: bool = False
    shortened: bool = False
    just_now: bool = False
    heads_mood: Mood | None = None
    """What a heading says of the lines below it: "Upcoming visits:"."""
    introduces: bool = True
    """Whether the lines below a heading may be a report: not below "My timetable:"."""
    done: bool = False
    """Whether a verb says that something was done."""


_ABOUT_IT = re.compile(
    r"^(?:(?:it|it's|its|that|this|which|all|was|visit|the visit|session|sadly|unfortunately|"
    r"sorry|got|been|had|to be|being|due to snow|now|day|support|have|has|then|later|again|they|"
    r"head|school|the school|i|we|never|didn'?t|did|not) ?)*(?:cancel|call|postpon|re-?schedul|"
    r"re-?arrang|snowed|fell|happen|go|take|make|come|no show|off|couldn|put off|ill|sick|snow|"
    r"closed|because)"
)


def is_of_the_visit(segment: Segment) -> bool:
    """Whether a cancellation is the visit's and not that of something else."""
    return _ABOUT_IT.search(segment.skeleton) is not None


_ME = frozenset(("i", "me", "myself"))


def _with_me(segments: Sequence[Segment]) -> list[Segment]:
    """Join the names in "Jane and I were at …", so that they are one subject."""
    joined: list[Segment] = []
    for segment in segments:
        before = joined[-1] if joined else None
        names = before is not None and not before.mentions and len(before.skeleton.split()) <= 2
        if names and segment.opening in ("and", "&") and before is not None:
            me = before.skeleton in _ME or segment.skeleton.split()[0] in _ME
            if me:
                skeleton = f"{before.skeleton} and {segment.skeleton}"
                joined[-1] = replace(segment, skeleton=skeleton, opening=before.opening)
                continue
        joined.append(segment)
    return joined


_SHORT = 5
"""Words of a remark such as "I think", which is about what was said before it."""


class SentenceReader:
    """Goes through the segments of one sentence; what tells nothing goes on as before."""

    def __init__(self, sentence: Sentence, heading: Mood | None, *, introduced: bool) -> None:
        self.sentence = sentence
        self.out = Statement()
        self.mood = heading
        self.headed = heading is not None
        self.asking = False
        self.introduced = introduced
        """Whether all before the first mention may introduce a report."""

    def read(self) -> Statement:
        """Return what the sentence states."""
        for segment in self._segments():
            self.asking = self.asking or is_question(segment.skeleton, asks=self.sentence.asks)
            self._flags(segment)
            if self.asking:
                self.out.question = True
                if _CHECKING.search(segment.skeleton):
                    self.out.parts = [with_doubt(x) for x in self.out.parts]
                self.out.aside.append(segment)
            elif segment.mentions:
                self._state(segment)
            else:
                self._remark(segment)
        self._doubt_slashes()
        whole = " ".join(x.skeleton for x in self.sentence.segments)
        self.out.corrected = self.out.corrected or says_sorry(whole) or self._puts_right()
        if self.sentence.asks and not self.asking and not self._tagged(whole):
            self.out.unsure = True
        self._spread_remote()
        named = any(x.lengths or any(y.options for y in x.schools) for x in self.sentence.segments)
        if self.sentence.heads and not named and self.mood is not Mood.CANCELLED:
            self.out.heads_mood = self.mood
        self.out.introduces = self.introduced or not self.sentence.heads or named
        return self.out

    def _doubt_slashes(self) -> None:
        """Ask for the day of "half day Tues/Weds": it may be both, or one of them."""
        lengths = [x for segment in self.sentence.segments for x in segment.lengths]
        if len(lengths) != 1 or lengths[0].plural or lengths[0].each or lengths[0].visits != 1:
            return
        for index in range(1, len(self.out.parts)):
            pair = self.out.parts[index - 1 : index + 1]
            named = all(any(not y.relative for y in x.segment.dates) for x in pair)
            if named and pair[1].segment.opening == "/":
                for number, part in enumerate(pair, start=index - 1):
                    self.out.parts[number] = replace(part, doubts=part.doubts | {WHICH_DATE})

    def _goes_back(self, segment: Segment) -> bool:
        """Whether "again on Friday" is read as a day before the one said first: it is rather one
        to come.
        """
        anew = segment.skeleton.startswith("again") or segment.opening.endswith("then")
        said = [day for x in self.out.parts for y in x.segment.dates for day in y.days]
        here = [day for x in segment.dates for day in x.days]
        return anew and bool(said and here) and min(here) < max(said)

    def _segments(self) -> Iterator[Segment]:
        segments = _with_me(self.sentence.segments)
        for segment, following in zip(segments, [*segments[1:], None], strict=True):
            headed = following is not None and following.opening.startswith(":")
            asked = log_asked_for(segment.skeleton) if segment.mentions or headed else None
            yield segment if asked is None else replace(segment, skeleton=asked)

    def _tagged(self, whole: str) -> bool:
        return is_tag(self.sentence.segments[-1].skeleton) or log_asked_for(whole) is not None

    def _puts_right(self) -> bool:
        """Whether one thing is said instead of another of its kind: "not Tuesday, Wednesday"."""
        wrong = [y for x in self.sentence.segments for y in negated_mentions(x, denied=True)]
        kept = [y for x in self.out.parts for y in x.mentions]
        return any(type(x) is type(y) for x in wrong for y in kept)

    def _flags(self, segment: Segment) -> None:
        text = segment.skeleton
        self.out.corrected = self.out.corrected or (corrects(text) and not self.asking)
        self.out.discounted = self.out.discounted or discounts(text)
        self.out.shortened = self.out.shortened or is_shortened(text)
        self.out.just_now = self.out.just_now or is_just_now(text)
        self.out.done = self.out.done or DONE.search(text) is not None

    def _state(self, segment: Segment) -> None:
        """Take in a segment that names a day, a length or a school."""
        settled = settled_mood(segment)
        mood = self._going_on(segment, settled)
        if settled in (Mood.PLANNED, Mood.CANCELLED, Mood.ELSEWHERE):
            self._turn_list(segment, settled)
        self.mood = mood
        self.out.moods.add(mood)
        if _TRAILING_TAG.search(segment.skeleton):
            self.out.parts = [with_doubt(x) for x in self.out.parts]
        if mood not in (Mood.DONE, Mood.UNSAID):
            self.out.aside.append(segment)
            return
        kept = self._kept(segment)
        self.out.parts.append(
            Part(
                segment,
                kept,
                past=mood is Mood.DONE,
                shortened=is_shortened(segment.skeleton) and not replacing_length(segment),
                remote=is_remote(segment.skeleton),
                counted=counts(segment.skeleton),
                doubts=frozenset(self._doubts(segment)),
            )
        )

    def _doubts(self, segment: Segment) -> set[Ask]:
        """Return what a segment leaves in doubt, by what it says and by not being plain."""
        doubts = doubts_of(segment) | unclear_tense(segment)
        if self._goes_back(segment):
            doubts.add(WHICH_DATE)
        text = segment.skeleton
        exempt = doubts or self.out.corrected or counts(text) or intended_lengths(segment)
        exempt = exempt or negated_mentions(segment)
        if not exempt and not (is_plain(segment) and self.introduced):
            doubts.add(_least_certain(segment))
        return doubts

    def _kept(self, segment: Segment) -> tuple[Mention, ...]:
        """Return the mentions that hold: not what was denied, intended only or replaced."""
        dropped = negated_mentions(segment)
        if not corrects(segment.skeleton):
            dropped += intended_lengths(segment)
        last = replacing_length(segment)
        if last is not None:
            dropped += [x for x in segment.lengths if x is not last]
            self.out.parts = [replace(x, mentions=_without_lengths(x)) for x in self.out.parts]
        return tuple(x for x in segment.mentions if x not in dropped)

    def _going_on(self, segment: Segment, mood: Mood) -> Mood:
        """Return the mood of a segment that says none: that of the one before, mostly."""
        if mood is not Mood.UNSAID or self.mood is None:
            return mood
        listed = self.out.parts and _said_of_all(segment)
        if self.mood in (Mood.DONE, Mood.UNSAID) or listed:
            return Mood.UNSAID
        headed = self.headed or (segment.opening[:1] in (":", "-") and not self.out.aside)
        anew = segment.opening == "after" or (not headed and self._begins_anew(segment))
        return Mood.UNSAID if anew else self.mood

    def _begins_anew(self, segment: Segment) -> bool:
        """Whether a report begins beside something else: "Tues cancelled, Wed full day"."""
        dated = any(x.days and not x.ahead for x in segment.dates)
        if not segment.lengths or not dated:
            return False
        if segment.opening.split(" ")[-1] in (
            "but",
            "so",
            "while",
            "whereas",
            "though",
            "although",
        ):
            return True
        listed = segment.opening.split(" ")[-1] in ("and", "&", "+", "/", "then", "and then")
        over = any(x.over for x in segment.dates)
        return not listed and (self.mood is Mood.CANCELLED or (self.mood is Mood.PLANNED and over))

    def _remark(self, segment: Segment) -> None:
        """Take in a segment that names nothing but may tell of what was named before."""
        mood = mood_of(segment)
        if not self.out.parts:
            self.introduced = self.introduced and introduces(segment)
            if _HEADS_PLANS.fullmatch(segment.skeleton):
                mood = Mood.PLANNED
            if mood is not Mood.PLANNED or is_outing(segment.skeleton):
                self.out.moods.add(mood)
            if mood in (Mood.CANCELLED, Mood.PLANNED, Mood.ELSEWHERE):
                self.mood = mood
            return
        if (mood is Mood.CANCELLED and is_of_the_visit(segment)) or (
            mood is Mood.UNSAID and kept_from(segment.skeleton) and self._lengthless()
        ):
            self._turn(Mood.CANCELLED)
        elif mood is Mood.PLANNED and _TAGS.search(segment.skeleton):
            self._turn(Mood.PLANNED)
        else:
            self._doubt(segment)

    def _doubt(self, segment: Segment) -> None:
        last = self.out.parts[-1]
        if depends(segment.skeleton) or _names_somebody(segment):
            self.out.parts = [with_doubt(x) for x in self.out.parts]
            return
        hedged = not last.doubts and len(segment.skeleton.split()) <= _SHORT
        doubts = hedges_of(segment.skeleton, last.mentions) if hedged else set[Ask]()
        self.out.parts[-1] = replace(
            last,
            remote=last.remote or is_remote(segment.skeleton),
            shortened=last.shortened or is_shortened(segment.skeleton) or _falls_short(segment),
            counted=last.counted or counts(segment.skeleton),
            doubts=last.doubts | doubts,
        )

    def _lengthless(self) -> bool:
        return not any(x.segment.lengths for x in self.out.parts) and not self.out.done

    def _turn_list(self, segment: Segment, mood: Mood) -> None:
        """Say what a segment says of the list that it ends: "Tues am and Thurs pm I'll be at …"."""
        listed = _LISTED.match(segment.skeleton) and not _ONLY_LATER.fullmatch(segment.skeleton)
        joined = segment.opening in ("and", "&", "+", "/", ", and", "")
        if not listed or not self.out.parts:
            return
        lengthless = segment.opening == "," and not self.out.parts[-1].segment.lengths
        if not (joined or lengthless):
            return
        if self.out.done or any(_is_whole(x.segment) for x in self.out.parts):
            return
        self._turn(mood)

    def _turn(self, mood: Mood) -> None:
        """Say of what came before in the sentence that it did not happen or is to come."""
        self.out.aside += [x.segment for x in self.out.parts]
        self.out.parts.clear()
        self.out.moods.add(mood)
        self.mood = None

    def _spread_remote(self) -> None:
        """A call named apart from any school was the whole visit: "Oakfield today, phone call"."""
        if any(x.counted for x in self.out.parts):
            self.out.parts = [replace(x, counted=True) for x in self.out.parts]


_ONLY = re.compile(r"\b(?:only|just|missed|left|couldn'?t stay|didn'?t stay|not for)\b")
_CHECKING = re.compile(
    r"\b(?:confirm|check|(?:is|was) (?:that|it) (?:right|correct)|did i|have i|was it|am i right)\b"
)
_HEADS_PLANS = re.compile(
    r"(?:my |our |the )?(?:planned|plans?|upcoming|future|coming up|to come|proposed|booked|"
    r"scheduled|tentative|provisional|next)(?: (?:visits?|sessions?|days?|dates?|support))?"
)
_TRAILING_TAG = re.compile(
    r"\b(?:tbc|tbd|hopefully|provisionally|provisional|all being well|fingers crossed|"
    r"weather permitting|if (?:that|it|you|they|all|ok)\b.*)$"
)
_LISTED = re.compile(r"(?:on |at |the )*(?:DATE|LATER|LEN|SCH|NOSCH)\b")
_ONLY_LATER = re.compile(r"(?:(?:DATE|LATER|LEN|SCH|NOSCH|on|at|the|a|for|in|all|full|visit) ?)*")


def _falls_short(segment: Segment) -> bool:
    """Whether a remark takes back some of what was said: "…, but I only did the first session"."""
    return segment.opening.endswith("but") and _ONLY.search(segment.skeleton) is not None


def _names_somebody(segment: Segment) -> bool:
    """Whether a remark is only a name: "Full day at Oakfield (Jane)"."""
    words = segment.skeleton.split()
    unknown = all(x.isalpha() and not is_common(x) for x in words)
    return len(words) <= 2 and unknown and any(x in segment.opening for x in "(-:")


def with_doubt(part: Part) -> Part:
    """Return a part that has to be asked about."""
    return replace(part, doubts=part.doubts | {_least_certain(part.segment)})


def _without_lengths(part: Part) -> tuple[Mention, ...]:
    return tuple(x for x in part.mentions if not isinstance(x, Length))


def _least_certain(segment: Segment) -> Ask:
    """Return what to ask about words that are no plain report: past or to come, or how long."""
    return WHICH_DATE if any(not x.relative for x in segment.dates) else HOW_LONG


def _is_whole(segment: Segment) -> bool:
    """Whether a segment is a report by itself."""
    return bool(segment.schools and segment.dates and segment.lengths)


_TAGS = re.compile(
    r"^(?:(?:both|all|are|is|now|been|being|already|which|it's|its) )*(?:confirmed|booked|planned|"
    r"arranged|scheduled|pencilled|in the diary|agreed|sorted|works? for)\b|^(?:hopefully|tbc|"
    r"all being well|fingers crossed|weather permitting|provisional\w*|to be confirmed|"
    r"(?:i )?hope|plan)\b"
)


def _said_of_all(segment: Segment) -> bool:
    """Whether a segment is only a length for all days of a list: "…, full days"."""
    lengths = segment.lengths
    return len(lengths) == len(segment.mentions) and all(x.each or x.plural for x in lengths)
