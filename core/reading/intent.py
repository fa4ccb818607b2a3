"""Whether a mail is a request for support at all, a question, an invoice or something else."""

import re
from collections.abc import Sequence
from typing import Literal

from core.reading.anatomy import Part, Said
from core.reading.cues import Cue
from core.reading.wording import Text, fold

Kind = Literal["request", "question", "invoice", "other"]

_INVOICE_SUBJECT = re.compile(
    r"\b(?:invoice|remittance|statement of account|credit note|payment (?:advice|notification|"
    r"confirmation|reminder|due|overdue|received)|"
    r"overdue (?:account|invoice|payment)|purchase ledger|bacs)\b"
)
_INVOICE_TEXT = re.compile(
    r"\binvoice (?:no\.?|number|ref\w*|#)? ?:?#?[a-z]{0,5}[-/]?\d{2,}|\b(?:attached|enclosed|"
    r"attach|enclose|find)\b[^.\n]{0,30}\b(?:invoice|remittance|credit note|statement)\b|"
    r"\b(?:invoice|credit note|remittance|statement)\b[^.\n]{0,20}\b(?:attached|enclosed|"
    r"overdue|outstanding)\b|"
    r"\bremittance advice\b|\bbacs payment\b|\bpayment of £|\bpayment is due\b|\bamount due\b|"
    r"\bcredit note\b|\boutstanding (?:invoice|balance)\b"
)
_REQUEST_SUBJECT = re.compile(
    r"\b(?:request(?:ing)?|sle|support|help|deployment|pro-?forma|plea|s2s|school to school)\b"
)
_ATTACHED = re.compile(r"\b(?:attach\w*|enclos\w*)\b")
_STARTS_AS_QUESTION = re.compile(
    r"(?:just |also |and |so |please |quick question[,:]? )*(?:how|what|who|when|where|which|"
    r"why|do we|do i|does|did|are you|are there any sles|is vat|have you)\b"
)
_OUR_NEED = re.compile(
    r"\b(?:help (?:us|me|our|out|with)|for (?:us|our|my)|with our|support (?:us|our|my|for)|"
    r"we need|i need|we (?:would|'d) like|we'd like|i'd like|our|us|my)\b"
)
_SOCIAL = re.compile(
    r"\b(?:a chat|a date in the diary|meet(?:ing)? up|catch up|coffee|lunch|phone call|"
    r"reschedule|rearrange|can't make|cannot make|won't be able to make|"
    r"move our|another (?:day|time)|instead\?)"
)


def judge(
    subject: str, text: Text, said: Sequence[Said], *, specialisms: bool, days: bool, form: bool
) -> tuple[Kind, str]:
    """Return what a mail looks like, and why in one sentence.
    `specialisms` and `days`: some were read for sure; `form`: it holds a filled-in request form.
    """
    title = fold(subject)
    body = [one for one in said if one.part is Part.BODY]
    asked = [one for one in body if _asks(text, one)]
    if form:
        return "request", "It holds a filled-in request form."
    if (reason := _money(title, text, asked)) is not None:
        return "invoice", reason
    if any(one.has(Cue.CANCEL) for one in body):
        return "other", "It takes something back, or says that it is only for information."
    if any(one.has(Cue.NEWS) for one in said) and not asked:
        return "other", "It reads like a newsletter or an announcement."
    if any(one.has(Cue.CHASE) for one in body) and not _adds_a_need(text, body):
        return "question", "It asks where an earlier request has got to."
    if asked:
        return "request", f'It asks for support: "{_quote(text, asked[0])}"'
    return _without_asking(title, text, body, specialisms=specialisms, days=days)


def _without_asking(
    title: str, text: Text, body: Sequence[Said], *, specialisms: bool, days: bool
) -> tuple[Kind, str]:
    thanks = any(one.has(Cue.THANKS) for one in body)
    questions = [one for one in body if _is_question(text, one)]
    if questions:
        return "question", f'It asks something: "{_quote(text, questions[0])}"'
    if thanks or all(one.has(Cue.PAST) for one in body):
        return "other", "It thanks for, or tells of, what has been."
    meant = _REQUEST_SUBJECT.search(title) is not None
    if specialisms and (days or meant or any(one.has(Cue.TROUBLE | Cue.ASK) for one in body)):
        return "request", "It names what support is wanted."
    if meant and _ATTACHED.search(text.low):
        return "request", "Its subject speaks of a request, and something is attached."
    return "other", "It does not ask for support."


def _asks(text: Text, one: Said) -> bool:
    """Whether a sentence asks for support for the writer's own schools."""
    if one.has(Cue.CHASE | Cue.CANCEL | Cue.NEWS):
        return False
    if not one.has(Cue.ASK) or not one.has(Cue.HELP | Cue.TROUBLE):
        return False
    low = text.low[one.sentence.start : one.sentence.end]
    if one.has(Cue.QUESTION) or _is_question(text, one):
        return bool(_OUR_NEED.search(low)) and not _STARTS_AS_QUESTION.match(low)
    return not (one.has(Cue.THANKS) or _SOCIAL.search(low))


def _is_question(text: Text, one: Said) -> bool:
    low = text.low[one.sentence.start : one.sentence.end]
    if one.has(Cue.QUESTION):
        return True
    return low.endswith("?") and bool(_STARTS_AS_QUESTION.match(low))


def _adds_a_need(text: Text, body: Sequence[Said]) -> bool:
    """Whether a mail that asks for news asks for support anew as well."""
    return any(
        _asks(text, one)
        and not one.has(Cue.CHASE | Cue.PAST)
        and one.sentence.last - one.sentence.first > 7
        for one in body
    )


def _money(title: str, text: Text, asked: Sequence[Said]) -> str | None:
    if _INVOICE_SUBJECT.search(title) and not asked:
        return "Its subject speaks of an invoice or a payment."
    if (match := _INVOICE_TEXT.search(text.low)) is not None and not asked:
        return (
            f'It speaks of an invoice or a payment: "{text.original[match.start() : match.end()]}"'
        )
    return None


def _quote(text: Text, one: Said) -> str:
    words = " ".join(text.original[one.sentence.start : one.sentence.end].split())
    return words if len(words) <= 120 else words[:119].rstrip() + "…"
