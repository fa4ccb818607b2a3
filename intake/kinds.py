"""What sort of mail a letter is: a person's, or a machine's, and of which sort (RFC 3834)."""
# ruff: noqa: RUF001 - the words are in several alphabets

from __future__ import annotations

import re
from enum import Enum

from intake.bounces import Delivery, deliveries, looks_like_bounce
from intake.letter import Letter
from intake.reply_text import split


class MailKind(Enum):
    """Only ``HUMAN`` mail may ask for or settle anything."""

    HUMAN = "human"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    BULK = "bulk"
    RECEIPT = "receipt"
    CALENDAR_REPLY = "calendar_reply"
    OWN_MAIL = "own_mail"


_AUTO_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:(?:re|aw|sv)\s?:\s*)?(?:"
    r"auto(?:matic|mated|matische|matisk)?[ -]?(?:repl(?:y|ies)|respon(?:se|der))\b|"
    r"auto\s?:|autoreply\b|out of (?:the )?office(?: auto-?reply)?\s*[:\-–(]|"
    r"out-of-office\s*[:\-–(]|ooo\s?:|away from (?:my )?(?:mail|desk|office)\s*[:\-–]|"
    r"vacation (?:reply|response|message)\b|absence notification|"
    r"abwesenheits(?:notiz|nachricht|meldung)|automatische antwort|abwesend\s*:|"
    r"réponse automatique|message d['’]absence|absent(?:e)? du bureau\s*:|"
    r"respuesta automática|fuera de (?:la )?oficina\s*:|resposta automática|fora do escritório\s*:|"
    r"risposta automatica|fuori sede\s*:|automatisch antwoord|afwezigheids|"
    r"autosvar|automatiskt svar|automatisk svar|fraværs?(?:melding|besked)|frånvaro\s*:|"
    r"automaattinen vastaus|poissa\s*:|autoodpowiedź|odpowiedź automatyczna|"
    r"automatyczna odpowiedź|automatická odpověď|automatikus válasz|otomatik yanıt|"
    r"автоматический ответ|автоматична відповідь|自動応答|自动答复|自動回覆|"
    r"ymateb awtomatig|ateb awtomatig|allan o['’]r swyddfa\s*:)",
    re.IGNORECASE,
)
_BARE_AWAY_SUBJECT = re.compile(r"^\s*(?:re\s?:\s*)?out of (?:the )?office\s*$", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:i am|i['’]m|i will be|i['’]ll be|we are|the (?:school|office) is)\s(?:now |currently |"
    r"presently )?(?:away|closed|on (?:annual |maternity |paternity |parental |study |"
    r"sick |long-term )?"
    r"leave|out of (?:the )?office|not (?:in|at) (?:the )?(?:office|school|work))",
    re.IGNORECASE,
)
_SAYS_AUTOMATIC = re.compile(
    r"\bthis is an? (?:auto(?:mated|matic|matically generated)|auto-?reply|auto-?response)|"
    r"\bthis (?:e-?mail|message|reply|response) (?:is|was|has been) (?:automatically |auto-?)"
    r"(?:generated|sent|created|issued|produced|repl|respon)"
    r"|\bthis mailbox is (?:not|un)\s?(?:monitored|attended)",
    re.IGNORECASE,
)
_AUTO_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-amazon-auto-reply",
)
# List-Id alone says by which way a mail came (a school's group address), not who wrote it.
_LIST_HEADERS = (
    "list-unsubscribe",
    "list-post",
    "list-help",
    "list-subscribe",
    "list-owner",
    "x-campaign-id",
    "x-mailchimp-campaign-id",
    "x-mc-user",
)
_BULK_PRECEDENCE = frozenset({"bulk", "list", "junk"})
_AUTO_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "autoreply"})
# Microsoft's words for mail that wants no answer (MS-OXCMAIL, 2.2.3.2.14). Exchange puts them on
# ordinary mail too, so they say nothing of who wrote it.
_SUPPRESSED = frozenset({"all", "autoreply", "oof"})
_NO_REPLY = re.compile(r"^(?:no|do-?not)[._-]?repl(?:y|ies)|^(?:mailer-)?daemon$", re.IGNORECASE)
_CALENDAR_REPLY = re.compile(
    rb"^METHOD\s*:\s*(?:REPLY|COUNTER|REFRESH|DECLINECOUNTER)\s*$", re.MULTILINE | re.IGNORECASE
)


def classify(letter: Letter, envelope_from: str | None, own_domain: str) -> MailKind:
    """What sort of mail ``letter`` is.

    ``envelope_from`` is the SMTP return path, empty for the null sender, ``None`` when unknown;
    ``own_domain`` is the domain our own mail is sent from, empty when there is none.
    """
    if _is_own(letter, own_domain):
        return MailKind.OWN_MAIL
    reported = _from_report(letter, envelope_from)
    if reported is not None:
        return reported
    if _is_calendar_reply(letter):
        return MailKind.CALENDAR_REPLY
    automatic = _auto_submitted(letter)
    if automatic == "no":
        return _bulk_or_human(letter)
    if _AUTO_SUBJECT.match(letter.subject):
        return MailKind.AUTO_REPLY
    if looks_like_bounce(letter, envelope_from):
        return MailKind.BOUNCE
    if _is_auto_reply(letter, automatic):
        return MailKind.AUTO_REPLY
    kind = _bulk_or_human(letter)
    if kind is MailKind.HUMAN and (automatic or _is_null(envelope_from)):
        return MailKind.AUTO_REPLY
    return kind


def unanswerable_because(letter: Letter, envelope_from: str | None, kind: MailKind) -> str:
    """Why nothing may be sent in answer by itself (RFC 3834 section 2); empty: it may.

    Stricter than the ``kind``: a person's mail that came through a list is read, but not answered.
    """
    if kind is not MailKind.HUMAN or _is_null(envelope_from):
        return "a machine seems to have sent it"
    if _is_listed(letter) or "list-id" in letter.headers:
        return "it came through a mailing list or a group address"
    if _SUPPRESSED & _suppressed(letter):
        return "it asks not to be answered automatically"
    address = letter.sender.address if letter.sender else ""
    if not address or _NO_REPLY.match(address.partition("@")[0]):
        return "its sender takes no answers"
    return ""


def is_listed_by_name_alone(letter: Letter) -> bool:
    """Whether nothing but List-Id speaks of a list: a newsletter's, or a school's group address."""
    return "list-id" in letter.headers and not _is_listed(letter)


def says_for_certain(letter: Letter, kind: MailKind) -> bool:
    """Whether a machine's mail is beyond doubt, so that nobody need look at it: a receipt in the
    form of one, or our own mail that says it is automatic.
    """
    ours = kind is MailKind.OWN_MAIL and _auto_submitted(letter) not in ("", "no")
    return ours or kind is MailKind.RECEIPT


def _is_null(envelope_from: str | None) -> bool:
    return envelope_from is not None and envelope_from.strip() in ("", "<>")


def _auto_submitted(letter: Letter) -> str:
    """The keyword of Auto-Submitted (RFC 3834 section 5), lower-cased, without parameters."""
    value = letter.headers.first("auto-submitted").partition(";")[0].partition("(")[0]
    return value.strip().lower()


def _precedence(letter: Letter) -> str:
    return letter.headers.first("precedence").strip().lower()


def _is_own(letter: Letter, own_domain: str) -> bool:
    """Our mail says it is automatic and bears our domain; people there write by hand."""
    if not own_domain or _auto_submitted(letter) in ("", "no"):
        return False
    wanted = own_domain.lower()
    named = letter.message_id.rpartition("@")[2].lower() == wanted
    return named or (letter.sender is not None and letter.sender.domain == wanted)


def _from_report(letter: Letter, envelope_from: str | None) -> MailKind | None:
    """What a multipart/report, or the parts of one, makes of the letter (RFC 6522)."""
    types = {part.content_type for part in letter.attachments}
    if types & {"message/delivery-status", "message/global-delivery-status"}:
        return _from_deliveries(deliveries(letter))
    if "message/disposition-notification" in types:
        return MailKind.RECEIPT
    if letter.content_type == "multipart/report":
        failed = looks_like_bounce(letter, envelope_from)
        return MailKind.BOUNCE if failed else MailKind.RECEIPT
    return None


def _from_deliveries(reported: tuple[Delivery, ...]) -> MailKind:
    arrived = ("delivered", "relayed", "expanded")
    if reported and all(delivery.action.startswith(arrived) for delivery in reported):
        return MailKind.RECEIPT
    return MailKind.BOUNCE


def _is_calendar_reply(letter: Letter) -> bool:
    return any(
        part.content_type in ("text/calendar", "application/ics")
        and _CALENDAR_REPLY.search(part.content[:20_000])
        for part in letter.attachments
    )


def _is_auto_reply(letter: Letter, automatic: str) -> bool:
    if automatic.startswith("auto-replied") or _precedence(letter) in _AUTO_PRECEDENCE:
        return True
    named = (letter.headers.first(name) for name in _AUTO_HEADERS if name in letter.headers)
    if any(value.strip().lower() not in ("no", "false", "0") for value in named):
        return True
    if "all" in _suppressed(letter) and _AWAY.search(split(letter.text[:20_000]).reply[:600]):
        return True
    return _reads_automatic(letter)


def _suppressed(letter: Letter) -> set[str]:
    """What X-Auto-Response-Suppress wants no answers of."""
    value = letter.headers.first("x-auto-response-suppress").lower()
    return set(value.replace(" ", "").split(","))


def _reads_automatic(letter: Letter) -> bool:
    """Whether the text itself says that nobody wrote it: only in so many words."""
    head = letter.text[:20_000]
    bare = _BARE_AWAY_SUBJECT.match(letter.subject) is not None
    if not bare and not _SAYS_AUTOMATIC.search(head):
        return False
    written = split(head).reply
    if bare and _AWAY.search(written[:600]):
        return True
    return bool(_SAYS_AUTOMATIC.search(written[:1_500]))


def _bulk_or_human(letter: Letter) -> MailKind:
    return MailKind.BULK if _is_listed(letter) else MailKind.HUMAN


def _is_listed(letter: Letter) -> bool:
    named = any(name in letter.headers for name in _LIST_HEADERS)
    return named or _precedence(letter) in _BULK_PRECEDENCE
