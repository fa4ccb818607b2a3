"""From job titles, as schools write them, to the roles the directory knows.

A role here opens doors (a head's answer decides), so a title counts as `head` only if it says so
plainly: "Head of Maths" and "PA to the Head" do not. Whatever is not understood is `other`.
"""

import re
import unicodedata
from typing import Final, Literal

ContactRole = Literal[
    "head",
    "deputy",
    "office",
    "finance",
    "sle",
    "coordinator",
    "director",
    "board",
    "eip",
    "other",
]

ROLES: Final[tuple[ContactRole, ...]] = (
    "head",
    "director",
    "coordinator",
    "deputy",
    "finance",
    "office",
    "eip",
    "board",
    "sle",
    "other",
)
"""Every role; of a title that names several ("Headteacher and SLE") the first of these counts."""

_ABBREVIATIONS: Final = {
    "ht": "headteacher",
    "eht": "headteacher",
    "dht": "deputy headteacher",
    "aht": "assistant headteacher",
    "dh": "deputy head",
    "ah": "assistant head",
    "hos": "head of school",
    "vp": "vice principal",
    "ap": "assistant principal",
    "sbm": "business manager",
    "sbl": "business leader",
    "ea": "personal assistant",
    "pa": "personal assistant",
    "tsa": "teaching school alliance",
    "tsh": "teaching school hub",
    "sles": "sle",
    "cfo": "chief finance officer",
}

_NETWORK = (
    r"(?:teaching schools?(?: alliance| hub| partnership| network)?|alliance|partnership|network"
    r"|school(?: to school)? support|system leader(?:ship)?s?|sle|deployments?|brokerage"
    r"|specialist leaders? of education)"
)
_SITE = r"(?:school|academy|centre|provision|college|campus|base)"
_NAMED_SCHOOL = (
    r"(?!.*\b(?:lower|upper|middle|senior|prep|preparatory|main|whole|teaching|summer|phase"
    r"|department|faculty|sixth form|improvement|support)\b)"
    r"(?:(?!of )[^\s,]+ )+(?:school|academy|primary|infants?|juniors?|nursery|college|federation)"
)
_GONE = re.compile(r"\b(?:former|formerly|ex|retired|past|previous|designate|elect|aspiring)\b")
_HELPS_A_HEAD = re.compile(
    r"\bpersonal assistant\b|\bexecutive (?:assistant|support)\b|\bsecretar(?:y|ies|ial)\b"
    r"|\bassistant to (?:the )?(?:\w+ )?(?:head|principal)|\bhead(?:teacher|master|mistress)?s"
    r" (?:assistant|office)\b|\boffice of the head"
)
_STAND_IN = (
    r"(?:acting|interim|temporary|maternity cover|co|joint|job share|part time|executive|exec"
    r"|substantive|permanent|new|current|the|our)"
)
_SORT = r"(?:school|academy|primary|secondary|infant|junior|nursery)"
_HEAD_WORD = r"(?:headteachers?|headmaster|headmistress|principal)"
_HEADS: Final = (
    re.compile(rf"(?:{_STAND_IN} )*(?:{_SORT} )?{_HEAD_WORD}(?: (?:of|at|for) .*| {_STAND_IN})?"),
    re.compile(rf"(?:{_STAND_IN} )*heads?(?: {_STAND_IN})?"),
    re.compile(rf"(?:{_STAND_IN} )*heads? of (?:the )?{_SITE}s?(?: {_STAND_IN})?"),
    re.compile(rf"(?:{_STAND_IN} )*head (?:at )?{_NAMED_SCHOOL}"),
    re.compile(rf"(?:{_STAND_IN} )*teacher in charge.*"),
)
_DEPUTIES: Final = (
    re.compile(
        r"(?:\w+ )?(?:deputy|assistant|vice|associate)(?: \w+)? "
        r"(?:headteachers?|headmaster|headmistress|principals?)\b.*"
    ),
    re.compile(r"(?:\w+ )?(?:deputy|assistant|associate) heads?(?: \((?:.*)\)| of school| at .*)?"),
    re.compile(r"(?:senior )?deputy|deputies"),
)
_DIRECTORS: Final = (
    re.compile(rf"(?:{_STAND_IN} |managing )?director"),
    re.compile(rf"(?:{_STAND_IN} )?director of (?:the )?(?:\w+ ){{0,3}}?{_NETWORK}(?: .*)?"),
    re.compile(rf"(?:{_STAND_IN} )?head of (?:the )?(?:\w+ ){{0,3}}?teaching school(?: .*)?"),
    re.compile(rf"(?:\w+ ){{0,4}}?{_NETWORK} director"),
)
_COORDINATORS: Final = (
    re.compile(rf"(?:{_STAND_IN} |senior |programme )?coordinator"),
    re.compile(
        rf"(?!.*\b(?:network (?:manager|officer)|sports?)\b)(?:\w+ ){{0,4}}?{_NETWORK}"
        r"(?: and \w+)? (?:coordinator|manager|lead|leader|officer|organiser|broker)"
    ),
    re.compile(rf"(?:coordinator|manager|lead|organiser|broker) (?:of|for) .*{_NETWORK}.*"),
    re.compile(r"(?:sle |school support )?broker"),
)
_FINANCE = re.compile(
    r"\bfinanc(?:e|es|ial)\b|\bbursar\b|\baccounts?\b|\baccountant\b|\bpayroll\b"
    r"|\bbusiness (?:\w+ ){0,2}(?:manager|leader|director|partner|lead|professional)\b"
    r"|\bpurchase ledger\b"
)
_OFFICE = re.compile(
    r"\badmin(?:istrator|istration|istrative)?s?\b|\boffice\b|\breception(?:ist)?\b|\bclerical\b"
    r"|\benquir(?:y|ies)\b|\bclerk\b"
)
_GOVERNANCE = re.compile(
    r"\bgovern(?:ors?|ing|ance)\b|\btrustees?\b|\btrust board\b|\bmembers of the trust\b"
)
_EIP = re.compile(r"\beips?\b")
_BOARD = re.compile(r"\bboards?\b")
_SLE = re.compile(r"\bsle\b|\bspecialist leaders? (?:of|in) education\b")
_PARTS = re.compile(r"\s*(?:[/,;+|]|\band\b|\s[-–]\s)\s*")


def role_of(title: str) -> ContactRole:
    """Return the role that a job title, or the plain name of a role, stands for."""
    plain = _plain(title)
    if plain in ROLES:
        return next(role for role in ROLES if role == plain)
    if _GOVERNANCE.search(plain) or _GONE.search(plain):
        return "other"
    if _HELPS_A_HEAD.search(plain):
        return "finance" if _FINANCE.search(plain) else "office"
    roles = {_role_of_part(part) for part in (plain, *_PARTS.split(plain)) if part}
    return next((role for role in ROLES if role in roles), "other")


def _plain(title: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", title).casefold().replace("’", "'").split())
    text = re.sub(r"'s\b|s'(?=\s|$)", "s", text).replace("'", "")
    text = text.replace("\N{HYPHEN}", "-").replace(":", ",").replace("&", " and ")
    text = re.sub(r"\bco[- ]?ord", "coord", text)
    text = re.sub(r"(?<=\w)-(?=\w)", " ", text)
    text = re.sub(r"\bhead ?(teacher|master|mistress)", r"head\1", text)
    text = re.sub(r"\b[01]\.\d+(?: ?fte)?\b", " ", text)
    text = re.sub(r"\b(\w)\.(\w)\b", r"\1\2", text)
    text = " ".join(re.sub(r"[._]", " ", text).split())
    text = re.sub(r"\beducation improvement partnership\b", "eip", text)
    # What follows a bare "Head" says of what: "Head (Maths)" leads a department.
    text = re.sub(rf"^((?:{_STAND_IN} )*head)(?:,| ?[(\[]| [-–] )\s*", r"\1 ", text)
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|[()\[\]]", " ", text)
    words = (_ABBREVIATIONS.get(word, word) for word in text.split())
    return " ".join(words).strip(" -–/,;")


def _role_of_part(part: str) -> ContactRole:
    for role, patterns in _WHOLE:
        if any(pattern.fullmatch(part) for pattern in patterns):
            return role
    for role, pattern in _SOMEWHERE:
        if pattern.search(part):
            return role
    return "other"


_WHOLE: Final[tuple[tuple[ContactRole, tuple[re.Pattern[str], ...]], ...]] = (
    ("director", _DIRECTORS),
    ("coordinator", _COORDINATORS),
    ("deputy", _DEPUTIES),
    ("head", _HEADS),
)
_SOMEWHERE: Final[tuple[tuple[ContactRole, re.Pattern[str]], ...]] = (
    ("finance", _FINANCE),
    ("office", _OFFICE),
    ("eip", _EIP),
    ("board", _BOARD),
    ("sle", _SLE),
)
