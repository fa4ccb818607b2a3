"""What ids are called by people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_CAPITALS = {"sle": "SLE", "eip": "EIP", "po": "PO"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of schools, people and SLEs by their ids."""

    schools: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    sles: Mapping[str, str] = field(default_factory=dict)

    def school(self, id_: str | None) -> str | None:
        """Return a school's name; an id that is not known stands for itself."""
        return None if id_ is None else self.schools.get(id_, id_)

    def all_schools(self, ids: Iterable[str]) -> list[str]:
        """Return several schools' names."""
        return [self.schools.get(x, x) for x in ids]

    def who(self, id_: str | None) -> str | None:
        """Return a person's name; an address or "command line" stands for itself."""
        return None if id_ is None else self.people.get(id_, id_)

    def sle(self, id_: str | None) -> str | None:
        """Return an SLE's name."""
        return None if id_ is None else self.sles.get(id_, id_)


def words(name: str) -> str:
    """Return a name of ours as people read it: receiving_head, sle → receiving head, SLE."""
    return " ".join(_CAPITALS.get(x, x) for x in name.split("_"))
