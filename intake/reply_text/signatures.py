"""Lines a mail carries that its writer did not write for this mail: signatures, banners,
disclaimers, "Sent from my phone". Where in doubt a line is the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.reply_text.introductions import next_filled
from intake.reply_text.labels import RULE
from intake.reply_text.wording import (
    ANSWERING,
    BANNER,
    BANNER_TAG,
    BANNER_WARNING,
    CLOSING,
    CLOSING_WITH_NAME,
    CONTACT,
    DELIMITER,
    DISCLAIMER,
    LINKED_APP,
    LIST_FOOTER,
    MOBILE,
    MOBILE_BEGINNINGS,
    MY_DEVICE,
    NAME_WORD,
    PARTICLES,
    PERSONAL,
    PLACEHOLDER,
    STRICT_DELIMITER,
    THANKING,
    TITLE,
    WORKING_DAYS,
)

MAX_SIGNATURE = 25
"""Filled lines a signature may have; longer is taken for text."""

_NAME_AND_MORE = 2  # thanks and a name are the writer's; thanks and a block are a signature

_MOTTO_WORDS = 14
_LONGEST_CLOSING = 60


def set_aside(lines: Sequence[str], *, opening: bool) -> list[bool]:
    """For each line whether it is signature, banner or disclaimer; ``opening`` marks the first run.

    Never all of the first run: a mail that is nothing but a name keeps it.
    """
    marked = [False] * len(lines)
    if opening:
        _mark_banner(lines, marked)
    _mark_disclaimers(lines, marked)
    for number, line in enumerate(lines):
        if is_mobile_line(line):
            marked[number] = True
    last = _last_unmarked(lines, marked)
    start = _signature_start(lines, marked, last, opening=opening)
    if start is not None:
        for number in range(start, last + 1):
            marked[number] = True
    return marked


def is_mobile_line(line: str) -> bool:
    """Whether a phone or app signed here: "Sent from my iPhone", "Get Outlook for iOS"."""
    if len(line) > 200 or line.lstrip(" *_[(")[:3].lower() not in MOBILE_BEGINNINGS:
        return False
    return bool(MOBILE.match(line) or MY_DEVICE.match(line) or LINKED_APP.match(line))


def _last_unmarked(lines: Sequence[str], marked: Sequence[bool]) -> int:
    last = len(lines) - 1
    while last >= 0 and (marked[last] or not lines[last].strip() or RULE.match(lines[last])):
        last -= 1
    return last


def _mark_banner(lines: Sequence[str], marked: list[bool]) -> None:
    """Mark up to three warnings that a mail gateway put above the text."""
    number = next_filled(lines, 0)
    for _ in range(3):
        if number >= len(lines):
            return
        tag = BANNER_TAG.match(lines[number][:200])
        end = number + 1 if tag else _banner_end(lines, number)
        marked[number:end] = [True] * (end - number)
        if end == number:
            return
        number = next_filled(lines, end)


def _banner_end(lines: Sequence[str], start: int) -> int:
    """Where the warning that opens at ``start`` ends; ``start`` itself when it is none."""
    together = " ".join(lines[start : start + 3])[:1_000]
    if not BANNER.match(lines[start][:200]) or not BANNER_WARNING.search(together):
        return start
    end = start + 1
    while end < min(start + 6, len(lines)) and lines[end].strip():
        wrapped = lines[end - 1].rstrip()[-1:] not in (".", "!", "?", ":", "]", ")", "*", ">")
        if not wrapped and not BANNER_WARNING.search(lines[end][:1_000]):
            break
        end += 1
    return end


def _mark_disclaimers(lines: Sequence[str], marked: list[bool]) -> None:
    """Mark each paragraph that opens as a disclaimer, with the drawn lines around it."""
    number, found = 0, False
    while number < len(lines):
        at_paragraph = (
            number == 0
            or not lines[number - 1].strip()
            or marked[number - 1]
            or (RULE.match(lines[number - 1]) is not None)
        )
        if at_paragraph and DISCLAIMER.match(lines[number][:400]):
            found = True
            while number < len(lines) and lines[number].strip():
                marked[number] = True
                number += 1
        else:
            number += 1
    if found:
        _mark_rules(lines, marked)


def _mark_rules(lines: Sequence[str], marked: list[bool]) -> None:
    for number in range(len(lines) - 1, -1, -1):
        if marked[number] or not lines[number].strip():
            continue
        if not RULE.match(lines[number]):
            return
        marked[number] = True


def _signature_start(
    lines: Sequence[str], marked: Sequence[bool], last: int, *, opening: bool
) -> int | None:
    filled = [n for n in range(last + 1) if lines[n].strip() and not marked[n]]
    tail = filled[-MAX_SIGNATURE - 1 :]
    for find in (_after_delimiter, _list_footer, _after_closing, _contact_block):
        start = find(lines, tail)
        if start is not None and (not opening or any(n < start for n in filled)):
            return start
    return None


def _after_delimiter(lines: Sequence[str], tail: Sequence[int]) -> int | None:
    for position, number in enumerate(tail):
        if not DELIMITER.match(lines[number]):
            continue
        below = [lines[n] for n in tail[position + 1 :]]
        if STRICT_DELIMITER.match(lines[number]) or _is_appended(below):
            return number
    return None


def _is_appended(below: Sequence[str]) -> bool:
    """Whether what stands under a bare "--" is a signature: people also draw lines in a text."""
    if _all_signature(below):
        return bool(below)
    return len(below) <= 3 and not any(ANSWERING.search(line[:200]) for line in below)


def _list_footer(lines: Sequence[str], tail: Sequence[int]) -> int | None:
    for number in tail[-7:]:
        if (RULE.match(lines[number]) or DELIMITER.match(lines[number])) and any(
            LIST_FOOTER.search(lines[n][:300]) for n in tail if n > number
        ):
            return number
    return None


def _after_closing(lines: Sequence[str], tail: Sequence[int]) -> int | None:
    """The closing phrase nearest the top under which everything is signature."""
    for position, number in enumerate(tail):
        line = lines[number]
        if len(line) > _LONGEST_CLOSING:
            continue
        below = [lines[n] for n in tail[position + 1 :]]
        if CLOSING.match(line):
            if not below or _signs(below):
                return number
        elif (
            len(below) >= _NAME_AND_MORE
            and (THANKING.match(line) or CLOSING_WITH_NAME.match(line))
            and _signs(below)
        ):
            return number
    return None


def _signs(below: Sequence[str]) -> bool:
    """Whether a name, then nothing but signature, stands under a closing phrase."""
    rest = list(below)
    while rest and (CLOSING.match(rest[0]) or THANKING.match(rest[0])):
        rest.pop(0)
    if not rest:
        return True
    first = rest[0].strip()
    named = _is_name(first) or CONTACT.search(first[:300]) is not None
    alone = len(rest) == 1 and re.fullmatch(r"[a-z]{2,15}", first) and not ANSWERING.search(first)
    return bool((named and _all_signature(rest)) or alone)


def _contact_block(lines: Sequence[str], tail: Sequence[int]) -> int | None:
    """A last paragraph that opens with a name and gives ways to reach its bearer."""
    start = len(tail)
    while start > 0 and (start == len(tail) or tail[start] - tail[start - 1] == 1):
        start -= 1
    block = [lines[n] for n in tail[start:]]
    if len(block) < 2 or start == 0 or tail[start] - tail[start - 1] == 1:
        return None
    introduced = lines[tail[start - 1]].rstrip().endswith(":")
    contacts = sum(1 for line in block if CONTACT.search(line[:300]))
    if introduced or not contacts or not _is_name(block[0]) or not _all_signature(block):
        return None
    return tail[start]


def _all_signature(lines: Sequence[str]) -> bool:
    reachable = False
    for number, line in enumerate(lines):
        if not _is_signature_line(line, number) and not (reachable and _is_motto(line)):
            return False
        reachable = reachable or CONTACT.search(line[:300]) is not None
    return True


def _is_motto(line: str) -> bool:
    """What schools put under their address: nobody is spoken to and nothing is answered."""
    return (
        len(line.split()) <= _MOTTO_WORDS
        and not PERSONAL.search(line)
        and not ANSWERING.search(line)
    )


def _is_signature_line(line: str, number: int) -> bool:
    line = line.strip()
    if len(line) > 200:
        return False
    if RULE.match(line) or PLACEHOLDER.match(line) or is_mobile_line(line):
        return True
    if number >= 2 and WORKING_DAYS.match(line):
        return True
    contact = CONTACT.search(line) is not None
    if line[-1] in "?!." and not contact and not TITLE.search(line):
        return False
    words = line.rstrip("!. ").split()
    if contact:
        return len(words) <= 20 and not re.search(r"\b(?:please|i|we|you)\b", line, re.IGNORECASE)
    return _is_name(line) or (
        len(words) <= 12 and TITLE.search(line) is not None and _capitalised(words)
    )


def _is_name(line: str) -> bool:
    """One to six capitalised words, none of which could answer a question."""
    words = line.split()
    return (
        0 < len(words) <= 6
        and len(line) <= 60
        and not ANSWERING.search(line)
        and line.rstrip()[-1] not in ".?!:;"
        and _capitalised(words)
        and any(word[0].isalpha() or word[0] in "(\"'*_" for word in words)
    )


def _capitalised(words: Sequence[str]) -> bool:
    return all(
        word.lower() in PARTICLES or word[0].isdigit() or word[0].isupper() or NAME_WORD.match(word)
        for word in words
    )
