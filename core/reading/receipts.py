"""How much came, in the words of whoever received it: "Received £500 today, thank you".

A receipt that speaks of an amount, or of a part, is never read as one of all that was owed.
"""

import re

from core.reading.figures import AMOUNT, has_other_digits, pence_of
from core.reading.found import Found
from core.reading.wording import clean, fold

_CAME = (
    r"\b(?:received|got|had|receipt of)"
    r"(?: (?:the|your|a|payment|transfer|bacs|sum|amount|total|of)){0,4}:? "
)
_SUM = re.compile(
    rf"{_CAME}{AMOUNT}(?=[.!]?\s*$|[.!]?\s*\n|[.!,;](?![0-9])|"
    r" (?:today|yesterday|on|this|with|in full|in our|by bacs|many|thanks|thank you)\b)"
)
_FIGURE = re.compile(rf"{_CAME}(?![0-9]{{1,4}}[./-][0-9]{{1,2}}[./-])[0-9][0-9.,]*[0-9]{{2}}\b")
_MONEY = re.compile(r"[£$€]|\b(?:pounds?|gbp|quid|pence|euros?)\b")
_A_PART = re.compile(
    r"\b(?:part|parts|partly|partial|partially|half|some|short|less|rest|remainder|balance|"
    r"outstanding|deposit|instal?ments?|only|except|apart|minus|without|not all|"
    r"too (?:much|little)|twice|double|again)\b"
)


def unquoted(text: str) -> str:
    """Return a text without the lines that quote another mail, such as its invoice."""
    lines = clean(text).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith((">", "|")))


def sum_received(text: str) -> Found[int | None] | None:
    """Return the pence that a receipt says came; None: it speaks of no amount, so of all.

    The value is None, and not sure, where an amount or a part is spoken of in another way.
    """
    low = fold(unquoted(text))
    found = _SUM.search(low)
    others = low if found is None else f"{low[: found.start()]} {low[found.end() :]}"
    if _MONEY.search(others) or _A_PART.search(others) or has_other_digits(others):
        return Found(None, "message", sure=False)
    if found is not None:
        return Found(pence_of(found), "message", sure=True, words=found[0])
    return Found(None, "message", sure=False) if _FIGURE.search(low) else None
