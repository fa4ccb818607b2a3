"""What a process file has to say, and may not say, for each kind of prompt."""

from collections.abc import Mapping

from core.process import Payer, Role
from core.prompts import KINDS, Answers, Part, PromptKind

ESSENTIAL: Mapping[Part, str] = {
    Part.MATCH: "nobody is ever matched",
    Part.RELEASE: "the SLE's own head is never asked to release them",
    Part.AGREEMENT: "nothing is ever agreed, and prices are fixed when the agreement is put",
    Part.VISITS: "no visit is ever logged, and what is owed follows the visits",
}
"""What goes wrong where no prompt plays a part."""

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


def playing(known: Kinds, part: Part) -> str:
    """Return the names of the kinds that play a part, for whoever has to write one of them."""
    return " or ".join(name for name, kind in known.items() if kind.part is part)


def belongs_to_a_deployment(role: Role) -> bool:
    """Whether a role is filled only by a deployment: the SLE and their home school."""
    return role in _ROLES_OF_A_DEPLOYMENT


def asks_a_form(kind: PromptKind) -> bool:
    """Whether the answer is a form, so that the file has to say what it asks."""
    return kind.answers is Answers.FORM


def takes_fields(kind: PromptKind) -> bool:
    """Whether the file may list fields: all but a plain yes or no and the choice of an SLE."""
    return kind.answers not in (Answers.YES_NO, Answers.CHOICE)
