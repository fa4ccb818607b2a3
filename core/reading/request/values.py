"""What was read of a request: every field with where it stood and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from core.reading.found import Found
from core.reading.funding import Funding
from core.reading.request.intent import Kind
from core.reading.request.needs import Need

ASKED_FIELDS = (
    "school", "specialisms", "phase", "teacher_standards", "days", "when", "funding", "need",
)  # fmt: skip
"""What a request has to say before somebody can be matched to it."""


@dataclass(frozen=True, slots=True)
class RequestReading:
    """How a mail was read. Days are half days. `school` is the one receiving school; for a group it
    is None and `schools` has them all. `unsure` and `missing` name fields that are to be asked.
    """

    looks_like: Kind
    reason: str
    on_behalf_of: Found[str] | None = None
    on_behalf_address: str | None = None
    writer_role: Found[str] | None = None
    school: Found[str] | None = None
    schools: tuple[Found[str], ...] = ()
    school_candidates: tuple[str, ...] = ()
    group: Found[str] | None = None
    specialisms: tuple[Found[str], ...] = ()
    phase: Found[str] | None = None
    key_stages: tuple[Found[str], ...] = ()
    teacher_standards: tuple[Found[int], ...] = ()
    days: Found[int | None] | None = None
    when: Found[str] | None = None
    funding: Found[Funding] | None = None
    wanted_sle: tuple[Found[str], ...] = ()
    unwanted_sle: tuple[Found[str], ...] = ()
    po_number: Found[str] | None = None
    need: Found[str] | None = None
    outcomes: Found[str] | None = None
    who: Found[str] | None = None
    needs: tuple[Need, ...] = ()
    unsure: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return what is certain, by the names of the request form's fields and ready for JSON. The
        schools are left to the directory, which knows their names.
        """
        said = {
            "specialisms": _sure(self.specialisms),
            "teacher_standards": _sure(self.teacher_standards),
            "phase": _sure_value(self.phase),
            "key_stage": ", ".join(_sure(self.key_stages)),
            "who_needs_support": _sure_value(self.who),
            "need": _sure_value(self.need),
            "outcomes": _sure_value(self.outcomes),
            "when": _sure_value(self.when),
            "half_days": _sure_value(self.days),
            "funding": _sure_value(self.funding),
            "po_number": _sure_value(self.po_number),
            "wanted_sle": ", ".join(_sure(self.wanted_sle)),
            "unwanted_sle": ", ".join(_sure(self.unwanted_sle)),
        }
        return {name: value for name, value in said.items() if value}

    def sure_schools(self) -> tuple[str, ...]:
        """Return the ids of the receiving schools that were read for certain."""
        if "school" in self.unsure:
            return ()
        return tuple(dict.fromkeys(x.value for x in self.schools if x.sure))


T = TypeVar("T")


def _sure(found: Sequence[Found[T]]) -> list[T]:
    return [one.value for one in found if one.sure]


def _sure_value(found: Found[T] | None) -> T | None:
    return found.value if found is not None and found.sure else None
