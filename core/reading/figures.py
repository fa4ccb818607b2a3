"""Figures and amounts of money as people write them: thousands in threes, pence in twos.

"£1,050", "1050.00" and "350 pounds" are amounts; "£1,0,5,0.00" and "1.050,00" are slips.
"""

import re

FIGURE = r"(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})"
"""A pattern for a whole number; its commas stand where they belong, or there is none."""
AMOUNT = (
    rf"(?:£|gbp)? ?{FIGURE}(?:\.(?P<pence>[0-9]{{2}}))?"
    r"(?: ?(?:pounds?(?: sterling)?|gbp|quid|£))?"
)
"""A pattern for an amount in pounds, in folded text; `pence_of` gives its worth."""
_SIGNED = re.compile(rf"(?P<minus>-)? ?{AMOUNT}")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


def pence_of(found: re.Match[str]) -> int:
    """Return what an amount found by `AMOUNT` comes to in pence."""
    return int(found["figure"].replace(",", "")) * 100 + int(found["pence"] or 0)


def signed_pence(folded: str) -> int | None:
    """Return what an amount comes to that stands alone, perhaps with a minus; None: it is none."""
    found = _SIGNED.fullmatch(folded.strip())
    if found is None:
        return None
    return -pence_of(found) if found["minus"] else pence_of(found)


def has_other_digits(text: str) -> bool:
    """Whether a text has digits of another script, such as the Arabic ones.

    Python would take them for numbers; nobody who reads them here could check which.
    """
    return not text.isascii() and _OTHER_DIGIT.search(text) is not None
