"""Which invoice a line of a bank statement pays. Pure, and never a guess.

What a line says for certain is booked; anything else is left to a person, with the reason why
(docs/rules.md#bank-lines).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.bank.statement import BankLine
from core.money import pounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """An invoice of an alliance: money that is to come in, or (`outgoing`) to go out."""

    case: str
    id: str
    number: str
    open_pence: int
    party: str
    """The other side's name: whoever pays us, or is paid by us."""
    outgoing: bool = False


@dataclass(frozen=True, slots=True)
class Paid:
    """A part of a line that pays one invoice."""

    billed: Billed
    pence: int


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line pays; nothing: why not. `why` may also say that a payment is short."""

    line: BankLine
    pays: tuple[Paid, ...] = ()
    why: str = ""


def match(lines: Iterable[BankLine], billed: Iterable[Billed]) -> list[Matched]:
    """Match the lines in their order; what one line pays is no longer open for the next."""
    left = list(billed)
    found = []
    for line in lines:
        matched = _match_one(line, left)
        found.append(matched)
        for paid in matched.pays:
            at = left.index(paid.billed)
            left[at] = replace(paid.billed, open_pence=paid.billed.open_pence - paid.pence)
    return found


def _match_one(line: BankLine, billed: Sequence[Billed]) -> Matched:
    ours = [x for x in billed if x.outgoing == (line.pence < 0)]
    text = f"{line.description} {line.reference}".casefold()
    named = [x for x in ours if _names(text, x.number)]
    named += [x for x in ours if x not in named and _names_shortly(text, x.number, named)]
    named = named or [x for x in ours if _names(text, x.case)]
    if named:
        return _by_name(line, named)
    return _by_amount(line, [x for x in ours if x.open_pence > 0], text)


def _by_name(line: BankLine, named: list[Billed]) -> Matched:
    """The line names invoices, or the cases that they belong to."""
    amount = abs(line.pence)
    open_ = [x for x in named if x.open_pence > 0]
    if not open_:
        return Matched(line, why=f"{_numbers(named)} is paid already.")
    total = sum(x.open_pence for x in open_)
    if amount == total:
        return Matched(line, tuple(Paid(x, x.open_pence) for x in open_))
    exactly = [x for x in open_ if x.open_pence == amount]
    if len(exactly) == 1:
        return Matched(line, (Paid(exactly[0], amount),))
    if len(open_) > 1:
        return Matched(
            line,
            why=f"{_numbers(open_)} come to {pounds(total)}, the payment to {pounds(amount)}.",
        )
    if amount > total:
        return Matched(line, why=f"{open_[0].number} has only {pounds(total)} open.")
    short = f"Short: {pounds(total - amount)} of {open_[0].number} is still open."
    return Matched(line, (Paid(open_[0], amount),), short)


def _numbers(billed: Iterable[Billed]) -> str:
    return ", ".join(x.number for x in billed)


def _by_amount(line: BankLine, open_: list[Billed], text: str) -> Matched:
    same = [x for x in open_ if x.open_pence == abs(line.pence)]
    if not same:
        return Matched(line, why="It names no invoice, and none has this amount open.")
    if len(same) > 1:
        return Matched(
            line,
            why=f"It names no invoice, and {len(same)} have this amount open: {_numbers(same)}.",
        )
    if not _party_fits(text, same[0].party):
        return Matched(
            line,
            why=f"It names no invoice; {same[0].number} has this amount open, but it does not say "
            f"that it is {same[0].party}'s.",
        )
    return Matched(line, (Paid(same[0], same[0].open_pence),))


# --- reading the line's words -------------------------------------------------------------------

_RUNS = re.compile(r"[a-z]+|\d+")
_SHORTEST_BARE = 3
"""A bare number of fewer digits is anything: a day, a house, a count."""


def _names(text: str, number: str) -> bool:
    """Whether a text names an invoice, however its parts are separated: INV-0042, inv 0042."""
    runs = _RUNS.findall(number.casefold())
    if not any(x.isdigit() for x in runs):
        return False
    pattern = r"[\W_]*".join(re.escape(x) for x in runs)
    if len(runs) == 1 and len(runs[0]) < _SHORTEST_BARE:
        pattern = rf"inv(?:oice)?[\W_]*(?:no|number)?[\W_]*{pattern}"
    return re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", text) is not None


def _names_shortly(text: str, number: str, named: Sequence[Billed]) -> bool:
    """Whether a text that names one invoice adds another by its digits alone: INV-1001, 1002."""
    *front, digits = _RUNS.findall(number.casefold()) or [""]
    if not front or len(digits) < _SHORTEST_BARE:
        return False
    alike = any(_RUNS.findall(x.number.casefold())[:-1] == front for x in named)
    return alike and re.search(rf"(?<![a-z0-9]){digits}(?![a-z0-9])", text) is not None


_COMMON = frozenset(
    "the of and at in for school schools primary secondary infant infants junior juniors academy "
    "community college high grammar nursery first middle voluntary aided controlled church england "
    "catholic special trust federation all through saint st ce rc cofe".split()
)
_SHORTEST_WORD = 4


def _party_fits(text: str, party: str) -> bool:
    """Whether a text bears a name's telling words; banks cut names off, so a beginning will do."""
    words = re.findall(r"[a-z0-9]+", party.casefold().replace("'", "").replace("’", ""))
    telling = [x for x in words if x not in _COMMON] or words
    said = re.findall(r"[a-z0-9]+", text.replace("'", "").replace("’", ""))
    return any(_fits(x, telling[0]) for x in said) if telling else False


def _fits(said: str, word: str) -> bool:
    return said == word or (len(said) >= _SHORTEST_WORD and word.startswith(said))
