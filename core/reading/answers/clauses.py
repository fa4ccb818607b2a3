"""A sentence of a reply in its clauses, each with the word that joins it to the one before."""

import re
from dataclasses import dataclass

from core.reading.answers.conditions import HARD, SOFT

_LIMITS_ON = (
    r"(?:not (?:on |in |before |during |more )|no more|maximum|at most|only|up to|must|"
    r"not (?:mon|tue|wed|thu|fri)|(?:\d[\d.]*|two|three|four|five|six|ten) (?:half )?days?\b)"
)
_BREAK = re.compile(
    rf"(?<!\S)(?:[.,;:!?()-](?!\S)|(?=(?:{HARD}|(?<!any day )(?<!anything )(?<!any days )(?<!every "
    rf"day "
    rf"){SOFT}))|(?=(?:and|so|then|therefore) (?:(?:i|we|yes|no|not)\b|"
    rf"{HARD}|{_LIMITS_ON}|she must|it must)))"
)
_HARD = re.compile(HARD)
_SOFT = re.compile(rf"(?:(?:and|so) )?{SOFT}")
_JOIN = re.compile(r"(?:(?:and|so|then|but|therefore|however|although|though)\b ?)+")


@dataclass(frozen=True, slots=True)
class Clause:
    """`covered[start:end]` of a sentence. `hard`: begins with "if" or its like. `soft`: with "but"
    or its like. `stopped`: a full stop, semicolon or dash stands before it.
    """

    start: int
    end: int
    text: str
    hard: bool
    soft: bool
    stopped: bool


def clauses(covered: str) -> list[Clause]:
    """Cut a sentence into clauses."""
    cut: list[Clause] = []
    at = 0
    stopped = True
    for match in _BREAK.finditer(covered):
        if match.start() > at or match.end() > match.start():
            _add(cut, covered, at, match.start(), stopped=stopped)
            stopped = bool(match[0]) and match[0] in ".;:!?-("
            at = match.end()
    _add(cut, covered, at, len(covered), stopped=stopped)
    return _joined(cut, covered)


def _add(cut: list[Clause], covered: str, start: int, end: int, *, stopped: bool) -> None:
    piece = covered[start:end]
    text = piece.strip()
    if text:
        start += len(piece) - len(piece.lstrip())
        hard, soft = _HARD.match(text) is not None, _SOFT.match(text) is not None
        cut.append(Clause(start, start + len(text), text, hard, soft and not hard, stopped))


def _joined(cut: list[Clause], covered: str) -> list[Clause]:
    """Join a lone "but" or "and only" to the words after it."""
    joined: list[Clause] = []
    for clause in cut:
        before = joined[-1] if joined else None
        if before is not None and _JOIN.fullmatch(before.text):
            text = covered[before.start : clause.end]
            joined[-1] = Clause(
                before.start,
                clause.end,
                text,
                clause.hard,
                before.soft or clause.soft,
                before.stopped,
            )
        else:
            joined.append(clause)
    return joined


def after_join(clause: Clause) -> int:
    """Return where a clause begins without "and", "but" and the like."""
    match = _JOIN.match(clause.text)
    return clause.start + (match.end() if match and match.end() < len(clause.text) else 0)
