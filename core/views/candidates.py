"""A ranked shortlist as rows."""

from collections.abc import Iterable
from typing import Any

from core.matching import Candidate
from core.names import Names


def candidate_rows(candidates: Iterable[Candidate], names: Names) -> list[dict[str, Any]]:
    """Return the fields of `match --json`, in the order given: best first, vetoed ones last."""
    return [
        {
            "sle": x.sle.person.name,
            "id": x.sle.id,
            "home_school": names.school(x.sle.home_school),
            "score": x.score,
            "reasons": list(x.reasons),
            "vetoes": [veto.why for veto in x.vetoes],
            "firm": any(veto.firm for veto in x.vetoes),
        }
        for x in candidates
    ]
