"""Whether a mail is a request for support at all, a question, an invoice or something else."""

import re
from collections.abc import Container, Sequence
from typing import Literal

from core.reading.cues import Cue
from core.reading.request.anatomy import Part, Said
from core.reading.wording import Text, fold

Kind = Literal["request", "question", "invoice", "other"]

_INVOICE_SUBJECT = re.compile(
    r"\b(?:invoice|remittance|statement of account|credit note|payment (?:advice|notification|"
    r"confirmation|reminder|due|overdue|received)|"
    r"overdue (?:account|invoice|payment)|purchase ledger|purchase order|bacs)\b"
)
_INVOICE_TEXT = re.compile(
    r"\binvoice (?:no\.?|number|ref\w*|#)? ?:?#?[a-z]{0,5}[-/]?\d{2,}|\b(?:attached|enclosed|"
    r"attach|enclose|find)\b[^.\n]{0,30}\b(?:invoice|remittance|credit note|statement|"
    r"purchase order)\b|"
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
_PRICE = re.compile(r"\b(?:rate|cost|costs|charges?|price|fees?|vat|subsid\w+|board|boards)\b|£")
_OUR_WANT = re.compile(
    r"\b(?:sles?|someone|somebody|anyone|specialist|coach\w*|mentor\w*)\b.*\b(?:for|with|to)\b|"
    r"\bneed\b"
)
_FOR_US = re.compile(
    r"\b(?:help (?:us|me|our|out|with)|for (?:us|our|my)|with our|support (?:us|our|my|for)|"
    r"we need|i need|we (?:would|'d) like|we'd like|i'd like)\b"
)
_ABOUT_BECOMING = re.compile(
    r"\b(?:become|becoming|be|being|train as|apply to be|designated as) an? sle\b|"
    r"\bapply for designation"
)
_LOOKS_BACK = re.compile(r"\b(?:feedback|evaluation|thank|thanks|thank you)\b")
_CALL = re.compile(r"\b(?:ring|call|phone) me\b|\bgive me a (?:ring|call|bell)\b")
_SOCIAL = re.compile(
    r"\b(?:ring me|call me|phone me|give me a (?:ring|call|bell)|a chat|a date in the diary|"
    r"meet(?:ing)? up|catch up|coffee|lunch|phone call|"
    r"reschedule|rearrange|can't make|cannot make|won't be able to make|"
    r"move our|another (?:day|time)|instead\?)"
)


def judge(subject: str, text: Text, said: Sequence[Said], told: Container[str]) -> tuple[Kind, str]:
    """Return what a mail looks like, and why in one sentence. `told` names the fields that were
    read for sure, and "form" if it holds a filled-in request form.
    """
    title = fold(subject)
    body = [one for one in said if one.part is Part.BODY]
    asked = [one for one in body if _asks(text, one)]
    if "form" in told:
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
    return _without_asking(title, text, body, told)


def _without_asking(
    title: str, text: Text, body: Sequence[Said], told: Container[str]
) -> tuple[Kind, str]:
    names = any(field in told for field in ("specialisms", "teacher_standards", "wanted_sle"))
    if names and "days" in told:
        return "request", "It names what support is wanted, and how much."
    thanks = any(one.has(Cue.THANKS) for one in body)
    if names and any(one.has(Cue.TROUBLE) and not _is_question(text, one) for one in body):
        return "request", "It names a subject that does not go well."
    if any(one.has(Cue.ASK) and _wants_a_call(text, one) for one in body):
        return "question", "It asks for a call or a meeting."
    questions = [one for one in body if _is_question(text, one)]
    if questions:
        return "question", f'It asks something: "{_quote(text, questions[0])}"'
    if thanks or all(one.has(Cue.PAST) for one in body):
        return "other", "It thanks for, or tells of, what has been."
    meant = bool(_REQUEST_SUBJECT.search(title)) and not _LOOKS_BACK.search(title)
    if names and (meant or any(one.has(Cue.TROUBLE | Cue.ASK) for one in body)):
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
    if _ABOUT_BECOMING.search(low):
        return False
    if low.endswith("?") and _PRICE.search(low) and not _OUR_WANT.search(low):
        return False
    if one.has(Cue.QUESTION) or _is_question(text, one):
        need = _OUR_NEED if not one.has(Cue.QUESTION) else _FOR_US
        return bool(need.search(low)) and not _STARTS_AS_QUESTION.match(low)
    return not (one.has(Cue.THANKS) or _SOCIAL.search(low))


def _wants_a_call(text: Text, one: Said) -> bool:
    return _CALL.search(text.low, one.sentence.start, one.sentence.end) is not None


def _is_question(text: Text, one: Said) -> bool:
    low = text.low[one.sentence.start : one.sentence.end]
    if one.has(Cue.QUESTION):
        return True
    return low.endswith("?") and bool(_STARTS_AS_QUESTION.match(low) or _PRICE.search(low))


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
