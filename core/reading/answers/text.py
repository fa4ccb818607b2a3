"""A reply's own words: what is quoted, signed or added by a machine is left out, and what is left
is spelt out word by word, so that "don't" and "dont" are both "do not".
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from core.reading.wording import Text, clean

LONGEST = 20_000
"""Characters beyond which nothing is looked at."""

LONGEST_ANSWER = 6_000
"""Characters of own words beyond which a text is no answer to a yes-or-no question."""

_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_MARKS = re.compile(r"[*_]+")
_STRUCK = re.compile(r"~[^~\n]{1,200}~")
_EMOJI = {
    ":+1:": "\U0001f44d",
    ":thumbsup:": "\U0001f44d",
    ":white_check_mark:": "\u2705",
    ":heavy_check_mark:": "\u2705",
    ":-1:": " thumbsdown ",
    ":thumbsdown:": " thumbsdown ",
    ":x:": " thumbsdown ",
    "\U0001f44e": " thumbsdown ",
    "\u274c": " thumbsdown ",
    "\U0001f6ab": " thumbsdown ",
}
_FRIENDLY = (
    "\U0001f44d\U0001f44c\U0001f44f\U0001f600\U0001f603\U0001f604\U0001f601\U0001f60a\U0001f642\U0001f60d"
    "\U0001f970\u263a\u2705\u2714\u2611\U0001f64c\U0001f64f\U0001f389\U0001f38a\u2764\U0001f495\u2728"
    "\U0001f60e\u2b50\U0001f31f\U0001f388\U0001f942\U0001f3eb\U0001f4da\U0001f384\u2744\u2600\U0001f383"
    "\U0001f423\U0001f430\U0001f609"
)
"""Thumbs up, clapping, smiles, ticks, hearts, stars and what goes with a season."""

_FACES = "\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2600-\u26ff"
_OTHER_FACES = re.compile(rf"(?![{_FRIENDLY}])[{_FACES}]")
_FACE_CODES = re.compile(
    r":(?:slightly_smiling_face|smile|smiley|blush|grinning|grin|heart|pray|tada|raised_hands|clap|"
    r"ok_hand|wave|"
    r"star|sunny|relaxed|wink|sunglasses):"
)
_QUOTED = re.compile(r"^[ \t]*(?:>|\|[ ]).*$\n?", re.MULTILINE)
_INTRODUCTION = re.compile(
    r"^[ \t]*on [^\n]{5,160}(?:\n[^\n]{1,120}){0,2}?\bwrote:[ \t]*$|"
    r"^[ \t]*-{2,}[ ]*(?:original|forwarded) message[ ]*-{2,}[^\n]*$|"
    r"^[ \t]*begin forwarded message:[^\n]*$|^[ \t]*_{8,}[ \t]*$|"
    r"^[ \t]*from:[^\n]{3,160}\n(?=[ \t]*(?:sent|date|to|subject):)",
    re.MULTILINE | re.IGNORECASE,
)
_DASHES = re.compile(r"^--[ ]?$", re.MULTILINE)
_MACHINE_LINES = re.compile(
    r"^[ \t]*(?:sent from (?:my|outlook|mail|yahoo)|get outlook for)[^\n]*$|"
    r"\b(?:this|the) (?:e-?mail|message)(?: message)? (?:and|is(?! to (?:confirm|say|let|tell)\b)|"
    r"may|has|contains|was sent)\b[^\0]*|"
    r"\bif you are not the (?:intended|named)[^\0]*|^[ \t]*caution: external[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?,\n-])[ \t]*)(?:(?:(?:with|very|kind|kindest|best|warm|warmest|many|in) )*"
    r"(?:regards|wishes)\b(?=[ \t]*(?:[,.!\n-]|$|(?-i:[A-Z])))|yours (?:sincerely|faithfully|"
    r"truly|ever)\b|"
    r"(?:(?:many|best|with|kind) )*(?:thanks|thank you|cheers|ta|yours|best|rgds|kr|regards)"
    r"(?=[ \t]*[,.!]*[ \t]*(?:$|\n)))",
    re.MULTILINE | re.IGNORECASE,
)
_SAID_BELOW = re.compile(
    r"[ \t]*(?:p\.?\s?p?\.?s\b|nb\b|actually\b|sorry\b|no\b(?!\.? ?\d)|not\b(?! for\b)|but\b|oh\b|"
    r"also\b|"
    r"unfortunately\b|please (?!consider|note|think)|only\b|"
    r"(?:i|we)\b(?!(?: do not| don't| only)? work\b))",
    re.IGNORECASE,
)
_TITLE = r"(?:(?i:mr|mrs|ms|miss|dr|sir|madam|rev|fr|sr)\b\.?)"
_GREETING = re.compile(
    rf"\s*(?i:dear|hi|hiya|hello|hey|morning|afternoon|evening|good (?:morning|afternoon|evening))"
    rf"(?: (?:{_TITLE}(?: [A-Z][\w'-]*)?|(?i:all|both|there|team|everyone|again|colleagues)|"
    r"(?:and|&)|[A-Z][\w'-]*)){0,4}[ \t]*(?:[,!.:\n]+|-[ ])\s*"
)
_SENSE = re.compile(
    r"\b(?:yes|no|not|never|don't|can't|won't|cannot|unable|refuse|approve|agree|only|except|"
    r"but)\b",
    re.IGNORECASE,
)


def own_words(text: str) -> str | None:
    """Return what the writer says in a reply; None if that is too long to be an answer."""
    head = _plain(text[:LONGEST])
    body = _without_quotes(head)
    dashes = _DASHES.search(body)
    said = body[: dashes.start()] if dashes else body
    said = _MACHINE_LINES.sub("\n", said)
    greeting = _GREETING.match(said)
    if greeting is not None and _SENSE.search(greeting[0]):
        greeting = None
    said = _without_signature(said[greeting.end() :] if greeting else said)
    whole = len(text) <= LONGEST or len(body) < len(head) // 2
    return said if whole and len(said) <= LONGEST_ANSWER else None


def makes_a_face(body: str) -> bool:
    """Say whether a reply shows a face that is not plainly friendly: rolling eyes, laughter."""
    return not body.isascii() and _OTHER_FACES.search(body) is not None


def _plain(text: str) -> str:
    for code, sign in _EMOJI.items():
        text = text.replace(code, sign)
    text = _FACE_CODES.sub(" ", text.replace("`", "'"))
    text = _TAG.sub(" ", html.unescape(text)) if "<" in text or "&" in text else text
    return _MARKS.sub("", _STRUCK.sub(" struck-out ", clean(text)))


def _without_quotes(text: str) -> str:
    """Leave out quoted lines, and all below the words that introduce an unmarked quote."""
    introduction = _INTRODUCTION.search(text)
    if introduction is not None:
        below = text[introduction.end() :]
        marked = _QUOTED.search(below) is not None
        text = text[: introduction.start()] + ("\n" + below if marked else "")
    return _QUOTED.sub("\n", text)


def _without_signature(text: str) -> str:
    """Leave out the sign-off and what stands below, but for a sentence added there."""
    sign_off = _SIGN_OFF.search(text)
    if sign_off is None or (sign_off.start() == 0 and sign_off.end() == len(text)):
        return text
    kept = [text[: sign_off.start()]]
    lines = text[sign_off.end() :].split("\n")[1:]
    kept += [line for line in lines if _SAID_BELOW.match(line)]
    return "\n".join(kept)


# --- words ----------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+)|"
    r"(?P<wholly>100 ?%)|\d+[ ]?\u00bd|\u00bd|\d+(?:[./]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|"
    r"[\U0001f44d\U0001f44c\u2705\u2714\u2611\U0001f64c]|"
    r"\+1\b|[.,;:!?()/&-]"
)
_SIGNS = {
    **dict.fromkeys("\U0001f44d\U0001f44c\u2705\u2714\u2611\U0001f64c", "thumbsup"),
    "+1": "thumbsup",
    "&": "and",
    "/": "and",
    "\u00bd": "0.5",
    "1/2": "0.5",
}
_CONTRACTED = {
    "cannot": "can not",
    "cant": "can not",
    "can't": "can not",
    "won't": "will not",
    "wont": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "im": "i am",
    "ive": "i have",
    "thats": "that is",
    "its": "it is",
    "dont": "do not",
    **{
        f"{verb}nt": f"{verb} not"
        for verb in "does did could would should is are was were has have had must need".split()
    },
    "let's": "let us",
    "lets": "let us",
    "thankyou": "thank you",
    "nto": "not",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "ta": "thanks",
    "u": "you",
    "okey": "ok",
    "okay": "ok",
    "oki": "ok",
    "okie": "ok",
    "k": "ok",
    "yess": "yes",
    "yesss": "yes",
    "yas": "yes",
    "ys": "yes",
    "yse": "yes",
    "tes": "yes",
    "yer": "yes",
    "yea": "yes",
    "yeh": "yes",
    "yeah": "yes",
    "yep": "yes",
    "yup": "yes",
    "yip": "yes",
    "aye": "yes",
    "nope": "no",
    "nah": "no",
    "na": "no",
    "nay": "no",
    "nae": "no",
    "naw": "no",
    "noo": "no",
    "nooo": "no",
    "prob": "problem",
    "probs": "problems",
    "np": "no problem",
    "alright": "ok",
    "till": "until",
    "til": "until",
    "max": "maximum",
    "approx": "about",
    "unfort": "unfortunately",
    "tho": "though",
    "altho": "although",
    "shld": "should",
    "plse": "please",
    "plese": "please",
    "yss": "yes",
    "w": "with",
    "hapy": "happy",
    "deffo": "definitely",
    "defo": "definitely",
    "dinnae": "do not",
    "didnae": "did not",
    "cannae": "can not",
    "canna": "can not",
    "willnae": "will not",
    "wouldnae": "would not",
    "isnae": "is not",
    "gonna": "going to",
    # Welsh, as written in schools on the border
    "iawn": "ok",
    "cytuno": "agreed",
    "diolch": "thanks",
    "nage": "no",
    "sori": "sorry",
}
_ILL_DO = re.compile(
    r" (?:also |just |now )?(?:get|let|sign|send|ask|sort|arrange|tell|be|do|speak|email|contact|"
    r"make|book|organise|pass|put|approve|release|agree|ring|call|talk|find|look|confirm|need|"
    r"check|have|give|think|support|cover|see|try|not|never|discuss|chat|come)\b"
)
"""What follows "ill" where it stands for "I'll"; otherwise somebody is unwell."""

_ENDINGS = {"'m": " am", "'re": " are", "'ll": " will", "'ve": " have", "'d": " would"}
_IS = frozenset("it that she he there what who where how here this which answer".split())
_KEY_WORDS = """approve approved approval agreed accepted authorise authorised support unfortunately
    certainly absolutely definitely decline declined refuse refused reject rejected disagree
    disapprove regret problem problems objection objections release provided providing condition
    maximum thursday thursdays wednesday wednesdays tuesday tuesdays monday mondays friday fridays
    january february september october november december subject unless except however although
    happy unable unhappy unwilling permission consent""".split()
_BY_INITIAL: dict[str, list[str]] = {}
for _key in _KEY_WORDS:
    _BY_INITIAL.setdefault(_key[0], []).append(_key)
_NO_SLIPS = frozenset(
    """agree agrees content contents contend approves approving accepts agrees agreeing refuses "
      "declines rejects supports supported
    release released releases releasing authorises certain definite subjects exempt excepted
    provide provides happily unhappily conditions minimum regrets regretted improve improved reuse
    reused accepting supporting accept approvals support's monday's friday's consents""".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence spelt out: `plain` in lower case, each word and stop apart by a space."""

    original: str
    plain: str
    places: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> str:
        """Return what stands at `plain[start:end]` in the writer's own words."""
        first = max(bisect_right(self.places, start) - 1, 0)
        last = max(bisect_left(self.places, end) - 1, first)
        said = self.original[self.spans[first][0] : self.spans[last][1]]
        return " ".join(said.split()).strip(" ,;:.!?-\u2013\u2014(")


def phrases(body: str) -> Iterator[Phrase]:
    """Cut a reply into sentences and spell each out."""
    text = Text.of(body)
    for sentence in text.sentences():
        yield _spelt_out(text, sentence.start, sentence.end)
    if not text.words:
        yield _spelt_out(text, 0, len(text.original))


def _spelt_out(text: Text, start: int, end: int) -> Phrase:
    words: list[str] = []
    places: list[int] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for match in _TOKEN.finditer(text.low, start, end):
        word = _word(match, text.low)
        if not word:
            continue
        words.append(word)
        places.append(at)
        spans.append(match.span())
        at += len(word) + 1
    return Phrase(text.original, " ".join(words), tuple(places), tuple(spans))


def _word(match: re.Match[str], low: str) -> str:
    said = match[0]
    if said == "ill" and _ILL_DO.match(low, match.end()):
        return "i will"
    if match["address"] is not None:
        return "email"
    if match["wholly"] is not None:
        return "definitely"
    if said == "-":
        return _hyphen(low, match.start())
    if said in _SIGNS:
        return _SIGNS[said]
    if said.endswith("\u00bd"):
        return f"{said[:-1].strip()}.5"
    return spelt_out(said)


def _hyphen(low: str, at: int) -> str:
    """A dash between numbers or days is "to", one within a word is none, any other a stop."""
    before, after = low[max(at - 1, 0) : at], low[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return "to"
    if before.isalpha() and after.isalnum():
        word = re.search(r"[a-z]+$", low[max(at - 10, 0) : at])
        return "to" if word and re.match(r"(?:mon|tue|wed|thu|fri)", word[0]) else ""
    return "-"


def spelt_out(word: str) -> str:
    """Return a word in lower case without contraction or slip of the pen."""
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("n't"):
        return f"{word[:-3]} not"
    for ending, full in _ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + full
    if word.endswith("'s") and word[:-2] in _IS:
        return f"{word[:-2]} is"
    return _mended(word)


def _mended(word: str) -> str:
    """Put right one slip in a long word that matters: "aprove", "unfortunatly"."""
    if len(word) < 5 or _known(word) or len(word) > 20:
        return word
    for right in _BY_INITIAL.get(word[0], ()):
        if len(right) > 5 or word in {"hapy", "happpy", "hppy"}:
            allowed = 2 if len(right) >= 11 else 1
            if OSA.distance(word, right, score_cutoff=allowed) <= allowed:
                return right
    return word


def _known(word: str) -> bool:
    return word in _NO_SLIPS or word in _KEY_WORDS
