"""Who is meant by a role, for one thing of a case."""

from collections.abc import Iterator

from core.model import Case, Deployment, Prompt
from core.parties import CONTACT_ROLES, Facts, Party, Person
from core.process import Role, Scope, Slot

_RECEIVING = (Role.RECEIVING_HEAD, Role.RECEIVING_FINANCE)
_HOME = (Role.HOME_HEAD, Role.HOME_FINANCE)


def holds(slot: Slot, case: Case) -> bool:
    """Whether a question is part of the process as far as the request says so."""
    request = case.request
    return all(request.get(name) == value for name, value in slot.spec.when.items())


def subjects(slot: Slot, case: Case) -> tuple[str, ...]:
    """Return what a step is done for: the case, its schools, or its live deployments."""
    if slot.step.each is Scope.CASE:
        return (case.ref,)
    if slot.step.each is Scope.RECEIVING_SCHOOL:
        return case.record.schools
    return tuple(x.id for x in case.live_deployments())


def related(case: Case, one: str, other: str) -> bool:
    """Whether two things wait for each other: the case for all, a school for its deployments."""
    if one == other or case.ref in (one, other):
        return True
    for deployment in case.deployment:
        if deployment.id in (one, other):
            return bool({one, other} & set(deployment.schools))
    return False


def parties(slot: Slot, about: str, case: Case, facts: Facts) -> Iterator[Party]:
    """Yield everybody whom a prompt is put to, each on their own.

    A money prompt and a receiving party are asked school by school; anybody else once.
    """
    schools = _schools(about, case)
    for role in slot.spec.to:
        for school in _each(role, slot, schools):
            yield Party(role, person_for(role, about, school, case, facts), school)


def _each(role: Role, slot: Slot, schools: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the schools for which a role is asked; None: once, for none in particular.

    A receiving party whose school nobody knows is asked all the same, so that it is not passed by.
    """
    if slot.spec.line is not None:
        return schools
    return schools or (None,) if role in _RECEIVING else (None,)


def _schools(about: str, case: Case) -> tuple[str, ...]:
    deployment = case.find_deployment(about)
    if deployment is not None:
        return deployment.schools
    return case.record.schools if about == case.ref else (about,)


def person_for(
    role: Role, about: str, school: str | None, case: Case, facts: Facts
) -> Person | None:
    """Return who fills a role now, or None when the directory knows nobody."""
    if role is Role.REQUESTER:
        return facts.people.get(case.record.requester or "")
    deployment = case.find_deployment(about)
    if role is Role.SLE:
        sle = facts.sles.get(deployment.sle or "") if deployment else None
        return sle.person if sle else None
    if role in _HOME:
        home = deployment.home_school if deployment else None
        return facts.post(home, *CONTACT_ROLES[role]) if home else None
    if role in _RECEIVING:
        return facts.post(school, *CONTACT_ROLES[role]) if school else None
    return facts.post(None, *CONTACT_ROLES[role])


def addressee(case: Case, prompt: Prompt) -> str:
    """Return whom a question was put to: a person's id, or the address of an unknown requester.

    Nobody is known: an empty string.
    """
    if prompt.person is not None:
        return prompt.person
    return case.record.requester_address if prompt.role == Role.REQUESTER else ""


def calendar_school(role: str, deployment: Deployment | None, school: str | None) -> str | None:
    """Return the school whose term dates an addressee lives by; None: office days."""
    if role in (*_HOME, Role.SLE):
        return deployment.home_school if deployment else None
    if role in _RECEIVING:
        return school
    return None
