"""Which school a text means. A name that fits two schools is never decided between them."""

from core.reading.schools.reading import (
    SchoolEntry,
    SchoolIndex,
    plain_domain,
)

__all__ = [
    "SchoolEntry",
    "SchoolIndex",
    "plain_domain",
]
