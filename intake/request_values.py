"""What was read of a request, as the row that `ingest` prints."""

from collections.abc import Mapping
from typing import Any

from core.reading.found import Found
from core.reading.request import RequestReading


def _sure(found: Found[Any] | None) -> Any:
    return found.value if found is not None and found.sure else None


def printed(reading: RequestReading, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a request that `ingest --dry-run` prints; `names` are the schools'."""
    days = _sure(reading.days)
    funding = _sure(reading.funding)
    school = _sure(reading.school) if "school" not in reading.unsure else None
    return {
        "on_behalf_of": reading.on_behalf_of.value if reading.on_behalf_of else None,
        "school": names.get(school, school) if school else None,
        "schools": [names.get(x, x) for x in reading.sure_schools()],
        "specialisms": [x.value for x in reading.specialisms if x.sure],
        "phase": _sure(reading.phase),
        "days": None if days is None else days / 2,
        "when": _sure(reading.when),
        "teacher_standards": [x.value for x in reading.teacher_standards if x.sure],
        "funding": funding if funding in ("own", "boards") else None,
        "need": reading.need.value if reading.need else None,
        "unsure": list(dict.fromkeys((*reading.unsure, *reading.missing))),
    }
