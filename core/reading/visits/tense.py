"""When a segment speaks of: a visit done, one to come, or either ("I'm at Oakfield on Tuesday")."""

import re

from core.reading.visits.cues import WHICH_DATE, Ask, corrects
from core.reading.visits.moods import DONE, Mood, kept_from, mood_of
from core.reading.visits.segments import Segment

_PRESENT = re.compile(
    r"\b(?:i'?m|am|is|are|we'?re|i am) (?:\w+ )?(?:at|in|with|back|doing|on)\b|^(?:and )?back\b|"
    r"^(?:doing|visiting|working|going|spending|delivering|running|leading|supporting|coaching|"
    r"observing|seeing|meeting|attending|covering|teaching|joining|returning)\b|\b(?:i have|i've|"
    r"ive|we have|we've|have|got) (?:got )?(?:a |an )?(?:SCH|NOSCH|DATE|LEN)\b"
)


def settled_mood(segment: Segment) -> Mood:
    """Return a segment's mood; "back there Tuesday" without a length is a plan."""
    mood = mood_of(segment)
    if (
        mood is Mood.PLANNED
        and corrects(segment.skeleton)
        and not any(x.ahead for x in segment.dates)
    ):
        return Mood.UNSAID
    if mood is Mood.UNSAID and not segment.lengths and kept_from(segment.skeleton):
        return Mood.CANCELLED if segment.schools else Mood.ELSEWHERE
    if mood in (Mood.UNSAID, Mood.DONE) and unclear_tense(segment) and not segment.lengths:
        return Mood.PLANNED
    return mood


def unclear_tense(segment: Segment) -> set[Ask]:
    """Ask for the date of "I'm at Oakfield on Tuesday", which may be past or to come."""
    fixed = [x for x in segment.dates if not x.relative and not x.vague]
    if not fixed or not _PRESENT.search(segment.skeleton) or DONE.search(segment.skeleton):
        return set()
    return {WHICH_DATE}
