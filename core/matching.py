"""Which SLEs suit a need: ranked, each with reasons a head would accept, and every veto named.

Pure and deterministic: the same need and the same candidates give the same list. The database hands
in only candidates that share a specialism or are named (`core.store.sles`), so the cost grows
with those, not with the directory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.model import Case, Deployment
from core.parties import School, Sle
from core.process import DayLimits, YearLimit
from core.reading.specialisms import VOCABULARY

_POINTS_SPECIALISM = 40
_POINTS_PHASE = 20
_POINTS_FREE_DAYS = 20
_POINTS_WANTED = 15


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for, for one deployment."""

    specialisms: tuple[str, ...]
    phase: str | None
    schools: tuple[School, ...]
    half_days: int | None
    on: date
    year: int
    limits: DayLimits
    wanted: str = ""
    unwanted: str = ""
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Veto:
    """Why an SLE should not be asked. A firm veto holds whatever a coordinator says."""

    why: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """One SLE as they stand for a need."""

    sle: Sle
    score: int
    reasons: tuple[str, ...]
    vetoes: tuple[Veto, ...]


def refused_sles(case: Case) -> frozenset[str]:
    """Return the SLEs who were proposed for this case and came to nothing."""
    return frozenset(x.sle for x in case.deployment if x.ended and x.sle)


def need_of(
    case: Case,
    deployment: Deployment,
    schools: Iterable[School],
    limits: DayLimits,
    on: date,
    year: int,
) -> Need:
    """Put together what a deployment of a case needs, on a given day."""
    request = case.request
    known = {school.id: school for school in schools}
    receiving = tuple(known[x] for x in deployment.schools if x in known)
    phase = request.get("phase") or next((x.phase for x in receiving if x.phase), None)
    half_days = deployment.half_days or request.get("half_days")
    return Need(
        specialisms=tuple(request.get("specialisms") or ()),
        phase=phase,
        schools=receiving,
        half_days=half_days,
        on=on,
        year=year,
        limits=limits,
        wanted=request.get("wanted_sle") or "",
        unwanted=request.get("unwanted_sle") or "",
        refused=refused_sles(case),
    )


def rank(need: Need, sles: Iterable[Sle]) -> list[Candidate]:
    """Return the candidates, best first; those with a veto come last."""
    found = [consider(need, sle) for sle in sles]
    return sorted(found, key=lambda x: (bool(x.vetoes), -x.score, x.sle.person.name, x.sle.id))


def consider(need: Need, sle: Sle) -> Candidate:
    """Weigh one SLE against a need."""
    reasons: list[str] = []
    score = 0
    for points, reason in _merits(need, sle):
        score += points
        reasons.append(reason)
    return Candidate(sle, score, tuple(reasons), tuple(vetoes(need, sle)))


def _merits(need: Need, sle: Sle) -> Iterable[tuple[int, str]]:
    shared = [x for x in need.specialisms if x in sle.specialisms]
    if shared:
        share = len(shared) / len(need.specialisms)
        yield round(_POINTS_SPECIALISM * share), f"specialism: {_titles(shared)}"
    if need.phase and need.phase in sle.phases:
        yield _POINTS_PHASE, f"works in the {_plain(need.phase)} phase"
    left = half_days_left(need, sle)
    if left is None:
        yield _POINTS_FREE_DAYS // 2, "no limit of days stated"
    elif left > 0:
        points = min(_POINTS_FREE_DAYS, left)
        yield points, f"{left / 2:g} days left this school year"
    if need.wanted and _named(need.wanted, sle):
        yield _POINTS_WANTED, "the school asked for them by name"


def _titles(slugs: Iterable[str]) -> str:
    return ", ".join(VOCABULARY.title(x) for x in slugs)


def _plain(phase: str) -> str:
    return phase.replace("-", " ")


def vetoes(need: Need, sle: Sle) -> Iterable[Veto]:
    """Yield every reason against asking this SLE."""
    if sle.status != "active":
        yield Veto(f"designation is {sle.status.replace('_', ' ')}", firm=True)
    if sle.designated_until and sle.designated_until < need.on:
        yield Veto(f"designation ended on {sle.designated_until:%-d %B %Y}", firm=True)
    if any(x.id == sle.home_school for x in need.schools):
        yield Veto("works at the receiving school", firm=True)
    elif sle.home_trust and any(x.trust == sle.home_trust for x in need.schools):
        yield Veto("works in the receiving school's own trust", firm=False)
    if sle.id in need.refused:
        yield Veto("was already proposed for this request, and it came to nothing", firm=False)
    if need.unwanted and _named(need.unwanted, sle):
        yield Veto("the school asked not to have them", firm=False)
    if need.specialisms and not set(need.specialisms) & set(sle.specialisms):
        yield Veto("has none of the specialisms asked for", firm=False)
    if need.phase and sle.phases and need.phase not in sle.phases:
        yield Veto(f"does not work in the {_plain(need.phase)} phase", firm=False)
    yield from day_vetoes(need, sle)


def day_vetoes(need: Need, sle: Sle) -> Iterable[Veto]:
    """Yield every reason against that many more half days of an SLE's academic year."""
    wanted = need.half_days or 1
    promised = sle.promised.get(need.year, 0)
    if sle.half_days_per_year is not None and promised + wanted > sle.half_days_per_year:
        left = max(0, sle.half_days_per_year - promised)
        yield Veto(
            f"has {left / 2:g} of {sle.half_days_per_year / 2:g} days left this school year, "
            f"{wanted / 2:g} are needed",
            firm=True,
        )
    limit = need.limits.half_days_per_year
    if limit is not None and promised + wanted > limit:
        yield Veto(
            f"would go over the alliance's {limit / 2:g} days a school year "
            f"({promised / 2:g} promised, {wanted / 2:g} needed)",
            firm=need.limits.over is YearLimit.REFUSE,
        )


def half_days_left(need: Need, sle: Sle) -> int | None:
    """Return the half days an SLE still has this academic year; None: no limit stated."""
    limits = [x for x in (sle.half_days_per_year, need.limits.half_days_per_year) if x is not None]
    if not limits:
        return None
    return min(limits) - sle.promised.get(need.year, 0)


def _named(words: str, sle: Sle) -> bool:
    return sle.person.name.casefold() in words.casefold()
