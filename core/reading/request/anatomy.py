"""The parts of a mail's text: greeting, what is said, sign-off and signature, and a forwarded
mail.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from core.reading.cues import Cue, Cued, cued
from core.reading.wording import Sentence, Text


class Part(Enum):
    """What a sentence is in the mail."""

    BODY = "body"
    PLEASANTRY = "pleasantry"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the mail, with what it does and what it is. `forwarded`: by the first
    author.
    """

    sentence: Sentence
    cues: int
    part: Part
    forwarded: bool = False

    def has(self, cue: int) -> bool:
        """Say whether the sentence does any of these."""
        return bool(self.cues & cue)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that was forwarded: who wrote it, about what, and where its text begins and
    ends.
    """

    name: str | None
    address: str | None
    subject: str
    header: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A mail's text in its parts."""

    text: Text
    said: tuple[Said, ...]
    forwarded: Forwarded | None

    @property
    def body(self) -> tuple[Said, ...]:
        """The sentences that say something."""
        return tuple(said for said in self.said if said.part is Part.BODY)

    @property
    def signature(self) -> str:
        """What stands below the sign-off, as written."""
        return "\n".join(
            self.text.original[said.sentence.start : said.sentence.end]
            for said in self.said
            if said.part is Part.SIGNATURE
        )


_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|morning|afternoon|evening|"
    r"greetings|to whom it may concern)\b(?:[ ]+[\w.'&/-]+){0,4}?[ ]*(?:[,!.:]+|[ ]-[ ]|$)\s*"
)
_NAME_ONLY = re.compile(r"[A-Z][a-z]+(?: (?:and|&) [A-Z][a-z]+)?,?$")
_SIGN_OFF = re.compile(
    r"(?:(?:with|very|kind|kindest|best|warm|warmest|many|yours|all the|sincere|and|in) )*"
    r"(?:regards|wishes|thanks|best|sincerely|faithfully|truly|thank you|thankyou|cheers|ta|yours|"
    r"rgds|kr|anticipation|gratitude|hopefully)\b"
)
_DISCLAIMER = re.compile(
    r"committed to (?:safeguarding|promoting|the safety)|confidential|intended (?:recipient|"
    r"for the)|"
    r"registered (?:office|in england)|views expressed|free from viruses|think before you print|"
    r"consider the environment|sent from my|get outlook for|company (?:number|registered)|"
    r"this e-?mail (?:and|is|may|has)|caution: external"
)
_POSTSCRIPT = re.compile(r"p\.?\s?p?\.?\s?s\b|nb\b|n\.b\.|one more thing|oh,? and\b")
_FORWARD = re.compile(
    r"^[> ]*(?:-{2,}[ ]*(?:original message|forwarded message|forwarded by[^\n-]{0,80})[ ]*-{2,}|"
    r"begin forwarded message:)[^\n]*\n|"
    r"^[> *]*from[*]?:[^\n]+\n(?=(?:[> *]*(?:sent|date|to|cc|subject)[*]?:[^\n]*(?:\n|$)))",
    re.MULTILINE,
)
_HEADER = re.compile(
    r"[> *]*(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments)[*]?:[* ]*(.*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_SHORT_PART = 8
"""Words below which a forwarder's own mail is taken to say no more than "see below"."""


def dissect(text: Text, *, names: Container[str] = (), topics: Container[str] = ()) -> Anatomy:
    """Take a mail's text apart. `names` are the words of the sender's name; `topics` are words
    that mean something, so that a last line made of one is not mistaken for a name.
    """
    forwarded = _find_forwarded(text)
    sentences = text.sentences()
    if forwarded is None:
        return Anatomy(text, tuple(_parted(text, sentences, names, topics)), None)
    note = [s for s in sentences if s.start < forwarded.header]
    plea = [s for s in sentences if forwarded.start <= s.start < forwarded.end]
    said = [
        *_parted(text, note, names, topics),
        *_parted(text, plea, _words_of(forwarded.name), topics, forwarded=True),
    ]
    return Anatomy(text, tuple(said), forwarded)


def _words_of(name: str | None) -> frozenset[str]:
    return frozenset(Text.of(name).words) if name else frozenset()


def _parted(
    text: Text,
    sentences: Sequence[Sentence],
    names: Container[str],
    topics: Container[str],
    *,
    forwarded: bool = False,
) -> Iterator[Said]:
    said = cued(text, tuple(_without_greeting(text, sentences)))
    closing = _closing(text, said, names, topics)
    in_postscript = False
    for index, one in enumerate(said):
        low = text.low[one.sentence.start : one.sentence.end]
        in_postscript = in_postscript or (index >= closing and bool(_POSTSCRIPT.match(low)))
        part = Part.BODY
        if _DISCLAIMER.search(low) or (index >= closing and not in_postscript):
            part = Part.SIGNATURE
        elif _is_pleasantry(one):
            part = Part.PLEASANTRY
        yield Said(one.sentence, one.cues, part, forwarded)


def _is_pleasantry(one: Cued) -> bool:
    return one.has(Cue.PLEASANTRY) and not one.has(Cue.HELP | Cue.TROUBLE | Cue.CHASE | Cue.CANCEL)


def _without_greeting(text: Text, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for index, one in enumerate(sentences):
        if index > 0:
            yield one
            continue
        greeting = _GREETING.match(text.low, one.start, one.end)
        if greeting is None and _NAME_ONLY.match(text.original[one.start : one.end]):
            continue
        if greeting is None:
            yield one
        elif greeting.end() < one.end:
            first = next(
                (i for i in range(one.first, one.last) if text.starts[i] >= greeting.end()),
                one.last,
            )
            if first < one.last:
                yield Sentence(greeting.end(), one.end, first, one.last)


def _closing(
    text: Text, said: Sequence[Cued], names: Container[str], topics: Container[str]
) -> int:
    """Return the index of the sentence with which the sign-off or signature begins."""
    for index, one in enumerate(said):
        if _is_sign_off(text, one) and all(_is_small(text, later) for later in said[index + 1 :]):
            return index
    index = len(said)
    while index > 1 and _is_name(text, said[index - 1], names, topics):
        index -= 1
    return index


def _is_sign_off(text: Text, one: Cued) -> bool:
    sentence = one.sentence
    if sentence.last - sentence.first > 6 or one.has(Cue.HELP | Cue.TROUBLE):
        return False
    return _SIGN_OFF.match(text.low, sentence.start, sentence.end) is not None


def _is_small(text: Text, one: Cued) -> bool:
    """Whether a sentence may stand in a signature."""
    sentence = one.sentence
    if sentence.last - sentence.first <= 12 and not one.cues & Cue.ASK:
        return True
    low = text.low[sentence.start : sentence.end]
    return bool(_DISCLAIMER.search(low) or _POSTSCRIPT.match(low)) or "@" in low or "http" in low


_ROLES = frozenset(
    """head headteacher headmaster headmistress principal deputy assistant acting executive
    co interim teacher office manager administrator secretary pa business school bursar
    coordinator ordinator chair director lead leader senco sendco dsl of the to and both
    mr mrs ms miss dr ceo""".split()
)


def _is_name(text: Text, one: Cued, names: Container[str], topics: Container[str]) -> bool:
    """Whether a closing sentence is no more than a name, perhaps with a role."""
    sentence = one.sentence
    words = text.words[sentence.first : sentence.last]
    if len(words) > 5 or one.has(Cue.ASK | Cue.TROUBLE | Cue.CHASE) or one.sentence.first == 0:
        return False
    if any(word in topics or not word.replace("'", "").isalpha() for word in words):
        return False
    if text.original[sentence.end - 1] in "?:" or text.original[sentence.start] in "*-+\u2022":
        return False
    if any(word in names for word in words) or all(word in _ROLES for word in words):
        return True
    capital = all(
        text.original[text.starts[i]].isupper() or text.words[i] in _ROLES
        for i in range(sentence.first, sentence.last)
    )
    return capital and len(words) <= 3 and text.original[sentence.end - 1] not in ".!"


def _find_forwarded(text: Text) -> Forwarded | None:
    if "from:" not in text.low:
        return None
    found: list[Forwarded] = []
    at = 0
    while (mark := _FORWARD.search(text.low, at)) is not None:
        one = _read_header(text.original, mark)
        at = max(one.start, mark.end())
        found.append(one)
    pleas = [one for one in found if one.name or one.address]
    ends = [*(one.header for one in pleas[1:]), len(text.original)]
    for one, end in zip(pleas, ends, strict=False):
        long_enough = len(text.original[one.start : end].split()) >= _SHORT_PART
        if long_enough or one is pleas[-1]:
            return Forwarded(one.name, one.address, one.subject, pleas[0].header, one.start, end)
    return None


def _read_header(original: str, mark: re.Match[str]) -> Forwarded:
    """Read the From and Subject lines that follow; `start` is where the mail's text begins."""
    at = mark.start() if _HEADER.match(original, mark.start()) else mark.end()
    values: dict[str, str] = {}
    seen = False
    while at < len(original):
        end = original.find("\n", at)
        end = len(original) if end < 0 else end
        line = original[at:end]
        header = _HEADER.match(line)
        if header is not None:
            values.setdefault(header[1].lower(), header[2].strip())
            seen = True
        elif line.strip(" >") or seen:
            break
        at = end + 1
    sender = values.get("from", "")
    address = _ADDRESS.search(sender)
    name = re.split(r"[<\[(]", sender)[0].strip(" \"'*") or None
    if address is not None and name == address[0]:
        name = None
    subject = values.get("subject", "")
    return Forwarded(
        name, address[0] if address else None, subject, mark.start(), min(at, len(original)), 0
    )
