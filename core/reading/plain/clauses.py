"""A reply made ready for laying tiles: its clauses, spelt out word by word, with the days, sums and
names in it replaced by words that stand for them.

`daydate` is a day that is past or today, `laterdate` one to come or none that there is, `moneysum`
an amount, `hour` a time of the day, `aname` somebody's name or a school's, `thesle` the SLE.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from core.reading.answers.plainness import names_in
from core.reading.answers.text import LONGEST, Phrase, makes_a_face, phrases
from core.reading.dates import find_dates
from core.reading.receipts import unquoted
from core.reading.wording import fold

_SIGNS = frozenset("👍👌✅✔☑🙏🙂😊😀😃🎉👏❤")
_OF_OURS = re.compile(r"\b(?:daydate|laterdate|moneysum|refnumber|thesle|aname)\b")
_STOP = re.compile(r"[.,;:!()/&-]")
_MONEY = re.compile(
    r"(?:(?:£|gbp) ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{2})?"
    r"|\b(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{2}(?! ?(?:am|pm))|"
    r"(?= ?(?:pounds|gbp|quid|£))))(?: ?(?:pounds?(?: sterling)?|gbp|quid|£))?(?![\w.,]*[0-9])"
)
_HOUR = re.compile(
    r"\b[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?(?:am|pm)\b| o'clock\b)|\b[0-9]{1,2}:[0-9]{2}\b"
)
_BELOW = re.compile(
    r"^[ \t]*(?:--[ ]?$|_{8,}|-{2,}[ ]*(?:original|forwarded)|from:[^\n]*\n[ \t]*(?:sent|date|to):|"
    r"on [^\n]{5,160}(?:\n[^\n]{1,120})?\bwrote:[ \t]*$|sent from |get outlook for )",
    re.MULTILINE | re.IGNORECASE,
)
_MARKS = re.compile(r"[*]+|(?<!\w)_+|_+(?!\w)")
_SIGNED = re.compile(
    r"(?:(?:with|very|kind|kindest|best|warm|warmest|many|so|much|yours) )*"
    r"(?:regards|wishes|thanks|thank you|sincerely|faithfully|best|cheers|truly|ever|yours)[,.! ]*$"
)
_CARD = re.compile(r"(?:[A-Z0-9(+|&][^\s]*|\S+@\S+|www\.\S+|https?:\S+|of|and|the|for|at|[-–—|•,])")
_TROUBLE = re.compile(
    r"(?:.*(?<!mohamm)(?<!moham)(?<!ahm)(?<!fr)(?<!^t)(?<!sy)(?<!wahe)(?<!sae)(?<!jar)(?<!al)ed"
    r"|lost|wrong|late|missing|pending|void|not|no|never|nobody|none|unpaid|bad|ill|dead|why|who"
    r"|if|but|sadly|sorry|unfortunately|nearly|almost|maybe|perhaps|cheque|stop|help)$"
)
_GREETED = re.compile(r"(?:hi|hiya|hello|hey|dear|morning|afternoon|evening|mr|mrs|ms|miss|dr) $")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply's `clauses`, and its text with days and sums covered."""

    clauses: tuple[str, ...]
    covered: str


def said_in(
    text: str,
    on: date,
    *,
    names: Iterable[str] = (),
    mask: Callable[[str], str] = lambda words: words,
) -> Said | None:
    """Return what a reply written `on` says; None: it asks, pulls a face or is too long.

    `names` are known to be names. `mask` covers what else is to be covered before days and sums.
    """
    body = _own(text)
    if len(text) > LONGEST or "?" in body or "~" in body or _OF_OURS.search(body.lower()):
        return None
    if makes_a_face(body) or any(_is_odd(sign) for sign in body):
        return None
    for name in sorted({x for x in names if x.strip()}, key=len, reverse=True):
        body = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "aname", body, flags=re.IGNORECASE)
    covered = _sums(_hours(_days(mask(_mended(body)), on)))
    return Said(tuple(_clauses(covered)), covered)


def _mended(body: str) -> str:
    """Return a text with plain quotes and dashes, its capitals kept."""
    folded = fold(body)
    return "".join(
        new if old.lower() != new else old for old, new in zip(body, folded, strict=True)
    )


def _is_odd(sign: str) -> bool:
    return sign > "\x7f" and unicodedata.category(sign) == "So" and sign not in _SIGNS


def _own(text: str) -> str:
    """Leave out quotes and the writer's card; what reads like a sentence stays, wherever it is."""
    body = unquoted(text)
    below = _BELOW.search(body)
    body = _MARKS.sub("", body[: below.start()] if below else body)
    kept, signed = [], False
    for line in body.splitlines():
        bare = line.strip()
        if signed and (not bare or all(_CARD.fullmatch(x) for x in bare.split())):
            continue
        kept.append(f"{bare}." if bare and bare[-1].isalnum() and _ends(bare) else bare)
        signed = signed or _SIGNED.search(fold(bare)) is not None
    return "\n".join(kept)


def _ends(line: str) -> bool:
    """Whether a line is one that its writer ended, rather than one that a mail program broke."""
    return len(line) < 56


def _days(text: str, on: date) -> str:
    return _covering(
        text,
        [(x.start, x.end, _day(x.days, on, vague=x.vague)) for x in find_dates(fold(text), on)],
    )


def _day(days: tuple[date, ...], on: date, *, vague: bool) -> str | None:
    if vague:
        return None
    return "daydate" if days and max(days) <= on else "laterdate"


def _covering(text: str, spans: list[tuple[int, int, str | None]]) -> str:
    for start, end, word in sorted(spans, reverse=True):
        if word is not None:
            text = f"{text[:start]} {word} {text[end:]}"
    return text


def _hours(text: str) -> str:
    return _HOUR.sub(" hour ", text)


def _sums(text: str) -> str:
    low = fold(text)
    return _covering(text, [(*x.span(), "moneysum") for x in _MONEY.finditer(low)])


def _clauses(text: str) -> Iterable[str]:
    before = ""
    for phrase in phrases(text):
        for clause in _parts(phrase, before):
            before = clause
            yield clause


def _parts(phrase: Phrase, before: str) -> Iterable[str]:
    names = names_in(phrase) & _capitals(phrase)
    words: list[str] = []
    for word in phrase.plain.split(" "):
        lead = f"{words[-1] if words else before} "
        free = words or _GREETED.match(lead) or _SIGNED.match(lead)
        named = word in names and free and not _TROUBLE.match(word.removesuffix("'s"))
        words.append("aname" if named else word)
    for part in _STOP.split(" ".join(words)):
        said = re.sub(r"\baname(?: (?:and )?aname)+\b", "aname", " ".join(part.split()))
        if said:
            yield said


def _capitals(phrase: Phrase) -> frozenset[str]:
    """Return the words of a sentence that are written with a capital."""
    said = (phrase.original[start:end] for start, end in phrase.spans)
    return frozenset(word.lower() for word in said if word[0].isupper())
