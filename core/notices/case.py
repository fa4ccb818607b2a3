"""What a recipient is shown of a case: the request, the SLE, the visits, forms to be read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core import forms
from core.decide.addressees import related
from core.matching import Candidate
from core.model import Deployment, Form, Prompt
from core.money import pounds
from core.notices.loading import Loaded
from core.notices.naming import post_of
from core.notices.need_to_know import without_story
from core.notices.plain_english import capital, day, days, listed
from core.notices.safe_text import LINE, one_line
from core.notices.view import CandidateShown, Document, Shown, SleShown
from core.process import Role
from core.prompts import KINDS
from core.reading.forms import Field
from core.reading.specialisms import VOCABULARY
from core.reading.standards import TEACHERS_STANDARDS

_NEED = ("school", "specialisms", "teacher_standards", "phase", "key_stage", "support_kinds",
         "when", "half_days")  # fmt: skip
_MONEY = ("school", "when", "half_days", "funding", "po_number", "invoice_address")
_NOT_FOR_THE_SLE = frozenset(
    {"unwanted_sle", "wanted_sle", "funding", "po_number", "invoice_address"}
)
_SEEN_BY: Mapping[str, tuple[str, ...]] = {
    Role.HOME_HEAD: _NEED,
    Role.HOME_FINANCE: _MONEY,
    Role.RECEIVING_FINANCE: _MONEY,
    Role.ALLIANCE_FINANCE: _MONEY,
    Role.BOARD: (*_NEED, "funding"),
    "": _NEED,
}
"""What those see of a request who do not need its story: who needs support stays with the parties
(docs/rules.md#need-to-know)."""

_CHOICES: Mapping[str, str] = {
    "own": "the school's own budget",
    "eip": "the Education Improvement Partnership",
    "boards": "the school, with a subsidy from the Board",
}
"""What people read for the short words that a choice is kept as."""

_PORTRAIT = 1500
_IN_A_DOCUMENT = 1500
_MOST_CANDIDATES = 12


def summary(loaded: Loaded, role: str, asked: Collection[str]) -> tuple[Shown, ...]:
    """Return what is known of the request, as far as a party may see it.

    `asked` are the fields that the same mail asks for: what is known of them already must not read
    like an answer when the letter comes back within the reply.
    """
    request = dict(loaded.case.request)
    if loaded.schools:
        request["school"] = listed([loaded.school(x) for x in loaded.schools])
    fields = {**forms.FIELDS, "school": _own_title(loaded)}
    return tuple(
        Shown(label=_label(field, asked, "as said in the request"), value=value)
        for field in fields.values()
        if _may_see(field.name, loaded, role)
        and (value := shown(field, _seen(loaded, role, field, request), loaded.today))
    )


def needs_no_story(loaded: Loaded, role: str) -> bool:
    """Whether a recipient is kept from the request's story: anybody who is no party to it."""
    return role in _SEEN_BY and not (loaded.reads_as_coordinator or loaded.is_requester)


def _seen(loaded: Loaded, role: str, field: Field, request: Mapping[str, Any]) -> Any:
    """Return what a role may see of a field: the schools only as the directory calls them."""
    value = request.get(field.name)
    if not needs_no_story(loaded, role):
        return value
    if field.name == "school" and not loaded.schools:
        return None
    if field.kind == "choice" and str(value) not in field.choices:
        return None
    return without_story(field.name, value) if isinstance(value, str) else value


def _own_title(loaded: Loaded) -> Field:
    """Return the field of the schools, called what this alliance calls them."""
    return replace(forms.FIELDS["school"], title=capital(loaded.process.titles.receiving_school))


def _label(field: Field, asked: Collection[str], whose: str) -> str:
    return f"{field.title}, {whose}" if field.name in asked else field.title


def _may_see(field: str, loaded: Loaded, role: str) -> bool:
    if loaded.reads_as_coordinator or loaded.is_requester:
        return True
    if role in _SEEN_BY:
        return field in _SEEN_BY[role]
    if role == Role.SLE:
        return field not in _NOT_FOR_THE_SLE
    return field != "unwanted_sle"


def shown(field: Field, value: Any, today: date, limit: int = LINE) -> str:
    """Return a form's value as people read it; empty where there is none."""
    if value is None or value in ("", (), []):
        return ""
    match field.kind:
        case "days":
            return days(int(value))
        case "money":
            return pounds(int(value))
        case "date":
            return day(date.fromisoformat(str(value)), today)
        case "yes_no":
            return "Yes" if value in (True, "yes") else "No"
        case "specialisms":
            return listed([VOCABULARY.title(str(x)) for x in value])
        case "standards":
            return listed([_standard(x) for x in value])
        case "choice":
            return _CHOICES.get(str(value)) or one_line(str(value).replace("-", " "))
        case _:
            return one_line(str(value), limit)


def _standard(number: Any) -> str:
    title = TEACHERS_STANDARDS.get(int(number), "")
    return f"{number} ({title})" if title else str(number)


def sle_shown(loaded: Loaded) -> SleShown | None:
    """Return the SLE of the deployment that the notice is about."""
    deployment = loaded.deployment
    sle = loaded.facts.sles.get(deployment.sle or "") if deployment else None
    if deployment is None or sle is None:
        return None
    return SleShown(
        name=one_line(sle.person.name, 100),
        home_school=loaded.school(deployment.home_school or sle.home_school),
        specialisms=listed([VOCABULARY.title(x) for x in sle.specialisms]),
        phases=listed([x.replace("-", " ") for x in sle.phases]),
        portrait=one_line(sle.portrait, _PORTRAIT),
    )


def visits(loaded: Loaded) -> tuple[str, ...]:
    """Return the days worked so far, in their order."""
    deployment = loaded.deployment
    if deployment is None:
        return ()
    made = (x for x in loaded.case.visit if x.deployment == deployment.id)
    return tuple(
        f"{day(x.on, loaded.today)}: {days(x.half_days)} at {loaded.school(x.school)}"
        for x in sorted(made, key=lambda x: x.on)
        if x.school in loaded.schools
    )


def agreed(loaded: Loaded) -> str:
    """Return the days agreed; empty until all have signed for them."""
    deployment = loaded.deployment
    return _shared(loaded, deployment, deployment.half_days_agreed) if deployment else ""


def in_question(loaded: Loaded) -> str:
    """Return the days that are spoken of: asked for so far, and agreed once all have signed."""
    deployment = loaded.deployment
    return _shared(loaded, deployment, deployment.half_days) if deployment else ""


def _shared(loaded: Loaded, deployment: Deployment, half_days: int | None) -> str:
    """Put days into words; of a group, whom one school shares them with."""
    if not half_days:
        return ""
    told = days(half_days)
    others = [loaded.school(x) for x in deployment.schools if x not in loaded.schools]
    return f"{told} in all, shared with {listed(others)}" if others else told


def worked(loaded: Loaded) -> str:
    """Return the days worked so far at the schools that the notice is about."""
    deployment = loaded.deployment
    if deployment is None:
        return ""
    made = (x for x in loaded.case.visit if x.deployment == deployment.id)
    return days(sum(x.half_days for x in made if x.school in loaded.schools))


def period(loaded: Loaded) -> str:
    """Return from when to when the work is agreed."""
    deployment = loaded.deployment
    if deployment is None or deployment.starts_on is None:
        return ""
    starts = day(deployment.starts_on, loaded.today)
    if deployment.ends_on is None:
        return f"from {starts}"
    return f"{starts} to {day(deployment.ends_on, loaded.today)}"


def documents(loaded: Loaded, prompt: Prompt, asked: Collection[str]) -> tuple[Document, ...]:
    """Return the forms to be read for a question: of each party, its newest version.

    Each school of a group is a party of its own. Nobody is shown what they fill in themselves.
    """
    kind = KINDS[prompt.kind]
    mine = (kind.form, prompt.about, prompt.role, prompt.school)
    newest: dict[tuple[str, str, str, str | None], Form] = {}
    for form in loaded.case.form:
        key = (form.kind, form.about, form.role, form.school)
        wanted = form.kind in kind.reads and key != mine
        newer = key not in newest or form.version > newest[key].version
        if wanted and newer and related(loaded.case, form.about, prompt.about):
            newest[key] = form
    return tuple(
        Document(title=_form_title(loaded, x), lines=tuple(_form_lines(loaded, x, asked)))
        for x in newest.values()
    )


def _form_title(loaded: Loaded, form: Form) -> str:
    titles = {
        (KINDS[x.spec.kind].form, str(role)): x.spec.form
        for x in loaded.process.specs()
        for role in x.spec.to
    }
    title = titles.get((form.kind, form.role)) or form.kind.replace("_", " ").capitalize()
    schools = (form.school,) if form.school else loaded.schools
    by = post_of(loaded, form.role, schools, form.about)
    return f"{title} ({by}, {day(loaded.day_of(form.at), loaded.today)})"


def _form_lines(loaded: Loaded, form: Form, asked: Collection[str]) -> Iterator[Shown]:
    for field in forms.FIELDS.values():
        value = shown(field, form.values.get(field.name), loaded.today, _IN_A_DOCUMENT)
        if value:
            yield Shown(label=_label(field, asked, "as already written"), value=value)


def candidates(loaded: Loaded) -> tuple[CandidateShown, ...]:
    """Return who comes into question, best first; those whom nobody may ask come last, and few."""
    ranked = [x for x in loaded.candidates if not any(v.firm for v in x.vetoes)]
    barred = [x for x in loaded.candidates if any(v.firm for v in x.vetoes)]
    return tuple(_candidate(loaded, x) for x in (ranked + barred)[:_MOST_CANDIDATES])


def _candidate(loaded: Loaded, candidate: Candidate) -> CandidateShown:
    return CandidateShown(
        name=one_line(candidate.sle.person.name, 100),
        home_school=loaded.school(candidate.sle.home_school),
        reasons="; ".join(candidate.reasons),
        vetoes="; ".join(x.why for x in candidate.vetoes),
        firm=any(x.firm for x in candidate.vetoes),
    )
