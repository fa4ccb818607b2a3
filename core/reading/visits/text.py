"""A chat message made ready for reading: plain ASCII, without a chat's own mark-up."""

import html
import re
import unicodedata

LONGEST = 3000
"""Characters beyond which a message is no report of visits and is not read."""

CLAIMED = "\x02"
"""Stands for every character that a reader has already made something of."""

NOISE = "\x03"
"""Stands for what looks like a length but is none: "half term"."""

_MENTION = re.compile(r"<[@#!][^<>]{0,80}>|<(?:https?|mailto):[^<>]{0,500}>")
_STRUCK = re.compile(r"~[^~\n]{1,200}~")
_EMOJI_CODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_MARKS = re.compile(r"[*_`~\"|\[\]{}<>^=\\]")
_BULLET = re.compile(r"^\s*(?:-|\d{1,2}[.)])\s+(?=[A-Za-z])", re.MULTILINE)
_WITH = re.compile(r"(?<![\w/])w/ ?(?=[a-z])(?!c\b|b\b|k\b|e\b)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r"\s*\n\s*")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4\u02bc", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2022\u25cf\u25aa\u25e6\u2023\u00b7", "-"),
        "\u2026": "...",
        "\u00d7": "x",
    }
)
_FRACTIONS = (
    (r"(?<=\d)\s?\u00bd", ".5"),
    ("\u00bd", " half "),
    ("\u00bc", " 1/4 "),
    ("\u00be", " 3/4 "),
)
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hiya|hello|hey|dear|happy|good (?:morning|afternoon|evening|day)|morning|"
    r"afternoon|evening)\b(?:[ ,]+(?:all|everyone|everybody|team|folks|both|there|bot|guys|"
    r"again))?)\s*(?:[,!.:\n-]+\s*|$)",
    re.IGNORECASE,
)
_NAMED_GREETING = re.compile(
    r"^\W*(?i:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening))\s+(?:[A-Z][a-z]+\s*)?"
    r"[,!.\n-]+\s*|^\W*(?i:morning|afternoon|evening) [A-Z][a-z]+ ?\n"
)


_SLIPS = tuple(
    (re.compile(rf"\b(?:{wrong})\b", re.IGNORECASE), right)
    for wrong, right in (
        ("hlf|haf|hafl|hald|halfa", "half"),
        ("ful|fulll+|fll|fyll", "full"),
        ("dya|dau|daay", "day"),
        ("fullday", "full day"),
        ("morining|mornning|moring|morng|mroning", "morning"),
        ("afternon|afternnon|aftrnoon|aternoon|afernoon", "afternoon"),
        ("twighlight|twilght|twiglight|twylight", "twilight"),
    )
)


_MERIDIEM = re.compile(
    r"\b([ap])\.m\b\.?(?=(\s+(?:I|I'm|I'll|We|The|They|It|Will|Next|Then|Back|Going|See|Thanks?|"
    r"Really|Great|Lovely|Good|Also|Had|Was|Were|Met|Saw|Did|Please|Hop(?:e|ing)|Looking|Staff|She|"
    r"He|My|Our|This|That|There|All|Worked|Observed|And|But|So)\b)?)"
)
"""The stop of "p.m." ends a sentence too if a new one plainly begins."""


def plain(text: str) -> str:
    """Return a message in plain ASCII: no mark-up, emoji, quoted lines or greeting."""
    for pattern, figures in _FRACTIONS:
        text = re.sub(pattern, figures, text)
    text = html.unescape(unicodedata.normalize("NFKC", text)).translate(_FOLDED)
    text = _QUOTED_LINE.sub("", text)
    for noise in (_MENTION, _STRUCK, _EMOJI_CODE):
        text = noise.sub(" ", text)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(x for x in text if not unicodedata.combining(x))
    text = "".join(x if " " <= x <= "~" or x == "\n" else " " for x in text)
    text = _WITH.sub(" with ", text)
    text = _MARKS.sub("", _BULLET.sub("", text))
    text = _MERIDIEM.sub(lambda x: f"{x[1]}m" + ("." if x[2] is not None else ""), text)
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    return _ungreeted(_LINES.sub("\n", _SPACES.sub(" ", text)).strip())


def _ungreeted(text: str) -> str:
    for greeting in (_NAMED_GREETING, _GREETING):
        text = greeting.sub("", text, count=1)
    return text


def claim(text: str, start: int, end: int, mark: str = CLAIMED) -> str:
    """Return the text with one stretch marked as read."""
    return text[:start] + mark * (end - start) + text[end:]
