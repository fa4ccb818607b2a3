"""Which weekdays a week is said with: "Tues and Thurs last week", "Last week: Mon …, Wed …"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.reading.dates.words import Said

_SENTENCE_END = re.compile(r"[!?\n]|\.(?=\s|$)")
_HEADING = re.compile(r"\s*(?::|-\s|\n)")
_JOINED = re.compile(r"[\s,:(-]*(?:\b(?:on|of|in|the|for)\b\s*){0,3}")
_BREAK = re.compile(r"[,;&+]|\b(?:and|but|then|so)\b")
_SAME_LIST = re.compile(
    r"(?:\b(?:am|pm|mornings?|afternoons?|full|half|all|whole|days?|a|twilights?|in|for|to|and|"
    r"on)\b|"
    r"[\s,&+/-])*"
)


def share_weeks(said: Sequence[Said], low: str) -> list[Said]:
    """Give each weekday the week said with it, or the week that may be meant with it.

    A week after a list belongs to that list, a week before weekdays to those that follow, a week
    as a heading to all of them. Weekdays elsewhere that it may also be meant for become unclear.
    """
    shared, used = list(said), set[int]()
    for index, item in enumerate(said):
        if item.kind == "week" and _share(shared, index, low):
            used.add(index)
    return [x for index, x in enumerate(shared) if index not in used]


def _share(said: list[Said], index: int, low: str) -> bool:
    """Hand one week out; whether any weekday took it."""
    week, (opens, closes) = said[index], _sentence(said[index], low)
    before = [i for i in _weekdays(said, range(index - 1, -1, -1)) if said[i].start >= opens]
    after = _weekdays(said, range(index + 1, len(said)))
    near = [i for i in after if said[i].start < closes]
    heading = _HEADING.match(low, week.end) is not None and not before
    if heading and after:
        sure = after
    elif near and (not before or _JOINED.fullmatch(low[week.end : said[near[0]].start])):
        sure = near
    elif before and (not near or _joined_back(said, before[0], index, low)):
        sure = _list_before(said, before, low)
    else:
        sure = []
    unsure = [i for i in (*before, *after) if i not in sure] if sure or (before and near) else []
    _mark(said, sure, unsure, week)
    return bool(sure)


def _mark(said: list[Said], sure: list[int], unsure: list[int], week: Said) -> None:
    for i in sure:
        said[i] = replace(said[i], week=week, other_week=None, ahead=week.ahead)
    for i in unsure:
        if said[i].week is None:
            said[i] = replace(said[i], other_week=week)


def _weekdays(said: Sequence[Said], indexes: range) -> list[int]:
    """List the plain weekdays in one direction, up to the next week that is said."""
    found: list[int] = []
    for i in indexes:
        if said[i].kind == "week":
            break
        if said[i].plain_weekday and said[i].week is None:
            found.append(i)
    return found


def _joined_back(said: Sequence[Said], weekday: int, week: int, low: str) -> bool:
    return _BREAK.search(low[said[weekday].end : said[week].start]) is None


def _list_before(said: Sequence[Said], before: Sequence[int], low: str) -> list[int]:
    """Return the weekdays of the list that ends nearest to the week."""
    sure = [before[0]]
    for i in before[1:]:
        between = low[said[i].end : said[sure[-1]].start]
        if len(between) > 40 or not _SAME_LIST.fullmatch(between):
            break
        sure.append(i)
    return sure


def _sentence(said: Said, low: str) -> tuple[int, int]:
    opens = 0
    for end in _SENTENCE_END.finditer(low):
        if end.start() >= said.end:
            return opens, end.start()
        opens = end.end()
    return opens, len(low)
