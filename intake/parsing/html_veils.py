"""Words of an HTML mail that its reader does not see as said: struck out, or hidden by style.

What is seen decides what somebody means, and what is hidden may be a trick or an accident of an
editor. So nothing is guessed: whoever reads an answer can ask for the words both ways.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.parsing.html_scan import Scanner, Tag

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_VOID = frozenset("area base br col embed hr img input link meta source wbr".split())
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VEILING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:(?:0|0?\.0+)(?![.\d])|mso-hide:all|"
    r"line-through|(?:max-)?(?:height|width):0(?![.\d])[^;]*;(?:.*;)?overflow:hidden|"
    r"overflow:hidden;(?:.*;)?(?:max-)?(?:height|width):0(?![.\d])|"
    r"(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\(0|clip-path:|"
    r"transform:scale\(0|-webkit-text-fill-color:transparent|\\"
)
_SIZE = re.compile(r"(?<![-\w])font(?:-size)?:([^;]*)")
_NUMBER = re.compile(r"(\d{0,6}\.?\d{1,6})(em|rem|%)?")
_TINIEST = {"em": 0.1, "rem": 0.1, "%": 10.0, "": 1.0}
_COLOUR = re.compile(r"(?<![-\w])color:([^;]*)")
_GROUND = re.compile(r"background(?:-color)?:([^;]*)")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"\.([\w-]+)")
_NAMED = {"white": "ffffff", "black": "000000", "snow": "fffafa", "ivory": "fffff0"}
_LONGEST_SHEETS = 100_000
_NEAR = 24  # of 255: closer than that, nobody tells letters from their ground


@dataclass(frozen=True, slots=True)
class _Look:
    """How text at one place looks; ``veiled`` cannot be undone further in, the rest can."""

    veiled: bool = False
    tiny: bool = False
    colour: str = "000000"
    ground: str = "ffffff"

    @property
    def unseen(self) -> bool:
        return self.veiled or self.tiny or _alike(self.colour, self.ground)


def has_veiled_words(source: str) -> bool:
    """Whether any word of an HTML text is struck out or hidden."""
    return any(veiled and _says_something(token) for token, veiled in tokens(source))


def tokens(source: str) -> Iterator[tuple[Tag | str, bool]]:
    """Every tag and text in order, each with whether it is veiled (tags never are)."""
    classes = _veiling_classes(source)
    looks: list[tuple[str, _Look]] = [("", _Look())]
    within: Counter[str] = Counter()
    for token in Scanner(source):
        if isinstance(token, str):
            yield token, looks[-1][1].unseen
            continue
        yield token, False
        if token.closing:
            _leave(token.name, looks, within)
        elif token.name not in _VOID:
            if token.name == "p" and looks[-1][0] == "p":
                _leave("p", looks, within)
            looks.append((token.name, _look(token, looks[-1][1], classes)))
            within[token.name] += 1


def _leave(name: str, looks: list[tuple[str, _Look]], within: Counter[str]) -> None:
    """Go back to what surrounds the innermost open element of this name, if there is one."""
    while within[name]:
        left, _ = looks.pop()
        within[left] -= 1
        if left == name:
            return


def _says_something(token: Tag | str) -> bool:
    return isinstance(token, str) and any(x.isalnum() for x in token)


def _look(tag: Tag, around: _Look, classes: frozenset[str]) -> _Look:
    struck = tag.name in _STRUCK_TAGS
    if not tag.source.strip("/ \t\r\n>"):
        return replace(around, veiled=True) if struck else around
    given = tag.attributes
    style = _plain(given.get("style", ""))
    named = set(given.get("class", "").lower().split())
    hidden = bool(re.search(r"(?<![-\w=\"'])hidden(?![-\w])", _without_values(tag.source)))
    veiled = around.veiled or struck or hidden or bool(named & classes or _VEILING.search(style))
    size = _SIZE.search(style)
    return _Look(
        veiled=veiled,
        tiny=_is_tiny(size[1]) if size else around.tiny,
        colour=_coloured(_COLOUR, style, given.get("color", "")) or around.colour,
        ground=_coloured(_GROUND, style, given.get("bgcolor", "")) or around.ground,
    )


def _is_tiny(size: str) -> bool:
    number = _NUMBER.search(size)
    return number is not None and float(number[1]) <= _TINIEST[number[2] or ""]


def _without_values(source: str) -> str:
    return re.sub(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*)", " ", source[:4_000]).lower()


def _plain(style: str) -> str:
    """A style in lower case without comments and blanks around its marks."""
    return re.sub(r"\s*([:;,()])\s*", r"\1", _COMMENT.sub("", style).lower().strip())


def _coloured(pattern: re.Pattern[str], style: str, attribute: str) -> str:
    found = pattern.search(style)
    value = found[1] if found else attribute.lower()
    if "transparent" in value:
        return "ffffff" if pattern is _COLOUR else ""
    return _hex(value)


def _hex(value: str) -> str:
    """A colour as six hexadecimal digits; empty where it cannot be told."""
    digits = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", value)
    if digits:
        short = digits[1]
        return short if len(short) == 6 else "".join(x * 2 for x in short)
    parts = re.search(r"rgba?\((\d{1,3})[, ](\d{1,3})[, ](\d{1,3})", value)
    if parts:
        return "".join(f"{min(int(x), 255):02x}" for x in parts.groups())
    return next((_NAMED[x] for x in re.findall(r"[a-z]+", value) if x in _NAMED), "")


def _alike(one: str, other: str) -> bool:
    pairs = ((one[x : x + 2], other[x : x + 2]) for x in (0, 2, 4))
    return all(abs(int(a, 16) - int(b, 16)) <= _NEAR for a, b in pairs)


def _veiling_classes(source: str) -> frozenset[str]:
    """The classes that a style sheet within the mail veils."""
    found: set[str] = set()
    for sheet in _style_sheets(source[:_LONGEST_SHEETS]):
        for selector, style in _RULE.findall(_COMMENT.sub("", sheet)):
            plain = _plain(style)
            size = _SIZE.search(plain)
            if _VEILING.search(plain) or (size and _is_tiny(size[1])):
                found.update(x.lower() for x in _CLASS.findall(selector))
    return frozenset(found)


def _style_sheets(source: str) -> Iterator[str]:
    lower, position = source.lower(), 0
    while (start := lower.find("<style", position)) >= 0:
        position = lower.find("</style", start)
        if position < 0:
            return
        yield source[start:position].partition(">")[2]
