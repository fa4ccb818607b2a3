"""What a process file has to say, and may not say, for each kind of prompt."""

from collections.abc import Mapping

from core.process import Payer, Role
from core.prompts import KINDS, Answers, PromptKind

MATCH = "shortlist"
RELEASE = "approve_release"
AGREEMENT = "sign_agreement"
CONTACT = "make_contact"
VISITS = "log_visits"
ESSENTIAL: Mapping[str, str] = {
    MATCH: "nobody is ever matched",
    RELEASE: "the SLE's own head is never asked to release them",
    AGREEMENT: "nothing is ever agreed, and prices are fixed when the agreement is put",
    VISITS: "no visit is ever logged, and what is owed follows the visits",
}
"""The kinds that no process can do without, and what goes wrong without them."""

RAISES = frozenset(("raise_invoice", "supply_invoice"))
SETTLES = frozenset(("pay_invoice", "confirm_receipt"))
MONEY = RAISES | SETTLES

OF_THE_REQUEST = frozenset(("request_form", "scope"))
"""Kinds whose form belongs to the case as a whole."""

_BEFORE_THE_MATCH = OF_THE_REQUEST | {MATCH, "agree_request", "agree_scope", "approve_funding"}
_AT_THE_END = frozenset(("report_to_boards",))
_ROLES_OF_A_DEPLOYMENT = frozenset((Role.SLE, Role.HOME_HEAD, Role.HOME_FINANCE))

PAYS_FOR: Mapping[Payer, tuple[Role, ...]] = {
    Payer.RECEIVING_SCHOOL: (Role.RECEIVING_FINANCE, Role.RECEIVING_HEAD),
    Payer.HOME_SCHOOL: (Role.HOME_FINANCE, Role.HOME_HEAD),
    Payer.ALLIANCE: (Role.ALLIANCE_FINANCE, Role.COORDINATOR, Role.DIRECTOR),
    Payer.BOARD: (Role.BOARD,),
    Payer.EIP: (Role.REQUESTER,),
}
"""Who acts for a payer or payee, the usual one first."""

Kinds = Mapping[str, PromptKind]
SHIPPED: Kinds = KINDS


def is_about_an_sle(name: str) -> bool:
    """Whether a kind makes sense only once an SLE has been matched."""
    return name in SHIPPED and name not in _BEFORE_THE_MATCH and name not in _AT_THE_END


def belongs_to_a_deployment(role: Role) -> bool:
    """Whether a role is filled only by a deployment: the SLE and their home school."""
    return role in _ROLES_OF_A_DEPLOYMENT


def asks_a_form(kind: PromptKind) -> bool:
    """Whether the answer is a form, so that the file has to say what it asks."""
    return kind.answers is Answers.FORM


def takes_fields(kind: PromptKind) -> bool:
    """Whether the file may list fields: all but a plain yes or no and the choice of an SLE."""
    return kind.answers not in (Answers.YES_NO, Answers.CHOICE)
