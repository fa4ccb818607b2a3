"""Which specialisms a text asks help for."""

from core.reading.specialisms.reading import (
    SPECIALISMS,
    VOCABULARY,
    Specialism,
    Vocabulary,
    find_specialisms,
)

__all__ = [
    "SPECIALISMS",
    "VOCABULARY",
    "Specialism",
    "Vocabulary",
    "find_specialisms",
]
