"""The number of an invoice, where a reply gives it alone or states plainly that it is sent."""

import re
from dataclasses import dataclass
from datetime import date

from core.reading.figures import AMOUNT, pence_of
from core.reading.plain.clauses import said_in
from core.reading.plain.tiling import Tiles
from core.reading.wording import clean, fold

_REFERENCE = r"(?P<ref>[A-Za-z0-9/_-]*[0-9][A-Za-z0-9/_-]*)"
_NUMBERED = re.compile(
    rf"(?:\b(?:invoice|inv)\b|\bnumber\b|\bno\b\.?|\bref(?:erence)?\b|#)"
    rf"(?: (?:number|no\.?|num|ref(?:erence)?))?(?: is| was)? ?[:#.]? ?{_REFERENCE}"
    r"(?![\w/]|[.,][0-9])",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"[ #]*{_REFERENCE}[ .,!]*$", re.MULTILINE)
_SENT = (
    "(attached|enclosed|sent|raised|issued|emailed|posted|submitted|herewith|below|ready|"
    "sent off|sent out|sent over|in the post|on its way|here|uploaded)"
)
_STATED = r"""
(please )?(find |see )?(attached |enclosed )?THE(sales )?(INV)?( (ref|reference|number|
    no))?( (is|was))? ?refnumber( HAVENOWSENT)*( (and|to) (SENT|you|us|NAMED|OFFICE))*
(attached|enclosed|here) (is|please find) THE(INV )?((number|no|ref) )?refnumber
(i|we) HAVENOWSENT( (to )?(you|OFFICE))? THE(INV )?((number|no|ref) )?refnumber( (to|by) (you|
    email|post|OFFICE))*
(it|this|that|THE(INV )?(number|ref|reference|no)) (is|was) refnumber
THE(number|ref|reference|no) refnumber
(yes|done)? ?refnumber
"""
_BESIDE = r"""
(yes|done|(please )?(find |see )?SENT|please see (attached|below|enclosed)|please find (attached|
    enclosed)|NOWSENT)
(it |which )?HAVENOWSENT( (to|by) (you|email|post|OFFICE|NAMED))*
(to|by|via) (you|email|post|OFFICE|NAMED)
(dated|of) daydate|(for|of|in the sum of|totalling|total|amount|the amount is) moneysum( (plus|
    including|inc) vat)?
THE(INV)( (number|no|ref))?
for (the|your|our) (release|cover|supply|support|sle|work|visits|days|deployment|
    backfill)( (time|cover|costs|days))?( of NAMED)?
"""
_TILES = Tiles.of(
    _STATED,
    _BESIDE,
    SENT=_SENT,
    INV="(invoice|inv)",
    OFFICE="(the |your |our )?(finance|office|finance office|"
    "finance team|school|trust|alliance|team)",
)
_DOUBTED = re.compile(
    r"\?|\b(?:cancel\w*|re-?sen[dt]\w*|will|not|n't|cannot|can't|find|never|no longer|wrong|void|"
    r"instead|pending|follow\w*|delet\w*|withdraw\w*|replac\w*|ignore|dispute\w*|query|soon|later|"
    r"tbc|tba|awaiting|unknown)\b"
)


@dataclass(frozen=True, slots=True)
class InvoiceSaid:
    """An invoice as a free reply states it. `pence`: None if it does not say."""

    number: str
    pence: int | None


def invoice_in(text: str, on: date) -> InvoiceSaid | None:
    """Return the one invoice that a reply written `on` plainly states; None: it states none."""
    found: list[str] = []
    said = said_in(text, on, mask=lambda words: _masked(words, found))
    if said is None or len(set(found)) != 1 or not _TILES.fit(said.clauses):
        return None
    sums = {pence_of(x) for x in re.finditer(rf"(?:£|gbp) ?{AMOUNT}", fold(clean(text)))}
    if len(sums) > 1 or said.covered.count("moneysum") > 1:
        return None
    return InvoiceSaid(found[0], next(iter(sums), None))


def is_number(words: str) -> bool:
    """Whether what stands under a form's heading is a number rather than something about one."""
    return _DOUBTED.search(fold(words)) is None


def _masked(words: str, found: list[str]) -> str:
    """Cover the number, and put it on the list."""

    def cover(match: re.Match[str]) -> str:
        found.append(match["ref"].strip("/_-"))
        start, end = match.span("ref")
        at = match.start()
        lead = re.sub(r"[.:#]", " ", match[0][: start - at])
        return f"{lead} refnumber {match[0][end - at :]}"

    covered = _NUMBERED.sub(cover, words)
    return covered if found else _ALONE.sub(cover, words, count=1)
