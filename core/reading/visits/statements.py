"""What the sentences of a message state, each in the light of those around it."""

import re
from collections.abc import Sequence

from core.reading.dates.reading import DateMention
from core.reading.visits.moods import Mood
from core.reading.visits.plainness import depends
from core.reading.visits.schools import SchoolMention
from core.reading.visits.segments import Sentence
from core.reading.visits.sentence import SentenceReader, Statement, is_of_the_visit, with_doubt


def read_statements(sentences: Sequence[Sentence]) -> list[Statement]:
    """Read each sentence of a message in turn."""
    statements: list[Statement] = []
    heading: Mood | None = None
    introduced = True
    for sentence in sentences:
        statement = SentenceReader(sentence, heading, introduced=introduced).read()
        introduced = introduced and statement.introduces
        heading = statement.heads_mood or (heading if not statement.done else None)
        if _cancels_back(sentence, statement) and statements:
            _withdraw(statements[-1])
        elif _unsettles_back(sentence) and statements:
            statements[-1].parts = [with_doubt(x) for x in statements[-1].parts]
        statements.append(statement)
    return statements


def _cancels_back(sentence: Sentence, statement: Statement) -> bool:
    """Whether a sentence that names nothing says of the one before that it came to nothing."""
    alone = not any(x.mentions for x in sentence.segments)
    return alone and Mood.CANCELLED in statement.moods and is_of_the_visit(sentence.segments[0])


def _unsettles_back(sentence: Sentence) -> bool:
    """Whether a sentence that names nothing takes back certainty: "TBC.", "Not!"."""
    alone = not any(x.mentions for x in sentence.segments)
    text = " ".join(x.skeleton for x in sentence.segments)
    return alone and (depends(text) or _TAKEN_BACK.fullmatch(text) is not None)


_TAKEN_BACK = re.compile(r"not|not really|no|nope|only joking|just kidding|maybe|perhaps|i think")


def _withdraw(statement: Statement) -> None:
    if statement.done and any(x.segment.lengths for x in statement.parts):
        return
    statement.aside += [x.segment for x in statement.parts]
    statement.parts.clear()


def days_aside(statement: Statement) -> list[DateMention]:
    """List the days that a sentence names beside the visit: "cancelled today so went to …"."""
    return [x for segment in statement.aside for x in segment.dates if not x.ahead and x.days]


def schools_aside(statement: Statement) -> list[SchoolMention]:
    """List the schools that a sentence names beside the visit."""
    return [x for segment in statement.aside for x in segment.schools if x.options]
