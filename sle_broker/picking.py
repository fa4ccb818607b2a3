"""Which part of a case the words of a command mean."""

from core.errors import Refusal
from core.model import Case, Deployment
from core.parties import Alliance
from core.store import naming
from sle_broker.command import Program


def normal_id(words: str) -> str:
    """Return an id as it is written: ES-0012.p3, however it was typed."""
    case, _, rest = words.partition(".")
    return f"{case.upper()}.{rest.lower()}"


def pick_deployment(case: Case, words: str) -> Deployment | Refusal:
    """Return the deployment that is named, or the only one there is to name."""
    if "." in words:
        found = case.find_deployment(normal_id(words))
        return found or Refusal(f"There is no deployment {words}.", f"See: show {case.ref}.")
    going_on = [x for x in case.deployment if x.under_way]
    going_on = going_on or [x for x in case.deployment if x.holds_days]
    if len(going_on) == 1:
        return going_on[0]
    if not going_on:
        return Refusal(f"Nobody is deployed in {case.ref}.", "Match an SLE first.")
    named = ", ".join(x.id for x in going_on)
    return Refusal(f"{case.ref} has several deployments.", f"Name one of: {named}.")


def pick_school(program: Program, deployment: Deployment, words: str) -> str | Refusal:
    """Return the receiving school that is named by its name or id, or the deployment's only one."""
    if not words and len(deployment.schools) == 1:
        return deployment.schools[0]
    with program.service.database.read() as connection:
        names = naming.school_names(connection, deployment.schools)
    wanted = words.strip().casefold()
    found = [id_ for id_, name in names.items() if wanted and wanted in (id_, name.casefold())]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(names.values())
    return Refusal("Which receiving school is meant?", f"Write --school with one of: {listed}.")


def only_alliance(program: Program, slug: str) -> Alliance | Refusal:
    """Return the alliance that is named, or the only one there is."""
    library = program.service.library
    if slug:
        return library.alliance(slug)
    if len(library.alliances) == 1:
        return next(iter(library.alliances.values()))
    listed = ", ".join(sorted(library.alliances))
    return Refusal("Which alliance is it for?", f"Write --alliance with one of: {listed}.")
