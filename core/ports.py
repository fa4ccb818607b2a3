"""Plain values that pass between the core and its edges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parked:
    """Something that a person has to look at, before it is stored."""

    dedup: str
    why: str
    hint: str = ""
    raw: int | None = None
    alliance: str | None = None
    case: str | None = None
    prompt: str | None = None
    proposal: Mapping[str, Any] | None = None
