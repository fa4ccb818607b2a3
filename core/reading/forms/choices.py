"""Which of a question's choices an answer names: by its own word, or by a word of the help."""

import re
from collections.abc import Mapping, Sequence

from core.reading.wording import clean, fold

_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.;\n]")
_JOIN = re.compile(r"\s*(?:[,/&+;\n]|\band\b|\bplus\b|\bthen\b|\bwith\b)\s*")
_OPEN = re.compile(
    r"\b(?:or|not|no|neither|either|if|maybe|perhaps|possibly|whether|unless|hop(?:e|ing)|could|"
    r"might|unsure|depend\w*|without|except|rather|instead|both|but)\b|n't\b|\?"
)
_BOX = re.compile(r"[\[(][ \t]*(?P<x>[xX\u2713\u2714]?)[ \t]*[\])]|[\u2610-\u2612\u2705]")
_TICK = re.compile(r"[\u2705\u2713\u2714]\ufe0f?")
_EMPTY_BOX = "\u2610"
_HALF = re.compile(r"(?<![\d.])0\.5(?!\d)|½|(?<![\d/])1/2(?![\d/])")
_LITTLE = frozenset(
    "a an the of by from for in on at to as is it are be will would we our us i my your you please "
    "this that paid pay pays paying funded funding fund thanks thank one only just mainly all day "
    "days counts count choose".split()
)
_MOST_WORDS = 16


def choose(answer: str, choices: Sequence[str], help_: str) -> str | None:
    """Return the choice that an answer names; None if it names none, or not clearly one."""
    plain = _plain(answer)
    for choice in choices:
        if _words(plain) == _words(choice):
            return choice
    if _OPEN.search(plain) or len(plain.split()) > _MOST_WORDS:
        return None
    names = _names(choices, help_)
    named: set[str] = set()
    for part in _JOIN.split(plain):
        hits = {names[word] for word in _words(part) if word in names}
        if not hits and any(word not in _LITTLE for word in _words(part)):
            return None
        named |= hits
    return named.pop() if len(named) == 1 else None


def speaks_of(answer: str, choices: Sequence[str], help_: str) -> frozenset[str]:
    """Return every choice that an answer speaks of, whatever it says of it."""
    names = _names(choices, help_)
    return frozenset(names[word] for word in _words(_plain(answer)) if word in names)


def _plain(answer: str) -> str:
    return " ".join(_HALF.sub("half", fold(clean(ticked(answer)))).split())


def ticked(answer: str) -> str:
    """Return what stands at the ticks if there are any: "[ ] own [x] eip", "eip ✓"; else all."""
    boxes = list(_BOX.finditer(answer))
    if len(boxes) > 1:
        ends = [*(box.start() for box in boxes[1:]), len(answer)]
        pieces = zip(boxes, ends, strict=True)
        return "\n".join(answer[box.end() : end].strip() for box, end in pieces if _is_ticked(box))
    if any(_is_ticked(box) for box in boxes):
        return _BOX.sub(" ", answer).strip()
    lines = [line for line in answer.split("\n") if _TICK.search(line)]
    return _TICK.sub(" ", "\n".join(lines) or answer).strip()


def _is_ticked(box: re.Match[str]) -> bool:
    return bool(box["x"]) or box[0][0] not in f"[({_EMPTY_BOX}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _WORD.findall(fold(text).replace("'", "")))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def _names(choices: Sequence[str], help_: str) -> Mapping[str, str]:
    """Return the words that stand for one choice alone."""
    little = {_singular(word) for word in _LITTLE}
    own = _only_one({choice: set(_words(choice)) - little for choice in choices})
    glosses: dict[str, set[str]] = {choice: set() for choice in choices}
    for clause in _CLAUSE.split(help_):
        words = set(_words(clause)) - little
        about = {own[word] for word in words if word in own}
        if len(about) == 1:
            glosses[about.pop()] |= words - own.keys()
    return {**_only_one(glosses), **own}


def _only_one(words: Mapping[str, set[str]]) -> dict[str, str]:
    """Return each word that belongs to one choice only."""
    found: dict[str, str] = {}
    several: set[str] = set()
    for choice, its in words.items():
        several |= its & found.keys()
        found.update(dict.fromkeys(its, choice))
    return {word: choice for word, choice in found.items() if word not in several}
