"""Whether a reply says plainly that money came in."""

from datetime import date

from core.reading.plain.clauses import said_in
from core.reading.plain.tiling import Tiles

_MONEY = (
    "(THE(full )?(money|payment|payments|funds|funding|amount|sum|transfer|bank transfer|bacs|bacs "
    "payment|grant|full amount|total|moneysum|fee)( (of|for) moneysum)?)"
)
_CAME = (
    "(received|arrived|come in|came in|come through|came through|"
    "been received|been paid in|paid in|"
    "landed|cleared|reached us|been credited|credited|in|in our account|in the account|in the bank|"
    "in our bank|in our bank account|reached our account|reached our bank account|arrived safely|"
    "safely received|received safely|shown up|showing)"
)
_RECEIVED = r"""
((MONEY|it|this|that|everything|all of it|both|all|yes) )?HAVENOWCAME( (MONEY|it|this|
    all of it))?( (safely|in full|today|with thanks|by bacs|now))*
(yes )?(i|we) HAVENOW(received|got|had)( NOW(MONEY|it|this|everything))( (safely|in full|today|
    now))*
(yes )?(i|we) HAVENOWreceived( (safely|in full|now))*
(yes )?(i|we) (now )?have (now )?MONEY
(i |we )?((hereby|can|gratefully|happily|am|are|happy|pleased|to) )*(confirm|
    acknowledge)( receipt)?( of)? (MONEY|it|this)( (received|in full))?
receipt( of MONEY)? (is )?(confirmed|acknowledged)|confirming receipt( of MONEY)?
(happy|pleased|delighted|glad) to confirm receipt( of MONEY)?|with receipt
((i|we) )?(can )?(confirm|acknowledge) receipt( of MONEY)?
"""
_BESIDE = r"""
yes( (it|this|that|we|i) (has|have|did|is))?|MONEY|in full|safely|by (bacs|bank transfer|
    transfer)|with (many )?thanks|gratefully
(into|in|to) (the|our) (school |bank )?(account|bank)( account)?
(for|of) (the |your )?invoice( (number|no))?( [a-z]{1,5})* \d+( \d+)*
(from|to) (the |your )?(trust|alliance|school|board|office|you|NAMED)
"""
_TILES = Tiles.of(_RECEIVED, _BESIDE, MONEY=_MONEY, CAME=_CAME)
_YES = Tiles.of("yes( (it|this|that|we|i) (has|have|did|is))?( (indeed|now|today))?")


def says_received(text: str, on: date) -> bool:
    """Whether a reply written `on` says that money came in, or plain yes, and nothing else."""
    said = said_in(text, on)
    return said is not None and (_TILES.fit(said.clauses) or _YES.fit(said.clauses))
