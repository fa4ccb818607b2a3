"""Who is to pay: the school itself, a Board that subsidises, or an Education Improvement
Partnership.
"""

import re
from collections.abc import Sequence
from typing import Literal

from core.reading.cues import Speaks
from core.reading.found import Found
from core.reading.wording import Text

Funding = Literal["own", "boards", "eip"]
OWN: Funding = "own"
BOARDS: Funding = "boards"
EIP: Funding = "eip"

_MONEY = re.compile(
    r"\b(?:fund\w*|self-fund\w*|pay\w*|paid|budget\w*|boards?|eip|cost\w*|subsid\w*|invoice\w*|"
    r"money|afford|"
    r"financ\w*|bill\w*|devolved|grant|charge\w*|free)\b|£"
)
_BOARD = re.compile(
    r"(?:\b(?:primary|secondary|the|both|improvement|la|lea|local authority|county|estsn|"
    r"school improvement|phase|standards)"
    r"(?: and (?:primary|secondary))?(?: (?:primary|secondary|improvement|phase|la|"
    r"la's))? boards?\b(?! of\b)|\bboards?'?s? (?:to |will |have |has |are |is |happy |keen |"
    r"agrees |approv\w+ |money|funding|"
    r"funds?|subsid\w+|grant|agreed|pay\w*|can |would |could |may |might )|"
    r"\bboard[ -](?:fund\w*|subsid\w*|grant|targeted)|\b(?:by|from|with) (?:the )?boards?\b|"
    r"^\W*(?:the )?(?:primary |secondary )?boards?\W*$)"
)
_OTHER_BOARD = re.compile(
    r"\b(?:governing|trust|academy|management|school|whole|full|exam|examination|our|advisory|"
    r"local governing|white|notice|on) boards?\b|"
    r"\bboards? of (?:governors|trustees|directors|management)\b|\bacross the board\b|"
    r"\bon board\b|\bboard(?:ing|ers?)\b"
)
_GIVES = re.compile(
    r"\b(?:fund\w*|pay\w*|paid|subsid\w*|grants?|contribut\w*|meet\w*|cover\w*|put(?:ting)? in|"
    r"support(?:ed)? (?:this|it|us) financially|"
    r"financ\w*|cost\w*|money|chip in|foot the bill|stump up|agreed)\b|£"
)
_REFUSED = re.compile(
    r"\b(?:turned (?:us|it|this|them|me|our \w+) down|refused|declined|rejected|said no|won't|"
    r"will not|wouldn't|would not|can't|cannot|"
    r"not (?:been )?(?:able|willing|funded|prepared|agreed|fund\w*|pay\w*|eligible|going)|"
    r"no longer|unable|don't|doesn't|didn't|not from|no board|without)\b"
)
_SETTLED = re.compile(
    r"\b(?:agreed|will|confirmed|have said|has said|approved|are paying|is paying|told)\b"
)
_WONDERED = re.compile(
    r"\?|\b(?:could|can|would|whether|if|any chance|hop(?:e|ing)|might|may|apply|applied|"
    r"applying|waiting|wonder\w*|possib\w+|awaiting|asked|asking|"
    r"is there|are there|eligible|perhaps|hopefully|pending|if not)\b"
)
_HOPED = re.compile(
    r"\?|\b(?:could|whether|if|any chance|hop(?:e|ing)|might|may|waiting|wonder\w*)\b"
)
_OWN = re.compile(
    r"\b(?:our|school'?s?'?|own|its|their|my)(?: own)?(?: (?:devolved|delegated|school|cpd|"
    r"training|staff|development|improvement|sip|academy|"
    r"pupil|premium|department|departmental|standards|school's))* (?:budgets?|funds?|funding|"
    r"money|resources|pot|purse|pocket|reserves|allocation)\b|"
    r"\b(?:devolved|delegated|school|pupil premium|sports? premium|college|academy|trust|"
    r"department|cpd|training|staff development) (?:budget|"
    r"funds?|funding|money)\b|"
    r"\bown (?:budget|funds?|funding|money|resources|pocket)\b|"
    r"\bself[- ]?(?:fund\w*|financ\w*)|\bfund(?:ing)? (?:it |this |them )?(?:ourselves|myself)|"
    r"\b(?:paid|funded|financed|covered|met)(?: for)? by (?:the )?(?:us|school|ourselves|"
    r"academy)\b|"
    r"\bpay(?:ing)?(?: for)?(?: it| this| them)? ourselves|"
    r"\b(?:we|i|school|the school|academy|the academy|trust|the trust|our trust|mat|governors|"
    r"the governors|they)(?:'ll|'d|'re|'m)?(?: (?:will|would|can|could|are|is|am|shall|have|be|"
    r"both|all|also|obviously|of course|happily|then|just))*"
    r"(?: (?:happy|able|willing|prepared|going|agreed|glad|content|"
    r"ready))?(?: to)?(?: be)? (?:pay(?:ing)?|fund(?:ing)?|cover(?:ing)?|meet(?:ing)?|finance|"
    r"self-fund|foot|find)\b(?! attention| tribute| a visit| someone| somebody| an? |"
    r" the (?:right|time)| time| anyone| out| that| it (?:hard|difficult|very))|"
    r"\b(?:pupil|sports?) premium (?:will|can|to) (?:pay|fund|cover)|\b(?:happy|able|willing|"
    r"prepared|glad) to pay\b|(?:^|[,.(;-] ?)(?:can|will|i can|"
    r"we can) pay\b|\b(?:paid|funded|come|coming) (?:out of|from) (?:our |"
    r"the )?(?:pupil premium|sports premium|school)\b|\bhappy to (?:be (?:invoiced|charged|"
    r"billed)|fund|cover|meet|fund it)|"
    r"\b(?:please )?(?:invoice|bill|charge) (?:us|the school|school|our school|me)\b|"
    r"\binvoice(?:s)? to (?:us|the school|school|me)\b|"
    r"\bwe(?:'ve| have)(?: got)?(?: \w+){0,2} (?:£[\d,]+|money|funds|funding|a budget|budget)\b|"
    r"\bbudget (?:(?:is|has been) )?(?:in place|agreed|set aside|available|approved)|"
    r"\b(?:set aside|earmarked|ring-?fenced|budgeted)\b|\bgovernors have (?:agreed|"
    r"approved) (?:the )?(?:funding|cost|spend\w*|budget)|\bour own (?:expense|cost)|"
    r"\bat our (?:own )?(?:expense|cost)\b|"
    r"\bthe usual (?:rate|charge)\b|\bfrom (?:the )?school(?: \w+)? (?:budget|funds)|"
    r"\b(?:from|out of) (?:the |our )?(?!board)(?:\w+ )?budgets?\b|"
    r"\b(?:pay\w*|paid|funded|met|covered) (?:\w+ ){0,3}?by (?:the |our )?(?:school|department|"
    r"faculty|trust|governors|academy)\b|"
    r"\b(?:department\w*|faculty|head)(?:'s)? budget\b|\b(?:split|share|sharing|"
    r"splitting) the (?:bill|costs?)\b|"
    r"\bcosts? (?:shared|split)\b|"
    r"\b(?:pay|paying|fund|funding)(?: for)? (?:it |this |them )?(?:themselves|itself|"
    r"ourselves)\b|"
    r"^\W*(?:(?:funding|funded by|paid by|costs?|payment|who pays)\W+)?(?:the )?(?:own|school|"
    r"our school|us|ourselves|academy|school budget|own budget|"
    r"we are|we will)\W*$"
)
_EIP = re.compile(
    r"\b(?:eip|education improvement partnership)(?:'?s)?\b(?=[^.?!\n]{0,50}\b(?:fund\w*|"
    r"pay\w*|paid|resource\w*|budget|money|cover\w*|meet\w*|financ\w*|cost\w*|bill)\b)|"
    r"\b(?:fund\w*|pay\w*|paid(?: for)?|resourced|covered|met|financed|budget|money|resources|"
    r"invoice\w*)\b[^.?!\n]{0,25}\b(?:the )?(?:\w+ )?(?:eip|education improvement partnership)\b|"
    r"^\W*(?:the )?(?:\w+ )?eip\W*$"
)
_POOR = re.compile(
    r"\b(?:no (?:money|budget|funds|funding)|nothing left|can't afford|cannot afford|"
    r"not afford|skint|deficit|no spare|"
    r"budget is (?:very )?tight|budgets are (?:very )?tight|can't pay|cannot pay|"
    r"unable to (?:pay|fund))\b"
)
_HELP_WANTED = re.compile(
    r"\b(?:any|some|is there|are there|what|get|access|apply for|"
    r"help with) (?:\w+ )?(?:funding|subsid\w+|grants?|costs?)\b"
)
_FORBIDS = re.compile(r"(?:\bnot|n't|\bcannot|\bunable to|\bno longer)(?: \w+){0,2} $")


def find_funding(text: Text, sentences: Sequence[Speaks]) -> Found[Funding] | None:
    """Return who is said to pay. A hope ("could the Board help?") or "no budget left" is not sure.
    A Board that pays part and a school the rest is the Board's subsidy.
    """
    if not _MONEY.search(text.low):
        return None
    found: dict[Funding, Found[Funding]] = {}
    unwrapped = text.low.replace("\n", " ")
    for one in sentences:
        for payer, sure in _payers(unwrapped[one.sentence.start : one.sentence.end]).items():
            words = text.original[one.sentence.start : one.sentence.end]
            if payer not in found or (sure and not found[payer].sure):
                found[payer] = Found(payer, "message", sure, words)
    return _settled(found)


def _settled(found: dict[Funding, Found[Funding]]) -> Found[Funding] | None:
    for payer in (BOARDS, EIP, OWN):
        if payer in found and found[payer].sure:
            return found[payer]
    return next(iter(found.values()), None)


def _payers(low: str) -> dict[Funding, bool]:
    """Return who pays by one sentence, and whether that is settled."""
    if not _MONEY.search(low):
        return {}
    payers: dict[Funding, bool] = {}
    if (board := _board(low)) and _GIVES.search(low) and not _REFUSED.search(low):
        payers[BOARDS] = not _is_wondered(low, board)
    if _EIP.search(low) and not _REFUSED.search(low):
        payers[EIP] = not _HOPED.search(low)
    own = _OWN.search(low)
    if own is not None and not _FORBIDS.search(low[max(own.start() - 20, 0) : own.start() + 1]):
        payers[OWN] = not _POOR.search(low)
    elif not payers and (_POOR.search(low) or _HELP_WANTED.search(low)):
        payers[BOARDS] = False
    return payers


def _board(low: str) -> re.Match[str] | None:
    if "board" not in low:
        return None
    return _BOARD.search(_OTHER_BOARD.sub(lambda match: "_" * len(match[0]), low))


def _is_wondered(low: str, board: re.Match[str]) -> bool:
    """Whether the Board's money is only hoped for, judged by the words around it."""
    around = low[max(board.start() - 40, 0) : board.end() + 45]
    if _HOPED.search(around):
        return True
    return bool(_WONDERED.search(around)) and not _SETTLED.search(around)
